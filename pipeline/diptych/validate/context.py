"""The subject of validation: a document, the author's places of its parts, the printed numbers of its units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.names import first_id, tag
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.language.profiles import Label, Language, readings

ADDENDA: Final = "addenda"
"""Name of an hcontainer that holds addenda. These quote and amend the numbers of other texts."""
FREE: Final = "free"
"""The numbering of documents in which a gap or a repeated number is no mistake."""
_UNBOUND: Final = frozenset((tag("judgment"), tag("doc")))
"""Documents whose numbering is free in all jurisdictions."""
_CONTAINER: Final = tag("hcontainer")
_ATTACHMENT: Final = tag("attachment")
_BEHIND: Final = 8
"""Text nodes read behind a number to recognise it as a label, chosen. More cost time and change no known label."""


@dataclass(frozen=True)
class Subject:
    """A document to validate. `positions` by eId is empty for a document by others; findings then name `file`.

    `numbers` by eId are the units' numbers as the writer read them. Without them, labels are read from the document.
    `numbering` is that of the jurisdiction: `free`, or empty.
    """

    document: Document
    language: Language
    file: str
    positions: Mapping[str, Position] = field(default_factory=dict)
    numbers: Mapping[str, str] | None = None
    numbering: str = ""

    def eid(self, element: etree._Element) -> str:
        """The eId of the element or of the nearest one around it."""
        return first_id(_outwards(element))

    def position(self, element: etree._Element) -> Position:
        """The author's place of the element, or of the nearest element around it."""
        places = (self.positions.get(outer.get("eId", "")) for outer in _outwards(element))
        return next(filter(None, places), None) or Position(
            self.file, 1 if self.positions else element.sourceline or 1)

    def finding(self, code: str, element: etree._Element, **facts: object) -> Diagnostic:
        """A finding on the element, with its place and eId."""
        within = f"{_part(element)} {self._numbering()}".strip()
        found = diagnostic(code, self.position(element), self.eid(element) or None, **facts)
        return replace(found, within=within) if within else found

    def _numbering(self) -> str:
        """The numbering of the document. Judgments and contracts number as their authors see fit."""
        return FREE if self.document.main.tag in _UNBOUND else self.numbering

    def number(self, unit: etree._Element) -> str:
        """The printed number of a unit as Arabic digits; empty if it has none that the language knows."""
        if self.numbers is not None:
            return self.numbers.get(unit.get("eId", ""), "")
        label = self.label(unit)
        return label.number if label else ""

    def label(self, unit: etree._Element) -> Label | None:
        """The printed label of a unit. Of several readings, (i) as 1 or 9, that of its eId, else the likeliest."""
        labels = self._labels(unit)
        number = unit.get("eId", "").rpartition("_")[2]
        return next((label for label in labels if label.number == number), next(iter(labels), None))

    def _labels(self, unit: etree._Element) -> Sequence[Label]:
        """The readings of a unit's label. The words behind it are read too if it is a label only before them.

        An example is 25 before a capital letter.
        """
        printed = unit.find(tag("num"))
        if printed is None:
            return ()
        text = emended(printed)
        own = readings(text, self.language)
        if own:
            return [label for label in own if label.end == own[0].end]
        behind = (words for element in printed.itersiblings() for words in element.itertext() if words.strip())
        longer = readings(f"{text} {' '.join(islice(behind, _BEHIND)).lstrip()}", self.language)
        return [label for label in longer if label.end == len(text)]


def _part(element: etree._Element) -> str:
    """The part of a document that an element is in: `addenda`, `attachment`, or empty."""
    for outer in _outwards(element):
        if outer.tag == _CONTAINER and outer.get("name") == ADDENDA:
            return ADDENDA
        if outer.tag == _ATTACHMENT:
            return "attachment"
    return ""


def _outwards(element: etree._Element) -> Iterator[etree._Element]:
    """The element and all around it, the nearest first."""
    return chain((element,), element.iterancestors())


def in_meta(element: etree._Element) -> bool:
    """Whether an element is inside metadata."""
    return next(element.iterancestors(tag("meta")), None) is not None


def located(root: etree._Element, path: str | None) -> etree._Element:
    """The first element of the document at an XPath, with the prefixes of the document; the root if there is none."""
    if not path:
        return root
    prefixes = {prefix: uri for element in root.iter(etree.Element) for prefix, uri in element.nsmap.items() if prefix}
    matches = root.getroottree().xpath(path, namespaces=prefixes)
    return matches[0] if isinstance(matches, list) and matches and isinstance(matches[0], etree._Element) else root
