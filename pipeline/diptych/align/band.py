"""Evidence → the band of a long pair of texts in which the best path is searched.

The band is narrow near anchor points: pairs of units with a cue that no other unit has. In large gaps, as between
texts that come twice, the first unit with a cue answers to the first, the second to the second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from diptych.align.evidence import Evidence, Side
from diptych.align.path import Band, Step

_WHOLE: Final = 10_000
"""Pairs of units up to which all are searched. Chosen for speed. Raised: slower."""
_WIDTH: Final = 8
"""Units. The most on either side of a small gap between anchor points; a fourth of the least in large gaps. Chosen.
Raised: slower, and wrong anchor points matter less."""
_MARGIN: Final = 3
"""Units on either side of an anchor point. Chosen. Raised: slower, and wrong anchor points matter less."""
_PATH_MARGIN: Final = 8
"""Units on either side of an earlier path. Chosen. Raised: slower, and later passes may differ more."""
_SMALL_GAP: Final = 3_600
"""Pairs of units up to which a gap between anchor points is searched whole. Chosen for speed. Raised: slower."""
_LARGE_GAP: Final = 1_000_000
"""Pairs of units from which a gap has anchor points of cues that several units have. Chosen for speed. Raised: slower,
and fewer wrong anchor points."""
_REPEATED: Final = 4
"""The most units of a large gap that have the cue of an anchor point. Chosen. Raised: faster, and more wrong anchor
points."""
_MOST_PLACES: Final = 4_000_000
"""Pairs of boundaries to search in one gap. Chosen for speed: 8,000 units without anchor points keep 250 on either
side. Raised: slower, and longer texts may differ more in order."""
_SURE: Final = 3.0
"""Log-odds of a pair of units that may be an anchor point. Chosen. Raised: fewer anchor points, a wider band,
slower."""
Pair = tuple[int, int]
_Chain = tuple[Pair, "_Chain | None"]


def band(evidence: Evidence) -> Band:
    """For each unit boundary on the left the first and the last boundary on the right to search."""
    n, m = len(evidence.left.lengths), len(evidence.right.lengths)
    if n * m <= _WHOLE:
        return [(0, m)] * (n + 1)
    chain = [(-1, -1), *longest_chain(_anchor_points(evidence, range(n), range(m), 1)), (n, m)]
    points = [point for gap in pairwise(chain) for point in (gap[0], *_points_inside(evidence, *gap))]
    rows: list[Pair] = []
    for (i, j), (i_end, j_end) in pairwise([*points, chain[-1]]):
        rows += [_row(step, i_end - i, j_end - j, j, m) for step in range(1, i_end - i + 1)]
    return _connected(rows, m)


def band_around(steps: Sequence[Step], n: int, m: int) -> Band:
    """The band around an earlier path through `n` and `m` units."""
    rows = [(0, 0)] * (n + 1)
    for step in steps:
        for i in range(step.i, step.i_end + 1):
            low, high = rows[i]
            rows[i] = (min(low or step.j, step.j), max(high, step.j_end))
    return _connected([(max(0, low - _PATH_MARGIN), min(m, high + _PATH_MARGIN)) for low, high in rows], m)


def _row(step: int, height: int, width: int, start: int, m: int) -> Pair:
    """The row of the band `step` units after an anchor point, which is at `start` on the right.

    The gap to the next anchor point has `height` units on the left and `width` on the right.
    """
    if height * width <= _SMALL_GAP:
        margin = min(_WIDTH, _MARGIN + max(height, width) - 1)
        return max(0, start + 1 - margin), min(m, start + width + margin)
    middle = start + width * step // height
    margin = max(_WIDTH * 4, min(max(abs(width - height) + _WIDTH, min(height, width) // 8),
                                 _MOST_PLACES // (2 * height)))
    return max(0, middle - margin), min(m, middle + margin)


def _points_inside(evidence: Evidence, before: Pair, after: Pair) -> Sequence[Pair]:
    """The anchor points inside a large gap between two others; none in other gaps."""
    units, others = range(before[0] + 1, after[0]), range(before[1] + 1, after[1])
    if len(units) * len(others) <= _LARGE_GAP:
        return ()
    return longest_chain(_anchor_points(evidence, units, others, _REPEATED))


def _anchor_points(evidence: Evidence, units: range, others: range, most: int) -> list[Pair]:
    """The likely pairs of units with a cue that equally many units of either range have, at most `most`."""
    ours, theirs = _places(evidence.left, units), _places(evidence.right, others)
    pairs = {pair for cue in ours.keys() & theirs.keys() if len(ours[cue]) == len(theirs[cue]) <= most
             for pair in zip(ours[cue], theirs[cue], strict=True)}
    return sorted(pair for pair in pairs if evidence.score(*pair) > _SURE)


def _places(side: Side, units: range) -> Mapping[str, Sequence[int]]:
    """The units of a range that have each cue of words or structure, in order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in units:
        for cue in side.matches.cues[place] | side.structure[place]:
            places[cue].append(place)
    return places


def longest_chain(pairs: Iterable[Pair]) -> list[Pair]:
    """The longest sequence of pairs that increases on both sides."""
    ends: list[int] = []
    chains: list[_Chain] = []
    for pair in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        place = bisect_left(ends, pair[1])
        ends[place:place + 1] = [pair[1]]
        chains[place:place + 1] = [(pair, chains[place - 1] if place else None)]
    chain: list[Pair] = []
    link = chains[-1] if chains else None
    while link:
        chain.append(link[0])
        link = link[1]
    return chain[::-1]


def _connected(rows: list[Pair], m: int) -> Band:
    """The rows widened so that a path leads from the first boundary through all of them to the last."""
    low, high = 0, 0
    connected: list[Pair] = []
    for start, end in rows:
        low, high = max(low, min(start, high)), max(high, end)
        connected.append((low, high))
    connected[0] = (0, connected[0][1])
    connected[-1] = (connected[-1][0], m)
    return connected
