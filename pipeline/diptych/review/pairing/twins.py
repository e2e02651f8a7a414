"""An expression → its clauses; two expressions → their clauses side by side, as the aligner pairs them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from lxml import etree

from diptych.akn.document import Document, emended, received
from diptych.akn.names import local
from diptych.akn.provisions import UNITS
from diptych.align import texts
from diptych.align.evidence import Evidence
from diptych.align.left_headings import is_heading
from diptych.align.matches import vocabularies
from diptych.align.pairs import AlignedUnit, UnitPair, unpaired
from diptych.align.units import units
from diptych.language.equivalents import Equivalents
from diptych.review.clause_pairs import FIRST_LINE, MARKER, ClausePair, ComparedClause, is_drawn
from diptych.review.pairing.beads import grouped
from diptych.review.pairing.contradictions import (
    are_brief,
    are_foreign,
    contradict,
    introduces,
    is_abbreviated,
    is_improbable,
)
from diptych.review.pairing.definition_pairs import define_each_other, definitions
from diptych.review.pairing.free_wording import with_free_wording
from diptych.review.pairing.released import released
from diptych.review.pairing.said_nearby import with_doubts
from diptych.review.pairing.sentences_nearby import with_sentences
from diptych.review.pairing.settled import settled
from diptych.review.pairing.straight import straightened

_HEADINGS: Final = frozenset({"heading", "subheading"})
"""Elements of a unit's headings: defined by Akoma Ntoso 1.0. If one is added, its text joins that of the unit."""
_IGNORED: Final = frozenset({"", "meta", "num"})
"""Elements without words of a clause; "" is a comment. Chosen. If one is added, its text is not compared."""
_SEP: Final = "__"
"""What is between the eIds of a unit and of one in it: defined by the Akoma Ntoso Naming Convention 1.0."""
_PLAIN: Final = 0.0
"""Log-odds by words that all pairs of equal ids must have if nothing is to be aligned. Chosen. Raised: slower, and more
texts of equal structure are aligned by what they say."""
LabelledClause = tuple[ComparedClause, AlignedUnit]
"""A clause, and the same as a unit of the alignment."""


def pairs(original: Document, translation: Document, equivalents: Equivalents) -> tuple[ClausePair, ...]:
    """The pairs of clauses of two expressions, in the original's order.

    Clauses that answer to one clause together are joined. A clause that the editor supplied in the other text is left
    out, and so is a row of marks that has no counterpart."""
    ours, theirs = tuple(clauses(original)), tuple(clauses(translation))
    paired = paired_clauses(tuple(_labelled(original, ours)), tuple(_labelled(translation, theirs)), equivalents)
    return tuple(pair for pair in paired
                 if pair.left and pair.right or _has_words(pair) and not _is_supplied(
                     translation if pair.left else original, pair.eid))


def paired_clauses(ours: Sequence[LabelledClause], theirs: Sequence[LabelledClause],
                   equivalents: Equivalents) -> tuple[ClausePair, ...]:
    """The pairs of two texts' clauses: by their ids if all have the same ids and none contradicts its twin, else as
    aligned."""
    left, right = ([unit for _, unit in side] for side in (ours, theirs))
    if not left or not right:
        return tuple(_pair(pair, ours, theirs, None) for pair in unpaired(len(left), len(right)))
    cues = texts.cues(left, right, equivalents)
    paired, evidence = _aligned(left, right, cues, equivalents)
    bodies = _of_bodies((ours, theirs), cues, evidence, equivalents)
    return with_free_wording([_pair(pair, ours, theirs, bodies) for pair in paired], bodies)


def _aligned(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit],
             cues: texts.BothCues, equivalents: Equivalents) -> tuple[Sequence[UnitPair], Evidence]:
    """The pairs of two texts' units, and the evidence for them."""
    words = vocabularies(*cues)
    if [unit.id for unit in left] == [unit.id for unit in right] and all(
            i == j for i, j in definitions((left, right)).items()):
        evidence = texts.prepare(cues, [(at, at) for at in range(len(left))], words)
        if all(evidence.content(at, at) > _PLAIN for at in range(len(left))):
            return [UnitPair((at,), (at,), 1.0) for at in range(len(left))], evidence
    aligned, evidence = texts.align_with_evidence(left, right, cues, words)
    straight = straightened(settled(aligned, evidence, (left, right)), evidence)
    known = released(grouped(straight, evidence, (left, right)), evidence, (left, right))
    doubted = with_doubts(known, evidence)
    return with_sentences(doubted, evidence, (left, right), cues, equivalents), evidence


def _of_bodies(sides: tuple[Sequence[LabelledClause], Sequence[LabelledClause]], cues: texts.BothCues,
               evidence: Evidence, equivalents: Equivalents) -> Evidence:
    """The evidence of the clauses without their headings and item letters, which may be right over another text."""
    bodies = [{at: replace(unit, text=body) for at, (clause, unit) in enumerate(side)
               if (body := _body(clause)) != clause.text} for side in sides]
    if not any(bodies):
        return evidence
    changed = texts.cues([*bodies[0].values()], [*bodies[1].values()], equivalents)
    left, right = ([by_place.get(at, own) for at, own in enumerate(whole)] for by_place, whole in zip(
        (dict(zip(*both, strict=True)) for both in zip(bodies, changed, strict=True)), cues, strict=True))
    return texts.prepare_alike((left, right), evidence)


def _body(clause: ComparedClause) -> str:
    """The text of a clause without its heading and the letter or number of an item; the whole text if that is all."""
    headings = sum(1 for _ in takewhile(lambda block: block.rpartition("__")[2] in _HEADINGS, clause.blocks))
    body = clause.text.split("\n", headings)[-1] if headings < len(clause.blocks) else clause.text
    return body[len(sign[0]):] if (sign := MARKER.match(body)) and sign.end() < len(body) else body


def _pair(pair: UnitPair, ours: Sequence[LabelledClause], theirs: Sequence[LabelledClause],
          evidence: Evidence | None) -> ClausePair:
    """The clauses of a pair of units, joined on each side."""
    left, right = _joined([ours[at] for at in pair.left]), _joined([theirs[at] for at in pair.right])
    unlike = evidence is not None and left is not None and right is not None and (
        len(pair.left) == len(pair.right) == 1 and _are_unlike(
            evidence, (pair.left[0], ours[pair.left[0]]), (pair.right[0], theirs[pair.right[0]]))
        or is_improbable(pair, evidence) and not _are_titles(pair, ours, theirs)
        and not define_each_other(left.text, right.text))
    return ClausePair(left, right, pair.confidence, unlike)


def _are_titles(pair: UnitPair, ours: Sequence[LabelledClause], theirs: Sequence[LabelledClause]) -> bool:
    """Whether the units of a pair are headings."""
    return all(is_heading(side[at][1]) for side, places in ((ours, pair.left), (theirs, pair.right)) for at in places)


def _are_unlike(evidence: Evidence, ours: tuple[int, LabelledClause], theirs: tuple[int, LabelledClause]) -> bool:
    """Whether two clauses, given with their places, say different things."""
    (i, (left, our_unit)), (j, (right, their_unit)) = ours, theirs
    units_ = our_unit, their_unit
    if any(map(is_abbreviated, units_)):
        return False
    numbered = bool(left.label or right.label)
    if not numbered and all(map(introduces, units_)):
        return contradict(evidence, i, j, is_before_items=True)
    return are_foreign(units_, evidence, i, j) or not are_brief(units_, evidence, i, j) and (
        contradict(evidence, i, j, is_numbered=numbered))


def _labelled(document: Document, compared: Sequence[ComparedClause]) -> Iterator[LabelledClause]:
    """The clauses as units of the alignment, with their numbers; rows of drawn tables say nothing."""
    by_eid: Mapping[str, AlignedUnit] = {unit.id: unit for unit in units(document)}
    own = {clause.eid for clause in compared}
    for place, clause in enumerate(compared):
        unit = by_eid.get(clause.eid, AlignedUnit(clause.eid, ""))
        part = unit if clause.eid in by_eid and not _is_bare(clause.eid, by_eid) else _part(clause.eid, by_eid, own)
        yield (replace(clause, label=unit.label, enclosing=unit.enclosing, place=place),
               replace(part, id=clause.eid, text="" if is_drawn(clause.text) else clause.text))


def _is_bare(eid: str, by_eid: Mapping[str, AlignedUnit]) -> bool:
    """Whether a paragraph is the first of a unit that prints its number alone."""
    around = by_eid.get(eid.removesuffix(FIRST_LINE)) if eid.endswith(FIRST_LINE) else None
    return around is not None and bool(around.label) and not around.text


def _part(eid: str, by_eid: Mapping[str, AlignedUnit], own: Container[str]) -> AlignedUnit:
    """The unit of a paragraph that is none of its own: that around it for its first one, unless a heading is there;
    else one in it."""
    around = by_eid.get(eid.rpartition(_SEP)[0])
    if around is None or eid.endswith(FIRST_LINE) and around.id not in own:
        return around or AlignedUnit("", "")
    return AlignedUnit("", "", around.level + 1, enclosing=around.label or around.enclosing)


def _joined(several: Sequence[LabelledClause]) -> ComparedClause | None:
    """Clauses as one clause under the eId and the number of the first; None if there are none."""
    if not several:
        return None
    return replace(several[0][0], text="\n".join(clause.text for clause, _ in several),
                   blocks=tuple(block for clause, _ in several for block in clause.blocks))


def _has_words(pair: ClausePair) -> bool:
    """Whether a clause has a letter or a figure."""
    return any(sign.isalnum() for clause in pair.sides if clause for sign in clause.text)


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
