"""Links of units → the same, without those out of order of which a unit has an answer at its own place.

A line that the other text words freely is like another line there; its own counterpart is left over at its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from diptych.align.band import longest_chain
from diptych.align.evidence import Evidence
from diptych.review.pairing.contradictions import contradict
from diptych.review.pairing.definition_pairs import define_each_other, is_repealed
from diptych.review.pairing.longer_twins import Link, Units, free


def without_strays(links: Sequence[Link], evidence: Evidence, units: Units) -> list[Link]:
    """The links, without those of two units out of order if one of them has a unit left over at its place, between the
    same two links, that prints the same number and does not contradict it.

    Definitions are none: each language has its own order of them."""
    sizes = len(units[0]), len(units[1])
    firsts = {(link[0][0], link[1][0]): link for link in links}
    chain = [((-1,), (-1,)), *map(firsts.__getitem__, longest_chain(firsts)), ((sizes[0],), (sizes[1],))]
    kept = set(chain)
    left_over = [free(links, side, sizes[side]) for side in (0, 1)]
    strays = {link for link in links if link not in kept and len(link[0]) == len(link[1]) == 1
              and not _are_definitions(units[0][link[0][0]].text, units[1][link[1][0]].text)
              and any(_answers(link, chain, left_over, evidence, units))}
    return [link for link in links if link not in strays]


def _are_definitions(left: str, right: str) -> bool:
    """Whether two texts define each other's terms, or did until that was repealed."""
    return define_each_other(left, right) or is_repealed(left) and is_repealed(right)


def _answers(link: Link, chain: Sequence[Link], left_over: Sequence[Sequence[int]], evidence: Evidence,
             units: Units) -> Iterator[bool]:
    """Whether each unit left over at the place of a unit of the link answers to it."""
    for side in (0, 1):
        own = link[side][0]
        after = bisect_left(chain, own, key=lambda other: other[side][0])
        start, stop = chain[after - 1][1 - side][-1], chain[after][1 - side][0]
        for other in left_over[1 - side]:
            if start < other < stop and units[side][own].label == units[1 - side][other].label:
                i, j = (own, other) if side == 0 else (other, own)
                yield not contradict(evidence, i, j)
