"""An expression → its provisions: the units and paragraphs that are cited, compared and aligned clause by clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.document import Document, emended
from diptych.akn.names import HIERARCHY, PARTS, SECTIONS, local, tag

UNITS: Final = HIERARCHY | SECTIONS | (PARTS - {"body", "mainBody", "attachments"}) | {"item"}
"""Elements with a number, a heading or a name of their own."""
_PRINTED: Final = ("num", "heading", "subheading")
"""Elements printed before the text of a unit."""
_CELLS: Final = ("td", "th", "caption")
"""Elements whose words are in the line of their row, or in none."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit, or a paragraph of a unit with several paragraphs; `parent` is the eId of the unit around it.

    `row` is the eId of the first part of the row that it is set in: its own, unless the editor pairs it with others.
    """

    eid: str
    element: etree._Element
    parent: str
    row: str

    @property
    def name(self) -> str:
        """The name of its element."""
        return local(self.element.tag)

    @property
    def number(self) -> str:
        """Its number as printed."""
        return printed(self.element, "num")

    @property
    def heading(self) -> str:
        """Its heading as printed."""
        return printed(self.element, "heading")

    @property
    def text(self) -> str:
        """Its words as published, one line a paragraph, without the words of the provisions inside it."""
        return "\n".join(line for element in self.lines if (line := emended(element).strip()))

    @property
    def lines(self) -> Iterator[etree._Element]:
        """The elements that print a line of its text: paragraphs and table rows."""
        return _lines(self.element)


def provisions(document: Document) -> Iterator[Provision]:
    """All provisions in document order, outer before inner."""
    yield from _within(document.main, "", "", alone=False)


def _within(element: etree._Element, parent: str, row: str, *, alone: bool) -> Iterator[Provision]:
    """The provisions inside an element, which is in a `row` as a whole, or in none.

    The paragraph of a unit with only one (`alone`) is no provision of its own, unless it is in a row of its own.
    """
    for child in element:
        name, eid = local(child.tag), child.get("eId", "")
        own = row or counterparts.row(child)
        if eid and name in UNITS:
            yield Provision(eid, child, parent, own or eid)
            yield from _within(child, eid, own, alone=len(list(_own_paragraphs(child))) == 1)
        elif eid and is_line(child):
            if not alone or own and not row:
                yield Provision(eid, child, parent, own or eid)
        elif name not in ("", "meta"):
            yield from _within(child, parent, own, alone=alone)


def is_line(element: etree._Element) -> bool:
    """Whether an element inside no other line prints one: a paragraph, or an element with words directly in it.

    The number and the headings of a unit, words inside them, and the cells of a table are none.
    """
    name, parent = local(element.tag), element.getparent()
    if name == "p" or name in UNITS or name in ("", "meta", *_CELLS):
        return name == "p"
    if name in _PRINTED and (parent is None or local(parent.tag) in UNITS):
        return False
    if any(local(outer.tag) in _PRINTED for outer in element.iterancestors()):
        return False
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def cited(element: etree._Element) -> Iterator[etree._Element]:
    """The units and lines inside an element, in document order: all that can be cited by an eId."""
    for child in element:
        name = local(child.tag)
        if name in UNITS or is_line(child):
            yield child
        if name not in ("", "meta") and not is_line(child):
            yield from cited(child)


def _own_paragraphs(unit: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a unit that are in no unit inside it."""
    for child in unit:
        if is_line(child):
            yield child
        elif local(child.tag) not in ("", "meta", *UNITS):
            yield from _own_paragraphs(child)


def first_line(clause: etree._Element) -> str:
    """The eId of the first paragraph of a clause, one of its own if it has any; empty if it has none."""
    lines = [clause] if local(clause.tag) == "p" else [*_own_paragraphs(clause), *clause.iter(tag("p"))]
    return next((eid for line in lines if local(line.tag) == "p" and (eid := line.get("eId", ""))), "")


def printed(unit: etree._Element, name: str) -> str:
    """The text of a unit's children of that name, as published; empty if there are none."""
    return " ".join(words for child in unit.iterchildren(tag(name)) if (words := emended(child).strip()))


def _lines(element: etree._Element) -> Iterator[etree._Element]:
    if local(element.tag) not in UNITS and is_line(element):
        yield element
        return
    for child in element:
        name = local(child.tag)
        if name in ("tr", "caption") or is_line(child) or name == "subheading":
            yield child
        elif name not in ("", "meta", *_PRINTED, *UNITS):
            yield from _lines(child)
