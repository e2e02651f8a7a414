"""Draft + its lines → Draft with the objects in the lines: tables as blocks, notes at their marks, raised text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from diptych.diagnostics import Position
from diptych.draft import Block, Draft, Inline, Mark, Table, Text, Unit
from diptych.readers.editing.inlines import leaves
from diptych.readers.editing.sequences import change_each, sequences
from diptych.readers.formats.inline_objects import Spans, by_text, divided
from diptych.readers.formats.lines import OBJECT, Line, cell_texts

Tables = Mapping[Position, Table]
"""The tables by their places."""
_Blocks = tuple[Block | Table, ...]


def embedded(draft: Draft, lines: Iterable[Line]) -> Draft:
    """The Draft with each object in its place. A table in a heading is there as the words of its cells."""
    lines = tuple(lines)
    tables = {line.position: line.table for line in lines if line.table is not None}
    spanned = tuple(line for line in lines if line.spans)
    if spanned:
        spans = by_text(spanned, _texts(draft))
        draft = change_each(draft, lambda items: _divided(items, spans))
    return change_each(_with_tables(draft, tables), lambda items: _spelt(items, tables)) if tables else draft


def _texts(draft: Draft) -> Iterator[Text]:
    return (leaf for items in sequences(draft) for leaf in leaves(items) if isinstance(leaf, Text))


def _divided(items: tuple[Inline, ...], spans: Spans) -> tuple[Inline, ...]:
    """The inlines, in which each text is divided at its objects."""
    parts: list[Inline] = []
    for item in items:
        if isinstance(item, Mark):
            parts.append(replace(item, content=_divided(item.content, spans)))
        elif isinstance(item, Text) and item.position in spans:
            parts += divided(item, spans[item.position])
        else:
            parts.append(item)
    return tuple(parts)


def _with_tables(draft: Draft, tables: Tables) -> Draft:
    def blocks(items: _Blocks) -> _Blocks:
        return tuple(_table(item, tables) or item for item in items)

    def unit(item: Unit) -> Unit:
        return replace(item, content=blocks(item.content), intro=blocks(item.intro), wrap_up=blocks(item.wrap_up),
                       children=tuple(map(unit, item.children)))

    return replace(draft, preface=blocks(draft.preface), preamble=blocks(draft.preamble),
                   body=tuple(map(unit, draft.body)), conclusions=blocks(draft.conclusions),
                   attachments=tuple(_with_tables(item, tables) for item in draft.attachments))


def _table(item: Block | Table, tables: Tables) -> Table | None:
    """The table whose line a block is."""
    only = item.content[0] if isinstance(item, Block) and len(item.content) == 1 else None
    while isinstance(only, Mark) and len(only.content) == 1:
        only = only.content[0]
    return tables.get(only.position) if isinstance(only, Text) and only.text.strip() == OBJECT else None


def _spelt(items: tuple[Inline, ...], tables: Tables) -> tuple[Inline, ...]:
    """The inlines with the words of its cells for each table, a tab behind each."""
    spelt: list[Inline] = []
    for item in items:
        if isinstance(item, Mark):
            spelt.append(replace(item, content=_spelt(item.content, tables)))
        elif isinstance(item, Text) and item.text.strip() == OBJECT and item.position in tables:
            spelt += [Text(words + "\t", place) for words, place in cell_texts(tables[item.position])]
        else:
            spelt.append(item)
    return tuple(spelt)
