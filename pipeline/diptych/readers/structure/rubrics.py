"""Pieces → pieces with their rubrics.

A rubric is a heading on a line of its own: in brackets or as a title below the number of a unit, or a marginal note
above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from diptych.draft import Text
from diptych.language.jurisdictions import Level
from diptych.language.profiles import UNSEEN, Language, years
from diptych.readers.structure.label_candidates import GOES_ON
from diptych.readers.structure.openings import bracketed
from diptych.readers.structure.outline import OutlinePiece, Ranks, text_of
from diptych.readers.structure.unit_tree import captions

_ENOUGH: Final = 3
"""Fewest notes above units of one shape that show a custom; chosen. If raised, short documents have no custom."""
_TITLE: Final = 200
"""Most characters of a title below the number of a unit; chosen. If raised, more paragraphs without a final mark are
titles."""
_NOTED: Final = 0.5
"""Least share of units of one shape with a note, by custom; chosen. If raised, fewer lines above units are notes."""


def rubrics(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> tuple[OutlinePiece, ...]:
    """The pieces, in which every rubric is the heading of its unit.

    Words in brackets that are all of a unit, such as a note of its deletion, are its text.
    """
    below = frozenset([place for place, piece in enumerate(pieces) if piece.label is None and not piece.row.role and (
        piece.row.text[0] in "(（" and _is_below(pieces, place, ranks, language))])
    below |= _titles(pieces, ranks, language) if any(level.titled for level in ranks.levels) else frozenset()
    above = _above(pieces, ranks, language) if any(level.noted for level in ranks.levels) else frozenset[int]()
    headed = tuple(_joined(pieces, below, above)) if below or above else tuple(pieces)
    whole = frozenset([place for place, piece in enumerate(headed) if piece.heading and not piece.texts and (
        _is_whole(headed, place, ranks, language))])
    if not whole:
        return headed
    return tuple([replace(piece, heading=(), texts=piece.heading) if place in whole else piece
                  for place, piece in enumerate(headed)])


def _joined(pieces: Sequence[OutlinePiece], below: Container[int], above: Container[int]) -> Iterator[OutlinePiece]:
    """The pieces without the rows `below` and `above` units, which are their headings."""
    for place, piece in enumerate(pieces):
        if place - 1 in above:
            yield replace(piece, heading=pieces[place - 1].texts, texts=_whole_text(piece), headed_above=True)
        elif place + 1 in below:
            yield replace(piece, heading=pieces[place + 1].texts)
        elif place not in below and place not in above:
            yield piece


def _whole_text(piece: OutlinePiece) -> tuple[Text, ...]:
    """The text of a piece, with its bracketed words before it: another heading takes their place."""
    if not piece.heading:
        return piece.texts
    last = piece.heading[-1]
    between = " " if piece.texts else ""
    return (*piece.heading[:-1], Text(f"{last.text}{between}", last.position), *piece.texts)


def _is_whole(pieces: Sequence[OutlinePiece], place: int, ranks: Ranks, language: Language) -> bool:
    """Whether the words in brackets after a label are all of its unit."""
    piece, following = pieces[place], pieces[place + 1:place + 3]
    return not piece.headed_above and (
        not _holds(piece, following, ranks) or captions(following[0], following[1:], ranks, language))


def _holds(piece: OutlinePiece, following: Sequence[OutlinePiece], ranks: Ranks) -> bool:
    """Whether the piece after a label is in its unit."""
    after = following[0].label if following else None
    return bool(following) and (piece.label is None or after is None or (
        ranks.rank(after.shape) > ranks.rank(piece.label.shape)))


def _is_below(pieces: Sequence[OutlinePiece], place: int, ranks: Ranks, language: Language) -> bool:
    """Whether a row is a phrase in brackets below the number of a unit with more text. A sentence is none, nor is a
    note of a year."""
    if place == 0:
        return False
    before, text = pieces[place - 1], text_of(pieces[place])
    if before.label is None or before.texts or before.heading or ranks.level(before.label.shape).heading != "bracket":
        return False
    return _holds(before, pieces[place + 1:place + 2], ranks) and len(text) <= language.run_in.line_length and (
        bracketed(text, language, 0) == len(text)) and not (
        text[1].islower() or any(sign in language.terminal for sign in text[1:-1]) or years(text, language))


def _titles(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> frozenset[int]:
    """The rows that are titles of the units whose numbers are right above, if most units of their shape have one."""
    counted: Counter[str] = Counter()
    titled: list[tuple[int, str]] = []
    for place, piece in enumerate(pieces):
        if piece.label is not None and not piece.texts and not piece.heading and (
                ranks.level(piece.label.shape).titled):
            counted[piece.label.shape] += 1
            if _is_title(pieces[place + 1:place + 3], piece, ranks, language):
                titled.append((place + 1, piece.label.shape))
    shown = Counter(shape for _, shape in titled)
    return frozenset(place for place, shape in titled
                     if shown[shape] >= _ENOUGH and shown[shape] >= _NOTED * counted[shape])


def _is_title(following: Sequence[OutlinePiece], piece: OutlinePiece, ranks: Ranks, language: Language) -> bool:
    """Whether the row below the number of a unit may be its title: a phrase without a final mark, with text below."""
    if len(following) < 2 or following[0].label is not None or following[0].row.role:
        return False
    text = text_of(following[0])
    return len(text) <= _TITLE and not text[0].islower() and text[-1] not in language.terminal and (
        text[-1] not in GOES_ON) and _holds(piece, following[1:], ranks)


def _above(pieces: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> frozenset[int]:
    """The rows that are marginal notes of the units that come next, if most units of their shape have one."""
    counted = Counter(piece.label.shape for piece in pieces if piece.label is not None and (
        piece.num[0].position == piece.row.position))
    noted = [(place, following.label.shape) for place, following in enumerate(pieces[1:]) if following.label and (
        pieces[place].label is None and _is_note(pieces, place, ranks.level(following.label.shape), language))]
    shown = Counter(shape for _, shape in noted)
    return frozenset(place for place, shape in noted
                     if shown[shape] >= _ENOUGH and shown[shape] >= _NOTED * counted[shape])


def _is_note(pieces: Sequence[OutlinePiece], place: int, level: Level, language: Language) -> bool:
    """Whether a row may be the note of a unit of this level that comes next. Within another unit, the row before it
    must be complete."""
    if not level.noted or pieces[place].row.role or not language.formulas.caption.fullmatch(text_of(pieces[place])):
        return False
    return level.captioned or place > 0 and _is_complete(pieces[place - 1], language)


def _is_complete(piece: OutlinePiece, language: Language) -> bool:
    last = piece.row.text.rstrip(UNSEEN)[-1:]
    return last in language.terminal or bool(language.closers.match(last))
