"""Settled pairs → the same, with runs of units left over in groups: texts whose lines are cut at other places.

A file with wrapped lines has many units where the other text has one paragraph; the groups of an aligner have a few
units. A group of a translation is a bead (Brown, Lai and Mercer 1991).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from diptych.align.band import longest_chain
from diptych.align.evidence import Evidence
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import ordered
from diptych.review.clause_pairs import is_item

_MOST: Final = 144
"""Boundaries between units left over in a gap, those of one text times those of the other, of which groups are made.
Chosen for speed. Raised: slower."""
_NEAR: Final = 0.45
"""Natural logarithm of the lengths' ratio of a group, as times the usual one, below which it is in proportion. Chosen.
Raised: more units are in groups, fewer alone."""
_ALIKE: Final = 0.6
"""Similarity of a group whose lengths need not be in proportion: a quotation that is left untranslated is longer or
shorter than usual. Chosen. Raised: as _LEAST."""
_LEAST: Final = 0.4
"""Similarity of a group that is a pair. Chosen. Raised: fewer groups."""
_LEAST_WITH: Final = 0.25
"""As _LEAST, of a pair with the units beside it. Chosen. Raised: as _LEAST."""
_GAIN: Final = 0.2
"""Similarity that a pair must gain with the units beside it, as times their share of its length and its similarity.
Chosen on the texts to learn from of bench/pairs.py, with paragraphs cut into sentences. Raised: fewer groups."""
_LOSS: Final = -0.2
"""As _GAIN, for a line of a wrapped text that goes on with the sentence of its neighbour. Chosen. Raised: as _GAIN."""
_WRAPPED: Final = 0.1
"""Share of the units of a text that go on with the sentence of the unit before, from which its lines are wrapped.
Chosen: lines before items of a law are fewer. Raised: fewer groups."""
_WHOLE: Final = 20
"""Characters of the shortest line that its sentence may leave, as headings and names have no mark at their end. Chosen.
Raised: fewer groups."""
_ENDS: Final = frozenset(".;:!?)\u3002\uff1b\uff1a\uff01\uff1f\uff09\u201d\u300d\u2026")
"""Marks at the end of a line that is a whole one. Chosen. If one is added, fewer lines continue the one before."""
_WEIGHT: Final = 4.0
"""Factor on similarities in the value of groups, beside units and logarithms of lengths. Chosen. Raised: lines between
two pairs go to the one whose words they share, though the lengths fit worse."""
_CONFIDENCE: Final = 0.8
"""The most that the probability of a group can be. Chosen. Raised: findings on its place are surer."""
_Place = tuple[int, int]
"""A boundary between units of the left text and between units of the right."""


@dataclass(frozen=True, slots=True)
class _Bead:
    """Consecutive units of both texts, from `i` to before `i_end` and from `j` to before `j_end`."""

    i: int
    i_end: int
    j: int
    j_end: int

    @property
    def units(self) -> int:
        return self.i_end - self.i + self.j_end - self.j


_Path = tuple[float, tuple[_Bead, ...]]
"""The value of the groups of a gap, and the groups."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """The evidence of two texts; for each unit its label, and whether it continues a sentence of the unit before."""

    evidence: Evidence
    continues: tuple[Sequence[bool], Sequence[bool]]
    labels: tuple[Sequence[str], Sequence[str]]


def grouped(pairs: Sequence[UnitPair], evidence: Evidence,
            units: tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]]) -> tuple[UnitPair, ...]:
    """The pairs, with the units left over between two of them as groups or as parts of these two."""
    sizes = len(units[0]), len(units[1])
    links = {(pair.left, pair.right): pair.confidence for pair in pairs if pair.left and pair.right}
    free = tuple(set(range(size)) - {unit for link in links for unit in link[side]} for side, size in enumerate(sizes))
    if not any(free):
        return tuple(pairs)
    both = _Texts(evidence, (_continuations(units[0]), _continuations(units[1])),
                  ([unit.label for unit in units[0]], [unit.label for unit in units[1]]))
    by_first = {(link[0][0], link[1][0]): link for link in links}
    chain = [bead for first in longest_chain(by_first) if (bead := _bead(by_first[first]))]
    edges = [_Bead(0, 0, 0, 0), *chain, _Bead(sizes[0], sizes[0], sizes[1], sizes[1])]
    for place in range(len(edges) - 1):
        before, after = edges[place], edges[place + 1]
        gap = _Bead(before.i_end, after.i, before.j_end, after.j)
        if gap.units and all(free[side].issuperset(units) for side, units in enumerate(_units(gap))):
            edges[place], edges[place + 1], inner = _regrouped(before, after, gap, both)
            links |= {_link(bead): _CONFIDENCE for bead in inner}
    for old, new in zip(chain, edges[1:-1], strict=True):
        if old != new:
            links[_link(new)] = min(_CONFIDENCE, links.pop(_link(old)))
    return ordered([UnitPair(*link, confidence) for link, confidence in links.items()], *sizes)


def _continuations(units: Sequence[AlignedUnit]) -> Sequence[bool]:
    """For each unit of a wrapped text whether it continues the unnumbered line before, whose sentence is not at its
    end."""
    continues = [False, *(not (before.label or unit.label) and len(before.text) >= _WHOLE
                          and before.text.rstrip()[-1:] not in _ENDS and not unit.text[:1].isupper()
                          and not is_item(unit.text) for before, unit in pairwise(units))]
    return continues if sum(continues) >= _WRAPPED * len(units) else [False] * len(units)


def _bead(link: tuple[tuple[int, ...], tuple[int, ...]]) -> _Bead | None:
    """The bead of a link; None if its units are not consecutive."""
    ours, theirs = link
    bead = _Bead(ours[0], ours[-1] + 1, theirs[0], theirs[-1] + 1)
    return bead if bead.units == len(ours) + len(theirs) else None


def _units(bead: _Bead) -> tuple[range, range]:
    return range(bead.i, bead.i_end), range(bead.j, bead.j_end)


def _link(bead: _Bead) -> tuple[tuple[int, ...], tuple[int, ...]]:
    ours, theirs = _units(bead)
    return tuple(ours), tuple(theirs)


def _regrouped(before: _Bead, after: _Bead, gap: _Bead, both: _Texts) -> tuple[_Bead, _Bead, tuple[_Bead, ...]]:
    """Two neighbouring pairs with the units of the gap between them that belong to them, and the groups of others."""
    ours, theirs = _units(gap)
    if (len(ours) + 1) * (len(theirs) + 1) > _MOST:
        return before, after, ()
    best: dict[_Place, _Path] = {}
    ended: list[_Path] = [(0.0, (before, after))]
    for place in ((i, j) for i in range(gap.i, gap.i_end + 1) for j in range(gap.j, gap.j_end + 1)):
        begun = _Bead(before.i, place[0], before.j, place[1])
        paths = [best[near] for near in ((place[0] - 1, place[1]), (place[0], place[1] - 1)) if near in best]
        if (value := _added(before, begun, both)) is not None:
            paths.append((value, (begun,)))
        paths += [(path[0] + value, (*path[1], bead)) for bead in _ending(place, gap)
                  if (path := best.get((bead.i, bead.j))) and (value := _value(bead, both.evidence)) is not None]
        if not paths:
            continue
        best[place] = max(paths, key=lambda path: path[0])
        rest = _Bead(place[0], after.i_end, place[1], after.j_end)
        if (value := _added(after, rest, both)) is not None:
            ended.append((best[place][0] + value, (*best[place][1], rest)))
        elif place == (gap.i_end, gap.j_end):
            ended.append((best[place][0], (*best[place][1], after)))
    first, *inner, last = max(ended, key=lambda path: path[0])[1]
    return first, last, tuple(inner)


def _ending(place: _Place, gap: _Bead) -> Iterator[_Bead]:
    """The possible groups before a boundary: several units of one text against one of the other, or the whole gap."""
    i, j = place
    if i > gap.i and j > gap.j:
        yield from (_Bead(start, i, j - 1, j) for start in range(gap.i, i - 1))
        yield from (_Bead(i - 1, i, start, j) for start in range(gap.j, j - 1))
        if place == (gap.i_end, gap.j_end) and min(i - gap.i, j - gap.j) > 1:
            yield gap


def _value(bead: _Bead, evidence: Evidence) -> float | None:
    """The value of a group: its units, its similarity and its proportion; None if it is no pair."""
    off = _off(bead, evidence)
    if off >= _NEAR or (similarity := _similarity(bead, evidence)) < _LEAST:
        return None
    return bead.units + _WEIGHT * similarity - off


def _added(bead: _Bead, extended: _Bead, both: _Texts) -> float | None:
    """The value that a pair gains with units beside it on one side; None if they are no part of it."""
    if bead == extended:
        return 0.0
    more = extended.i_end - extended.i - bead.i_end + bead.i, extended.j_end - extended.j - bead.j_end + bead.j
    if all(more) or bead.units == 0:
        return None
    off, before = _off(extended, both.evidence), _off(bead, both.evidence)
    side = 0 if more[0] else 1
    old, new = _units(bead)[side], _units(extended)[side]
    if new.start < old.start and _begins_with_number(bead, both) and any(both.labels[side][new.start:old.start]):
        return None
    continues = both.continues[side][old.stop if new.stop > old.stop else old.start]
    if off >= before and not (continues and off < _NEAR):
        return None
    similarity = _similarity(extended, both.evidence)
    gain = similarity - _similarity(bead, both.evidence)
    least = (_LOSS if continues else _GAIN) * similarity * _share(bead, extended, side, both.evidence)
    if similarity < (_LEAST_WITH if off < _NEAR else _ALIKE) or gain < least:
        return None
    return sum(more) + _WEIGHT * gain + before - off


def _begins_with_number(bead: _Bead, both: _Texts) -> bool:
    """Whether both sides of a pair begin with one printed number: no item of a unit before it belongs to it."""
    first = both.labels[0][bead.i]
    return bool(first) and first == both.labels[1][bead.j]


def _share(bead: _Bead, extended: _Bead, side: int, evidence: Evidence) -> float:
    """The share of the units added to a group in its length on one side."""
    return 1 - _length(bead, side, evidence) / max(1, _length(extended, side, evidence))


def _length(bead: _Bead, side: int, evidence: Evidence) -> int:
    """The characters of one side of a group."""
    units = _units(bead)[side]
    cumulative = (evidence.left, evidence.right)[side].cumulative
    return cumulative[units.stop] - cumulative[units.start]


def _off(bead: _Bead, evidence: Evidence) -> float:
    """The natural logarithm of the lengths' ratio of a group, as times the usual one, without sign."""
    return abs(math.log((_length(bead, 1, evidence) + 1) / (_length(bead, 0, evidence) * evidence.scale + 1)))


def _similarity(bead: _Bead, evidence: Evidence) -> float:
    return evidence.group_similarity(bead.i, bead.i_end, bead.j, bead.j_end)
