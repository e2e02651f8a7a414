"""Pieces → pieces with their rubrics: headings that have a line of their own, in brackets below the number of a unit
or as a marginal note above it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.language import Language, years
from pipeline.readers.openings import bracketed
from pipeline.readers.outline import Piece, Ranks, text_of

_PARENTHESES: Final = "(（"


def rubrics(pieces: Sequence[Piece], ranks: Ranks, language: Language) -> tuple[Piece, ...]:
    """The pieces, with every rubric the heading of the unit that it stands beside."""
    below = frozenset(place for place, piece in enumerate(pieces) if _below(pieces, place, piece, ranks, language))
    return tuple(_joined(pieces, below)) if below else tuple(pieces)


def _joined(pieces: Sequence[Piece], below: Container[int]) -> Iterator[Piece]:
    for place, piece in enumerate(pieces):
        if place + 1 in below:
            yield replace(piece, heading=pieces[place + 1].texts)
        elif place not in below:
            yield piece


def _below(pieces: Sequence[Piece], place: int, piece: Piece, ranks: Ranks, language: Language) -> bool:
    """Whether a row is a phrase in brackets below the number of a unit that has more text: a sentence, a note of a
    year, or all that stands there is what the unit says."""
    if piece.label is not None or piece.row.text[0] not in _PARENTHESES or not 0 < place < len(pieces) - 1:
        return False
    before, after, text = pieces[place - 1], pieces[place + 1], text_of(piece)
    if before.label is None or before.texts or before.heading or ranks.level(before.label.shape).heading != "bracket":
        return False
    if after.label is not None and ranks.rank(after.label.shape) <= ranks.rank(before.label.shape):
        return False
    return len(text) <= language.run_in.line_length and bracketed(text, language, 0) == len(text) and not (
        text[1].islower() or any(sign in language.terminal for sign in text[1:-1]) or years(text, language))
