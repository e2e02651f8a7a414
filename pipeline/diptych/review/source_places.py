"""Characters of a clause as published → where its author wrote them, and the words that were received there.

The XML holds every character that was received, in its order, so the count of those before a place (white space aside)
is its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.diagnostics import Position
from diptych.review.clause_pairs import ComparedClause, Span

_BLOCKS: Final = frozenset(tag(name) for name in ("p", "heading", "subheading"))


@dataclass(frozen=True, slots=True)
class Place:
    """Received words, and the places of their first character and behind their last."""

    position: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True)
class Places:
    """`counts`, by the eId of a block: for each character that it publishes, and behind the last, how many received
    characters stand before it. `lines` are the source's, `starts` how many characters stand before each."""

    counts: Mapping[str, Sequence[int]]
    lines: Sequence[tuple[str, Position]]
    starts: Sequence[int]

    def of(self, clause: ComparedClause, span: Span | None) -> Place:
        """Where a span of a clause was written; the whole clause for none."""
        counts = [count for eid in clause.blocks for count in self.counts[eid]]
        if span is None:
            span = Span(0, len(counts) - 1)
        first, last = counts[span.start], counts[min(span.end, len(counts) - 1)]
        start = self._position(first)
        if last <= first:
            return Place(start[1], start[1], "")
        end = self._position(last - 1)
        behind = replace(end[1], column=end[1].column + 1)
        words = [text for text, _ in self.lines[start[0]:end[0] + 1]]
        words[-1] = words[-1][:end[2] + 1]
        words[0] = words[0][start[2]:]
        return Place(start[1], behind, "\n".join(words))

    def _position(self, count: int) -> tuple[int, Position, int]:
        """The line, place and offset in the line of the received character before which so many stand."""
        index = min(max(bisect_right(self.starts, count) - 1, 0), len(self.lines) - 1)
        text, position = self.lines[index]
        offset = next(islice((at for at, _ in _solid(text)), count - self.starts[index], None), len(text))
        return index, replace(position, column=position.column + offset), offset


def places(document: Document, source: Sequence[tuple[str, Position]]) -> Places:
    """The places of a document in the lines that it was made of; an empty line stands for no character."""
    lines = [(text, position) for text, position in source if text.strip()] or [("", Position(""))]
    sizes = [sum(1 for _ in _solid(text)) for text, _ in lines]
    return Places(_counts(document), lines, [0, *accumulate(sizes)][:-1])


def _solid(text: str) -> Iterator[tuple[int, str]]:
    return ((at, sign) for at, sign in enumerate(text) if not sign.isspace())


def _counts(document: Document) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    open_: list[list[int]] = []
    count = given_up = 0
    for piece in (piece for child in document.main if child.tag != tag("meta") for piece in _pieces(child)):
        if piece.block is not None:
            if piece.block:
                open_.append(found.setdefault(piece.block, []))
            else:
                open_.pop().append(count)
            continue
        for sign in piece.text:
            for block in open_ if piece.published else ():
                block.append(count if piece.received else given_up)
            count += piece.received and not sign.isspace()
        given_up = given_up if piece.received and not piece.published else count
    return found


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text and whether it was received and is published, or the beginning of a block, or (empty) its end."""

    text: str = ""
    received: bool = True
    published: bool = True
    block: str | None = None


def _pieces(element: etree._Element, *, received: bool = True) -> Iterator[_Piece]:
    if not isinstance(element.tag, str):
        return
    editorial = element.get("status") == "editorial"
    deleted = editorial and element.tag == tag("del")
    received = received and not (editorial and not deleted)
    block = element.get("eId", "") if element.tag in _BLOCKS else ""
    if block:
        yield _Piece(block=block)
    if element.text:
        yield _Piece(element.text, received, not deleted)
    for child in element:
        yield from _pieces(child, received=received)
        if child.tail:
            yield _Piece(child.tail, received, not deleted)
    if block:
        yield _Piece(block="")
