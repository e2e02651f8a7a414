"""An expression → its clauses; two expressions → their clauses side by side, by eIds if both have the same, else as
aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended, received
from diptych.akn.names import local
from diptych.akn.provisions import UNITS
from diptych.align import texts
from diptych.align.pairs import AlignedUnit
from diptych.align.units import units
from diptych.language.equivalents import Equivalents
from diptych.review.clause_pairs import ClausePair, ComparedClause

_HEADINGS: Final = frozenset({"heading", "subheading"})
"""Elements of a unit's headings: defined by Akoma Ntoso 1.0. If one is added, its text joins that of the unit."""
_IGNORED: Final = frozenset({"", "meta", "num"})
"""Elements without words of a clause; "" is a comment. Chosen. If one is added, its text is not compared."""


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
    if not several:
        return None
    return ComparedClause(several[0].eid, "\n".join(clause.text for clause in several),
                          tuple(block for clause in several for block in clause.blocks))


def _is_supplied(document: Document, eid: str) -> bool:
    """Whether all words of the document at this eId are the editor's."""
    element = document.by_eid.get(eid)
    return element is not None and not received(element).strip()


def clauses(document: Document) -> Iterator[ComparedClause]:
    """The clauses of an expression that have words of their own, in its order.

    A unit with one paragraph is one clause with its headings. Otherwise each paragraph is a clause of its own.
    Blocks that the editor supplied are left out."""
    for eid, blocks in _clauses(document.main):
        worded = [block for block in blocks if received(block).strip()]
        if worded:
            yield ComparedClause(eid, "\n".join(map(emended, worded)), tuple(block.get("eId", "") for block in worded))


def _clauses(element: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The eId of each clause below an element, with its headings and paragraphs."""
    for child in element:
        name, eid = local(child.tag), child.get("eId", "")
        if name == "p":
            yield eid, [child]
        elif name in UNITS and eid:
            own = list(_own(child))
            paragraphs = [block for block in own if local(block.tag) == "p"]
            whole = len(paragraphs) == 1 and not any(local(inner.tag) in UNITS for inner in child.iterdescendants())
            yield eid, own if whole else [block for block in own if block not in paragraphs]
            yield from () if whole else _clauses(child)
        elif name not in _IGNORED | _HEADINGS:
            yield from _clauses(child)


def _own(unit: etree._Element) -> Iterator[etree._Element]:
    """The headings and paragraphs of a unit that belong to no unit inside it."""
    for child in unit:
        name = local(child.tag)
        if name == "p" or name in _HEADINGS:
            yield child
        elif name not in _IGNORED | UNITS:
            yield from _own(child)
