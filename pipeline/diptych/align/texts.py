"""Two sequences of units → their pairs in the order of the left text, and what has no counterpart.

A first way is found by what is known of the languages; it shows how these two texts go together and which words they
use for which, and the way is found again with that. What is then still more likely to be chance stays alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.align.band import along, corridor
from diptych.align.enclosing import held, places
from diptych.align.evidence import Evidence, Habits, learn, numbered, trusting, weigh
from diptych.align.lexicon import informed, lexicon
from diptych.align.moves import moved
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.path import ONE_TO_ONE, SENTENCES, Step, best
from diptych.language.equivalents import NOTHING, Cues, Equivalents, reader

_PASSES: Final = 3
_ENOUGH: Final = 0.98
"""The share of units that are surely paired at which there is nothing left to learn."""
_NEAR: Final = 5
_HELP: Final = 2.0
_ALONE: Final = 0.3
"""How much less likely a pair among units left over is, the more places there are where it might have been found."""
_SEVERAL: Final = 1.5
"""How much less likely a pair is for each unit more than one on a side."""
_WARY: Final = 1.0
"""What must speak for a pair of units that say something, since a wrong pair is worse than none."""
_STRANGE: Final = 4.0
"""How much more must speak for a pair where all units are left over; nothing more where half of them are paired."""
_CLEAR: Final = 2.0
_HOPELESS: Final = -3.5
_REACH: Final = 40
_AHEAD, _FAR = 1.2, 4.0
"""How much better than all others near them two units must fit each other that this speaks for them, and how much of it
counts."""
_EXPECTED: Final = 1.1
"""What steps in texts that belong together are worth at least on the average, and others hardly ever."""
_TELLING: Final = 1.0
_AGAINST: Final = -2.0
_LITTLE: Final = 3.0
"""From units that say less than this nothing is learned about numbers."""
_NUMBERED: Final = 0.97
_DOUBT: Final = 3.0
"""How many units must be seen to say as much of their numbers as what is usual."""
_TOGETHER: Final = 4.0
"""What it says for a pair of sentences that their clauses are one."""


def align(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], known: Equivalents = NOTHING, *,
          labels: bool = True) -> tuple[UnitPair, ...]:
    """The pairs of two texts, every unit in exactly one, ordered by their first unit on the left; `labels`: equal
    numbers speak for a pair."""
    if not left or not right:
        return (*(UnitPair((i,), (), 1.0) for i in range(len(left))),
                *(UnitPair((), (j,), 1.0) for j in range(len(right))))
    way = _way(left, right, known, labels=labels)
    trusted = labels and way.evidence.habits.place > 0
    ours, theirs = places(left), places(right)
    pairs = _rejoined(way.plain, _accepted(way.steps, way.evidence, 0.0),
                      lambda i, j: trusted and "" != ours[i] == theirs[j])
    return _ordered(held(pairs, left, right) if labels else pairs, len(left), len(right))


def prepare(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], pairs: Sequence[tuple[int, int]],
            known: Equivalents = NOTHING) -> Evidence:
    """The evidence about two texts, to align parts of them by, as it is learned from units that go together."""
    read = _read(left, right, known)
    said, answered = ([_told(read(unit.text), unit) for unit in side] for side in (left, right))
    found = lexicon(said, answered, pairs)
    one, two = informed(said, found.left), informed(answered, found.right)
    return weigh(one, two, learn(one, two, pairs))


def within(evidence: Evidence) -> tuple[UnitPair, ...]:
    """The pairs of units that stand in parts of the texts known to be translations of each other."""
    pairs = _accepted(best(evidence, corridor(evidence), SENTENCES), evidence, _TOGETHER)
    return _ordered(pairs, len(evidence.left.lengths), len(evidence.right.lengths))


def matched(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], ratio: float) -> list[tuple[int, int]]:
    """As many units of two short rows as can go one with one, in order, those that fit best; `ratio` is how many
    characters of the right language go for one of the left."""
    if not left or not right:
        return []
    read = reader(NOTHING, korean=False)
    said, answered = ([_told(read(unit.text), unit) for unit in side] for side in (left, right))
    evidence = weigh(said, answered, Habits(ratio=math.log(ratio)))
    return [(step.i, step.j) for step in best(evidence, corridor(evidence), ONE_TO_ONE) if _both(step)]


@dataclass(frozen=True, slots=True)
class _Way:
    """The steps through two texts, the evidence that led there, and what of it was not learned from the steps."""

    steps: list[Step]
    evidence: Evidence
    plain: Evidence


def _way(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], known: Equivalents, *, labels: bool) -> _Way:
    read = _read(left, right, known)
    said, answered = ([_told(read(unit.text), unit) for unit in side] for side in (left, right))
    ours, theirs = (_placed(said, left), _placed(answered, right)) if labels else (said, answered)
    plain = weigh(said, answered, learn(said, answered, ()))
    trust = _trust(plain, left, right) if labels else 0.0
    evidence = numbered(plain, ours, theirs, trusting(plain.habits, trust))
    steps = best(evidence, corridor(evidence))
    for _ in range(_PASSES - 1):
        sure = [(step.i, step.j) for step, odds in zip(steps, _odds(steps, evidence), strict=True)
                if odds > _TELLING and step.i_end - step.i == step.j_end - step.j == 1]
        if len(sure) > _ENOUGH * max(len(ours), len(theirs)):
            break
        found = lexicon(ours, theirs, sure)
        one, two = informed(ours, found.left), informed(theirs, found.right)
        habits = trusting(learn(one, two, sure), trust)
        evidence, plain = weigh(one, two, habits), weigh(said, answered, habits)
        steps = best(evidence, along(steps, len(ours), len(theirs)))
    return _Way(steps, evidence, plain)


def _read(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], known: Equivalents) -> Callable[[str], Cues]:
    """What reads the cues of both texts."""
    korean = any("\uac00" <= sign <= "\ud7a3" for side in (left, right) for unit in side for sign in unit.text[:200])
    return reader(known, korean=korean)


def _trust(plain: Evidence, left: Sequence[AlignedUnit], right: Sequence[AlignedUnit]) -> float:
    """How often units of the same number belong together, as their words show where they show anything."""
    counts = Counter(unit.label for unit in left), Counter(unit.label for unit in right)
    places = {unit.label: j for j, unit in enumerate(right) if counts[1][unit.label] == 1 and unit.text}
    said = [plain.content(i, places[unit.label]) for i, unit in enumerate(left)
            if unit.label in places and counts[0][unit.label] == 1 and unit.text and unit.label
            and plain.says(i, i + 1, places[unit.label], places[unit.label] + 1) > _LITTLE]
    share = (sum(one > _AGAINST for one in said) + _NUMBERED * _DOUBT) / (len(said) + _DOUBT)
    return share ** 3  # a few numbers that mislead say that all the rest of them may


def _told(cues: Cues, unit: AlignedUnit) -> Cues:
    """The cues of a unit with what it refers to and what it is."""
    return replace(cues, tokens=cues.tokens | {(f"@{term}", f"@{term}") for term in unit.terms},
                   places=frozenset((f"^{unit.kind}",) if unit.kind else ()))


def _placed(cues: Sequence[Cues], units: Sequence[AlignedUnit]) -> list[Cues]:
    """The cues of each unit with those that its number and that of the unit around it give."""
    placed = []
    for one, unit in zip(cues, units, strict=True):
        places = {f"&{unit.label}", f"&{unit.kind}_{unit.label.rpartition('.')[2]}"} if unit.label else set()
        placed.append(replace(one, places=one.places.union(places, {f"%{unit.holder}"} if unit.holder else ())))
    return placed


def _odds(steps: Sequence[Step], evidence: Evidence) -> list[float]:
    """For each step its own evidence and what its neighbours add: among pairs that are sure an unsure one is
    likely, among units left over it is not; units that hardly say anything tell nothing of their neighbours."""
    own = [_verdict(step, evidence) if _both(step) else -1.0 for step in steps]
    worth = [_EXPECTED if _both(step) and evidence.says(step.i, step.i_end, step.j, step.j_end) < _LITTLE
             else max(-_CLEAR, min(one, _CLEAR)) for one, step in zip(own, steps, strict=True)]
    alone = _HELP + _ALONE * math.log1p(len(steps))
    odds = []
    for at, step in enumerate(steps):
        near = worth[max(0, at - _NEAR):at] + worth[at + 1:at + 1 + _NEAR]
        help_ = (sum(near) - _EXPECTED * len(near)) / (len(near) + _DOUBT)
        little = evidence.says(step.i, step.i_end, step.j, step.j_end) < _LITTLE
        odds.append(own[at] - (0.0 if little else _WARY) - _SEVERAL * (step.i_end - step.i + step.j_end - step.j - 2)
                    + (1.0 if help_ > 0 else alone) * help_ if _both(step) else -math.inf)
    return odds


def _verdict(step: Step, evidence: Evidence) -> float:
    """The verdict on a step, better where it is in doubt and neither of two units fits any near the other as well."""
    said = evidence.verdict(step.i, step.i_end, step.j, step.j_end)
    if not _HOPELESS < said < _CLEAR or step.i_end - step.i + step.j_end - step.j > 2:
        return said
    others = [evidence.content(step.i, j) for j in _near(step.j, len(evidence.right.lengths))]
    others += [evidence.content(i, step.j) for i in _near(step.i, len(evidence.left.lengths))]
    ahead = evidence.content(step.i, step.j) - max(others, default=0.0)
    return said + min(ahead, _FAR) if ahead > _AHEAD else said


def _near(at: int, units: int) -> list[int]:
    return [other for other in range(max(0, at - _REACH), min(units, at + _REACH + 1)) if other != at]


def _both(step: Step) -> bool:
    return step.i < step.i_end and step.j < step.j_end


def _accepted(steps: Sequence[Step], evidence: Evidence, help_: float) -> list[UnitPair]:
    """The steps that more speaks for than against; more must where hardly any does, since the texts are then hardly
    translations of each other."""
    odds = [(step, said + help_) for step, said in zip(steps, _odds(steps, evidence), strict=True)]
    paired = sum(step.i_end - step.i + step.j_end - step.j for step, said in odds if said > 0) / 2
    units = (len(evidence.left.lengths) + len(evidence.right.lengths)) / 2
    bar = _STRANGE * max(0.0, 1 - 2 * paired / units)
    return [UnitPair(tuple(range(step.i, step.i_end)), tuple(range(step.j, step.j_end)), _sure(said))
            for step, said in odds if said > bar]


def _rejoined(plain: Evidence, pairs: Sequence[UnitPair], placed: Callable[[int, int], bool]) -> list[UnitPair]:
    """The pairs with those of units that changed places."""
    taken = ({i for pair in pairs for i in pair.left}, {j for pair in pairs for j in pair.right})
    spoken, answered = plain.left.lengths, plain.right.lengths
    alone = ([i for i, length in enumerate(spoken) if length and i not in taken[0]],
             [j for j, length in enumerate(answered) if length and j not in taken[1]])
    links = {pair.left[0]: pair.right[0] for pair in pairs if pair.kind == "1-1" and (
        spoken[pair.left[0]] or not answered[pair.right[0]])}
    found = moved(plain, links, alone, placed)
    gone = set(found.values())
    kept = [pair for pair in pairs if pair.left[0] not in found and pair.right[0] not in gone]
    return kept + [UnitPair((i,), (j,), _sure(max(0.5, plain.score(i, j)))) for i, j in found.items()]


def _ordered(pairs: Sequence[UnitPair], left: int, right: int) -> tuple[UnitPair, ...]:
    """The pairs by their first unit on the left, with the units that are in none; what is only on the right comes
    after the pair of the unit before it."""
    place = {j: pair.left[0] for pair in pairs for j in pair.right}
    taken = {i for pair in pairs for i in pair.left}
    keyed = [((pair.left[0], 0, 0), pair) for pair in pairs]
    keyed += [((i, 0, 0), UnitPair((i,), (), 1.0)) for i in range(left) if i not in taken]
    last = -1
    for j in range(right):
        last = place.get(j, last)
        if j not in place:
            keyed.append(((last, 1, j), UnitPair((), (j,), 1.0)))
    return tuple(pair for _, pair in sorted(keyed, key=lambda item: item[0]))


def _sure(odds: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(odds, 30.0)))), 3)
