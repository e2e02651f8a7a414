"""All pairs of a document → the items of one text that the other says in one sentence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.lengths import Ratio

_WHOLE: Final = 0.45
"""Share of the words of a divided unit, from which a sentence says it as a whole. Chosen: laws in French say lists of
English ones in half their words. Raised: more items without counterpart are reported unasked."""
_SEP: Final = "__"


def run_on(pairs: Sequence[ClausePair], usual: Ratio | None) -> AbstractSet[int]:
    """The indexes of clauses without counterpart in a unit that the other text does not divide: its one clause, or the
    only one with a counterpart, is long enough to say the unit as a whole."""
    if usual is None:
        return frozenset()
    return frozenset(index for side in (0, 1)
                     for index in _said_together(pairs, side, math.exp(usual.centre * (1 - 2 * side))))


def _said_together(pairs: Sequence[ClausePair], side: int, scale: float) -> Iterator[int]:
    """Those of one text. `scale` is the usual ratio of the length of the other text to that of this one."""
    divided = {clause.eid.rpartition(_SEP)[0] for pair in pairs if (clause := pair.sides[1 - side])}
    for unit, members in _units(pairs, side).items():
        alone = [index for index in members if not pairs[index].sides[1 - side]]
        paired = [(pairs[index].sides[side], other) for index in members if (other := pairs[index].sides[1 - side])]
        whole = scale * sum(_length(pairs[index].sides[side]) for index in members)
        if alone and any(other.eid not in divided and _is_unit(own, other, unit, len(paired))
                         and _length(other) >= _WHOLE * whole for own, other in paired):
            yield from alone


def _is_unit(own: ComparedClause | None, other: ComparedClause, unit: str, count: int) -> bool:
    """Whether a clause stands for a unit as a whole: it has the eId of it, or is the only one for it in another place
    than the clause that it answers to."""
    return other.eid == unit or count == 1 and own is not None and own.eid != other.eid


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


def _length(clause: ComparedClause | None) -> int:
    """The length of a clause in characters, without white space."""
    return len("".join(clause.text.split())) if clause else 0
