"""Units without counterpart → the same, less sure where sentences of a neighbour's twin say what they say.

A translation may end a paragraph with the sentences that are a paragraph of their own in the original.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from diptych.align.evidence import Evidence, Side
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import BothCues, cues, prepare_alike
from diptych.language.equivalents import Equivalents
from diptych.review.pairing.neighbouring_pairs import neighbours, twins

_STOP: Final = re.compile("[.!?;](?=\\s+(?![a-z\u00df-\u00ff\\d\\s]))|[\u3002\uff01\uff1f\uff1b](?!\\W*\\Z)")
"""Pattern of a mark that ends a sentence before another one. Chosen. If it matches more, more units are doubtful."""
_MOST: Final = 3
"""Sentences that may say what the unit says. Chosen. Raised: more units are doubtful."""
_SAID: Final = 0.35
"""Share of the gain expected from a translation that the unit has from the sentences, and these more from it than from
the neighbour. Chosen on the texts to learn from of bench/pairs.py: of 566 units whose translation was taken away none
is above it, of 8 whose translation ends or begins another paragraph 5. Raised: fewer units are doubtful."""
_FEW: Final = 2.0
"""Gain added to the expected one: few words are shared by chance. Chosen. Raised: as _SAID."""
_FAR: Final = 0.9
"""Natural logarithm of the ratio of the sentences' length to that of the unit, as times the usual one, from which they
are no translation of it. Chosen. Raised: more units are doubtful."""
_DOUBTFUL: Final = 0.8
"""Confidence that such a unit has no counterpart. Chosen. Raised: such units are reported as alone."""
_Units = tuple[Sequence[AlignedUnit], Sequence[AlignedUnit]]
"""The units of both texts."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit of the text `side` without counterpart, the units of a pair next to it, and sentences of their twin."""

    pair: int
    side: int
    unit: int
    near: Sequence[int]
    sentences: str


def with_sentences(pairs: Sequence[UnitPair], evidence: Evidence, units: _Units, read: BothCues,
                   known: Equivalents) -> tuple[UnitPair, ...]:
    """The pairs. A unit without counterpart is less sure if a neighbour's twin has sentences for it.

    They answer to the unit better than to the neighbour. `read` are the cues of the units."""
    places = list(_places(pairs, units))
    if not places:
        return tuple(pairs)
    parts = [[AlignedUnit("", place.sentences) for place in places if place.side != side] for side in (0, 1)]
    left, right = cues(parts[0], parts[1], known)
    parted = prepare_alike(([*read[0], *left], [*read[1], *right]), evidence)
    counters = count(len(units[0])), count(len(units[1]))
    said = {place.pair for place in places
            if _is_said(place, next(counters[1 - place.side]), parted, evidence.scale)}
    return tuple(replace(pair, confidence=min(pair.confidence, _DOUBTFUL)) if index in said else pair
                 for index, pair in enumerate(pairs))


def _places(pairs: Sequence[UnitPair], units: _Units) -> Iterator[_Place]:
    """The sentences that may say what a unit without counterpart says.

    They end the twin of the unit before it, or begin that of the unit after it."""
    known = twins(pairs, 0), twins(pairs, 1)
    for index, pair in enumerate(pairs):
        if pair.left and pair.right:
            continue
        side, unit = (0, pair.left[0]) if pair.left else (1, pair.right[0])
        for step, near in neighbours(unit, known[side]):
            twin = [units[1 - side][at].text for at in near[1]][::step]
            parts = *_parts(twin[0], at_end=step < 0), *twin[:len(twin) - 1]
            yield from (_Place(index, side, unit, near[0], part) for part in parts)


def _parts(text: str, *, at_end: bool) -> Iterator[str]:
    """The last or the first sentences of a text, without one sentence at least."""
    stops = [match.end() for match in _STOP.finditer(text)]
    if at_end:
        yield from (text[stop:] for stop in stops[-_MOST:])
    else:
        yield from (text[:stop] for stop in stops[:_MOST])


def _is_said(place: _Place, part: int, parted: Evidence, scale: float) -> bool:
    """Whether sentences, which are the unit `part` of the other text, answer to a unit better than to its neighbour."""
    sides = parted.left, parted.right
    own, other = sides[place.side], sides[1 - place.side]
    usual = scale if place.side == 0 else 1 / scale
    if abs(math.log((other.lengths[part] + 1) / (own.lengths[place.unit] * usual + 1))) > _FAR:
        return False
    better = _share(other, part, own, place.unit) - max(_share(other, part, own, unit) for unit in place.near)
    return better > 0 and better + _share(own, place.unit, other, part) > _SAID


def _share(own: Side, unit: int, other: Side, twin: int) -> float:
    """The gain of a unit from one of the other text beyond chance, as a share of that expected from a translation."""
    matches = own.matches
    gain = matches.gain(unit, other.matches.cues[twin]) - matches.chance_gain[unit]
    return gain / (matches.translation_gain[unit] + _FEW)
