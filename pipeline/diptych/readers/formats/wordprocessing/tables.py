"""A table of Word → rows of cells with their spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from diptych.draft import Block, Cell, Table
from diptych.readers.formats.table_grid import GridCell, merged
from diptych.readers.formats.wordprocessing.properties import W, number, toggle, value
from diptych.readers.formats.zipped_xml import local

ReadCell = Callable[[etree._Element], list[Block | Table]]
"""Reads the content of a cell."""
Omit = Callable[[etree._Element], None]
"""Leaves out a row whose deletion was tracked."""


def rows(element: etree._Element, read: ReadCell, omit: Omit) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table. Cells that are merged into the cell above become its span; a deleted row is left out."""
    return merged(_shown(element, read, omit))


def _shown(element: etree._Element, read: ReadCell, omit: Omit) -> Iterator[list[GridCell]]:
    for row in _inside(element, "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            omit(row)
        else:
            yield _row(row, properties, read)


def _row(row: etree._Element, properties: etree._Element | None, read: ReadCell) -> list[GridCell]:
    """The cells of a row, with an empty one for columns that are left free before it, and behind it.

    A row without cells of its own has none.
    """
    header, before, behind = False, 0, 0
    if properties is not None:
        header = toggle(properties.find(W + "tblHeader")) or False
        before, behind = (_free(properties.find(W + name)) for name in ("gridBefore", "gridAfter"))
    cells = [GridCell(0, before, [], header, free=True)] if before else []
    column = before
    for element in _inside(row, "tc"):
        cell = _cell(element, column, read(element), header=header)
        if cells and not cells[-1].free and _is_merged_left(element):
            cells[-1].columns += cell.columns
            cells[-1].content += cell.content
        else:
            cells.append(cell)
        column += cell.columns
    if column == before:
        return []
    return [*cells, GridCell(column, behind, [], header, free=True)] if behind else cells


def _cell(element: etree._Element, column: int, content: list[Block | Table], *, header: bool) -> GridCell:
    properties = element.find(W + "tcPr")
    if properties is None:
        return GridCell(column, 1, content, header)
    merge = properties.find(W + "vMerge")
    return GridCell(column, _count(properties.find(W + "gridSpan"), 1), content, header,
                    merge is not None and value(merge, "continue") == "continue", merging=merge is not None)


def _is_merged_left(element: etree._Element) -> bool:
    """Whether a cell is part of the cell before it, in the manner of older documents."""
    merge = element.find(f"{W}tcPr/{W}hMerge")
    return merge is not None and value(merge, "continue") == "continue"


def _count(element: etree._Element | None, least: int) -> int:
    count = number(element)
    return least if count is None else max(count, least)


def _free(element: etree._Element | None) -> int:
    """The columns that a row leaves free; none if they are no number."""
    columns = value(element)
    return int(columns) if columns and columns.isdecimal() else 0


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those in content controls and the like."""
    for child in parent:
        inner = local(child)
        if inner == name:
            yield child
        elif inner and not inner.endswith("Pr"):
            yield from _inside(child, name)
