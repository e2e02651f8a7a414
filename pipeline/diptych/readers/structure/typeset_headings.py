"""Draft + the type of its lines → Draft with headings by their type, and with tables in their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Draft, Inline, Mark, Table, Text, Unit
from diptych.language.profiles import Language
from diptych.readers.editing.sequences import change_each
from diptych.readers.formats.lines import OBJECT, Line, cell_texts

_LONGEST: Final = 80
"""Most characters of a heading in heading type; chosen. A longer run is an emphasised paragraph. If raised, more
emphasised text is a heading."""

Ends = Mapping[Position, int]
"""The column at which the heading type of a line ends, by the place of the line's first letter."""
Tables = Mapping[Position, Table]
"""The tables by their places."""


def headed(draft: Draft, lines: Iterable[Line], language: Language) -> Draft:
    """The Draft with a heading for each labelled unit without one whose opening words are in heading type.

    A whole line is a heading. Words that share their line with text are a candidate.
    """
    ends = dict(_end(line) for line in lines if line.strong)
    if not ends:
        return draft
    return replace(draft, body=tuple(_headed(unit, ends, language) for unit in draft.body), attachments=tuple(
        headed(item, lines, language) for item in draft.attachments))


def _end(line: Line) -> tuple[Position, int]:
    skipped, at = len(line.text) - len(line.text.lstrip()), line.position
    return replace(at, column=at.column + skipped), at.column + line.strong


def _headed(unit: Unit, ends: Ends, language: Language) -> Unit:
    children = tuple(_headed(child, ends, language) for child in unit.children)
    own = unit.intro if unit.children else unit.content
    first = own[0] if own else None
    unit = replace(unit, children=children)
    if unit.heading or unit.run_in or not isinstance(first, Block) or not isinstance(first.content[0], Text):
        return unit
    text = first.content[0]
    words = _opening(unit, text, ends)
    if not words:
        return unit
    if words == text.text.rstrip() and len(first.content) == 1:
        return replace(_with(unit, own[1:]), heading=(text,)) if children or len(own) > 1 else unit
    rest = text.text[len(words):].lstrip()
    if words[-1] not in language.terminal or not rest:
        return unit
    place = replace(text.position, column=text.position.column + len(text.text) - len(rest))
    block = Block((Text(rest, place), *first.content[1:]), place)
    return replace(_with(unit, (block, *own[1:])), run_in=(Text(words, text.position),))


def _opening(unit: Unit, text: Text, ends: Ends) -> str:
    """The words behind a unit's label that are in heading type; empty if they are too many."""
    label = unit.label[0] if unit.label else None
    if not isinstance(label, Text) or label.position.line != text.position.line:
        return ""
    words = text.text[:max(ends.get(label.position, 0) - text.position.column, 0)].rstrip()
    return words if len(words) <= _LONGEST else ""


def _with(unit: Unit, own: tuple[Block | Table, ...]) -> Unit:
    """The unit with other blocks of its own."""
    return replace(unit, intro=own) if unit.children else replace(unit, content=own)


def tabled(draft: Draft, lines: Iterable[Line]) -> Draft:
    """The Draft with each table in its place: as a table in the body, as the words of its cells elsewhere."""
    tables = {line.position: line.table for line in lines if line.table is not None}
    return change_each(_with_tables(draft, tables), lambda items: _spelt(items, tables)) if tables else draft


def _with_tables(draft: Draft, tables: Tables) -> Draft:
    def blocks(items: tuple[Block | Table, ...]) -> tuple[Block | Table, ...]:
        return tuple(_table(item, tables) or item for item in items)

    def unit(item: Unit) -> Unit:
        return replace(item, content=blocks(item.content), intro=blocks(item.intro), wrap_up=blocks(item.wrap_up),
                       children=tuple(map(unit, item.children)))

    return replace(draft, body=tuple(map(unit, draft.body)),
                   attachments=tuple(_with_tables(item, tables) for item in draft.attachments))


def _table(item: Block | Table, tables: Tables) -> Table | None:
    """The table whose line a block is."""
    only = item.content[0] if isinstance(item, Block) and len(item.content) == 1 else None
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
