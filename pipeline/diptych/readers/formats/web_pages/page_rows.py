"""A row of a table of a web page whose cells hold no elements → its lines, then its cells, without their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from diptych.draft import Block, Cell, Text
from diptych.readers.formats.flowing_paragraph import NOWHERE, Type, line_of
from diptych.readers.formats.lines import Line
from diptych.readers.formats.web_pages.page_tables import spans
from diptych.readers.formats.web_pages.page_types import plain, type_of


def read(row: etree._Element, type_: Type, fonts: Sequence[str]) -> list[Line | None]:
    """The line of each cell of a row in a type; None of one without words. `fonts` are the families of heading type, in
    lower case."""
    lines: list[Line | None] = []
    for cell in row:
        words, name = cell.text, cell.tag
        own = type_ if name == "td" else type_of(cell, str(name), type_)
        lines.append(line_of(plain(words), own, fonts) if words else None)
    return lines


def cells(row: etree._Element, lines: Iterable[Line | None], *, is_head: bool) -> tuple[Cell, ...]:
    """The cells of a row with these lines. If it `is_head`, all are headers."""
    return tuple([Cell(paragraph(line.text) if line else (), is_head or cell.tag == "th", *spans(cell))
                  for cell, line in zip(row, lines, strict=True)])


def paragraph(words: str) -> tuple[Block, ...]:
    """The paragraph of a cell with these words; none without words."""
    return (Block((Text(words, NOWHERE),), NOWHERE),) if words else ()
