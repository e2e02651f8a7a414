"""How near units of two texts are → how far two of them stand out among those that either might be taken for.

A free translation shares little with its original and yet more than any other unit does: how near two units are is held
against how near each is to a sample of the other text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

_SAMPLE: Final = 32
_SPREAD, _DOUBT = 0.15, 4.0
"""How far it varies how near units are to others before any is seen, and for how many seen that stands."""
_LEAST: Final = 0.05


@dataclass(frozen=True, slots=True)
class Standing:
    """For each unit of a side how near it usually is to units of the other, and how far that varies."""

    usual: tuple[float, ...]
    spread: tuple[float, ...]

    def out(self, near: float, start: int, end: int) -> float:
        """By how many deviations units in a row are nearer to something than to what they are usually near."""
        if end - start == 1:
            return (near - self.usual[start]) / self.spread[start]
        return (near - fmean(self.usual[start:end])) / fmean(self.spread[start:end])

    def part(self, start: int, end: int) -> Standing:
        """That of some of the units in a row."""
        return Standing(self.usual[start:end], self.spread[start:end])


def standing(near: Callable[[int, int], float], units: int, others: int) -> Standing:
    """How so many units stand to so many others, each to those about its place; `near` says how near a unit is to
    another."""
    made = [_usual([near(at, other) for other in _about(at * others // units, others)]) for at in range(units)]
    return Standing(tuple(mean for mean, _ in made), tuple(spread for _, spread in made))


def _about(place: int, others: int) -> range:
    start = max(0, min(place - _SAMPLE // 2, others - _SAMPLE))
    return range(start, min(start + _SAMPLE, others))


def _usual(near: Sequence[float]) -> tuple[float, float]:
    """How near a unit is to others, and how far that varies."""
    seen = len(near) + _DOUBT
    mean = sum(near) / seen
    return mean, _LEAST + math.sqrt((sum([(one - mean) ** 2 for one in near]) + _SPREAD ** 2 * _DOUBT) / seen)
