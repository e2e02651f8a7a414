"""A change of a received line → a quotation that occurs once in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LINES: Final = 8
"""Lines of the longest quotation. Chosen. If raised, a change in a longer repeated passage can be written too."""
Quotation = tuple[str, str, str]
"""The words to find, the longer quotation around them, and the words that take their place."""


class EntangledError(ValueError):
    """The new words cannot be written as emendations: the editor changed them already, or lines came or went."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The received lines of a document that are not empty; `at` is the changed line, -1 for none."""

    texts: tuple[str, ...]
    at: int = -1


def quoted(line: str, start: int, end: int, replacement: str, lines: Lines) -> Quotation:
    """The shortest quotation of a change that is unique, of its line or also of the lines beside it.

    Raises EntangledError."""
    first, last = start, end
    while start == end or not _is_unique(line, (first, last), (start, end), lines.texts):
        before = (first, last, start, end)
        if start == end:
            start, end, replacement = _with_neighbour(line, start, replacement)
        first, last = max(0, min(first, start) - 1), min(len(line), max(last, end) + 1)
        if before == (first, last, start, end):
            return _with_lines(line, line[start:end], replacement, lines)
    return line[start:end], line[first:last], replacement


def _with_lines(line: str, find: str, replacement: str, lines: Lines) -> Quotation:
    """The change, or else its whole line, in the fewest lines before or behind it that make it unique."""
    whole = line.strip(), line.strip().replace(find, replacement, 1)
    for words, new in ((find, replacement), whole if line.count(find) == 1 else ("", "")):
        within = _run(words, lines) if words else ""
        if within:
            return words, within, new
    raise EntangledError


def _run(words: str, lines: Lines) -> str:
    """The fewest lines in a row that are unique and contain the words once; empty if there are none."""
    texts = [text.strip() for text in lines.texts]
    for number in range(2, _LINES + 1) if lines.at >= 0 else ():
        for first in (lines.at + 1 - number, lines.at):
            run = texts[max(first, 0):first + number]
            alike = sum(texts[other:other + number] == run for other in range(len(texts)))
            if len(run) == number and alike == 1 and _count("\n".join(run), words) == 1:
                return "\n".join(run)
    return ""


def _with_neighbour(line: str, at: int, inserted: str) -> tuple[int, int, str]:
    """An insertion as the replacement of the character before it, or behind it at the start of a line."""
    if at:
        return at - 1, at, line[at - 1] + inserted
    return 0, min(1, len(line)), inserted + line[:1]


def _is_unique(line: str, within: tuple[int, int], inner: tuple[int, int], texts: Sequence[str]) -> bool:
    """Whether a quotation is once in the document, and its inner words are once in the quotation."""
    quotation, words = line[slice(*within)], line[slice(*inner)]
    return sum(_count(text, quotation) for text in texts) == 1 and _count(quotation, words) == 1


def _count(text: str, part: str) -> int:
    """The number of occurrences of a part in a text, overlapping ones too."""
    return sum(text.startswith(part, at) for at in range(len(text) - len(part) + 1)) if part in text else 0
