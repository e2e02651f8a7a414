"""Proposed rows and headings → entries of editorial.toml, as data, each with what an editor must know to confirm it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.document import Document, bare, received
from diptych.akn.names import BODIES, local, tag
from diptych.config.structural_corrections import HEADING, PARAGRAPH, StructuralCorrection
from diptych.config.works import PairedParts
from diptych.diagnostics import Position
from diptych.review.clause_pairs import ClausePair
from diptych.review.pair_proposals.proposed_rows import Parts, ProposedRow, is_caption
from diptych.review.pair_proposals.quoted_parts import first_words, quotations

_NOWHERE: Final = Position("")


class Reason(StrEnum):
    """Why an entry is proposed: the key of its words in schema/messages."""

    DIVIDED = "pair_divided"
    MOVED = "pair_moved"
    UNIT = "pair_unit"
    ABSENT = "pair_absent"
    HEADING = "pair_heading"
    PARAGRAPH = "pair_paragraph"


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """An entry, why it is proposed, and the probability that it is right.

    `shown` are the eIds and the first words of its parts, for each text that has some. `words` are the words without
    white space of each part, by language, by which the entry is proved."""

    entry: PairedParts | StructuralCorrection
    reason: Reason
    confidence: float
    shown: tuple[tuple[str, str], ...]
    words: Mapping[str, tuple[str, ...]]


def entries(rows: Sequence[ProposedRow], original: Document, translation: Document) -> Iterator[ProposedEntry]:
    """The entries [[pair]] for rows; a part of the translation alone has none, since it needs one of the original."""
    documents = original, translation
    quoted = [quotations(document) for document in documents]
    for row in rows:
        sides = row.left, row.right
        if not row.left:
            continue
        at = tuple((document.language, tuple(names.get(eid, eid) for eid in _eids(parts)))
                   for document, names, parts in zip(documents, quoted, sides, strict=True) if parts)
        absent = () if row.right else (translation.language,)
        yield ProposedEntry(
            PairedParts(at, absent, (), _NOWHERE), _reason(row), row.confidence,
            tuple((" ".join(_eids(parts)), first_words(parts[0])) for parts in sides if parts),
            {document.language: tuple(sorted(bare(received(part)) for part in parts))
             for document, parts in zip(documents, sides, strict=True)})


def _eids(parts: Parts) -> Iterator[str]:
    return (part.get("eId", "") for part in parts)


def _reason(row: ProposedRow) -> Reason:
    if not row.right:
        return Reason.ABSENT
    if len(row.left) > 1 or len(row.right) > 1:
        return Reason.DIVIDED
    is_unit = row.left[0].get("eId") == row.right[0].get("eId") and counterparts.holder(row.left[0]) is not None and (
        next(counterparts.parts(row.left[0]), None) is not None and local(row.left[0].tag) != "p")
    return Reason.UNIT if is_unit else Reason.MOVED


def readings(documents: tuple[Document, Document], pairs: Sequence[ClausePair]) -> Iterator[ProposedEntry]:
    """The entries [[structure]] for clauses that answer to each other and of which one has a heading more: a paragraph
    of the body may be a heading, and the heading of a group may be a paragraph."""
    for pair in pairs:
        for document, line in _unequal_lines(documents, pair):
            if reading := _other_reading(line):
                yield _reading(document, line, reading, pair.confidence)


def _unequal_lines(documents: tuple[Document, Document], pair: ClausePair) -> Iterator[tuple[Document, etree._Element]]:
    """The headings of a clause that has more of them than its twin, and the other lines of the twin."""
    if pair.left is None or pair.right is None:
        return
    counts = [sum(map(_is_heading, side.blocks)) for side in (pair.left, pair.right)]
    for document, side, own, other in zip(documents, (pair.left, pair.right), counts, counts[::-1], strict=True):
        yield from ((document, document.by_eid[eid]) for eid in side.blocks
                    if own != other and _is_heading(eid) is (own > other))


def _other_reading(line: etree._Element) -> Reason | None:
    """What a line may be instead; None if that is nothing else."""
    if local(line.tag) == "heading":
        return Reason.PARAGRAPH if _is_of_group(line) else None
    is_in_body = any(local(outer.tag) in BODIES for outer in line.iterancestors())
    return Reason.HEADING if is_in_body and is_caption(line) else None


def _reading(document: Document, line: etree._Element, reason: Reason, confidence: float) -> ProposedEntry:
    entry = StructuralCorrection(
        document.language, (" ".join(received(line).split()),), "", 0,
        HEADING if reason is Reason.HEADING else PARAGRAPH, "", "", (), _NOWHERE)
    return ProposedEntry(entry, reason, confidence, ((line.get("eId", ""), first_words(line)),), {})


def _is_heading(eid: str) -> bool:
    return eid.rpartition("__")[2] == "heading"


def _is_of_group(heading: etree._Element) -> bool:
    """Whether a heading is that of a group of units, which has no number."""
    unit = heading.getparent()
    return unit is not None and unit.tag == tag("hcontainer") and unit.find(tag("num")) is None
