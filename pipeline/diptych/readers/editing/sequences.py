"""The sequences of inlines in a Draft (labels, headings, paragraphs), in document order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import is_
from typing import TypeVar

from diptych.draft import Block, Cell, Draft, Footnote, Mark, Table, Unit
from diptych.readers.editing.inlines import Inlines

Blocks = tuple[Block | Table, ...]
Items = TypeVar("Items", bound=tuple[object, ...])


def sequences(draft: Draft, *, noted: bool = False) -> tuple[Inlines, ...]:
    """All sequences of the Draft. `noted`: with those of its footnotes, each behind the sequence that has its mark."""
    kept: list[Inlines] = []

    def keep(sequence: Inlines) -> Inlines:
        kept.append(sequence)
        return sequence

    change_each(draft, keep, noted=noted)
    return tuple(kept)


def replace_sequence(draft: Draft, index: int, new: Inlines, *, noted: bool = False) -> Draft:
    """The Draft with another sequence at an index of `sequences`."""
    turn = iter(range(index + 1))
    return change_each(draft, lambda old: new if next(turn, None) == index else old, noted=noted)


def change_each(draft: Draft, change: Callable[[Inlines], Inlines], *, noted: bool = False) -> Draft:
    """The Draft with `change` applied to each sequence, in document order. `noted`: also to those of its footnotes."""
    if noted:
        return change_each(draft, lambda items: _noted(change(items), change))

    def table(item: Table) -> Table:
        caption = change(item.caption) if item.caption else item.caption
        return Table(tuple([tuple(map(cell, row)) for row in item.rows]), item.position, caption)

    def cell(item: Cell) -> Cell:
        changed = blocks(item.blocks) if item.blocks else item.blocks
        return item if changed is item.blocks else replace(item, blocks=changed)

    def blocks(items: Blocks) -> Blocks:
        return _kept(tuple([table(item) if isinstance(item, Table) else block(item) for item in items]), items)

    def block(item: Block) -> Block:
        content = change(item.content)
        return item if content is item.content else Block(content, item.position, item.supplied)

    def headed(item: Unit) -> Unit:
        heading = change(item.heading) if item.headed_above else None
        label = change(item.label)
        heading = change(item.heading) if heading is None else heading
        return item if label is item.label and heading is item.heading else replace(item, label=label, heading=heading)

    return rebuilt(draft, blocks, headed)


def _noted(items: Inlines, change: Callable[[Inlines], Inlines]) -> Inlines:
    """The inlines with `change` applied to the paragraphs of their footnotes. A table in a footnote stays."""
    if not any(isinstance(item, Mark | Footnote) for item in items):
        return items
    return tuple(
        replace(item, content=_noted(item.content, change)) if isinstance(item, Mark)
        else replace(item, blocks=tuple(block if isinstance(block, Table) else replace(
            block, content=change(block.content)) for block in item.blocks)) if isinstance(item, Footnote)
        else item for item in items)


def _kept(changed: Items, items: Items) -> Items:
    """The items themselves if none of them was changed."""
    return items if len(changed) == len(items) and all(map(is_, changed, items)) else changed


def _same(blocks: Blocks) -> Blocks:
    return blocks


def rebuilt(draft: Draft, blocks: Callable[[Blocks], Blocks] = _same,
            own: Callable[[Unit], Unit] = lambda item: item) -> Draft:
    """The Draft with `blocks` applied to each run of blocks and `own` to each unit, in document order."""
    def unit(item: Unit) -> Unit:
        item = own(item)
        content, intro = blocks(item.content), blocks(item.intro)
        children, wrap_up = _kept(tuple(map(unit, item.children)), item.children), blocks(item.wrap_up)
        if content is item.content and intro is item.intro and children is item.children and wrap_up is item.wrap_up:
            return item
        return replace(item, content=content, intro=intro, children=children, wrap_up=wrap_up)

    return replace(draft, preface=blocks(draft.preface), preamble=blocks(draft.preamble),
                   body=tuple(map(unit, draft.body)), conclusions=blocks(draft.conclusions),
                   attachments=tuple(rebuilt(item, blocks, own) for item in draft.attachments))
