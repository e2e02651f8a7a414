"""Words of two texts → log-odds of their matches.

A word has cues, which are short strings; a unit of the other text matches the word if it has any of these cues.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.language.equivalents import Token

MATCH_RATES: Final[Mapping[str, float]] = {
    "#": 0.78, "@": 0.7, "*=": 0.65, "*~": 0.8, "*": 0.5, "~": 0.7, "=": 0.2, ".": 0.6, ">": 0.6}
"""Share of words of each kind that a translation matches, beyond chance; a kind is the first signs of its cues. Chosen
as priors: 20 pairs of documents with gold links measured # .93, *= .77, *~ .83, * .61, ~ .66, = .17 and . .76. Raised:
a match counts for more, a missing match against a pair for more."""
_DEFAULT_RATE: Final = 0.7
"""Match rate of other kinds, as a share of words. Chosen. Raised: as for MATCH_RATES."""
_PRIOR_WORDS: Final = 30.0
"""Words. The prior rate of a kind weighs as much as this many observed words. Chosen. Raised: slower to learn."""
_SAMPLE: Final = 400
"""Pairs of units from which match rates are learned. Chosen: more cost time. Raised: slower, steadier rates."""
_SMOOTHING: Final = 4
"""Units without a match, added to those of the other text. Chosen. Raised: in short texts a match counts for more."""
_LOWEST_RATE: Final = 0.02
"""Lower bound of a learned match rate, as a share. Chosen to keep logarithms finite. Raised: rare matches count."""
_HIGHEST_RATE: Final = 0.97
"""Upper bound of a learned match rate, as a share. Chosen to keep logarithms finite. Raised: a missing match counts for
more against a pair."""
_WORD_WEIGHT: Final = 0.5
"""Factor on the log-odds of a word. Chosen: a match is counted once from either side. Raised: words outweigh lengths
and numbers."""
_MEANING_KINDS: Final = frozenset("#@*")
UnitTokens = Sequence[frozenset[Token]]
"""The words of each unit of a text."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The words of one text that the other can match; all fields but `gains` have one item for each unit.

    `cues` are the cues that the other text has, `words` the words by these cues. `gains` is the log-odds of a match
    minus that of none. `chance_gain` is the gain expected by chance; `translation_gain` is the further gain expected
    from a translation. `unmatched` counts words of known meaning that the whole other text lacks. `informative` is
    that count plus the number of matches expected from a translation.
    """

    cues: tuple[frozenset[str], ...]
    words: tuple[Mapping[str, tuple[Token, ...]], ...]
    gains: Mapping[Token, float]
    chance_gain: tuple[float, ...]
    translation_gain: tuple[float, ...]
    unmatched: tuple[int, ...]
    informative: tuple[float, ...]

    def gain(self, unit: int, cues: Iterable[str]) -> float:
        """The gain of a unit's words that these cues match."""
        words, gains = self.words[unit], self.gains
        several = [words[cue] for cue in cues]
        if len(several) == 1:
            return sum([gains[word] for word in several[0]])
        return sum([gains[word] for word in set().union(*several)])

    def group_gain(self, start: int, end: int, cues: frozenset[str]) -> float:
        """The gain of consecutive units."""
        return sum(self.gain(unit, cues & self.cues[unit]) for unit in range(start, end))

    def part(self, start: int, end: int) -> Matches:
        """The matches of consecutive units."""
        names = ("cues", "words", "chance_gain", "translation_gain", "unmatched", "informative")
        return replace(self, **{name: getattr(self, name)[start:end] for name in names})


def matches(left: UnitTokens, right: UnitTokens, rates: Mapping[str, float]) -> tuple[Matches, Matches]:
    """The matches of both texts; `rates` are match rates by kind of word."""
    return _matches(left, right, rates), _matches(right, left, rates)


def match_rates(left: UnitTokens, right: UnitTokens, pairs: Sequence[tuple[int, int]]) -> dict[str, float]:
    """The match rate of each kind of word in known pairs of units, beyond chance."""
    matched: defaultdict[str, float] = defaultdict(float)
    possible: defaultdict[str, float] = defaultdict(float)
    sample = pairs[::max(1, len(pairs) // _SAMPLE)]
    ours, theirs = [left[i] for i, _ in sample], [right[j] for _, j in sample]
    for kind, matching, chance in (*_trials(ours, theirs), *_trials(theirs, ours)):
        matched[kind] += matching - chance
        possible[kind] += 1 - chance
    priors = {**MATCH_RATES, **dict.fromkeys(possible.keys() - MATCH_RATES.keys(), _DEFAULT_RATE)}
    return {kind: max(_LOWEST_RATE, min((matched[kind] + _PRIOR_WORDS * rate) / (possible[kind] + _PRIOR_WORDS),
                                        _HIGHEST_RATE)) for kind, rate in priors.items()}


def _trials(units: UnitTokens, twins: UnitTokens) -> Iterator[tuple[str, bool, float]]:
    """The kind of each matchable word, whether the unit's twin matches it, and the probability of that by chance."""
    matchable = _matchable(units, twins)
    for unit, twin in zip(units, twins, strict=True):
        cues = {cue for word in twin for cue in word[1:]}
        yield from ((kind, not cues.isdisjoint(word[1:]), chance) for word in unit if word in matchable
                    for kind, chance in [matchable[word]])


def _matches(units: UnitTokens, others: UnitTokens, rates: Mapping[str, float]) -> Matches:
    """The matches of one text."""
    matchable = _matchable(units, others)
    gains: dict[Token, float] = {}
    by_chance: dict[Token, float] = {}
    in_translation: dict[Token, float] = {}
    for word, (kind, chance) in matchable.items():
        rate = rates.get(kind, _DEFAULT_RATE)
        likely = rate + (1 - rate) * chance
        gain = _WORD_WEIGHT * (math.log(likely / chance) - math.log((1 - likely) / (1 - chance)))
        gains[word], by_chance[word], in_translation[word] = gain, gain * chance, gain * (likely - chance)
    known = [[word for word in unit if word in matchable] for unit in units]
    without_match = frozenset(
        word for word in frozenset().union(*units) if word not in matchable and _has_known_meaning(word))
    unmatched = tuple(len(unit & without_match) for unit in units)
    other_cues = frozenset(cue for unit in others for word in unit for cue in word[1:])
    words = tuple(_by_cue(unit, other_cues) for unit in known)
    return Matches(
        tuple(map(frozenset, words)), words, gains, tuple(sum([by_chance[word] for word in unit]) for unit in known),
        tuple(sum([in_translation[word] for word in unit]) for unit in known), unmatched,
        tuple(sum([rates.get(matchable[word][0], _DEFAULT_RATE) for word in unit], start=float(count))
              for unit, count in zip(known, unmatched, strict=True)))


def _has_known_meaning(word: Token) -> bool:
    """Whether the meaning of a word is known in other languages."""
    return any(cue[0] in _MEANING_KINDS for cue in word[1:])


def _by_cue(words: Iterable[Token], cues: frozenset[str]) -> Mapping[str, tuple[Token, ...]]:
    """The words that have each of the cues."""
    by_cue: defaultdict[str, tuple[Token, ...]] = defaultdict(tuple)
    for word in words:
        for cue in word[1:]:
            if cue in cues:
                by_cue[cue] += (word,)
    return dict(by_cue)


def _matchable(units: UnitTokens, others: UnitTokens) -> Mapping[Token, tuple[str, float]]:
    """The words of units that other units can match: their kind, and the share of other units that match them."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, other in enumerate(others):
        for cue in {cue for word in other for cue in word[1:]}:
            places[cue].append(place)
    matchable: dict[Token, tuple[str, float]] = {}
    for word in frozenset().union(*units):
        shared = [cue for cue in word[1:] if cue in places]
        if shared:
            matching = len(places[shared[0]] if len(shared) == 1 else set().union(*(places[cue] for cue in shared)))
            matchable[word] = _kind(shared), (matching + 0.5) / (len(others) + _SMOOTHING)
    return matchable


def _kind(cues: Iterable[str]) -> str:
    """The kind of a word by its shared cues: a number, a named thing, or all first signs in order."""
    signs = {cue[0] for cue in cues}
    return next((sign for sign in "#@" if sign in signs), "".join(sorted(signs)))
