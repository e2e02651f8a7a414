r"""Formulas of LaTeX between dollars in a line (`$x^2$`), and lines of a plain text with them.

A formula is what is no sum of money without doubt: it has a command, a script, or letters that operators join.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from diptych.readers.formats.formulas import latex
from diptych.readers.formats.lines import InlineObject, Line, MathFormula

SIGNS: Final = "$$"
"""Signs before and behind a displayed formula."""
_BETWEEN: Final = re.compile(r"(?<![\\$A-Za-z0-9_])\$(?P<math>(?=[^\s$])[^$\n]{1,2000}?(?<![\s\\]))\$(?![\d$])")
"""Pattern of what is between dollars: no digit is behind it, and no space within its signs (Pandoc's Manual, extension
tex_math_dollars). No Latin letter or digit is before it, as in US$5."""
_COMMAND: Final = re.compile(r"\\[A-Za-z,;:%]|[A-Za-z0-9)}\]][\^_][A-Za-z0-9{\\]")
"""Pattern of a command or a script."""
_LETTERS: Final = re.compile(r"[A-Za-z]'{0,3}")
"""Pattern of a letter alone."""
_OPERATION: Final = re.compile(r"[ -~]*[A-Za-z)]'{0,3} ?[-+=<>*/|!]|[ -~]*[-+=<>*/|] ?[A-Za-z(]")
"""Pattern of a letter beside an operator, in Latin letters, digits and signs alone."""
_PAUSES: Final = "[^,;\\u3001\\u3002\\uff0c\\uff1b]"
_EQUATION: Final = re.compile(rf"[^\W\d]{_PAUSES}{{0,300}}[=<>\u2264\u2265\xd7\xf7]{_PAUSES}{{1,300}}")
"""Pattern of words of other scripts with a relation or a sign of multiplication, which begin with a letter."""
_WORDS: Final = re.compile(r"[A-Za-z0-9][ ]+[A-Za-z0-9]|[A-Za-z]{4}|[A-Z]{3}")
"""Pattern of words of a sentence or of a currency, which no operator joins."""


def formulas(raw: str) -> dict[re.Match[str], MathFormula]:
    """The formulas of a line by their matches; sums of money and what is not translated are none."""
    found = ((match, latex.translated(match["math"])) for match in _BETWEEN.finditer(raw) if _is_formula(match["math"]))
    return {match: formula for match, formula in found if formula is not None}


def with_formulas(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of a plain text, with the linear forms of their formulas."""
    return tuple([_read(line) if "$" in line.text else line for line in lines])


def _is_formula(words: str) -> bool:
    if _COMMAND.search(words) or _LETTERS.fullmatch(words):
        return True
    if words.isascii():
        return _WORDS.search(words) is None and _OPERATION.match(words) is not None
    return _EQUATION.fullmatch(words) is not None


def displayed(words: str) -> MathFormula | None:
    """The formula of a text that is wholly between two signs of a displayed one; None if it is none."""
    inner = words[len(SIGNS):-len(SIGNS)]
    is_whole = words.startswith(SIGNS) and words.endswith(SIGNS) and len(words) > 2 * len(SIGNS)
    return latex.translated(inner) if is_whole and "$" not in inner else None


def _read(line: Line) -> Line:
    whole = displayed(line.text.strip())
    if whole is not None:
        return replace(line, text=whole.linear, spans=(InlineObject(0, len(whole.linear), (whole,)),))
    words, spans, place = "", [], 0
    for match, formula in formulas(line.text).items():
        begin = len(words) + match.start() - place
        words += line.text[place:match.start()] + formula.linear
        spans.append(InlineObject(begin, len(words), (formula,)))
        place = match.end()
    return replace(line, text=words + line.text[place:], spans=tuple(spans)) if spans else line
