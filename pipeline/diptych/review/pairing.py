"""Two expressions → their clauses side by side: by their eIds where both have the same, else as aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diptych.akn.document import Document, received
from diptych.align import texts
from diptych.align.pairs import AlignedUnit
from diptych.align.units import units
from diptych.language.equivalents import Equivalents
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.clauses import clauses


def pairs(left: Document, right: Document, known: Equivalents) -> tuple[ClausePair, ...]:
    """The clauses of two expressions in the original's order. Clauses that answer to one together are one; a clause
    that the editor supplied in the other text is left out."""
    ours, theirs = tuple(clauses(left)), tuple(clauses(right))
    by_eid = [{clause.eid: clause for clause in side} for side in (ours, theirs)]
    if {eid for eid in by_eid[0] if not _is_supplied(right, eid)} == {
            eid for eid in by_eid[1] if not _is_supplied(left, eid)}:
        return tuple(ClausePair(clause, by_eid[1][clause.eid]) for clause in ours if clause.eid in by_eid[1])
    return tuple(pair for pair in _aligned(aligned_units(left, ours), aligned_units(right, theirs), ours, theirs, known)
                 if pair.left and pair.right or not _is_supplied(right if pair.left else left, pair.eid))


def aligned_units(document: Document, found: Sequence[ComparedClause]) -> list[AlignedUnit]:
    """The clauses as the alignment knows them, with their numbers."""
    named: Mapping[str, AlignedUnit] = {unit.id: unit for unit in units(document)}
    return [replace(named.get(clause.eid, AlignedUnit(clause.eid, "")), text=clause.text) for clause in found]


def _aligned(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], ours: Sequence[ComparedClause],
             theirs: Sequence[ComparedClause],
             known: Equivalents) -> Iterator[ClausePair]:
    for pair in texts.align(left, right, known):
        yield ClausePair(_together([ours[at] for at in pair.left]), _together([theirs[at] for at in pair.right]))


def _together(found: Sequence[ComparedClause]) -> ComparedClause | None:
    if len(found) < 2:
        return found[0] if found else None
    return ComparedClause(found[0].eid, "\n".join(clause.text for clause in found),
                  tuple(block for clause in found for block in clause.blocks))


def _is_supplied(document: Document, eid: str) -> bool:
    """Whether the editor supplied all that the document has there."""
    element = document.by_eid.get(eid)
    return element is not None and not received(element).strip()
