"""Cues of two texts → how much more likely two of their units are to be translations than to stand there by chance.

All scores are logarithms of that odds. A word that the other unit answers speaks for them, the more the fewer units
would answer it and the more surely its kind is answered in translations; one that is not answered speaks against them;
so do lengths out of proportion.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate
from statistics import fmean, pstdev
from typing import Final

from diptych.align.matches import KEPT, Answers, answers, kept
from diptych.align.specificity import Specificity, standing
from diptych.language.equivalents import Cues

_PLACES: Final[Mapping[str, float]] = {"&": 0.9, "%": 0.9, "^": 0.7}
"""How often units that belong together have the number, the unit around it and the kind of each other."""
_WORTH: Final[Mapping[str, float]] = {"&": 0.6, "%": 0.5}
"""What a cue counts for that comes together with others of its kind."""
_LEAST, _MOST = -3.0, 8.0
_OTHERS: Final = 8
"""How many units without a cue are counted besides those of the text, since most cues are rare in any text."""
_SURE: Final = 10.0
"""How many lengths must be seen before the texts say as much as what is known beforehand."""
_FARTHEST, _NEAREST = -8.0, 2.0
_FLOOR: Final = 3
_BEFORE, _LENGTHS, _TELLING, _STANDING = -0.8, 0.85, -11.6, 6.25
"""What speaks for a pair that shows nothing; what lengths count for; and of units that say something, what speaks for
them before they are looked at, and what it counts for that they stand out among others by one deviation."""
_LITTLE_SAID: Final = 3.0
"""What is said by units of which as much stays unknown."""
_DOUBT: Final = 2.0
"""How much must be said in common before what is said tells how near two units are."""
_SILENT: Final = 0.25
"""What a word that is known in other languages and not answered anywhere counts for."""
_OUT: Final = 6.0
"""From how many deviations on more make no difference."""
_LITTLE: Final = 4.0
"""How many words a unit has by which little can be told."""
_PLACED, _TRUE, _SPAN = 0.95, 0.68, 0.2
"""What equal numbers of units that say more count for where no numbers mislead, and how far numbers are trusted at the
least where they count for something."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How these two texts go together: how often each kind of word is answered and each cue of a number kept, the right
    text's length for one of the left as a logarithm, how far that is off for short and for long texts, and what equal
    numbers count for where the words of both units can be judged."""

    kept: Mapping[str, float] = field(default_factory=lambda: {**KEPT, **_PLACES})
    ratio: float = 0.0
    spread: float = 0.3
    noise: float = 6.0
    place: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one text: their lengths, the length of the text up to each place, what their words say, the cues of
    their numbers, what these say when only this side has them, and which units have a number."""

    lengths: tuple[int, ...]
    upto: tuple[int, ...]
    answers: Answers
    places: tuple[frozenset[str], ...] = ()
    unplaced: tuple[float, ...] = ()
    numbered: tuple[bool, ...] = ()

    def part(self, start: int, end: int) -> Side:
        """Some of the units in a row."""
        return replace(self, lengths=self.lengths[start:end], upto=self.upto[start:end + 1],
                       answers=self.answers.part(start, end), places=self.places[start:end],
                       unplaced=self.unplaced[start:end], numbered=self.numbered[start:end])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Both sides, how they stand to each other, what each cue of numbers says when both have it, and how lengths go
    together."""

    left: Side
    right: Side
    placing: Mapping[str, float]
    habits: Habits
    chance: tuple[float, float]
    stand: tuple[Specificity, Specificity] = (Specificity((), (), ()), Specificity((), (), ()))
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
        near, said = self._near(i, j)
        return self._odds(near, said, (i, i + 1, j, j + 1), self.length(self.left.lengths[i], self.right.lengths[j]))

    def stands(self, i: int, j: int) -> tuple[float, float]:
        """By how many deviations each of two units is nearer to the other than to what it is usually near."""
        near = self.near(i, j)
        return self.stand[0].out(near, [(i, [(j, near)])]), self.stand[1].out(near, [(j, [(i, near)])])

    def near(self, i: int, j: int) -> float:
        """How much of what a translation answers two units answer each other: about 1 where they are translations,
        about 0 where they are not."""
        return self._near(i, j)[0]

    def _near(self, i: int, j: int) -> tuple[float, float]:
        """How near two units are, and what they could have in common."""
        left, right = self.left.answers, self.right.answers
        said = left.most[i] + right.most[j]
        silent = left.silent[i] + right.silent[j]
        return (self.common(i, j) - left.usual[i] - right.usual[j]) / (said + _SILENT * silent + _DOUBT), said

    def placed(self, i: int, j: int) -> float:
        """What the numbers of two units and of those around them say."""
        left, right = self.left.places[i], self.right.places[j]
        if not left and not right:
            return 0.0
        return self.left.unplaced[i] + self.right.unplaced[j] + sum([self.placing[cue] for cue in left & right])

    def verdict(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The odds of units in a row that were chosen for each other. Where they say next to nothing their numbers
        decide, else these count for as much as they are trusted."""
        places = self.placing_of(i, i_end, j, j_end)
        single = i_end - i == j_end - j == 1
        content = self.content(i, j) if single else self.span(i, i_end, j, j_end) - places
        says = self.says(i, i_end, j, j_end) / _LITTLE
        return content + places * max(1 / (1 + says * says), self.habits.place)

    def says(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """By how many words units in a row can be judged at the least, even such as the other text has no answer to."""
        return min(sum(self.left.answers.judged[i:i_end]), sum(self.right.answers.judged[j:j_end]))

    def common(self, i: int, j: int) -> float:
        """What the words say that two units answer each other."""
        left, right = self.left.answers, self.right.answers
        shared = left.cues[i] & right.cues[j]
        return left.said(i, shared) + right.said(j, shared) if shared else 0.0

    def span(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """The odds of units in a row against units in a row."""
        near, said = self._near_in_a_row(i, i_end, j, j_end)
        length = self.length(sum(self.left.lengths[i:i_end]), sum(self.right.lengths[j:j_end]))
        return self._odds(near, said, (i, i_end, j, j_end), length) + self.placing_of(i, i_end, j, j_end)

    def joined(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """How much nearer units in a row are to one than they are without the first or the last of them."""
        rows = [(i + 1, i_end, j, j_end), (i, i_end - 1, j, j_end)] if i_end - i > 1 else [
            (i, i_end, j + 1, j_end), (i, i_end, j, j_end - 1)]
        return self._near_in_a_row(i, i_end, j, j_end)[0] - max(self._near_in_a_row(*row)[0] for row in rows)

    def numbered_apart(self, i: int, i_end: int, j: int, j_end: int) -> bool:
        """Whether units in a row have numbers of their own, of which one is that of the unit that they may be, in texts
        whose numbers can be trusted."""
        if not self.habits.place or not all(self.left.numbered[i:i_end]) or not all(self.right.numbered[j:j_end]):
            return False
        return any(cue[0] == "&" and "_" not in cue for one in self.left.places[i:i_end]
                   for other in self.right.places[j:j_end] for cue in one & other)

    def _near_in_a_row(self, i: int, i_end: int, j: int, j_end: int) -> tuple[float, float]:
        """How near units in a row are, and what they could have in common."""
        left, right = self.left.answers, self.right.answers
        shared = frozenset().union(*left.cues[i:i_end]) & frozenset().union(*right.cues[j:j_end])
        common = left.said_of(i, i_end, shared) + right.said_of(j, j_end, shared)
        said = sum(left.most[i:i_end]) + sum(right.most[j:j_end])
        silent = sum(left.silent[i:i_end]) + sum(right.silent[j:j_end])
        return (common - sum(left.usual[i:i_end]) - sum(right.usual[j:j_end])) / (
            said + _SILENT * silent + _DOUBT), said

    def _odds(self, near: float, said: float, units: tuple[int, int, int, int], length: float) -> float:
        """The odds of units in a row by how near they are, what they could have in common, how far they stand out on
        both sides and their lengths. What each counts for was fitted to pairs of licences, declarations, laws and
        manuals in four languages by logistic regression."""
        i, i_end, j, j_end = units
        ours, theirs = self.stand
        found = {(one, other): near if i_end - i == j_end - j == 1 else self.near(one, other)
                 for one in range(i, i_end) for other in range(j, j_end)}
        stands = min(ours.out(near, [(one, [(other, found[one, other]) for other in range(j, j_end)])
                                     for one in range(i, i_end)]),
                     theirs.out(near, [(other, [(one, found[one, other]) for one in range(i, i_end)])
                                       for other in range(j, j_end)]))
        return _BEFORE + _LENGTHS * length + said / (said + _LITTLE_SAID) * (
            _TELLING + _STANDING * max(0.0, min(stands, _OUT)))

    def placing_of(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """What the numbers say that say most of any two of units in a row."""
        return max(self.placed(one, other) for one in range(i, i_end) for other in range(j, j_end))

    def part(self, i: int, i_end: int, j: int, j_end: int) -> Evidence:
        """The same evidence about some units in a row alone."""
        ours, theirs = self.stand
        return replace(self, left=self.left.part(i, i_end), right=self.right.part(j, j_end),
                       stand=(ours.part(i, i_end, j), theirs.part(j, j_end, i)))

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
    """The evidence that cues give. A word that one side can't answer says nothing."""
    ours, theirs = answers([one.tokens for one in left], [one.tokens for one in right], habits.kept)
    spots = [math.log(one.length + _FLOOR) for one in right]
    chance = (fmean(spots), max(0.4, pstdev(spots))) if spots else (0.0, 1.0)
    found = numbered(Evidence(_side(left, ours), _side(right, theirs), {}, habits, chance), left, right, habits)
    near = cache(found.near)
    stand = (standing(near, len(left), len(right)), standing(lambda j, i: near(i, j), len(right), len(left)))
    return replace(found, stand=stand, spots={length: found.spot(length) for length in set(found.right.lengths)},
                   reach={length: found.ahead(length) for length in set(found.left.lengths)})


def numbered(evidence: Evidence, left: Sequence[Cues], right: Sequence[Cues], habits: Habits) -> Evidence:
    """The same evidence of words with that of other numbers, whose cues are in `left` and `right`, and with other
    habits as to them."""
    placing, alone = _told([one.places for one in left], [one.places for one in right], habits)
    sides = []
    for side, units, said in ((evidence.left, left, alone[0]), (evidence.right, right, alone[1])):
        places = tuple(frozenset(cue for cue in one.places if cue in placing) for one in units)
        sides.append(replace(side, places=places, unplaced=tuple(sum(said[cue] for cue in one) for one in places),
                             numbered=tuple(any(cue[0] == "&" for cue in one.places) for one in units)))
    return replace(evidence, left=sides[0], right=sides[1], placing=placing, habits=habits)


def _side(units: Sequence[Cues], said: Answers) -> Side:
    """A side whose numbers say nothing."""
    return Side(tuple(one.length for one in units), tuple(accumulate((one.length for one in units), initial=0)), said)


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


def learn(left: Sequence[Cues], right: Sequence[Cues], pairs: Iterable[tuple[int, int]]) -> Habits:
    """How the texts go together, as the units show that were paired one to one."""
    chosen = list(pairs)
    found = kept([one.tokens for one in left], [one.tokens for one in right], chosen)
    return _lengths(left, right, chosen, {**found, **_PLACES})


def trusting(habits: Habits, numbers: float) -> Habits:
    """The habits with another trust in equal numbers and places."""
    trust = max(0.02, min(numbers, 0.98))
    return replace(habits, kept={**habits.kept, "&": trust, "%": trust},
                   place=_PLACED * max(0.0, min((numbers - _TRUE) / _SPAN, 1.0)))


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
