"""Draft + its lines → Draft with the objects in the lines: tables as blocks, notes at their marks, raised text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from diptych.diagnostics import Position
from diptych.draft import Block, Draft, Inline, Mark, Table, Text
from diptych.readers.editing.inlines import Inlines, leaves, with_texts
from diptych.readers.editing.sequences import change_each, rebuilt, sequences
from diptych.readers.formats.inline_objects import Spans, by_text, divided
from diptych.readers.formats.lines import OBJECT, Line, cell_texts

Tables = Mapping[Position, Block | Table]
"""The tables and the paragraphs of pictures by their places."""


def embedded(draft: Draft, lines: Iterable[Line]) -> Draft:
    """The Draft with each object in its place. A table in a heading is there as the words of its cells."""
    lines = tuple(lines)
    tables = {line.position: block for line in lines if (block := line.table or line.figure) is not None}
    spanned = tuple(line for line in lines if line.spans)
    if spanned:
        spans = by_text(spanned, _texts(draft))
        draft = change_each(draft, lambda items: items if _is_apart(items, spans) else with_texts(
            items, lambda item: divided(item, spans[item.position]) if item.position in spans else (item,)))
    if not tables:
        return draft
    placed = rebuilt(draft, lambda blocks: tuple([_table(item, tables) or item for item in blocks]))
    return change_each(placed, lambda items: items if _is_without_mark(items) else with_texts(
        items, lambda item: _spelt(item, tables)))


def _is_apart(items: Inlines, spans: Spans) -> bool:
    """Whether inlines are no or one text, without an object in it."""
    return not items or len(items) == 1 and isinstance(items[0], Text) and items[0].position not in spans


def _is_without_mark(items: Inlines) -> bool:
    """Whether inlines are one text, as in most cells, without the mark of an object."""
    return not items or len(items) == 1 and isinstance(items[0], Text) and OBJECT not in items[0].text


def _texts(draft: Draft) -> Iterator[Text]:
    return (leaf for items in sequences(draft) for leaf in leaves(items) if isinstance(leaf, Text))


def _table(item: Block | Table, tables: Tables) -> Block | Table | None:
    """The table, or the paragraph of pictures, whose line a block is."""
    only = item.content[0] if isinstance(item, Block) and len(item.content) == 1 else None
    while isinstance(only, Mark) and len(only.content) == 1:
        only = only.content[0]
    return tables.get(only.position) if isinstance(only, Text) and only.text.strip() == OBJECT else None


def _spelt(item: Text, tables: Tables) -> Iterable[Inline]:
    """The words of the cells of a table in the place of its mark, or the pictures there; another text as it is."""
    if item.text.strip() != OBJECT or item.position not in tables:
        return (item,)
    held = tables[item.position]
    if isinstance(held, Block):
        return held.content
    return (Text(words + "\t", place) for words, place in cell_texts(held))
