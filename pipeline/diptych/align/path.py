"""Evidence → the best way through two texts in order: which units go together, one or several, and which are left over.

Dynamic programming after Gale and Church (1993), inside a corridor that keeps it fast for long texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych.align.evidence import Evidence

_ONE: Final = -0.1
_MOST: Final = 4
_SOME: Final = 0.3
"""What the last of several units must have in common with the one that they may be."""
_FAR: Final = 1.6
"""How far off the expected length several units for one may be."""
_APART: Final = 3
"""How many times as near several units must be together that have numbers of their own."""
Corridor = Sequence[tuple[int, int]]
"""For each place on the left the first and the last place on the right that may be reached with it."""


@dataclass(frozen=True, slots=True)
class Costs:
    """How unlikely it is beforehand, as logarithms, that a unit is left over, that two are one, or three or four; how
    far each of several units that are one must stand out, and how much nearer to it each must bring the others."""

    skip: float = -2.5
    merge: tuple[float, ...] = (-3.5, -5.0, -6.5)
    least: float = 0.8
    closer: float = 0.06


CLAUSES: Final = Costs()
ONE_TO_ONE: Final = Costs(-1000.0, ())
SENTENCES: Final = Costs(-5.0, (-2.5, -3.5, -4.5), -100.0, 0.0)


@dataclass(frozen=True, slots=True)
class Step:
    """Units `i` to `i_end` of the left go with `j` to `j_end` of the right; none on one side: the others are left
    over. `score` is the evidence for it alone."""

    i: int
    i_end: int
    j: int
    j_end: int
    score: float


def best(evidence: Evidence, corridor: Corridor, costs: Costs = CLAUSES) -> list[Step]:
    """The steps from the beginning to the end that score highest together."""
    rows: list[list[float]] = []
    ways: list[list[tuple[int, int, float]]] = []
    for i, (low, high) in enumerate(corridor):
        row: list[float] = []
        way: list[tuple[int, int, float]] = []
        for j in range(low, high + 1):
            total, chosen = _reach(evidence, corridor, costs, rows, (i, j, row))
            row.append(total)
            way.append(chosen)
        rows.append(row)
        ways.append(way)
    return _walk(ways, corridor)


def _reach(evidence: Evidence, corridor: Corridor, costs: Costs, rows: list[list[float]],
           place: tuple[int, int, list[float]]) -> tuple[float, tuple[int, int, float]]:
    """The best score with which a place is reached, and by how many units of each side and with what evidence."""
    i, j, row = place
    low = corridor[i][0]
    best, chosen = (0.0 if i == j == 0 else float("-inf")), (0, 0, 0.0)
    if j > low:
        best, chosen = row[j - 1 - low] + costs.skip, (0, 1, 0.0)
    if not i:
        return best, chosen
    before, after = corridor[i - 1]
    if before <= j <= after and rows[i - 1][j - before] + costs.skip > best:
        best, chosen = rows[i - 1][j - before] + costs.skip, (1, 0, 0.0)
    if before < j <= after + 1:
        said = evidence.score(i - 1, j - 1)
        if rows[i - 1][j - 1 - before] + said + _ONE > best:
            best, chosen = rows[i - 1][j - 1 - before] + said + _ONE, (1, 1, said)
    for up, back in _merges(evidence, i, j) if costs.merge and evidence.common(i - 1, j - 1) >= _SOME else ():
        start = corridor[i - up]
        if start[0] <= j - back <= start[1] and _each(evidence, costs, range(i - up, i), range(j - back, j)):
            said = evidence.span(i - up, i, j - back, j)
            total = rows[i - up][j - back - start[0]] + said + costs.merge[max(up, back) - 2]
            if total > best:
                best, chosen = total, (up, back, said)
    return best, chosen


def _each(evidence: Evidence, costs: Costs, left: range, right: range) -> bool:
    """Whether each of several units stands out as a part of the one that they may be, and brings the others nearer to
    it."""
    row = left[0], left[-1] + 1, right[0], right[-1] + 1
    if evidence.joined(*row) <= costs.closer * (_APART if evidence.numbered_apart(*row) else 1):
        return False
    if len(left) > 1:
        return all(evidence.stands(i, right[0])[0] >= costs.least for i in left)
    return all(evidence.stands(left[0], j)[1] >= costs.least for j in right)


def _merges(evidence: Evidence, i: int, j: int) -> list[tuple[int, int]]:
    """How several units could end here that are one on the other side: those that bring the lengths closer."""
    ours, theirs = evidence.left.upto, evidence.right.upto
    scale = evidence.scale
    left, right = (ours[i] - ours[i - 1]) * scale + 1, theirs[j] - theirs[j - 1] + 1.0
    found: list[tuple[int, int]] = []
    if left > right:
        for back in range(2, min(j, _MOST) + 1):
            whole = theirs[j] - theirs[j - back] + 1.0
            if whole > left * _FAR:
                break
            if whole > left / _FAR:
                found.append((1, back))
    else:
        for up in range(2, min(i, _MOST) + 1):
            whole = (ours[i] - ours[i - up]) * scale + 1
            if whole > right * _FAR:
                break
            if whole > right / _FAR:
                found.append((up, 1))
    return found


def _walk(ways: list[list[tuple[int, int, float]]], corridor: Corridor) -> list[Step]:
    steps: list[Step] = []
    i, j = len(ways) - 1, corridor[-1][1]
    while i or j:
        up, back, said = ways[i][j - corridor[i][0]]
        steps.append(Step(i - up, i, j - back, j, said))
        i, j = i - up, j - back
    return steps[::-1]
