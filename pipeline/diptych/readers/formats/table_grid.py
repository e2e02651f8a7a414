"""Rows of cells on a grid → a table's rows, with merged cells as spans and without rows that have no cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from diptych.draft import Block, Cell, Table

WIDEST: Final = 1000
"""Most columns that a cell may span, defined by HTML; a wider cell has this many. If raised, browsers ignore it."""


@dataclass(slots=True)
class GridCell:
    """A cell of a row: its first column on the grid and its spans. `continues`: it is part of the cell above, if that
    one is `merging`. `free`: it is columns that the row leaves free."""

    column: int
    columns: int
    content: list[Block | Table]
    header: bool = False
    continues: bool = False
    rows: int = 1
    merging: bool = False
    free: bool = False


def merged(rows: Iterable[Sequence[GridCell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table. The content of a cell that continues the one above goes there.

    Columns that are left free at the end of a row are a cell if no other begins in it: no reader sees it beside others.
    """
    grid: list[list[GridCell]] = []
    above: dict[int, GridCell] = {}
    for row in rows:
        own: list[GridCell] = []
        reached: dict[int, GridCell] = {}
        for cell in row:
            holder = above.get(cell.column) if cell.continues else None
            if holder is None or holder.columns != cell.columns or not holder.merging:
                holder = cell
                own.append(cell)
            else:
                holder.rows += 1
                holder.content += cell.content
            reached[cell.column] = holder
        grid.append(own[:-1] if len(own) > 1 and own[-1].free else own)
        above = reached
    return compact([[Cell(tuple(cell.content), cell.header, min(cell.columns, WIDEST), cell.rows, cell.free)
                     for cell in row] for row in grid])


def compact(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows that have cells. No cell spans a row that is gone, or a row behind the last.

    A row in which no cell begins is an error of a table (HTML, 4.9.12.1), and no row of Akoma Ntoso. Without it each
    cell has the same neighbours.
    """
    kept = (0, *accumulate(int(bool(row)) for row in rows))

    def spanned(cell: Cell, row: int) -> Cell:
        count = kept[min(row + cell.rows, len(rows))] - kept[row]
        return cell if count == cell.rows else replace(cell, rows=max(count, 1))

    return tuple(tuple(spanned(cell, index) for cell in row) for index, row in enumerate(rows) if row)
