"""A Hangul document (HWPX, KS X 6101) → its lines, with the numbers it would print, heading type and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Table, Text
from diptych.readers.formats.lines import OBJECT, Line
from diptych.readers.formats.zipped_xml import Counters, NumberingLevel, UnreadableError, names, part

_SECTION: Final = re.compile(r"Contents/section(\d+)\.xml")
_SYSTEMS: Final = {
    "DIGIT": "arabic", "CIRCLED_DIGIT": "circled", "ROMAN_CAPITAL": "roman-upper", "ROMAN_SMALL": "roman-lower",
    "LATIN_CAPITAL": "upper", "LATIN_SMALL": "lower", "HANGUL_SYLLABLE": "ganada", "HANGUL_JAMO": "jamo",
    "CIRCLED_HANGUL_SYLLABLE": "circled-ganada", "IDEOGRAPH": "chinese", "DECAGON_CIRCLE_HANJA": "stem"}
"""Hangul's names of numeral systems and ours."""
_SIGNS: Final = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
_NOTES: Final = ("footNote", "endNote")


@dataclass(frozen=True, slots=True)
class _Heading:
    """The list and depth of a paragraph's numbering."""

    name: str
    depth: int


@dataclass(slots=True)
class _Reader:
    """A document on the way: kinds of paragraphs and letters, lists, the numbers reached, notes to come."""

    headings: Mapping[str, _Heading]
    lists: Mapping[str, Mapping[int, NumberingLevel]]
    bold: frozenset[str]
    file: str
    counters: Counters = field(default_factory=Counters)
    read: int = 0
    notes: list[etree._Element] = field(default_factory=list)

    def paragraphs(self, parent: etree._Element) -> Iterator[Line]:
        """The paragraphs directly in a section, a cell or a note, with the tables and boxes in them."""
        for element in parent:
            if _local(element) == "p":
                yield from self.paragraph(element)

    def paragraph(self, element: etree._Element) -> Iterator[Line]:
        self.read += 1
        number = self.read
        words, strong, leads = "", 0, True
        inner: list[etree._Element] = []
        for run in (child for child in element if _local(child) == "run"):
            said = "".join(self.words(run, inner))
            is_strong = run.get("charPrIDRef", "") in self.bold
            leads = leads and (is_strong or not said.strip())
            strong += len(said) if leads and is_strong else 0
            words += said
        label = self.label(element) if words.strip() else ""
        for place, line in enumerate((label + words).split("\n")):
            yield Line(line, Position(self.file, number, 1 + place), 0 if place or not strong else min(
                strong + len(label), len(line)))
        for thing in inner:
            yield from self.table(thing) if _local(thing) == "tbl" else self.boxed(thing)

    def words(self, run: etree._Element, inner: list[etree._Element]) -> Iterator[str]:
        """The words of a run; tables and boxes go to `inner`, notes to the end of the document."""
        for child in run:
            name = _local(child)
            if name == "t":
                yield child.text or ""
                for sign in child:
                    yield _SIGNS.get(_local(sign), "") + (sign.tail or "")
            elif name == "ctrl":
                self.notes += [note for note in child if _local(note) in _NOTES]
            elif name == "dutmal":
                yield "".join(item.text or "" for item in child if _local(item) in ("mainText", "subText"))
            elif name not in ("secPr", "linesegarray"):
                inner.append(child)

    def boxed(self, element: etree._Element) -> Iterator[Line]:
        """The paragraphs in a drawn box."""
        for held in element.iter("{*}subList"):
            yield from self.paragraphs(held)

    def label(self, paragraph: etree._Element) -> str:
        heading = self.headings.get(paragraph.get("paraPrIDRef", ""))
        levels = self.lists.get(heading.name) if heading else None
        if heading is None or not levels or heading.depth not in levels:
            return ""
        label = self.counters.label(heading.name, levels, heading.depth)
        return f"{label} " if label else ""

    def table(self, element: etree._Element) -> Iterator[Line]:
        self.read += 1
        place = Position(self.file, self.read, 1)
        rows = tuple(tuple(Cell(tuple(self.cell(cell)), header=cell.get("header", "0") not in ("0", "false"))
                           for cell in row if _local(cell) == "tc")
                     for row in element if _local(row) == "tr")
        if any(rows):
            yield from (Line("", place), Line(OBJECT, place, table=Table(tuple(filter(None, rows)), place)),
                        Line("", place))

    def cell(self, element: etree._Element) -> Iterator[Block]:
        for held in (child for child in element if _local(child) == "subList"):
            for line in self.paragraphs(held):
                inner = line.table.rows if line.table else ()
                yield from (block for row in inner for cell in row for block in cell.blocks)
                if line.table is None and line.text.strip():
                    yield Block((Text(line.text, line.position),), line.position)


def lines(data: bytes, file: str) -> tuple[Line, ...]:
    """The lines of the document, its notes at the end; a paragraph's number is its line."""
    sections = sorted((int(match[1]), match[0]) for name in names(data) if (match := _SECTION.fullmatch(name)))
    if not sections:
        raise UnreadableError("there is no text in the package")
    reader = _reader(part(data, "Contents/header.xml"), file)
    found: list[Line] = []
    for _, name in sections:
        section = part(data, name)
        found += reader.paragraphs(section) if section is not None else ()
    for note in reader.notes:
        for held in note.iter("{*}subList"):
            found += reader.paragraphs(held)
    return tuple(found)


def _reader(head: etree._Element | None, file: str) -> _Reader:
    if head is None:
        return _Reader({}, {}, frozenset(), file)
    headings = {}
    outline = next((section.get("outlineShapeIDRef", "") for section in head.iter("{*}secPr")), "1")
    for kind in head.iter("{*}paraPr"):
        heading = next(kind.iter("{*}heading"), None)
        if heading is not None and heading.get("type") in ("NUMBER", "OUTLINE"):
            name = heading.get("idRef", "0") if heading.get("type") == "NUMBER" else outline
            headings[kind.get("id", "")] = _Heading(name, int(heading.get("level", "0")))
    lists = {item.get("id", ""): {int(level.get("level", "1")) - 1: _level(level) for level in item.iter("{*}paraHead")}
             for item in head.iter("{*}numbering")}
    bold = frozenset(kind.get("id", "") for kind in head.iter("{*}charPr") if kind.find("{*}bold") is not None)
    return _Reader(headings, lists, bold, file)


def _level(element: etree._Element) -> NumberingLevel:
    kind = element.get("numFormat", "DIGIT")
    return NumberingLevel(int(element.get("start", "1")), _SYSTEMS.get(kind, kind), element.text or "")


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
