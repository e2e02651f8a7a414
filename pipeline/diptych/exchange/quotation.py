"""A change of a received line → a quotation by which its place is told from all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LINES: Final = 8
"""So many lines that stand together twice in a document are not told from each other."""
Quotation = tuple[str, str, str]
"""What is found, the longer quotation around it, and what takes its place."""


class EntangledError(ValueError):
    """The new words cannot be said by emendations: the editor's hand is there already, or paragraphs came or went."""


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a document as received, those that are not empty; `at` is the one that is changed, -1 for none."""

    texts: tuple[str, ...]
    at: int = -1


def quoted(line: str, start: int, end: int, replacement: str, lines: Lines) -> Quotation:
    """The change with so much around it that its place is told: of its line, or of the lines beside it too. Raises
    EntangledError."""
    first, last = start, end
    while start == end or not _tells(line, (first, last), (start, end), lines.texts):
        before = (first, last, start, end)
        if start == end:
            start, end, replacement = _with_neighbour(line, start, replacement)
        first, last = max(0, min(first, start) - 1), min(len(line), max(last, end) + 1)
        if before == (first, last, start, end):
            return _beside(line, (start, end), replacement, lines)
    return line[start:end], line[first:last], replacement


def _beside(line: str, place: tuple[int, int], replacement: str, lines: Lines) -> Quotation:
    """The change, or else the whole line with it, within so many of the lines before or behind as tell its place."""
    start, end = place
    whole = line.strip(), line.strip().replace(line[start:end], replacement, 1)
    for found, new in ((line[start:end], replacement), whole if line.count(line[start:end]) == 1 else ("", "")):
        within = _run(found, lines) if found else ""
        if within:
            return found, within, new
    raise EntangledError


def _run(found: str, lines: Lines) -> str:
    """The fewest lines that stand together once and hold what is found once; nothing if there are none."""
    texts = [text.strip() for text in lines.texts]
    for number in range(2, _LINES + 1) if lines.at >= 0 else ():
        for first in (lines.at + 1 - number, lines.at):
            run = texts[max(first, 0):first + number]
            alike = sum(texts[other:other + number] == run for other in range(len(texts)))
            if len(run) == number and alike == 1 and _count("\n".join(run), found) == 1:
                return "\n".join(run)
    return ""


def _with_neighbour(line: str, at: int, inserted: str) -> tuple[int, int, str]:
    """An insertion as the replacement of the character before it, or of the one behind it at a line's start."""
    if at:
        return at - 1, at, line[at - 1] + inserted
    return 0, min(1, len(line)), inserted + line[:1]


def _tells(line: str, within: tuple[int, int], inner: tuple[int, int], texts: Sequence[str]) -> bool:
    quotation, found = line[slice(*within)], line[slice(*inner)]
    return sum(_count(text, quotation) for text in texts) == 1 and _count(quotation, found) == 1


def _count(text: str, part: str) -> int:
    """How often a part stands in a text, overlapping ones too."""
    return sum(text.startswith(part, at) for at in range(len(text) - len(part) + 1)) if part in text else 0
