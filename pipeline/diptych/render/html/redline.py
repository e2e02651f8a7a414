"""Two texts → a redline: deletions and insertions by words, or by characters in scripts without spaces."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final

_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
_RELATED: Final = 0.3
"""Least similarity, as difflib's ratio, of texts that are compared token by token; chosen. Raised, more texts are shown
as replaced; lowered, unrelated texts become a patchwork of single characters."""
_ISLAND: Final = 2
"""Unchanged wide characters that separate two changes; fewer become part of them. Chosen. Raised, a redline has fewer
and longer changes."""


class PieceKind(StrEnum):
    """The kinds of pieces: in both texts, in the old one alone, in the new one alone."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and its kind."""

    kind: PieceKind
    text: str


Redline = tuple[Piece, ...]


def redline(old: str, new: str) -> Redline:
    """The pieces of both texts in order. All but those of kind NEW are the old text, all but those GONE the new."""
    if old == new:
        return _joined([Piece(PieceKind.SAME, new)])
    before, after = tokens(old), tokens(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    # The quick ratios are upper bounds of the ratio.
    if any(ratio() < _RELATED for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)):
        return _joined([Piece(PieceKind.GONE, old), Piece(PieceKind.NEW, new)])
    return _joined(_without_islands(_compared(matcher, before, after)))


def tokens(text: str) -> list[str]:
    """The smallest pieces: words, numbers, spaces, punctuation marks; each character of a script without spaces."""
    return [token for word in _TOKEN.findall(text) for token in _split(word)]


def cut(pieces: Redline, ends: Sequence[int]) -> tuple[Redline, ...]:
    """The redline in parts that end at these offsets of the new text.

    A deletion between two parts, or before all of them, belongs to the first of the two.
    """
    parts: list[list[Piece]] = [[] for _ in ends]
    borders, offset = ends[:-1], 0
    for piece in pieces:
        if piece.kind is PieceKind.GONE:
            parts[bisect_left(borders, offset)].append(piece)
            continue
        end = offset + len(piece.text)
        for start, stop in pairwise([offset, *(border for border in borders if offset < border < end), end]):
            part = Piece(piece.kind, piece.text[start - offset:stop - offset])
            parts[bisect_right(borders, start)].append(part)
        offset = end
    return tuple(map(_joined, parts))


def _split(word: str) -> Iterator[str]:
    """The word, with each character of a script without spaces by itself."""
    for alone, characters in groupby(word, _stands_alone):
        run = "".join(characters)
        yield from run if alone else (run,)


def _stands_alone(character: str) -> bool:
    """Whether a character is a word or syllable of a script without spaces: Han, kana, Thai; not Hangul."""
    name = unicodedata.name(character, "") if character > "\u0dff" else ""
    return name.startswith(("CJK ", "HIRAGANA ", "KATAKANA ", "BOPOMOFO ", "THAI ", "LAO ", "KHMER ", "MYANMAR "))


def _compared(matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for operation, start, end, begin, stop in matcher.get_opcodes():
        if operation == "equal":
            yield Piece(PieceKind.SAME, "".join(after[begin:stop]))
        else:
            yield Piece(PieceKind.GONE, "".join(before[start:end]))
            yield Piece(PieceKind.NEW, "".join(after[begin:stop]))


def _without_islands(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with each island made part of the changes around it; a deletion precedes its insertion."""
    shown = [piece for piece in pieces if piece.text]
    gone = new = ""
    for index, piece in enumerate(shown):
        if piece.kind is PieceKind.SAME and not ((gone or new) and _is_island(shown, index)):
            yield from (Piece(PieceKind.GONE, gone), Piece(PieceKind.NEW, new), piece)
            gone = new = ""
        else:
            gone += piece.text if piece.kind is not PieceKind.NEW else ""
            new += piece.text if piece.kind is not PieceKind.GONE else ""
    yield from (Piece(PieceKind.GONE, gone), Piece(PieceKind.NEW, new))


def _is_island(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece between two others is white space or has fewer than _ISLAND wide characters."""
    text = pieces[index].text.strip()
    between = 0 < index < len(pieces) - 1
    small = not text or len(text) < _ISLAND and all(map(_stands_alone, text))
    return between and small


def _joined(pieces: Iterable[Piece]) -> Redline:
    """The pieces that have text; neighbours of one kind become one piece."""
    runs = groupby((piece for piece in pieces if piece.text), lambda piece: piece.kind)
    return tuple(Piece(kind, "".join(piece.text for piece in run)) for kind, run in runs)
