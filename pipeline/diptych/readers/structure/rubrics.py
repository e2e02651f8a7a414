"""Pieces → pieces with their rubrics: headings that have a line of their own, in brackets below the number of a unit
or as a marginal note above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from diptych.draft import Text
from diptych.language.profiles import UNSEEN, Language, years
from diptych.readers.structure.openings import bracketed
from diptych.readers.structure.outline import OutlinePiece, Ranks, text_of
from diptych.readers.structure.unit_tree import captions

_PARENTHESES: Final = "(（"
_ENOUGH: Final = 3
"""How many notes above units of one kind show that they are a custom of the document."""


def rubrics(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> tuple[OutlinePiece, ...]:
    """The pieces, with every rubric the heading of the unit that it stands beside, and with the words in brackets that
    are all of a unit, such as those that it was deleted, as its text."""
    below = frozenset([place for place, piece in enumerate(pieces) if piece.label is None and (
        piece.row.text[0] in _PARENTHESES and _below(pieces, place, ranks, language))])
    above = _above(pieces, ranks, language) if any(level.noted for level in ranks.levels) else frozenset[int]()
    found = tuple(_joined(pieces, below, above)) if below or above else tuple(pieces)
    whole = frozenset([place for place, piece in enumerate(found) if piece.heading and not piece.texts and (
        _says(found, place, ranks, language))])
    if not whole:
        return found
    return tuple([replace(piece, heading=(), texts=piece.heading) if place in whole else piece
                  for place, piece in enumerate(found)])


def _joined(pieces: Sequence[OutlinePiece], below: Container[int], above: Container[int]) -> Iterator[OutlinePiece]:
    for place, piece in enumerate(pieces):
        if place - 1 in above:
            yield replace(piece, heading=pieces[place - 1].texts, texts=_given_back(piece),
                          headed_above=True)
        elif place + 1 in below:
            yield replace(piece, heading=pieces[place + 1].texts)
        elif place not in below and place not in above:
            yield piece


def _given_back(piece: OutlinePiece) -> tuple[Text, ...]:
    """The text of a piece with what was taken for its heading: a unit has one."""
    if not piece.heading:
        return piece.texts
    last = piece.heading[-1]
    between = " " if piece.texts else ""
    return (*piece.heading[:-1], Text(f"{last.text}{between}", last.position), *piece.texts)


def _says(pieces: Sequence[OutlinePiece], place: int, ranks: Ranks, language: Language) -> bool:
    """Whether the words in brackets after a label are all that is in its unit."""
    piece, following = pieces[place], pieces[place + 1:place + 3]
    return not piece.headed_above and (
        not _holds(piece, following, ranks) or captions(following[0], following[1:], ranks, language))


def _holds(piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks) -> bool:
    """Whether what comes after a label is in its unit."""
    after = following[0].label if following else None
    return bool(following) and (piece.label is None or after is None or (
        ranks.rank(after.shape) > ranks.rank(piece.label.shape)))


def _below(pieces: Sequence[OutlinePiece], place: int, ranks: Ranks, language: Language) -> bool:
    """Whether a row is a phrase in brackets below the number of a unit that has more text: neither a sentence nor a
    note of a year."""
    if place == 0:
        return False
    before, text = pieces[place - 1], text_of(pieces[place])
    if before.label is None or before.texts or before.heading or ranks.level(before.label.shape).heading != "bracket":
        return False
    return _holds(before, pieces[place + 1:place + 2], ranks) and len(text) <= language.run_in.line_length and (
        bracketed(text, language, 0) == len(text)) and not (
        text[1].islower() or any(sign in language.terminal for sign in text[1:-1]) or years(text, language))


def _above(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> frozenset[int]:
    """The rows that are marginal notes of the units that come next, where most units of a shape have one."""
    counted = Counter(piece.label.shape for piece in pieces if piece.label is not None and _opens(piece))
    noted = [place for place, piece in enumerate(pieces[:-1])
             if piece.label is None and _notes(pieces, place, ranks, language)]
    shown = Counter(_next(pieces, place) for place in noted)
    return frozenset(place for place in noted for shape in (_next(pieces, place),)
                     if shown[shape] >= _ENOUGH and shown[shape] * 2 >= counted[shape])


def _next(pieces: Sequence[OutlinePiece], place: int) -> str:
    """The shape of the label after a row."""
    label = pieces[place + 1].label
    return label.shape if label is not None else ""


def _opens(piece: OutlinePiece) -> bool:
    """Whether a label opens its row."""
    return piece.num[0].position == piece.row.position


def _notes(pieces: Sequence[OutlinePiece], place: int, ranks: Ranks, language: Language) -> bool:
    """Whether a row may be the note of the unit that comes next. One within a unit stands behind a row that ends."""
    following = pieces[place + 1]
    if following.label is None or not ranks.level(following.label.shape).noted or (
            not language.formulas.caption.fullmatch(text_of(pieces[place]).strip())):
        return False
    return ranks.level(following.label.shape).captioned or place > 0 and _ended(pieces[place - 1], language)


def _ended(piece: OutlinePiece, language: Language) -> bool:
    text = piece.row.text.rstrip().rstrip(UNSEEN)
    return text[-1:] in language.terminal or bool(language.closers.match(text[-1:]))
