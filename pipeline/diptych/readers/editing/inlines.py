"""Sequences of inlines: their text, and changes of them at an offset of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diptych.diagnostics import Position
from diptych.draft import Emendation, Footnote, Inline, Mark, NoteRef, Text

Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class InlineSpan:
    """An inline element for the characters from `start` to `end` of the published text."""

    start: int
    end: int
    name: str
    attributes: tuple[tuple[str, str], ...]


def leaves(inlines: Inlines) -> Iterator[Text | Emendation | NoteRef | Footnote]:
    """All inlines that are not marks, in order."""
    for item in inlines:
        if isinstance(item, Mark):
            yield from leaves(item.content)
        else:
            yield item


def with_texts(inlines: Inlines, change: Callable[[Text], Iterable[Inline]]) -> Inlines:
    """The inlines with other ones in the place of each text, also inside marks."""
    parts: list[Inline] = []
    for item in inlines:
        if isinstance(item, Mark):
            parts.append(replace(item, content=with_texts(item.content, change)))
        else:
            parts += change(item) if isinstance(item, Text) else (item,)
    return tuple(parts)


def marks(inlines: Inlines) -> Iterator[Mark]:
    """All marks, the outer before the inner ones."""
    for item in inlines:
        if isinstance(item, Mark):
            yield item
            yield from marks(item.content)


def received(inlines: Inlines) -> str:
    """The received text."""
    return "".join(leaf.text if isinstance(leaf, Text) else leaf.deleted if isinstance(leaf, Emendation) else ""
                   for leaf in leaves(inlines))


def published(inlines: Inlines) -> str:
    """The text as the editor publishes it."""
    return "".join(leaf.text if isinstance(leaf, Text) else leaf.inserted if isinstance(leaf, Emendation) else ""
                   for leaf in leaves(inlines))


def place(inlines: Inlines, offset: int) -> Position | None:
    """The place in the author's file of the received character at `offset`."""
    for leaf in leaves(inlines):
        size = len(received((leaf,)))
        if offset < size and not isinstance(leaf, NoteRef):
            return _after(leaf.position, offset if isinstance(leaf, Text) else 0)
        offset -= size
    return None


def _after(position: Position, characters: int) -> Position:
    return replace(position, column=position.column + characters)


def is_emended(inlines: Inlines, start: int, end: int) -> bool:
    """Whether the received text between two offsets has an emendation already."""
    at = 0
    for leaf in leaves(inlines):
        size = len(received((leaf,)))
        if isinstance(leaf, Emendation) and at < end and start < at + size:
            return True
        at += size
    return False


def emend(inlines: Inlines, start: int, end: int, inserted: str, note: str = "", *, ahead: bool = False) -> Inlines:
    """The inlines with `inserted` for the received characters from `start` to `end`.

    A reference to `note`, if it is not empty, is behind the insertion. The insertion is at the first deleted character.
    If none is deleted, it is in the element of the character before it. With `ahead` it is before the next character.
    """
    if start == end:
        def insertion(position: Position) -> Inlines:
            emendation = Emendation("", inserted, position)
            return (emendation, NoteRef(note, position)) if note else (emendation,)

        return _insert(inlines, start, insertion, ahead=ahead)
    return tuple(_replace(inlines, 0, (start, end), inserted, note))


def _replace(inlines: Inlines, at: int, cut: tuple[int, int], inserted: str, note: str) -> Iterator[Inline]:
    """The inlines, of which the first begins at the offset `at`, with an emendation of the offsets in `cut`."""
    start, end = cut
    for item in inlines:
        size = len(received((item,)))
        if isinstance(item, Mark):
            yield replace(item, content=tuple(_replace(item.content, at, cut, inserted, note)))
        elif isinstance(item, Text) and at < end and start < at + size:
            low, high = max(start - at, 0), min(end - at, size)
            yield from _text(item, 0, low)
            yield Emendation(item.text[low:high], inserted if at <= start else "", _after(item.position, low))
            if note and end <= at + size:
                yield NoteRef(note, _after(item.position, high))
            yield from _text(item, high, size)
        else:
            yield item
        at += size


def _text(item: Text, low: int, high: int) -> Iterator[Text]:
    """The text between two of its offsets; nothing if it would be empty."""
    if low < high:
        yield Text(item.text[low:high], _after(item.position, low))


def refer(inlines: Inlines, offset: int, note: str) -> Inlines:
    """The inlines with a reference to `note` behind the received character before `offset`."""
    return _insert(inlines, offset, lambda position: (NoteRef(note, position),), ahead=False)


def _insert(inlines: Inlines, offset: int, new: Callable[[Position], Inlines], *, ahead: bool) -> Inlines:
    """The inlines with new ones, made for their place, beside the received character on the given side of `offset`."""
    ahead = ahead or not offset
    character = offset if ahead else offset - 1

    def walk(items: Inlines, at: int) -> Iterator[Inline]:
        for item in items:
            size = len(received((item,)))
            if not at <= character < at + size:
                yield item
            elif isinstance(item, Mark):
                yield replace(item, content=tuple(walk(item.content, at)))
            elif isinstance(item, Text):
                yield from _text(item, 0, offset - at)
                yield from new(_after(item.position, offset - at))
                yield from _text(item, offset - at, size)
            else:
                yield from (*new(item.position), item) if ahead else (item, *new(item.position))
            at += size

    return tuple(walk(inlines, 0))


def mark(inlines: Inlines, spans: Sequence[InlineSpan]) -> Inlines:
    """The inlines with the element of each span around its characters, inside the elements that are there already.

    Spans must not overlap. A span that would cut another element or an emendation is left out.
    """
    return tuple(_mark(inlines, 0, [span for span in spans if span.start < span.end]))


def _mark(inlines: Inlines, base: int, spans: Sequence[InlineSpan]) -> Iterator[Inline]:
    pieces = _split(inlines, base, {edge for span in spans for edge in (span.start, span.end)})
    starts = {span.start: span for span in spans}
    index = 0
    while index < len(pieces):
        at, item = pieces[index]
        end = at + len(published((item,)))
        span = starts.get(at) if not isinstance(item, NoteRef) else None
        within = span is not None and isinstance(item, Mark) and span.end <= end
        stop = _stop(pieces, index, span.end) if span and not within else None
        if span and stop is not None:
            yield Mark(span.name, span.attributes, tuple(piece for _, piece in pieces[index:stop]))
            index = stop
            continue
        if isinstance(item, Mark):
            inner = [other for other in spans if at <= other.start and other.end <= end]
            item = replace(item, content=tuple(_mark(item.content, at, inner)))
        yield item
        index += 1


def _split(inlines: Inlines, at: int, edges: set[int]) -> list[tuple[int, Inline]]:
    """The inlines with their offsets in the published text; texts are cut at the edges."""
    pieces: list[tuple[int, Inline]] = []
    for item in inlines:
        size = len(published((item,)))
        if isinstance(item, Text):
            cuts = [0, *sorted(edge - at for edge in edges if at < edge < at + size), size]
            pieces += [(at + low, part) for low, high in pairwise(cuts) for part in _text(item, low, high)]
        else:
            pieces.append((at, item))
        at += size
    return pieces


def _stop(pieces: Sequence[tuple[int, Inline]], first: int, end: int) -> int | None:
    """The index after the last piece within `end`; None if a piece crosses `end`.

    A piece of no length (a note reference, a deletion) at `end` stays outside.
    """
    for index in range(first, len(pieces)):
        at, item = pieces[index]
        if at == end:
            return index
        if at + len(published((item,))) > end:
            return None
    return len(pieces)
