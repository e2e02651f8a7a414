"""Groups of units → the same, without a unit whose words have no answer in the twin of its group.

An aligner puts a unit that the other text lacks beside a neighbour whose translation is longer than usual.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import ordered
from diptych.review.clause_pairs import article
from diptych.review.pairing.sentence_counts import sentences

_MOST: Final = 3
"""Units of a group of which one is alone. Chosen: a longer group is a list that the other text says in one sentence.
Raised: more units are alone."""
_JUDGED: Final = 4.0
"""Informative words from which a unit can be alone. Chosen. Raised: fewer units are alone."""
_OFF: Final = 0.7
"""Natural logarithm of the lengths' ratio of the others of a group, as times the usual one, from which they need the
unit. Chosen on the texts to learn from of bench/pairs.py: at 0.5 four more of nine units that the other text lacks are
held, and of 853 that it joins as many are let go. Raised: more units are alone."""
_SHARED: Final = 0.5
"""Factor on the similarity of a unit to the twin, beside what the group's similarity gains by it. Chosen on the texts
to learn from of bench/pairs.py. Raised: fewer units are alone."""
_NEARER: Final = 0.3
"""Factor on the logarithm by which the lengths are nearer to the usual ratio with the unit. Chosen, as _SHARED.
Raised: as _SHARED."""
_ANSWERED: Final = 0.26
"""Sum of these from which the twin answers to the unit. Chosen, as _SHARED. Raised: more units are alone."""
_SOME: Final = 0.12
"""Similarity from which two texts have words in common. Chosen, as _SHARED. Raised: more units are alone."""
_END: Final = re.compile("[.;!?\u3002\uff1b\uff01\uff1f](?:\\s\\w{1,4})?\\W*\\Z")
"""Pattern of the end of a unit that is whole sentences, or an item (`; and`). Chosen. If it matches more, more units
are alone."""
_LEADS: Final = re.compile("[:\uff1a]\\s*\\Z")
"""Pattern of the end of a line before items. Chosen. If it matches more, more units are alone."""
_Units = tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]]
"""The units of both texts."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Consecutive units of the text `side`, and the one unit of the other text that answers to them."""

    side: int
    units: tuple[int, ...]
    twin: int

    def links(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The units of the left text and of the right one."""
        return (self.units, (self.twin,)) if self.side == 0 else ((self.twin,), self.units)

    def part(self, units: tuple[int, ...]) -> _Group:
        """The group with some of its units."""
        return _Group(self.side, units, self.twin)


def released(pairs: Sequence[UnitPair], evidence: Evidence, units: _Units) -> tuple[UnitPair, ...]:
    """The pairs, without the first or last unit of a group if it is whole sentences that have no answer in the twin.

    The twin has as many sentences as the others of the group, and is in proportion to them."""
    changed = False
    links = dict[tuple[tuple[int, ...], tuple[int, ...]], float]()
    for pair in pairs:
        group = _group(pair)
        if group and (rest := next(_rests(group, evidence, units), None)):
            changed, group = True, group.part(rest)
        if pair.left and pair.right:
            links[group.links() if group else (pair.left, pair.right)] = pair.confidence
    return ordered([UnitPair(*link, confidence) for link, confidence in links.items()],
                   len(units[0]), len(units[1])) if changed else tuple(pairs)


def _group(pair: UnitPair) -> _Group | None:
    """A pair as a group of a few consecutive units; None for others."""
    for side, (several, twin) in enumerate(((pair.left, pair.right), (pair.right, pair.left))):
        if 1 < len(several) <= _MOST and len(twin) == 1 and several[-1] - several[0] == len(several) - 1:
            return _Group(side, several, twin[0])
    return None


def _rests(group: _Group, evidence: Evidence, units: _Units) -> Iterator[tuple[int, ...]]:
    """The units of a group without the last or the first one, if the twin says nothing of that."""
    own, twin = units[group.side], units[1 - group.side][group.twin].text
    for unit, rest in ((group.units[-1], group.units[:-1]), (group.units[0], group.units[1:])):
        before = own[unit - 1].text if unit in group.units[1:] else twin
        ends = _END.search(own[unit].text) or unit == group.units[-1] and _LEADS.search(own[unit].text)
        if ends and all(map(_END.search, (before, twin))) and (
                (_is_skipped(group, unit, rest, units) or _is_of_another_article(group, unit, rest, units))
                and not _is_held(group, unit, rest, evidence)
                or sentences(twin) <= sum(sentences(own[at].text) for at in rest)
                and not _answers(group, unit, rest, evidence)):
            yield rest


def _is_skipped(group: _Group, unit: int, rest: tuple[int, ...], units: _Units) -> bool:
    """Whether the other text leaves out the number of a unit: its neighbours there have those of the neighbours."""
    own, theirs = units[group.side], units[1 - group.side]
    step = 1 if unit > rest[0] else -1
    after, other = own[unit + step:][:1], theirs[group.twin + step:][:1]
    near = rest[-1] if step > 0 else rest[0]
    return bool(own[unit].label and after and other and unit + step >= 0 <= group.twin + step) and (
        own[near].label == theirs[group.twin].label != "" and after[0].label == other[0].label
        and other[0].label not in ("", own[unit].label))


def _is_of_another_article(group: _Group, unit: int, rest: tuple[int, ...], units: _Units) -> bool:
    """Whether the twin is in the article of the others of its group, and the unit in another that both texts have."""
    own, theirs = units[group.side], units[1 - group.side]
    number, around = article(own[unit].id), {article(own[at].id) for at in rest}
    return bool(number) and number not in around and around == {article(theirs[group.twin].id)} and (
        any(article(other.id) == number for other in theirs))


def _is_held(group: _Group, unit: int, rest: tuple[int, ...], evidence: Evidence) -> bool:
    """Whether the twin of a group has words of a unit, and is nearer to the usual length with it."""
    return _similarity(group.part((unit,)), evidence) > _SOME and (
        abs(_off(group.part(rest), evidence)) >= abs(_off(group, evidence)))


def _answers(group: _Group, unit: int, rest: tuple[int, ...], evidence: Evidence) -> bool:
    """Whether the twin of a group has words of a unit, or is too long without it."""
    if (evidence.left, evidence.right)[group.side].matches.informative[unit] < _JUDGED:
        return True
    without, alone = group.part(rest), group.part((unit,))
    off, whole = abs(_off(without, evidence)), abs(_off(group, evidence))
    gain = _similarity(group, evidence) - _similarity(without, evidence)
    return off > _OFF or gain + _SHARED * _similarity(alone, evidence) + _NEARER * (off - whole) > _ANSWERED


def _similarity(group: _Group, evidence: Evidence) -> float:
    ours, theirs = group.links()
    return evidence.group_similarity(ours[0], ours[-1] + 1, theirs[0], theirs[-1] + 1)


def _off(group: _Group, evidence: Evidence) -> float:
    """The natural logarithm of the lengths' ratio of a group, as times the usual one."""
    left, right = (sum(side.lengths[unit] for unit in units) for side, units in zip(
        (evidence.left, evidence.right), group.links(), strict=True))
    return math.log((right + 1) / (left * evidence.scale + 1))
