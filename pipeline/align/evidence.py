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

from pipeline.align.contrast import Standing, share, standing
from pipeline.align.cues import Cues

KEPT: Final[Mapping[str, float]] = {
    "#": 0.8, "@": 0.7, "*": 0.45, "~": 0.45, "=": 0.3, ".": 0.6, "&": 0.9, "%": 0.9, "^": 0.7, ">": 0.6}
"""How often a cue of each kind, by its first sign, has its like in a translation, until the texts say themselves."""
_WORTH: Final[Mapping[str, float]] = {"*": 0.8, "=": 0.6, "~": 0.7, ">": 0.5, "&": 0.6, "%": 0.5, ".": 0.4}
"""What a cue counts for that comes together with others of its kind."""
_LEAST, _MOST = -3.0, 8.0
_OTHERS: Final = 8
"""How many units without a cue are counted besides those of the text, since most cues are rare in any text."""
_SURE: Final = 10.0
"""How many cues of a kind must be seen before the texts say as much as what is known beforehand."""
_FARTHEST, _NEAREST = -8.0, 2.0
_FLOOR: Final = 3
_EVIDENCE, _LENGTHS, _STANDING, _BEFORE = 0.22, 0.45, 0.67, -1.2
"""What the sum of the evidence counts for, since cues are not independent of each other; what lengths count for
besides; what it counts for that two units stand out among others by one deviation; and what speaks for a pair that
shows nothing."""
_RICH: Final = 0.02
_LITTLE, _MUCH = 8.0, 80.0
"""How many cues a unit has by whose words little can be told, and from where on more make no difference."""
_PLACED, _TRUE = 0.5, 0.7
"""What equal numbers of units that say more count for where no numbers mislead, and how far numbers are trusted at the
least where they count for something."""
_UTMOST: Final = 25.0
_BELOW, _ABOVE = -4.0, 8.0


@dataclass(frozen=True, slots=True)
class Habits:
    """How these two texts go together: how often each kind of cue is kept, the right text's length for one of the left
    as a logarithm, how far that is off for short and for long texts, and what equal numbers count for where the words
    of both units can be judged."""

    kept: Mapping[str, float] = field(default_factory=lambda: dict(KEPT))
    ratio: float = 0.0
    spread: float = 0.3
    noise: float = 6.0
    place: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one text: their lengths, their cues, what each cue says when only this side has it, all of a unit's
    together, and the length of the text up to each place; the same of the cues of their numbers; how they stand to the
    units of the other text; and how many cues they have, known to the other text or not."""

    lengths: tuple[int, ...]
    cues: tuple[frozenset[str], ...]
    alone: Mapping[str, float]
    base: tuple[float, ...]
    upto: tuple[int, ...]
    places: tuple[frozenset[str], ...]
    unplaced: tuple[float, ...]
    standing: Standing
    says: tuple[int, ...]

    def part(self, start: int, end: int) -> Side:
        """Some of the units in a row."""
        return replace(self, lengths=self.lengths[start:end], cues=self.cues[start:end], base=self.base[start:end],
                       upto=self.upto[start:end + 1], places=self.places[start:end],
                       unplaced=self.unplaced[start:end], standing=self.standing.part(start, end),
                       says=self.says[start:end])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Both sides, what each cue of words and of numbers says when both have it, and how lengths go together."""

    left: Side
    right: Side
    both: Mapping[str, float]
    placing: Mapping[str, float]
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
        return self.content(i, j) + self.placed(i, j)

    def content(self, i: int, j: int) -> float:
        """The odds of one unit against one by what they say alone."""
        common = self.common(i, j)
        length = self.length(self.left.lengths[i], self.right.lengths[j])
        return _odds(self.left.base[i] + self.right.base[j] + common + length, length, *self._stand(i, j, common))

    def stands(self, i: int, j: int) -> tuple[float, float]:
        """By how many deviations each of two units is nearer to the other than to what it is usually near."""
        return self._stand(i, j, self.common(i, j))

    def _stand(self, i: int, j: int, common: float) -> tuple[float, float]:
        left, right = self.left.standing, self.right.standing
        near = common * left.share[i] * right.share[j]
        return (near - left.usual[i]) * left.scale[i], (near - right.usual[j]) * right.scale[j]

    def placed(self, i: int, j: int) -> float:
        """What the numbers of two units and of those around them say."""
        left, right = self.left.places[i], self.right.places[j]
        if not left and not right:
            return 0.0
        return self.left.unplaced[i] + self.right.unplaced[j] + sum([self.placing[cue] for cue in left & right])

    def verdict(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The odds of units in a row that were chosen for each other. The more they say, the more they must have in
        common; where they say next to nothing their numbers decide, else these count for little."""
        places = self.placing_of(i, i_end, j, j_end)
        single = i_end - i == j_end - j == 1
        content = self.content(i, j) if single else self.span(i, i_end, j, j_end) - places
        known = min(self.left.standing.says(i, i_end), self.right.standing.says(j, j_end))
        says = self.says(i, i_end, j, j_end) / _LITTLE
        return content - _RICH * (min(known, _MUCH) - _LITTLE) + places * max(1 / (1 + says * says), self.habits.place)

    def says(self, i: int, i_end: int, j: int, j_end: int) -> int:
        """How many cues units in a row have at the least, even such as only one of the texts has."""
        return min(sum(self.left.says[i:i_end]), sum(self.right.says[j:j_end]))

    def common(self, i: int, j: int) -> float:
        """What the cues say that two units share."""
        both = self.both
        return sum([both[cue] for cue in self.left.cues[i] & self.right.cues[j]])

    def span(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The odds of units in a row against units in a row."""
        left = frozenset().union(*self.left.cues[i:i_end])
        right = frozenset().union(*self.right.cues[j:j_end])
        common = sum([self.both[cue] for cue in left & right])
        near = common * share(left, self.both) * share(right, self.both)
        length = self.length(sum(self.left.lengths[i:i_end]), sum(self.right.lengths[j:j_end]))
        said = sum([self.left.alone[cue] for cue in left]) + sum([self.right.alone[cue] for cue in right]) + common
        stand = _over(self.left.standing, near, i, i_end), _over(self.right.standing, near, j, j_end)
        return _odds(said + length, length, *stand) + self.placing_of(i, i_end, j, j_end)

    def placing_of(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """What the numbers say that say most of any two of units in a row."""
        return max(self.placed(one, other) for one in range(i, i_end) for other in range(j, j_end))

    def part(self, i: int, i_end: int, j: int, j_end: int) -> Evidence:
        """The same evidence about some units in a row alone."""
        return replace(self, left=self.left.part(i, i_end), right=self.right.part(j, j_end))

    def length(self, left: int, right: int) -> float:
        """What two lengths say: in proportion, against any length that occurs on the right."""
        at, chance = self.spots[right] if right in self.spots else self.spot(right)
        expected, spread, scale = self.reach[left] if left in self.reach else self.ahead(left)
        off = (at - expected) / spread
        said = -0.5 * off * off - scale - chance
        return _FARTHEST if said < _FARTHEST else min(said, _NEAREST)

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
    both, alone = _told([one.shared for one in left], [one.shared for one in right], habits)
    placing, unplaced = _told([one.places for one in left], [one.places for one in right], habits)
    spots = [math.log(one.length + _FLOOR) for one in right]
    chance = (fmean(spots), max(0.4, pstdev(spots))) if spots else (0.0, 1.0)
    cues = tuple(tuple(frozenset(cue for cue in one.shared if cue in both) for one in side) for side in (left, right))
    stand = standing(cues[0], cues[1], both)
    ours, theirs = (_side(side, known, one, (placing, other), where) for side, known, one, other, where in zip(
        (left, right), cues, alone, unplaced, stand, strict=True))
    found = Evidence(ours, theirs, both, placing, habits, chance)
    return replace(found, spots={length: found.spot(length) for length in set(found.right.lengths)},
                   reach={length: found.ahead(length) for length in set(found.left.lengths)})


Said = Mapping[str, float]


def _told(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]],
          habits: Habits) -> tuple[Said, tuple[Said, Said]]:
    """What each cue says when both have it, and when the left or the right alone has it."""
    counts = [Counter(cue for one in side for cue in one) for side in (left, right)]
    both: dict[str, float] = {}
    alone: tuple[dict[str, float], dict[str, float]] = ({}, {})
    whole = len(left) + _OTHERS, len(right) + _OTHERS
    for cue in counts[0].keys() & counts[1].keys():
        said = _said(cue, (counts[0][cue] + 0.5) / whole[0], (counts[1][cue] + 0.5) / whole[1], habits)
        both[cue], alone[0][cue], alone[1][cue] = said
    return both, alone


def _said(cue: str, ours: float, theirs: float, habits: Habits) -> tuple[float, float, float]:
    """What a cue of this frequency says when both have it (besides the other two), the left alone, the right."""
    kind = cue[0]
    worth = _WORTH.get(kind, 1.0)
    together = max(habits.kept[kind] * min(ours, theirs), ours * theirs)
    one = max(_LEAST, math.log(max(ours - together, 1e-9) / (ours * (1 - theirs))))
    other = max(_LEAST, math.log(max(theirs - together, 1e-9) / (theirs * (1 - ours))))
    two = min(_MOST, math.log(together / (ours * theirs)))
    return worth * (two - one - other), worth * one, worth * other


def _side(units: Sequence[Cues], cues: tuple[frozenset[str], ...], alone: Said, numbers: tuple[Said, Said],
          stand: Standing) -> Side:
    """A side; `numbers` is what each cue of a number says when both have it, and when only this one has."""
    places = tuple(frozenset(cue for cue in one.places if cue in numbers[0]) for one in units)
    return Side(tuple(one.length for one in units), cues, alone, tuple(sum(alone[cue] for cue in one) for one in cues),
                tuple(accumulate((one.length for one in units), initial=0)), places,
                tuple(sum(numbers[1][cue] for cue in one) for one in places), stand,
                tuple(len(one.shared) for one in units))


def _odds(said: float, length: float, ours: float, theirs: float) -> float:
    """The odds of a pair by the sum of its evidence, by the lengths in it and by how far it stands out on either
    side."""
    stands = min(ours, theirs)
    return (_BEFORE + _EVIDENCE * max(-_UTMOST, min(said, _UTMOST)) + _LENGTHS * length
            + _STANDING * max(_BELOW, min(stands, _ABOVE)))


def _over(side: Standing, near: float, start: int, end: int) -> float:
    """How far units in a row stand out together."""
    return (near - fmean(side.usual[start:end])) * fmean(side.scale[start:end])


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
    kept = max(0.02, min(numbers, 0.98))
    return replace(habits, kept={**habits.kept, "&": kept, "%": kept},
                   place=_PLACED * max(0.0, min((numbers - _TRUE) / (1 - _TRUE), 1.0)))


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
