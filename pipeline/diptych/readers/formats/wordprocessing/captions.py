"""Paragraphs in Word's style for captions beside tables → captions of these tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from diptych.draft import Table
from diptych.readers.formats.inline_objects import blocks, joined
from diptych.readers.formats.lines import OBJECT, Line


def captioned(lines: Sequence[Line], captions: Collection[int]) -> list[Line]:
    """The lines, in which each caption beside a table is in it; `captions` are the numbers of their paragraphs.

    In a text captions are above tables, or below them if more are there. Captions of pictures stay paragraphs.
    """
    shown = [index for index, line in enumerate(lines) if line.text.strip()]
    single = {index for place, index in enumerate(shown) if _is_caption(lines, shown, place, captions)}
    above, below = ([(table, caption) for table, caption in pairs
                     if lines[table].table is not None and caption in single]
                    for pairs in ([(after, before) for before, after in pairwise(shown)], list(pairwise(shown))))
    chosen = below if len(below) > len(above) else above
    held = {table: tables for table, caption in chosen if (tables := _with(lines[table], lines[caption])) is not None}
    taken = {caption for table, caption in chosen if table in held}
    return [held.get(index, line) for index, line in enumerate(lines) if index not in taken]


def _is_caption(lines: Sequence[Line], shown: Sequence[int], place: int, captions: Collection[int]) -> bool:
    """Whether a line is the only one of a paragraph that is a caption."""
    line = lines[shown[place]]
    number = line.position.line
    beside = [lines[other].position.line for other in (*shown[max(place - 1, 0):place], *shown[place + 1:place + 2])]
    return number in captions and line.text.strip() != OBJECT and number not in beside


def _with(table: Line, caption: Line) -> Line | None:
    """The line of a table with its caption; None if it has one already."""
    if not isinstance(table.table, Table) or table.table.caption:
        return None
    words = joined(blocks((caption,)))
    return replace(table, table=replace(table.table, caption=words)) if words else None
