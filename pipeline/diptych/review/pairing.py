"""Two expressions → their clauses side by side: by eIds if both have the same, else as aligned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diptych.akn.document import Document, received
from diptych.align import texts
from diptych.align.pairs import AlignedUnit
from diptych.align.units import units
from diptych.language.equivalents import Equivalents
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.clauses import clauses


def pairs(original: Document, translation: Document, equivalents: Equivalents) -> tuple[ClausePair, ...]:
    """The pairs of clauses of two expressions, in the original's order.

    Clauses that answer to one clause together are joined. A clause that the editor supplied in the other text is left
    out."""
    ours, theirs = tuple(clauses(original)), tuple(clauses(translation))
    by_eid = [{clause.eid: clause for clause in side} for side in (ours, theirs)]
    if {eid for eid in by_eid[0] if not _is_supplied(translation, eid)} == {
            eid for eid in by_eid[1] if not _is_supplied(original, eid)}:
        return tuple(ClausePair(clause, by_eid[1][clause.eid]) for clause in ours if clause.eid in by_eid[1])
    aligned = texts.align(_units(original, ours), _units(translation, theirs), equivalents)
    joined = (ClausePair(_joined([ours[at] for at in pair.left]), _joined([theirs[at] for at in pair.right]))
              for pair in aligned)
    return tuple(pair for pair in joined
                 if pair.left and pair.right or not _is_supplied(translation if pair.left else original, pair.eid))


def _units(document: Document, compared: Sequence[ComparedClause]) -> list[AlignedUnit]:
    """The clauses as units of the alignment, with their numbers."""
    by_eid: Mapping[str, AlignedUnit] = {unit.id: unit for unit in units(document)}
    return [replace(by_eid.get(clause.eid, AlignedUnit(clause.eid, "")), text=clause.text) for clause in compared]


def _joined(several: Sequence[ComparedClause]) -> ComparedClause | None:
    """Clauses as one clause under the eId of the first; None if there are none."""
    if len(several) < 2:
        return several[0] if several else None
    return ComparedClause(several[0].eid, "\n".join(clause.text for clause in several),
                          tuple(block for clause in several for block in clause.blocks))


def _is_supplied(document: Document, eid: str) -> bool:
    """Whether all words of the document at this eId are the editor's."""
    element = document.by_eid.get(eid)
    return element is not None and not received(element).strip()
