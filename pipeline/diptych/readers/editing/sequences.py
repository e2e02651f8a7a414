"""The sequences of inlines in a Draft (labels, headings, paragraphs), in document order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diptych.draft import Block, Draft, Table, Unit
from diptych.readers.editing.inlines import Inlines


def sequences(draft: Draft) -> tuple[Inlines, ...]:
    """All sequences of the Draft."""
    kept: list[Inlines] = []

    def keep(sequence: Inlines) -> Inlines:
        kept.append(sequence)
        return sequence

    change_each(draft, keep)
    return tuple(kept)


def replace_sequence(draft: Draft, index: int, new: Inlines) -> Draft:
    """The Draft with another sequence at an index of `sequences`."""
    turn = iter(range(index + 1))
    return change_each(draft, lambda old: new if next(turn, None) == index else old)


def change_each(draft: Draft, change: Callable[[Inlines], Inlines]) -> Draft:
    """The Draft with `change` applied to each sequence, in document order."""
    def table(item: Table) -> Table:
        return replace(item, rows=tuple(tuple(replace(cell, blocks=blocks(cell.blocks)) for cell in row)
                                       for row in item.rows))

    def blocks(items: tuple[Block | Table, ...]) -> tuple[Block | Table, ...]:
        return tuple(table(item) if isinstance(item, Table) else replace(item, content=change(item.content))
                     for item in items)

    def unit(item: Unit) -> Unit:
        heading = change(item.heading) if item.headed_above else None
        label = change(item.label)
        return replace(item, label=label, heading=change(item.heading) if heading is None else heading,
                       content=blocks(item.content), intro=blocks(item.intro),
                       children=tuple(map(unit, item.children)), wrap_up=blocks(item.wrap_up))

    return replace(draft, preface=blocks(draft.preface), preamble=blocks(draft.preamble),
                   body=tuple(map(unit, draft.body)), conclusions=blocks(draft.conclusions),
                   attachments=tuple(change_each(item, change) for item in draft.attachments))
