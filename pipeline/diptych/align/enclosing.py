"""Pairs of numbered units → the same with units that print nothing but their number, where the other text has the first
of their paragraphs under that number itself or a heading there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from diptych.align.pairs import AlignedUnit, UnitPair


def held(pairs: Iterable[UnitPair], left: Sequence[AlignedUnit], right: Sequence[AlignedUnit]) -> list[UnitPair]:
    """The pairs, each with the bare numbers before its first unit that its twin has too, and those of numbers left over
    whose contents are paired."""
    found = list(pairs)
    for side, (mine, theirs) in enumerate(((left, right), (right, left))):
        places = {place: at for at, pair in enumerate(found) for place in (pair.left, pair.right)[side]}
        twins = _alone(theirs)
        for label, at in _alone(mine).items():
            if not mine[at].text and at not in places and at + 1 in places and label in twins:
                found[places[at + 1]] = _with(found[places[at + 1]], side, at, twins[label])
    return [*found, *_around(found, left, right)]


def _around(pairs: Sequence[UnitPair], left: Sequence[AlignedUnit], right: Sequence[AlignedUnit]) -> Iterator[UnitPair]:
    """The pairs of units of one number, of which neither has another twin, if what follows in both is paired: bare
    numbers, and headings whatever they say, if what follows is what they are over."""
    ours, theirs = ({place: pair for pair in pairs for place in (pair.left, pair.right)[side]} for side in (0, 1))
    twins = _alone(right)
    for label, i in _alone(left).items():
        j = twins.get(label, -1)
        after = ours.get(i + 1) if j >= 0 and i not in ours and j not in theirs else None
        if after and j + 1 in after.right and (not left[i].text or not right[j].text
                                               or left[i + 1].holder == right[j + 1].holder == label):
            yield UnitPair((i,), (j,), after.confidence)


def places(units: Sequence[AlignedUnit]) -> list[str]:
    """For each unit inside another numbered one its number, or inside what it has none and what it is; nothing for
    others, since an article may take the number of one that is gone. The first paragraph after a bare number has the
    place of that."""
    found: list[str] = []
    for at, unit in enumerate(units):
        before = units[at - 1] if at else None
        if before and before.label and not before.text and unit.holder == before.label and not unit.label:
            found.append(found[-1])
        else:
            inside = unit.holder and not unit.holder.startswith("/")
            found.append((unit.label or f"{unit.holder} {unit.kind}") if inside else "")
    return found


def _alone(units: Sequence[AlignedUnit]) -> Mapping[str, int]:
    """The places of the units whose number no other has."""
    counts = Counter(unit.label for unit in units)
    return {unit.label: at for at, unit in enumerate(units) if unit.label and counts[unit.label] == 1}


def _with(pair: UnitPair, side: int, at: int, twin: int) -> UnitPair:
    """The pair with one more unit before its first, if it is that of the twin and goes on from there."""
    mine, other = (pair.left, pair.right) if side == 0 else (pair.right, pair.left)
    if mine[0] != at + 1 or other[0] != twin:
        return pair
    return replace(pair, left=(at, *mine)) if side == 0 else replace(pair, right=(at, *mine))
