"""Links of units → the same, with the units left over that are part of a longer twin of their neighbour.

A language says in one paragraph what another says in two, and prints a heading as the first line of a clause.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from diptych.align.evidence import Evidence
from diptych.align.left_headings import is_heading
from diptych.align.numbered_blocks import are_alike, blocks
from diptych.align.pairs import AlignedUnit
from diptych.review.pairing.definition_pairs import is_repealed
from diptych.review.pairing.sentence_counts import sentences

_NEARER: Final = 0.25
"""Natural logarithm by which a unit left over must bring the lengths of its neighbours nearer to the usual ratio.
Chosen. Raised: fewer units are part of a longer twin."""
_NEAR: Final = 0.5
"""Natural logarithm of the lengths' ratio, as times the usual one, after that. Chosen. Raised: more units are part of a
longer twin."""
_SHARED: Final = 0.2
"""Similarity of a unit to a twin of which it may be part. Chosen. Raised: fewer units are part of a longer twin."""
_NEARER_SHARED: Final = 0.08
"""As _NEARER, for a unit that is so similar to the twin. Chosen. Raised: as _NEARER."""
_NEAR_SHARED: Final = 0.2
"""As _NEAR, for a unit that is so similar to the twin. Chosen. Raised: as _NEAR."""
_HELD: Final = 0.5
"""Similarity of a unit to a twin that holds it. Chosen. Raised: fewer units are part of a longer twin."""
_ROOM: Final = -0.3
"""Natural logarithm of the length of a twin that holds a unit, as times the usual one. Chosen. Raised: as _HELD."""
Units = tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]]
"""The units of both texts."""
Link = tuple[tuple[int, ...], tuple[int, ...]]
"""The units of both texts that answer to each other."""


def with_longer_twins(links: Sequence[Link], evidence: Evidence, units: Units) -> list[Link]:
    """The links, with headings, items and lines left over that belong to a link beside them."""
    return _held(_undivided(_headed(links, units), evidence, units), evidence, units)


def free(links: Sequence[Link], side: int, units: int) -> list[int]:
    """The units of a side without a link."""
    taken = {unit for link in links for unit in link[side]}
    return [unit for unit in range(units) if unit not in taken]


def off(evidence: Evidence, ours: Sequence[int], theirs: Sequence[int]) -> float:
    """The natural logarithm of the lengths' ratio of units, as times the usual one."""
    left, right = (sum(side.lengths[unit] for unit in units)
                   for side, units in ((evidence.left, ours), (evidence.right, theirs)))
    return math.log((right + 1) / (left * evidence.scale + 1))


def _headed(links: Sequence[Link], units: Units) -> list[Link]:
    """The links, with the headings left over before a unit whose twin has its heading as its first line."""
    headed = list(links)
    for side in (0, 1):
        places = {unit: place for place, link in enumerate(headed) for unit in link[side]}
        for unit in free(headed, side, len(units[side])):
            place = places.get(unit + 1, -1)
            if place >= 0 and is_heading(units[side][unit]) and (
                    _lines(headed[place], 1 - side, units) > _lines(headed[place], side, units)
                    or _is_headed(headed[place], 1 - side, units) > _is_headed(headed[place], side, units)):
                headed[place] = _with(headed[place], side, unit)
    return headed


def _is_headed(link: Link, side: int, units: Units) -> bool:
    """Whether a side of a link begins with a heading before other lines."""
    unit = units[side][link[side][0]]
    heading, _, body = unit.text.partition("\n")
    return bool(body) and is_heading(replace(unit, text=heading))


def _lines(link: Link, side: int, units: Units) -> int:
    """The number of lines of a side of a link."""
    return sum(1 + units[side][unit].text.count("\n") for unit in link[side])


def _held(links: Sequence[Link], evidence: Evidence, units: Units) -> list[Link]:
    """The links, with the units left over that are part of a neighbour's longer twin.

    An item belongs to no unit after it that begins with one printed number in both texts."""
    extended = list(links)
    for side in (0, 1):
        places = {unit: place for place, link in enumerate(extended) for unit in link[side]}
        for unit in free(links, side, len(units[side])):
            if is_repealed(units[side][unit].text):
                continue
            item = bool(units[side][unit].label)
            fitting = [(distance, place) for place in dict.fromkeys(
                places[near] for near in (unit - 1, unit + 1) if near in places
                and not (item and near > unit and _begin_alike(extended[places[near]], units)))
                if (distance := _nearness(extended[place], side, unit, evidence, units)) is not None]
            if fitting:
                place = min(fitting)[1]
                extended[place] = _with(extended[place], side, unit)
                places[unit] = place
    return extended


def _undivided(links: list[Link], evidence: Evidence, units: Units) -> list[Link]:
    """The links, with the items left over of a numbered unit whose twin is undivided and says as much."""
    ours, theirs = map(blocks, units)
    places = {(side, unit): place for place, link in enumerate(links) for side in (0, 1) for unit in link[side]}
    extended = list(links)
    for label, mine in ours.items():
        whole = mine, theirs.get(label, range(0))
        side = 0 if len(whole[1]) == 1 else 1
        place = places.get((1 - side, whole[1 - side].start), -1)
        if place < 0 or not are_alike(*whole, *units, evidence) or not set(links[place][side]) <= set(whole[side]):
            continue
        for unit in whole[side]:
            if (side, unit) not in places:
                extended[place] = _with(extended[place], side, unit)
    return extended


def _begin_alike(link: Link, units: Units) -> bool:
    """Whether both sides of a link begin with one printed number."""
    left, right = (units[side][link[side][0]].label for side in (0, 1))
    return bool(left) and left == right


def _nearness(link: Link, side: int, unit: int, evidence: Evidence, units: Units) -> float | None:
    """How far the lengths of a link are from the usual ratio with a unit; None if the unit is no part of its twin."""
    if len(link[1 - side]) > 1:
        return None
    joined = _with(link, side, unit)
    before, after = abs(off(evidence, *link)), abs(off(evidence, *joined))
    if after + _NEARER < before and after < _NEAR:
        return after
    twin = link[1 - side][0]
    i, j = (unit, twin) if side == 0 else (twin, unit)
    similarity, room = evidence.similarity(i, j), off(evidence, *joined) * (1 if side == 0 else -1)
    fits = similarity > _SHARED and after + _NEARER_SHARED < before and after < _NEAR_SHARED
    holds = similarity > _HELD and (room > _ROOM or _has_its_sentences(link, side, unit, units))
    return after if fits or holds else None


def _has_its_sentences(link: Link, side: int, unit: int, units: Units) -> bool:
    """Whether the other side of a link has as many sentences as this one and a unit together."""
    twins = sum(sentences(units[1 - side][twin].text, whole=True) for twin in link[1 - side])
    return twins >= sum(sentences(units[side][own].text, whole=True) for own in (unit, *link[side]))


def _with(link: Link, side: int, unit: int) -> Link:
    """A link with one more unit on a side."""
    units = tuple(sorted((*link[side], unit)))
    return (units, link[1]) if side == 0 else (link[0], units)
