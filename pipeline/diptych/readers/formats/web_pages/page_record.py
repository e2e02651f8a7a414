"""What a walk over a page meets besides its lines: the places of tables, and those of elements that are left out."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field

from lxml import etree

from diptych.readers.formats.lines import Line
from diptych.readers.formats.web_pages import page_lists
from diptych.readers.formats.web_pages.page_tables import CELLS
from diptych.readers.formats.web_pages.page_types import INLINE
from diptych.values import dataclass


@dataclass(frozen=False, slots=True)
class TablePlace:
    """The place of a table that is read as paragraphs: the index of its first line, and whether the number of an item
    waits there for a text. Then the index of the line behind it, and the number of tables up to its end."""

    start: int
    is_labelled: bool
    end: int = 0
    within: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class PageRecord:
    """The places of tables in the order of the page, and those of the elements to be left out (`beside`) that were met:
    the index of the line behind each, and the element; None for one whose text is not apart from that around it.
    `rows` are the lines of the cells of rows without elements in them, `cells` those of other cells, `starts` the
    indexes of the first lines of cells that have begun."""

    beside: AbstractSet[etree._Element]
    rows: dict[etree._Element, Sequence[Line | None]] = field(default_factory=dict)
    cells: dict[etree._Element, Sequence[Line]] = field(default_factory=dict)
    starts: dict[etree._Element, int] = field(default_factory=dict)
    tables: dict[etree._Element, TablePlace] = field(default_factory=dict)
    left_out: list[tuple[int, etree._Element] | None] = field(default_factory=list)

    def begin(self, table: etree._Element, start: int, labels: str) -> None:
        """A table begins."""
        self.tables[table] = TablePlace(start, bool(labels))

    def begin_cell(self, cell: etree._Element, start: int) -> None:
        """A cell begins whose lines do not depend on what is around it."""
        if len(cell):
            self.starts[cell] = start

    def end(self, element: etree._Element, name: str, lines: Sequence[Line]) -> None:
        """A table or a cell ends, or another element, behind all lines so far."""
        if name == "table" and (place := self.tables.get(element)) is not None:
            place.end, place.within = len(lines), len(self.tables)
        elif name in CELLS and (start := self.starts.pop(element, None)) is not None:
            self.cells[element] = lines[start:]

    def leave_out(self, element: etree._Element, start: int, labels: str) -> None:
        """An element is left out."""
        is_apart = not labels and element.tag not in INLINE and element.tag != page_lists.ITEM and (
            next(element.iterancestors("figure"), None) is None)
        self.left_out.append((start, element) if is_apart else None)
