"""Matches of two texts → the similarities of units at about the same place, which are asked for most."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from diptych.align.matches import BothTexts, Matches

_SIMILARITY_DOUBT: Final = 2.0
"""Gain added to the expected one before similarities are divided by it. Chosen. Raised: short units are less
similar."""
_WORDS: Final = 4.0
"""Informative words of a unit by which the usual similarity is known. Chosen. Raised: fewer units say it."""
_FEWEST: Final = 5
"""Units by which the usual similarity is known. Chosen. Raised: more texts have _USUAL."""
_USUAL: Final = 0.95
"""Usual similarity of texts with fewer such units. Chosen: the median of those of 303 pairs of texts. Raised: more
clauses of short texts are taken for replaced."""
Rows = Sequence[range]
"""For each unit of the left text the units of the right text to compare; neither end of the ranges decreases."""


@dataclass(frozen=True, slots=True)
class Similarities:
    """For each unit of the left text the similarities to consecutive units of the right, from its first one on."""

    first: tuple[int, ...] = ()
    rows: tuple[Sequence[float], ...] = ()

    def part(self, start: int, end: int, shift: int) -> Similarities:
        """The similarities of consecutive units; the right text begins at its unit `shift`."""
        return Similarities(tuple(first - shift for first in self.first[start:end]), self.rows[start:end])


def usual_similarity(near: Similarities, informative: Sequence[float]) -> float:
    """The median of the similarities of left units and their likeliest twins: how freely a text is translated.

    `informative` are the informative words of the left units."""
    best = [max(row) for row, words in zip(near.rows, informative, strict=True) if row and words >= _WORDS]
    return median(best) if len(best) >= _FEWEST else _USUAL


def similarity(gain: float, chance: float, expected: float) -> float:
    """Share of the gain expected from a translation, beyond that by chance."""
    return (gain - chance) / (expected + _SIMILARITY_DOUBT)


def similarities(vocabularies: BothTexts, matches: tuple[Matches, Matches], rows: Rows) -> Similarities:
    """The similarities of the units in `rows`."""
    ours, theirs = matches
    gains = _shared_gains(vocabularies, matches, rows)
    similar = [
        [(gain - chance - other_chance) / (expected + other_expected)
         for gain, other_chance, other_expected in zip(
             row, theirs.chance_gain[places.start:places.stop], theirs.translation_gain[places.start:places.stop],
             strict=True)]
        for row, places, chance, expected in zip(
            gains, rows, ours.chance_gain, [gain + _SIMILARITY_DOUBT for gain in ours.translation_gain], strict=True)]
    return Similarities(tuple(places.start for places in rows), tuple(similar))


def _shared_gains(vocabularies: BothTexts, matches: tuple[Matches, Matches], rows: Rows) -> list[list[float]]:
    """The gains of the words of two units that match each other, for the units in `rows`."""
    gains = [[0.0] * len(places) for places in rows]
    for row, places, words in zip(gains, rows, vocabularies[0].words, strict=True):
        start, stop = places.start, places.stop
        for word in words:
            units, gain = vocabularies[0].places[word], matches[0].gains[word]
            low = bisect_left(units, start)
            for unit in units[low:bisect_left(units, stop, low)]:
                row[unit - start] += gain
    firsts, lasts = [places.start for places in rows], [places.stop for places in rows]
    for unit, words in enumerate(vocabularies[1].words):
        start, stop = bisect_left(lasts, unit + 1), bisect_left(firsts, unit + 1)
        for word in words:
            units, gain = vocabularies[1].places[word], matches[1].gains[word]
            low = bisect_left(units, start)
            for other in units[low:bisect_left(units, stop, low)]:
                gains[other][unit - firsts[other]] += gain
    return gains
