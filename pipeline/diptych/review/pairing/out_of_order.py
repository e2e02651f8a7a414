"""Links of units → the same, without those out of order of which a unit has an answer at its own place.

A line that the other text words freely is like another line there; its own counterpart is left over at its place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from diptych.align.evidence import Evidence
from diptych.review.pairing.contradictions import contradict
from diptych.review.pairing.definition_pairs import define_each_other, is_repealed
from diptych.review.pairing.longer_twins import Link, Units, free


def without_strays(links: Sequence[Link], evidence: Evidence, units: Units) -> list[Link]:
    """The links without strays: those of two units out of order, of which one has an answer left over at its place.

    That place is between the twins of its neighbours. The answer prints the same number and does not contradict it.
    Definitions stay: each language has its own order of them."""
    strays = {link for side in (0, 1) for link, other in _at_places(links, side, units)
              if not _are_definitions(units[0][link[0][0]].text, units[1][link[1][0]].text)
              and not contradict(evidence, *((link[0][0], other) if side == 0 else (other, link[1][0])))}
    return [link for link in links if link not in strays]


def _at_places(links: Sequence[Link], side: int, units: Units) -> Iterator[tuple[Link, int]]:
    """The links of two units of which that of a side has its twin elsewhere, and each unit left over at its place."""
    left_over = free(links, 1 - side, len(units[1 - side]))
    ends = (-1,), (len(units[0]),), (len(units[1]),)
    order = [(ends[0], ends[0]), *sorted(links, key=lambda link: link[side][0]), (ends[1], ends[2])]
    for before, link, after in zip(order, order[1:], order[2:], strict=False):
        start, stop = before[1 - side][-1], after[1 - side][0]
        own, twin = link[side][0], link[1 - side][0]
        if len(link[0]) == len(link[1]) == 1 and not start < twin < stop:
            between = left_over[bisect_right(left_over, start):bisect_left(left_over, stop)]
            yield from ((link, other) for other in between
                        if units[side][own].label == units[1 - side][other].label)


def _are_definitions(left: str, right: str) -> bool:
    """Whether two texts define each other's terms, or did until that was repealed."""
    return define_each_other(left, right) or is_repealed(left) and is_repealed(right)
