"""Proposed rows and headings → entries of editorial.toml, as data, each with what an editor must know to confirm it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.document import Document, bare, received
from diptych.akn.names import local, tag
from diptych.config.structural_corrections import HEADING, PARAGRAPH, StructuralCorrection
from diptych.config.works import PairedParts
from diptych.diagnostics import Position
from diptych.review.clause_pairs import ClausePair
from diptych.review.proposed_rows import Parts, ProposedRow, is_caption
from diptych.review.quoted_parts import first_words, quotations

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


def readings(documents: tuple[Document, Document], pairs: Sequence[ClausePair],
             named: Sequence[etree._Element]) -> Iterator[tuple[bool, ProposedEntry]]:
    """The entries [[structure]] for what findings name: paragraphs that may be headings, and headings of groups that
    may be paragraphs. Those are first that are in a pair with a heading of the other text: their first value is true.
    """
    known = {block: pair.confidence for pair in pairs if pair.left and pair.right
             for own, other in ((pair.left.blocks, pair.right.blocks), (pair.right.blocks, pair.left.blocks))
             for block in own if len(own) == 1 and all(map(_is_heading, other))}
    found = [(element.get("eId", "") in known, element) for element in named
             if element.tag == tag("p") and is_caption(element) or _group_heading(element) is not None]
    for is_known, element in sorted(found, key=lambda item: not item[0]):
        language = next(document.language for document in documents if element in document.main.iter())
        heading = _group_heading(element)
        reading, reason = (HEADING, Reason.HEADING) if heading is None else (PARAGRAPH, Reason.PARAGRAPH)
        shown = element if heading is None else heading
        entry = StructuralCorrection(language, (" ".join(received(shown).split()),), "", 0, reading, "", "", (), _NOWHERE)
        eid = element.get("eId", "")
        yield is_known, ProposedEntry(entry, reason, known.get(eid, 0.0), ((eid, first_words(shown)),), {})


def _group_heading(element: etree._Element) -> etree._Element | None:
    """The heading of a group of units that has no number; None if it is none."""
    return element.find(tag("heading")) if element.tag == tag("hcontainer") and element.find(
        tag("num")) is None else None


def _is_heading(eid: str) -> bool:
    return eid.rpartition("__")[2] == "heading"
