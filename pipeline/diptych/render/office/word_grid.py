"""A table of HTML → rows of places as Word keeps them: a cell that spans rows has a place in each of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.render.html.queries import is_head


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A place in a row: its cell, None where a cell of a row above goes on or none is, and its number of columns.

    `merge` is `restart` in the first place of a cell with several rows, `continue` in the others.
    """

    cell: etree._Element | None
    columns: int
    merge: str = ""


@dataclass(frozen=True, slots=True)
class _Reach:
    """A cell from its row downwards: its first column, its columns, and the rows from there on."""

    column: int
    columns: int
    rows: int


def is_headed(row: Sequence[CellPlace]) -> bool:
    """Whether cells begin at all places of a row, and they are those of a head."""
    cells = [place.cell for place in row if place.cell is not None]
    return len(cells) == len(row) and is_head(cells)


def rows(table: etree._Element) -> Sequence[Sequence[CellPlace]]:
    """The rows of a table, without those of tables in it."""
    placed: list[list[CellPlace]] = []
    reaching: deque[_Reach] = deque()
    for row in _rows(table):
        reaching, places = _row(deque(cell for cell in row if cell.tag in ("td", "th")), reaching)
        placed.append(places)
    return placed


def _row(cells: deque[etree._Element], above: deque[_Reach]) -> tuple[deque[_Reach], list[CellPlace]]:
    """The places of a row, and the cells that reach below it. `above` are those that reach into it, by column."""
    places: list[CellPlace] = []
    below: deque[_Reach] = deque()
    column = 0
    while cells or above:
        if above and above[0].column <= column:
            reach = above.popleft()
            if reach.column < column:
                continue
            places.append(CellPlace(None, reach.columns, "continue"))
        elif cells:
            cell = cells.popleft()
            reach = _Reach(column, _span(cell, "colspan"), _span(cell, "rowspan"))
            places.append(CellPlace(cell, reach.columns, "restart" if reach.rows > 1 else ""))
        else:
            reach = _Reach(column, above[0].column - column, 1)
            places.append(CellPlace(None, reach.columns))
        if reach.rows > 1:
            below.append(_Reach(column, reach.columns, reach.rows - 1))
        column += reach.columns
    return below, places


def _rows(table: etree._Element) -> Sequence[etree._Element]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1")
    return max(int(text), 1) if text.isdecimal() else 1
