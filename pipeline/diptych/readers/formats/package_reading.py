"""What a reader made of a package: its lines, the labels that it added, its pictures, what it left out, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from diptych.readers.formats.lines import Line
from diptych.readers.formats.pictures import PictureShelf

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
SEPARATORS: Final = "separators of notes"
STRAY: Final = "text where a package has none, which other programs do not show either"
"""Kinds of what a reader leaves out, as messages call them."""
QUIET: Final = frozenset({ALTERNATES})
"""Kinds that need no finding: what is left out was read from another place."""


@dataclass(slots=True)
class Omissions:
    """What is left out while a package is read, by kind: the text of each object, and the number of pictures."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, text: str = "", pictures: int = 0) -> None:
        self.texts.setdefault(kind, []).append(text)
        if pictures:
            self.pictures[kind] = self.pictures.get(kind, 0) + pictures


@dataclass(frozen=True, slots=True)
class PackageReading:
    """The lines of a package, the labels in them that no part of it holds, and by kind the texts and the number of
    pictures that were left out. `shelf` has the pictures in the lines."""

    lines: tuple[Line, ...]
    printed: tuple[str, ...]
    omitted: Mapping[str, list[str]]
    unread_pictures: Mapping[str, int] = field(default_factory=dict)
    shelf: PictureShelf = field(default_factory=PictureShelf)
