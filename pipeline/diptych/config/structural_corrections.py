"""Tables [[structure]] of editorial.toml → how the editor reads lines that the program reads otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from diptych.diagnostics import Position

ITEM: Final = "item"
HEADING: Final = "heading"
PARAGRAPH: Final = "paragraph"
TEXT: Final = "text"
ATTACHMENT: Final = "attachment"
CONTENTS: Final = "contents"
CONTINUATION: Final = "continuation"
"""A line continues the line before it."""
SPLIT: Final = "split"
"""A line is divided where the quotation begins."""


@dataclass(frozen=True, slots=True)
class StructuralCorrection:
    """Lines of one language, and how the editor reads them.

    The lines are quoted, or they are the `count` lines that `pattern` meets. `reading` is one of the constants of this
    module, or empty if the correction is only about the unit that holds the lines: the one quoted by `under`. `label`
    is the printed label of an item that the program does not read as one.
    """

    language: str
    lines: tuple[str, ...]
    pattern: str
    count: int
    reading: str
    label: str
    under: str
    why: tuple[tuple[str, str], ...]
    position: Position


def structural_correction(table: Mapping[str, Any], why: tuple[tuple[str, str], ...],
                          position: Position) -> StructuralCorrection:
    """The correction of a checked table [[structure]]."""
    lines = table.get("line", ())
    return StructuralCorrection(
        table["language"], (lines,) if isinstance(lines, str) else tuple(lines), table.get("pattern", ""),
        table.get("count", 0), table.get("as", ""), table.get("label", ""), table.get("under", ""), why, position)
