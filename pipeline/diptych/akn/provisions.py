"""The provisions of an expression: what of a document is cited, addressed and taken apart clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.names import HIERARCHY, PARTS, local, tag

UNITS: Final = HIERARCHY | (PARTS - {"body", "mainBody", "attachments"}) | {"item"}
"""What has a number, a heading or a name of its own."""

_PRINTED: Final = ("num", "heading", "subheading")


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit, or one of the paragraphs of its own that a unit has several of; `parent` is the eId of what it is in."""

    eid: str
    element: etree._Element
    parent: str

    @property
    def name(self) -> str:
        """Its element's name."""
        return local(self.element.tag)

    @property
    def number(self) -> str:
        """Its number as printed."""
        return _printed(self.element, "num")

    @property
    def heading(self) -> str:
        """Its heading as printed."""
        return _printed(self.element, "heading")

    @property
    def text(self) -> str:
        """Its words as published, a line for each paragraph, without those of the provisions inside it."""
        return "\n".join(line for element in self.lines if (line := emended(element).strip()))

    @property
    def lines(self) -> Iterator[etree._Element]:
        """What prints a line of its text: its paragraphs and the rows of its tables."""
        return _lines(self.element)


def provisions(document: Document) -> Iterator[Provision]:
    """All provisions in the order of the document, outer before inner."""
    yield from _within(document.main, "", alone=False)


def _within(element: etree._Element, parent: str, *, alone: bool) -> Iterator[Provision]:
    """The provisions inside an element; `alone`: the unit around it has one paragraph, which the unit says itself."""
    for child in element:
        name, eid = local(child.tag), child.get("eId", "")
        if eid and name in UNITS:
            yield Provision(eid, child, parent)
            yield from _within(child, eid, alone=len(list(_own_paragraphs(child))) == 1)
        elif eid and name == "p":
            if not alone:
                yield Provision(eid, child, parent)
        elif name not in ("", "meta"):
            yield from _within(child, parent, alone=alone)


def _own_paragraphs(unit: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a unit that are in none inside it."""
    for child in unit:
        if local(child.tag) == "p":
            yield child
        elif local(child.tag) not in ("", "meta", *UNITS):
            yield from _own_paragraphs(child)


def _printed(element: etree._Element, name: str) -> str:
    found = element.find(tag(name))
    return "" if found is None else emended(found).strip()


def _lines(element: etree._Element) -> Iterator[etree._Element]:
    if local(element.tag) == "p":
        yield element
        return
    for child in element:
        name = local(child.tag)
        if name in ("p", "tr"):
            yield child
        elif name not in ("", "meta", *_PRINTED, *UNITS):
            yield from _lines(child)
