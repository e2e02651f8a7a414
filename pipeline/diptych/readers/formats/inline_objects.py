"""Objects inside paragraphs (notes, emphasis, raised text) → the inlines of a Draft, in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Footnote, Inline, Mark, Table, Text
from diptych.readers.formats.lines import (
    FORMULA,
    PRINTED,
    RUBY,
    Hyperlink,
    InlineObject,
    Line,
    Markup,
    MathFormula,
    PrintedLabel,
    RubyReading,
)

Spans = Mapping[Position, Sequence[InlineObject]]
"""The objects in a text, by its place, with offsets in it."""
_LINK: Final = "a"
"""Name of a link, defined by Akoma Ntoso. Words of one link in several types are in one element."""


def blocks(lines: Iterable[Line]) -> Iterator[Block | Table]:
    """The blocks of a cell or a note with these lines; a table in it stays a table."""
    for line in lines:
        if line.table is not None:
            yield line.table
        elif line.figure is not None:
            yield line.figure
        elif line.text.strip():
            text = Text(line.text, line.position)
            yield Block(tuple(divided(text, line.spans)) if line.spans else (text,), line.position)


def joined(items: Iterable[Block | Table]) -> tuple[Inline, ...] | None:
    """The content of paragraphs as that of one, with a space between two; None if a table is among them."""
    content: list[Inline] = []
    for item in items:
        if isinstance(item, Table):
            return None
        content += (*((Text(" ", item.position),) if content else ()), *item.content)
    return tuple(content)


def divided(text: Text, spans: Sequence[InlineObject]) -> Iterator[Inline]:
    """A text divided at the objects in it; a note stays behind the character before its mark."""
    latest: Inline | None = None
    for item in _divided(text, spans):
        if isinstance(item, Mark) and isinstance(latest, Mark) and item.name == _LINK and (
                (item.name, item.attributes) == (latest.name, latest.attributes)):
            latest = replace(latest, content=(*latest.content, *item.content))
            continue
        if latest is not None:
            yield latest
        latest = item
    if latest is not None:
        yield latest


def _divided(text: Text, spans: Sequence[InlineObject]) -> Iterator[Inline]:
    start, at = 0, text.position

    def piece(end: int) -> Text:
        return Text(text.text[start:end], Position(at.file, at.line, at.column + start))

    for span in spans:
        if start < span.start:
            yield piece(span.start)
            start = span.start
        if isinstance(span.object, Footnote | Mark):
            yield span.object
        elif start < span.end:
            yield _marked(span.object, piece(span.end))
            start = span.end
    if start < len(text.text):
        yield piece(len(text.text))


def _marked(markup: Sequence[Markup], text: Text) -> Inline:
    inline: Inline = text
    for item in reversed(markup):
        name, attributes = _element(item)
        inline = Mark(name, attributes, (inline,))
    return inline


def _element(item: Markup) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Name and attributes of an inline element."""
    if isinstance(item, MathFormula):
        return FORMULA, (("mathml", item.mathml), ("linear", item.linear), ("letters", item.letters),
                         ("unknown", " ".join(item.unknown)))
    if isinstance(item, RubyReading):
        return RUBY, (("reading", item.reading), ("letters", item.letters))
    if isinstance(item, PrintedLabel):
        return PRINTED, (("label", item.label),)
    return (_LINK, (("href", item.target),)) if isinstance(item, Hyperlink) else (item, ())


def changed_pictures(line: Line, change: Callable[[Mark], Mark]) -> Line:
    """The line with each picture in it changed, in the order of the line."""
    figure, table = (None if block is None else _changed_block(block, change) for block in (line.figure, line.table))
    spans = tuple([replace(span, object=change(span.object)) if isinstance(span.object, Mark)
                   else replace(span, object=_changed_note(span.object, change)) if isinstance(span.object, Footnote)
                   else span for span in line.spans])
    return replace(line, spans=spans, figure=figure if isinstance(figure, Block) else None,
                   table=table if isinstance(table, Table) else None)


def _changed_block(block: Block | Table, change: Callable[[Mark], Mark]) -> Block | Table:
    if isinstance(block, Table):
        rows = tuple(tuple(replace(cell, blocks=tuple(
            _changed_block(inner, change) for inner in cell.blocks)) for cell in row) for row in block.rows)
        return replace(block, rows=rows, caption=_changed_inlines(block.caption, change))
    return replace(block, content=_changed_inlines(block.content, change))


def _changed_note(note: Footnote, change: Callable[[Mark], Mark]) -> Footnote:
    return replace(note, blocks=tuple(_changed_block(block, change) for block in note.blocks))


def _changed_inlines(inlines: Sequence[Inline], change: Callable[[Mark], Mark]) -> tuple[Inline, ...]:
    return tuple(_changed_note(item, change) if isinstance(item, Footnote)
                 else item if not isinstance(item, Mark)
                 else replace(item, content=_changed_inlines(item.content, change)) if item.content
                 else change(item) for item in inlines)


def changed_texts(inlines: Sequence[Inline], change: Callable[[Text], Text]) -> tuple[Inline, ...]:
    """The inlines with each text changed, in their order."""
    return tuple([change(item) if isinstance(item, Text)
                  else Mark(item.name, item.attributes, changed_texts(item.content, change)) if isinstance(item, Mark)
                  else item for item in inlines])


def by_text(lines: Iterable[Line], texts: Iterable[Text]) -> Spans:
    """The objects of the lines by the text of a Draft in which they are, with offsets in that text.

    A note is in the last text that begins before its mark, else in the first of its paragraph.
    """
    spans: dict[tuple[str, int], list[InlineObject]] = {}
    for line in lines:
        if line.spans:
            at = line.position
            spans.setdefault((at.file, at.line), []).extend(
                InlineObject(span.start + at.column, span.end + at.column, span.object) for span in line.spans)
    paragraphs: dict[tuple[str, int], list[Text]] = {}
    for text in texts:
        key = (text.position.file, text.position.line)
        if key in spans:
            paragraphs.setdefault(key, []).append(text)
    return {place: own for key, parts in paragraphs.items() for place, own in _placed(parts, spans[key])}


def _placed(texts: list[Text], spans: Sequence[InlineObject]) -> Iterator[tuple[Position, Sequence[InlineObject]]]:
    """The objects of a paragraph by its texts; both are passed through once, in the order of their columns."""
    texts.sort(key=lambda text: text.position.column)
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    place = 0
    for index, text in enumerate(texts):
        own: list[InlineObject] = []
        column = text.position.column
        after = texts[index + 1].position.column if index + 1 < len(texts) else None
        while place < len(ordered) and (after is None or ordered[place].start < after or (
                ordered[place].start == after and isinstance(ordered[place].object, Footnote | Mark))):
            span = ordered[place]
            start = min(max(span.start - column, 0), len(text.text))
            own.append(InlineObject(start, max(start, min(span.end - column, len(text.text))), span.object))
            if isinstance(span.object, tuple) and after is not None and span.end > after:
                ordered[place] = InlineObject(after, span.end, span.object)
                break
            place += 1
        yield text.position, own
