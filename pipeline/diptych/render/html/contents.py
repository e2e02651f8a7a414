"""A document → its table of contents: the units by number and heading, or by the first words of their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document, emended
from diptych.akn.names import BODIES, CONTAINERS, HIERARCHY, SECTIONS, local, tag
from diptych.render.html import title_breaks, title_lines, word_joints
from diptych.render.html.elements import make, serialise
from diptych.render.html.provisions import HEADINGS, gap, is_hangul, space

DEPTH: Final = 2
"""Levels of units in the table; chosen. Raised, the table of a long act no longer fits beside its text."""

_WORDS: Final = 24
"""Width in ems of the text that names a unit without a heading; chosen. Raised, an entry takes three lines."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table. `tag` is the language of the title, empty for the page's own."""

    id: str
    title: str
    tag: str
    children: tuple[ContentsEntry, ...] = ()

    @property
    def html(self) -> str:
        """The title as HTML, with the places where a line may end, or joints where none may."""
        if any(map(is_hangul, self.title)):
            return serialise(make("span", word_joints.JOINT)).join(map(escape, word_joints.pieces(self.title)))
        return "<wbr>".join(map(escape, title_breaks.line_pieces(self.title)))


@lru_cache(maxsize=8)
def entries(document: Document) -> tuple[ContentsEntry, ...]:
    """The table of a document, DEPTH levels deep; the attachments follow its units."""
    language = interface_text.tag(document)
    attached = document.main.iterfind(f"{tag('attachments')}/{tag('attachment')}")
    return (*_entries(_body(document.main), language, DEPTH),
            *(_entry(unit, _body(next(iter(unit), unit)), language, DEPTH) for unit in attached))


def _body(main: etree._Element) -> etree._Element:
    """The element that contains the units of a document."""
    return next((part for part in main if local(part.tag) in BODIES), main)


def _entries(parent: etree._Element, language: str, depth: int) -> tuple[ContentsEntry, ...]:
    return tuple(_entry(unit, unit, language, depth) for unit in _units(parent) if depth and _has_words(unit))


def _has_words(unit: etree._Element) -> bool:
    """Whether a unit has a number, a heading or text of its own."""
    return any(local(part.tag) in HEADINGS for part in unit.iter(etree.Element)) or any(True for _ in _paragraphs(unit))


def _paragraphs(unit: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a unit that are in no table: the first cell of a table names nothing."""
    for paragraph in unit.iter(tag("p")):
        if not any(local(around.tag) == "table" for around in paragraph.iterancestors()):
            yield paragraph


def _units(parent: etree._Element) -> Iterator[etree._Element]:
    """The units inside an element, those in its containers included."""
    for child in parent:
        name = local(child.tag)
        if name in HIERARCHY or name in SECTIONS and child.find(tag("heading")) is not None:
            yield child
        elif name in CONTAINERS:
            yield from _units(child)


def _entry(unit: etree._Element, body: etree._Element, language: str, depth: int) -> ContentsEntry:
    """The entry of a unit whose inner units are in `body`."""
    return ContentsEntry(unit.get("eId", ""), _title(unit), language, _entries(body, language, depth - 1))


def _title(unit: etree._Element) -> str:
    """A unit's number and heading, else its number and first words; of an attachment its docTitle, if there is one."""
    title = unit.find(f".//{tag('docTitle')}") if local(unit.tag) == "attachment" else None
    if title is not None:
        return emended(title, noted=False).strip()
    label = headline(unit)
    if unit.find(tag("heading")) is not None:
        return label.strip()
    text = next((emended(paragraph, noted=False) for paragraph in _paragraphs(unit)), "").strip()
    return label + title_lines.beginning(text, _WORDS)


def headline(unit: etree._Element) -> str:
    """A unit's number and heading on one line, the number first; white space may follow."""
    parts = [part for part in unit if local(part.tag) in HEADINGS]
    if [local(part.tag) for part in parts] == ["heading", "num"]:
        heading, number = (emended(part, noted=False).strip() for part in parts)
        return number + space(number, heading) + heading
    return "".join(emended(part, noted=False).strip() + gap(part) for part in parts)
