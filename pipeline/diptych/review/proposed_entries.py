"""Proposed rows and headings → entries of editorial.toml, as data, each with what an editor must know to confirm it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from diptych.akn import counterparts
from diptych.akn.document import Document, bare, emended, received
from diptych.akn.names import local, tag
from diptych.config.structural_corrections import HEADING, StructuralCorrection
from diptych.config.works import PairedParts
from diptych.diagnostics import Position
from diptych.review.clause_pairs import ClausePair
from diptych.review.proposed_rows import Parts, ProposedRow
from diptych.review.quoted_parts import first_words, quotations

_NOWHERE: Final = Position("")
_LONGEST_HEADING: Final = 100
"""Characters of a line that may be a heading that was read as a paragraph. Chosen. Raised: more lines are tried."""
_CLOSING: Final = frozenset(")\u201d\u2019\u00bb\u300d\uff09")
"""Signs that a heading may end with besides letters and figures. Chosen. If one is added, more lines are tried."""


class Reason(StrEnum):
    """Why an entry is proposed: the key of its words in schema/messages."""

    DIVIDED = "pair_divided"
    MOVED = "pair_moved"
    UNIT = "pair_unit"
    ABSENT = "pair_absent"
    HEADING = "pair_heading"


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


def headings(documents: tuple[Document, Document], pairs: Sequence[ClausePair],
             named: Sequence[etree._Element]) -> Iterator[tuple[bool, ProposedEntry]]:
    """The entries [[structure]] for paragraphs that findings name and that may be headings: those first that are in a
    pair with a heading of the other text, for which the first value is true."""
    known = {block: pair.confidence for pair in pairs if pair.left and pair.right
             for own, other in ((pair.left.blocks, pair.right.blocks), (pair.right.blocks, pair.left.blocks))
             for block in own if len(own) == 1 and all(map(_is_heading, other))}
    found = [(element.get("eId", "") in known, element) for element in named if _may_be_heading(element)]
    for is_known, element in sorted(found, key=lambda item: not item[0]):
        language = next(document.language for document in documents if element in document.main.iter())
        line = " ".join(received(element).split())
        eid = element.get("eId", "")
        yield is_known, ProposedEntry(
            StructuralCorrection(language, (line,), "", 0, HEADING, "", "", (), _NOWHERE), Reason.HEADING,
            known.get(eid, 0.0), ((eid, first_words(element)),), {})


def _is_heading(eid: str) -> bool:
    return eid.rpartition("__")[2] == "heading"


def _may_be_heading(element: etree._Element) -> bool:
    text = emended(element).strip()
    return element.tag == tag("p") and 0 < len(text) <= _LONGEST_HEADING and (
        text[-1].isalnum() or text[-1] in _CLOSING)
