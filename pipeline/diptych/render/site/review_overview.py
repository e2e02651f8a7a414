"""A review → the cells of its picture: for each clause the relative length of its translation and its findings."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Final

from diptych.review.clause_pairs import ClausePair

_STEP: Final = 0.15
"""Difference of the logarithms of two length ratios that makes a colour one shade stronger; chosen. Raised, fewer
clauses are coloured."""
_SHADES: Final = 3
"""Shades in each direction; chosen. Raised, they need more colours in site.css, and the bar leaves its cell."""


@dataclass(frozen=True, slots=True)
class FindingCount:
    """A clause: its URL, its text alternative, and its shade from -3 (short) to 3 (long).

    `warnings`, `notices` and `waived` are numbers of findings, `codes` those of all of them.
    """

    href: str
    title: str
    shade: int
    warnings: int
    notices: int
    waived: int
    codes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The class of the cell's colour."""
        return f"{'short' if self.shade < 0 else 'long'}-{abs(self.shade)}" if self.shade else "usual"


def deviation(pair: ClausePair, ratio: float) -> float:
    """The share by which a translated clause is longer than the text's `ratio`; negative if shorter, 0 if unknown."""
    return exp(_log_deviation(pair, ratio)) - 1


def shade(pair: ClausePair, ratio: float) -> int:
    """The same deviation in steps from -3 to 3."""
    return max(-_SHADES, min(_SHADES, int(_log_deviation(pair, ratio) / _STEP)))


def _log_deviation(pair: ClausePair, ratio: float) -> float:
    if not all(pair.sides) or not ratio:
        return 0.0
    original, translation = (max(len("".join(side.text.split())), 1) for side in pair.sides if side)
    return log(translation / original / ratio)
