"""What a reader made of a package: its lines, the labels that it added, its pictures, what it left out, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Mark
from diptych.readers.formats import paragraphs
from diptych.readers.formats.lines import InlineObject, Line, figure_lines
from diptych.readers.formats.paragraphs import Run
from diptych.readers.formats.pictures import PictureShelf
from diptych.readers.formats.zipped_xml import local

HEADERS: Final = "headers and footers"
COMMENTS: Final = "comments"
FIELD_CODES: Final = "field codes"
HIDDEN: Final = "hidden text"
DELETED: Final = "deleted text of tracked changes"
ALTERNATES: Final = "equal renderings of a text"
OTHERS: Final = "other renderings of a text"
EMBEDDED: Final = "embedded documents, charts and diagrams"
RUBIES: Final = "pronunciations above a text"
LAYOUTS: Final = "layouts of formulas, whose letters stand in a row"
BULLETS: Final = "pictures that mark items of lists"
FILLS: Final = "pictures that fill shapes"
MARKS: Final = "marks of notes"
SEPARATORS: Final = "separators of notes"
CHOICES: Final = "choices of forms that are not chosen"
BUILDING_BLOCKS: Final = "building blocks for new texts, which the program does not show"
DESCRIPTIONS: Final = "descriptions of shapes and tables"
DATA: Final = "data for other programs"
STRAY: Final = "text where a package has none, which other programs do not show either"
"""Kinds of what a reader leaves out, as messages call them."""
QUIET: Final = frozenset({ALTERNATES, MARKS})
"""Kinds that need no finding: what is left out was read from another place, or is shown as a mark."""


@dataclass(slots=True)
class Omissions:
    """What is left out while a package is read, by kind: the text of each object, and the number of pictures."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, text: str = "", pictures: int = 0) -> None:
        self.texts.setdefault(kind, []).append(text)
        if pictures:
            self.pictures[kind] = self.pictures.get(kind, 0) + pictures

    def shown(self, element: etree._Element, text: Callable[[etree._Element], str],
              held: Callable[[etree._Element], int]) -> etree._Element | None:
        """The rendering of several that is read: the first with text. The others are left out, with the text and the
        number of pictures that these functions find in each."""
        branches = [branch for branch in element if local(branch)]
        texts = list(map(text, branches))
        chosen = next((index for index, words in enumerate(texts) if words.strip()), 0)
        for index, words in enumerate(texts):
            pictures = held(branches[index]) if index != chosen else 0
            if index != chosen and (words or pictures):
                self.add(ALTERNATES if words == texts[chosen] else OTHERS, words, pictures)
        return branches[chosen] if branches else None


@dataclass(slots=True)
class PackageParagraph:
    """A paragraph while it is read: its runs and their length, the blocks in it, its pictures by offset."""

    runs: list[Run] = field(default_factory=list)
    length: int = 0
    blocks: list[etree._Element] = field(default_factory=list)
    pictures: list[tuple[int, Mark]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])

    def lines(self, label: str, notes: Iterable[InlineObject], at: Position) -> Iterator[Line]:
        """The lines behind a label, with notes and pictures at their places; without text each picture is a line."""
        is_seen, before = bool(self.text.strip()), len(label)
        pictures = [InlineObject(before + offset, before + offset, picture) for offset, picture in self.pictures]
        objects = (*notes, *pictures) if is_seen else ()
        marked = paragraphs.marked(self.runs, before, [item.start for item in objects])
        yield from paragraphs.lines(label, self.runs, (*marked, *objects), at)
        if not is_seen:
            yield from figure_lines([picture for _, picture in self.pictures], at)


@dataclass(frozen=True, slots=True)
class TrackedChanges:
    """The numbers of tracked insertions and deletions in the parts with text; each part of a move is one of these."""

    inserted: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class PackageReading:
    """The lines of a package, the labels in them that no part of it holds, and by kind the texts and the number of
    pictures that were left out. `shelf` has the pictures in the lines, which are the text with all `tracked` changes
    accepted. `spoken` are the descriptions that stand for its pictures."""

    lines: tuple[Line, ...]
    printed: tuple[str, ...]
    omitted: Mapping[str, list[str]]
    unread_pictures: Mapping[str, int] = field(default_factory=dict)
    shelf: PictureShelf = field(default_factory=PictureShelf)
    tracked: TrackedChanges = TrackedChanges()
    spoken: tuple[str, ...] = ()


def text(element: etree._Element, written: Mapping[str, Callable[[etree._Element], str]]) -> str:
    """All characters of an element, read or not; `written` gives those of an element by its name."""
    words: list[str] = []
    walk = etree.iterwalk(element, events=("start",))
    for _, item in walk:
        name = local(item)
        if name in written:
            # A text in it is part of it: a text of a diagram has runs of DrawingML.
            words.append(written[name](item))
            walk.skip_subtree()
    return "".join(words)


def all_text(element: etree._Element) -> str:
    """The characters of an element of text."""
    return "".join(element.itertext())
