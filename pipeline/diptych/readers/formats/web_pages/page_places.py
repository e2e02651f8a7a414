"""The lines of a page → the same with their places: each is searched in the source of the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Footnote, Inline, Mark, Table, Text
from diptych.readers.formats import lines as text
from diptych.readers.formats.inline_objects import changed_texts
from diptych.readers.formats.lines import InlineObject, Line, MathFormula, PrintedLabel
from diptych.readers.formats.web_pages import page_source

_PROBES: Final = ((10, 1 << 30), (6, 5000), (3, 2000), (2, 1000))
"""Characters of a line that are searched in the page, and the distance searched, in characters; chosen. If lengths are
raised, fewer lines are placed; if distances are raised, more are placed at a later occurrence of their words."""
_LONGEST: Final = _PROBES[0][0]
"""Most characters of a line that are searched, defined by the first of `_PROBES`."""
_NEAR: Final = _PROBES[1][1]
"""Most characters in which words are looked for once much was searched in vain, defined by the second of `_PROBES`."""
_REACH: Final = 20
"""Lengths of the page that are searched for words in all, chosen. If raised, a page whose words stand otherwise in its
source takes longer; if lowered, fewer lines of such a page are placed."""
_PRINTED: Final = Position("", -1)
"""Position of a label that the page does not hold."""
_FORMULA: Final = Position("", -2)
"""Position of the text of a formula, which has other characters in the page."""
_WORD_END: Final = re.compile(r"[\s&<>]")
"""Pattern of a character that may be written otherwise in the source of the page."""


def _unlabelled(line: Line) -> tuple[str, tuple[InlineObject, ...]]:
    """The text of a line without the labels that the page does not hold, and its spans but theirs."""
    words, spans = line.text, list[InlineObject]()
    for span in line.spans[::-1]:
        if isinstance(span.object, tuple) and PrintedLabel in map(type, span.object):
            words = words[:span.start] + words[span.end:]
        else:
            spans.insert(0, span)
    return words, tuple(spans)


def _is_labelled(spans: Sequence[InlineObject]) -> bool:
    """Whether all that is marked in a line is the label that it begins with, which the page does not hold."""
    only = spans[0]
    return len(spans) == 1 and only.start == 0 and isinstance(only.object, tuple) and (
        isinstance(only.object[-1], PrintedLabel))


def _unwrapped(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """The inlines with labels that the page does not hold, and formulas, as texts with the place of their kind."""
    return tuple([item if not isinstance(item, Mark) else Text(dict(item.attributes)["label"], _PRINTED)
                  if item.name == text.PRINTED else Mark(item.name, item.attributes, (
                      changed_texts(item.content, lambda inner: Text(inner.text, _FORMULA))
                      if item.name == text.FORMULA else _unwrapped(item.content)))
                  for item in inlines])


def _kinds(spans: Iterable[InlineObject]) -> AbstractSet[type]:
    """The kinds of the objects in a line, and of what its texts are marked as."""
    kinds = set[type]()
    for span in spans:
        if isinstance(span.object, tuple):
            kinds.update(map(type, span.object))
        else:
            kinds.add(type(span.object))
    return kinds


def _first(parts: Iterable[Table]) -> tuple[str, Position] | None:
    """The first text of tables with its place."""
    return next((item for part in parts for item in text.cell_texts(part)), None)


def _rows(table: Table) -> Iterator[Table]:
    """The rows of a table, each as a table."""
    return (Table((row,), table.position) for row in table.rows)


def _captions(table: Table) -> Iterator[Table]:
    """The caption of a table as a table."""
    yield Table((), table.position, table.caption)


def _probe(words: str) -> str:
    """The beginning of the first word."""
    first = words.split(maxsplit=1)
    probe = first[0][:_LONGEST] if first else ""
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

    def place(self, words: str, *, is_written: bool = True) -> Position:
        """The place at which the words begin; behind the previous words if a tag or an entity is within these.

        If the page has them as they are (`is_written`), the next ones are looked for behind their end.
        """
        source, probe = self.source, words[:_LONGEST] if words.isalnum() else _probe(words)
        at = source.find(probe, self.cursor, self.cursor + _NEAR) if probe else -1
        # Most words are at the beginning of the next element.
        is_first = at > 0 and source[at - 1] == ">"
        if is_first and source.startswith(words, at):
            self.cursor = at + len(words)
        else:
            if is_first:
                self.cursor = at + len(probe)
            else:
                at = self.find(probe) if probe else -1
            if is_written and at >= 0:
                self.cursor = max(page_source.behind(source, at, len(words.strip())), self.cursor)
        # The columns of two lines never meet: by them an object within a line is known.
        line, column = self.last.line, self.last.column + self.width
        self.width = len(words) or 1
        if at >= 0:
            found = bisect_right(self.starts, at)
            own = at - self.starts[found - 1] + 1
            if found > line or found == line and own > column:
                line, column = found, own
        self.last = Position(self.file, line, column)
        return self.last

    def following(self, words: str) -> Position:
        """The place behind the previous words, for words that are not in the source."""
        self.last = Position(self.last.file, self.last.line, self.last.column + self.width)
        self.width = max(len(words), 1)
        return self.last

    def find(self, probe: str) -> int:
        """The offset of the beginning of words, behind which the next ones are looked for; -1 if it is not found.

        Once much was searched, it is looked for in the vicinity alone.
        """
        cursor, searched, known, whole = self.cursor, self.searched, "", len(self.source)
        for length, reach in _PROBES:
            is_near = searched > _REACH * whole and reach > _NEAR
            end = min(cursor + (_NEAR if is_near else reach), whole)
            # A shorter reach never has what a longer one lacks.
            sought = probe[:length]
            at = page_source.shown(self.source, sought, cursor, end) if sought != known else -1
            if at >= 0:
                self.cursor, self.searched = at + len(sought), searched
                return at
            known = sought
            searched += end - cursor
        self.searched = searched
        return -1

    def block(self, block: Block) -> Block:
        """The block of a table's cell in its place."""
        if len(block.content) == 1 and isinstance(only := block.content[0], Text):
            at = self.place(only.text)
            return Block((Text(only.text, at),), at)
        places: list[Position] = []

        def moved(item: Text) -> Text:
            places.append(self.following(item.text) if item.position == _PRINTED else
                          self.place(item.text, is_written=item.position != _FORMULA))
            return Text(item.text, places[-1])

        content = tuple([self.note(item) if isinstance(item, Footnote) else item
                         for item in changed_texts(_unwrapped(block.content), moved)])
        return Block(content, places[0] if places else self.place(""))

    def note(self, note: Footnote) -> Footnote:
        """The note of a text behind its words, since the note itself may be anywhere in the page."""
        at = self.following("")
        self.cursor = page_source.behind_mark(self.source, self.cursor, note.marker)

        def inside(blocks: Sequence[Block | Table]) -> tuple[Block | Table, ...]:
            return tuple([within(block) if isinstance(block, Table) else Block(
                changed_texts(_unwrapped(block.content), moved), at) for block in blocks])

        def within(table: Table) -> Table:
            rows = [[Cell(inside(cell.blocks), cell.header, cell.columns, cell.rows) for cell in row]
                    for row in table.rows]
            return Table(tuple(map(tuple, rows)), at, table.caption)

        def moved(item: Text) -> Text:
            return Text(item.text, self.following(item.text))

        return Footnote(note.marker, note.kind, inside(note.blocks), at)

    def line(self, line: Line) -> Line:
        """The line in its place; a table is where its first cell is."""
        if line.figure is not None:
            figure = self.block(line.figure)
            return replace(line, position=figure.position, figure=figure)
        if line.table is None and not line.spans:
            return Line(line.text, self.place(line.text), line.strong)
        if line.table is None and _is_labelled(line.spans):
            # So is the line of an item of a list.
            at = self.place(line.text[line.spans[0].end:])
            self.width = len(line.text)
            return Line(line.text, at, line.strong)
        if line.table is None:
            kinds = _kinds(line.spans)
            words, placed = _unlabelled(line) if PrintedLabel in kinds else (line.text, line.spans)
            at = self.place(words, is_written=MathFormula not in kinds)
            self.width = max(len(line.text), 1)
            if Footnote in kinds:
                placed = tuple([InlineObject(span.start, span.end, self.note(span.object))
                                if isinstance(span.object, Footnote) else span for span in placed])
            return Line(line.text, at, line.strong, None, placed)
        table = self.table(line.table)
        return replace(line, position=table.position, table=table)

    def table(self, table: Table) -> Table:
        """The table in its place, with the tables in its cells; a table is where its first cell is."""
        is_below = bool(table.caption) and self._has_caption_below(table)
        caption = () if is_below else self._caption(table)
        rows = tuple([tuple([self.cell(cell) if cell.blocks else cell for cell in row]) for row in table.rows])
        placed = Table(rows, table.position, caption)
        first = _first(chain(_captions(placed), _rows(placed)))
        at = first[1] if first else self.place("")
        return Table(rows, at, self._caption(table) if is_below else caption)

    def _caption(self, table: Table) -> tuple[Inline, ...]:
        return self.block(Block(table.caption, table.position)).content if table.caption else ()

    def _has_caption_below(self, table: Table) -> bool:
        """Whether the first words of a table are near, and no caption is before them."""
        firsts = (_first(parts) for parts in (_captions(table), _rows(table)))
        probes = (_probe(first[0]) if first else "" for first in firsts)
        caption, cell = (page_source.shown(self.source, probe, self.cursor, self.cursor + _NEAR) if probe else -1
                         for probe in probes)
        return cell >= 0 and not 0 <= caption <= cell

    def cell(self, cell: Cell) -> Cell:
        """The cell with its paragraphs and tables in their places."""
        blocks = cell.blocks
        if len(blocks) == 1 and isinstance(blocks[0], Block):
            return Cell((self.block(blocks[0]),), cell.header, cell.columns, cell.rows)
        placed = tuple([self.block(block) if isinstance(block, Block) else self.table(block) for block in blocks])
        return Cell(placed, cell.header, cell.columns, cell.rows)
