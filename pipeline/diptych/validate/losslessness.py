"""Akoma Ntoso + decoded source → proof that no character was lost, moved or added.

The received text is read back from the XML: the editor's `ins` and supplied blocks left out, `del` kept. It must equal
the source, both without white space and in NFC.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from diptych.akn.document import Document, bare, received
from diptych.akn.names import tag
from diptych.diagnostics import Diagnostic, Position, diagnostic

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
    want, got = bare("".join([text for text, _ in source])), _letters(document)
    if want != got:
        want, got = _composed(want), _composed(got)
    if want == got:
        return Proof(len(want), None)
    at = next((i for i, (a, b) in enumerate(zip(want, got, strict=False)) if a != b), min(len(want), len(got)))
    return Proof(len(want), diagnostic("L001", _place(source, at), language=document.language,
                                       source=want[at:at + CONTEXT], written=got[at:at + CONTEXT]))


def _letters(document: Document) -> str:
    """What was received of a document, without white space."""
    if not document.edited:
        return document.letters
    return bare("".join(received(child) for child in document.main if child.tag != tag("meta")))


def _composed(letters: str) -> str:
    """White space goes first, so that letters compose alike whether a line ends between them or not."""
    return unicodedata.normalize("NFC", letters)


def _place(source: Sequence[tuple[str, Position]], at: int) -> Position | None:
    """The position of the received character that became number `at` of the plain text; behind the last one where
    the text ends before."""
    seen = [(character, Position(place.file, place.line, place.column + index))
            for text, place in source for index, character in enumerate(text) if not character.isspace()]
    if not seen:
        return source[0][1] if source else None
    letters = "".join(character for character, _ in seen)
    count = bisect_right(range(1, len(letters) + 1), at, key=lambda end: len(_composed(letters[:end])))
    if count < len(seen):
        return seen[count][1]
    last = seen[-1][1]
    return Position(last.file, last.line, last.column + 1)
