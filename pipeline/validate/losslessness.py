"""Akoma Ntoso + decoded source → proof that no character was lost, moved or added.

The received text is read back from the XML: the editor's `ins` and supplied blocks left out, `del` kept. It must equal
the source, both in NFC and without white space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.akn.document import Document, received
from pipeline.akn.names import tag
from pipeline.diagnostics import Diagnostic, Position, diagnostic

CONTEXT = 12
"""Characters shown on each side of a difference."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How many characters (without white space) were compared, and the first difference if there is one."""

    characters: int
    difference: Diagnostic | None


def prove(document: Document, source: Sequence[tuple[str, Position]]) -> Proof:
    """The proof for one expression. `source` is its lines with the place of their first character. A difference is
    L001, with the place in the source and what stands there in both."""
    pieces = [_squeezed(text) for text, _ in source]
    want, got = "".join(pieces), _squeezed(_text(document))
    if want == got:
        return Proof(len(want), None)
    at = next((i for i, (a, b) in enumerate(zip(want, got, strict=False)) if a != b), min(len(want), len(got)))
    return Proof(len(want), diagnostic("L001", _place(source, pieces, at), language=document.language,
                                       source=want[at:at + CONTEXT], written=got[at:at + CONTEXT]))


def _text(document: Document) -> str:
    return "".join(received(child) for child in document.main if child.tag != tag("meta"))


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _place(source: Sequence[tuple[str, Position]], pieces: Iterable[str], at: int) -> Position | None:
    """The position of the source's squeezed character number `at`."""
    if not source:
        return None
    ends = list(accumulate(len(piece) for piece in pieces))
    index = next((i for i, end in enumerate(ends) if at < end), len(source) - 1)
    text, position = source[index]
    inside = at - (ends[index - 1] if index else 0)
    columns = [column for column, character in enumerate(text) if not character.isspace()]
    column = columns[inside] if inside < len(columns) else len(text)
    return Position(position.file, position.line, position.column + column)
