"""The beginning of a text: its label, a heading in brackets, and the first label of a deeper level behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from diptych.language.profiles import Label, Language, readings

_SEEN: Final = re.compile(r"\S")
"""Pattern of a visible character."""
Printed = tuple[Label, str]
"""A label and the text that it begins."""
DIVISIONS: Final = frozenset({
    "part", "subpart", "book", "title", "subtitle", "chapter", "subchapter", "section", "subsection", "division",
    "subdivision", "article"})
"""Label shapes with a word for the numbered unit (`Article 5`); they are accepted out of sequence too."""


def openings(text: str, labels: tuple[Label, ...], language: Language) -> Iterator[tuple[str, Printed]]:
    """The labels at the beginning of a text, by shape: `labels`, and the first numbers of deeper levels behind."""
    yield from ((label.shape, (label, text)) for label in labels)
    if labels:
        inner = bracketed(text, language, labels[0].end)
        yield from ((label.shape, (label, text)) for label in readings(text, language, inner) if label.count == (1,))


def in_runs(read: list[tuple[Label, ...]], shapes: frozenset[str]) -> list[tuple[Label, ...]]:
    """The labels of each text without those of `shapes` that are in no run.

    A run counts on from 1 (I., II.), whatever is between its labels. A single initial (I.) is in none.
    """
    if not shapes:
        return read
    runs: dict[str, list[int]] = {}
    accepted: set[tuple[str, int]] = set()
    for index, labels in enumerate(read):
        for label in labels:
            run = runs.setdefault(label.shape, []) if label.shape in shapes else None
            if run is None or label.count not in ((1,), (len(run) + 1,)):
                continue
            if label.count == (1,):
                run.clear()
            run.append(index)
            if len(run) > 1:
                accepted.update((label.shape, place) for place in (run[0], index))
    return [labels if not any(label.shape in shapes for label in labels) else tuple(
        [label for label in labels if label.shape not in shapes or (label.shape, index) in accepted])
        for index, labels in enumerate(read)]


def bracketed(text: str, language: Language, at: int) -> int:
    """The end of a bracketed heading at an offset of a text; the offset itself if there is none.

    White space may be before the bracket. A label in brackets is no heading, nor is a note in angle brackets.
    """
    left = text[at:at + 1]
    if left.isspace():
        seen = _SEEN.search(text, at)
        left = seen[0] if seen else ""
    right = language.closing.get(left)
    if right is None or left in "<〈" or readings(text, language, at):
        return at
    depth, closed = 0, text.find(right, at)
    if closed < 0:
        return at
    if text.count(left, at, closed) == 1:
        return closed + 1
    for index in range(at, len(text)):
        sign = text[index]
        depth += (sign == left) - (sign == right)
        if depth == 0 and sign == right:
            return index + 1
    return at


def follows(label: Label, text: str, before: Label, known: str) -> bool:
    """Whether a label has the number after another or a branch of its number, and is printed like it.

    `text` and `known` are the texts that the two labels begin.
    """
    step = 0 if len(label.count) > 1 else 1
    return label.count[0] - before.count[0] == step and _print(text, label) == _print(known, before)


def _print(text: str, label: Label) -> tuple[bool, bool, bool]:
    """The print of a label: with blanks, with digits, and, for a division, with text right behind it."""
    printed, after = text[label.start:label.end], text[label.end:label.end + 1]
    return any(map(str.isspace, printed)), any(map(str.isdecimal, printed)), (
        label.shape in DIVISIONS and after.isalnum())
