"""Draft + a supplied part → Draft with that part in its conventional place, marked as the editor's."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from diptych.config import works
from diptych.diagnostics import Diagnostic, diagnostic
from diptych.draft import Block, Draft, Mark, NoteRef, Table, Text

FRONT: Final = ("docTitle", "docNumber")
"""Parts of the preface in their order."""
BACK: Final = ("signature", "docDate")
"""Parts of the conclusions in their order."""


def supply(draft: Draft, entry: works.Supplied, note: str) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """The Draft with the supplied block and a reference to `note`; E003 if the text has the part already.

    An addressee is the beginning of the preamble.
    """
    blocks = (*draft.preface, *draft.preamble, *draft.conclusions)
    if any(_part(block) == entry.element for block in blocks):
        return draft, (diagnostic("E003", entry.position, element=entry.element, language=draft.language),)
    attributes = (("date", entry.date),) if entry.date else ()
    name = entry.element
    if name == "addressee":
        name, attributes = "inline", (("name", "addressee"),)
    content = (Mark(name, attributes, (Text(entry.text, entry.position),)), NoteRef(note, entry.position))
    block = Block(content, entry.position, supplied=True)
    if name in FRONT:
        return replace(draft, preface=_in_order(draft.preface, block, FRONT)), ()
    if name in BACK:
        return replace(draft, conclusions=_in_order(draft.conclusions, block, BACK)), ()
    return replace(draft, preamble=(block, *draft.preamble)), ()


def _part(block: Block | Table) -> str:
    """The name of the document's part in a block, by the block's first mark; empty if it has no mark."""
    if isinstance(block, Table):
        return ""
    first = next((item for item in block.content if isinstance(item, Mark)), None)
    if first is None:
        return ""
    return dict(first.attributes).get("name", "") if first.name == "inline" else first.name


def _in_order(blocks: tuple[Block | Table, ...], new: Block, order: tuple[str, ...]) -> tuple[Block | Table, ...]:
    later = order[order.index(_part(new)) + 1:]
    before = next((index for index, block in enumerate(blocks) if _part(block) in later), len(blocks))
    return (*blocks[:before], new, *blocks[before:])
