"""Akoma Ntoso + decoded source → proof that no character was lost, moved or added.

The received text is read back from the XML without the editor's `ins` and supplied blocks, with `del`. Without white
space and in NFC it must equal the source.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from diptych.akn.document import Document, bare, received
from diptych.akn.names import tag
from diptych.diagnostics import Diagnostic, Position, diagnostic

CONTEXT = 12
"""Characters shown of both texts from the first difference on, chosen. A higher number makes L001 longer."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The number of characters compared, without white space, and the first difference if there is one."""

    characters: int
    difference: Diagnostic | None


def prove(document: Document, source: Sequence[tuple[str, Position]]) -> Proof:
    """The proof for one expression; `source` is its lines with the place of their first character.

    The first difference is L001, with its place in the source and both texts there.
    """
    return _compared(document, source, _letters(document))


def prove_whole(document: Document, source: Sequence[tuple[str, Position]]) -> Proof:
    """The proof for a document by others, whose marks of editing are its own: all text outside metadata is compared."""
    return _compared(document, source, bare("".join(_outside_metadata(document.root))))


def lost_pictures(document: Document, source: Iterable[str]) -> tuple[Diagnostic, ...]:
    """L003 unless the pictures of a document are those of the received lines, by their addresses in order."""
    expected = list(source)
    actual = [element.get("src", "") for element in document.main.iter(tag("img"))]
    return () if expected == actual else (
        diagnostic("L003", Position(document.source[0]), held=len(expected), read=len(actual), left=0),)


def _outside_metadata(element: etree._Element) -> Iterator[str]:
    """The pieces of text of an element that are in no metadata."""
    if element.tag != tag("meta"):
        yield element.text or ""
        for child in element:
            yield from _outside_metadata(child)
            yield child.tail or ""


def _compared(document: Document, source: Sequence[tuple[str, Position]], actual: str) -> Proof:
    expected = bare("".join([text for text, _ in source]))
    if expected != actual:
        expected, actual = _composed(expected), _composed(actual)
    if expected == actual:
        return Proof(len(expected), None)
    start = next((index for index, (character, other) in enumerate(zip(expected, actual, strict=False))
                  if character != other), min(len(expected), len(actual)))
    return Proof(len(expected), diagnostic("L001", _place(source, start), language=document.language,
                                           source=expected[start:start + CONTEXT],
                                           written=actual[start:start + CONTEXT]))


def _letters(document: Document) -> str:
    """The received text of a document, without white space."""
    if not document.edited:
        return document.letters
    return bare("".join(received(child) for child in document.main if child.tag != tag("meta")))


def _composed(letters: str) -> str:
    """NFC of a text without white space: letters compose alike whether a line ends between them or not."""
    return unicodedata.normalize("NFC", letters)


def _place(source: Sequence[tuple[str, Position]], index: int) -> Position | None:
    """The place of the received character at `index` of the composed text; behind the last one if there is none."""
    seen = [(character, Position(place.file, place.line, place.column + column))
            for text, place in source for column, character in enumerate(text) if not character.isspace()]
    if not seen:
        return source[0][1] if source else None
    letters = "".join(character for character, _ in seen)
    count = bisect_right(range(1, len(letters) + 1), index, key=lambda end: len(_composed(letters[:end])))
    if count < len(seen):
        return seen[count][1]
    last = seen[-1][1]
    return Position(last.file, last.line, last.column + 1)
