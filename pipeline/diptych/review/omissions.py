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
_WHOLE: Final = 0.4
"""Natural logarithm of the lengths' ratio, as times the usual one, to which a clause holds no other's words. Chosen on
Canadian Acts that bench/pairs.py learns from. Raised: more clauses in one text only are reported unasked."""


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
    """The indexes of clauses without counterpart, between two pairs of the usual ratio of lengths.

    The words of such a clause are no part of its neighbours in the other text."""
    if usual is None:
        return frozenset()
    return {index for index, pair in enumerate(pairs) if not (pair.left and pair.right) and 0 < index < len(pairs) - 1
            and all(_is_whole(near, usual) for near in (pairs[index - 1], pairs[index + 1]))}


def _is_whole(pair: ClausePair, usual: Ratio) -> bool:
    """Whether a pair has two sides of the usual ratio of lengths."""
    if not pair.left or not pair.right or pair.unlike:
        return False
    left, right = ("".join(clause.text.split()) for clause in (pair.left, pair.right))
    return abs(math.log((len(right) + 1) / (len(left) + 1)) - usual.centre) < _WHOLE
