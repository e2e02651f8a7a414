"""Title of a document → lines of about equal length that end where a phrase ends.

A phrase ends at a marked element, after the name of the issuer, at a bracket, a punctuation mark or a space. Words are
not segmented: a phrase wider than a line breaks wherever its writing system allows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from math import ceil
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from lxml import etree

from diptych.render.html.queries import classes

JOINER: Final = "\u2060"
"""Word joiner: no line ends here."""
BREAK: Final = "\u200b"
"""Zero-width space: a line may end here."""
NO_LATIN: Final = "(?!(?<=[0-9A-Za-z\u00c0-\u024f])(?=[0-9A-Za-z\u00c0-\u024f]))"
"""Pattern that excludes the places between two Latin letters or digits.

No line ends there, and a joiner would break up ligatures (ffi) when text is copied from the PDF.
"""
_INSIDE: Final = re.compile(f"(?<=.)(?=.){NO_LATIN}", re.DOTALL)
"""Pattern of the places inside a phrase."""
_NOT_TITLE: Final = frozenset({"footnote", "foot-row", "eid", "akn-supplied", "akn-lagging"})
"""Classes of elements in a title block that are no part of the title."""
_CLOSING: Final = ("Pe", "Pf", "Po")
"""Unicode categories of closing brackets, closing quotes and other punctuation."""
_BRACKETS: Final = ("Pe", "Pf")
"""Unicode categories of closing brackets and closing quotes."""
_STEP: Final = 0.25
"""Step in ems by which `measure` tries widths, and the spare width of titles with estimated letters (chosen).

If raised, lines are less equal.
"""
_HANGUL: Final = 0.97
"""Estimated width in ems of a Hangul syllable in Noto Serif CJK, bold.

If this or any of the next three is too small, a title may take a further line. If it is too large, lines are less
equal.
"""
_SPACE: Final = 0.25
"""Estimated width in ems of a space in Noto Serif CJK, bold."""
_MARK: Final = 0.4
"""Estimated width in ems of a narrow punctuation mark in Noto Serif CJK, bold."""
_LETTER: Final = 0.6
"""Estimated width in ems of a Latin letter or digit in Noto Serif CJK, bold."""


class TextRun(NamedTuple):
    """A piece of text in a tree; `slot` is the attribute of the element that has it, `text` or `tail`."""

    element: etree._Element
    slot: str
    text: str


def phrases(title: str, ends: Collection[int] = (), number: int = 0) -> tuple[str, ...]:
    """The phrases of a title, without loss; `ends` are further offsets where a phrase may end.

    `number` is the length of a number at the beginning, which no line ends with.
    """
    first = number + 2 if number else 1
    places = [place for place in range(first, len(title)) if not is_bound(title[place - 1], title[place])
              and (place in ends or _ends_phrase(title[place - 1], title[place]))]
    return tuple(title[start:end] for start, end in pairwise([0, *places, len(title)]) if end > start)


def measure(parts: Sequence[str], room: float) -> float:
    """The least width in ems in which a title takes no more lines than in `room`, at most `room`."""
    pieces = [piece for part in parts for piece in ([part] if width(part) <= room else breakable(part))]
    fewest, widest = _line_count(pieces, room), max(1, *map(width, pieces), 1)
    steps = (step * _STEP for step in range(int(widest / _STEP), int(room / _STEP)))
    least = next((ems for ems in steps if ems >= widest and _line_count(pieces, ems) == fewest), room)
    spare = 0 if all(map(is_square, "".join(pieces))) else _STEP
    return min(room, least + spare)


def lines(title: str, room: float, ends: Collection[int] = ()) -> tuple[str, ...]:
    """The lines of a title in `room` ems, about equally long; a line ends where a phrase ends, or at least a word.

    `ends` are those of `phrases`.
    """
    parts = phrases(title, ends)
    narrow = measure(parts, room)
    filled = [""]
    for piece in (piece for part in parts for piece in ([part] if width(part) <= narrow else breakable(part))):
        if filled[-1] and width(filled[-1] + piece) > narrow:
            filled.append("")
        filled[-1] += piece
    return tuple(line.strip() for line in filled)


def width(text: str) -> float:
    """The width of a piece of a title in ems, without trailing white space.

    Characters of ambiguous width (UAX #11), for example quotation marks, count as square: CJK fonts draw them so.
    """
    return sum(map(_width, text.rstrip()))


def beginning(text: str, room: float) -> str:
    """A text, or what of it fits into `room` ems, with an ellipsis; words between spaces stay whole."""
    widths = accumulate(map(_width, text[:ceil(room / _SPACE) + 1]))
    end = sum(1 for _ in takewhile(lambda ems: ems <= room, widths))
    if end >= len(text):
        return text
    words = text[:end].rpartition(" ")[0] if _has_spaces(text[end - 1:end + 1]) else ""
    return (words if width(words) > room / 2 else text[:end]).rstrip() + "\u2026"


def _has_spaces(pair: str) -> bool:
    """Whether two characters are of a word in a script with spaces between words."""
    return all(character.isalnum() and (not is_square(character) or is_syllable(character)) for character in pair)


def is_syllable(character: str) -> bool:
    """Whether a character is in the block Hangul Syllables of Unicode."""
    return "\uac00" <= character <= "\ud7a3"


def held(parts: Sequence[str], room: float) -> str:
    """The title with joiners inside each phrase that fits into `room` ems, and a possible break between phrases."""
    return BREAK.join(_INSIDE.sub(JOINER, part) if width(part) <= room else part for part in parts)


def read(block: etree._Element) -> tuple[str, frozenset[int]]:
    """The published text of a block, and the offsets where elements inside it begin and end."""
    text, ends = "", set()
    for run in runs(block):
        ends.add(len(text))
        text += run.text
    return text, frozenset(ends)


def hold(block: etree._Element, parts: Sequence[str], room: float) -> None:
    """Writes the joiners and breaks of `held` into a block, in place; `parts` are the phrases of its published text.

    Joiners that are in the block already give way to these.
    """
    rest = held(parts, room)
    for run in list(runs(block)):
        size = 0
        for character in run.text.replace(JOINER, ""):
            size = rest.index(character, size) + 1
        piece, rest = rest[:size], rest[size:]
        setattr(run.element, run.slot, piece)


def runs(block: etree._Element) -> Iterator[TextRun]:
    """The pieces of published text of a block, in order."""
    if block.text:
        yield TextRun(block, "text", block.text)
    for child in block:
        if child.tag not in ("del", "sup") and not _NOT_TITLE & classes(child):
            yield from runs(child)
        if child.tail:
            yield TextRun(child, "tail", child.tail)


def _ends_phrase(before: str, after: str) -> bool:
    """Whether a phrase ends between two characters: after a space or a mark, before or after a bracket.

    Hiragana behind a closing bracket is a particle, which belongs to the words in the brackets.
    """
    return before.isspace() or (is_square(after) and _is_opening(after)) or (
        is_square(before) and category(before) in _CLOSING
        and not (category(before) in _BRACKETS and "\u3041" <= after <= "\u309f"))


def is_bound(before: str, after: str) -> bool:
    """Whether no line may end between two characters."""
    return (_is_opening(before) or after.isspace() or category(after) in (*_CLOSING, "Pd")
            or category(before) == "Pd")


def _width(character: str) -> float:
    if is_square(character):
        return _HANGUL if is_syllable(character) else 1
    return _SPACE if character.isspace() else _LETTER if character.isalnum() else _MARK


def is_square(character: str) -> bool:
    """Whether a character is as wide as it is high: wide, full-width or of ambiguous width (UAX #11)."""
    return east_asian_width(character) in "WFA"


def _is_opening(character: str) -> bool:
    return category(character) in ("Ps", "Pi")


def breakable(part: str) -> list[str]:
    """The unbreakable pieces of a phrase that is wider than a line: characters with their marks."""
    pieces = [part[:1]]
    for before, after in pairwise(part):
        if is_bound(before, after):
            pieces[-1] += after
        else:
            pieces.append(after)
    return pieces


def _line_count(pieces: Sequence[str], room: float) -> int:
    """The number of lines of consecutive pieces in `room` ems."""
    lines, used = 1, 0.0
    for piece in pieces:
        if used and used + width(piece) > room:
            lines, used = lines + 1, 0.0
        used += sum(map(_width, piece))
    return lines
