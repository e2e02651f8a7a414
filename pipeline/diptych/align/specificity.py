"""How near units of two texts are → how far two of them stand out among those that either might be taken for.

A free translation shares little with its original and yet more than any other unit does: how near two units are is held
against how near each is to a sample of the other text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_SAMPLE: Final = 24
_SPREAD, _DOUBT = 0.15, 4.0
"""How far it varies how near units are to others before any is seen, and for how many seen that stands."""
_LEAST: Final = 0.05
Near = tuple[int, float]
"""A unit of the other text, and how near it is."""


@dataclass(frozen=True, slots=True)
class Specificity:
    """For each unit of a side which units of the other it was held against, the sum of how near they are, and that of
    its squares."""

    seen: tuple[range, ...]
    total: tuple[float, ...]
    squares: tuple[float, ...]

    def out(self, near: float, units: Sequence[tuple[int, Sequence[Near]]]) -> float:
        """By how many deviations units in a row, each with those of the other side that it may belong to, are nearer to
        these than to what else they were held against."""
        usual = [self._usual(at, twins) for at, twins in units]
        return (near * len(usual) - sum([mean for mean, _ in usual])) / sum([spread for _, spread in usual])

    def _usual(self, at: int, twins: Sequence[Near]) -> tuple[float, float]:
        """How near a unit is to others than its twins, and how far that varies."""
        seen, total, squares = self.seen[at], self.total[at], self.squares[at] + _SPREAD ** 2 * _DOUBT
        count = len(seen) + _DOUBT
        for other, near in twins:
            if other in seen:
                total, squares, count = total - near, squares - near * near, count - 1
        mean = total / count
        return mean, _LEAST + math.sqrt(max(0.0, squares / count - mean * mean))

    def part(self, start: int, end: int, shift: int) -> Specificity:
        """That of some of the units in a row; those of the other side are counted from another on."""
        seen = tuple(range(one.start - shift, one.stop - shift) for one in self.seen[start:end])
        return Specificity(seen, self.total[start:end], self.squares[start:end])


def standing(near: Callable[[int, int], float], units: int, others: int) -> Specificity:
    """How so many units stand to so many others, each to those about its place; `near` says how near a unit is to
    another."""
    seen = tuple(_about(at * others // units, others) for at in range(units))
    found = [[near(at, other) for other in about] for at, about in enumerate(seen)]
    return Specificity(seen, tuple(sum(one) for one in found), tuple(sum([value * value for value in one])
                                                                  for one in found))


def _about(place: int, others: int) -> range:
    start = max(0, min(place - _SAMPLE // 2, others - _SAMPLE))
    return range(start, min(start + _SAMPLE, others))
