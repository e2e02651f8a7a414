"""The lines of a page → the same with their places: each is searched in the source of the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Footnote, Inline, Mark, Table, Text
from diptych.readers.formats import lines as text
from diptych.readers.formats.inline_objects import changed_texts
from diptych.readers.formats.lines import InlineObject, Line, PrintedLabel

_PROBES: Final = ((10, 1 << 30), (6, 5000), (3, 2000), (2, 1000))
"""Characters of a line that are searched in the page, and the distance searched, in characters; chosen. If lengths are
raised, fewer lines are placed; if distances are raised, more are placed at a later occurrence of their words."""
_REACH: Final = 20
"""Lengths of the page that are searched for words in all, chosen. If raised, a page whose words stand otherwise in its
source takes longer; if lowered, fewer lines of such a page are placed."""
_PRINTED: Final = Position("", -1)
"""Position of a label that the page does not hold."""
_WORD_END: Final = re.compile(r"[\s&<>]")
"""Pattern of a character that may be written otherwise in the source of the page."""


def _unlabelled(line: Line) -> tuple[str, tuple[InlineObject, ...]]:
    """The text of a line without the labels that the page does not hold, and its spans but theirs."""
    printed = [span for span in line.spans if isinstance(span.object, tuple) and any(
        isinstance(item, PrintedLabel) for item in span.object)]
    words = line.text
    for span in reversed(printed):
        words = words[:span.start] + words[span.end:]
    return words, tuple(span for span in line.spans if span not in printed) if printed else line.spans


def _unwrapped(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """The inlines with labels that the page does not hold as texts without a place."""
    return tuple(replace(item, content=_unwrapped(item.content)) if isinstance(item, Mark) and item.name != text.PRINTED
                 else Text(dict(item.attributes)["label"], _PRINTED) if isinstance(item, Mark) else item
                 for item in inlines)


def _probe(words: str) -> str:
    """The beginning of the first word."""
    probe = next(iter(words.split(maxsplit=1)), "")[:_PROBES[0][0]]
    return probe if probe.isalnum() else _WORD_END.split(probe, maxsplit=1)[0]


@dataclass(slots=True)
class Finder:
    """Search for the words of a page in its source, each after the previous ones; no two lines have one place.

    `starts` are the offsets of the source's lines, `cursor` is the offset to search from, `searched` is how many
    characters were searched in vain. `last` is the previous place, `width` the length of the words there.
    """

    source: str
    file: str
    starts: Sequence[int]
    cursor: int
    last: Position
    width: int = 1
    searched: int = 0

    def place(self, words: str) -> Position:
        """The place at which the words begin; behind the previous words if a tag or an entity is within these."""
        probe = _probe(words)
        length, at, sought = 0, -1, ""
        for length, reach in _PROBES if probe else ():
            # A shorter reach never has what a longer one lacks.
            known, sought = sought, probe[:length]
            at = self.find(sought, reach, is_known=sought == known)
            if at >= 0:
                break
        # The columns of two lines never meet: by them an object within a line is known.
        line, column = self.last.line, self.last.column + self.width
        self.width = max(len(words), 1)
        if at >= 0:
            self.cursor = at + min(length, len(probe))
            found = bisect_right(self.starts, at)
            line, column = max((found, at - self.starts[found - 1] + 1), (line, column))
        self.last = Position(self.file, line, column)
        return self.last

    def following(self, words: str) -> Position:
        """The place behind the previous words, for words that are not in the source."""
        self.last = Position(self.last.file, self.last.line, self.last.column + self.width)
        self.width = max(len(words), 1)
        return self.last

    def find(self, words: str, reach: int, *, is_known: bool = False) -> int:
        """The offset of words within so many characters, fewer once much was searched; -1 if they are not there, or
        if that `is_known`."""
        near = self.searched > _REACH * len(self.source)
        end = min(self.cursor + (min(reach, _PROBES[1][1]) if near else reach), len(self.source))
        at = -1 if is_known else self.source.find(words, self.cursor, end)
        self.searched += end - self.cursor if at < 0 else 0
        return at

    def block(self, block: Block) -> Block:
        """The block of a table's cell in its place."""
        if len(block.content) == 1 and isinstance(only := block.content[0], Text):
            at = self.place(only.text)
            return Block((Text(only.text, at),), at)
        places: list[Position] = []

        def moved(item: Text) -> Text:
            places.append(self.following(item.text) if item.position == _PRINTED else self.place(item.text))
            return Text(item.text, places[-1])

        content = tuple(self.note(item) if isinstance(item, Footnote) else item
                        for item in changed_texts(_unwrapped(block.content), moved))
        return Block(content, places[0] if places else self.place(""))

    def note(self, note: Footnote) -> Footnote:
        """The note of a text behind its words, since the note itself may be anywhere in the page."""
        at = self.following("")

        def inside(blocks: Sequence[Block | Table]) -> tuple[Block | Table, ...]:
            return tuple(replace(block, position=at, rows=tuple(tuple(
                replace(cell, blocks=inside(cell.blocks)) for cell in row) for row in block.rows))
                if isinstance(block, Table) else Block(changed_texts(_unwrapped(block.content), moved), at)
                for block in blocks)

        def moved(item: Text) -> Text:
            return Text(item.text, self.following(item.text))

        return replace(note, blocks=inside(note.blocks), position=at)

    def line(self, line: Line) -> Line:
        """The line in its place; a table is where its first cell is."""
        if line.figure is not None:
            figure = self.block(line.figure)
            return replace(line, position=figure.position, figure=figure)
        if line.table is None and not line.spans:
            return Line(line.text, self.place(line.text), line.strong)
        if line.table is None:
            words, spans = _unlabelled(line)
            at = self.place(words)
            self.width = max(len(line.text), 1)
            placed = tuple(replace(span, object=self.note(span.object)) if isinstance(span.object, Footnote) else span
                           for span in spans)
            return replace(line, position=at, spans=placed)
        table = self.table(line.table)
        return replace(line, position=table.position, table=table)

    def table(self, table: Table) -> Table:
        """The table in its place, with the tables in its cells; a table is where its first cell is."""
        caption = self.block(Block(table.caption, table.position)).content if table.caption else ()
        rows = tuple([tuple([self.cell(cell) if cell.blocks else cell for cell in row]) for row in table.rows])
        return Table(rows, self.place(next((words for words, _ in text.cell_texts(table)), "")), caption)

    def cell(self, cell: Cell) -> Cell:
        """The cell with its paragraphs and tables in their places."""
        blocks = tuple([self.block(block) if isinstance(block, Block) else self.table(block) for block in cell.blocks])
        return Cell(blocks, cell.header, cell.columns, cell.rows)
