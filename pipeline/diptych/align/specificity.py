"""Similarities of units → specificity: how far the similarity of two units exceeds their similarities to other units.

A free translation shares few words with its original, yet more than any other unit does. So the similarity of two units
is compared with the similarities of either unit to a sample of the other text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_SAMPLE: Final = 24
"""Units of the other text to which each unit is compared. Chosen. Raised: slower, and units farther away are
compared."""
_PRIOR_SPREAD: Final = 0.15
"""Prior standard deviation of similarities, in units of similarity. Chosen. Raised: deviations are smaller, so fewer
units are paired."""
_PRIOR_UNITS: Final = 4.0
"""Units. The prior similarity (0) and spread weigh as much as this many sampled units. Chosen. Raised: deviations are
nearer to the prior, so fewer units are paired."""
_LEAST_SPREAD: Final = 0.05
"""Standard deviation added to each spread, in units of similarity. Chosen to bound deviations where similarities hardly
vary. Raised: deviations are smaller, so fewer units are paired, fewer of them wrong."""
SimilarUnit = tuple[int, float]
"""A unit of the other text, and its similarity."""


@dataclass(frozen=True, slots=True)
class Specificity:
    """For each unit of a text the sampled units of the other, the sum of their similarities and that of the squares."""

    sampled: tuple[range, ...]
    total: tuple[float, ...]
    squares: tuple[float, ...]

    def deviations(self, similarity: float, units: Sequence[tuple[int, Sequence[SimilarUnit]]]) -> float:
        """The standard deviations by which a similarity exceeds the usual ones of `units`.

        Each unit is given with its possible twins, which are left out of its sample.
        """
        usual = [self._usual(unit, twins) for unit, twins in units]
        return (similarity * len(usual) - sum([mean for mean, _ in usual])) / sum([spread for _, spread in usual])

    def _usual(self, unit: int, twins: Sequence[SimilarUnit]) -> tuple[float, float]:
        """The mean and the standard deviation of the similarities of a unit to others than its twins."""
        sampled, total, squares = self.sampled[unit], self.total[unit], self.squares[unit]
        squares += _PRIOR_SPREAD ** 2 * _PRIOR_UNITS
        count = len(sampled) + _PRIOR_UNITS
        for other, similarity in twins:
            if other in sampled:
                total, squares, count = total - similarity, squares - similarity * similarity, count - 1
        mean = total / count
        return mean, _LEAST_SPREAD + math.sqrt(max(0.0, squares / count - mean * mean))

    def part(self, start: int, end: int, shift: int) -> Specificity:
        """The specificity of consecutive units; the other text begins at its unit `shift`."""
        sampled = tuple(range(units.start - shift, units.stop - shift) for units in self.sampled[start:end])
        return Specificity(sampled, self.total[start:end], self.squares[start:end])


def specificity(similarity: Callable[[int, int], float], units: int, others: int) -> Specificity:
    """The specificity of `units` units, each compared with units of the other text about its place."""
    sampled = tuple(_around(unit * others // units, others) for unit in range(units))
    rows = [[similarity(unit, other) for other in sample] for unit, sample in enumerate(sampled)]
    return Specificity(sampled, tuple(map(sum, rows)), tuple(sum([value * value for value in row]) for row in rows))


def _around(place: int, others: int) -> range:
    """The units of the other text that are compared with a unit at this place."""
    start = max(0, min(place - _SAMPLE // 2, others - _SAMPLE))
    return range(start, min(start + _SAMPLE, others))
