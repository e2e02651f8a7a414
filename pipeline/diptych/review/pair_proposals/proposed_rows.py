"""Two texts with their clauses paired → rows for the parts that they divide otherwise, and parts that one text lacks.

Only what a finding names gets rows. The parts of a unit are joined by the pairs of the clauses in them. If nothing less
holds together, the whole unit is a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.document import Document, bare, emended, received
from diptych.akn.ids import COUNTED
from diptych.akn.names import HIERARCHY, local, tag
from diptych.review.clause_pairs import ClausePair
from diptych.review.pair_proposals.joined_parts import PartGroup, PartLink, cross, joined

_HEADINGS: Final = frozenset({"num", "heading", "subheading"})
"""Elements of a unit that are in no row of their own: defined by Akoma Ntoso 1.0."""
_LEAST: Final = 0.3
"""Confidence of a pair that joins parts. Chosen: a wrong one joins what is apart. Raised: more parts stay alone."""
_MOST_PARTS: Final = 8
"""Parts of a text in a row; if there are more, their unit is a row. Chosen. Raised: entries quote more parts."""
_LARGE: Final = ("article", "section")
"""Units that are never inside a row: one row of several articles would be no use. Chosen. If one is added, what is
around it stays open."""
_LONGEST_CAPTION: Final = 100
"""Characters of a line that may be a heading or a caption. Chosen. Raised: more lines are taken for one."""
_CLOSING: Final = frozenset(")\u201d\u2019\u00bb\u300d\uff09")
"""Signs that a caption may end with besides letters and figures. Chosen. If one is added, more lines are captions."""
Parts = tuple[etree._Element, ...]


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """The parts of the original and of the translation that are one row, in document order.

    With no part on one side, the other text alone has them. `confidence` estimates that the row is right, it is 0 for
    parts that no pair joins."""

    left: Parts
    right: Parts
    confidence: float


@dataclass(frozen=True, slots=True)
class _Texts:
    """The pairs of blocks of both texts by eId, the best first, and the eIds that findings name in each text."""

    links: Sequence[tuple[str, str, float]]
    named: tuple[AbstractSet[str], AbstractSet[str]]


def proposed_rows(original: Document, translation: Document, pairs: Sequence[ClausePair],
                  named: tuple[AbstractSet[str], AbstractSet[str]]) -> tuple[ProposedRow, ...]:
    """The rows for what findings name by eId in the original and in the translation, in the order of the original."""
    links = [(left, right, pair.confidence) for pair in pairs if pair.left and pair.right and not pair.unlike
             and pair.confidence >= _LEAST for left in pair.left.blocks for right in pair.right.blocks]
    return tuple(_inside(original.main, translation.main, _Texts(links, named)))


def _inside(left: etree._Element, right: etree._Element, texts: _Texts) -> Iterator[ProposedRow]:
    """The rows for the parts of two units that answer to each other."""
    sides = _open_parts(left, right), _open_parts(right, left)
    groups = _taken_in(joined((len(sides[0]), len(sides[1])), _part_links(sides, texts)), sides)
    here = any(_is_named((part,), side, texts) for side in (0, 1) for part in sides[side])
    is_whole = len(groups) == 1 and max(map(len, sides)) > 1 or here and (
        min(map(len, sides)) == 1 or any(len(places) > _MOST_PARTS for group in groups for places in group.places))
    is_said = counterparts.is_said_of(left) or counterparts.is_said_of(right)
    if (is_whole or _names_heading(left, right, texts)) and not is_said and _can_be_row((left,), (right,)):
        shares = [_share(parts, [parts[place] for group in groups for place in group.best[side]])
                  for side, parts in enumerate(sides)]
        yield ProposedRow((left,), (right,), max((group.highest for group in groups), default=0.0) * min(shares))
        return
    rows = [(group, _row(group, sides)) for group in groups]
    start = _first_uneven(rows) if here else sum(map(len, sides))
    for group, row in rows:
        if _is_same(row):
            if _is_counted(row.left[0]) and max(*group.places[0], *group.places[1]) > start:
                yield row
            elif local(row.left[0].tag) not in COUNTED and _holds_named(row, texts):
                yield from _inside(row.left[0], row.right[0], texts)
        elif here or _holds_named(row, texts):
            yield from (row,) if _can_be_row(row.left, row.right) else _of_same_units(row, texts)


def _first_uneven(rows: Sequence[tuple[PartGroup, ProposedRow]]) -> int:
    """The place of the first part that is alone or in another order; a place behind all if there is none.

    What follows without a number is counted from the parts before it, so that it must be said as well."""
    groups = [group for group, _ in rows]
    if not cross(groups) and not any(group.is_alone for group in groups):
        return sum(len(places) for group in groups for places in group.places)
    return min((min(places) for group, row in rows if not _is_same(row) for places in group.places if places),
               default=0)


def _of_same_units(row: ProposedRow, texts: _Texts) -> Iterator[ProposedRow]:
    """The rows inside units with one address in parts that cannot be a row: articles that one text has in chapters."""
    theirs = {eid: inner for part in row.right for inner in part.iter(*map(tag, HIERARCHY))
              if (eid := inner.get("eId"))}
    done = set[etree._Element]()
    for unit in (inner for part in row.left for inner in part.iter(*map(tag, HIERARCHY))):
        twin = theirs.get(unit.get("eId", ""))
        if twin is not None and done.isdisjoint(unit.iterancestors()):
            done.add(unit)
            yield from _inside(unit, twin, texts) if _holds_named(ProposedRow((unit,), (twin,), 0.0), texts) else ()


def _share(parts: Sequence[etree._Element], some: Sequence[etree._Element]) -> float:
    """The share of the letters of parts that some of them have; 1 if there are none."""
    lengths = [sum(len(bare(received(part))) for part in group) for group in (some, parts)]
    return lengths[0] / lengths[1] if lengths[1] else 1.0


def _open_parts(unit: etree._Element, other: etree._Element) -> Parts:
    """The parts of a unit of which the editor has said nothing, without its number and headings."""
    return tuple(part for part in counterparts.parts(unit) if local(part.tag) not in _HEADINGS and not (
        counterparts.row(part) or counterparts.is_lacking(part, _language(other))))


def _language(element: etree._Element) -> str:
    """The language of the document around an element."""
    found = element.getroottree().find(f".//{tag('FRBRExpression')}/{tag('FRBRlanguage')}")
    return "" if found is None else found.get("language", "")


def _part_links(sides: tuple[Parts, Parts], texts: _Texts) -> Iterator[PartLink]:
    """The links between parts of two units: by the clauses in them; else by their ids, which count nothing."""
    places = [{eid: place for place, part in enumerate(side) for inner in part.iter(etree.Element)
               if (eid := inner.get("eId"))} for side in sides]
    linked: tuple[set[int], set[int]] = set(), set()
    for left, right, confidence in texts.links:
        if left in places[0] and right in places[1]:
            linked[0].add(places[0][left])
            linked[1].add(places[1][right])
            yield places[0][left], places[1][right], confidence
    keys = {_key(part): place for place, part in enumerate(sides[1]) if place not in linked[1]}
    yield from ((place, keys[_key(part)], 0.0) for place, part in enumerate(sides[0])
                if place not in linked[0] and _key(part) in keys and not _is_counted(part))


def _key(part: etree._Element) -> str:
    """The eId of a part, or its name if it has none."""
    return part.get("eId") or local(part.tag)


def _taken_in(groups: list[PartGroup], sides: tuple[Parts, Parts]) -> list[PartGroup]:
    """The groups, those of the translation alone joined to one beside them: a caption to what follows, else to what is
    before it. A part of the original alone is joined to a group of several with the part of its id."""
    for alone in [group for group in groups if group.is_alone]:
        side = 0 if alone.places[0] else 1
        first, last = min(alone.places[side]), max(alone.places[side])
        near = [next((group for group in groups if not group.is_alone and place in group.places[side]), None)
                for place in ((last + 1, first - 1) if is_caption(sides[side][last]) else (first - 1, last + 1))]
        taker = next((group for group in near if group and (side or _has_twin(group, sides[0][first], sides[1]))), None)
        if taker:
            taker.take(alone)
            groups = [group for group in groups if group is not alone]
    return groups


def _has_twin(group: PartGroup, part: etree._Element, others: Parts) -> bool:
    """Whether a group of several has the part of the other text with the id of a part."""
    return max(map(len, group.places)) > 1 and any(_key(others[place]) == _key(part) for place in group.places[1])


def is_caption(part: etree._Element) -> bool:
    """Whether a part is a short line without a sign at its end, as headings are."""
    text = emended(part).strip()
    return 0 < len(text) <= _LONGEST_CAPTION and (text[-1].isalnum() or text[-1] in _CLOSING)


def _row(group: PartGroup, sides: tuple[Parts, Parts]) -> ProposedRow:
    """The row of a group; parts that no pair joins take away their share of its confidence."""
    left, right = (tuple(side[place] for place in sorted(places))
                   for side, places in zip(sides, group.places, strict=True))
    shares = [_share([side[place] for place in places], [side[place] for place in places if place in best])
              for side, places, best in zip(sides, group.places, group.best, strict=True)]
    return ProposedRow(left, right, group.confidence * min(shares))


def _is_same(row: ProposedRow) -> bool:
    """Whether a row is two parts with one address."""
    return len(row.left) == len(row.right) == 1 and _key(row.left[0]) == _key(row.right[0]) and (
        row.left[0].tag == row.right[0].tag)


def _is_counted(part: etree._Element) -> bool:
    """Whether the eId of a part is its count: it has no number."""
    return local(part.tag) in COUNTED or local(part.tag) in HIERARCHY and part.find(tag("num")) is None


def _is_named(parts: Parts, side: int, texts: _Texts) -> bool:
    return any(part.get("eId", "") in texts.named[side] for part in parts)


def _holds_named(row: ProposedRow, texts: _Texts) -> bool:
    """Whether a finding names a part of a row, or something in it."""
    return any(_is_named((inner,), side, texts) for side, parts in enumerate((row.left, row.right))
               for part in parts for inner in part.iter(etree.Element))


def _names_heading(left: etree._Element, right: etree._Element, texts: _Texts) -> bool:
    """Whether a finding names the heading of a unit, which one text alone has."""
    return any(heading.get("eId", "") in texts.named[side] for side, unit in enumerate((left, right))
               for heading in unit.iterchildren(tag("heading")))


def _can_be_row(left: Parts, right: Parts) -> bool:
    """Whether an entry can name the parts, and no article is inside them."""
    return all(local(part.tag) in HIERARCHY | COUNTED and part.get("eId") and next(
        part.iterdescendants(*map(tag, _LARGE)), None) is None for part in (*left, *right)) and (
        len(left) == len(right) == 1 or not any(local(part.tag) in _LARGE for part in (*left, *right)))
