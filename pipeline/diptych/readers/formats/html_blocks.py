"""An element of a web page → its paragraphs and tables as lines, with their heading type; places are not known yet."""

from __future__ import annotations

import math
from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from typing import Any, Final

from lxml import etree

from diptych.draft import Block, Cell, Footnote, Inline
from diptych.readers.formats import figure_captions, page_lists, page_notes, page_rows, page_ruby
from diptych.readers.formats.flowing_paragraph import NOWHERE, FlowingParagraph, Type, line_of
from diptych.readers.formats.formulas import page_mathml
from diptych.readers.formats.inline_objects import blocks, joined
from diptych.readers.formats.lines import (
    OBJECT,
    Line,
    pictures,
    table_lines,
)
from diptych.readers.formats.page_notes import FoundNotes, Notes, PageNote
from diptych.readers.formats.page_pictures import add_picture
from diptych.readers.formats.page_record import PageRecord
from diptych.readers.formats.page_sizes import size, text
from diptych.readers.formats.page_tables import (
    CELLS,
    MOST,
    is_of_table,
    is_table,
    only_table,
    own_rows,
    spans,
)
from diptych.readers.formats.page_types import INLINE, is_unseen, plain, type_of
from diptych.values import dataclass

_PLAIN: Final = frozenset({
    "p", "div", "td", "tr", "tbody", "thead", "tfoot", "col", "colgroup", "dd", "dt", "dl", "ul", page_lists.ITEM,
    "section", "article", "main", "body", "blockquote", "center", "hr", "br", "span"})
"""Elements that mean no more than where a paragraph begins and ends, if they have no attribute of `_TELLING`."""
_TELLING: Final = frozenset({"style", "hidden", "aria-hidden", "face"})
"""Attributes that say how the text of an element is set, or that it is not shown."""
_BLOCKS: Final = frozenset({"figure", "table"})
"""Elements that may be lines as a whole."""
_AROUND: Final = frozenset({"html", "body", "div", "section", "article", "main"})
"""Elements whose blocks are read as if they were alone."""
_BOUND: Final = frozenset({"li", "figcaption", "caption", "head"})
"""Elements whose paragraphs depend on what is around them."""
_OBJECTS: Final = frozenset({"img", page_ruby.ELEMENT, page_mathml.ELEMENT})
"""Elements that may be objects in a line."""
_NONE: Final[Mapping[etree._Element, tuple[Cell, ...]]] = {}
"""No cells by their rows."""
_EMPTY: Final = (Line("", NOWHERE),)
"""What a table without rows leaves."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a page: the families of heading type, its notes by their marks, and the elements of marks, in
    their places and in the notes."""

    fonts: Sequence[str]
    notes: Notes
    marks: frozenset[etree._Element]

    @property
    def apart(self) -> frozenset[etree._Element]:
        """The elements of notes, which are read at their marks, and of the marks in them or beside them."""
        return frozenset(item for note in self.notes.values() for item in (note.element, *note.back))


@dataclass(frozen=True, eq=False, slots=True)
class PageFlow:
    """The paragraphs in an element of a page, those of its tables too, the notes `found` there, and what is needed to
    read tables as tables."""

    element: etree._Element
    lines: Sequence[Line]
    found: FoundNotes
    _record: PageRecord
    _known: _Known
    _left_out: AbstractSet[etree._Element]

    def whole(self) -> Sequence[Line]:
        """The paragraphs in the element with those of what was left out of it."""
        if not self._record.beside:
            return self.lines
        parts = list(filter(None, self._record.left_out))
        if len(parts) < len(self._record.beside) or (
                self.found.without(frozenset()) != self._known.notes):
            return flow(self.element, self._known.fonts).lines
        lines: list[Line] = []
        copied = 0
        for start, element in parts:
            lines += (*self.lines[copied:start], *_paragraphs(element, self._known, 0, self._known.apart))
            copied = start
        return (*lines, *self.lines[copied:])

    def with_tables(self, whole: int) -> tuple[Line, ...]:
        """The paragraphs, and the tables of a document of so many characters, with an empty line around each."""
        if any(place.is_labelled for place in self._record.tables.values()) or (
                self.element.find(".//figure//table") is not None):
            # The text to which a label belongs, or the caption of a figure, depends on which tables are read as such.
            return tuple(_paragraphs(self.element, self._known, whole, self._left_out))
        lines: list[Line] = []
        copied = passed = 0
        for index, (table, place) in enumerate(self._record.tables.items()):
            block = _block(table, self._known, whole, self._left_out, self._record.rows) if index >= passed else ()
            if block:
                lines += (*self.lines[copied:place.start], *block)
                copied, passed = place.end, place.within
        return (*lines, *self.lines[copied:])


def flow(element: etree._Element, fonts: Sequence[str],
         left_out: AbstractSet[etree._Element] = frozenset()) -> PageFlow:
    """The paragraphs in an element; nothing of elements `left_out`. `fonts` are the families of heading type, in lower
    case."""
    notes = page_notes.found(element)
    known = _known(notes, fonts, left_out)
    apart = left_out | known.apart
    record = PageRecord(left_out)
    return PageFlow(element, _paragraphs(element, known, 0, apart, record), notes, record, known, apart)


def paragraphs(element: etree._Element, fonts: Sequence[str], whole: int,
               left_out: AbstractSet[etree._Element] = frozenset()) -> Sequence[Line]:
    """The paragraphs in an element, and its tables with an empty line around each; nothing of elements `left_out`.

    `fonts` are the families of heading type, in lower case; `whole` is the number of characters in the document.
    """
    known = _known(page_notes.found(element), fonts, left_out)
    return _paragraphs(element, known, whole, left_out | known.apart)


def edges(element: etree._Element, fonts: Sequence[str], whole: int) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines of the first and of the last block with words in an element, as they are among those of the element;
    none if they depend on what is around the block."""
    has_marks = any(link.get("href", "").startswith("#") for link in element.iter("a"))
    known = _known(page_notes.found(element) if has_marks else page_notes.FoundNotes(), fonts, frozenset())
    apart = known.apart
    read = ((_block(block, known, whole, apart) or _paragraphs(block, known, whole, apart)
             for block in _outermost(element, index, apart)) for index in (0, -1))
    first, last = (next(filter(None, lines), ()) for lines in read)
    return first, last


def _outermost(element: etree._Element, index: int,
               left_out: AbstractSet[etree._Element]) -> Generator[etree._Element, None, bool]:
    """The blocks with words in an element from its begin (0) or from its end (-1) on, up to other words; whether there
    are none."""
    if element.tag not in _AROUND or not len(element):
        yield element
        return True
    beside = None if index else element.text
    for inner in element.iterchildren(reversed=index < 0):
        before, beside = inner.tail if index else beside, inner.tail
        if before and before.strip():
            return False
        if inner in left_out or not text(inner).strip():
            continue
        if inner.tag in INLINE or inner.tag in _BOUND or is_unseen(inner) or not (
                yield from _outermost(inner, index, left_out)):
            return False
    behind = element.text if index else beside
    return not (behind and behind.strip())


def _known(found: FoundNotes, fonts: Sequence[str], left_out: AbstractSet[etree._Element]) -> _Known:
    notes = found.without(left_out)
    return _Known(fonts, notes, frozenset(item for mark, note in notes.items() for item in (mark, *note.back)))


def _paragraphs(element: etree._Element, known: _Known, whole: int, left_out: AbstractSet[etree._Element],
                record: PageRecord | None = None) -> list[Line]:
    """The lines in an element. The `record` gets the places of tables that are read as paragraphs."""
    reading = _Reading(element, known, whole, left_out, record)
    walk: Iterator[tuple[str, Any]] = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        name: str = inner.tag
        if name not in INLINE:
            reading.end_paragraph()
        if event == "end":
            reading.end(inner, name)
        elif name in _PLAIN and reading.is_plain(inner):
            reading.begin_plain(inner, name)
            if name == "tr" and reading.read_row(inner):
                walk.skip_subtree()  # type: ignore[attr-defined]
        elif reading.begin(inner, name):
            walk.skip_subtree()  # type: ignore[attr-defined]
    reading.end_paragraph()
    return reading.lines


@dataclass(frozen=False, slots=True)
class _Reading:
    """An element while it is read: the lines so far, the paragraph at hand, the numbers of the items of lists, and the
    types of the elements around the place."""

    element: etree._Element
    known: _Known
    whole: int
    left_out: AbstractSet[etree._Element]
    record: PageRecord | None
    lines: list[Line] = field(default_factory=list)
    paragraph: FlowingParagraph = field(default_factory=FlowingParagraph)
    numbered: dict[etree._Element, str] = field(default_factory=dict)
    types: list[Type] = field(default_factory=lambda: [Type()])

    def end_paragraph(self) -> None:
        """Ends the paragraph at hand."""
        paragraph = self.paragraph
        if paragraph.runs or paragraph.pictures or paragraph.notes:
            paragraph.end(self.lines)

    def end(self, inner: etree._Element, name: str) -> None:
        """Ends an element, and adds the text behind it."""
        types = self.types
        types.pop()
        if name == page_lists.ITEM:
            self.paragraph.labels = ""
        elif name == "table" and self.record is not None:
            self.record.end(inner, len(self.lines))
        if (behind := inner.tail) and inner is not self.element:
            self.paragraph.add(plain(_behind(inner, behind, self.known.marks)), types[-1], self.known.fonts)

    def is_plain(self, inner: etree._Element) -> bool:
        """Whether an element of _PLAIN is read, and no mark of a note."""
        return (not self.left_out or inner not in self.left_out) and _TELLING.isdisjoint(inner.keys()) and (
            not self.known.marks or inner not in self.known.marks)

    def begin_plain(self, inner: etree._Element, name: str) -> None:
        """Begins an element of no meaning of its own."""
        type_ = self.types[-1]
        self.types.append(type_)
        words, paragraph = inner.text, self.paragraph
        if name == page_lists.ITEM and self.numbered:
            paragraph.labels += self.numbered.get(inner, "")
        if not words:
            return
        if type_.marks or len(inner) or name in INLINE:
            paragraph.add(plain(words), type_, self.known.fonts)
        elif line := line_of(plain(words), type_, self.known.fonts, paragraph.labels):
            self.lines.append(line)
            paragraph.labels = ""

    def read_row(self, row: etree._Element) -> bool:
        """Reads a row of cells without elements; whether it was one, with nothing else beside its cells."""
        type_, fonts, is_whole = self.types[-1], self.known.fonts, not self.left_out and not self.known.marks
        if any(map(len, row)) or row.text and not row.text.isspace() or type_.marks or self.paragraph.labels:
            return False
        for cell in row:
            beside = cell.tail
            if cell.tag not in CELLS or beside and not beside.isspace() or not (
                    is_whole and not cell.keys() or self.is_plain(cell)):
                return False
        read, cells = page_rows.read(row, type_, fonts)
        self.end_paragraph()
        self.lines += read
        if self.record is not None:
            self.record.rows[row] = cells
        return True

    def begin(self, inner: etree._Element, name: str) -> bool:
        """Begins an element; whether all of it was read, or is not read."""
        known, paragraph, record = self.known, self.paragraph, self.record
        type_ = type_of(inner, name, self.types[-1])
        self.types.append(type_)
        if known.marks and inner in known.marks:
            paragraph.shorten(page_notes.brackets(inner)[0])
        if _is_apart(inner, name, self.element, self.whole, self.left_out) or _add_object(
                paragraph, inner, type_, known, self.left_out):
            if record is not None and inner in record.beside:
                record.leave_out(inner, len(self.lines), paragraph.labels)
            return True
        if name in _BLOCKS and inner is not self.element and (
                block := _block(inner, known, self.whole, self.left_out)):
            self.lines += block
            return True
        if name == "table" and record is not None:
            record.begin(inner, len(self.lines), paragraph.labels)
        if name == page_lists.LIST:
            self.numbered.update(page_lists.labels(inner))
        if self.numbered:
            paragraph.labels += self.numbered.get(inner, "")
        paragraph.add(plain(inner.text), type_, known.fonts)
        return False


def _behind(inner: etree._Element, words: str, marks: Container[etree._Element]) -> str:
    """The text behind an element, without the bracket that closes around a mark."""
    end = page_notes.brackets(inner)[1] if marks and inner in marks else ""
    return words.lstrip().removeprefix(end) if end else words


def _is_apart(inner: etree._Element, name: str, element: etree._Element, whole: int,
              left_out: AbstractSet[etree._Element]) -> bool:
    """Whether an element within another is not read there."""
    return inner is not element and inner in left_out or is_unseen(inner) or (
        name == "figcaption" and is_of_table(inner, whole))


def _block(inner: etree._Element, known: _Known, whole: int, left_out: AbstractSet[etree._Element],
           read: Mapping[etree._Element, tuple[Cell, ...]] = _NONE) -> Sequence[Line]:
    """The lines of a table or of a figure of pictures; none for another element. `read` are cells by their rows."""
    if inner.tag == "figure":
        return _figure(inner, known, whole, left_out)
    if inner.tag == "table" and is_table(inner, whole):
        return table_lines(_rows(inner, known, left_out, read), NOWHERE, _caption(inner, known, left_out)) or _EMPTY
    return ()


def _add_object(paragraph: FlowingParagraph, element: etree._Element, type_: Type, known: _Known,
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


def _footnote(note: PageNote, known: _Known, left_out: AbstractSet[etree._Element]) -> Footnote:
    lines = _paragraphs(note.element, known, 0, left_out)
    return Footnote(note.marker, "footnote", tuple(blocks(lines)), NOWHERE)


def _caption(table: etree._Element, known: _Known, left_out: AbstractSet[etree._Element]) -> tuple[Inline, ...]:
    """The caption of a table, its paragraphs in one: its own, else that of the figure around it."""
    caption = table.find("caption")
    figure = next(table.iterancestors("figure"), None)
    if caption is None and figure is not None and only_table(figure) is table:
        caption = figure.find("figcaption")
    if caption is None:
        return ()
    return joined(item for item in blocks(_paragraphs(caption, known, 0, left_out)) if isinstance(item, Block)) or ()


def _figure(figure: etree._Element, known: _Known, whole: int,
            left_out: AbstractSet[etree._Element]) -> Sequence[Line]:
    """The line of the pictures of a figure with their caption; none if it has other content, or no caption."""
    caption = figure.find("figcaption")
    if caption is None or figure.find(".//img") is None or caption.find(".//img") is not None:
        return ()
    words = joined(blocks(_paragraphs(caption, known, whole, left_out)))
    shown = [line for line in _paragraphs(figure, known, whole, left_out | {caption}) if line.text.strip()]
    if not words or not shown or any(line.figure is None for line in shown):
        return ()
    whole_figure = figure_captions.captioned(
        Block(tuple(pictures(shown)), NOWHERE), words, above=not _has_before(figure, caption))
    empty = Line("", NOWHERE)
    return empty, Line(OBJECT, NOWHERE, figure=whole_figure), empty


def _has_before(figure: etree._Element, caption: etree._Element) -> bool:
    """Whether a figure has a picture before its caption."""
    return next(element for element in figure.iter("img", "figcaption")) is not caption


def _rows(element: etree._Element, known: _Known, left_out: AbstractSet[etree._Element],
          read: Mapping[etree._Element, tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    is_simple = element.find(".//table") is None
    for row in own_rows(element):
        is_head = next(row.iterancestors("thead", "table")).tag == "thead"
        cells = read.get(row)
        if cells is None:
            yield tuple([_cell(cell, known, left_out, is_head=is_head, is_simple=is_simple)
                         for cell in row if cell.tag in CELLS and cell not in left_out])
        else:
            yield tuple([replace(cell, header=True) for cell in cells]) if is_head else cells


def _cell(cell: etree._Element, known: _Known, left_out: AbstractSet[etree._Element], *, is_head: bool,
          is_simple: bool) -> Cell:
    """A cell. A cell in `thead` (`is_head`) is a header, whatever its name. If it `is_simple`, no table is in it."""
    columns, rows = spans(cell)
    if not len(cell):
        return Cell(() if is_unseen(cell) else page_rows.paragraph(plain(cell.text).rstrip()),
                    is_head or cell.tag == "th", columns, rows)
    nested = size((cell,)) / MOST if not is_simple and cell.find(".//table") is not None else 0
    content = tuple(blocks(_paragraphs(cell, known, math.ceil(nested), left_out)))
    return Cell(content, is_head or cell.tag == "th", columns, rows)
