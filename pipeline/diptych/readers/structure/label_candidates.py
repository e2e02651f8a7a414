"""The possible labels of the rows of a text: their printed styles, and which of them go on with a sequence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from diptych.language.profiles import Label, Language, readings
from diptych.readers.structure.openings import DIVISIONS
from diptych.readers.structure.rows import Row
from diptych.values import dataclass

GOES_ON: Final = tuple("\uff0c\u3001,\u318d\u00b7")
"""Marks within a sentence: a row that ends with one is incomplete."""
END: Final = "end"
"""Style of a label at the end of its row."""
_STOPS: Final = ".:"
"""Marks behind the number of a division that leave it alone on its row."""
TEXT: Final = "text"
"""Style of a label with words right behind it."""
HEADED: Final = DIVISIONS - {"article"}
"""Shapes of labels behind which a row is a heading, so that it may lack a final mark."""
_ITEM: Final = "item"
"""Shape of the labels of items that look like those of chapters."""
_SPACE: Final = re.compile(r"\s")
"""Pattern of white space in a label."""
_WORDED: Final = re.compile(r"[^\W\d_]{2,20}\.?\s?\d")
"""Pattern of a label with a word before its figures."""
_WHOLE_LINES: Final = frozenset(("figure", "article"))
"""Shapes of labels that begin a line always."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible label of a row and its printed style. A label that `stops` ends with a final mark, so that it may be
    the end of a sentence. A `worded` label has a word before its figures (Sec. 5), so that it is no amount."""

    label: Label
    style: str
    stops: bool
    worded: bool


Candidates = tuple[tuple[Candidate, ...], ...]
"""The possible labels of each row."""
Counts = Mapping[str, tuple[int, ...]]
"""A number by label shape."""


def candidates(rows: tuple[Row, ...], shapes: frozenset[str], inside: Sequence[bool],
               language: Language) -> Candidates:
    """The labels of these shapes at the start of each row; none for a row inside a quotation."""
    return tuple([
        () if within or not row.labels else tuple([
            Candidate(label, _style(row.text, label), row.text[label.end - 1] in language.terminal,
                      _WORDED.match(row.text, label.start, label.end) is not None)
            for label in row.labels if label.shape in shapes])
        for row, within in zip(rows, inside, strict=True)])


def itemised(read: Candidates, shape: str) -> Candidates:
    """The labels, in which those of a shape are items if they head no clause. The label nearest above the clauses that
    print its number before theirs (1, 1.0.1) heads them."""
    below: tuple[int, ...] = ()
    changed: list[tuple[Candidate, ...]] = []
    for candidates in reversed(read):
        own = next((item.label for item in candidates if item.label.shape == shape), None)
        heads = own is not None and own.count == below
        changed.append(candidates if own is None or heads else tuple([
            replace(item, label=replace(item.label, shape=_ITEM)) if item.label is own else item
            for item in candidates]))
        below = () if heads else next((item.label.outer[:1] for item in candidates if item.label.outer), below)
    return tuple(reversed(changed))


def _style(text: str, label: Label) -> str:
    """The printed style of a label: tight or wide, and the kind of character behind it."""
    inside = "tight " if text[label.start:label.end].isalnum() or not _SPACE.search(
        text, label.start, label.end) else "wide "
    after = text[label.end:label.end + 1]
    if not after or after in _STOPS and label.shape in HEADED and not text[label.end + 1:].strip():
        return inside + END
    if after.isspace():
        return inside + ("blank" if text[label.end:].strip() else END)
    return inside + ("bracket" if after in "(（【[" else TEXT)


def inner(text: str, at: int, depth: int, places: Mapping[str, int], language: Language) -> Label | None:
    """The first label of a deeper level at an offset of a row."""
    for label in readings(text, language, at):
        if label.count == (1,) and places.get(label.shape, -1) > depth and label.shape not in _WHOLE_LINES:
            return label
    return None


def opens(label: Label, last: Counts) -> bool:
    """Whether a label begins a sequence or is the next one of it."""
    before = last.get(label.shape)
    return label.count == (1,) if before is None else follows(label.count, before)


def follows(count: tuple[int, ...], last: tuple[int, ...] | None) -> bool:
    """Whether a number comes right after another: 12, 12-2 (or 12-1), 12-3, 13."""
    if not last:
        return False
    if len(count) == 1:
        return count[0] == last[0] + 1
    if count[:-1] == last:
        return count[-1] in (1, 2)
    return len(count) <= len(last) and count[:-1] == last[:len(count) - 1] and count[-1] == last[len(count) - 1] + 1
