"""Words of two texts → what each says when a unit of the other text answers it, and when none of its cues is there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.language.equivalents import Token

KEPT: Final[Mapping[str, float]] = {
    "#": 0.78, "@": 0.7, "*=": 0.65, "*~": 0.8, "*": 0.5, "~": 0.7, "=": 0.2, ".": 0.6, ">": 0.6}
"""How often a word of each kind is answered in a translation that would not be by chance, until the texts say
themselves: a kind is the first signs of its cues that the other text has."""
_ELSE: Final = 0.7
_SURE: Final = 30.0
"""How many words of a kind must be seen before the texts say as much as what is known beforehand."""
_SAMPLE: Final = 400
"""So many pairs are enough to learn from."""
_OTHERS: Final = 4
"""How many units that answer nothing are counted besides those of the text."""
_LEAST, _UTMOST = 0.02, 0.97
_WORTH: Final = 0.5
"""What a word counts for, since the words of either side are asked for the same."""
_MEANT: Final = frozenset("#@*")
Words = Sequence[frozenset[Token]]


@dataclass(frozen=True, slots=True)
class Answers:
    """The units of one text: their cues that the other text has, the words by each of these, what a word says more when
    it is answered than when it is not, and for each unit what its words say together by chance and how much more they
    say where all is as in a translation, both above what they say when none is answered; how many words there are that
    are known in other languages and that the whole other text does not answer; and how many these are with the words
    that would be answered in a translation."""

    cues: tuple[frozenset[str], ...]
    words: tuple[Mapping[str, tuple[Token, ...]], ...]
    gains: Mapping[Token, float]
    usual: tuple[float, ...]
    most: tuple[float, ...]
    silent: tuple[int, ...]
    judged: tuple[float, ...]

    def said(self, at: int, shared: Iterable[str]) -> float:
        """What the words of a unit say more that are answered by these cues."""
        words, gains = self.words[at], self.gains
        return sum([gains[word] for word in set().union(*[words[cue] for cue in shared])])

    def said_of(self, start: int, end: int, shared: frozenset[str]) -> float:
        """The same of units in a row."""
        return sum(self.said(at, shared & self.cues[at]) for at in range(start, end))

    def part(self, start: int, end: int) -> Answers:
        """Those of some of the units in a row."""
        return replace(self, cues=self.cues[start:end], words=self.words[start:end], usual=self.usual[start:end],
                       most=self.most[start:end], silent=self.silent[start:end], judged=self.judged[start:end])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word that the other text can answer: its kind, and what share of the units there answers it."""

    kind: str
    chance: float


def answers(left: Words, right: Words, rates: Mapping[str, float]) -> tuple[Answers, Answers]:
    """What the words of both sides say; `rates` is how often each kind is answered."""
    return _answers(left, right, rates), _answers(right, left, rates)


def kept(left: Words, right: Words, pairs: Sequence[tuple[int, int]]) -> dict[str, float]:
    """How often words of each kind are answered in units known to be pairs, other than by chance."""
    did: defaultdict[str, float] = defaultdict(float)
    could: defaultdict[str, float] = defaultdict(float)
    chosen = pairs[::max(1, len(pairs) // _SAMPLE)]
    ours, theirs = [left[i] for i, _ in chosen], [right[j] for _, j in chosen]
    for kind, answered, chance in (*_tried(ours, theirs), *_tried(theirs, ours)):
        did[kind] += answered - chance
        could[kind] += 1 - chance
    known = {**KEPT, **dict.fromkeys(could.keys() - KEPT.keys(), _ELSE)}
    return {kind: max(_LEAST, min((did[kind] + _SURE * rate) / (could[kind] + _SURE), _UTMOST))
            for kind, rate in known.items()}


def _tried(units: Words, twins: Words) -> Iterator[tuple[str, bool, float]]:
    """Of each word that units can have answered its kind, whether their twins answer it, and how many units would."""
    asked = _asked(units, twins)
    for unit, twin in zip(units, twins, strict=True):
        cues = {cue for word in twin for cue in word[1:]}
        yield from ((asked[word].kind, not cues.isdisjoint(word[1:]), asked[word].chance)
                    for word in unit if word in asked)


def _answers(units: Words, others: Words, rates: Mapping[str, float]) -> Answers:
    asked = _asked(units, others)
    gains: dict[Token, float] = {}
    chance: dict[Token, float] = {}
    most: dict[Token, float] = {}
    for word, one in asked.items():
        rate = rates.get(one.kind, _ELSE)
        likely = rate + (1 - rate) * one.chance
        gains[word] = _WORTH * (math.log(likely / one.chance) - math.log((1 - likely) / (1 - one.chance)))
        chance[word], most[word] = gains[word] * one.chance, gains[word] * (likely - one.chance)
    known = [[word for word in unit if word in asked] for unit in units]
    unasked = frozenset(word for word in frozenset().union(*units) if word not in asked and _meant(word))
    silent = tuple(len(unit & unasked) for unit in units)
    there = frozenset(cue for unit in others for word in unit for cue in word[1:])
    words = tuple(_by_cue(unit, there) for unit in known)
    return Answers(tuple(frozenset(one) for one in words), words, gains,
                   tuple(sum([chance[word] for word in unit]) for unit in known),
                   tuple(sum([most[word] for word in unit]) for unit in known),
                   silent, tuple(sum([rates.get(asked[word].kind, _ELSE) for word in unit], start=float(alone))
                                 for unit, alone in zip(known, silent, strict=True)))


def _meant(word: Token) -> bool:
    """Whether it is known what a word means in other languages."""
    return any(cue[0] in _MEANT for cue in word[1:])


def _by_cue(words: Iterable[Token], there: frozenset[str]) -> Mapping[str, tuple[Token, ...]]:
    found: defaultdict[str, tuple[Token, ...]] = defaultdict(tuple)
    for word in words:
        for cue in word[1:]:
            if cue in there:
                found[cue] += (word,)
    return dict(found)


def _asked(units: Words, others: Words) -> Mapping[Token, _Asked]:
    """The words of units that others can answer."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, other in enumerate(others):
        for cue in {cue for word in other for cue in word[1:]}:
            holders[cue].append(at)
    found: dict[Token, _Asked] = {}
    for word in frozenset().union(*units):
        there = [cue for cue in word[1:] if cue in holders]
        if there:
            answering = len(holders[there[0]] if len(there) == 1 else set().union(*(holders[cue] for cue in there)))
            found[word] = _Asked(_kind(there), (answering + 0.5) / (len(others) + _OTHERS))
    return found


def _kind(cues: Iterable[str]) -> str:
    signs = {cue[0] for cue in cues}
    return next((sign for sign in "#@" if sign in signs), "".join(sorted(signs)))
