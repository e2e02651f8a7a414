"""Lines of a text → the same, with the tables that are drawn in them as tables.

The characters that draw a table are left out and counted. A drawing whose cells can't be told stays in one block.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Cell, Table
from diptych.readers.formats.inline_objects import blocks
from diptych.readers.formats.lines import Line, table_lines
from diptych.readers.formats.plain_text.drawn_cells import paragraphs
from diptych.readers.formats.plain_text.drawn_grid import DrawnGrid, grid
from diptych.readers.formats.plain_text.drawn_lines import NARROW, WIDE, drawn
from diptych.readers.formats.plain_text.drawn_signs import (
    BEGINS,
    BOTTOM,
    BOXED,
    DRAWING,
    DRAWS,
    JOINT,
    POSTS,
    RULE,
    TOP,
    width,
)
from diptych.values import dataclass

_TOLERANCE: Final = 1
"""Half-width cells by which the lines of a table differ that stand in one line of a text; chosen. If raised, lines of
another width are divided."""


@dataclass(frozen=True, slots=True)
class DrawnTables:
    """The lines of a text with the tables that were drawn in it: their number, and the characters that drew them,
    which are in no line. `unread` are the places of the drawings whose cells can't be told."""

    lines: tuple[Line, ...]
    tables: int = 0
    drawing: str = ""
    unread: tuple[Position, ...] = ()


def read(lines: tuple[Line, ...]) -> DrawnTables:
    """The lines with their drawn tables as tables. One that can't be read is a table with one cell, line by line."""
    if not DRAWS.search("\n".join([line.text for line in lines])):
        return DrawnTables(lines)
    whole: list[Line] = []
    drawings: list[str] = []
    unread: list[Position] = []
    waiting = deque(lines)
    while waiting:
        begin = _begin(waiting[0])
        if begin is None:
            whole.append(waiting.popleft())
            continue
        if begin:
            whole.append(_part(waiting[0], 0, begin))
            waiting[0] = _part(waiting[0], begin)
        run = _run(waiting)
        table, drawing = _table(run)
        if table is not None:
            drawings.append(drawing)
            whole += table_lines(table.rows, table.position)
        elif len(run) > 1 and any(map(_is_rule, run)):
            unread.append(run[0].position)
            whole += table_lines(((Cell(tuple(blocks(map(_bare, run)))),),), run[0].position)
        else:
            whole += run
    return DrawnTables(tuple(whole), len(drawings), "".join(drawings), tuple(unread))


def _begin(line: Line) -> int | None:
    """The offset at which a drawing begins in a line; None if none does."""
    if not _is_plain(line):
        return None
    if BOXED.match(line.text):
        return 0
    top = TOP.search(line.text)
    return None if top is None or POSTS.search(line.text, 0, top.start()) else top.start()


def _is_rule(line: Line) -> bool:
    """Whether a line is a rule alone."""
    return DRAWING.fullmatch(line.text.strip()) is not None and RULE.search(line.text) is not None


def _is_plain(line: Line) -> bool:
    """Whether a line has nothing but its text."""
    return not line.spans and line.table is None and line.figure is None and line.reading is None


def _part(line: Line, start: int, end: int | None = None) -> Line:
    """The part of a line between two offsets."""
    at = line.position
    return replace(line, text=line.text[start:end], position=Position(at.file, at.line, at.column + start))


def _bare(line: Line) -> Line:
    """A line without the white space at its ends."""
    return _part(line, len(line.text) - len(line.text.lstrip()), len(line.text.rstrip()))


def _run(waiting: deque[Line]) -> list[Line]:
    """Takes the lines of a drawing away: to its lower rule, else to the last line that begins as one does.

    A typewriter's rules are alike, so that the last one is the lower one.
    """
    run: list[Line] = []
    upper = TOP.match(waiting[0].text.lstrip())
    is_typed = BOXED.match(waiting[0].text) is None
    while waiting and _is_plain(line := waiting[0]) and (
            BEGINS.match(line.text) or not is_typed and not line.text.strip()):
        if run and not is_typed and TOP.match(line.text.lstrip()):
            break
        first, *rest = _divided(waiting.popleft(), upper[0]) if upper and not is_typed else (waiting.popleft(),)
        waiting.extendleft(reversed(rest))
        lower = BOTTOM.match(first.text) if upper else None
        run.append(first)
        if lower:
            if first.text[lower.end():].strip():
                run[-1] = _part(first, 0, lower.end())
                waiting.appendleft(_part(first, lower.end()))
            break
    while not (TOP.match(run[-1].text) if is_typed else run[-1].text.strip()):
        waiting.appendleft(run.pop())
    return run


def _divided(line: Line, upper: str) -> Sequence[Line]:
    """The lines of a table in a line of a text, each as wide as the upper rule; the line itself if it is no wider."""
    if not JOINT.search(line.text):
        return (line,)
    for ambiguous in (WIDE, NARROW):
        whole = width(upper, ambiguous)
        ends = _ends(line.text, whole, ambiguous)
        parts = [_part(line, start, end) for start, end in pairwise((0, *ends, len(line.text)))]
        last = BOTTOM.match(parts[-1].text)
        size = width(last[0].strip() if last else parts[-1].text.strip(), ambiguous)
        if abs(size - whole) <= _TOLERANCE:
            return parts
    return (line,)


def _ends(text: str, whole: int, ambiguous: int) -> Iterator[int]:
    """The offsets in a text at which so much of it is drawn, and more follows."""
    at = size = 0
    for joint in JOINT.finditer(text):
        size += width(text[at:joint.start()].lstrip() if not size else text[at:joint.start()], ambiguous)
        at = joint.start()
        if abs(size - whole) <= _TOLERANCE:
            yield at
            size = 0


def _table(run: Sequence[Line]) -> tuple[Table | None, str]:
    """The table that is drawn by lines, and the characters that draw it; None if it can't be read."""
    written = [line for line in run if line.text.strip()]
    found = [drawn(line.text, line.position) for line in written] if (
        TOP.match(written[0].text.lstrip()) and _is_lower(written[-1])) else [None]
    lines = [line for line in found if line is not None]
    cells = grid(lines) if len(lines) == len(found) else None
    if cells is None:
        return None, ""
    table = Table(_rows(cells), run[0].position)
    drawing = "".join([line.drawing for line in lines])
    return table, drawing


def _is_lower(line: Line) -> bool:
    """Whether a line is the lower rule of a table."""
    return bool(BOTTOM.fullmatch(line.text.rstrip()) or BOXED.match(line.text) is None and TOP.match(line.text))


def _rows(cells: DrawnGrid) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a table. A column in which no cell begins or ends is none."""
    edges = sorted({edge for row in cells.rows for cell in row for edge in (cell.left, cell.right)})
    ranks = {edge: rank for rank, edge in enumerate(edges)}
    return tuple(tuple(Cell(
        paragraphs(cell.lines, cell.right - cell.left - cells.post, cells.ambiguous), number < cells.heads,
        ranks[cell.right] - ranks[cell.left], cell.rows) for cell in row) for number, row in enumerate(cells.rows))
