"""Pairs of units → the same with numbered units that one text alone divides into items, compared with all that is in
them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from diptych.align.evidence import Evidence, probability
from diptych.align.pairs import AlignedUnit, UnitPair

_LIKELY: Final = 0.0
"""Log-odds of a divided unit and the undivided one of its number. Chosen. Raised: fewer of them are paired."""
_SURE: Final = 4.0
"""Log-odds of two numbered units with all that is in them at which what is in them may be paired by numbers. Chosen.
Raised: fewer units are paired by numbers."""
_DOUBTFUL: Final = -1.5
"""Log-odds of two units of one number in such units. Chosen. Raised: as _SURE."""
_MOST: Final = 400
"""Units of the left times units of the right that are compared as two groups. Chosen for speed. Raised: slower."""
_RELATED: Final = 0.4
"""Share of units in pairs from which texts are translations. Chosen. Raised: fewer free translations get such pairs."""
_LEADS_ON: Final = ":\uff1a"
"""Marks at the end of a unit whose items follow. Chosen. If one is added, its units are not paired with items."""
_CHAPTER: Final = "/"
"""The beginning of the label of a chapter: defined by `units`. If another, chapters have nothing in them."""
Blocks = Mapping[str, range]
"""The places of a numbered unit and of all that is in it, by its label."""


class _Places(NamedTuple):
    """The pairs of units of the left and of the right."""

    left: Mapping[int, UnitPair]
    right: Mapping[int, UnitPair]


def blocks(units: Sequence[AlignedUnit]) -> Blocks:
    """The blocks of a text, those of labels that occur once."""
    counts = Counter(unit.label for unit in units)
    ends: dict[int, int] = {}
    open_: list[int] = []
    for place, unit in enumerate(units):
        while open_ and not _holds(units[open_[-1]], unit):
            ends[open_.pop()] = place
        open_.append(place)
    ends.update(dict.fromkeys(open_, len(units)))
    return {unit.label: range(place, ends[place]) for place, unit in enumerate(units)
            if unit.label and counts[unit.label] == 1}


def _holds(block: AlignedUnit, unit: AlignedUnit) -> bool:
    """Whether a unit behind the beginning of a block is in it.

    The beginning of the unit around it may print nothing. Articles have no number of a chapter before theirs."""
    apart = block.label and unit.enclosing and not block.label.startswith(_CHAPTER)
    return block.level < unit.level and not (
        apart and unit.enclosing != block.label and not unit.enclosing.startswith(f"{block.label}."))


def with_blocks(pairs: Sequence[UnitPair], left: Sequence[AlignedUnit], right: Sequence[AlignedUnit],
                evidence: Evidence) -> list[UnitPair]:
    """The pairs, with the beginnings of blocks of which one alone is divided, if the words of both blocks are alike;
    and with units of one number left over in blocks that are surely a pair. Texts of which few units are paired say
    different things under the same numbers."""
    paired = sum(len(pair.left) + len(pair.right) for pair in pairs)
    if paired < _RELATED * (len(left) + len(right)):
        return list(pairs)
    ours, theirs = blocks(left), blocks(right)
    places = _Places({i: pair for pair in pairs for i in pair.left}, {j: pair for pair in pairs for j in pair.right})
    kept = list(pairs)
    for label, mine in ours.items():
        yours = theirs.get(label, range(0))
        if are_alike(mine, yours, left, right, evidence) and _are_apart(places, mine, yours):
            log_odds = evidence.log_odds(mine.start, mine.stop, yours.start, yours.stop)
            gone = {places.left[i] for i in mine if i in places.left}
            kept = [pair for pair in kept if pair not in gone] if gone else kept
            kept.append(UnitPair(_beginning(left, mine), _beginning(right, yours), probability(log_odds)))
    return [*kept, *_left_over(kept, (ours, theirs), left, evidence)]


def are_alike(mine: range, yours: range, left: Sequence[AlignedUnit], right: Sequence[AlignedUnit],
              evidence: Evidence) -> bool:
    """Whether one of two blocks alone is divided, and the words of both are alike."""
    if not is_divided(mine, yours) or _has_items(left, mine) == _has_items(right, yours) or (
            _leads_on(left, right, mine, yours)):
        return False
    return evidence.log_odds(mine.start, mine.stop, yours.start, yours.stop) > _LIKELY


def is_divided(mine: range, yours: range) -> bool:
    """Whether one of two blocks alone is divided into several units."""
    return min(len(mine), len(yours)) == 1 < max(len(mine), len(yours))


def _has_items(units: Sequence[AlignedUnit], block: range) -> bool:
    """Whether a unit of a block, other than the first, has a number."""
    return any(units[place].label for place in block[1:])


def _beginning(units: Sequence[AlignedUnit], block: range) -> tuple[int, ...]:
    """The units of a block before its items."""
    return tuple(takewhile(lambda place: place == block.start or not units[place].label, block))


def _leads_on(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], mine: range, yours: range) -> bool:
    """Whether the undivided one of two blocks is the beginning of a list."""
    units, block = (left, mine) if len(mine) == 1 else (right, yours)
    return units[block.start].text.rstrip()[-1:] in _LEADS_ON


def _are_apart(places: _Places, mine: range, yours: range) -> bool:
    """Whether nothing in two blocks is paired with something else, or is in a group."""
    touched = {*(places.left[i] for i in mine if i in places.left),
               *(places.right[j] for j in yours if j in places.right)}
    return all(pair.kind == "1-1" and pair.left[0] in mine and pair.right[0] in yours for pair in touched)


def _left_over(pairs: Sequence[UnitPair], known: tuple[Blocks, Blocks], left: Sequence[AlignedUnit],
               evidence: Evidence) -> Iterator[UnitPair]:
    """The pairs of units of one number left over, neither of which has items, in blocks that are surely a pair."""
    taken = {i for pair in pairs for i in pair.left}, {j for pair in pairs for j in pair.right}
    sure: dict[str, bool] = {}
    for label, mine in known[0].items():
        yours = known[1].get(label, range(0))
        if len(mine) != 1 or len(yours) != 1 or mine[0] in taken[0] or yours[0] in taken[1]:
            continue
        around = left[mine[0]].enclosing
        if around not in sure:
            sure[around] = _is_sure(known[0].get(around, range(0)), known[1].get(around, range(0)), evidence)
        log_odds = evidence.log_odds(mine.start, mine.stop, yours.start, yours.stop)
        if sure[around] and log_odds > _DOUBTFUL:
            yield UnitPair(tuple(mine), tuple(yours), probability(log_odds))


def _is_sure(mine: range, yours: range, evidence: Evidence) -> bool:
    """Whether two blocks are surely a pair."""
    return 0 < len(mine) * len(yours) <= _MOST and (
        evidence.log_odds(mine.start, mine.stop, yours.start, yours.stop) > _SURE)
