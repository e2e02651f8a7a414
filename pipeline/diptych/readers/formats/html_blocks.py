"""An element of a web page → its paragraphs and tables as lines, with their heading type; places are not known yet."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Footnote, Inline, Mark
from diptych.readers.formats import figure_captions, page_lists, page_notes, page_ruby
from diptych.readers.formats.formulas import page_mathml
from diptych.readers.formats.hyperlinks import hyperlink
from diptych.readers.formats.inline_objects import blocks, joined
from diptych.readers.formats.lines import (
    OBJECT,
    InlineObject,
    Line,
    Markup,
    PrintedLabel,
    figure_lines,
    pictures,
    table_lines,
)
from diptych.readers.formats.page_notes import Notes, PageNote
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
from diptych.readers.formats.paragraphs import Run, marked
from diptych.readers.formats.pictures import received
from diptych.values import dataclass

_NOWHERE: Final = Position("")
"""Position of a line whose place in the page is not known yet."""
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
_BLOCKS: Final = frozenset({"figure", "table"})
"""Elements that may be lines as a whole."""
_OBJECTS: Final = frozenset({"img", page_ruby.ELEMENT, page_mathml.ELEMENT})
"""Elements that may be objects in a line."""
_EMPTY: Final = (Line("", _NOWHERE),)
"""What a table without rows leaves."""


@dataclass(frozen=True, slots=True)
class _Type:
    """The weight and the families of type that an element is set in, and what its text is marked as, outer first."""

    bold: bool = False
    family: str = ""
    marks: tuple[Markup, ...] = ()


@dataclass(frozen=False, slots=True)
class _Paragraph:
    """A paragraph while it is read: its texts, with what they are marked as, and their length, and the number of its
    leading characters in heading type. `pictures` are its pictures by offset, `labels` the numbers of items that
    wait for their text, `notes` its notes by offset."""

    runs: list[Run] = field(default_factory=list)
    length: int = 0
    strong: int = 0
    leads: bool = True
    pictures: list[tuple[int, Mark]] = field(default_factory=list)
    labels: str = ""
    notes: list[tuple[int, Footnote]] = field(default_factory=list)

    def add(self, words: str, type_: _Type, fonts: Sequence[str]) -> None:
        """Adds a text; the labels that wait precede the first with a visible character."""
        if not words:
            return
        if self.labels and words.strip():
            label, self.labels = self.labels, ""
            self.add(label, replace(type_, marks=(PrintedLabel(label),)), fonts)
        strong = _is_strong(type_, fonts)
        self.leads = self.leads and (strong or not words.strip())
        self.length += len(words)
        if self.leads and strong:
            self.strong = self.length
        self.runs.append(Run(words, strong, type_.marks))

    def shorten(self, end: str) -> None:
        """Takes the bracket away that opens around a mark."""
        if end and self.runs and self.runs[-1].text.rstrip().endswith(end):
            words = self.runs[-1].text.rstrip().removesuffix(end).rstrip()
            self.length += len(words) - len(self.runs[-1].text)
            self.strong = min(self.strong, self.length)
            self.runs[-1] = replace(self.runs[-1], text=words)

    def ended(self, lines: list[Line]) -> _Paragraph:
        """The paragraph behind this one, whose lines are added to others."""
        if not self.runs and not self.pictures and not self.notes:
            return self
        lines += self.lines()
        return _Paragraph(labels=self.labels)

    def lines(self) -> Iterator[Line]:
        """The paragraph's line; none if it has neither a visible character nor a picture."""
        words = "".join([run.text for run in self.runs]).rstrip()
        if not words and self.pictures:
            yield from figure_lines([picture for _, picture in self.pictures], _NOWHERE)
        elif words:
            yield Line(words, _NOWHERE, min(self.strong, len(words)), None, tuple(self.spans(len(words))))

    def spans(self, length: int) -> Iterator[InlineObject]:
        """The marked texts of the first `length` characters, the notes and the pictures."""
        if not self.notes and not self.pictures and not any(run.marks for run in self.runs):
            return
        objects: list[tuple[int, Footnote | Mark]] = [*self.notes, *self.pictures]
        objects.sort(key=lambda item: item[0])
        places = [offset for offset, _ in objects]
        for span in marked(self.runs, 0, places):
            if span.start < min(span.end, length):
                yield replace(span, end=min(span.end, length))
        for offset, item in objects:
            yield InlineObject(min(offset, length), min(offset, length), item)


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

    table: etree._Element
    start: int
    is_labelled: bool
    end: int = 0
    within: int = 0


def _end(places: Sequence[_Place], table: etree._Element, end: int) -> None:
    for place in reversed(places):
        if place.table is table:
            place.end, place.within = end, len(places)
            return


@dataclass(frozen=True, eq=False, slots=True)
class PageFlow:
    """The paragraphs in an element of a page, those of its tables too, with what is needed to read these as tables."""

    element: etree._Element
    lines: Sequence[Line]
    _places: Sequence[_Place]
    _known: _Known
    _left_out: AbstractSet[etree._Element]

    def with_tables(self, whole: int) -> tuple[Line, ...]:
        """The paragraphs, and the tables of a document of so many characters, with an empty line around each."""
        if any(place.is_labelled for place in self._places) or (
                self.element.find(".//figure//table") is not None):
            # The text to which a label belongs, or the caption of a figure, depends on which tables are read as such.
            return tuple(_paragraphs(self.element, self._known, whole, self._left_out))
        lines: list[Line] = []
        index = copied = 0
        while index < len(self._places):
            place = self._places[index]
            block = _block(place.table, self._known, whole, self._left_out)
            if block:
                lines += (*self.lines[copied:place.start], *block)
                copied = place.end
            index = place.within if block else index + 1
        return (*lines, *self.lines[copied:])


def flow(element: etree._Element, fonts: Sequence[str],
         left_out: AbstractSet[etree._Element] = frozenset()) -> PageFlow:
    """The paragraphs in an element; nothing of elements `left_out`. `fonts` are the families of heading type, in lower
    case."""
    notes = page_notes.notes(element, left_out)
    known = _Known(fonts, notes, frozenset(item for mark, note in notes.items() for item in (mark, *note.back)))
    apart = left_out | known.apart
    places: list[_Place] = []
    return PageFlow(element, _paragraphs(element, known, 0, apart, places), places, known, apart)


def paragraphs(element: etree._Element, fonts: Sequence[str], whole: int,
               left_out: AbstractSet[etree._Element] = frozenset()) -> Sequence[Line]:
    """The paragraphs in an element, and its tables with an empty line around each; nothing of elements `left_out`.

    `fonts` are the families of heading type, in lower case; `whole` is the number of characters in the document.
    """
    notes = page_notes.notes(element, left_out)
    known = _Known(fonts, notes, frozenset(item for mark, note in notes.items() for item in (mark, *note.back)))
    return _paragraphs(element, known, whole, left_out | known.apart)


def _paragraphs(element: etree._Element, known: _Known, whole: int, left_out: AbstractSet[etree._Element],
                tables: list[_Place] | None = None) -> list[Line]:
    """The lines in an element. The places of the tables that are read as paragraphs are added to `tables`."""
    lines: list[Line] = []
    paragraph = _Paragraph()
    numbered: dict[etree._Element, str] = {}
    types = [_Type()]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        name = inner.tag if isinstance(inner.tag, str) else ""
        if name not in _INLINE:
            paragraph = paragraph.ended(lines)
        if event == "end":
            types.pop()
            paragraph.labels = "" if name == page_lists.ITEM else paragraph.labels
            if tables and name == "table":
                _end(tables, inner, len(lines))
            if inner is not element and inner.tail:
                paragraph.add(_plain(_behind(inner, known.marks)), types[-1], known.fonts)
            continue
        types.append(_type(inner, name, types[-1]))
        if known.marks and inner in known.marks:
            paragraph.shorten(page_notes.brackets(inner)[0])
        if _is_apart(inner, name, element, whole, left_out) or (name in _OBJECTS or inner in known.notes) and (
                _add_object(paragraph, inner, types[-1], known, left_out)):
            walk.skip_subtree()
        elif name in _BLOCKS and inner is not element and (block := _block(inner, known, whole, left_out)):
            walk.skip_subtree()
            lines += block
        else:
            if tables is not None and name == "table":
                tables.append(_Place(inner, len(lines), bool(paragraph.labels)))
            if name == page_lists.LIST:
                numbered |= page_lists.labels(inner)
            paragraph.labels += numbered.get(inner, "") if numbered else ""
            if inner.text:
                paragraph.add(_plain(inner.text), types[-1], known.fonts)
    paragraph.ended(lines)
    return lines


def _behind(inner: etree._Element, marks: Container[etree._Element]) -> str:
    """The text behind an element, without the bracket that closes around a mark."""
    end = page_notes.brackets(inner)[1] if inner in marks else ""
    return (inner.tail or "").lstrip().removeprefix(end) if end else inner.tail or ""


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
        return table_lines(_rows(inner, known, left_out), _NOWHERE, _caption(inner, known, left_out)) or _EMPTY
    return ()


def is_unseen(element: etree._Element) -> bool:
    """Whether a browser shows nothing of an element, or what the formula beside it says already."""
    # Most elements have no attributes.
    return element.tag in _UNSEEN or bool(element.keys()) and (
        bool(_HIDDEN.search(element.get("style", ""))) or element.get("hidden") is not None
        or page_mathml.is_rendering(element))


def _add_object(paragraph: _Paragraph, element: etree._Element, type_: _Type, known: _Known,
                left_out: AbstractSet[etree._Element]) -> bool:
    """Adds a note at its mark, a picture, a formula or a text with its reading; whether all of the element is in it."""
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
    return Footnote(note.marker, "footnote", tuple(blocks(lines)), _NOWHERE)


def _add_picture(paragraph: _Paragraph, image: etree._Element) -> None:
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


def _type(element: etree._Element, name: str, outer: _Type) -> _Type:
    if name not in _TYPED and not element.keys():
        return outer
    style = element.get("style", "")
    weight, family = (_WEIGHT.search(style), _FAMILY.search(style)) if style else (None, None)
    bold = bool(weight[1]) if weight else outer.bold or name in _STRONG
    named = family[1] if family else element.get("face", outer.family)
    own = _mark(element, name, style)
    return _Type(bold, named.lower(), outer.marks if own is None or own in outer.marks else (*outer.marks, own))


def _mark(element: etree._Element, name: str, style: str) -> Markup | None:
    """What the text of an element is marked as; None if its element and its style say nothing."""
    if name == "a":
        return hyperlink(element.get("href", ""), element.base or "")
    raised = _RAISED.search(style) if name == "span" else None
    return f"su{raised[1].lower()[2]}" if raised else _MARKS.get(name)


def _is_strong(type_: _Type, fonts: Sequence[str]) -> bool:
    return type_.bold or bool(type_.family) and any(font in type_.family for font in fonts)


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
        Block(tuple(pictures(shown)), _NOWHERE), words, above=not _has_before(figure, caption))
    empty = Line("", _NOWHERE)
    return empty, Line(OBJECT, _NOWHERE, figure=whole_figure), empty


def _has_before(figure: etree._Element, caption: etree._Element) -> bool:
    """Whether a figure has a picture before its caption."""
    return next(element for element in figure.iter("img", "figcaption")) is not caption


def _rows(element: etree._Element, known: _Known, left_out: AbstractSet[etree._Element]) -> Iterator[tuple[Cell, ...]]:
    return (tuple(_cell(cell, known, left_out) for cell in row if cell.tag in CELLS and cell not in left_out)
            for row in own_rows(element))


def _cell(cell: etree._Element, known: _Known, left_out: AbstractSet[etree._Element]) -> Cell:
    """A cell. A cell in `thead` is a header, whatever its name."""
    columns, rows = spanned(cell.get("colspan", "").strip()), rows_spanned(cell)
    header = cell.tag == "th" or next(cell.iterancestors("thead", "table")).tag == "thead"
    nested = size((cell,)) / MOST if cell.find(".//table") is not None else 0
    return Cell(tuple(blocks(_paragraphs(cell, known, math.ceil(nested), left_out))), header, columns, rows)
