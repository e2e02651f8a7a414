"""Characters of a clause as published → their place in the author's file, and the received words there.

The XML has every received character in its order. The number of received characters before a place, white space left
out, is therefore its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.diagnostics import Position
from diptych.review.clause_pairs import ComparedClause, Span

_BLOCKS: Final = frozenset(tag(name) for name in ("p", "heading", "subheading"))
"""Elements of a clause's lines: defined by Akoma Ntoso 1.0. If one is added, its characters get places too."""
_Piece = tuple[str, bool, bool, tuple[str, ...]]
"""A text, whether it was received, whether it is published, and the eIds of the blocks around it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Received words, the place of their first character and the place behind their last."""

    position: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a document's characters in its source.

    `counts`, by the eId of a block: the received characters before each published one and before the block's end.
    `lines` are those of the source, with their positions. `starts` are the received characters before each line."""

    counts: Mapping[str, Sequence[int]]
    lines: Sequence[tuple[str, Position]]
    starts: Sequence[int]

    def of(self, clause: ComparedClause, span: Span | None) -> Place:
        """The place of a span of a clause, or of the whole clause for None."""
        counts = [count for eid in clause.blocks for count in self.counts[eid]]
        span = span or Span(0, len(counts) - 1)
        first, last = counts[span.start], counts[min(span.end, len(counts) - 1)]
        line, start = self._offset(first)
        if last <= first:
            return Place(self._position(line, start), self._position(line, start), "")
        last_line, end = self._offset(last - 1)
        words = [text for text, _ in self.lines[line:last_line + 1]]
        words[-1] = words[-1][:end + 1]
        words[0] = words[0][start:]
        return Place(self._position(line, start), self._position(last_line, end + 1), "\n".join(words))

    def _offset(self, count: int) -> tuple[int, int]:
        """The index of the line, and the offset in it, of the received character with so many before it."""
        index = min(max(bisect_right(self.starts, count) - 1, 0), len(self.lines) - 1)
        text = self.lines[index][0]
        solid = [at for at, sign in enumerate(text) if not sign.isspace()]
        return index, next(iter(solid[count - self.starts[index]:]), len(text))

    def _position(self, line: int, offset: int) -> Position:
        position = self.lines[line][1]
        return replace(position, column=position.column + offset)


def places(document: Document, source: Sequence[tuple[str, Position]]) -> Places:
    """The places of a document in the lines of its source."""
    lines = [(text, position) for text, position in source if text.strip()] or [("", Position(""))]
    sizes = [sum(not sign.isspace() for sign in text) for text, _ in lines]
    return Places(_counts(document), lines, [0, *accumulate(sizes)][:-1])


def _counts(document: Document) -> dict[str, list[int]]:
    """The received characters before each published character of a block and before its end, by the block's eId.

    An inserted text has the place of the deletion before it."""
    counts: dict[str, list[int]] = {}
    ends: dict[str, int] = {}
    count = deletion = 0
    pieces = (piece for child in document.main if child.tag != tag("meta") for piece in _pieces(child))
    for text, received, published, blocks in pieces:
        for sign in text:
            for block in blocks if published else ():
                counts.setdefault(block, []).append(count if received else deletion)
            count += received and not sign.isspace()
        if text and (published or not received):
            deletion = count
        ends.update(dict.fromkeys(blocks, count))
    return {block: [*counts.get(block, ()), end] for block, end in ends.items()}


def _pieces(element: etree._Element, blocks: tuple[str, ...] = (), *, received: bool = True) -> Iterator[_Piece]:
    if not isinstance(element.tag, str):
        return
    editorial = element.get("status") == "editorial"
    deleted = editorial and element.tag == tag("del")
    received = received and (deleted or not editorial)
    eid = element.get("eId", "") if element.tag in _BLOCKS else ""
    blocks = (*blocks, eid) if eid else blocks
    yield element.text or "", received, not deleted, blocks
    for child in element:
        yield from _pieces(child, blocks, received=received)
        yield child.tail or "", received, not deleted, blocks
