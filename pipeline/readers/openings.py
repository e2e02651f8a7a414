"""What a text opens with: its label, a heading in brackets, and the first label of a deeper level right after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.language import Label, Language, readings

Printed = tuple[Label, str]
"""A label and the text at whose start it stands."""
DIVISIONS: Final = frozenset({"part", "subpart", "chapter", "section", "subsection", "article"})
"""Shapes that name what they number, and so are believed out of sequence too."""


@dataclass(slots=True)
class Latest:
    """The latest label of each shape; texts wait until somebody asks, which is rare where lines were not wrapped."""

    language: Language
    waiting: list[tuple[str, tuple[Label, ...]]] = field(default_factory=list)
    labels: dict[str, Printed] = field(default_factory=dict)

    def read(self) -> Mapping[str, Printed]:
        for text, labels in self.waiting:
            self.labels.update(openings(text, labels, self.language))
        self.waiting.clear()
        return self.labels


def openings(text: str, labels: tuple[Label, ...], language: Language) -> Iterator[tuple[str, Printed]]:
    """The labels that a text opens with, by shape: those at its start, and the first ones of deeper levels behind."""
    yield from ((label.shape, (label, text)) for label in labels)
    if labels:
        rest = text[labels[0].end:]
        inner = rest[bracketed(rest, language):]
        yield from ((label.shape, (label, inner)) for label in readings(inner, language) if label.count == (1,))


def bracketed(rest: str, language: Language) -> int:
    """Where the bracketed heading at the start of a text ends; 0 if there is none."""
    stripped = rest.lstrip()
    first = stripped[:1]
    pair = next((pair for pair in language.brackets if first == pair[0]), None)
    if pair is None or pair[0] in "<〈" or readings(stripped, language):
        return 0
    depth, closed = 0, rest.find(pair[1])
    if rest.count(pair[0], 0, closed) == 1:
        return closed + 1
    for index, sign in enumerate(rest):
        depth += (sign == pair[0]) - (sign == pair[1])
        if depth == 0 and sign == pair[1]:
            return index + 1
    return 0


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
