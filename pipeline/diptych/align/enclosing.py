"""Pairs of units → the same with bare numbers: units that print their number alone, before their first paragraph.

The other text may print that paragraph after the number, or a heading under it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from diptych.align.pairs import AlignedUnit, UnitPair


def with_bare_numbers(pairs: Iterable[UnitPair], left: Sequence[AlignedUnit],
                      right: Sequence[AlignedUnit]) -> list[UnitPair]:
    """The pairs, each with a bare number before its first unit if the twin has that number; then pairs of units left
    over with one number whose contents are paired."""
    extended = list(pairs)
    for side, (mine, theirs) in enumerate(((left, right), (right, left))):
        places = {unit: place for place, pair in enumerate(extended) for unit in (pair.left, pair.right)[side]}
        twins = _unique_labels(theirs)
        for label, unit in _unique_labels(mine).items():
            if not mine[unit].text and unit not in places and unit + 1 in places and label in twins:
                place = places[unit + 1]
                extended[place] = _extended(extended[place], side, unit, twins[label])
    return [*extended, *_pairs_of_numbers(extended, left, right)]


def _pairs_of_numbers(pairs: Sequence[UnitPair], left: Sequence[AlignedUnit],
                      right: Sequence[AlignedUnit]) -> Iterator[UnitPair]:
    """The pairs of units left over with one number, followed by units that are paired with each other.

    One of them must be a bare number, or both the heading of these units.
    """
    ours, theirs = ({unit: pair for pair in pairs for unit in (pair.left, pair.right)[side]} for side in (0, 1))
    twins = _unique_labels(right)
    for label, i in _unique_labels(left).items():
        j = twins.get(label, -1)
        after = ours.get(i + 1) if j >= 0 and i not in ours and j not in theirs else None
        if after and j + 1 in after.right and (not left[i].text or not right[j].text
                                               or left[i + 1].enclosing == right[j + 1].enclosing == label):
            yield UnitPair((i,), (j,), after.confidence)


def structural_places(units: Sequence[AlignedUnit]) -> list[str]:
    """For each unit inside a numbered one its label, or the enclosing label and its kind if it has none.

    It is empty for other units, since an article may take the number of a repealed one. The first paragraph after a
    bare number has the place of that number.
    """
    places: list[str] = []
    for index, unit in enumerate(units):
        before = units[index - 1] if index else None
        if before and before.label and not before.text and unit.enclosing == before.label and not unit.label:
            places.append(places[-1])
        else:
            inside = unit.enclosing and not unit.enclosing.startswith("/")
            places.append((unit.label or f"{unit.enclosing} {unit.kind}") if inside else "")
    return places


def _unique_labels(units: Sequence[AlignedUnit]) -> Mapping[str, int]:
    """The indexes of units by their labels, for labels that occur once."""
    counts = Counter(unit.label for unit in units)
    return {unit.label: index for index, unit in enumerate(units) if unit.label and counts[unit.label] == 1}


def _extended(pair: UnitPair, side: int, unit: int, twin: int) -> UnitPair:
    """The pair with a unit put before its first one, if that follows and the pair begins with the twin."""
    mine, other = (pair.left, pair.right) if side == 0 else (pair.right, pair.left)
    if mine[0] != unit + 1 or other[0] != twin:
        return pair
    return replace(pair, left=(unit, *mine)) if side == 0 else replace(pair, right=(unit, *mine))
