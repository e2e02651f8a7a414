"""A row of a table of a web page whose cells hold no elements → its lines and its cells, without their places."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from diptych.draft import Block, Cell, Text
from diptych.readers.formats.flowing_paragraph import NOWHERE, Type, line_of
from diptych.readers.formats.lines import Line
from diptych.readers.formats.web_pages.page_tables import spans
from diptych.readers.formats.web_pages.page_types import plain, type_of


def read(row: etree._Element, type_: Type, fonts: Sequence[str]) -> tuple[list[Line], tuple[Cell, ...]]:
    """The lines of the cells that have words, and the cells, of a row in a type. `fonts` are the families of heading
    type, in lower case."""
    lines: list[Line] = []
    cells: list[Cell] = []
    for cell in row:
        words, name = cell.text, cell.tag
        own = type_ if name == "td" else type_of(cell, str(name), type_)
        line = line_of(plain(words), own, fonts) if words else None
        if line is not None:
            lines.append(line)
        cells.append(Cell(paragraph(line.text) if line else (), name == "th", *spans(cell)))
    return lines, tuple(cells)


def paragraph(words: str) -> tuple[Block, ...]:
    """The paragraph of a cell with these words; none without words."""
    return (Block((Text(words, NOWHERE),), NOWHERE),) if words else ()
