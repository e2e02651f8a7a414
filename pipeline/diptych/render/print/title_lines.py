"""The title of a document → lines that are about equally long and end where a phrase ends.

A phrase ends beside a name that the text marks, behind the name of the issuer, at a bracket, a mark or a space: known
places all. Words are not guessed: a phrase that is wider than a line breaks wherever its script lets it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from lxml import etree

JOINER: Final = "\u2060"
BREAK: Final = "\u200b"
NO_LATIN: Final = "(?!(?<=[0-9A-Za-z\u00c0-\u024f])(?=[0-9A-Za-z\u00c0-\u024f]))"
"""Not between two letters of a Latin word: no line ends there, and letters that are drawn as one (ffi) would lose what
they stand for."""
_INSIDE: Final = re.compile(f"(?<=.)(?=.){NO_LATIN}", re.DOTALL)
_APART: Final = frozenset({"footnote", "foot-row", "eid", "akn-supplied"})
"""Classes of what is no part of a title."""
_CLOSING: Final = ("Pe", "Pf", "Po")
_STEP: Final = 0.25
"""Ems by which lines are made narrower, and what is left free where widths are taken from the kind of a letter."""
_HANGUL: Final = 0.97
_SPACE: Final = 0.25
_MARK: Final = 0.4
_LETTER: Final = 0.6
"""Widths in ems of what is not square, as in Noto Serif CJK, bold."""


class TextRun(NamedTuple):
    """A piece of text in a tree: its holder, whether it stands behind it, its words."""

    element: etree._Element
    behind: bool
    text: str


def phrases(title: str, ends: Collection[int] = ()) -> tuple[str, ...]:
    """The phrases of a title, which together are the title; `ends` are further offsets where one may end."""
    places = [place for place in range(1, len(title)) if not _bound(title[place - 1], title[place])
              and (place in ends or _parts(title[place - 1], title[place]))]
    return tuple(title[start:end] for start, end in pairwise([0, *places, len(title)]) if end > start)


def measure(parts: Sequence[str], room: float) -> float:
    """How many ems wide a title may be set so that it takes no more lines than in `room`, about equally long."""
    pieces = [piece for part in parts for piece in ([part] if width(part) <= room else _bits(part))]
    least, narrow = _lines(pieces, room), max(1, *map(width, pieces), 1)
    steps = (step * _STEP for step in range(int(narrow / _STEP), int(room / _STEP)))
    found = next((ems for ems in steps if ems >= narrow and _lines(pieces, ems) == least), room)
    spare = 0 if all(map(_square, "".join(pieces))) else _STEP
    return min(room, found + spare)


def width(text: str) -> float:
    """The width of a piece of a title in ems, without the space that ends it: what fonts of square characters draw
    square is one, as quotation marks are."""
    return sum(map(_width, text.rstrip()))


def held(parts: Sequence[str], room: float) -> str:
    """The title, each phrase that fits into `room` ems held together by word joiners; a line may end between two."""
    return BREAK.join(_INSIDE.sub(JOINER, part) if width(part) <= room else part for part in parts)


def read(block: etree._Element) -> tuple[str, frozenset[int]]:
    """The published text of a block, and the offsets where the elements in it begin and end."""
    text, ends = "", set()
    for run in _runs(block):
        ends.add(len(text))
        text += run.text
    return text, frozenset(ends)


def hold(block: etree._Element, parts: Sequence[str], room: float) -> None:
    """Holds the phrases of a block together, in place; `parts` are the whole text that `read` gives of it."""
    rest = held(parts, room)
    for run in list(_runs(block)):
        size = 0
        for character in run.text:
            size = rest.index(character, size) + 1
        piece, rest = rest[:size], rest[size:]
        if run.behind:
            run.element.tail = piece
        else:
            run.element.text = piece


def _runs(block: etree._Element) -> Iterator[TextRun]:
    """The pieces of published text in a block."""
    if block.text:
        yield TextRun(block, behind=False, text=block.text)
    for child in block:
        if child.tag not in ("del", "sup") and not _APART & set(child.get("class", "").split()):
            yield from _runs(child)
        if child.tail:
            yield TextRun(child, behind=True, text=child.tail)


def _parts(before: str, after: str) -> bool:
    """Whether a phrase ends between two characters: behind a space or a mark, before and behind brackets."""
    return before.isspace() or (_square(after) and _opens(after)) or (
        _square(before) and category(before) in _CLOSING)


def _bound(before: str, after: str) -> bool:
    """Whether no line may end between two characters."""
    return _opens(before) or after.isspace() or category(after) in (*_CLOSING, "Pd") or category(before) == "Pd"


def _width(character: str) -> float:
    if _square(character):
        return _HANGUL if "\uac00" <= character <= "\ud7a3" else 1
    return _SPACE if character.isspace() else _LETTER if character.isalnum() else _MARK


def _square(character: str) -> bool:
    return east_asian_width(character) in "WFA"


def _opens(character: str) -> bool:
    return category(character) in ("Ps", "Pi")


def _bits(part: str) -> list[str]:
    """The pieces that a phrase is broken into where it is wider than a line: its characters, with their marks."""
    bits = [part[:1]]
    for before, after in pairwise(part):
        if _bound(before, after):
            bits[-1] += after
        else:
            bits.append(after)
    return bits


def _lines(pieces: Sequence[str], room: float) -> int:
    """How many lines pieces take that stand one after another."""
    lines, used = 1, 0.0
    for piece in pieces:
        if used and used + width(piece) > room:
            lines, used = lines + 1, 0.0
        used += sum(map(_width, piece))
    return lines
