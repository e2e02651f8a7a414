"""Cues of two texts → log-odds that two of their units, or groups of consecutive units, translate each other.

A matched word supports a pair, the more the fewer units match it and the higher the match rate of its kind. A word
without a match counts against the pair. So do lengths out of proportion.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from statistics import fmean, pstdev
from typing import Final

from diptych.align.lexicon import UNKNOWN, Translations
from diptych.align.matches import (
    MATCH_RATES,
    BothTexts,
    Matches,
    match_rates,
    matches,
    vocabularies,
    with_learned,
)
from diptych.align.similarities import Similarities, similarities, similarity, usual_similarity
from diptych.align.specificity import Specificity, compared, specificity
from diptych.language.equivalents import Cues

_STRUCTURE_RATES: Final[Mapping[str, float]] = {"&": 0.9, "%": 0.9, "^": 0.7}
"""Share of true pairs whose units have the same number, the same unit around them, the same kind. Chosen as priors.
Raised: equal structure supports a pair more, unequal structure counts more against it."""
_STRUCTURE_WEIGHTS: Final[Mapping[str, float]] = {"&": 0.6, "%": 0.5}
"""Factor on the log-odds of structural cues, which are not independent of each other. Chosen. Raised: numbers outweigh
words."""
_LEAST_ALONE: Final = -3.0
"""Log-odds. Lower bound for a structural cue that one unit alone has. Chosen. Raised: unequal numbers count less
against a pair."""
_MOST_SHARED: Final = 8.0
"""Log-odds. Upper bound for a structural cue that both units have. Chosen. Raised: equal numbers of long texts support
a pair more."""
_SMOOTHING: Final = 8
"""Units without a structural cue, added to those of the text. Chosen, since most cues are rare in any text. Raised: in
short texts equal numbers support a pair more."""
_PRIOR_LENGTHS: Final = 10.0
"""Pairs of units. The prior spread of length ratios weighs as much as this many observed ones. Chosen. Raised: slower
to learn."""
_LEAST_LENGTH: Final = -8.0
"""Log-odds. Lower bound for two lengths. Chosen: one length out of proportion is no proof. Raised: lengths count less
against a pair."""
_MOST_LENGTH: Final = 2.0
"""Log-odds. Upper bound for two lengths. Chosen. Raised: equal lengths support a pair more."""
_FLOOR: Final = 3
"""Characters added to each length. Chosen, so that short units have a finite ratio. Raised: the ratio of short units is
nearer to the expected one."""
_PRIOR: Final = 1.03
"""Log-odds of a pair before any evidence. Fitted, as are the next three, by logistic regression to pairs of licences,
covenants, laws and manuals in four languages, and to replaced clauses; bench/fit fits them anew. Raised: more pairs,
unrelated units among them."""
_LENGTH_WEIGHT: Final = 0.13
"""Factor on the log-odds of lengths. Fitted, as _PRIOR. Raised: lengths outweigh words."""
_WORDS_PRIOR: Final = -7.58
"""Log-odds of a pair of units with many matchable words before these are compared. Fitted, as _PRIOR. Raised: more
pairs, unrelated units among them."""
_DEVIATION_WEIGHT: Final = 4.0
"""Log-odds for one standard deviation of specificity. Fitted, as _PRIOR. Raised: more pairs, unrelated units among
them."""
_HALF_WORDS: Final = 3.0
"""Gain expected from a translation at which words count half. Chosen before the fit of _PRIOR. Raised: the words of
short units count less."""
_MOST_DEVIATIONS: Final = 6.0
"""Standard deviations. Upper bound of specificity. Chosen. Raised: very specific pairs win over their neighbours."""
_LITTLE_SUPPORT: Final = 4.0
"""Informative words at which the log-odds of structure count half. Chosen. Raised: numbers decide longer units too."""
_MOST_LABEL_WEIGHT: Final = 0.95
"""Factor on the log-odds of structure in fully trusted texts, however many words there are. Chosen. Raised: a clause
replaced under the same number is paired."""
_LEAST_TRUST: Final = 0.68
"""Share of equal numbers borne out by words at which labels begin to count. Chosen. Raised: labels count in fewer
texts."""
_TRUST_SPAN: Final = 0.2
"""Share above _LEAST_TRUST at which labels count fully. Chosen. Raised: labels count less in between."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Parameters of a pair of texts.

    `rates` are match rates by kind of word and of structural cue. `length_ratio` is the log of the right length by the
    left one. `length_spread` is its standard deviation in long units, `length_noise` the variance added in short ones.
    `label_weight` is the least factor on the log-odds of structure.
    """

    rates: Mapping[str, float] = field(default_factory=lambda: {**MATCH_RATES, **_STRUCTURE_RATES})
    length_ratio: float = 0.0
    length_spread: float = 0.3
    length_noise: float = 6.0
    label_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one text: lengths in characters, cumulative lengths, matches, structural cues.

    `structure_alone` is the log-odds of a unit's structural cues if the other unit has none of them. `numbered` is true
    for units with a number.
    """

    lengths: tuple[int, ...]
    cumulative: tuple[int, ...]
    matches: Matches
    structure: tuple[frozenset[str], ...] = ()
    structure_alone: tuple[float, ...] = ()
    numbered: tuple[bool, ...] = ()

    def part(self, start: int, end: int) -> Side:
        """The side of consecutive units."""
        return replace(self, lengths=self.lengths[start:end], cumulative=self.cumulative[start:end + 1],
                       matches=self.matches.part(start, end), structure=self.structure[start:end],
                       structure_alone=self.structure_alone[start:end], numbered=self.numbered[start:end])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Both sides of a pair of texts and their calibration. All scores are natural logarithms of odds.

    `structure_gains` are the log-odds of shared structural cues. `length_prior` is the mean and the deviation of log
    lengths on the right. `near` has the similarities of units at about the same place, `usual` the median of those of
    likely twins. `left_lengths` and `right_lengths` hold the results of `left_length` and `right_length`.
    `translations` were learned from the texts.
    """

    left: Side
    right: Side
    structure_gains: Mapping[str, float]
    calibration: Calibration
    length_prior: tuple[float, float]
    specificity: tuple[Specificity, Specificity] = (Specificity((), (), ()), Specificity((), (), ()))
    near: Similarities = field(default_factory=Similarities)
    usual: float = 1.0
    right_lengths: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    left_lengths: Mapping[int, tuple[float, float, float]] = field(default_factory=dict)
    translations: Translations = UNKNOWN

    @property
    def scale(self) -> float:
        """Characters of the right text for one of the left."""
        return math.exp(self.calibration.length_ratio)

    def score(self, i: int, j: int) -> float:
        """Log-odds of two units by words, lengths and structure."""
        return self.content(i, j) + self.structure(i, j)

    def content(self, i: int, j: int) -> float:
        """Log-odds of two units by words and lengths."""
        return self.content_and_deviations(i, j)[0]

    def content_and_deviations(self, i: int, j: int) -> tuple[float, float, float]:
        """The log-odds of two units by words and lengths, and their deviations."""
        ours, theirs = self.deviations(i, j)
        expected = self.left.matches.translation_gain[i] + self.right.matches.translation_gain[j]
        length = self.length(self.left.lengths[i], self.right.lengths[j])
        return _content(min(ours, theirs), expected, length), ours, theirs

    def deviations(self, i: int, j: int) -> tuple[float, float]:
        """Standard deviations by which each of two units is more similar to the other than to its usual neighbours."""
        similarity, (ours, theirs) = self.similarity(i, j), self.specificity
        return ours.deviation(similarity, i, j), theirs.deviation(similarity, j, i)

    def deviation(self, i: int, j: int, side: int) -> float:
        """The first (side 0) or second (side 1) of the deviations of two units."""
        unit, twin = (i, j) if side == 0 else (j, i)
        return self.specificity[side].deviation(self.similarity(i, j), unit, twin)

    def similarity(self, i: int, j: int) -> float:
        """Share of the gain expected from a translation: about 1 for translations, about 0 for other units."""
        row, place = self.near.rows[i], j - self.near.first[i]
        return row[place] if 0 <= place < len(row) else self._group_similarity(i, i + 1, j, j + 1)[0]

    def structure(self, i: int, j: int) -> float:
        """Log-odds of two units by their numbers, their kinds and the units around them."""
        ours, theirs = self.left.structure[i], self.right.structure[j]
        if not ours and not theirs:
            return 0.0
        return self.left.structure_alone[i] + self.right.structure_alone[j] + sum(
            [self.structure_gains[cue] for cue in ours & theirs])

    def log_odds(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """Log-odds of two groups chosen for each other; the fewer words they have, the more structure counts."""
        structure = self.group_structure(i, i_end, j, j_end)
        single = i_end - i == j_end - j == 1
        content = self.content(i, j) if single else self.group_score(i, i_end, j, j_end) - structure
        support = self.support(i, i_end, j, j_end) / _LITTLE_SUPPORT
        return content + structure * max(1 / (1 + support * support), self.calibration.label_weight)

    def support(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The number of informative words of the group that has fewer."""
        return min(sum(self.left.matches.informative[i:i_end]), sum(self.right.matches.informative[j:j_end]))

    def shared_gain(self, i: int, j: int) -> float:
        """The gain of the words of two units that match each other."""
        ours, theirs = self.left.matches, self.right.matches
        shared = ours.cues[i] & theirs.cues[j]
        return ours.gain(i, shared) + theirs.gain(j, shared) if shared else 0.0

    def group_score(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """Log-odds of two groups by words, lengths and structure."""
        similar, expected = self._group_similarity(i, i_end, j, j_end)
        length = self.length(sum(self.left.lengths[i:i_end]), sum(self.right.lengths[j:j_end]))
        deviation = self._group_deviation(similar, range(i, i_end), range(j, j_end))
        return _content(deviation, expected, length) + self.group_structure(i, i_end, j, j_end)

    def merge_gain(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The similarity of a group to one unit, minus the higher one of the group without its first or last unit."""
        rows = [(i + 1, i_end, j, j_end), (i, i_end - 1, j, j_end)] if i_end - i > 1 else [
            (i, i_end, j + 1, j_end), (i, i_end, j, j_end - 1)]
        return self._group_similarity(i, i_end, j, j_end)[0] - max(self._group_similarity(*row)[0] for row in rows)

    def separately_numbered(self, i: int, i_end: int, j: int, j_end: int) -> bool:
        """True if all units of two groups have numbers, two of them the same, in texts with trusted labels."""
        if not self.calibration.label_weight or not all(self.left.numbered[i:i_end]) or not all(
                self.right.numbered[j:j_end]):
            return False
        return any(cue[0] == "&" and "_" not in cue for ours in self.left.structure[i:i_end]
                   for theirs in self.right.structure[j:j_end] for cue in ours & theirs)

    def group_similarity(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The similarity of two groups, as `similarity` of two units."""
        return self._group_similarity(i, i_end, j, j_end)[0]

    def _group_similarity(self, i: int, i_end: int, j: int, j_end: int) -> tuple[float, float]:
        """The similarity of two groups, and the gain expected from a translation."""
        ours, theirs = self.left.matches, self.right.matches
        shared = _all(ours.cues[i:i_end]) & _all(theirs.cues[j:j_end])
        gain = ours.group_gain(i, i_end, shared) + theirs.group_gain(j, j_end, shared) if shared else 0.0
        expected = sum(ours.translation_gain[i:i_end]) + sum(theirs.translation_gain[j:j_end])
        chance = sum(ours.chance_gain[i:i_end]) + sum(theirs.chance_gain[j:j_end])
        return similarity(gain, chance, expected), expected

    def _group_deviation(self, similar: float, units: range, twins: range) -> float:
        """The lower standard deviation, of either side, by which a similarity exceeds the usual ones of two groups."""
        each = {(unit, twin): self.similarity(unit, twin) for unit in units for twin in twins}
        ours, theirs = self.specificity
        return min(
            ours.deviations(similar, [(unit, [(twin, each[unit, twin]) for twin in twins]) for unit in units]),
            theirs.deviations(similar, [(twin, [(unit, each[unit, twin]) for unit in units]) for twin in twins]))

    def group_structure(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The highest structural log-odds of any two units of two groups."""
        return max(self.structure(unit, twin) for unit in range(i, i_end) for twin in range(j, j_end))

    def part(self, i: int, i_end: int, j: int, j_end: int) -> Evidence:
        """The evidence of two groups, as learned from the whole texts."""
        ours, theirs = self.specificity
        return replace(self, left=self.left.part(i, i_end), right=self.right.part(j, j_end),
                       specificity=(ours.part(i, i_end, j), theirs.part(j, j_end, i)),
                       near=self.near.part(i, i_end, j))

    def length(self, left: int, right: int) -> float:
        """Log-odds of two lengths: in proportion, against the right one occurring by chance."""
        log_length, chance = self.right_lengths[right] if right in self.right_lengths else self.right_length(right)
        expected, spread, scale = self.left_lengths[left] if left in self.left_lengths else self.left_length(left)
        off = (log_length - expected) / spread
        log_odds = -0.5 * off * off - scale - chance
        return _LEAST_LENGTH if log_odds < _LEAST_LENGTH else min(log_odds, _MOST_LENGTH)

    def right_length(self, right: int) -> tuple[float, float]:
        """The log of a length on the right, and its log probability by chance."""
        log_length = math.log(right + _FLOOR)
        mean, width = self.length_prior
        return log_length, -0.5 * ((log_length - mean) / width) ** 2 - math.log(width)

    def left_length(self, left: int) -> tuple[float, float, float]:
        """The log of the right length expected for a left one, its standard deviation, and the log of that."""
        expected = math.log(left * self.scale + _FLOOR)
        spread = math.sqrt(self.calibration.length_spread ** 2 + self.calibration.length_noise / (left + _FLOOR * 2))
        return expected, spread, math.log(spread)


def _content(deviation: float, expected: float, length: float) -> float:
    """Log-odds of two units or groups by the lower deviation of either side, the gain expected from a translation and
    the log-odds of their lengths."""
    bounded = 0.0 if deviation < 0.0 else min(deviation, _MOST_DEVIATIONS)
    return _PRIOR + _LENGTH_WEIGHT * length + expected / (expected + _HALF_WORDS) * (
        _WORDS_PRIOR + _DEVIATION_WEIGHT * bounded)


def _all(cues: Sequence[frozenset[str]]) -> frozenset[str]:
    """The cues of consecutive units."""
    return cues[0] if len(cues) == 1 else frozenset().union(*cues)


def weigh(left: Sequence[Cues], right: Sequence[Cues], calibration: Calibration,
          words: BothTexts | None = None) -> Evidence:
    """The evidence of the cues of two texts; `words` are their vocabularies without learned cues, if they are known."""
    words = with_learned(words or vocabularies(left, right), left, right)
    matched = matches(words, calibration.rates)
    logs = [math.log(unit.length + _FLOOR) for unit in right]
    prior = (fmean(logs), max(0.4, pstdev(logs))) if logs else (0.0, 1.0)
    sides = _side(left, matched[0]), _side(right, matched[1])
    evidence = with_structure(Evidence(*sides, {}, calibration, prior), left, right, calibration)
    near = similarities(words, matched, compared(len(left), len(right)))
    return replace(
        evidence, near=near, usual=usual_similarity(near, matched[0].informative),
        specificity=specificity(near, len(left), len(right)),
        right_lengths={length: evidence.right_length(length) for length in set(evidence.right.lengths)},
        left_lengths={length: evidence.left_length(length) for length in set(evidence.left.lengths)})


def with_structure(evidence: Evidence, left: Sequence[Cues], right: Sequence[Cues],
                   calibration: Calibration) -> Evidence:
    """The same evidence of words with the structural cues of `left` and `right`, and with another calibration."""
    gains, alone = _structure_gains([unit.structure for unit in left], [unit.structure for unit in right], calibration)
    sides = []
    for side, units, losses in ((evidence.left, left, alone[0]), (evidence.right, right, alone[1])):
        structure = tuple(frozenset(cue for cue in unit.structure if cue in gains) for unit in units)
        sides.append(replace(
            side, structure=structure, structure_alone=tuple(sum(losses[cue] for cue in cues) for cues in structure),
            numbered=tuple(any(cue[0] == "&" for cue in unit.structure) for unit in units)))
    return replace(evidence, left=sides[0], right=sides[1], structure_gains=gains, calibration=calibration)


def _side(units: Sequence[Cues], matched: Matches) -> Side:
    """A side without structural cues."""
    lengths = tuple(unit.length for unit in units)
    return Side(lengths, tuple(accumulate(lengths, initial=0)), matched)


CueLogOdds = Mapping[str, float]


def _structure_gains(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]],
                     calibration: Calibration) -> tuple[CueLogOdds, tuple[CueLogOdds, CueLogOdds]]:
    """Log-odds of each structural cue if both units have it, and if the left or the right one alone has it."""
    counts = [Counter(cue for unit in side for cue in unit) for side in (left, right)]
    both: dict[str, float] = {}
    alone: tuple[dict[str, float], dict[str, float]] = ({}, {})
    whole = len(left) + _SMOOTHING, len(right) + _SMOOTHING
    for cue in counts[0].keys() & counts[1].keys():
        both[cue], alone[0][cue], alone[1][cue] = _cue_log_odds(
            cue, (counts[0][cue] + 0.5) / whole[0], (counts[1][cue] + 0.5) / whole[1], calibration)
    return both, alone


def _cue_log_odds(cue: str, ours: float, theirs: float, calibration: Calibration) -> tuple[float, float, float]:
    """Log-odds of a cue with these frequencies: if both units have it, if the left one alone, if the right one alone.

    The first is added to the other two.
    """
    kind = cue[0]
    weight = _STRUCTURE_WEIGHTS.get(kind, 1.0)
    together = max(calibration.rates[kind] * min(ours, theirs), ours * theirs)
    only_ours = max(_LEAST_ALONE, math.log(max(ours - together, 1e-9) / (ours * (1 - theirs))))
    only_theirs = max(_LEAST_ALONE, math.log(max(theirs - together, 1e-9) / (theirs * (1 - ours))))
    both = min(_MOST_SHARED, math.log(together / (ours * theirs)))
    return weight * (both - only_ours - only_theirs), weight * only_ours, weight * only_theirs


def calibrate(left: Sequence[Cues], right: Sequence[Cues], pairs: Iterable[tuple[int, int]]) -> Calibration:
    """The calibration of two texts by pairs of their units."""
    chosen = list(pairs)
    rates = {**match_rates(left, right, chosen), **_STRUCTURE_RATES}
    whole = math.log((sum(unit.length for unit in right) + 1) / (sum(unit.length for unit in left) + 1))
    logs = sorted(math.log(right[j].length / left[i].length) for i, j in chosen
                  if left[i].length >= _FLOOR * 4 and right[j].length >= _FLOOR)
    if len(logs) < 5:
        return Calibration(rates, whole)
    ratio = logs[len(logs) // 2]
    # 68 % of a normal distribution are within one standard deviation.
    off = sorted(abs(log - ratio) for log in logs)[int(len(logs) * 0.68)]
    spread = (off * len(logs) + 0.3 * _PRIOR_LENGTHS) / (len(logs) + _PRIOR_LENGTHS)
    return Calibration(rates, ratio, min(0.6, max(0.12, spread)), 4.0)


def with_label_trust(calibration: Calibration, trust: float) -> Calibration:
    """The calibration with another share of equal numbers that are right."""
    rate = max(0.02, min(trust, 0.98))
    return replace(calibration, rates={**calibration.rates, "&": rate, "%": rate},
                   label_weight=_MOST_LABEL_WEIGHT * max(0.0, min((trust - _LEAST_TRUST) / _TRUST_SPAN, 1.0)))


def probability(log_odds: float) -> float:
    """The probability of log-odds, to three decimals."""
    return round(1 / (1 + math.exp(-max(-30.0, min(log_odds, 30.0)))), 3)
