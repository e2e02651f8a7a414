"""Decoded characters → lines with their places, the form in which every format is handed on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Block, Cell, Footnote, Inline, Mark, Table, Text
from diptych.values import dataclass

_BREAK: Final = re.compile(r"(?<!\r)\r++\n|\n|\r")
"""Pattern of a line end: LF, CR, CRLF, and the CR CR LF of a file that was converted twice."""
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Pattern of a character that XML can't hold; the others are defined by XML 1.0, section 2.2, production Char."""
OBJECT: Final = "\ufffc"
"""Text of a line that is a table or has only pictures: OBJECT REPLACEMENT CHARACTER, defined by Unicode for embedded
objects."""


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link of the received text; `target` is an absolute URL."""

    target: str


@dataclass(frozen=True, eq=False, slots=True)
class MathFormula:
    """A formula whose text is its `linear` form: its MathML, and the visible characters of the source in it.

    `unknown` are the names of what is text in it, since it was not translated.
    """

    mathml: str
    linear: str
    letters: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class RubyReading:
    """The reading above a text, and the visible characters of it in the source, with the parentheses around it."""

    reading: str
    letters: str


@dataclass(frozen=True, eq=False, slots=True)
class PrintedLabel:
    """The label of an item of a list, which a browser prints and the page does not hold."""

    label: str


Notation = MathFormula | RubyReading | PrintedLabel
"""What a text has in the place of other characters of the source, or of none."""
_NOTATIONS: Final = (MathFormula, RubyReading, PrintedLabel)
"""The classes of notations."""
Markup = str | Hyperlink | Notation
"""What a text is marked as: the name of an inline element without attributes, a link, a formula, what it is read, or
that a program prints it."""
FORMULA: Final = "formula"
RUBY: Final = "ruby"
PRINTED: Final = "printed"
"""Names of the inline elements of formulas, readings and labels, whose attributes are those of these classes."""


@dataclass(frozen=True, slots=True)
class InlineObject:
    """An object between two offsets of a line: a note or a picture, which has no width, or what its text is marked
    as."""

    start: int
    end: int
    object: Footnote | Mark | tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class LineReading:
    """How the editor reads a line; `entry` is the place of the entry that says so.

    `role` is a reading of config/structural_corrections.py, or empty. `label` is the printed label of an item. `under`
    is the place of words of the unit that holds the line.
    """

    role: str
    entry: Position
    label: str = ""
    under: Position | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its end; `position` is the place of its first character. The first `strong` characters
    are set in heading type. A line that is a table, or a paragraph of pictures alone (`figure`), has OBJECT for its
    text. `spans` are in the order of the text. `reading` is how the editor reads the line, if the editor says so.
    `below` is the place of the line with the unit that holds this one, if the format says so.
    """

    text: str
    position: Position
    strong: int = 0
    table: Table | None = None
    spans: tuple[InlineObject, ...] = ()
    reading: LineReading | None = None
    figure: Block | None = None
    below: Position | None = None


def lines(text: str, file: str) -> Result[tuple[Line, ...]]:
    """The lines of a text. A character that XML 1.0 forbids is finding T002.

    The first of several empty lines is kept.
    """
    broken = _BREAK.split(text) if "\r" in text else text.split("\n")
    before = ("-", *broken)
    whole = tuple([Line(line, Position(file, number)) for number, line in enumerate(broken, 1)
                   if line or before[number - 1]])
    return Result(whole) if _FORBIDDEN.search(text) is None else checked(whole)


def forbidden(text: str, file: str) -> tuple[Diagnostic, ...]:
    """T002 for each character of a text that XML 1.0 forbids."""
    return () if _FORBIDDEN.search(text) is None else lines(text, file).diagnostics


def checked(lines: tuple[Line, ...]) -> Result[tuple[Line, ...]]:
    """The lines, if XML 1.0 allows all their characters; T002 for each character that it forbids."""
    if _FORBIDDEN.search("\n".join([line.text for line in lines])) is None:
        return Result(lines)
    wrong = tuple(
        diagnostic("T002", replace(line.position, column=match.start() + 1), character=f"U+{ord(match[0]):04X}")
        for line in lines for match in _FORBIDDEN.finditer(line.text))
    return Result(None if wrong else lines, wrong)


def table_lines(rows: Iterable[tuple[Cell, ...]], position: Position,
                caption: tuple[Inline, ...] = ()) -> tuple[Line, ...]:
    """The line of a table between two empty lines. Rows without cells are dropped; a table without rows has no line."""
    filled = tuple(filter(None, rows))
    empty = Line("", position)
    return (empty, Line(OBJECT, position, table=Table(filled, position, caption)), empty) if filled else ()


def figure_lines(pictures: Iterable[Mark], position: Position) -> tuple[Line, ...]:
    """The line of a paragraph of pictures alone between two empty lines; none without a picture."""
    content = tuple(pictures)
    empty = Line("", position)
    return (empty, Line(OBJECT, position, figure=Block(content, position)), empty) if content else ()


def pictures(lines: Iterable[Line]) -> Iterator[Mark]:
    """Every picture of the lines, in cells and notes too."""
    for line in lines:
        if line.figure is not None:
            yield from _block_pictures((line.figure,))
        elif line.table is not None:
            yield from _block_pictures((line.table,))
        for span in line.spans:
            if isinstance(span.object, Mark):
                yield span.object
            elif isinstance(span.object, Footnote):
                yield from _block_pictures(span.object.blocks)


def mixed_blocks(table: Table) -> list[Block | Table]:
    """The tables and paragraphs in the cells of a table, without the paragraphs that are one text."""
    return [block for row in table.rows for cell in row for block in cell.blocks if isinstance(block, Table) or (
        len(block.content) != 1 or not isinstance(block.content[0], Text))]


def mixed(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with what else than paragraphs of one text is in the cells of their tables, to look for objects."""
    return tuple([line if line.table is None else Line(line.text, line.position, table=Table(
        ((Cell(tuple(mixed_blocks(line.table))),),), line.position, line.table.caption)) for line in lines])


def _block_pictures(blocks: Iterable[Block | Table]) -> Iterator[Mark]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _inline_pictures(block.caption)
            yield from _block_pictures(mixed_blocks(block))
        else:
            yield from _inline_pictures(block.content)


def _inline_pictures(inlines: Iterable[Inline]) -> Iterator[Mark]:
    for item in inlines:
        if isinstance(item, Mark):
            yield from _inline_pictures(item.content) if item.content else (item,)
        elif isinstance(item, Footnote):
            yield from _block_pictures(item.blocks)


def unwritten(notations: Iterable[Notation]) -> Iterator[tuple[str, str]]:
    """For each formula, reading and label, its characters in the source, and those of the text in their place."""
    for item in notations:
        if isinstance(item, PrintedLabel):
            yield "", "".join(item.label.split())
        else:
            yield item.letters, "".join(item.linear.split()) if isinstance(item, MathFormula) else ""


def notations(lines: Iterable[Line]) -> Iterator[Notation]:
    """Every formula, reading and label of the lines, in cells and notes too."""
    for line in lines:
        if line.table is not None:
            yield from _block_notations((line.table,))
        elif line.figure is not None:
            yield from _block_notations((line.figure,))
        for span in line.spans:
            if isinstance(span.object, Footnote):
                yield from _block_notations(span.object.blocks)
            elif isinstance(span.object, tuple):
                yield from [item for item in span.object if isinstance(item, _NOTATIONS)]


def _block_notations(blocks: Iterable[Block | Table]) -> Iterator[Notation]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _inline_notations(block.caption)
            yield from _block_notations(mixed_blocks(block))
        else:
            yield from _inline_notations(block.content)


def _inline_notations(inlines: Iterable[Inline]) -> Iterator[Notation]:
    for item in inlines:
        if isinstance(item, Footnote):
            yield from _block_notations(item.blocks)
        elif isinstance(item, Mark):
            known = dict(item.attributes)
            if item.name == FORMULA:
                yield MathFormula(known["mathml"], known["linear"], known["letters"], tuple(known["unknown"].split()))
            elif item.name == RUBY:
                yield RubyReading(known["reading"], known["letters"])
            elif item.name == PRINTED:
                yield PrintedLabel(known["label"])
            yield from _inline_notations(item.content)


def pieces(lines: Iterable[Line]) -> tuple[tuple[str, Position], ...]:
    """Every text of the lines with its place, in cells and notes too; losslessness is proved against them."""
    return tuple([piece for line in lines for piece in (
        _line_pieces(line) if line.spans and has_notes(line) else ((line.text, line.position),)
        if line.spans or line.text != OBJECT else _object_texts(line))])


def has_notes(line: Line) -> bool:
    """Whether a note is in a line."""
    # A generator takes longer than the few spans of a line.
    return Footnote in [type(span.object) for span in line.spans]


def _object_texts(line: Line) -> Iterable[tuple[str, Position]]:
    """The texts of a line that is a table or has only pictures, with their caption; its sign, if it was received."""
    if line.table is not None:
        return cell_texts(line.table)
    if line.figure is not None:
        return _inline_texts(line.figure.content)
    return ((line.text, line.position),)


def _line_pieces(line: Line) -> Iterator[tuple[str, Position]]:
    """The texts of a line, with those of each note behind the text before its mark."""
    start, at = 0, line.position
    for span in line.spans:
        if isinstance(span.object, Footnote):
            yield line.text[start:span.start], Position(at.file, at.line, at.column + start)
            yield from _block_texts(span.object.blocks)
            start = max(start, span.start)
    yield line.text[start:], Position(at.file, at.line, at.column + start)


def position_after(text: str, file: str) -> Position:
    """The place of the character after a text that begins its file."""
    before = _BREAK.split(text)
    return Position(file, len(before), len(before[-1]) + 1)


def cell_texts(table: Table) -> list[tuple[str, Position]]:
    """Every text in the caption and the cells of a table with its place."""
    texts = list(_inline_texts(table.caption)) if table.caption else []
    for block in [block for row in table.rows for cell in row for block in cell.blocks]:
        # Most paragraphs of cells are one text.
        if isinstance(block, Block) and len(block.content) == 1 and isinstance(only := block.content[0], Text):
            texts.append((only.text, only.position))
        else:
            texts += _block_texts((block,))
    return texts


def _block_texts(blocks: Iterable[Block | Table]) -> Iterator[tuple[str, Position]]:
    for block in blocks:
        yield from cell_texts(block) if isinstance(block, Table) else _inline_texts(block.content)


def _inline_texts(inlines: Iterable[Inline]) -> Iterator[tuple[str, Position]]:
    for item in inlines:
        if isinstance(item, Text):
            yield item.text, item.position
        elif isinstance(item, Mark):
            yield from _inline_texts(item.content)
        elif isinstance(item, Footnote):
            yield from _block_texts(item.blocks)
