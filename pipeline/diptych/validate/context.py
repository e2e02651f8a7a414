"""What the validators look at: a document, where its author wrote each part, and how its language numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.names import tag
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.language.profiles import Label, Language, readings

_BEHIND: Final = 8
"""So many pieces of a unit's text are enough to tell what its label is."""


@dataclass(frozen=True)
class Subject:
    """`file` is named where nothing closer is known; `positions` is empty for a document made by others. `numbers`, by
    eId, are the units' numbers as its writer read them from their labels; where there are none, labels are read."""

    document: Document
    language: Language
    file: str
    positions: Mapping[str, Position] = field(default_factory=dict)
    numbers: Mapping[str, str] | None = None

    def eid(self, element: etree._Element) -> str:
        """The eId of the element or of the nearest one around it."""
        return next((eid for one in (element, *element.iterancestors()) if (eid := one.get("eId"))), "")

    def position(self, element: etree._Element) -> Position:
        """Where the author wrote the element: its own place, else that of the nearest element around it."""
        for one in (element, *element.iterancestors()):
            place = self.positions.get(one.get("eId", ""))
            if place:
                return place
        return Position(self.file, 1 if self.positions else element.sourceline or 1)

    def finding(self, code: str, element: etree._Element, **facts: object) -> Diagnostic:
        """A finding about the element, with its place and eId."""
        return diagnostic(code, self.position(element), self.eid(element) or None, **facts)

    def number(self, unit: etree._Element) -> str:
        """The number that a unit prints, as Arabic digits; empty if it prints none that the language knows."""
        if self.numbers is not None:
            return self.numbers.get(unit.get("eId", ""), "")
        label = self.label(unit)
        return label.number if label else ""

    def label(self, unit: etree._Element) -> Label | None:
        """The label that a unit prints: of the readings, (i) as 1 or as 9, that of its eId, else the likeliest."""
        found = self._labels(unit)
        number = unit.get("eId", "").rpartition("_")[2]
        return next((label for label in found if label.number == number), next(iter(found), None))

    def _labels(self, unit: etree._Element) -> Sequence[Label]:
        """The ways to read what a unit prints as its label, with the words behind it where only these tell that it is
        one: 25 before a capital letter."""
        printed = unit.find(tag("num"))
        if printed is None:
            return ()
        text = emended(printed)
        own = readings(text, self.language)
        if own:
            return [label for label in own if label.end == own[0].end]
        behind = (words for element in printed.itersiblings() for words in element.itertext() if words.strip())
        found = readings(f"{text} {' '.join(islice(behind, _BEHIND)).lstrip()}", self.language)
        return [label for label in found if label.end == len(text)]
