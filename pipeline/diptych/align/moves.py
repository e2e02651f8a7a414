"""Pairs in order → the same with units that stand elsewhere in the other text, which no way through both can pair."""

from __future__ import annotations

import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final

from diptych.align.band import chain
from diptych.align.evidence import Evidence

_DOUBTFUL: Final = 1.0
"""Pairs for which less speaks may part."""
_BETTER: Final = 2.5
"""How much more must speak for a pair that parts another."""
_TOLD: Final = 1.5
"""By how many words a unit must be judged to be paired out of order alone."""
_ROOM: Final = 10_000
_REACH: Final = 40
_MOVED, _EACH = 2.0, 0.5
"""What must speak for a pair out of order, and how much more where there are more that it might be."""
_EXCHANGED, _UNLIKELY = 1.2, -1.5
"""What must speak for two pairs together that changed places, and for each of them."""
_ALONE: Final = 4.0
"""How much more must speak for a pair out of order among units that are paired with nothing."""
_WINDOW: Final = 5
_BETWEEN: Final = 1.0
"""What must speak for two units alone between pairs,"""
_UNTOLD, _HARDLY = 3.0, -1.0
"""and for such as have fewer words than this to be judged by."""
_PLACED, _BARELY = -9.5, -15.0
"""The same where both have one place in the structure of their texts, so that hardly anything else is in question."""
_RETURNED: Final = -4.0
"""The same of two units left over in whose places stand two that belong together."""
_STANDS: Final = 2.0
"""What it counts for there that they stand out on either side by one deviation."""
_FEW: Final = 2
_MANY: Final = 60
Link = tuple[int, int]
_END: Final = sys.maxsize, sys.maxsize


def moved(evidence: Evidence, links: Mapping[int, int], alone: tuple[Sequence[int], Sequence[int]],
          placed: Callable[[int, int], bool]) -> dict[int, int]:
    """The units of the right by those of the left that they belong to in another order, and units alone between pairs
    that fit each other. `links` are the units paired one to one, of which those that little speaks for may part;
    `alone` are the units of each side that are left over; `placed` says whether two have the same place in the
    structure of their texts."""
    weak = {i: said for i, j in links.items() if (said := evidence.verdict(i, i + 1, j, j + 1)) < _DOUBTFUL
            and not (placed(i, j) and evidence.says(i, i + 1, j, j + 1) < _UNTOLD)}
    ours, theirs = sorted([*alone[0], *weak]), sorted([*alone[1], *(links[i] for i in weak)])
    scores = {(i, j): evidence.verdict(i, i + 1, j, j + 1) for i, j in _tried(links, ours, theirs)
              if links.get(i) != j}
    units = len(evidence.left.lengths)
    found = _exchanged(scores, links, weak, units)
    gone = set(found.values())
    rest = {(i, j): said for (i, j), said in scores.items()
            if i not in found and j not in gone and evidence.says(i, i + 1, j, j + 1) >= _TOLD}
    found |= dict(_outright(rest, links, weak, units))
    taken = set(found.values())
    kept = {i: j for i, j in links.items() if i not in found and j not in taken} | found
    taken |= set(kept.values())
    left, right = [i for i in ours if i not in kept], [j for j in theirs if j not in taken]
    other = _once(link for link in _returned(links, found, (left, right))
                  if _fit(evidence, *link, placed=False, least=_RETURNED))
    left, right = [i for i in left if i not in other], [j for j in right if j not in other.values()]
    other |= _once(link for link in _across(kept | other, (left, right)) if _fit(evidence, *link, placed=False))
    found, kept = found | other, kept | other
    left, right = [i for i in left if i not in other], [j for j in right if j not in other.values()]
    return found | {i: j for i, j in _between(evidence, kept, left, right, placed)
                    if _fit(evidence, i, j, placed=placed(i, j))}


def _once(links: Iterable[Link]) -> dict[int, int]:
    """The links without those of a unit that has one already."""
    found: dict[int, int] = {}
    for i, j in links:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _fit(evidence: Evidence, i: int, j: int, *, placed: bool, least: float = _BETWEEN) -> bool:
    """Whether enough speaks for two units alone between pairs."""
    told = evidence.says(i, i + 1, j, j + 1) >= _UNTOLD
    said = evidence.verdict(i, i + 1, j, j + 1) + _STANDS * max(0.0, sum(evidence.stands(i, j)))
    if placed:
        return said > (_PLACED if told else _BARELY)
    return said > (least if told else min(least, _HARDLY))


def _outright(scores: Mapping[Link, float], links: Mapping[int, int], weak: Mapping[int, float],
              units: int) -> Iterator[Link]:
    """The pairs out of order that fit each other better than all others, and well."""
    best = _best(scores)
    needed = _MOVED + _EACH * math.log(len(scores) + 1)
    owners = {links[i]: i for i in weak}
    for (i, j), said in scores.items():
        if best[0][i] == j and best[1][j] == i:
            parted = [weak[one] for one in {i, owners.get(j, i)} if one in weak]
            lost = max(parted) + _BETTER if parted else needed
            if said >= max(lost, needed) + (0.0 if _settled(links, i, units) else _ALONE):
                yield i, j


def _exchanged(scores: Mapping[Link, float], links: Mapping[int, int], weak: Mapping[int, float],
               units: int) -> dict[int, int]:
    """The units of two places that fit each other crosswise: both are likelier together than one alone would be."""
    row = chain((i, j) for i, j in links.items() if i not in weak)
    likely = sorted(((said, link) for link, said in scores.items()
                     if said > _UNLIKELY and _settled(links, link[0], units)), reverse=True)[:_MANY]
    gains = sorted(((one[0] + other[0], one[1], other[1]) for one, other in combinations(likely, 2)
                    if _crossing(row, one[1], other[1])), reverse=True)
    needed = _EXCHANGED + _EACH * math.log(len(gains) + 1)
    found: dict[int, int] = {}
    for gain, one, other in gains:
        lost = sum(weak.get(i, 0.0) for i in (one[0], other[0]))
        if gain >= needed + max(lost, 0.0) and not {one[0], other[0]} & found.keys() and not (
                {one[1], other[1]} & set(found.values())):
            found |= dict((one, other))
    return found


def _crossing(row: Sequence[Link], one: Link, other: Link) -> bool:
    """Whether each of two pairs has one unit where the other has its."""
    return (one[0] < other[0]) != (one[1] < other[1]) and one[0] != other[0] and one[1] != other[1] and (
        _beside(row, one[0], other[1]) and _beside(row, other[0], one[1]))


def _beside(row: Sequence[Link], i: int, j: int) -> bool:
    """Whether two units stand between the same two pairs."""
    before = bisect_left(row, i, key=lambda link: link[0])
    return before == bisect_left(row, j, key=lambda link: link[1])


def _returned(links: Mapping[int, int], found: Mapping[int, int],
              alone: tuple[Sequence[int], Sequence[int]]) -> Iterator[Link]:
    """The units left over that stand where two others of a pair out of order would be in order, so that they may have
    changed places with these."""
    row = chain((i, j) for i, j in links.items() if i not in found)
    for i, j in found.items():
        ours = [one for one in alone[0] if _beside(row, one, j)]
        theirs = [other for other in alone[1] if _beside(row, i, other)]
        if len(ours) == len(theirs) == 1:
            yield ours[0], theirs[0]


def _across(links: Mapping[int, int], alone: tuple[Sequence[int], Sequence[int]]) -> Iterator[Link]:
    """The units left over of which one alone stands before a pair and the other after it."""
    row = [(-1, -1), *chain(links.items()), _END]
    for before, (i, j), after in zip(row, row[1:], row[2:], strict=False):
        early, late = _inside(alone[0], before[0], i), _inside(alone[0], i, after[0])
        first, last = _inside(alone[1], before[1], j), _inside(alone[1], j, after[1])
        if len(early) == len(last) == 1 and not late and not first:
            yield early[0], last[0]
        elif len(late) == len(first) == 1 and not early and not last:
            yield late[0], first[0]


def _inside(places: Sequence[int], after: int, before: int) -> Sequence[int]:
    """The places between two others."""
    return places[bisect_right(places, after):bisect_left(places, before)]


def _between(evidence: Evidence, links: Mapping[int, int], left: Sequence[int], right: Sequence[int],
             placed: Callable[[int, int], bool]) -> Iterator[Link]:
    """The units left over that stand between the same two pairs: those of one place, or as many of one side as of the
    other."""
    row = [(-1, -1), *chain(links.items()), _END]
    units = len(evidence.left.lengths)
    for before, after in pairwise(row):
        ours, theirs = _inside(left, before[0], after[0]), _inside(right, before[1], after[1])
        if not ours or not theirs or not all(_settled(links, i, units) for i in ours):
            continue
        alike = [(i, j) for i in ours for j in theirs if placed(i, j)]
        if len(dict(alike)) == len({j for _, j in alike}) == len(alike) > 0:
            yield from alike
        elif len(ours) == len(theirs) <= _FEW:
            yield from zip(ours, theirs, strict=True)


def _tried(links: Mapping[int, int], ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Link]:
    """The units of both sides that may belong together: all, or those near one another where there are many."""
    row = sorted(links.items())
    few = len(ours) * len(theirs) <= _ROOM
    for i in ours:
        spot = bisect_left(row, i, key=lambda link: link[0])
        place = row[spot - 1][1] if spot else -1
        yield from ((i, j) for j in (theirs if few else theirs[bisect_left(theirs, place - _REACH):
                                                                bisect_right(theirs, place + _REACH)]))


def _best(scores: Mapping[Link, float]) -> tuple[dict[int, int], dict[int, int]]:
    """For each unit of either side the one of the other that most speaks for."""
    best: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for i, j in sorted(scores, key=lambda link: (scores[link], link)):
        best[0][i] = j
        best[1][j] = i
    return best


def _settled(links: Mapping[int, int], i: int, units: int) -> bool:
    """Whether most units around one of the left are paired, so that the texts belong together there."""
    around = range(max(0, i - _WINDOW), min(units, i + _WINDOW + 1))
    return sum(one in links for one in around) > (len(around) - 1) / 2
