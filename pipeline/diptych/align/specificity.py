"""Similarities of units → specificity: how far the similarity of two units exceeds their similarities to other units.

A free translation shares few words with its original, yet more than any other unit does. So the similarity of two units
is compared with the similarities of either unit to a sample of the other text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych.align.similarities import Similarities

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

    def deviation(self, similarity: float, unit: int, twin: int) -> float:
        """The standard deviations by which the similarity of a unit and its twin exceeds the usual one of the unit."""
        mean, spread = self._usual(unit, ((twin, similarity),))
        return (similarity - mean) / spread

    def part(self, start: int, end: int, shift: int) -> Specificity:
        """The specificity of consecutive units; the other text begins at its unit `shift`."""
        sampled = tuple(range(units.start - shift, units.stop - shift) for units in self.sampled[start:end])
        return Specificity(sampled, self.total[start:end], self.squares[start:end])


def specificity(similarities: Similarities, units: int, others: int) -> tuple[Specificity, Specificity]:
    """The specificity of both texts of `units` and `others` units.

    Each unit is compared with units of the other text about its place, whose `similarities` must be known."""
    first, rows = similarities.first, similarities.rows
    ours, theirs = _sampled(units, others), _sampled(others, units)
    return (_specificity(ours, [row[sample.start - start:sample.stop - start]
                                for row, start, sample in zip(rows, first, ours, strict=True)]),
            _specificity(theirs, [[rows[other][unit - first[other]] for other in sample]
                                  for unit, sample in enumerate(theirs)]))


def _specificity(sampled: tuple[range, ...], rows: Sequence[Sequence[float]]) -> Specificity:
    """The specificity of the units of a text by the similarities of each to its sample."""
    return Specificity(sampled, tuple(map(sum, rows)), tuple(sum([value * value for value in row]) for row in rows))


def compared(units: int, others: int) -> list[range]:
    """For each of `units` units those of the `others` that it is compared with, or that are compared with it."""
    firsts, lasts = [others] * units, [0] * units
    for other, sample in enumerate(_sampled(others, units)):
        for unit in sample:
            firsts[unit], lasts[unit] = min(firsts[unit], other), other + 1
    return [range(min(first, sample.start), max(last, sample.stop))
            for first, last, sample in zip(firsts, lasts, _sampled(units, others), strict=True)]


def _sampled(units: int, others: int) -> tuple[range, ...]:
    """For each unit of a text the units of the other that are about its place."""
    return tuple(_around(unit * others // units, others) for unit in range(units))


def _around(place: int, others: int) -> range:
    """The units of the other text that are compared with a unit at this place."""
    start = max(0, min(place - _SAMPLE // 2, others - _SAMPLE))
    return range(start, min(start + _SAMPLE, others))
