"""Pairs in order → the same with units that stand elsewhere in the other text, which no way through both can pair."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from statistics import fmean, pstdev
from typing import Final

from pipeline.align.corridor import chain
from pipeline.align.evidence import Evidence

_DOUBTFUL: Final = 1.0
_BETTER: Final = 2.5
_LOST: Final = 5.0
"""What it costs that two more units are left over."""
_NEAR: Final = 3
_ROOM: Final = 10_000
_REACH: Final = 40
_GAP: Final = 8
_LEAST: Final = 0.5
_MOVED: Final = 4.0
"""What must speak for a pair out of order."""
_WINDOW: Final = 5
_UNLIKELY, _HOPELESS = -4.0, -12.0
_DULL: Final = -1.0
"""Where less speaks for two units alone between pairs, they must fit each other better than others."""
_FEW: Final = 2
_ABOVE: Final = 1.5
"""How many deviations a pair for which little speaks must stand above those with other units."""
_MANY: Final = 100
_WEAK: Final = 5.0
_CROSSED: Final = 3.0
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
    row, left, right = chain((i, j) for i, j in links.items() if i not in doubtful), sorted(ours), sorted(theirs)
    found: dict[int, int] = {}
    for (i, j), said in scores.items():
        if said < _LEAST or best[0][i] != j or best[1][j] != i:
            continue
        parted = [straight[one] for one in (i, owners.get(j)) if one in doubtful]
        lost = sum(parted) + _BETTER + _LOST * (len(parted) - 1)
        at_home = bool(_gap(row, i, (0, 1), right) and _gap(row, j, (1, 0), left))
        if said >= max(lost, _needed(links, (i, j), len(theirs), len(evidence.left.cues), at_home=at_home)):
            found[i] = j
    taken = set(found.values())
    kept = {i: j for i, j in links.items() if i not in found and j not in taken} | found
    taken |= set(kept.values())
    left, right = [i for i in left if i not in kept], [j for j in right if j not in taken]
    found |= _exchanged(evidence, kept, left, right)
    taken = set(found.values())
    gaps = list(_between(evidence, kept | found, [i for i in left if i not in found],
                         [j for j in right if j not in taken]))
    weak = {i: j for i, j in links.items() if straight[i] < _WEAK and kept.get(i) == j and i not in found}
    crossed = _crossed(evidence, gaps, sorted(weak.items(), key=lambda link: straight[link[0]])[:_MANY])
    return found | {i: j for i, j in gaps if i not in crossed and _likely(evidence, i, j, _DULL)} | crossed


def _between(evidence: Evidence, links: Mapping[int, int], left: Sequence[int],
             right: Sequence[int]) -> Iterator[Link]:
    """The units left over that stand between the same two pairs, as many of one side as of the other."""
    row = [(-1, -1), *chain(links.items()), (len(evidence.left.cues), len(evidence.right.cues))]
    units = len(evidence.left.cues)
    for before, after in pairwise(row):
        ours = left[bisect_right(left, before[0]):bisect_left(left, after[0])]
        theirs = right[bisect_right(right, before[1]):bisect_left(right, after[1])]
        if len(ours) == len(theirs) <= _FEW and all(_settled(links, i, units) for i in ours):
            yield from zip(ours, theirs, strict=True)


def _likely(evidence: Evidence, i: int, j: int, enough: float) -> bool:
    """Whether two units fit each other, or at least better than either fits others."""
    said = evidence.score(i, j)
    if not _HOPELESS < said <= enough:
        return said > enough
    rows = [evidence.score(i, other) for other in _others(j, len(evidence.right.cues))]
    columns = [evidence.score(other, j) for other in _others(i, len(evidence.left.cues))]
    return all(said > fmean(side) + _ABOVE * pstdev(side) for side in (rows, columns))


def _others(at: int, units: int) -> list[int]:
    return [other for other in range(max(0, at - _REACH), min(units, at + _REACH + 1)) if other != at]


def _crossed(evidence: Evidence, gaps: Sequence[Link], weak: Sequence[Link]) -> dict[int, int]:
    """Of places where units are left over or paired with little that speaks for it, those two and two whose units fit
    each other much better crosswise."""
    own = {link: evidence.score(*link) for link in (*gaps[:_MANY], *weak)}
    held = dict.fromkeys(gaps, 0.0) | dict.fromkeys(weak, _CROSSED / 4)
    gains = sorted(((evidence.score(one[0], other[1]) + evidence.score(other[0], one[1]) - own[one] - own[other]
                     - held[one] - held[other], one, other) for one, other in combinations(own, 2)), reverse=True)
    found: dict[int, int] = {}
    for gain, one, other in gains:
        if gain < _CROSSED:
            break
        if one[0] not in found and other[0] not in found and (
                _likely(evidence, one[0], other[1], _UNLIKELY) and _likely(evidence, other[0], one[1], _UNLIKELY)):
            found |= {one[0]: other[1], other[0]: one[1]}
    return found


def _exchanged(evidence: Evidence, links: Mapping[int, int], left: Sequence[int],
               right: Sequence[int]) -> dict[int, int]:
    """The units left over that have changed places with a unit that is paired: one of the left stands where the right
    one of the pair should, one of the right where the left one should."""
    row = chain(links.items())
    straight, units = set(row), len(evidence.left.cues)
    found: dict[int, int] = {}
    for i, j in links.items() if left and right else ():
        in_order = (i, j) in straight
        theirs = _gap(row, i, (0, 1), right)
        ours = _gap(row, *((i, (0, 0)) if in_order else (j, (1, 0))), left) if theirs else ()
        fitting = [(evidence.score(one, other), one, other) for one in ours for other in theirs
                   if (one - i) * (other - j) < 0 and one not in found and other not in found.values()
                   and _settled(links, one, units)]
        if not fitting:
            continue
        said, one, other = max(fitting)
        at_home = in_order and (_gap(row, one, (0, 1), right) or _gap(row, other, (1, 0), left))
        if said > (_MOVED if at_home else _UNLIKELY / 2 if in_order else _UNLIKELY) or (
                not in_order and _likely(evidence, one, other, _UNLIKELY)):
            found[one] = other
    return found


def _gap(row: Sequence[Link], at: int, sides: tuple[int, int], alone: Sequence[int]) -> Sequence[int]:
    """The units left over of the second side between the links of a row next to a place on the first."""
    before, after = _around(row, at, sides[0])
    return alone[bisect_right(alone, before[sides[1]]):bisect_left(alone, after[sides[1]])]


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


def _needed(links: Mapping[int, int], link: Link, others: int, units: int, *, at_home: bool) -> float:
    """What must speak for a pair out of order: less where the neighbours of the one are paired near the other, more
    the more others there are that it might be."""
    i, j = link
    near = not at_home and any(abs(links[one] - j) <= _NEAR for one in range(i - _NEAR, i + _NEAR + 1) if one in links)
    return _MOVED + (0.0 if near else 1.0 + math.log(others)) + (0.0 if _settled(links, i, units) else 4.0)


def _settled(links: Mapping[int, int], i: int, units: int) -> bool:
    """Whether most units around one of the left are paired, so that the texts belong together there."""
    around = range(max(0, i - _WINDOW), min(units, i + _WINDOW + 1))
    return sum(one in links for one in around) > (len(around) - 1) / 2
