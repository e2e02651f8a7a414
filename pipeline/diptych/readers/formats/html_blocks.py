"""An element of a web page → its paragraphs and tables as lines, with their heading type; places are not known yet."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from typing import Final

from lxml import etree

from diptych.draft import Block, Cell, Footnote, Inline, Text
from diptych.readers.formats import figure_captions, page_lists, page_notes, page_ruby
from diptych.readers.formats.flowing_paragraph import NOWHERE, FlowingParagraph, Type
from diptych.readers.formats.formulas import page_mathml
from diptych.readers.formats.hyperlinks import hyperlink
from diptych.readers.formats.inline_objects import blocks, joined
from diptych.readers.formats.lines import (
    OBJECT,
    Line,
    Markup,
    pictures,
    table_lines,
)
from diptych.readers.formats.page_notes import FoundNotes, Notes, PageNote
from diptych.readers.formats.page_sizes import size
from diptych.readers.formats.page_tables import (
    CELLS,
    MOST,
    is_of_table,
    is_table,
    only_table,
    own_rows,
    rows_spanned,
    spanned,
)
from diptych.readers.formats.pictures import received
from diptych.values import dataclass

_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object", "select",
                            "button", "textarea", "svg"})
"""Elements whose text is no part of a document."""
_INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "math", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"})
"""Elements within a paragraph; any other element begins and ends one."""
_STRONG: Final = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
"""Elements that browsers set in bold."""
_MARKS: Final = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub", "del": "del", "s": "del",
                 "strike": "del", "ins": "ins"}
"""Inline element of Akoma Ntoso for elements of HTML that mean the same."""
_TYPED: Final = _STRONG | _MARKS.keys()
"""Elements whose texts are set in another type, or marked, by their names."""
_RAISED: Final = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
"""Pattern of a style that sets text off the line."""
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(?:(bold|[6-9]00)|normal|[1-5]00)", re.IGNORECASE)
"""Pattern of a font weight. Its group is a weight of heading type, chosen as 600 or more. If raised, semi-bold headings
are text."""
_FAMILY: Final = re.compile(r"font-family\s*:\s*([^;]*)", re.IGNORECASE)
"""Pattern of the font families in a style attribute."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
"""Pattern of a style that hides an element."""
_SPACE: Final = re.compile(r"[\t\n\r\f][ \t\n\r\f]*+| [ \t\n\r\f]++")
"""Pattern of ASCII white space, defined by HTML, which a browser shows as one space; one space is not replaced."""
_SEEN: Final = 3
"""Least width and height of a picture in CSS pixels, chosen. If raised, lines and dots of a page are left out."""
_PICTURE_FILE: Final = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|emf|wmf|pdf)\b", re.IGNORECASE)
"""Pattern of the name of a picture's file in an address: a link to it shows the picture larger."""
_PLAIN: Final = frozenset({"p", "div", "td", "tr", "tbody", "dd", "dt", "dl", "section", "br", "span"})
"""Elements that mean no more than where a paragraph begins and ends, if they have none of the attributes of `_TELLING`."""
_TELLING: Final = frozenset({"style", "hidden", "aria-hidden", "face"})
"""Attributes that say how the text of an element is set, or that it is not shown."""
_BLOCKS: Final = frozenset({"figure", "table"})
"""Elements that may be lines as a whole."""
_OBJECTS: Final = frozenset({"img", page_ruby.ELEMENT, page_mathml.ELEMENT})
"""Elements that may be objects in a line."""
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


@dataclass(frozen=False, slots=True)
class _Place:
    """The place of a table that is read as paragraphs: the index of its first line, and whether the number of an item
    waits there for a text. Then the index of the line behind it, and the number of tables up to its end."""

    start: int
    is_labelled: bool
    end: int = 0
    within: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class _Record:
    """The places of tables in the order of the page, and those of the elements to be left out (`beside`) that were met:
    the index of the line behind each, and the element; None for one whose text is not apart from that around it."""

    beside: AbstractSet[etree._Element]
    tables: dict[etree._Element, _Place] = field(default_factory=dict)
    left_out: list[tuple[int, etree._Element] | None] = field(default_factory=list)

    def begin(self, table: etree._Element, start: int, labels: str) -> None:
        """A table begins."""
        self.tables[table] = _Place(start, bool(labels))

    def end(self, table: etree._Element, end: int) -> None:
        """A table ends."""
        place = self.tables.get(table)
        if place is not None:
            place.end, place.within = end, len(self.tables)

    def leave_out(self, element: etree._Element, start: int, labels: str) -> None:
        """An element is left out."""
        is_apart = not labels and element.tag not in _INLINE and element.tag != page_lists.ITEM and (
            next(element.iterancestors("figure"), None) is None)
        self.left_out.append((start, element) if is_apart else None)


@dataclass(frozen=True, eq=False, slots=True)
class PageFlow:
    """The paragraphs in an element of a page, those of its tables too, the notes `found` there, and what is needed to
    read tables as tables."""

    element: etree._Element
    lines: Sequence[Line]
    found: FoundNotes
    _record: _Record
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
            block = _block(table, self._known, whole, self._left_out) if index >= passed else ()
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
    record = _Record(left_out)
    return PageFlow(element, _paragraphs(element, known, 0, apart, record), notes, record, known, apart)


def paragraphs(element: etree._Element, fonts: Sequence[str], whole: int,
               left_out: AbstractSet[etree._Element] = frozenset()) -> Sequence[Line]:
    """The paragraphs in an element, and its tables with an empty line around each; nothing of elements `left_out`.

    `fonts` are the families of heading type, in lower case; `whole` is the number of characters in the document.
    """
    known = _known(page_notes.found(element), fonts, left_out)
    return _paragraphs(element, known, whole, left_out | known.apart)


def _known(found: FoundNotes, fonts: Sequence[str], left_out: AbstractSet[etree._Element]) -> _Known:
    notes = found.without(left_out)
    return _Known(fonts, notes, frozenset(item for mark, note in notes.items() for item in (mark, *note.back)))


def _paragraphs(element: etree._Element, known: _Known, whole: int, left_out: AbstractSet[etree._Element],
                record: _Record | None = None) -> list[Line]:
    """The lines in an element. The `record` gets the places of tables that are read as paragraphs."""
    lines: list[Line] = []
    paragraph = FlowingParagraph()
    numbered: dict[etree._Element, str] = {}
    types = [Type()]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        name = inner.tag
        if name not in _INLINE and (paragraph.runs or paragraph.pictures or paragraph.notes):
            paragraph = paragraph.ended(lines)
        if event == "end":
            types.pop()
            if name == page_lists.ITEM:
                paragraph.labels = ""
            elif name == "table" and record is not None:
                record.end(inner, len(lines))
            if (behind := inner.tail) and inner is not element:
                paragraph.add(_plain(_behind(inner, behind, known.marks)), types[-1], known.fonts)
        elif name in _PLAIN and (not left_out or inner not in left_out) and _TELLING.isdisjoint(inner.keys()) and (
                not known.marks or inner not in known.marks):
            types.append(types[-1])
            if words := inner.text:
                paragraph.add(_plain(words), types[-1], known.fonts)
        else:
            types.append(_type(inner, name, types[-1]))
            if known.marks and inner in known.marks:
                paragraph.shorten(page_notes.brackets(inner)[0])
            if _is_apart(inner, name, element, whole, left_out) or _add_object(
                    paragraph, inner, types[-1], known, left_out):
                walk.skip_subtree()
                if record is not None and inner in record.beside:
                    record.leave_out(inner, len(lines), paragraph.labels)
            elif name in _BLOCKS and inner is not element and (block := _block(inner, known, whole, left_out)):
                walk.skip_subtree()
                lines += block
            else:
                if name == "table" and record is not None:
                    record.begin(inner, len(lines), paragraph.labels)
                numbered |= page_lists.labels(inner) if name == page_lists.LIST else {}
                paragraph.labels += numbered.get(inner, "") if numbered else ""
                paragraph.add(_plain(inner.text), types[-1], known.fonts)
    paragraph.ended(lines)
    return lines


def _behind(inner: etree._Element, words: str, marks: Container[etree._Element]) -> str:
    """The text behind an element, without the bracket that closes around a mark."""
    end = page_notes.brackets(inner)[1] if marks and inner in marks else ""
    return words.lstrip().removeprefix(end) if end else words


def _is_apart(inner: etree._Element, name: str, element: etree._Element, whole: int,
              left_out: AbstractSet[etree._Element]) -> bool:
    """Whether an element within another is not read there."""
    return inner is not element and inner in left_out or is_unseen(inner) or (
        name == "figcaption" and is_of_table(inner, whole))


def _block(inner: etree._Element, known: _Known, whole: int, left_out: AbstractSet[etree._Element]) -> Sequence[Line]:
    """The lines of a table or of a figure of pictures; none for another element."""
    if inner.tag == "figure":
        return _figure(inner, known, whole, left_out)
    if inner.tag == "table" and is_table(inner, whole):
        return table_lines(_rows(inner, known, left_out), NOWHERE, _caption(inner, known, left_out)) or _EMPTY
    return ()


def is_unseen(element: etree._Element) -> bool:
    """Whether a browser shows nothing of an element, or what the formula beside it says already."""
    # Most elements have no attributes.
    return element.tag in _UNSEEN or bool(element.keys()) and (
        bool(_HIDDEN.search(element.get("style", ""))) or element.get("hidden") is not None
        or page_mathml.is_rendering(element))


def _add_object(paragraph: FlowingParagraph, element: etree._Element, type_: Type, known: _Known,
                left_out: AbstractSet[etree._Element]) -> bool:
    """Adds a note at its mark, a picture, a formula or a text with its reading; whether all of the element is in it."""
    if element.tag not in _OBJECTS and element not in known.notes:
        return False
    if element in known.notes:
        paragraph.notes.append((paragraph.length, _footnote(known.notes[element], known, left_out)))
        return True
    if element.tag == "img":
        _add_picture(paragraph, element)
        return True
    if element.tag == page_ruby.ELEMENT:
        pairs = page_ruby.pairs(element)
        for words, reading in pairs:
            marks = type_.marks if reading is None else (*type_.marks, reading)
            paragraph.add(_plain(words), replace(type_, marks=marks), known.fonts)
        return bool(pairs)
    formula = page_mathml.translated(element) if element.tag == page_mathml.ELEMENT else None
    if formula is not None:
        paragraph.add(formula.linear, replace(type_, marks=(*type_.marks, formula)), known.fonts)
    return formula is not None


def _footnote(note: PageNote, known: _Known, left_out: AbstractSet[etree._Element]) -> Footnote:
    lines = _paragraphs(note.element, known, 0, left_out)
    return Footnote(note.marker, "footnote", tuple(blocks(lines)), NOWHERE)


def _add_picture(paragraph: FlowingParagraph, image: etree._Element) -> None:
    """Adds a picture as the page names it; none that is too small to be seen, or that behind words leads elsewhere."""
    if any(run.text.strip() for run in paragraph.runs) and _leads_away(image):
        return
    words = image.get("alt", "") or image.get("title", "")
    picture = received(image.get("src", ""), words, image.get("width", ""), image.get("height", ""))
    measures = [int(value) for name, value in picture.attributes if name in ("width", "height")]
    if not measures or min(measures) >= _SEEN:
        paragraph.pictures.append((paragraph.length, picture))


def _leads_away(image: etree._Element) -> bool:
    """Whether a picture without words is all that a link consists of, which leads to no larger copy of a picture."""
    link = next(image.iterancestors("a"), None)
    return link is not None and bool(link.get("href")) and not image.get("alt", "").strip() and not size((link,)) and (
        not _PICTURE_FILE.search(link.get("href", "")))


def _plain(words: str | None) -> str:
    return _SPACE.sub(" ", words) if words else ""


def _type(element: etree._Element, name: str, outer: Type) -> Type:
    if name not in _TYPED and not element.keys():
        return outer
    style = element.get("style", "")
    weight, family = (_WEIGHT.search(style), _FAMILY.search(style)) if style else (None, None)
    bold = bool(weight[1]) if weight else outer.bold or name in _STRONG
    named = family[1] if family else element.get("face", outer.family)
    own = _mark(element, name, style)
    return Type(bold, named.lower(), outer.marks if own is None or own in outer.marks else (*outer.marks, own))


def _mark(element: etree._Element, name: str, style: str) -> Markup | None:
    """What the text of an element is marked as; None if its element and its style say nothing."""
    if name == "a":
        return hyperlink(element.get("href", ""), element.base or "")
    raised = _RAISED.search(style) if name == "span" else None
    return f"su{raised[1].lower()[2]}" if raised else _MARKS.get(name)


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


def _rows(element: etree._Element, known: _Known, left_out: AbstractSet[etree._Element]) -> Iterator[tuple[Cell, ...]]:
    is_simple = element.find(".//table") is None
    for row in own_rows(element):
        is_head = next(row.iterancestors("thead", "table")).tag == "thead"
        yield tuple([_cell(cell, known, left_out, is_head=is_head, is_simple=is_simple)
                     for cell in row if cell.tag in CELLS and cell not in left_out])


def _cell(cell: etree._Element, known: _Known, left_out: AbstractSet[etree._Element], *, is_head: bool,
          is_simple: bool) -> Cell:
    """A cell. A cell in `thead` (`is_head`) is a header, whatever its name. If it `is_simple`, no table is in it."""
    columns, rows = (spanned(cell.get("colspan", "").strip()), rows_spanned(cell)) if cell.keys() else (1, 1)
    if not len(cell):
        return Cell(_text(cell), is_head or cell.tag == "th", columns, rows)
    nested = size((cell,)) / MOST if not is_simple and cell.find(".//table") is not None else 0
    content = tuple(blocks(_paragraphs(cell, known, math.ceil(nested), left_out)))
    return Cell(content, is_head or cell.tag == "th", columns, rows)


def _text(cell: etree._Element) -> tuple[Block, ...]:
    """The paragraph of a cell without elements; none if it has no visible character."""
    words = _plain(cell.text).rstrip()
    return (Block((Text(words, NOWHERE),), NOWHERE),) if words and not is_unseen(cell) else ()
