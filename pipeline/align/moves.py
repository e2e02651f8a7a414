"""Pairs in order → the same with units that stand elsewhere in the other text, which no way through both can pair."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pipeline.align.corridor import chain
from pipeline.align.evidence import Evidence

_DOUBTFUL: Final = 1.0
_BETTER: Final = 2.5
_NEAR: Final = 3
_ROOM: Final = 10_000
_REACH: Final = 40
_GAP: Final = 8
_LEAST: Final = 0.5
_WINDOW: Final = 5
_UNLIKELY: Final = -4.0
Link = tuple[int, int]


def moved(evidence: Evidence, links: Mapping[int, int], alone: tuple[Sequence[int], Sequence[int]]) -> dict[int, int]:
    """The units of the right by those of the left that they belong to in another order. `links` are the units paired
    one to one, of which those that little speaks for may part; `alone` are the units of each side that are left
    over."""
    straight = {i: evidence.score(i, j) for i, j in links.items()}
    doubtful = {i: links[i] for i, said in straight.items() if said < _DOUBTFUL}
    ours, theirs = [*alone[0], *doubtful], [*alone[1], *doubtful.values()]
    owners = {j: i for i, j in doubtful.items()}
    scores = {(i, j): evidence.score(i, j) for i, j in _tried(links, ours, theirs) if doubtful.get(i) != j}
    best = _best(scores)
    found: dict[int, int] = {}
    for (i, j), said in scores.items():
        if said < _LEAST or best[0][i] != j or best[1][j] != i:
            continue
        parted = [straight[one] for one in (i, owners.get(j)) if one in doubtful]
        needed = max(_needed(links, i, j, len(theirs)), max(parted, default=-1.0) + _BETTER)
        if said >= needed:
            found[i] = j
    taken = set(found.values())
    kept = {i: j for i, j in links.items() if i not in found and j not in taken} | found
    taken |= set(kept.values())
    left, right = [i for i in sorted(ours) if i not in kept], [j for j in sorted(theirs) if j not in taken]
    found |= _exchanged(evidence, kept, left, right)
    taken = set(found.values())
    return found | _between(evidence, kept | found, [i for i in left if i not in found],
                            [j for j in right if j not in taken])


def _between(evidence: Evidence, links: Mapping[int, int], left: Sequence[int],
             right: Sequence[int]) -> dict[int, int]:
    """The units left over that stand alone between the same two pairs, unless their words speak against it."""
    row = [(-1, -1), *chain(links.items()), (len(evidence.left.cues), len(evidence.right.cues))]
    gaps = ((left[bisect_right(left, before[0]):bisect_left(left, after[0])],
             right[bisect_right(right, before[1]):bisect_left(right, after[1])]) for before, after in pairwise(row))
    return {ours[0]: theirs[0] for ours, theirs in gaps if len(ours) == len(theirs) == 1
            and _settled(links, ours[0]) and evidence.score(ours[0], theirs[0]) > _UNLIKELY}


def _exchanged(evidence: Evidence, links: Mapping[int, int], left: Sequence[int],
               right: Sequence[int]) -> dict[int, int]:
    """The units left over that have changed places with a unit that is paired: one of the left stands where the right
    one of the pair should, one of the right where the left one should."""
    row = chain(links.items())
    straight = set(row)
    found: dict[int, int] = {}
    for i, j in links.items() if left and right else ():
        in_order = (i, j) in straight
        before, after = _around(row, i, 0)
        theirs = right[bisect_right(right, before[1]):bisect_left(right, after[1])]
        if not theirs:
            continue
        if not in_order:
            before, after = _around(row, j, 1)
        ours = left[bisect_right(left, before[0]):bisect_left(left, after[0])]
        fitting = [(evidence.score(one, other), one, other) for one in ours for other in theirs
                   if (one - i) * (other - j) < 0 and one not in found and other not in found.values()
                   and _settled(links, one)]
        if fitting and max(fitting)[0] > (_UNLIKELY / 2 if in_order else _UNLIKELY):
            found[max(fitting)[1]] = max(fitting)[2]
    return found


def _around(row: Sequence[Link], at: int, side: int) -> tuple[Link, Link]:
    """The links of a row next to a place on one side."""
    spot = bisect_left(row, at, key=lambda link: link[side])
    after = spot + (spot < len(row) and row[spot][side] == at)
    before = row[spot - 1] if spot else (-1, -1)
    return before, row[after] if after < len(row) else (before[0] + _GAP, before[1] + _GAP)


def _tried(links: Mapping[int, int], ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Link]:
    """The units of both sides that may belong together: all, or those near one another where there are many."""
    row = sorted(links.items())
    rights = sorted(theirs)
    few = len(ours) * len(theirs) <= _ROOM
    for i in ours:
        place = _around(row, i, 0)[0][1]
        yield from ((i, j) for j in (rights if few else rights[bisect_left(rights, place - _REACH):
                                                                bisect_right(rights, place + _REACH)]))


def _best(scores: Mapping[Link, float]) -> tuple[dict[int, int], dict[int, int]]:
    """For each unit of either side the one of the other that most speaks for."""
    best: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for i, j in sorted(scores, key=lambda link: (scores[link], link)):
        best[0][i] = j
        best[1][j] = i
    return best


def _needed(links: Mapping[int, int], i: int, j: int, others: int) -> float:
    """What must speak for a pair out of order: less where the neighbours of the one are paired near the other, more
    the more others there are that it might be."""
    near = any(abs(links[one] - j) <= _NEAR for one in range(i - _NEAR, i + _NEAR + 1) if one in links)
    return _LEAST + (0.0 if near else 1.0 + math.log(others)) + (0.0 if _settled(links, i) else 4.0)


def _settled(links: Mapping[int, int], i: int) -> bool:
    """Whether most units around one of the left are paired, so that the texts belong together there."""
    near = sum(one in links for one in range(i - _WINDOW, i + _WINDOW + 1))
    return near > _WINDOW or near >= _WINDOW / 2 and i < _WINDOW
