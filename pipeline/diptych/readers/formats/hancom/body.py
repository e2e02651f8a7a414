"""The sections of a Hangul document → lines: paragraphs with their numbers, tables, boxes, notes at their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Footnote, Table
from diptych.readers.formats import figure_captions
from diptych.readers.formats.automatic_numbers import Counters
from diptych.readers.formats.hancom.content import HangulContentReader, HangulParagraph
from diptych.readers.formats.hancom.head import HangulProperties
from diptych.readers.formats.hancom.pictures import HangulPictures
from diptych.readers.formats.inline_objects import blocks, joined
from diptych.readers.formats.lines import InlineObject, Line, table_lines
from diptych.readers.formats.package_reading import Omissions
from diptych.readers.formats.paragraphs import Run
from diptych.readers.formats.table_grid import WIDEST, compact
from diptych.readers.formats.zipped_xml import local

_ABOVE: Final = frozenset({"TOP", "LEFT"})
"""Sides of a picture on which its caption is read before it, defined by KS X 6101."""


@dataclass(slots=True)
class SectionReader:
    """State while a document is read: `number` is the number of paragraphs and tables so far.

    `marked` are the numbers of notes so far by kind. `printed` are the labels of paragraphs and other numbers that the
    program prints.
    """

    head: HangulProperties
    omissions: Omissions
    pictures: HangulPictures
    file: str
    counters: Counters = field(default_factory=Counters)
    number: int = 0
    marked: dict[str, int] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    content: HangulContentReader = field(init=False)

    def __post_init__(self) -> None:
        self.content = HangulContentReader(self.omissions, self.pictures)

    def lines(self, parent: Iterable[etree._Element]) -> list[Line]:
        """The lines of the paragraphs in a section, a cell, a box or a note, however they are wrapped."""
        lines: list[Line] = []
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element, lines)
            elif name == "tbl":
                self._table(element, lines)
            elif name == "switch":
                shown = self.content.shown(element)
                lines += self.lines(shown if shown is not None else ())
            elif name in ("run", "t"):
                content = HangulParagraph()
                self.content.read((element,), content, Run(""))
                self._write(content, "", lines)
            elif name:
                lines += self.lines(element)
        return lines

    def _paragraph(self, element: etree._Element, lines: list[Line]) -> None:
        content = HangulParagraph()
        for child in element:
            key = child.get("charPrIDRef", "") if local(child) == "run" else ""
            look = Run("", key in self.head.bold, self.head.marks.get(key, ()))
            self.content.read(child if local(child) == "run" else (child,), content, look)
        self._write(content, self._label(element) if content.text.strip() else "", lines)

    def _write(self, content: HangulParagraph, label: str, lines: list[Line]) -> None:
        """Adds the lines of a paragraph, and those of the tables and boxes in it."""
        self.number += 1
        at, is_seen = Position(self.file, self.number), bool(content.text.strip())
        self.printed += [label, *content.printed]
        notes = tuple(self._notes(content, len(label), at)) if is_seen else ()
        lines += self._captioned(tuple(content.lines(label, notes, at)), content.captions)
        if not is_seen:
            lines += [line for _, _, note in content.notes for line in self.lines(note)]
        for block in content.blocks:
            lines += self.lines(block if local(block) == "subList" else (block,))

    def _captioned(self, own: Sequence[Line], captions: Sequence[etree._Element]) -> Sequence[Line]:
        """The lines of a paragraph, in which its pictures have their caption; other captions are lines behind them."""
        behind = [line for caption in captions for line in self.lines(caption)]
        words = joined(blocks(behind))
        figures = [line for line in own if line.figure is not None]
        if len(captions) != 1 or len(figures) != 1 or not words:
            return (*own, *behind)
        above = captions[0].get("side", "") in _ABOVE
        return [line if line.figure is None else replace(
            line, figure=figure_captions.captioned(line.figure, words, above=above)) for line in own]

    def _notes(self, content: HangulParagraph, before: int, at: Position) -> Iterator[InlineObject]:
        """The notes of a paragraph at their marks, by offset; `before` is the length of its label."""
        for offset, kind, note in content.notes:
            self.marked[kind] = self.marked.get(kind, 0) + 1
            marker, place = str(self.marked[kind]), before + offset
            yield InlineObject(place, place, Footnote(marker, kind, tuple(blocks(self.lines(note))),
                                              Position(at.file, at.line, 1 + place)))

    def _label(self, paragraph: etree._Element) -> str:
        """The number that Hangul prints before the paragraph, and a space; empty if it has none."""
        name, depth = self.head.places.get(paragraph.get("paraPrIDRef", ""), ("", 0))
        levels = self.head.lists.get(name, {})
        if depth not in levels:
            return ""
        self.counters.count(name, levels, depth)
        label = self.counters.label(name, levels, depth)
        return label if label.strip() else ""

    def _table(self, element: etree._Element, lines: list[Line]) -> None:
        """Adds the lines of a table with its caption. A caption with a table in it stands before the table."""
        self.number += 1
        at = Position(self.file, self.number)
        above = [line for child in element if local(child) == "caption" for line in self.lines(child)]
        caption = joined(blocks(above))
        rows = compact([[self._cell(cell) for cell in row if local(cell) == "tc"]
                        for row in element if local(row) == "tr"])
        if caption is None or not any(rows):
            lines += above
        lines += table_lines(rows, at, caption or ())

    def _cell(self, element: etree._Element) -> Cell:
        content: tuple[Block | Table, ...] = tuple(blocks(self.lines(element)))
        span = next((part for part in element if local(part) == "cellSpan"), None)
        columns, rows = (1, 1) if span is None else (
            max(int(span.get("colSpan", "1")), 1), max(int(span.get("rowSpan", "1")), 1))
        return Cell(content, element.get("header", "0") not in ("0", "false"), min(columns, WIDEST), rows)
