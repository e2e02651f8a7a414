"""Evidence → the best path through two texts in order: pairs of units or groups of units, and units left over.

Dynamic programming after Gale and Church (1993), within a band that keeps it fast for long texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from diptych.align.evidence import Evidence

_ONE: Final = -0.1
"""Log-odds added for a pair of single units. Chosen. Raised: more pairs, fewer groups."""
_MOST_MERGED: Final = 4
"""Units in a group. Chosen: more are rare. Raised: slower, and needs more values of `Costs.merge`."""
_LEAST_SHARED: Final = 0.3
"""Gain that the last unit of a group must share with its twin. Chosen for speed. Raised: faster, fewer groups."""
_MOST_LENGTH_RATIO: Final = 1.6
"""Factor by which the length of a group may differ from the expected one. Chosen. Raised: slower, more groups, more of
them wrong."""
_NUMBERED_FACTOR: Final = 3
"""Factor on `Costs.closer` for a group whose units have their own numbers. Chosen by the measures of bench/align.py.
Raised: fewer such groups, fewer of them wrong."""
Band = Sequence[tuple[int, int]]
"""For each unit boundary on the left the first and the last boundary on the right to search."""
_Reached = tuple[float, tuple[int, int, float]]
"""The highest total score at a place, and the move to it: units of the left and of the right, and their evidence."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Priors of the kinds of steps, in log-odds.

    `skip` is for a unit left over, `merge` for two, three or four units against one. `least` is the least specificity
    of each unit of a group, in standard deviations. `closer` is the least similarity that the first or the last unit
    adds to the group.
    """

    skip: float = -2.5
    merge: tuple[float, ...] = (-3.5, -5.0, -6.5)
    least: float = 0.8
    closer: float = 0.06


CLAUSES: Final = Costs()
ONE_TO_ONE: Final = Costs(-1000.0, ())
SENTENCES: Final = Costs(-5.0, (-2.5, -3.5, -4.5), -100.0, 0.0)


@dataclass(frozen=True, slots=True)
class Step:
    """Units `i` to `i_end` of the left paired with `j` to `j_end` of the right; left over if one side is empty.

    `score` is the evidence for the pair without priors, in log-odds.
    """

    i: int
    i_end: int
    j: int
    j_end: int
    score: float

    @property
    def paired(self) -> bool:
        """True unless units are left over."""
        return self.i < self.i_end and self.j < self.j_end

    @property
    def units(self) -> int:
        """The number of units on both sides."""
        return self.i_end - self.i + self.j_end - self.j


def best_path(evidence: Evidence, band: Band, costs: Costs = CLAUSES) -> list[Step]:
    """The steps from the first to the last units with the highest total score."""
    rows: list[list[float]] = []
    moves: list[list[tuple[int, int, float]]] = []
    for i, (low, high) in enumerate(band):
        row: list[float] = []
        row_moves: list[tuple[int, int, float]] = []
        for j in range(low, high + 1):
            total, move = _best_move(evidence, band, costs, rows, (i, j, row))
            row.append(total)
            row_moves.append(move)
        rows.append(row)
        moves.append(row_moves)
    return _trace_back(moves, band)


def _best_move(evidence: Evidence, band: Band, costs: Costs, rows: list[list[float]],
               place: tuple[int, int, list[float]]) -> _Reached:
    """The highest total score at a place, and the move to it: units of the left and the right, and their evidence."""
    i, j, row = place
    low = band[i][0]
    best, move = (0.0 if i == j == 0 else float("-inf")), (0, 0, 0.0)
    if j > low:
        best, move = row[j - 1 - low] + costs.skip, (0, 1, 0.0)
    if not i:
        return best, move
    before, after = band[i - 1]
    if before <= j <= after and rows[i - 1][j - before] + costs.skip > best:
        best, move = rows[i - 1][j - before] + costs.skip, (1, 0, 0.0)
    if not j:
        return best, move
    content, *deviations = evidence.content_and_deviations(i - 1, j - 1)
    if before < j <= after + 1:
        score = content + evidence.structure(i - 1, j - 1)
        if rows[i - 1][j - 1 - before] + score + _ONE > best:
            best, move = rows[i - 1][j - 1 - before] + score + _ONE, (1, 1, score)
    # Few places end a group, so what all groups need is asked first.
    if costs.merge and max(deviations) >= costs.least and evidence.shared_gain(i - 1, j - 1) >= _LEAST_SHARED:
        return max((best, move), _best_group(evidence, band, costs, rows, (i, j)), key=itemgetter(0))
    return best, move


def _best_group(evidence: Evidence, band: Band, costs: Costs, rows: list[list[float]],
                place: tuple[int, int]) -> _Reached:
    """As `_best_move`, by a group of several units on one side."""
    i, j = place
    best, move = float("-inf"), (0, 0, 0.0)
    for up, back in _groups(evidence, i, j):
        low, high = band[i - up]
        if low <= j - back <= high and _coheres(evidence, costs, range(i - up, i), range(j - back, j)):
            score = evidence.group_score(i - up, i, j - back, j)
            total = rows[i - up][j - back - low] + score + costs.merge[max(up, back) - 2]
            if total > best:
                best, move = total, (up, back, score)
    return best, move


def _coheres(evidence: Evidence, costs: Costs, units: range, twins: range) -> bool:
    """True if each unit of a group is specific to its twin, and the outer ones bring the group nearer to it."""
    side = 0 if len(units) > 1 else 1
    # Few groups have only specific units, so this is asked before the similarities of groups are computed.
    if any(evidence.deviation(i, j, side) < costs.least for i in units for j in twins):
        return False
    group = units[0], units[-1] + 1, twins[0], twins[-1] + 1
    factor = _NUMBERED_FACTOR if evidence.separately_numbered(*group) else 1
    return evidence.merge_gain(*group) > costs.closer * factor


def _groups(evidence: Evidence, i: int, j: int) -> list[tuple[int, int]]:
    """The sizes of groups that may end here: several units of the text whose last unit is the shorter one, of a length
    in proportion to the longer one."""
    ours, theirs = evidence.left.cumulative, evidence.right.cumulative
    scale = evidence.scale
    our_length, their_length = (ours[i] - ours[i - 1]) * scale + 1, theirs[j] - theirs[j - 1] + 1.0
    on_right, twin = our_length > their_length, max(our_length, their_length)
    cumulative, end, scale = (theirs, j, 1.0) if on_right else (ours, i, scale)
    sizes: list[tuple[int, int]] = []
    for size in range(2, min(end, _MOST_MERGED) + 1):
        length = (cumulative[end] - cumulative[end - size]) * scale + 1
        if length > twin * _MOST_LENGTH_RATIO:
            break
        if length > twin / _MOST_LENGTH_RATIO:
            sizes.append((1, size) if on_right else (size, 1))
    return sizes


def _trace_back(moves: list[list[tuple[int, int, float]]], band: Band) -> list[Step]:
    """The steps that lead to the last place."""
    steps: list[Step] = []
    i, j = len(moves) - 1, band[-1][1]
    while i or j:
        up, back, score = moves[i][j - band[i][0]]
        steps.append(Step(i - up, i, j - back, j, score))
        i, j = i - up, j - back
    return steps[::-1]
