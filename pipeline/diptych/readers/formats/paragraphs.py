"""A paragraph of an office document, run by run → its lines, with places and with the objects in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diptych.diagnostics import Position
from diptych.readers.formats.lines import InlineObject, Line


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text: whether it is in heading type, and `sup` or `sub` if it is off the line."""

    text: str
    strong: bool = False
    raised: str = ""


def raised(runs: Iterable[Run], start: int) -> Iterator[InlineObject]:
    """The texts of a paragraph that are off the line; its first run is at the offset `start`."""
    for run in runs:
        if run.raised and run.text.strip():
            yield InlineObject(start, start + len(run.text), run.raised)
        start += len(run.text)


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
