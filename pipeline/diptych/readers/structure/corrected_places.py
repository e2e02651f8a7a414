"""Draft + lines with readings → a finding for each reading that the Draft does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from diptych.config.structural_corrections import ATTACHMENT, CONTENTS, CONTINUATION, HEADING, ITEM, PARAGRAPH, TEXT
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.draft import Block, Draft, Inline, Mark, Table, Text, Unit
from diptych.readers.formats.lines import Line

_QUOTED: Final = 24
"""Characters of a line that a finding quotes, chosen."""
_LABEL: Final = "label"
_HEADING: Final = "heading"
_PREFACE: Final = "preface"
_BLOCK: Final = "block"
_ATTACHED: Final = "attached"
Holders = tuple[Position, ...]
"""The places of the units around a text, the outermost first."""


@dataclass(frozen=False, slots=True)
class _Places:
    """The part of a document that begins at a place, and the units that hold it, while a Draft is walked through."""

    parts: dict[Position, str] = field(default_factory=dict)
    holders: dict[Position, Holders] = field(default_factory=dict)

    def draft(self, draft: Draft, *, attached: bool) -> None:
        first = len(self.parts)
        self.blocks(draft.preface, _PREFACE, ())
        self.blocks(draft.preamble, _BLOCK, ())
        for unit in draft.body:
            self.unit(unit, ())
        self.blocks(draft.conclusions, _BLOCK, ())
        for place in list(self.parts)[first:first + 1] if attached else ():
            self.parts[place] = _ATTACHED
        for carried in draft.attachments:
            self.draft(carried, attached=True)

    def unit(self, unit: Unit, outer: Holders) -> None:
        inner = (*outer, unit.position)
        self.note(unit.label, _LABEL, outer if unit.label else inner)
        self.note(unit.heading, _HEADING, inner)
        self.note(unit.run_in, _BLOCK, outer if not unit.label else inner)
        self.blocks((*unit.intro, *unit.content), _BLOCK, inner if unit.label or unit.heading else outer)
        for child in unit.children:
            self.unit(child, inner)
        self.blocks(unit.wrap_up, _BLOCK, inner)

    def blocks(self, blocks: Sequence[Block | Table], part: str, holders: Holders) -> None:
        for block in blocks:
            self.note(block.content if isinstance(block, Block) else (), part, holders)

    def note(self, items: Sequence[Inline], part: str, holders: Holders) -> None:
        first = items[0] if items else None
        while isinstance(first, Mark):
            first = first.content[0] if first.content else None
        if isinstance(first, Text):
            self.parts.setdefault(first.position, part)
            self.holders.setdefault(first.position, holders)


_SHOWN: Final[Mapping[str, Callable[[str], bool]]] = {
    ITEM: lambda part: part == _LABEL, HEADING: lambda part: part == _HEADING,
    PARAGRAPH: lambda part: part in (_BLOCK, _ATTACHED), TEXT: lambda part: part in (_BLOCK, _ATTACHED),
    ATTACHMENT: lambda part: part == _ATTACHED, CONTENTS: lambda part: part in (_PREFACE, _ATTACHED),
    CONTINUATION: lambda part: not part, "": lambda _: True}
"""Whether the part that begins at a line shows the reading of that line."""


def unfollowed(draft: Draft, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """E010 for each reading that the Draft of the lines does not show."""
    read = [line for line in lines if line.reading]
    if not read:
        return
    places = _Places()
    places.draft(draft, attached=False)
    for line in read:
        reading, text = line.reading, line.text.strip()
        lead = len(line.text) - len(line.text.lstrip())
        place = Position(line.position.file, line.position.line, line.position.column + lead)
        if reading is not None and not (
                _SHOWN[reading.role](places.parts.get(place, "")) and _is_under(
                    reading.under, places.holders.get(place, ()))):
            quoted = text if len(text) <= _QUOTED else text[:_QUOTED - 1] + "…"
            yield diagnostic("E010", reading.entry, quoted=quoted, reading=reading.role or "under")


def _is_under(place: Position | None, holders: Holders) -> bool:
    """Whether one of the units begins on the line of a place, and not behind it; true without a place."""
    return place is None or any(holder.file == place.file and holder.line == place.line
                                and holder.column <= place.column for holder in holders)
