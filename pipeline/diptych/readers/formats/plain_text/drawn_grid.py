"""Lines of a drawn table → its cells on a grid, where rules and posts divide them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise
from operator import itemgetter
from typing import Final

from diptych.readers.formats.plain_text.drawn_lines import NARROW, WIDE, DrawnLine, Gap, Ruler, columns, places
from diptych.values import dataclass

_TOLERANCE: Final = 2
"""Half-width cells by which a post may be beside its column; chosen: a character of another width than the program
that drew took it for. If raised, more ragged tables are read, and narrow columns are taken for others."""
_RULERS: Final = tuple(Ruler(ambiguous, tolerance) for tolerance in (0, _TOLERANCE) for ambiguous in (WIDE, NARROW))
"""The measures that are tried, the likeliest first."""


@dataclass(frozen=False, slots=True)
class DrawnCell:
    """A cell: the columns of its posts, its first row, its rows, and the texts of its lines."""

    left: int
    right: int
    row: int
    rows: int = 1
    lines: list[Gap] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DrawnGrid:
    """The cells of a table by their first row. The first `heads` rows are its header. `ambiguous` is the width of a
    character that is wide in East Asian type alone, and `post` that of a post."""

    rows: tuple[tuple[DrawnCell, ...], ...]
    heads: int
    ambiguous: int
    post: int


@dataclass(frozen=False, slots=True)
class _Band:
    """A row on the grid: the rules above it, and its lines, each with the columns of its posts."""

    rules: list[tuple[DrawnLine, tuple[int, ...]]] = field(default_factory=list)
    lines: list[tuple[DrawnLine, tuple[int, ...]]] = field(default_factory=list)


def grid(lines: Sequence[DrawnLine]) -> DrawnGrid | None:
    """The cells of a table with these lines, the first of which is its upper rule and the last its lower one.

    None if they can't be told: posts are in no column, or a cell is no rectangle.
    """
    return next(filter(None, (_grid(lines, ruler) for ruler in _RULERS)), None)


def _grid(lines: Sequence[DrawnLine], ruler: Ruler) -> DrawnGrid | None:
    known = columns(lines, ruler)
    bands = _bands(lines, known, ruler) if len(known) > 1 else ()
    rows: list[tuple[DrawnCell, ...]] = []
    above: Sequence[DrawnCell] = ()
    for number, band in enumerate(bands[:-1]):
        own = _cells(band, above, number)
        if not own:
            return None
        rows.append(tuple(cell for cell in own if cell.row == number))
        above = own
    post = ruler.width(lines[0].posts[0])
    return DrawnGrid(tuple(rows), _heads(bands, known), ruler.ambiguous, post) if rows else None


def _bands(lines: Sequence[DrawnLine], known: Sequence[int], ruler: Ruler) -> Sequence[_Band]:
    """The rows on the grid, and behind them the lower rule; none if a line does not fit the columns."""
    bands = [_Band()]
    for line in lines:
        found = places(line, known, ruler)
        if found is None or found[-1] != known[-1]:
            return ()
        if line.ruled and bands[-1].lines:
            bands.append(_Band())
        (bands[-1].rules if line.ruled else bands[-1].lines).append((line, found))
    return () if bands[-1].lines else bands


def _cells(band: _Band, above: Sequence[DrawnCell], number: int) -> Sequence[DrawnCell]:
    """The cells in a row, with those that go on from the row above it; none if one is no rectangle, the posts of its
    lines differ, or a text stands in a rule."""
    edges = band.lines[0][1]
    if any(found != edges for _, found in band.lines):
        return ()
    upper = {(cell.left, cell.right): cell for cell in above}
    ruled, beside = _ruled(band), _beside(band)
    cells: list[DrawnCell] = []
    for index, (left, right) in enumerate(pairwise(edges)):
        within = _within(ruled, left, right)
        cell = DrawnCell(left, right, number) if within else upper.get((left, right))
        if within is None or cell is None:
            return ()
        if not within:
            cell.rows += 1
            cell.lines += beside.pop((left, right), ())
        cell.lines += [line.gaps[index] for line, _ in band.lines]
        cells.append(cell)
    return () if beside else cells


def _ruled(band: _Band) -> Sequence[tuple[int, int]]:
    """The columns from which to which the rules above a row go, from left to right."""
    pieces = sorted(piece for line, found in band.rules
                    for gap, piece in zip(line.gaps, pairwise(found), strict=True) if gap.rule)
    whole: list[tuple[int, int]] = []
    for left, right in pieces:
        if whole and left <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(right, whole[-1][1]))
        else:
            whole.append((left, right))
    return whole


def _beside(band: _Band) -> dict[tuple[int, int], list[Gap]]:
    """The texts beside the rules above a row, by the columns around them."""
    texts: dict[tuple[int, int], list[Gap]] = {}
    for line, found in band.rules:
        for gap, piece in zip(line.gaps, pairwise(found), strict=True):
            if not gap.rule and gap.text.strip():
                texts.setdefault(piece, []).append(gap)
    return texts


def _within(ruled: Sequence[tuple[int, int]], left: int, right: int) -> bool | None:
    """Whether a rule goes over a cell; None if it goes over a part of it."""
    index = bisect_right(ruled, left, key=itemgetter(0))
    over = index > 0 and ruled[index - 1][1] > left
    if over:
        return True if ruled[index - 1][1] >= right else None
    return None if index < len(ruled) and ruled[index][0] < right else False


def _heads(bands: Sequence[_Band], known: Sequence[int]) -> int:
    """The number of rows above the first rule from edge to edge, if that is heavier than all below it."""
    across = [(number, any(all(gap.strong for gap in line.gaps) for line, _ in band.rules))
              for number, band in enumerate(bands) if _within(_ruled(band), known[0], known[-1])]
    (number, is_strong), *below = across[1:] or [(0, False)]
    inner = below[:-1] or below
    return number if is_strong and inner and not any(strong for _, strong in inner) else 0
