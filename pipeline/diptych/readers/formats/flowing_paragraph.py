"""The texts, notes and pictures of a paragraph of a web page, in their order → its line, without its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from operator import attrgetter
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Footnote, Mark
from diptych.readers.formats.lines import InlineObject, Line, Markup, PrintedLabel, figure_lines
from diptych.readers.formats.paragraphs import Run, marked
from diptych.values import dataclass

_MARKS: Final = attrgetter("marks")
NOWHERE: Final = Position("")
"""Position of a line whose place in the page is not known yet."""


@dataclass(frozen=True, slots=True)
class Type:
    """The weight and the families of type that an element is set in, and what its text is marked as, outer first."""

    bold: bool = False
    family: str = ""
    marks: tuple[Markup, ...] = ()


USUAL: Final = Type()
"""The type of a text of which nothing is said."""


@dataclass(frozen=False, slots=True)
class FlowingParagraph:
    """A paragraph while it is read: its texts, with what they are marked as, and their length, and the number of its
    leading characters in heading type. `pictures` are its pictures by offset, `labels` the numbers of items that
    wait for their text, `notes` its notes by offset."""

    runs: list[Run] = field(default_factory=list)
    length: int = 0
    strong: int = 0
    leads: bool = True
    pictures: list[tuple[int, Mark]] = field(default_factory=list)
    labels: str = ""
    notes: list[tuple[int, Footnote]] = field(default_factory=list)

    def add(self, words: str, type_: Type, fonts: Sequence[str]) -> None:
        """Adds a text; the labels that wait precede the first with a visible character."""
        if not words:
            return
        if self.labels and words.strip():
            label, self.labels = self.labels, ""
            self.add(label, Type(type_.bold, type_.family, (PrintedLabel(label),)), fonts)
        strong = type_.bold or bool(type_.family) and _is_of(type_.family, fonts)
        self.length += len(words)
        if self.leads:
            if strong:
                self.strong = self.length
            elif not words.isspace():
                self.leads = False
        self.runs.append(Run(words, strong, type_.marks))

    def shorten(self, end: str) -> None:
        """Takes the bracket away that opens around a mark."""
        if end and self.runs and self.runs[-1].text.rstrip().endswith(end):
            words = self.runs[-1].text.rstrip().removesuffix(end).rstrip()
            self.length += len(words) - len(self.runs[-1].text)
            self.strong = min(self.strong, self.length)
            self.runs[-1] = Run(words, self.runs[-1].strong, self.runs[-1].marks)

    def end(self, lines: list[Line]) -> None:
        """Ends the paragraph, whose lines are added to others, and begins the next one."""
        runs = self.runs
        if not runs and not self.pictures and not self.notes:
            return
        # Between two elements there mostly is a line end.
        is_alone = len(runs) == 1 and runs[0].text.isspace()
        if self.pictures or runs and not is_alone:
            lines += self.lines()
        runs.clear()
        self.length, self.strong, self.leads = 0, 0, True
        if not is_alone or self.pictures or self.notes:
            self.pictures.clear()
            self.notes.clear()

    def lines(self) -> Sequence[Line]:
        """The paragraph's line; none if it has neither a visible character nor a picture."""
        words = self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])
        words = words.rstrip()
        if not words:
            return figure_lines([picture for _, picture in self.pictures], NOWHERE) if self.pictures else ()
        spans = tuple(self.spans(len(words))) if self.notes or self.pictures or (
            any(map(_MARKS, self.runs))) else ()
        return (Line(words, NOWHERE, min(self.strong, len(words)), None, spans),)

    def spans(self, length: int) -> Iterator[InlineObject]:
        """The marked texts of the first `length` characters, the notes and the pictures."""
        objects: list[tuple[int, Footnote | Mark]] = [*self.notes, *self.pictures]
        objects.sort(key=lambda item: item[0])
        places = [offset for offset, _ in objects]
        for span in marked(self.runs, 0, places):
            if span.end <= length and span.start < span.end:
                yield span
            elif span.start < length < span.end:
                yield InlineObject(span.start, length, span.object)
        for offset, item in objects:
            yield InlineObject(min(offset, length), min(offset, length), item)


def line_of(words: str, type_: Type, fonts: Sequence[str], label: str = "") -> Line | None:
    """The line of a paragraph of one text that is marked as nothing, behind its label; None if it has no visible
    character."""
    words = words.rstrip()
    if not words:
        return None
    strong = type_.bold or bool(type_.family) and _is_of(type_.family, fonts)
    spans = (InlineObject(0, len(label), (PrintedLabel(label),)),) if label else ()
    return Line(label + words, NOWHERE, len(label) + len(words) if strong else 0, None, spans)


def _is_of(family: str, fonts: Sequence[str]) -> bool:
    return any(font in family for font in fonts)
