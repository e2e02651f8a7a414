"""Settled pairs → the same, with units that seem to have changed places in order if they fit as well there.

An exchange is a strong claim. A few words in common do not prove it where all units of a place have one in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.pairs import UnitPair
from diptych.align.texts import ordered

_LEFT_OVER: Final = -3.0
"""Log-odds by words of a unit left over, and half of the least of a pair. Chosen. Raised: more units are exchanged."""
_MOST: Final = 40
"""Units of a place that are compared. Chosen for speed. Raised: slower, and longer parts are put in order."""
_Link = tuple[tuple[int, ...], tuple[int, ...]]


def straightened(pairs: Sequence[UnitPair], evidence: Evidence) -> tuple[UnitPair, ...]:
    """The pairs, those between two others that cross none one by one in order if they are as likely so."""
    sizes = len(evidence.left.lengths), len(evidence.right.lengths)
    links = {(pair.left, pair.right): pair.confidence for pair in pairs if pair.left and pair.right}
    changed = dict(links)
    for inner, ours, theirs in _places(list(links), sizes):
        if not inner or not 1 < len(ours) == len(theirs) <= _MOST:
            continue
        straight: list[_Link] = [((i,), (j,)) for i, j in zip(ours, theirs, strict=True)]
        alone = len(ours) + len(theirs) - sum(len(left) + len(right) for left, right in inner)
        if _value(straight, evidence) >= _value(inner, evidence) + alone * _LEFT_OVER:
            for link in inner:
                del changed[link]
            changed |= {link: min((links[other] for other in inner), default=1.0) for link in straight}
    return ordered([UnitPair(*link, confidence) for link, confidence in changed.items()], *sizes)


def _value(links: Sequence[_Link], evidence: Evidence) -> float:
    """Log-odds by words of pairs together, of a group those of its likeliest units."""
    return sum(max(_LEFT_OVER * 2, *(evidence.content(i, j) for i in ours for j in theirs)) for ours, theirs in links)


def _places(links: Sequence[_Link], sizes: tuple[int, int]) -> Iterator[tuple[list[_Link], range, range]]:
    """The links between each two links that cross none, and the units there of either text."""
    ascending = sorted(links)
    lasts = list(accumulate((link[1][-1] for link in ascending), max, initial=-1))
    firsts = list(accumulate((link[1][0] for link in reversed(ascending)), min, initial=sizes[1]))[::-1]
    before, inner = (-1, -1), list[_Link]()
    for at, link in enumerate(ascending):
        if lasts[at] < link[1][0] and link[1][-1] < firsts[at + 1]:
            yield inner, range(before[0] + 1, link[0][0]), range(before[1] + 1, link[1][0])
            before, inner = (link[0][-1], link[1][-1]), []
        else:
            inner.append(link)
    yield inner, range(before[0] + 1, sizes[0]), range(before[1] + 1, sizes[1])
