"""Two texts → what was struck out and what was put in, word by word or, where words have no spaces, sign by sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
_RELATED: Final = 0.3
"""Texts with less in common than this were written anew: a patchwork of single signs would tell nobody anything."""
_ISLAND: Final = 2
"""So few wide signs that stayed between two changes are shown as changed with them."""


class PieceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what became of it."""

    kind: PieceKind
    text: str


Redline = tuple[Piece, ...]


def redline(old: str, new: str) -> Redline:
    """The pieces of both texts in their order: without the new ones they are the old text, without those that are gone
    the new one."""
    if old == new:
        return _pieces([(PieceKind.SAME, new)])
    before, after = tokens(old), tokens(new)
    found = SequenceMatcher(None, before, after, autojunk=False)
    if found.real_quick_ratio() < _RELATED or found.quick_ratio() < _RELATED or found.ratio() < _RELATED:
        return _pieces([(PieceKind.GONE, old), (PieceKind.NEW, new)])
    return _pieces(_settled(_compared(found, before, after)))


def tokens(text: str) -> list[str]:
    """The smallest pieces that are compared: words and numbers, spaces, marks; each sign of a script without spaces."""
    return [token for word in _TOKEN.findall(text) for token in _split(word)]


def cut(pieces: Redline, ends: Sequence[int]) -> tuple[Redline, ...]:
    """A redline in parts that end where these many characters of the new text were told. What is gone between two
    parts belongs to the first, and what stands before all to the first as well."""
    parts: list[list[tuple[PieceKind, str]]] = [[] for _ in ends]
    told, part = 0, 0
    for piece in pieces:
        text = piece.text
        if piece.kind is PieceKind.GONE:
            parts[part].append((piece.kind, text))
            continue
        while text:
            while part < len(ends) - 1 and told >= ends[part]:
                part += 1
            room = ends[part] - told if part < len(ends) - 1 else len(text)
            parts[part].append((piece.kind, text[:room]))
            told, text = told + len(text[:room]), text[room:]
    return tuple(_pieces(found) for found in parts)


def _split(word: str) -> Iterator[str]:
    """A word, taken apart where it is written in a script that puts no spaces between words."""
    plain = ""
    for sign in word:
        if _stands_alone(sign):
            if plain:
                yield plain
            plain = ""
            yield sign
        else:
            plain += sign
    if plain:
        yield plain


def _stands_alone(sign: str) -> bool:
    """Whether a sign is a word or a syllable of a script without spaces: Han, kana, Thai; not Hangul."""
    name = unicodedata.name(sign, "") if sign > "\u0dff" else ""
    return name.startswith(("CJK ", "HIRAGANA ", "KATAKANA ", "BOPOMOFO ", "THAI ", "LAO ", "KHMER ", "MYANMAR "))


def _compared(found: SequenceMatcher[str], before: Sequence[str],
              after: Sequence[str]) -> Iterator[tuple[PieceKind, str]]:
    for kind, start, end, begin, stop in found.get_opcodes():
        if kind == "equal":
            yield PieceKind.SAME, "".join(after[begin:stop])
        else:
            yield PieceKind.GONE, "".join(before[start:end])
            yield PieceKind.NEW, "".join(after[begin:stop])


def _settled(pieces: Iterable[tuple[PieceKind, str]]) -> Iterator[tuple[PieceKind, str]]:
    """Without islands: what stayed between two changes is told as part of them where it is a sign or two, or a space;
    then what is gone stands before what is new."""
    told = [piece for piece in pieces if piece[1]]
    gone = new = ""
    for at, (kind, text) in enumerate(told):
        if kind is PieceKind.SAME and not (gone or new) or kind is PieceKind.SAME and not _island(told, at):
            yield from ((PieceKind.GONE, gone), (PieceKind.NEW, new), (kind, text))
            gone = new = ""
        else:
            gone += text if kind is not PieceKind.NEW else ""
            new += text if kind is not PieceKind.GONE else ""
    yield from ((PieceKind.GONE, gone), (PieceKind.NEW, new))


def _island(told: Sequence[tuple[PieceKind, str]], at: int) -> bool:
    text = told[at][1].strip()
    between = 0 < at < len(told) - 1
    small = not text or len(text) < _ISLAND and all(map(_stands_alone, text))
    return between and small


def _pieces(found: Iterable[tuple[PieceKind, str]]) -> Redline:
    """Pieces, neighbours of one kind put together."""
    made: list[Piece] = []
    for kind, text in found:
        if text and made and made[-1].kind is kind:
            made[-1] = Piece(kind, made[-1].text + text)
        elif text:
            made.append(Piece(kind, text))
    return tuple(made)
