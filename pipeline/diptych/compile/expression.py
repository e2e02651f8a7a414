"""Draft + identity → one expression: Akoma Ntoso bytes, read back from them, and proved to hold what was received."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diptych.akn import write
from diptych.akn.document import Document, read
from diptych.akn.metadata import Identity
from diptych.config import works
from diptych.diagnostics import Position
from diptych.draft import Draft, Note
from diptych.readers.formats.lines import Line, pieces
from diptych.validate import losslessness


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression: its bytes, the same read back, how many characters were proved to be there, and by eId the
    author's places and the units' numbers."""

    data: bytes
    document: Document
    characters: int
    positions: Mapping[str, Position]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """What an expression is made with besides its text: who it is, what it may refer to, the editor's notes."""

    identity: Identity
    terms: Sequence[works.Term] = ()
    notes: Sequence[Note] = ()


def express(draft: Draft, reference: Reference, lines: Iterable[Line]) -> tuple[Expression, losslessness.Proof]:
    """The expression of a Draft and the proof that it holds these lines. Only its bytes are looked at after this."""
    made = write.write(draft, reference.identity, reference.terms, reference.notes)
    document = read(made.data, reference.identity.expression.file, own=True).value
    if document is None:
        raise ValueError(f"the writer made XML that cannot be read: {reference.identity.expression}")
    proof = losslessness.prove(document, pieces(lines))
    return Expression(made.data, document, proof.characters, made.positions, made.numbers), proof
