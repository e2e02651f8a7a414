"""A paragraph of an office document, run by run → its lines, with places and with the objects in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from diptych.diagnostics import Position
from diptych.readers.formats.lines import InlineObject, Line, Markup
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text: whether it is in heading type, and what it is marked as, the outer first."""

    text: str
    strong: bool = False
    marks: tuple[Markup, ...] = ()


def marks(bold: bool | None, italic: bool | None, raised: str | None) -> tuple[str, ...]:  # noqa: FBT001
    """The inline elements that a look means: `b`, `i`, and `sup` or `sub` if it is off the line."""
    return (*(("b",) if bold else ()), *(("i",) if italic else ()), *((raised,) if raised else ()))


def marked(runs: Iterable[Run], start: int, breaks: Iterable[int]) -> Iterator[InlineObject]:
    """The marked texts of a paragraph; its first run is at the offset `start`. No text goes on over one of `breaks`.

    Type that all of a paragraph has in common marks nothing in it.
    """
    runs = [run for run in runs if run.text]
    worded = [run.marks for run in runs if not run.text.isspace()]
    common = [name for name in _TYPE if all(name in names for names in worded)] if worded and () not in worded else []
    ends = frozenset(breaks)
    first, end, names = 0, 0, tuple[Markup, ...]()
    for run in runs:
        own = tuple([name for name in run.marks if name not in common]) if common else run.marks
        after = start + len(run.text)
        if end != start or own != names or start in ends:
            if names:
                yield InlineObject(first, end, names)
            first, names = start, own
        start = end = after
    if names:
        yield InlineObject(first, end, names)


_TYPE: Final = frozenset({"b", "i"})
"""Inline elements, defined by Akoma Ntoso, that mean nothing if a whole paragraph has them."""


def lines(label: str, runs: Sequence[Run], spans: Iterable[InlineObject], at: Position) -> Iterator[Line]:
    """The lines of a paragraph behind its label, with the objects in them, by offset in the paragraph.

    A position's line is the paragraph's number, its column counts in the paragraph.
    """
    words = label + "".join([run.text for run in runs])
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    strong = _strong(runs, len(label))
    start, place = 0, 0
    for index, line in enumerate(words.split("\n")):
        end = start + len(line)
        own: list[InlineObject] = []
        while place < len(ordered) and ordered[place].start <= end:
            span = ordered[place]
            own.append(InlineObject(max(span.start - start, 0), min(span.end, end) - start, span.object))
            if span.end > end:
                ordered[place] = InlineObject(end + 1, max(span.end, end + 1), span.object)
                break
            place += 1
        yield Line(line, Position(at.file, at.line, 1 + start), 0 if index else min(strong, len(line)), None,
                   tuple(own))
        start = end + 1


def _strong(runs: Iterable[Run], before: int) -> int:
    """The number of characters in heading type at the beginning, with the label of `before` characters."""
    strong = 0
    for run in runs:
        if not run.strong and run.text.strip():
            break
        strong += len(run.text) if run.strong else 0
    return strong + before if strong else 0
