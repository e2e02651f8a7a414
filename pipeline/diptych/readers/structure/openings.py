"""What a text opens with: its label, a heading in brackets, and the first label of a deeper level right after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from diptych.language.profiles import Label, Language, readings

_SEEN: Final = re.compile(r"\S")
Printed = tuple[Label, str]
"""A label and the text at whose start it stands."""
DIVISIONS: Final = frozenset({"part", "subpart", "chapter", "section", "subsection", "article"})
"""Shapes that name what they number, and so are believed out of sequence too."""


class Opened(Protocol):
    """A text and the labels that may be read at its start."""

    @property
    def text(self) -> str: ...
    @property
    def labels(self) -> tuple[Label, ...]: ...


@dataclass(slots=True)
class Latest:
    """The latest label of each shape among texts that are still being read; they are looked at when somebody asks,
    which is rare where lines were not wrapped."""

    language: Language
    texts: Sequence[Opened]
    seen: int = 0
    labels: dict[str, Printed] = field(default_factory=dict)

    def read(self) -> Mapping[str, Printed]:
        for one in self.texts[self.seen:]:
            self.labels.update(openings(one.text, one.labels, self.language))
        self.seen = len(self.texts)
        return self.labels


def openings(text: str, labels: tuple[Label, ...], language: Language) -> Iterator[tuple[str, Printed]]:
    """The labels that a text opens with, by shape: those at its start, and the first ones of deeper levels behind."""
    yield from ((label.shape, (label, text)) for label in labels)
    if labels:
        inner = bracketed(text, language, labels[0].end)
        yield from ((label.shape, (label, text)) for label in readings(text, language, inner) if label.count == (1,))


def in_runs(read: list[tuple[Label, ...]], shapes: frozenset[str]) -> list[tuple[Label, ...]]:
    """The labels read at the starts of texts without those of these shapes that do not count on from one, such as an
    initial: I., II., and so on, whatever stands between them."""
    if not shapes:
        return read
    runs: dict[str, list[int]] = {}
    believed: set[tuple[str, int]] = set()
    for index, labels in enumerate(read):
        for label in labels:
            run = runs.setdefault(label.shape, []) if label.shape in shapes else None
            if run is None or label.count not in ((1,), (len(run) + 1,)):
                continue
            if label.count == (1,):
                run.clear()
            run.append(index)
            if len(run) > 1:
                believed.update((label.shape, place) for place in (run[0], index))
    return [labels if not any(label.shape in shapes for label in labels) else tuple(
        [label for label in labels if label.shape not in shapes or (label.shape, index) in believed])
        for index, labels in enumerate(read)]


def bracketed(text: str, language: Language, at: int) -> int:
    """Where the bracketed heading ends that stands at a place in a text; the place itself if there is none."""
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
    """Whether a label bears the number after another or a branch of it, printed alike."""
    step = 0 if len(label.count) > 1 else 1
    return label.count[0] - before.count[0] == step and _print(text, label) == _print(known, before)


def _print(text: str, label: Label) -> tuple[bool, bool, bool]:
    """How a label is printed: wide or tight, in figures or in words; and, of one that names what it numbers, whether
    words come right after it."""
    printed, after = text[label.start:label.end], text[label.end:label.end + 1]
    return any(map(str.isspace, printed)), any(map(str.isdecimal, printed)), (
        label.shape in DIVISIONS and after.isalnum())
