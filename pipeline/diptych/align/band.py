"""Evidence → where the way through two long texts may lead: near the units that a cue of their own ties together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.path import Corridor, Step

_SMALL: Final = 10_000
"""So many pairs of units may all be looked at."""
_WIDTH: Final = 8
_BESIDE: Final = 3
_NEAR: Final = 8
_ROOM: Final = 3_600
_SURE: Final = 3.0


def corridor(evidence: Evidence) -> Corridor:
    """For each place on the left, the first and last place on the right that may be reached with it."""
    n, m = len(evidence.left.lengths), len(evidence.right.lengths)
    if n * m <= _SMALL:
        return [(0, m)] * (n + 1)
    ties = [(-1, -1), *chain(_tied(evidence)), (n, m)]
    rows: list[tuple[int, int]] = []
    for (i, j), (i_end, j_end) in pairwise(ties):
        rows += [_row(step, i_end - i, j_end - j, j, m) for step in range(1, i_end - i + 1)]
    return _joined(rows, m)


def along(steps: Sequence[Step], n: int, m: int) -> Corridor:
    """The places near a way that was found before."""
    rows = [(0, 0)] * (n + 1)
    for step in steps:
        for i in range(step.i, step.i_end + 1):
            low, high = rows[i]
            rows[i] = (min(low or step.j, step.j), max(high, step.j_end))
    return _joined([(max(0, low - _NEAR), min(m, high + _NEAR)) for low, high in rows], m)


def _row(step: int, height: int, width: int, start: int, m: int) -> tuple[int, int]:
    """The places between two ties that may be reached from the step-th of `height` units after the first of them."""
    if height * width <= _ROOM:
        beside = min(_WIDTH, _BESIDE + max(height, width) - 1)
        return max(0, start + 1 - beside), min(m, start + width + beside)
    middle = start + width * step // height
    room = max(_WIDTH * 4, abs(width - height) + _WIDTH, min(height, width) // 8)
    return max(0, middle - room), min(m, middle + room)


def _tied(evidence: Evidence) -> list[tuple[int, int]]:
    """Pairs of units that share cues which no other unit of either side has, and that nothing else forbids."""
    where: list[dict[str, int]] = []
    for side in (evidence.left, evidence.right):
        cues = [one | other for one, other in zip(side.answers.cues, side.places, strict=True)]
        counts = Counter(cue for one in cues for cue in one)
        where.append({cue: at for at, one in enumerate(cues) for cue in one if counts[cue] == 1})
    pairs = {(where[0][cue], where[1][cue]) for cue in where[0].keys() & where[1].keys()}
    return sorted(pair for pair in pairs if evidence.score(*pair) > _SURE)


def chain(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs that go up on both sides."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    for index, (_, j) in enumerate(ordered):
        place = bisect_left(ends, j)
        before.append(holders[place - 1] if place else -1)
        ends[place:place + 1] = [j]
        holders[place:place + 1] = [index]
    chain = []
    at = holders[-1] if holders else -1
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def _joined(rows: list[tuple[int, int]], m: int) -> Corridor:
    """The rows so that each can be reached from the one before, from the first place to the last."""
    low, high = 0, 0
    joined: list[tuple[int, int]] = []
    for start, end in rows:
        low, high = max(low, min(start, high)), max(high, end)
        joined.append((low, high))
    joined[0] = (0, joined[0][1])
    joined[-1] = (joined[-1][0], m)
    return joined
