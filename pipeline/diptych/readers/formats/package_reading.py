"""What a reader made of a package: its lines, the labels that it added, and what it left out, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from diptych.readers.formats.lines import Line

HEADERS: Final = "headers and footers"
COMMENTS: Final = "comments"
FIELD_CODES: Final = "field codes"
HIDDEN: Final = "hidden text"
DELETED: Final = "deleted text of tracked changes"
ALTERNATES: Final = "equal renderings of a text"
OTHERS: Final = "other renderings of a text"
PICTURES: Final = "pictures"
EMBEDDED: Final = "embedded documents, charts and diagrams"
RUBIES: Final = "pronunciations above a text"
LAYOUTS: Final = "layouts of formulas, whose letters stand in a row"
SEPARATORS: Final = "separators of notes"
STRAY: Final = "text where a package has none, which other programs do not show either"
"""Kinds of what a reader leaves out, as messages call them."""
QUIET: Final = frozenset({ALTERNATES})
"""Kinds that need no finding: what is left out was read from another place."""


@dataclass(slots=True)
class Omissions:
    """What is left out while a package is read: the text of each object, by kind."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, text: str = "") -> None:
        self.texts.setdefault(kind, []).append(text)


@dataclass(frozen=True, slots=True)
class PackageReading:
    """The lines of a package, the labels in them that no part of it holds, and the texts that were left out."""

    lines: tuple[Line, ...]
    printed: tuple[str, ...]
    omitted: Mapping[str, list[str]]
