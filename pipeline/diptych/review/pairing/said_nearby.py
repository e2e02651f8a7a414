"""Units without counterpart → the same, less sure where the twin of a neighbour says or may say what they say.

A translation may divide its paragraphs in another place than the original.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from diptych.align.evidence import Evidence, Side
from diptych.align.pairs import UnitPair
from diptych.review.pairing.neighbouring_pairs import Near, neighbours, twins

_SAID: Final = 0.4
"""Share of the gain expected from a translation of the unit that the twin has beyond what the neighbour says, from
which the twin says it. Chosen on the texts to learn from: of 168 units whose translation was taken away none is above
it, with 0.15 two; no unit more is reported wrongly. Raised: fewer units are doubtful."""
_FEW: Final = 2.0
"""Gain added to the expected one: a unit of few words shares them by chance. Chosen. Raised: as _SAID."""
_FARTHER: Final = 0.15
"""Natural logarithm by which the twin may be farther from the usual length with the unit. Chosen, as _SAID. Raised:
more units are doubtful."""
_ROOM: Final = 0.7
"""Share of the usual length of the translation of a short unit without number by which the twin is longer than usual,
from which the twin may say it. Chosen, as _SAID: with 0.55 two more of the 168 are doubtful. Raised: fewer units are
doubtful."""
_SHORT: Final = 11.0
"""Informative words of such a unit, at most. Chosen, as _ROOM. Raised: more units are doubtful."""
_DOUBTFUL: Final = 0.8
"""Confidence that such a unit has no counterpart. Chosen. Raised: such units are reported as alone."""


def with_doubts(pairs: Sequence[UnitPair], evidence: Evidence) -> tuple[UnitPair, ...]:
    """The pairs, those of one text alone less sure if the twin of a neighbour says what their unit says."""
    near = twins(pairs, 0), twins(pairs, 1)
    return tuple(replace(pair, confidence=_DOUBTFUL) if _is_doubtful(pair, near, evidence) else pair
                 for pair in pairs)


def _is_doubtful(pair: UnitPair, known: tuple[Mapping[int, Near], Mapping[int, Near]], evidence: Evidence) -> bool:
    """Whether a pair is of one text alone, and the twin of a neighbour says or may say what its unit says."""
    if pair.left and pair.right:
        return False
    side, texts, scale = (0, (evidence.left, evidence.right), evidence.scale) if pair.left else (
        1, (evidence.right, evidence.left), 1 / evidence.scale)
    return any(_is_said(unit, near, texts, scale) or _is_held(unit, near, texts, scale)
               for unit in (*pair.left, *pair.right) for _, near in neighbours(unit, known[side]))


def _is_said(unit: int, near: Near, texts: tuple[Side, Side], scale: float) -> bool:
    """Whether the twin of a neighbour has words of a unit that the neighbour does not answer, and room for it.

    `texts` are that of the unit and the other; `scale` is the usual length of the other for one character of it."""
    matches, (own, twin) = texts[0].matches, near
    cues = [frozenset[str]().union(*(side.matches.cues[at] for at in units)) for side, units in zip(
        texts, near, strict=True)]
    gain = matches.gain(unit, cues[1] - cues[0]) - matches.chance_gain[unit]
    if gain < _SAID * (matches.translation_gain[unit] + _FEW):
        return False
    length, other = (sum(side.lengths[at] for at in units) for side, units in zip(texts, (own, twin), strict=True))
    without, together = (abs(math.log((other + 1) / (size * scale + 1)))
                         for size in (length, length + texts[0].lengths[unit]))
    return together - without <= _FARTHER


def _is_held(unit: int, near: Near, texts: tuple[Side, Side], scale: float) -> bool:
    """Whether a unit is short and has no number, and the twin of a neighbour has room for it."""
    own, other = (sum(side.lengths[at] for at in units) for side, units in zip(texts, near, strict=True))
    length = texts[0].lengths[unit] * scale
    return not texts[0].numbered[unit] and texts[0].matches.informative[unit] < _SHORT and (
        other - own * scale >= _ROOM * max(1.0, length))
