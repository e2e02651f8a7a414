"""Lines → rows: what stood in one paragraph before somebody's editor wrapped it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.diagnostics import Position
from pipeline.language import Label, Language, readings
from pipeline.model import Text
from pipeline.readers.openings import Latest
from pipeline.readers.text import Line
from pipeline.readers.wrapping import goes_on, wrapping


class Row(NamedTuple):
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
    wrap = wrapping(lines, language)
    found: list[Row] = []
    parts: list[Line] = []
    latest = Latest(language)
    gap = after_gap = False
    for index, line in enumerate(lines):
        if not line.text or line.text.isspace():
            after_gap = True
            continue
        if parts and (after_gap or index in wrap.firsts or not goes_on(parts, line, wrap, latest, language)):
            found.append(_row(parts, language, gap=gap))
            latest.waiting.append((found[-1].text, found[-1].labels))
            parts = []
        gap = gap if parts else after_gap
        parts.append(line)
        after_gap = False
    return (*found, _row(parts, language, gap=gap)) if parts else tuple(found)


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
    bare = piece.lstrip()
    if not bare:
        return ()
    skipped = start + len(piece) - len(bare)
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
    last = _text(parts[-1], "")
    if len(parts) == 1:
        return Row((last,), last.text, readings(last.text, language), gap)
    texts = (*[_text(line, language.joiner) for line in parts[:-1]], last)
    text = joined(texts)
    return Row(texts, text, readings(text, language), gap)


def _text(line: Line, joiner: str) -> Text:
    whole, at = line.text, line.position
    text = whole.lstrip()
    if len(text) != len(whole):
        at = Position(at.file, at.line, at.column + len(whole) - len(text))
    return Text(text.rstrip() + joiner, at)
