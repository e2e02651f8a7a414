"""An element of a web page → its paragraphs and tables as lines, with their heading type; places are not known yet.

Which element is read, and whether tables are read as such, is known to `page_flow`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from typing import Any, Final

from lxml import etree

from diptych.draft import Block, Cell, Footnote, Inline
from diptych.readers.formats import figure_captions
from diptych.readers.formats.flowing_paragraph import NOWHERE, USUAL, FlowingParagraph, Type, line_of
from diptych.readers.formats.formulas import page_mathml
from diptych.readers.formats.inline_objects import blocks, joined
from diptych.readers.formats.lines import (
    OBJECT,
    Line,
    pictures,
    table_lines,
)
from diptych.readers.formats.web_pages import page_lists, page_notes, page_rows, page_ruby
from diptych.readers.formats.web_pages.page_notes import FoundNotes, Notes, PageNote
from diptych.readers.formats.web_pages.page_pictures import add_picture
from diptych.readers.formats.web_pages.page_record import PageRecord
from diptych.readers.formats.web_pages.page_sizes import size
from diptych.readers.formats.web_pages.page_tables import (
    CELLS,
    MOST,
    is_of_table,
    is_table,
    only_table,
    own_rows,
    spans,
)
from diptych.readers.formats.web_pages.page_types import INLINE, UNSEEN, is_unseen, plain, type_of
from diptych.values import dataclass

_TELLING: Final = frozenset({"style", "hidden", "aria-hidden", "face"})
"""Attributes that say how the text of an element is set, or that it is not shown."""
_BLOCKS: Final = frozenset({"figure", "table"})
"""Elements that may be lines as a whole."""
_OBJECTS: Final = frozenset({"img", page_ruby.ELEMENT, page_mathml.ELEMENT})
"""Elements that may be objects in a line."""
_MEANT: Final = UNSEEN | _BLOCKS | _OBJECTS | {"figcaption"}
"""Elements that mean more than where a paragraph begins and ends, and in which type it is set."""
_NOTHING: Final = PageRecord(frozenset())
"""The record of an element of which nothing was read."""
_EMPTY: Final = (Line("", NOWHERE),)
"""What a table without rows leaves."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page: the families of heading type, its notes by their marks, and the elements of marks, in
    their places and in the notes."""

    fonts: Sequence[str]
    notes: Notes
    marks: frozenset[etree._Element]

    @property
    def apart(self) -> frozenset[etree._Element]:
        """The elements of notes, which are read at their marks, and of the marks in them or beside them."""
        return frozenset(item for note in self.notes.values() for item in (note.element, *note.back))


def knowledge(found: FoundNotes, fonts: Sequence[str], left_out: AbstractSet[etree._Element]) -> Known:
    """What is known of a page with these notes, without what is `left_out`."""
    notes = found.without(left_out)
    return Known(fonts, notes, frozenset(item for mark, note in notes.items() for item in (mark, *note.back)))


def element_lines(element: etree._Element, known: Known, whole: int, left_out: AbstractSet[etree._Element],
                  record: PageRecord | None = None) -> list[Line]:
    """The lines in an element. The `record` gets the places of tables that are read as paragraphs."""
    reading = _Reading(element, known, whole, left_out, record)
    # Of each element around the place: the element, what in it is not read yet, and the type it is set in.
    around: list[tuple[Any, Iterator[Any], Type]] = [(None, iter((element,)), USUAL)]
    while around:
        outer, within, type_ = around[-1]
        for inner in within:
            own = reading.begin(inner, inner.tag, type_)
            if own is not None and len(inner):
                around.append((inner, iter(inner), own))
                break
            reading.end(inner, inner.tag, type_)
        else:
            around.pop()
            if outer is not None:
                reading.end(outer, outer.tag, around[-1][2])
    reading.paragraph.end(reading.lines)
    return reading.lines


@dataclass(frozen=False, slots=True)
class _Reading:
    """An element while it is read: the lines so far, the paragraph at hand, and the numbers of the items of lists.
    `is_whole`: nothing is left out of it, and it has no marks of notes."""

    element: etree._Element
    known: Known
    whole: int
    left_out: AbstractSet[etree._Element]
    record: PageRecord | None
    lines: list[Line] = field(default_factory=list)
    paragraph: FlowingParagraph = field(default_factory=FlowingParagraph)
    numbered: dict[etree._Element, str] = field(default_factory=dict)
    is_whole: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_whole = not self.left_out and not self.known.marks

    def begin(self, inner: etree._Element, name: str, outer: Type) -> Type | None:
        """Begins an element within one in a type; the type of its own text, None if all of it was read, or is not."""
        if name not in INLINE:
            # Most elements begin and end between paragraphs: to ask the paragraph itself takes longer.
            paragraph = self.paragraph
            if paragraph.runs or paragraph.notes or paragraph.pictures:
                paragraph.end(self.lines)
            if name in CELLS and self.record is not None and outer == USUAL and not paragraph.labels:
                self.record.begin_cell(inner, len(self.lines))
        is_plain = name not in _MEANT and (self.is_whole and not inner.keys() or self.is_plain(inner))
        if not is_plain and self.read_whole(inner, name, outer):
            return None
        type_ = type_of(inner, name, outer)
        if name == "tr" and self.read_row(inner, type_):
            return None
        if name == page_lists.LIST:
            self.numbered.update(page_lists.labels(inner))
        elif name == page_lists.ITEM and self.numbered:
            self.paragraph.labels += self.numbered.get(inner, "")
        if words := inner.text:
            self.add_text(inner, words, name, type_)
        return type_

    def end(self, inner: etree._Element, name: str, outer: Type) -> None:
        """Ends an element within one in a type, and adds the text behind it."""
        is_block, paragraph = name not in INLINE, self.paragraph
        if is_block:
            if paragraph.runs or paragraph.notes or paragraph.pictures:
                paragraph.end(self.lines)
            if name == page_lists.ITEM:
                paragraph.labels = ""
            elif self.record is not None:
                self.record.end(inner, name, self.lines)
        behind = inner.tail
        if not behind or inner is self.element:
            return
        if is_block and behind.isspace() and (after := inner.getnext()) is not None and after.tag not in INLINE:
            # White space between two paragraphs is in neither.
            return
        words = _behind(inner, behind) if inner in self.known.marks else behind
        paragraph.add(plain(words), outer, self.known.fonts)

    def is_plain(self, inner: etree._Element) -> bool:
        """Whether an element is read if its name says so, and is no mark of a note."""
        return _TELLING.isdisjoint(inner.keys()) and (
            self.is_whole or inner not in self.left_out and inner not in self.known.marks)

    def add_text(self, inner: etree._Element, words: str, name: str, type_: Type) -> None:
        """Adds the text before the elements in an element."""
        paragraph = self.paragraph
        if type_.marks or name in INLINE or len(inner) and inner[0].tag in INLINE:
            paragraph.add(plain(words), type_, self.known.fonts)
        elif line := line_of(plain(words), type_, self.known.fonts, paragraph.labels):
            self.lines.append(line)
            paragraph.labels = ""

    def read_row(self, row: etree._Element, type_: Type) -> bool:
        """Reads a row of cells without elements; whether it was one, with nothing else beside its cells."""
        if any(map(len, row)) or row.text and not row.text.isspace() or type_.marks or self.paragraph.labels:
            return False
        for cell in row:
            beside = cell.tail
            if cell.tag not in CELLS or beside and not beside.isspace() or not (
                    self.is_whole and not cell.keys() or self.is_plain(cell)):
                return False
        read = page_rows.read(row, type_, self.known.fonts)
        self.lines += filter(None, read)
        if self.record is not None:
            self.record.rows[row] = read
        return True

    def read_whole(self, inner: etree._Element, name: str, outer: Type) -> bool:
        """Reads an element within one in a type if all of it is one object or block; whether it is, or is not read."""
        known, paragraph, record = self.known, self.paragraph, self.record
        if known.marks and inner in known.marks:
            paragraph.shorten(page_notes.brackets(inner)[0])
        if _is_apart(inner, name, self.element, self.whole, self.left_out) or _add_object(
                paragraph, inner, outer, known, self.left_out):
            if record is not None and inner in record.beside:
                record.leave_out(inner, len(self.lines), paragraph.labels)
            return True
        block = block_lines(inner, known, self.whole, self.left_out) if name in _BLOCKS and (
            inner is not self.element) else ()
        self.lines += block
        if name == "table" and not block and record is not None:
            record.begin(inner, len(self.lines), paragraph.labels)
        return bool(block)


def _behind(mark: etree._Element, words: str) -> str:
    """The text behind a mark, without the bracket that closes around it."""
    end = page_notes.brackets(mark)[1]
    return words.lstrip().removeprefix(end) if end else words


def _is_apart(inner: etree._Element, name: str, element: etree._Element, whole: int,
              left_out: AbstractSet[etree._Element]) -> bool:
    """Whether an element within another is not read there."""
    return inner is not element and inner in left_out or is_unseen(inner) or (
        name == "figcaption" and is_of_table(inner, whole))


def block_lines(inner: etree._Element, known: Known, whole: int, left_out: AbstractSet[etree._Element],
                record: PageRecord = _NOTHING) -> Sequence[Line]:
    """The lines of a table or of a figure of pictures; none for another element. The `record` has what was read."""
    if inner.tag == "figure":
        return _figure(inner, known, whole, left_out)
    if inner.tag == "table" and is_table(inner, whole):
        return table_lines(_rows(inner, known, left_out, record), NOWHERE, _caption(inner, known, left_out)) or _EMPTY
    return ()


def _add_object(paragraph: FlowingParagraph, element: etree._Element, outer: Type, known: Known,
                left_out: AbstractSet[etree._Element]) -> bool:
    """Adds a note at its mark, a picture, a formula or a text with its reading; whether all of the element is in it."""
    if element.tag not in _OBJECTS and element not in known.notes:
        return False
    if element in known.notes:
        paragraph.notes.append((paragraph.length, _footnote(known.notes[element], known, left_out)))
        return True
    if element.tag == "img":
        add_picture(paragraph, element)
        return True
    type_ = type_of(element, str(element.tag), outer)
    if element.tag == page_ruby.ELEMENT:
        pairs = page_ruby.pairs(element)
        for words, reading in pairs:
            marks = type_.marks if reading is None else (*type_.marks, reading)
            paragraph.add(plain(words), replace(type_, marks=marks), known.fonts)
        return bool(pairs)
    formula = page_mathml.translated(element) if element.tag == page_mathml.ELEMENT else None
    if formula is not None:
        paragraph.add(formula.linear, replace(type_, marks=(*type_.marks, formula)), known.fonts)
    return formula is not None


def _footnote(note: PageNote, known: Known, left_out: AbstractSet[etree._Element]) -> Footnote:
    lines = element_lines(note.element, known, 0, left_out)
    return Footnote(note.marker, "footnote", tuple(blocks(lines)), NOWHERE)


def _caption(table: etree._Element, known: Known, left_out: AbstractSet[etree._Element]) -> tuple[Inline, ...]:
    """The caption of a table, its paragraphs in one: its own, else that of the figure around it."""
    caption = table.find("caption")
    figure = next(table.iterancestors("figure"), None)
    if caption is None and figure is not None and only_table(figure) is table:
        caption = figure.find("figcaption")
    if caption is None:
        return ()
    return joined(item for item in blocks(element_lines(caption, known, 0, left_out)) if isinstance(item, Block)) or ()


def _figure(figure: etree._Element, known: Known, whole: int,
            left_out: AbstractSet[etree._Element]) -> Sequence[Line]:
    """The line of the pictures of a figure with their caption; none if it has other content, or no caption."""
    caption = figure.find("figcaption")
    if caption is None or figure.find(".//img") is None or caption.find(".//img") is not None:
        return ()
    words = joined(blocks(element_lines(caption, known, whole, left_out)))
    shown = [line for line in element_lines(figure, known, whole, left_out | {caption}) if line.text.strip()]
    if not words or not shown or any(line.figure is None for line in shown):
        return ()
    whole_figure = figure_captions.captioned(
        Block(tuple(pictures(shown)), NOWHERE), words, above=not _has_before(figure, caption))
    empty = Line("", NOWHERE)
    return empty, Line(OBJECT, NOWHERE, figure=whole_figure), empty


def _has_before(figure: etree._Element, caption: etree._Element) -> bool:
    """Whether a figure has a picture before its caption."""
    return next(element for element in figure.iter("img", "figcaption")) is not caption


def _rows(element: etree._Element, known: Known, left_out: AbstractSet[etree._Element],
          record: PageRecord) -> Iterator[tuple[Cell, ...]]:
    is_simple = element.find(".//table") is None
    for row in own_rows(element):
        is_head = next(row.iterancestors("thead", "table")).tag == "thead"
        lines = record.rows.get(row)
        if lines is None:
            yield tuple([_cell(cell, known, left_out, record, is_head=is_head, is_simple=is_simple)
                         for cell in row if cell.tag in CELLS and cell not in left_out])
        else:
            yield page_rows.cells(row, lines, is_head=is_head)


def _cell(cell: etree._Element, known: Known, left_out: AbstractSet[etree._Element], record: PageRecord, *,
          is_head: bool, is_simple: bool) -> Cell:
    """A cell. A cell in `thead` (`is_head`) is a header, whatever its name. If it `is_simple`, no table is in it."""
    columns, rows = spans(cell)
    if not len(cell):
        return Cell(() if is_unseen(cell) else page_rows.paragraph(plain(cell.text).rstrip()),
                    is_head or cell.tag == "th", columns, rows)
    nested = size((cell,)) / MOST if not is_simple and cell.find(".//table") is not None else 0
    read = record.cells.get(cell) if not nested else None
    lines = element_lines(cell, known, math.ceil(nested), left_out) if read is None else read
    return Cell(tuple(blocks(lines)), is_head or cell.tag == "th", columns, rows)
