"""Markdown → its notes: where each begins and is marked, below the text or within a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_NOTE: Final = re.compile(r" {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*")
"""Pattern of the opening of a note."""
_MARK: Final = re.compile(r"(?<!\\)\[\^([^\]\s]{1,60})\]")
"""Pattern of the mark of a note."""
OPENING: Final = "^["
"""What precedes the words of a note within a line, as Pandoc and others read it."""
INNER: Final = re.compile(r"(?<![\\\^])\^\[(?P<words>(?:[^\[\]]|\[[^\[\]]{0,500}\]){1,2000}+)\]")
"""Pattern of a note within a line."""
_SIGNS: Final = re.compile(r"[\s|*_>#+-]|\[\^[^\]\s]{1,60}\]")
"""Pattern of what is no word: white space, signs of Markdown and marks of notes."""


def marked(broken: Sequence[str], prose: Sequence[bool]) -> tuple[
        Mapping[str, tuple[int, int]], Mapping[int, Mapping[str, int]], Mapping[tuple[int, int], str]]:
    """The notes that have a mark, their first marks, and the numbers of notes within a line; a mark inside a note has
    no note of its own."""
    begun = [(number, match) for number, line in enumerate(broken) if prose[number] and (match := _NOTE.match(line))]
    notes = {match[1]: (number, match.end()) for number, match in reversed(begun)}
    inside = {row for number, _ in begun for row in continued(broken, number)}
    known: dict[str, tuple[int, int]] = {}
    marks: dict[int, dict[str, int]] = {}
    inner: dict[tuple[int, int], str] = {}
    for number, line in enumerate(broken):
        if not prose[number] or number in inside or "[" not in line:
            continue
        within = [match for match in INNER.finditer(line) if _is_behind_words(line, match.start())]
        inner |= {(number, match.start()): str(len(inner) + place) for place, match in enumerate(within, 1)}
        for mark in _MARK.finditer(line):
            name = mark[1]
            if name in notes and name not in known and _is_behind_words(line, mark.start()) and not any(
                    match.start() < mark.start() < match.end() for match in within):
                known[name] = notes[name]
                marks.setdefault(number, {})[name] = mark.start()
    return known, marks, inner


def _is_behind_words(line: str, column: int) -> bool:
    """Whether words stand before a place of a line or a cell: one of marks alone has no place for a note."""
    return bool(_SIGNS.sub("", line[line.rfind("|", 0, column) + 1:column]))


def continued(rows: Sequence[str], first: int) -> Iterator[int]:
    """The rows of a note: its first one, and those behind it that are indented."""
    yield first
    for number in range(first + 1, len(rows)):
        line = rows[number]
        if line.strip() and not line.startswith(("    ", "\t")):
            return
        if line.strip():
            yield number
