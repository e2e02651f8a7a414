"""All pairs of a document → findings on headings in one text only, and the clauses whose neighbours are whole without
them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, Span, one_sided
from diptych.review.lengths import Ratio

_HEADING: Final = "heading"
"""Last part of a heading's eId: defined by the Akoma Ntoso Naming Convention 1.0."""
_HEADED: Final = 0.9
"""Share of the clauses with a heading that have one in both texts, from which a missing one is reported. Chosen.
Raised: fewer headings are reported."""
_FEWEST: Final = 3
"""Clauses with a heading in both texts from which a missing one is reported. Chosen. Raised: as _HEADED."""
_ROOM: Final = 0.5
"""Share of a clause's words for which a neighbour's other text must have room to hold it. Chosen on the texts to learn
from of bench/pairs.py. Raised: more clauses in one text only are reported unasked."""


def headings(pairs: Sequence[ClausePair]) -> Iterator[Discrepancy]:
    """Q032: a heading of a clause whose twin has none, if nearly all headings of clauses are in both texts."""
    twins = [(index, pair.left, pair.right) for index, pair in enumerate(pairs) if pair.left and pair.right
             and not pair.unlike and _paragraphs(pair.left) == _paragraphs(pair.right) > 0]
    both = sum(bool(_heading(left)) and bool(_heading(right)) for _, left, right in twins)
    lost = [(index, left, right) for index, left, right in twins if bool(_heading(left)) != bool(_heading(right))]
    if both < _FEWEST or both < _HEADED * (both + len(lost)):
        return
    for index, left, right in lost:
        side, clause = (0, left) if _heading(left) else (1, right)
        yield Discrepancy("Q032", index, one_sided(side, Span(0, len(_heading(clause)))))


def _heading(clause: ComparedClause) -> str:
    """The first line of a clause if it is a heading."""
    first = clause.blocks[0] if clause.blocks else ""
    return clause.text.partition("\n")[0] if first.rpartition("__")[2] == _HEADING else ""


def _paragraphs(clause: ComparedClause) -> int:
    """The number of lines of a clause that are no headings."""
    return sum(block.rpartition("__")[2] != _HEADING for block in clause.blocks)


def surrounded(pairs: Sequence[ClausePair], usual: Ratio | None) -> AbstractSet[int]:
    """The indexes of clauses without counterpart, between two pairs whose other text has no room for their words."""
    if usual is None:
        return frozenset()
    return {index for index, pair in enumerate(pairs) if not (pair.left and pair.right) and 0 < index < len(pairs) - 1
            and all(_is_full(near, pair, usual) for near in (pairs[index - 1], pairs[index + 1]))}


def _is_full(near: ClausePair, alone: ClausePair, usual: Ratio) -> bool:
    """Whether the other text of a pair is too short to hold the words of a clause without counterpart too."""
    if not near.left or not near.right or near.unlike:
        return False
    left, right = (_length(clause) for clause in near.sides)
    surplus = right - left * math.exp(usual.centre)
    if alone.left:
        return surplus < _ROOM * _length(alone.left) * math.exp(usual.centre)
    return -surplus < _ROOM * _length(alone.right)


def _length(clause: ComparedClause | None) -> int:
    """The length of a clause in characters, without white space."""
    return len("".join(clause.text.split())) if clause else 0
