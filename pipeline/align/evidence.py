"""Cues of two texts → how much more likely two of their units are to be translations than to stand there by chance.

All scores are logarithms of that odds: a cue in both units speaks for them, the more the rarer it is and the more
surely its kind is kept in translation; a cue in one of them alone speaks against them; so do lengths out of
proportion.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from statistics import fmean, pstdev
from typing import Final

from pipeline.align.cues import Cues

KEPT: Final[Mapping[str, float]] = {
    "#": 0.8, "@": 0.7, "*": 0.45, "~": 0.45, "=": 0.3, ".": 0.6, "&": 0.9, "%": 0.9, "^": 0.7, ">": 0.6}
"""How often a cue of each kind, by its first sign, has its like in a translation, until the texts say themselves."""
_WORTH: Final[Mapping[str, float]] = {"*": 0.8, "=": 0.6, "~": 0.7, ">": 0.5, "&": 0.6, "%": 0.5}
"""What a cue counts for that comes together with others of its kind."""
_LEAST, _MOST = -3.0, 8.0
_OTHERS: Final = 8
"""How many units without a cue are counted besides those of the text, since most cues are rare in any text."""
_SURE: Final = 10.0
"""How many cues of a kind must be seen before the texts say as much as what is known beforehand."""
_FARTHEST: Final = -8.0
_FLOOR: Final = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """How these two texts go together: how often each kind of cue is kept, the right text's length for one of the left
    as a logarithm, and how far that is off for short and for long texts."""

    kept: Mapping[str, float] = field(default_factory=lambda: dict(KEPT))
    ratio: float = 0.0
    spread: float = 0.3
    noise: float = 6.0


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one text: their lengths, their cues, what each cue says when only this side has it, all of a unit's
    together, and the length of the text up to each place."""

    lengths: tuple[int, ...]
    cues: tuple[frozenset[str], ...]
    alone: Mapping[str, float]
    base: tuple[float, ...]
    upto: tuple[int, ...]

    def part(self, start: int, end: int) -> Side:
        """Some of the units in a row."""
        return replace(self, lengths=self.lengths[start:end], cues=self.cues[start:end], base=self.base[start:end],
                       upto=self.upto[start:end + 1])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Both sides, what each cue says when both have it, and how lengths go together."""

    left: Side
    right: Side
    both: Mapping[str, float]
    habits: Habits
    chance: tuple[float, float]
    spots: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    reach: Mapping[int, tuple[float, float, float]] = field(default_factory=dict)

    @property
    def scale(self) -> float:
        """How many characters of the right text go for one of the left."""
        return math.exp(self.habits.ratio)

    def score(self, i: int, j: int) -> float:
        """The odds of one unit against one."""
        both = self.both
        common = self.left.cues[i] & self.right.cues[j]
        return (self.left.base[i] + self.right.base[j] + sum([both[cue] for cue in common])
                + self.length(self.left.lengths[i], self.right.lengths[j]))

    def common(self, i: int, j: int) -> float:
        """What the cues say that two units share."""
        both = self.both
        return sum([both[cue] for cue in self.left.cues[i] & self.right.cues[j]])

    def span(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The odds of units in a row against units in a row."""
        left = frozenset().union(*self.left.cues[i:i_end])
        right = frozenset().union(*self.right.cues[j:j_end])
        return (sum([self.left.alone[cue] for cue in left]) + sum([self.right.alone[cue] for cue in right])
                + sum([self.both[cue] for cue in left & right])
                + self.length(sum(self.left.lengths[i:i_end]), sum(self.right.lengths[j:j_end])))

    def part(self, i: int, i_end: int, j: int, j_end: int) -> Evidence:
        """The same evidence about some units in a row alone."""
        return replace(self, left=self.left.part(i, i_end), right=self.right.part(j, j_end))

    def length(self, left: int, right: int) -> float:
        """What two lengths say: in proportion, against any length that occurs on the right."""
        at, chance = self.spots[right] if right in self.spots else self.spot(right)
        expected, spread, scale = self.reach[left] if left in self.reach else self.ahead(left)
        off = (at - expected) / spread
        said = -0.5 * off * off - scale - chance
        return _FARTHEST if said < _FARTHEST else min(said, 4.0)

    def spot(self, right: int) -> tuple[float, float]:
        """The logarithm of a length on the right, and how likely any such length is there."""
        at = math.log(right + _FLOOR)
        mean, width = self.chance
        return at, -0.5 * ((at - mean) / width) ** 2 - math.log(width)

    def ahead(self, left: int) -> tuple[float, float, float]:
        """The logarithm of the length expected for one on the left, and how far it is off, also as a logarithm."""
        expected = math.log(left * self.scale + _FLOOR)
        spread = math.sqrt(self.habits.spread ** 2 + self.habits.noise / (left + _FLOOR * 2))
        return expected, spread, math.log(spread)


def weigh(left: Sequence[Cues], right: Sequence[Cues], habits: Habits) -> Evidence:
    """The evidence that cues give. A cue that one side never has says nothing."""
    counts = [Counter(cue for one in side for cue in one.shared) for side in (left, right)]
    both: dict[str, float] = {}
    alone: tuple[dict[str, float], dict[str, float]] = ({}, {})
    whole = len(left) + _OTHERS, len(right) + _OTHERS
    for cue in counts[0].keys() & counts[1].keys():
        said = _said(cue, (counts[0][cue] + 0.5) / whole[0], (counts[1][cue] + 0.5) / whole[1], habits)
        both[cue], alone[0][cue], alone[1][cue] = said
    spots = [math.log(one.length + _FLOOR) for one in right]
    chance = (fmean(spots), max(0.4, pstdev(spots))) if spots else (0.0, 1.0)
    found = Evidence(_side(left, both, alone[0]), _side(right, both, alone[1]), both, habits, chance)
    return replace(found, spots={length: found.spot(length) for length in set(found.right.lengths)},
                   reach={length: found.ahead(length) for length in set(found.left.lengths)})


def _said(cue: str, ours: float, theirs: float, habits: Habits) -> tuple[float, float, float]:
    """What a cue of this frequency says when both have it (besides the other two), the left alone, the right."""
    kind = cue[0]
    worth = _WORTH.get(kind, 1.0)
    together = max(habits.kept[kind] * min(ours, theirs), ours * theirs)
    one = max(_LEAST, math.log(max(ours - together, 1e-9) / (ours * (1 - theirs))))
    other = max(_LEAST, math.log(max(theirs - together, 1e-9) / (theirs * (1 - ours))))
    two = min(_MOST, math.log(together / (ours * theirs)))
    return worth * (two - one - other), worth * one, worth * other


def _side(units: Sequence[Cues], known: Mapping[str, float], alone: Mapping[str, float]) -> Side:
    cues = tuple(frozenset(cue for cue in one.shared if cue in known) for one in units)
    return Side(tuple(one.length for one in units), cues, alone, tuple(sum(alone[cue] for cue in one) for one in cues),
                tuple(accumulate((one.length for one in units), initial=0)))


def learn(left: Sequence[Cues], right: Sequence[Cues], pairs: Iterable[tuple[int, int]]) -> Habits:
    """How the texts go together, as the units show that were paired one to one."""
    chosen = list(pairs)
    seen: tuple[Counter[str], Counter[str], Counter[str]] = Counter(), Counter(), Counter()
    for i, j in chosen:
        ours, theirs = left[i].shared, right[j].shared
        for counter, cues in zip(seen, (ours, theirs, ours & theirs), strict=True):
            counter.update(cues)
    could, did = Counter[str](), Counter[str]()
    for cue in seen[0].keys() & seen[1].keys():
        could[cue[0]] += min(seen[0][cue], seen[1][cue])
        did[cue[0]] += seen[2][cue]
    kept = {kind: min((2 + rate) / 3, (did[kind] + _SURE * rate) / (could[kind] + _SURE))
            for kind, rate in KEPT.items()}
    return _lengths(left, right, chosen, kept)


def trusting(habits: Habits, numbers: float) -> Habits:
    """The habits with another trust in equal numbers and places."""
    return replace(habits, kept={**habits.kept, "&": max(0.02, min(numbers, 0.98)), "%": max(0.02, min(numbers, 0.98))})


def _lengths(left: Sequence[Cues], right: Sequence[Cues], pairs: Sequence[tuple[int, int]],
             kept: Mapping[str, float]) -> Habits:
    """The ratio of lengths that half of the pairs exceed, and how far two in three of them are off it at most."""
    whole = math.log((sum(one.length for one in right) + 1) / (sum(one.length for one in left) + 1))
    logs = sorted(math.log(right[j].length / left[i].length) for i, j in pairs
                  if left[i].length >= _FLOOR * 4 and right[j].length >= _FLOOR)
    if len(logs) < 5:
        return Habits(kept, whole)
    ratio = logs[len(logs) // 2]
    off = sorted(abs(one - ratio) for one in logs)[int(len(logs) * 0.68)]
    return Habits(kept, ratio, min(0.6, max(0.12, (off * len(logs) + 0.3 * _SURE) / (len(logs) + _SURE))), 4.0)
