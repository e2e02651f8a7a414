"""All pairs of a document → the items of one text that the other says in one sentence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from diptych.review.clause_pairs import ClausePair, length
from diptych.review.placement.lengths import Ratio

_WHOLE: Final = 0.45
"""Share of the words of a divided unit, from which a sentence says it as a whole. Chosen: laws in French say lists of
English ones in half their words. Raised: more items without counterpart are reported unasked."""
_SEVERAL: Final = 2
"""Clauses without a counterpart of their own in such a unit, at least. Chosen: one of two lines may have been left
out. Raised: as _WHOLE."""
_SEP: Final = "__"


def run_on(pairs: Sequence[ClausePair], usual: Ratio | None) -> AbstractSet[int]:
    """The indexes of clauses without counterpart in a unit that the other text does not divide: its one clause is long
    enough to say the unit as a whole."""
    if usual is None:
        return frozenset()
    return frozenset(index for side in (0, 1)
                     for index in _said_together(pairs, side, math.exp(usual.centre * (1 - 2 * side))))


def _said_together(pairs: Sequence[ClausePair], side: int, scale: float) -> Iterator[int]:
    """The indexes of such clauses of one text.

    `scale` is the usual ratio of the length of the other text to that of this one."""
    divided = {clause.eid.rpartition(_SEP)[0] for pair in pairs if (clause := pair.sides[1 - side])}
    for unit, members in _units(pairs, side).items():
        alone = [index for index in members if not pairs[index].sides[1 - side]]
        whole = scale * sum(length(pairs[index].sides[side]) for index in members)
        others = [other for index in members if (other := pairs[index].sides[1 - side]) and other.eid == unit]
        if alone and len(alone) + _joined(pairs, side, members, alone) >= _SEVERAL and unit not in divided and any(
                length(other) >= _WHOLE * whole for other in others):
            yield from alone


def _joined(pairs: Sequence[ClausePair], side: int, members: Sequence[int], alone: Sequence[int]) -> int:
    """The number of blocks in paired clauses that are items as those without counterpart are."""
    kinds = tuple({clause.eid.rpartition("_")[0] + "_" for index in alone if (clause := pairs[index].sides[side])})
    return sum(block.startswith(kinds) for index in members if index not in alone
               if (clause := pairs[index].sides[side]) for block in clause.blocks[1:])


def _units(pairs: Sequence[ClausePair], side: int) -> dict[str, list[int]]:
    """The indexes of the clauses of one text in each unit of it."""
    units: defaultdict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        clause = pair.sides[side]
        unit = clause.eid if clause else ""
        while unit:
            units[unit].append(index)
            unit = unit.rpartition(_SEP)[0]
    return units
