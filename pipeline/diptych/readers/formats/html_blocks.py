"""An element of a web page → its paragraphs and tables as lines, with how much of each is set in heading type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Table, Text
from diptych.readers.formats.lines import OBJECT, Line

_NOWHERE: Final = Position("")
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object", "select",
                            "button", "textarea", "svg"})
_INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr"})
_STRONG: Final = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_FAMILY: Final = re.compile(r"font-family\s*:\s*([^;]*)", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_CELLS: Final = frozenset({"td", "th"})
_WIDEST: Final = 1000
"""No cell goes over more columns or rows; browsers keep to that too."""
_MOST: Final = 0.8
"""A table that holds more of the document than this is its frame."""


@dataclass(frozen=True, slots=True)
class _Type:
    """The type that an element is set in."""

    bold: bool = False
    family: str = ""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read: its words, and how many of the first are set in heading type."""

    words: list[str] = field(default_factory=list)
    strong: int = 0
    leads: bool = True

    def add(self, words: str, *, strong: bool) -> None:
        self.leads = self.leads and (strong or not words.strip())
        if self.leads and strong:
            self.strong = len("".join((*self.words, words)))
        self.words.append(words)


def paragraphs(element: etree._Element, fonts: Sequence[str], whole: int) -> Iterator[Line]:
    """The paragraphs in an element, and its tables with an empty line around each; their places are not known yet.
    `fonts` are the families of type that show a heading, `whole` is the size of the document."""
    paragraph = _Paragraph()
    types = [_Type()]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        name = inner.tag if isinstance(inner.tag, str) else ""
        if event == "end":
            if name not in _INLINE:
                yield from _flushed(paragraph)
                paragraph = _Paragraph()
            types.pop()
            if inner is not element:
                paragraph.add(_plain(inner.tail), strong=_is_strong(types[-1], fonts))
            continue
        types.append(_type(inner, name, types[-1]))
        if name not in _INLINE:
            yield from _flushed(paragraph)
            paragraph = _Paragraph()
        if name in _UNSEEN or _HIDDEN.search(inner.get("style", "")) or inner.get("hidden") is not None:
            walk.skip_subtree()
        elif name == "table" and inner is not element and _is_table(inner, whole):
            walk.skip_subtree()
            yield from (Line("", _NOWHERE), Line(OBJECT, _NOWHERE, table=_table(inner, fonts)),
                        Line("", _NOWHERE))
        else:
            paragraph.add(_plain(inner.text), strong=_is_strong(types[-1], fonts))
    yield from _flushed(paragraph)


def _plain(words: str | None) -> str:
    return _SPACE.sub(" ", words) if words else ""


def _flushed(paragraph: _Paragraph) -> Iterator[Line]:
    words = "".join(paragraph.words)
    if words.strip():
        yield Line(words.rstrip(), _NOWHERE, strong=min(paragraph.strong, len(words.rstrip())))


def _type(element: etree._Element, name: str, outer: _Type) -> _Type:
    style = element.get("style", "")
    weight, family = _WEIGHT.search(style), _FAMILY.search(style)
    bold = weight[1].lower() in ("bold", "600", "700", "800", "900") if weight else outer.bold or name in _STRONG
    named = family[1] if family else element.get("face", outer.family)
    return _Type(bold, named.lower())


def _is_strong(type_: _Type, fonts: Sequence[str]) -> bool:
    return type_.bold or any(font in type_.family for font in fonts)


def _is_table(element: etree._Element, whole: int) -> bool:
    """Whether a table is one of the document and not the frame of its page."""
    if element.find(".//table") is not None or size((element,)) > _MOST * whole:
        return False
    rows = [[cell for cell in row if cell.tag in _CELLS] for row in element.iter("tr")]
    return sum(len(row) > 1 for row in rows) > 1


def _table(element: etree._Element, fonts: Sequence[str]) -> Table:
    rows = tuple(tuple(_cell(cell, fonts) for cell in row if cell.tag in _CELLS) for row in element.iter("tr"))
    return Table(tuple(row for row in rows if row), _NOWHERE)


def _cell(cell: etree._Element, fonts: Sequence[str]) -> Cell:
    """A cell. One in the table's head is a header however it is called; one over no rows goes over all that follow, of
    which Akoma Ntoso has no notion."""
    columns, rows = (int(found) if (found := cell.get(name, "").strip()).isdecimal() else 1
                     for name in ("colspan", "rowspan"))
    return Cell(tuple(Block((Text(line.text, line.position),), line.position) for line in paragraphs(cell, fonts, 0)),
                cell.tag == "th" or next(cell.iterancestors("thead", "table")).tag == "thead",
                min(max(columns, 1), _WIDEST), min(max(rows, 1), _WIDEST))


def squeezed(element: etree._Element) -> str:
    """The text of an element without white space."""
    return "".join("".join(element.itertext()).split())


def size(elements: Sequence[etree._Element]) -> int:
    """The number of characters in the elements."""
    return sum(len(squeezed(element)) for element in elements)


