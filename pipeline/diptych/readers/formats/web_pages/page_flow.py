"""An element of a web page → its lines, first without and then with its tables, and those at its edges."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from lxml import etree

from diptych.readers.formats.lines import Line
from diptych.readers.formats.web_pages import page_notes
from diptych.readers.formats.web_pages.html_blocks import Known, block_lines, element_lines, knowledge
from diptych.readers.formats.web_pages.page_notes import FoundNotes
from diptych.readers.formats.web_pages.page_record import PageRecord
from diptych.readers.formats.web_pages.page_sizes import text
from diptych.readers.formats.web_pages.page_types import INLINE, is_unseen
from diptych.values import dataclass

_AROUND: Final = frozenset({"html", "body", "div", "section", "article", "main"})
"""Elements whose blocks are read as if they were alone."""
_BOUND: Final = frozenset({"li", "figcaption", "caption", "head"})
"""Elements whose paragraphs depend on what is around them."""


@dataclass(frozen=True, eq=False, slots=True)
class PageFlow:
    """The paragraphs in an element of a page, those of its tables too, the notes `found` there, and what is needed to
    read tables as tables."""

    element: etree._Element
    lines: tuple[Line, ...]
    found: FoundNotes
    _record: PageRecord
    _known: Known
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
            lines += (*self.lines[copied:start], *element_lines(element, self._known, 0, self._known.apart))
            copied = start
        return (*lines, *self.lines[copied:])

    def with_tables(self, whole: int) -> tuple[Line, ...]:
        """The paragraphs, and the tables of a document of so many characters, with an empty line around each."""
        if not self._record.tables:
            return self.lines
        if any(place.is_labelled for place in self._record.tables.values()) or (
                self.element.find(".//figure//table") is not None):
            # The text to which a label belongs, or the caption of a figure, depends on which tables are read as such.
            return tuple(element_lines(self.element, self._known, whole, self._left_out))
        lines: list[Line] = []
        copied = passed = 0
        for index, (table, place) in enumerate(self._record.tables.items()):
            block = block_lines(table, self._known, whole, self._left_out, self._record) if index >= passed else ()
            if block:
                lines += (*self.lines[copied:place.start], *block)
                copied, passed = place.end, place.within
        return (*lines, *self.lines[copied:])


def flow(element: etree._Element, fonts: Sequence[str],
         left_out: AbstractSet[etree._Element] = frozenset()) -> PageFlow:
    """The paragraphs in an element; nothing of elements `left_out`. `fonts` are the families of heading type, in lower
    case."""
    notes = page_notes.found(element)
    known = knowledge(notes, fonts, left_out)
    apart = left_out | known.apart
    record = PageRecord(left_out)
    return PageFlow(element, tuple(element_lines(element, known, 0, apart, record)), notes, record, known, apart)


def paragraphs(element: etree._Element, fonts: Sequence[str], whole: int,
               left_out: AbstractSet[etree._Element] = frozenset()) -> Sequence[Line]:
    """The paragraphs in an element, and its tables with an empty line around each; nothing of elements `left_out`.

    `fonts` are the families of heading type, in lower case; `whole` is the number of characters in the document.
    """
    known = knowledge(page_notes.found(element), fonts, left_out)
    return element_lines(element, known, whole, left_out | known.apart)


def edges(element: etree._Element, fonts: Sequence[str], whole: int) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines of the first and of the last block with words in an element, as they are among those of the element;
    none if they depend on what is around the block."""
    has_marks = any(link.get("href", "").startswith("#") for link in element.iter("a"))
    known = knowledge(page_notes.found(element) if has_marks else page_notes.FoundNotes(), fonts, frozenset())
    apart = known.apart
    read = ((block_lines(block, known, whole, apart) or element_lines(block, known, whole, apart)
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
