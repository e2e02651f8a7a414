"""Evidence → the band of a long pair of texts in which the best path is searched.

The band is narrow near anchor points: pairs of units with a cue that no other unit has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from diptych.align.evidence import Evidence
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
    points = [(-1, -1), *longest_chain(_anchor_points(evidence)), (n, m)]
    rows: list[Pair] = []
    for (i, j), (i_end, j_end) in pairwise(points):
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
    margin = max(_WIDTH * 4, abs(width - height) + _WIDTH, min(height, width) // 8)
    return max(0, middle - margin), min(m, middle + margin)


def _anchor_points(evidence: Evidence) -> list[Pair]:
    """The likely pairs of units with a cue that no other unit of either text has."""
    places: list[dict[str, int]] = []
    for side in (evidence.left, evidence.right):
        units = [words | structure for words, structure in zip(side.matches.cues, side.structure, strict=True)]
        counts = Counter(cue for cues in units for cue in cues)
        places.append({cue: place for place, cues in enumerate(units) for cue in cues if counts[cue] == 1})
    pairs = {(places[0][cue], places[1][cue]) for cue in places[0].keys() & places[1].keys()}
    return sorted(pair for pair in pairs if evidence.score(*pair) > _SURE)


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
