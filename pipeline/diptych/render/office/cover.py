"""The texts of a work → the lines on the cover of its book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from diptych.render.html import title_lines
from diptych.render.print.edition import PrintedText

_ROOM: Final = 1300
"""Width of a line in units of the picture, whose width is 1600; chosen."""
_TOP: Final = 520
"""Base of the first line from the upper edge, chosen for at most five lines a title."""
_SIZES: Final = (112, 76)
"""Size of the first title and of the others, chosen."""
_MOST: Final = 6
"""Most lines of a title. If raised, titles of two texts don't fit on the cover."""


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line: its words, language tag and size, its base from the upper edge, whether it is bold."""

    words: str
    tag: str
    size: int
    y: int
    bold: bool


def cover_lines(texts: Sequence[PrintedText]) -> tuple[CoverLine, ...]:
    """The titles of all texts, and below them number and author of the first."""
    lines: list[CoverLine] = []
    y = _TOP
    for index, text in enumerate(texts):
        size = _SIZES[min(index, 1)]
        for words in _title(text.known.title, _ROOM / size):
            lines.append(CoverLine(words, text.known.tag, size, y, bold=True))
            y += round(size * 1.4)
        y += 120
    first, y = texts[0], max(y, 1900)
    for words in filter(None, (first.number, first.known.author)):
        lines.append(CoverLine(words, first.known.tag, 56, y, bold=False))
        y += 90
    return tuple(lines)


def _title(title: str, room: float) -> tuple[str, ...]:
    """The lines of a title, at most `_MOST`."""
    lines = title_lines.lines(title, room)
    return lines if len(lines) <= _MOST else (*lines[:_MOST - 1], f"{lines[_MOST - 1]}\u2026")
