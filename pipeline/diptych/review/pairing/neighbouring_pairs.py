"""A unit without counterpart → the nearest pairs before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from diptych.align.pairs import UnitPair

_REACH: Final = 3
"""Units before and after one among which its neighbours are looked for. Chosen. Raised: more units are doubtful."""
Near = tuple[Sequence[int], Sequence[int]]
"""The units of a pair: those of one text, then those of the other."""


def twins(pairs: Sequence[UnitPair], side: int) -> dict[int, Near]:
    """The pair of each unit of the text `side` that has one."""
    both = [(pair.left, pair.right) if side == 0 else (pair.right, pair.left) for pair in pairs]
    return {unit: near for near in both if all(near) for unit in near[0]}


def neighbours(unit: int, known: Mapping[int, Near]) -> Iterator[tuple[int, Near]]:
    """The nearest pairs before a unit, as step -1, and after it, as step 1; `known` are those of `twins`."""
    for step in (-1, 1):
        near = next((known[at] for away in range(1, _REACH + 1) if (at := unit + step * away) in known), None)
        if near:
            yield step, near
