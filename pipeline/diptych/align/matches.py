"""Words of two texts → log-odds of their matches.

A word has cues, which are short strings; a unit of the other text matches the word if it has any of these cues.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Final

from diptych.language.equivalents import Cues, Token

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
_UNMATCHED_WEIGHT: Final = 0.25
"""Gain of a word of known meaning that the whole other text lacks, as expected from a translation. Chosen before the
fit of the evidence. Raised: units with such words are less similar, and others under the same number are no pair."""
_MEANING_KINDS: Final = frozenset("#@*")
_ABSENT: Final = -1
"""Number of all words of known meaning that the other text lacks; chosen below the numbers of words that it has."""
_UNKNOWN: Final = -2
"""Number of all other words that the other text lacks; chosen below the numbers of words that it has."""
_Places = Mapping[str, Sequence[int]]
"""The units of a text that have a cue, in order."""


@dataclass(frozen=True, slots=True)
class MatchableWords:
    """The words of one text that the other can match, by numbers.

    By number: `kinds`, the `cues` of a word that the other text has, and `places`, the units of the other text that
    match it, in order. By unit: `words`, their numbers; `unit_cues`, the cues that the other text has; `unmatched`, a
    count of words of known meaning that the whole other text lacks. `others` is the number of units of the other text.
    """

    kinds: tuple[str, ...]
    cues: tuple[tuple[str, ...], ...]
    places: tuple[Sequence[int], ...]
    words: tuple[tuple[int, ...], ...]
    unit_cues: tuple[frozenset[str], ...]
    unmatched: tuple[int, ...]
    others: int

    def chance(self, word: int) -> float:
        """The share of units of the other text that match a word."""
        return (len(self.places[word]) + 0.5) / (self.others + _SMOOTHING)


BothTexts = tuple[MatchableWords, MatchableWords]


@dataclass(frozen=True, slots=True)
class Matches:
    """The words of one text that the other can match; the fields not by number have one item for each unit.

    `cues` are the cues that the other text has, `words` the numbers of words. By number, `word_cues` are the cues of a
    word, and `gains` the log-odds of a match minus that of none. `chance_gain` is the gain expected by chance;
    `translation_gain` is the further gain expected from a translation, in which words of known meaning that the whole
    other text lacks count too. `informative` is the number of these plus that of the matches expected.
    """

    cues: tuple[frozenset[str], ...]
    words: tuple[tuple[int, ...], ...]
    word_cues: tuple[tuple[str, ...], ...]
    gains: tuple[float, ...]
    chance_gain: tuple[float, ...]
    translation_gain: tuple[float, ...]
    informative: tuple[float, ...]

    def gain(self, unit: int, cues: frozenset[str]) -> float:
        """The gain of a unit's words that these cues match."""
        word_cues, gains = self.word_cues, self.gains
        return sum([gains[word] for word in self.words[unit] if not cues.isdisjoint(word_cues[word])])

    def group_gain(self, start: int, end: int, cues: frozenset[str]) -> float:
        """The gain of consecutive units."""
        return sum(self.gain(unit, cues) for unit in range(start, end))

    def part(self, start: int, end: int) -> Matches:
        """The matches of consecutive units."""
        names = ("cues", "words", "chance_gain", "translation_gain", "informative")
        return replace(self, **{name: getattr(self, name)[start:end] for name in names})


def matches(vocabularies: BothTexts, rates: Mapping[str, float]) -> tuple[Matches, Matches]:
    """The matches of both texts; `rates` are match rates by kind of word."""
    left, right = vocabularies
    return _matches(left, rates), _matches(right, rates)


def match_rates(left: Sequence[Cues], right: Sequence[Cues], pairs: Sequence[tuple[int, int]]) -> dict[str, float]:
    """The match rate of each kind of word in known pairs of units, beyond chance."""
    matched: defaultdict[str, float] = defaultdict(float)
    possible: defaultdict[str, float] = defaultdict(float)
    sample = pairs[::max(1, len(pairs) // _SAMPLE)]
    ours, theirs = [left[i] for i, _ in sample], [right[j] for _, j in sample]
    for vocabulary in with_learned(vocabularies(ours, theirs), ours, theirs):
        for kind, matching, chance in _trials(vocabulary):
            matched[kind] += matching - chance
            possible[kind] += 1 - chance
    priors = {**MATCH_RATES, **dict.fromkeys(possible.keys() - MATCH_RATES.keys(), _DEFAULT_RATE)}
    return {kind: max(_LOWEST_RATE, min((matched[kind] + _PRIOR_WORDS * rate) / (possible[kind] + _PRIOR_WORDS),
                                        _HIGHEST_RATE)) for kind, rate in priors.items()}


def vocabularies(left: Sequence[Cues], right: Sequence[Cues]) -> BothTexts:
    """The matchable words of both texts, learned cues left out."""
    ours, theirs = _numbered(left), _numbered(right)
    places = _places(*ours), _places(*theirs)
    return _vocabulary(*ours, places[1], len(right)), _vocabulary(*theirs, places[0], len(left))


def with_learned(words: BothTexts, left: Sequence[Cues], right: Sequence[Cues]) -> BothTexts:
    """The matchable words of both texts, and after them the learned cues of their units that both texts have."""
    places = _cue_places(left), _cue_places(right)
    shared = sorted(places[0].keys() & places[1].keys())
    if not shared:
        return words
    return (_with_learned(words[0], left, shared, places[1]), _with_learned(words[1], right, shared, places[0]))


def _with_learned(vocabulary: MatchableWords, units: Sequence[Cues], shared: Sequence[str],
                  others: _Places) -> MatchableWords:
    """The words of one text with the shared ones of the learned cues, each a word of its own."""
    numbers, common = dict(zip(shared, count(len(vocabulary.kinds)), strict=False)), frozenset(shared)
    known = [unit.learned & common if unit.learned else unit.learned for unit in units]
    return replace(
        vocabulary, kinds=(*vocabulary.kinds, *(cue[0] for cue in shared)),
        cues=(*vocabulary.cues, *((cue,) for cue in shared)),
        places=(*vocabulary.places, *(others[cue] for cue in shared)),
        words=tuple((*words, *sorted(map(numbers.__getitem__, cues))) if cues else words
                    for words, cues in zip(vocabulary.words, known, strict=True)),
        unit_cues=tuple(cues | learned if learned else cues
                        for cues, learned in zip(vocabulary.unit_cues, known, strict=True)))


def _cue_places(units: Sequence[Cues]) -> _Places:
    """The units that have each learned cue, in order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        for cue in unit.learned:
            places[cue].append(place)
    return places


def _numbered(units: Sequence[Cues]) -> tuple[Sequence[Token], Sequence[Sequence[int]]]:
    """The words of a text, sorted so that sums over the words of a unit have one order, and their numbers by unit."""
    words = sorted(frozenset[Token]().union(*(unit.tokens for unit in units)))
    numbers = dict(zip(words, count(), strict=False))
    return words, [sorted(map(numbers.__getitem__, unit.tokens)) for unit in units]


def _places(words: Sequence[Token], units: Sequence[Sequence[int]]) -> _Places:
    """The units that have each cue, in order."""
    by_word: list[list[int]] = [[] for _ in words]
    for place, unit in enumerate(units):
        for number in unit:
            by_word[number].append(place)
    by_cue: defaultdict[str, list[Sequence[int]]] = defaultdict(list)
    for word, places in zip(words, by_word, strict=True):
        for cue in word[1:]:
            by_cue[cue].append(places)
    return {cue: _union(several) for cue, several in by_cue.items()}


def _vocabulary(words: Sequence[Token], units: Sequence[Sequence[int]], others: _Places,
                other_units: int) -> MatchableWords:
    """The matchable words of one text, by the places of the cues of the other."""
    numbers: list[int] = []
    cues: list[tuple[str, ...]] = []
    for word in words:
        shared = tuple(cue for cue in word[1:] if cue in others)
        numbers.append(len(cues) if shared else _ABSENT if _has_known_meaning(word) else _UNKNOWN)
        if shared:
            cues.append(shared)
    renumbered = [[numbers[word] for word in unit] for unit in units]
    matchable = tuple(tuple([number for number in unit if number >= 0]) for unit in renumbered)
    return MatchableWords(
        tuple(map(_kind, cues)), tuple(cues), tuple(_union([others[cue] for cue in shared]) for shared in cues),
        matchable, tuple(frozenset(chain.from_iterable([cues[word] for word in unit])) for unit in matchable),
        tuple(unit.count(_ABSENT) for unit in renumbered), other_units)


def _union(places: Sequence[Sequence[int]]) -> Sequence[int]:
    """The places in any of several lists, in order."""
    return places[0] if len(places) == 1 else sorted(set().union(*places))


def _trials(vocabulary: MatchableWords) -> Iterator[tuple[str, bool, float]]:
    """The kind of each matchable word, whether the unit's twin of the same index matches it, and the probability of
    that by chance."""
    matching = [frozenset(places) for places in vocabulary.places]
    for unit, words in enumerate(vocabulary.words):
        yield from ((vocabulary.kinds[word], unit in matching[word], vocabulary.chance(word)) for word in words)


def _matches(vocabulary: MatchableWords, rates: Mapping[str, float]) -> Matches:
    """The matches of one text."""
    gains: list[float] = []
    by_chance: list[float] = []
    in_translation: list[float] = []
    word_rates = [rates.get(kind, _DEFAULT_RATE) for kind in vocabulary.kinds]
    for word, rate in enumerate(word_rates):
        chance = vocabulary.chance(word)
        likely = rate + (1 - rate) * chance
        gain = _WORD_WEIGHT * (math.log(likely / chance) - math.log((1 - likely) / (1 - chance)))
        gains.append(gain)
        by_chance.append(gain * chance)
        in_translation.append(gain * (likely - chance))
    return Matches(
        vocabulary.unit_cues, vocabulary.words, vocabulary.cues, tuple(gains),
        tuple(sum([by_chance[word] for word in unit]) for unit in vocabulary.words),
        tuple(sum([in_translation[word] for word in unit], start=_UNMATCHED_WEIGHT * count)
              for unit, count in zip(vocabulary.words, vocabulary.unmatched, strict=True)),
        tuple(sum([word_rates[word] for word in unit], start=float(count))
              for unit, count in zip(vocabulary.words, vocabulary.unmatched, strict=True)))


def _has_known_meaning(word: Token) -> bool:
    """Whether the meaning of a word is known in other languages."""
    return any(cue[0] in _MEANING_KINDS for cue in word[1:])


def _kind(cues: Iterable[str]) -> str:
    """The kind of a word by its shared cues: a number, a named thing, or all first signs in order."""
    signs = {cue[0] for cue in cues}
    return next((sign for sign in "#@" if sign in signs), "".join(sorted(signs)))
