"""Lines → rows: what stood in one paragraph before somebody's editor wrapped it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from pipeline.diagnostics import Position
from pipeline.language import UNSEEN, Label, Language, read_label, readings
from pipeline.model import Text
from pipeline.readers.text import Line

_CLOSING: Final = re.compile(r"[、。，；：！？）》〉”’」』〕】,.;:!?)\]]")
_SHORT: Final = 2
Printed = tuple[Label, str]
"""A label and the text at whose start it stands."""
_NOTE: Final = 4
"""How many lines an annotation may span."""
_REACH: Final = 200
"""How far back an open bracket is looked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as received: the pieces of its lines, their joined text, the labels that may be read at
    its start, and whether an empty line stands before."""

    texts: tuple[Text, ...]
    text: str
    labels: tuple[Label, ...]
    gap: bool

    @property
    def position(self) -> Position:
        return self.texts[0].position


def rows(lines: tuple[Line, ...], language: Language) -> tuple[Row, ...]:
    """The rows of a text in their order; lines without a visible character only part them."""
    width = wrap_width(lines, language)
    found: list[Row] = []
    parts: list[Line] = []
    latest = _Latest(language)
    gap = after_gap = False
    for line in lines:
        if not line.text or line.text.isspace():
            after_gap = True
            continue
        if parts and (after_gap or not _continues(parts, line, width, latest, language)):
            found.append(_row(parts, language, gap=gap))
            latest.rows.append(found[-1])
            parts = []
        gap = gap if parts else after_gap
        parts.append(line)
        after_gap = False
    return (*found, _row(parts, language, gap=gap)) if parts else tuple(found)


@dataclass(slots=True)
class _Latest:
    """The latest label of each shape; rows wait until somebody asks, which in a text that was not wrapped is rare."""

    language: Language
    rows: list[Row] = field(default_factory=list)
    labels: dict[str, Printed] = field(default_factory=dict)

    def read(self) -> Mapping[str, Printed]:
        for row in self.rows:
            self.labels.update(_printed(row, self.language))
        self.rows.clear()
        return self.labels


def _printed(row: Row, language: Language) -> Iterator[tuple[str, Printed]]:
    """The labels that a row opens with: those at its start, and the first ones of deeper levels right after."""
    yield from ((label.shape, (label, row.text)) for label in row.labels)
    if row.labels:
        rest = row.text[row.labels[0].end:]
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


def wrap_width(lines: tuple[Line, ...], language: Language) -> int:
    """The width in half-width cells at which the text was wrapped by machine; 0 where it was not."""
    texts = [line.text.rstrip() for line in lines]
    runs_on = [cells(text) for text, following in pairwise(texts)
               if text and following and text[-1] not in language.terminal]
    full = Counter([width for width in runs_on if width >= 30])
    if not full:
        return 0
    width = max(full, key=lambda item: (full[item] + full[item - 1] + full[item + 1], item))
    near = sum(count for size, count in full.items() if abs(size - width) <= 2)
    written = len(texts) - texts.count("")
    if near < max(4, 0.12 * written):
        return 0
    wider = sum([1 for text in texts if 2 * len(text) > width + 2 and cells(text) > width + 2])
    return width if wider <= 0.03 * written else 0


def cells(text: str) -> int:
    """The width of a text in half-width cells: what is not Latin counts twice."""
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))


def clip(texts: tuple[Text, ...], start: int, end: int | None = None) -> tuple[Text, ...]:
    """The pieces between two offsets of the joined text, without white space at the outer ends."""
    if start == 0 and end is None:
        return texts
    if len(texts) == 1:
        return part(texts[0], start, end)
    place, found = 0, []
    for text in texts:
        low = max(start - place, 0)
        high = len(text.text) if end is None else min(end - place, len(text.text))
        if low < high:
            at = text.position
            found.append(Text(text.text[low:high], Position(at.file, at.line, at.column + low)))
        place += len(text.text)
    return _trimmed(found)


def part(text: Text, start: int, end: int | None) -> tuple[Text, ...]:
    """What stands between two offsets of a text, without white space at its ends; nothing where it is that alone."""
    piece = text.text[start:end]
    bare = piece.lstrip()
    if not bare:
        return ()
    at, skipped = text.position, start + len(piece) - len(bare)
    return (Text(bare.rstrip(), Position(at.file, at.line, at.column + skipped) if skipped else at),)


def joined(texts: tuple[Text, ...]) -> str:
    """The text of the pieces."""
    return texts[0].text if len(texts) == 1 else "".join([text.text for text in texts])


def _trimmed(texts: list[Text]) -> tuple[Text, ...]:
    while texts and not texts[-1].text.strip():
        texts.pop()
    while texts and not texts[0].text.strip():
        texts.pop(0)
    if texts:
        texts[-1] = Text(texts[-1].text.rstrip(), texts[-1].position)
        first = texts[0]
        skipped = len(first.text) - len(first.text.lstrip())
        at = first.position
        texts[0] = Text(first.text[skipped:], Position(at.file, at.line, at.column + skipped))
    return tuple(texts)


def _row(parts: list[Line], language: Language, *, gap: bool) -> Row:
    texts = (*[_text(line, language.joiner) for line in parts[:-1]], _text(parts[-1], ""))
    text = joined(texts)
    return Row(texts, text, readings(text, language), gap)


def _text(line: Line, joiner: str) -> Text:
    text, at = line.text.lstrip(), line.position
    skipped = len(line.text) - len(text)
    return Text(text.rstrip() + joiner, Position(at.file, at.line, at.column + skipped) if skipped else at)


def _continues(parts: list[Line], line: Line, width: int, latest: _Latest, language: Language) -> bool:
    """Whether a line goes on with the row begun in `parts`."""
    before = parts[-1].text.rstrip()
    if (before[-1] in language.terminal or _ends_noted(parts, before, language)) and not (
            width and _hangs(parts, line, width, language)):
        return False
    after = line.text.strip()
    if not _open_bracket(before, after, language) and not (width and _fills(before, after, width, language)):
        return False
    return not _starts_anew(parts, after, latest, language)


def _ends_noted(parts: list[Line], text: str, language: Language) -> bool:
    """Whether the last line ends with an annotation after a mark that ends something."""
    last = text[-1]
    opening = next((left for left, right in language.brackets if right == last), None)
    if opening is None:
        return False
    whole = " ".join(line.text.strip() for line in parts[-_NOTE:])
    start = whole.rfind(opening)
    before = whole[:start].rstrip() if start > 0 else ""
    return before[-1:] in tuple(language.terminal) and bool(language.formulas.annotation.fullmatch(whole[start:]))


def _fills(before: str, after: str, width: int, language: Language) -> bool:
    """Whether a line is as long as lines were made, in cells or in characters, so that the next one goes on with it."""
    first = cells(after.split(maxsplit=1)[0]) + 1 if language.word_start else 2
    size = cells(before)
    return size >= width - 2 or size + first > width or 2 * len(before) >= width and not language.word_start or bool(
        _CLOSING.match(after))


def _hangs(parts: list[Line], line: Line, width: int, language: Language) -> bool:
    """Whether a line is indented below the label that opens its row, after a full line."""
    indent = len(line.text) - len(line.text.lstrip())
    opening = len(parts[0].text) - len(parts[0].text.lstrip())
    return indent > opening and cells(parts[-1].text.rstrip()) >= width - 2 and (
        read_label(parts[0].text, language) is not None)


def _starts_anew(parts: list[Line], after: str, latest: _Latest, language: Language) -> bool:
    """Whether a line is a label alone, or its label follows that of its row or the latest of its shape, printed
    alike."""
    found = readings(after, language)
    if not found:
        return False
    if not after[found[0].end:].strip(UNSEEN):
        return found[0].end > _SHORT
    opening = parts[0].text.strip()
    own = {label.shape: (label, opening) for label in readings(opening, language)}
    return any(_follows(label, after, *known[label.shape]) for label in found for known in (own, latest.read())
               if label.shape in known)


def _follows(label: Label, text: str, before: Label, known: str) -> bool:
    """Whether a label bears the number after another or a branch of it, printed alike."""
    step = 0 if len(label.count) > 1 else 1
    return label.count[0] - before.count[0] == step and _print(text, label) == _print(known, before)


def _print(text: str, label: Label) -> tuple[bool, bool]:
    """How a label is printed: wide or tight, in figures or in words."""
    printed = text[label.start:label.end]
    return any(map(str.isspace, printed)), any(map(str.isdecimal, printed))


def _open_bracket(before: str, after: str, language: Language) -> bool:
    """Whether a title or bracket opened in one line is closed in the next."""
    for left, right in (*language.titles, *language.brackets):
        closed = after.find(right, 0, _REACH)
        if closed >= 0 and left != right and not 0 <= after.find(left) < closed and (
                before.rfind(left, -_REACH) > before.rfind(right, -_REACH)):
            return True
    return False
