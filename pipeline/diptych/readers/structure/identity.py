"""Draft → who the document says it is: title, number, date and issuer as printed; empty where it says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diptych.draft import Block, Draft, Inline, Mark, Table
from diptych.readers.editing.inlines import published


@dataclass(frozen=True, slots=True)
class PrintedIdentity:
    """What a document says of itself. `date` is ISO 8601; the other words are as printed, without white space in
    `number`."""

    title: str
    number: str
    date: str
    issuer: str


def identify(draft: Draft) -> PrintedIdentity:
    """The identity that front and back matter show. A date stands at the end of a document, or below its title."""
    front, back = tuple(_marks(draft.preface)), tuple(_marks(draft.conclusions))
    dated = [*back, *front]
    return PrintedIdentity(
        _words(front, "docTitle"), "".join(_words(front, "docNumber").split()),
        next((dict(mark.attributes)["date"] for mark in dated if mark.name == "docDate"), ""),
        _words(back, "signature"))


def _marks(blocks: Sequence[Block | Table]) -> Iterator[Mark]:
    for block in blocks:
        yield from _inner(block.content) if isinstance(block, Block) else ()


def _inner(items: Sequence[Inline]) -> Iterator[Mark]:
    for item in items:
        if isinstance(item, Mark):
            yield item
            yield from _inner(item.content)


def _words(marks: Sequence[Mark], name: str) -> str:
    """The text of the first mark of that name."""
    found = next((mark for mark in marks if mark.name == name), None)
    return " ".join(published(found.content).split()) if found else ""
