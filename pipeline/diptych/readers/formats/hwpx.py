"""A Hangul document (HWPX, KS X 6101) → its lines, with automatic numbers, heading type and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Cell
from diptych.readers.formats.lines import Line, cell_blocks, paragraph_lines, table_lines
from diptych.readers.formats.zipped_xml import Counters, NumberingLevel, UnreadableError, names, part

_SECTION: Final = re.compile(r"Contents/section(\d+)\.xml")
"""Pattern of the name of a part that holds text, and its place among these parts."""
_SYSTEMS: Final = {
    "DIGIT": "arabic", "CIRCLED_DIGIT": "circled", "ROMAN_CAPITAL": "roman-upper", "ROMAN_SMALL": "roman-lower",
    "LATIN_CAPITAL": "upper", "LATIN_SMALL": "lower", "HANGUL_SYLLABLE": "ganada", "HANGUL_JAMO": "jamo",
    "CIRCLED_HANGUL_SYLLABLE": "circled-ganada", "IDEOGRAPH": "chinese", "DECAGON_CIRCLE_HANJA": "stem"}
"""Numeral system of each numFormat, the names defined by KS X 6101; a number in an unlisted one is unreadable."""
_SIGNS: Final = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
"""Elements of a run that are one character."""
_NOTES: Final = ("footNote", "endNote")
"""Elements whose text is read at the end of the document."""


@dataclass(slots=True)
class _Reader:
    """State while a document is read: `read` is the number of paragraphs and tables so far, `notes` are unread yet.

    `depths` are the list of a paragraph and its depth in it, by the id of paragraph properties; the outermost depth is
    0. `bold` are ids of character properties.
    """

    depths: Mapping[str, tuple[str, int]]
    lists: Mapping[str, Mapping[int, NumberingLevel]]
    bold: frozenset[str]
    file: str
    counters: Counters = field(default_factory=Counters)
    read: int = 0
    notes: list[etree._Element] = field(default_factory=list)

    def paragraphs(self, parent: etree._Element) -> Iterator[Line]:
        """The lines of the paragraphs directly in a section, a cell or a note, with their tables and boxes."""
        for element in parent:
            if _local(element) == "p":
                yield from self.paragraph(element)

    def paragraph(self, element: etree._Element) -> Iterator[Line]:
        self.read += 1
        inner: list[etree._Element] = []
        runs = [("".join(self.words(run, inner)), run.get("charPrIDRef", "") in self.bold)
                for run in element if _local(run) == "run"]
        label = self.label(element) if any(words.strip() for words, _ in runs) else ""
        yield from paragraph_lines(label, runs, self.file, self.read)
        for item in inner:
            yield from self.table(item) if _local(item) == "tbl" else self.boxed(item)

    def words(self, run: etree._Element, inner: list[etree._Element]) -> Iterator[str]:
        """The texts of a run. Its tables and boxes are added to `inner`, its notes to `notes`."""
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
        """The lines of the paragraphs in a drawn box or a note."""
        for sublist in element.iter("{*}subList"):
            yield from self.paragraphs(sublist)

    def label(self, paragraph: etree._Element) -> str:
        """The number that Hangul prints before the paragraph, and a space; empty if it has none."""
        place = self.depths.get(paragraph.get("paraPrIDRef", ""))
        if place is None:
            return ""
        name, depth = place
        levels = self.lists.get(name, {})
        label = self.counters.label(name, levels, depth) if depth in levels else ""
        return f"{label} " if label else ""

    def table(self, element: etree._Element) -> Iterator[Line]:
        self.read += 1
        position = Position(self.file, self.read, 1)
        rows = [tuple(Cell(tuple(cell_blocks(self.cell(cell))), header=cell.get("header", "0") not in ("0", "false"))
                      for cell in row if _local(cell) == "tc")
                for row in element if _local(row) == "tr"]
        yield from table_lines(rows, position)

    def cell(self, element: etree._Element) -> Iterator[Line]:
        for sublist in element:
            if _local(sublist) == "subList":
                yield from self.paragraphs(sublist)


def lines(data: bytes, file: str) -> tuple[Line, ...]:
    """The lines of the document, its notes at the end. A position's line is the paragraph's number."""
    sections = sorted((int(match[1]), match[0]) for name in names(data) if (match := _SECTION.fullmatch(name)))
    if not sections:
        raise UnreadableError("there is no text in the package")
    reader = _reader(part(data, "Contents/header.xml"), file)
    document = [line for _, name in sections for line in reader.paragraphs(part(data, name))]
    # A note may hold notes: they are appended while the list is read.
    for note in reader.notes:
        document += reader.boxed(note)
    return tuple(document)


def _reader(head: etree._Element, file: str) -> _Reader:
    depths: dict[str, tuple[str, int]] = {}
    outline = next((section.get("outlineShapeIDRef", "") for section in head.iter("{*}secPr")), "1")
    for kind in head.iter("{*}paraPr"):
        heading = next(kind.iter("{*}heading"), None)
        if heading is not None and heading.get("type") in ("NUMBER", "OUTLINE"):
            name = heading.get("idRef", "0") if heading.get("type") == "NUMBER" else outline
            depths[kind.get("id", "")] = name, int(heading.get("level", "0"))
    lists = {item.get("id", ""): {int(level.get("level", "1")) - 1: _level(level) for level in item.iter("{*}paraHead")}
             for item in head.iter("{*}numbering")}
    bold = frozenset(kind.get("id", "") for kind in head.iter("{*}charPr") if kind.find("{*}bold") is not None)
    return _Reader(depths, lists, bold, file)


def _level(element: etree._Element) -> NumberingLevel:
    kind = element.get("numFormat", "DIGIT")
    return NumberingLevel(int(element.get("start", "1")), _SYSTEMS.get(kind, kind), element.text or "")


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
