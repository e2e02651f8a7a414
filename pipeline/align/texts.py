"""Two sequences of units → their pairs in the order of the left text, and what has no counterpart.

A first way is found by what is known of the languages; it shows how these two texts go together and which words they
use for which, and the way is found again with that. What is then still more likely to be chance stays alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from pipeline.align.corridor import corridor
from pipeline.align.cues import NOTHING, Cues, Equivalents, reader
from pipeline.align.evidence import Evidence, Habits, learn, weigh
from pipeline.align.lexicon import informed, lexicon
from pipeline.align.pairs import Pair, Unit
from pipeline.align.path import SENTENCES, Step, best

_PASSES: Final = 3
_NEAR: Final = 3
_HELP: Final = 4.0
_TELLING: Final = 1.0
_FAR: Final = 3.0
_TOGETHER: Final = 4.0
"""What it says for a pair of sentences that their clauses are one."""


def align(left: Sequence[Unit], right: Sequence[Unit], known: Equivalents = NOTHING, *,
          labels: bool = True) -> tuple[Pair, ...]:
    """The pairs of two texts, every unit in exactly one, ordered by their first unit on the left; `labels`: equal
    numbers speak for a pair."""
    if not left or not right:
        return (*(Pair((i,), (), 1.0) for i in range(len(left))), *(Pair((), (j,), 1.0) for j in range(len(right))))
    return _paired(*_aligned(left, right, known, labels=labels))


def prepare(left: Sequence[Unit], right: Sequence[Unit], known: Equivalents = NOTHING) -> Evidence:
    """The evidence about two texts after the way through them was found, to align parts of them by."""
    return _aligned(left, right, known, labels=False)[0]


def within(evidence: Evidence) -> tuple[Pair, ...]:
    """The pairs of units that stand in parts of the texts known to be translations of each other."""
    return _paired(evidence, best(evidence, corridor(evidence), SENTENCES), _TOGETHER)


def _aligned(left: Sequence[Unit], right: Sequence[Unit], known: Equivalents, *,
             labels: bool) -> tuple[Evidence, list[Step]]:
    korean = any("\uac00" <= sign <= "\ud7a3" for side in (left, right) for unit in side for sign in unit.text[:200])
    read = reader(known, korean=korean)
    ours, theirs = ([_told(read(unit.text), unit, labels=labels) for unit in side] for side in (left, right))
    evidence, steps = _way(ours, theirs, learn(ours, theirs, ()))
    for _ in range(_PASSES - 1):
        sure = [(step.i, step.j) for step, odds in zip(steps, _odds(steps), strict=True)
                if odds > _TELLING and step.i_end - step.i == step.j_end - step.j == 1]
        found = lexicon(ours, theirs, sure)
        one, two = informed(ours, found.left), informed(theirs, found.right)
        evidence, steps = _way(one, two, learn(one, two, sure))
    return evidence, steps


def _told(cues: Cues, unit: Unit, *, labels: bool) -> Cues:
    """The cues of a unit with those that its place gives."""
    places = {f"^{unit.kind}", *(f"@{term}" for term in unit.terms)}
    if labels and unit.label:
        places |= {f"&{unit.label}", f"&{unit.kind}_{unit.label.rpartition('.')[2]}"}
    if labels and unit.holder:
        places.add(f"%{unit.holder}")
    return Cues(cues.length, cues.shared | places, cues.words)


def _way(left: Sequence[Cues], right: Sequence[Cues], habits: Habits) -> tuple[Evidence, list[Step]]:
    evidence = weigh(left, right, habits)
    return evidence, best(evidence, corridor(evidence))


def _odds(steps: Sequence[Step]) -> list[float]:
    """For each step its own evidence and what its neighbours add: among pairs that are sure an unsure one is
    likely, among units left over it is not."""
    worth = [0.0 if step.i == step.i_end or step.j == step.j_end else max(-2.0, min(step.score, 2.0)) / 2
             for step in steps]
    gone = [-0.5 if step.i == step.i_end or step.j == step.j_end else 0.0 for step in steps]
    odds = []
    for at, step in enumerate(steps):
        near = [*range(max(0, at - _NEAR), at), *range(at + 1, min(len(steps), at + 1 + _NEAR))]
        help_ = sum(worth[one] + gone[one] for one in near) / (2 * _NEAR)
        odds.append(step.score + _HELP * help_ if worth[at] or not gone[at] else -math.inf)
    return odds


def _paired(evidence: Evidence, steps: Sequence[Step], help_: float = 0.0) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    alone: tuple[list[int], list[int]] = ([], [])
    for step, odds in zip(steps, _odds(steps), strict=True):
        if odds + help_ > 0:
            pairs.append(Pair(tuple(range(step.i, step.i_end)), tuple(range(step.j, step.j_end)), _sure(odds + help_)))
        else:
            alone[0].extend(range(step.i, step.i_end))
            alone[1].extend(range(step.j, step.j_end))
    moved = _moved(evidence, *alone)
    pairs += moved
    gone = ({one.left[0] for one in moved}, {one.right[0] for one in moved})
    pairs += [Pair((i,), (), 1.0) for i in alone[0] if i not in gone[0]]
    return _ordered(pairs, [Pair((), (j,), 1.0) for j in alone[1] if j not in gone[1]])


def _moved(evidence: Evidence, left: Sequence[int], right: Sequence[int]) -> list[Pair]:
    """Units left over on both sides that surely belong together in another order."""
    scored = sorted(((evidence.score(i, j), i, j) for i in left for j in right), reverse=True) if (
        len(left) * len(right) < 250_000) else []
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for said, i, j in scored:
        if said < _FAR:
            break
        if i not in taken[0] and j not in taken[1]:
            pairs.append(Pair((i,), (j,), _sure(said - _FAR)))
        taken[0].add(i)
        taken[1].add(j)
    return pairs


def _ordered(pairs: Sequence[Pair], alone: Sequence[Pair]) -> tuple[Pair, ...]:
    """The pairs by their first unit on the left; what is only on the right after the pair of the unit before it."""
    place = {j: pair.left[0] for pair in pairs for j in pair.right}
    keyed = [((pair.left[0], 0, 0), pair) for pair in pairs]
    last = -1
    lonely = {pair.right[0]: pair for pair in alone}
    for j in range(max((*place, *lonely), default=-1) + 1):
        last = place.get(j, last)
        if j in lonely:
            keyed.append(((last, 1, j), lonely[j]))
    return tuple(pair for _, pair in sorted(keyed, key=lambda item: item[0]))


def _sure(odds: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(odds, 30.0)))), 3)
