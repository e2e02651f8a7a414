"""Automatic numbering → the labels that an office program prints before paragraphs and keeps in no run of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from diptych.language.numerals import is_written, write
from diptych.readers.formats.zipped_xml import UnreadableError

_PLACE: Final = re.compile(r"[%^](\d)")
"""Pattern of a number's place in a template: %1 in DOCX, ^1 in HWPX."""
_ALPHABET: Final = 26
"""Letters of the Latin alphabet, defined by ISO 646."""
_PADDED: Final = "arabic-padded"
"""Name here of Arabic numbers of at least two digits."""


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """One level of an automatic numbering: first number, numeral system, template.

    In the template %1 or ^1 is the number of the outermost level. A bullet has no system; its sign is the template.
    `after` is the outermost depth whose numbers let this level start over, -1 for none; by default each outer level
    does. `legal`: all numbers of the label are Arabic. `suffix` is printed behind the label.
    """

    start: int
    system: str
    template: str
    after: int | None = None
    legal: bool = False
    suffix: str = ""


Levels = Mapping[int, NumberingLevel]
"""The levels of a list by depth; the outermost depth is 0."""


@dataclass(slots=True)
class Counters:
    """The latest number in each list of a document, by depth."""

    reached: dict[str, dict[int, int]] = field(default_factory=dict)

    def restart(self, name: str, depth: int) -> None:
        """Lets a list start over at a depth."""
        self.reached.get(name, {}).pop(depth, None)

    def count(self, name: str, levels: Levels, depth: int) -> None:
        """Counts the next paragraph of a list at this depth; the numbers of deeper levels start over."""
        counts = self.reached.setdefault(name, {})
        for outer in range(depth):
            if outer in levels:
                counts.setdefault(outer, levels[outer].start)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            after = levels[deeper].after if deeper in levels else None
            if after is None or depth <= after:
                del counts[deeper]

    def label(self, name: str, levels: Levels, depth: int) -> str:
        """The label of the latest paragraph of a list, with its suffix. UnreadableError for an unknown system."""
        level, counts = levels[depth], self.reached.get(name, {})
        return _PLACE.sub(lambda match: _number(counts, levels, int(match[1]) - 1, level), level.template) + (
            level.suffix)


def _number(counts: Mapping[int, int], levels: Levels, depth: int, shown: NumberingLevel) -> str:
    level = levels.get(depth, shown)
    system = "arabic" if shown.legal and level.system not in ("", _PADDED) else level.system
    return _written(counts.get(depth, level.start), system) if system else ""


def _written(number: int, system: str) -> str:
    """A number as office programs write it: in figures if its system has no numeral for it; letters repeat without
    end."""
    if system == _PADDED:
        return f"{number:02}"
    if system in ("lower", "upper") and number > 0:
        rounds, place = divmod(number - 1, _ALPHABET)
        return (write(place + 1, system) or "") * (rounds + 1)
    if not is_written(system):
        raise UnreadableError(f"numbers of the kind {system}")
    return write(number, system) or str(number)
