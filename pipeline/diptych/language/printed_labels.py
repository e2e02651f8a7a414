"""The printed label of a unit in one language → the label that another language prints."""

from __future__ import annotations

import re
from typing import Final

from diptych.language import numerals
from diptych.language.profiles import Language, read_label

_PLACE: Final = re.compile(r"\{(n|b)(?::([a-z-]+))?\}")
_NUMBER: Final = re.compile(r"(\d{1,9})((?:-\d{1,9})*)([a-z]{0,9})")
"""Pattern of the number of a label: its figures, those of branches, its letters."""
_BRANCH: Final = "branch"
"""The key of the template of a number of a branch."""


def printed(label: str, original: Language, target: Language) -> str:
    """The label in the target language, by its table `printed`; a label of no known kind stays as it is.

    A kind that the table lacks stays if the target language reads it as the same kind, or if it has no letters but
    those of ASCII; else its figures alone stay.
    """
    read = read_label(label, original)
    if read is None or not read.count:
        return label
    template, same, number = target.printed.get(read.shape), read_label(label, target), _NUMBER.fullmatch(read.number)
    is_read = same is not None and (same.shape, same.end) == (read.shape, read.end)
    is_plain = not any(sign.isalpha() and not sign.isascii() for sign in label)
    if number is None or read.outer or template is None and (is_read or is_plain):
        return label
    return _filled(template or "{n:arabic}{b}.", number, target.printed.get(_BRANCH, "-{n:arabic}"))


def _filled(template: str, number: re.Match[str], branch: str) -> str:
    """A template with the figures of a number, then its letters, and its branches."""
    branches = "".join(_numeral(branch, later) for later in number[2].split("-") if later)

    def part(match: re.Match[str]) -> str:
        return branches if match[1] == "b" else _written(number[1], match[2]) + number[3].upper()

    return _PLACE.sub(part, template)


def _numeral(template: str, figures: str) -> str:
    return _PLACE.sub(lambda match: _written(figures, match[2]), template)


def _written(figures: str, system: str | None) -> str:
    """The numeral of a system; the figures if the system has none."""
    return numerals.write(int(figures), system or "arabic") or figures
