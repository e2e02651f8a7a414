"""Lines → rows: what stood in one paragraph before somebody's editor wrapped it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diptych.diagnostics import Position
from diptych.draft import Text
from diptych.language.profiles import Label, Language, readings
from diptych.readers.formats.lines import Line
from diptych.readers.structure.line_wrapping import goes_on, noted, wrapping
from diptych.readers.structure.openings import Latest, in_runs
from diptych.values import dataclass


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
    texts = [line.text.strip() for line in lines]
    labels = in_runs([readings(text, language) for text in texts], language.runs)
    wrap, note = wrapping(lines, texts, labels, language), noted(texts, language)
    found: list[Row] = []
    parts: list[Line] = []
    latest = Latest(language, found)
    last, gap, after_gap = 0, False, False
    for index, text in enumerate(texts):
        if not text:
            after_gap = True
            continue
        line = lines[index]
        if parts and index not in note and (
                after_gap or index in wrap.firsts or texts[last][-1] in language.terminal and not (
                    wrap.width and line.text[0].isspace()) or not goes_on(parts, line, wrap, latest, labels[index])):
            found.append(_row(parts, texts[last], labels[last], language, gap=gap) if len(parts) > 1 else Row(
                (_text(parts[0], texts[last]),), texts[last], labels[last], gap))
            parts = []
        gap = gap if parts else after_gap
        parts.append(line)
        last, after_gap = index, False
    if parts:
        found.append(_row(parts, texts[last], labels[last], language, gap=gap))
    if not language.runs:
        return tuple(found)
    return tuple([row if labels is row.labels else replace(row, labels=labels) for row, labels in zip(
        found, in_runs([row.labels for row in found], language.runs), strict=True)])


def clip(texts: tuple[Text, ...], start: int, end: int | None = None) -> tuple[Text, ...]:
    """The pieces between two offsets of the joined text, without white space at the outer ends."""
    if start == 0 and end is None:
        return texts
    if len(texts) == 1:
        return part(texts[0], start, end)
    return _trimmed(list(between(texts, start, end)))


def between(texts: tuple[Text, ...], start: int, end: int | None = None) -> Iterator[Text]:
    """The pieces between two offsets of the joined text, with the white space at the outer ends."""
    place = 0
    for text in texts:
        low = max(start - place, 0)
        high = len(text.text) if end is None else min(end - place, len(text.text))
        if low < high:
            at = text.position
            yield Text(text.text[low:high], Position(at.file, at.line, at.column + low))
        place += len(text.text)


def part(text: Text, start: int, end: int | None) -> tuple[Text, ...]:
    """What stands between two offsets of a text, without white space at its ends; nothing where it is that alone."""
    piece, at = text.text[start:end], text.position
    bare = piece.strip()
    if not bare:
        return ()
    skipped = start + (len(piece) - len(piece.lstrip()) if piece[0].isspace() else 0)
    return (Text(bare, Position(at.file, at.line, at.column + skipped) if skipped else at),)


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


def _row(parts: list[Line], last: str, labels: tuple[Label, ...], language: Language, *, gap: bool) -> Row:
    """The row of these lines; `last` is the text of the last one, which begins with one of the labels."""
    if len(parts) == 1:
        return Row((_text(parts[0], last),), last, labels, gap)
    texts = (*[_text(line, line.text.strip(), language.joiner) for line in parts[:-1]], _text(parts[-1], last))
    text = joined(texts)
    return Row(texts, text, readings(text, language), gap)


def _text(line: Line, text: str, joiner: str = "") -> Text:
    """The text of a line, which is that without white space at its ends."""
    at = line.position
    if not line.text.startswith(text):
        at = Position(at.file, at.line, at.column + len(line.text) - len(line.text.lstrip()))
    return Text(text + joiner if joiner else text, at)
