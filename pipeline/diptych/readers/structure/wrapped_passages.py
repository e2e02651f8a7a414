"""Lines → those that continue the line before them in a paragraph that alone was wrapped, between paragraphs that were
not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from diptych.language.profiles import Label, Language

_FEWEST: Final = 4
"""Fewest lines of a wrapped paragraph; chosen. If raised, shorter ones stay lines."""
_WIDEST: Final = 100
"""Most characters of its lines; chosen: typewriters and terminals have 60 to 100. If raised, paragraphs without a mark
at their end may be taken for lines."""
_FITTED: Final = 0.9
"""Least share of line ends at which the next word had no room; chosen. If lowered, lists of names are joined."""
_TOLERANCE: Final = 2
"""Characters by which the widths of its lines differ; chosen. If raised, lists of names are joined."""
_BEFORE: Final = 2
"""Most lines before such a paragraph that end no sentence; chosen: its label and its heading. If raised, slower."""
_SMALL: Final = 0.5
"""Least share of lines that go on with a small letter; chosen. If lowered, lists of names are joined."""


def passages(texts: Sequence[str], labels: Sequence[tuple[Label, ...]], language: Language) -> frozenset[int]:
    """The indexes of such lines. `texts` are without outer white space; `labels` are read at their starts.

    A language without capital letters and spaces has none: nothing tells its lines from a list."""
    if not language.word_start:
        return frozenset()
    return frozenset(index for run in _runs(texts, labels, language) for index in _wrapped(texts, run)[1:])


def _runs(texts: Sequence[str], labels: Sequence[tuple[Label, ...]], language: Language) -> Iterator[range]:
    """The longest runs of lines of which none but the last ends a sentence and none but the first has a label."""
    start = 0
    for index in range(1, len(texts) + 1):
        before = texts[index - 1]
        if index == len(texts) or labels[index] or not texts[index] or not before or before[-1] in language.terminal:
            if index - start >= _FEWEST:
                yield range(start, index)
            start = index


def _wrapped(texts: Sequence[str], run: range) -> range:
    """The wrapped paragraph at the end of a run, after a label or headings on lines of their own."""
    parts = (run[skipped:] for skipped in range(min(_BEFORE, len(run) - _FEWEST) + 1))
    return next((part for part in parts if _is_wrapped(texts[part.start:part.stop])), run[:0])


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines have a width into which the next word did not fit."""
    width = max(map(len, lines))
    room = width - _TOLERANCE
    fitted = [len(line) + 1 + len(following.split(maxsplit=1)[0]) > room for line, following in pairwise(lines)]
    small = sum(line[0].islower() for line in lines[1:])
    ends = len(lines) - 1
    return width <= _WIDEST and fitted[0] and sum(fitted) >= _FITTED * ends and small >= _SMALL * ends
