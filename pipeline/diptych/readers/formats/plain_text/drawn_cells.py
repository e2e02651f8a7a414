"""Lines of a cell of a drawn table → its paragraphs, whose lines were wrapped at the width of the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Text
from diptych.readers.formats.plain_text.drawn_lines import WIDE, Gap
from diptych.readers.formats.plain_text.drawn_signs import width

_HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
"""Korean letters, which are wide and have spaces between words."""
_WIDE: Final = ("\u2460-\u27bf\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f"
                "\uff01-\uff60\U00020000-\U0003ffff")
"""Characters and punctuation marks of scripts without spaces."""
_SPACELESS: Final = re.compile(f"[{_WIDE}]")
_FIRST: Final = re.compile(rf"[^\w\s]{{0,9}}(?:[{_WIDE}]|[^\s{_WIDE}]*)[^\w\s(\[\u3008-\u3010\uff08]{{0,9}}")
"""Pattern of what had to have room at the end of the line before: a word, or a character without spaces around it,
with its punctuation marks."""
_CLOSES: Final = re.compile(r"[,.;:!?)\]\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff0e"
                            r"\uff1a\uff1b\uff1f]")
"""Pattern of a mark that nothing begins with."""
_SMALL: Final = re.compile(r"[^\W\d_A-Z\u2e80-\uffff\U00010000-\U0010ffff]")
"""Pattern of a letter that is small, with which a line goes on."""
_PAUSES: Final = re.compile(r"[-,;:(/\uff0f\[\u3001\u3008\u300a\u300c\u300e\u3010\uff08\uff0c]$")
"""Pattern of the end of a line whose sentence goes on."""
_SPACED: Final = re.compile(rf"[{_WIDE}{_HANGUL}](?:\s++[{_WIDE}{_HANGUL}])++")
"""Pattern of a word that is spaced out to fill its line."""
_HYPHENED: Final = re.compile(r"[^\W\d_](?:-\n|\n-)[^\W\d_]")
"""Pattern of a line end within a word that has a hyphen."""
_KOREAN: Final = re.compile(f"[{_HANGUL}]{{2}}")
"""Pattern of two syllables."""
_MARGIN: Final = 2
"""Half-width cells that a word needs besides its own; chosen: the space before it and one before the edge. If lowered,
lines of one paragraph are taken for two."""


def paragraphs(lines: Sequence[Gap], room: int, ambiguous: int) -> tuple[Block, ...]:
    """The paragraphs of a cell whose lines have `room` half-width cells. `ambiguous` is the width of a character that
    is wide in East Asian type alone."""
    written = [line for line in lines if line.text.strip()]
    aligned = len(written) > 1 and all(line.text[0].isspace() and not line.text[-1].isspace() for line in written)
    cut = any(_SPACELESS.search(line.text) for line in written)
    parts: list[list[Text]] = []
    before: Gap | None = None
    for line in written:
        text = _text(line)
        free = room - width(before.text.rstrip(), ambiguous) if before is not None else 0
        if before is None or aligned or _ends(before.text.strip(), text.text, free, ambiguous):
            parts.append([])
        elif joiner := _joiner(parts[-1][-1].text, text.text, free, cut=cut):
            parts[-1][-1] = replace(parts[-1][-1], text=parts[-1][-1].text + joiner)
        parts[-1].append(text)
        before = line
    return tuple(Block(tuple(part), part[0].position) for part in parts)


def _text(line: Gap) -> Text:
    """The text of a line without the white space at its ends."""
    at, text = line.position, line.text.strip()
    return Text(text, Position(at.file, at.line, at.column + len(line.text) - len(line.text.lstrip())))


def _ends(before: str, after: str, free: int, ambiguous: int) -> bool:
    """Whether a paragraph ends before a line: what begins that line had room in the line before it."""
    if _SPACED.fullmatch(before) or _SPACED.fullmatch(after):
        return True
    if _PAUSES.search(before) or _CLOSES.match(after) or _SMALL.match(after):
        return False
    first = _FIRST.match(after)
    spaced = not _SPACELESS.match(before[-1]) and not _SPACELESS.match(after)
    return first is not None and width(first[0], ambiguous) + (_MARGIN if spaced else 0) <= free


def _joiner(before: str, after: str, free: int, *, cut: bool) -> str:
    """What is between two lines of a paragraph: a space, but not within a word or in a script without spaces.

    A line that ends within a Korean word has no room for a syllable. `cut`: the cell has a script without spaces, so
    that a line without any room may end within a word of another one.
    """
    if _SPACELESS.match(before[-1]) or _SPACELESS.match(after) or _CLOSES.match(after):
        return ""
    within = _HYPHENED.search(f"{before[-2:]}\n{after[:2]}") or (
        _KOREAN.fullmatch(before[-1] + after[0]) and free < WIDE) or cut and free < 1 and (
        not (before[-1].islower() and after[0].isupper()))
    return "" if within else " "
