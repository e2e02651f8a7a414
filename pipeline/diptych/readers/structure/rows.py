"""Lines → rows: the paragraphs, whose lines may have been wrapped before they were received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from diptych.config.structural_corrections import ATTACHMENT, CONTENTS, CONTINUATION, ITEM
from diptych.diagnostics import Position
from diptych.draft import Text
from diptych.language.label_patterns import is_never
from diptych.language.profiles import Label, Language, read_label, readings
from diptych.readers.formats.lines import Line, LineReading
from diptych.readers.structure.line_wrapping import goes_on, noted, wrapping
from diptych.readers.structure.openings import Printed, in_runs, openings
from diptych.readers.structure.wrapped_passages import passages
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as received: the texts of its lines, their joined text, and the labels at its start. `gap`: an empty
    line is before it. The joined text is not empty and has no white space at its ends. `reading` is how the editor
    reads its first line. `below` is the place of the unit that holds it, by its format. `addenda`: the row is the
    heading of addenda."""

    texts: tuple[Text, ...]
    text: str
    labels: tuple[Label, ...]
    gap: bool
    reading: LineReading | None = None
    below: Position | None = None
    addenda: bool = False

    @property
    def role(self) -> str:
        """The editor's reading of the row; empty if it has none."""
        return self.reading.role if self.reading else ""

    @property
    def in_body(self) -> bool:
        """Whether the editor reads the row as a part of the body."""
        return self.reading is not None and self.reading.role not in (ATTACHMENT, CONTENTS)

    @property
    def position(self) -> Position:
        return self.texts[0].position


@dataclass(frozen=False, slots=True)
class _Latest:
    """The latest label of each shape in rows that are still being added. Rows are examined on demand, which is rare in
    text that was not wrapped."""

    language: Language
    rows: Sequence[Row]
    seen: int = 0
    labels: dict[str, Printed] = field(default_factory=dict)

    def read(self) -> Mapping[str, Printed]:
        for row in self.rows[self.seen:]:
            self.labels.update(openings(row.text, row.labels, self.language))
        self.seen = len(self.rows)
        return self.labels


def rows(lines: tuple[Line, ...], language: Language) -> tuple[Row, ...]:
    """The rows of a text in their order. A line without a visible character separates rows."""
    texts = [line.text.strip() for line in lines]
    labels = in_runs([readings(text, language) for text in texts], language.runs)
    wrap, note = wrapping(lines, texts, labels, language), noted(texts, language)
    if not wrap.width:
        note |= passages(texts, labels, language)
    whole: list[Row] = []
    parts: list[Line] = []
    latest = _Latest(language, whole).read
    last, gap, after_gap = 0, False, False
    for index, text in enumerate(texts):
        if not text:
            after_gap = True
            continue
        line = lines[index]
        if parts and (line.reading.role != CONTINUATION if line.reading else index not in note and (
                after_gap or index in wrap.firsts or texts[last][-1] in language.terminal and not (
                    wrap.width and (line.text[0].isspace() or texts[last][-1] in language.pauses)) or not (
                    goes_on(parts, line, wrap, latest, labels[index], language)))):
            whole.append(_row(parts, texts[last], labels[last], language, gap=gap) if len(parts) > 1 else Row(
                (_text(parts[0], texts[last]),), texts[last], labels[last], gap, parts[0].reading, parts[0].below))
            parts = []
        gap = gap if parts else after_gap
        parts.append(line)
        last, after_gap = index, False
    if parts:
        whole.append(_row(parts, texts[last], labels[last], language, gap=gap))
    if language.runs:
        whole = [row if labels is row.labels else replace(row, labels=labels) for row, labels in zip(
            whole, in_runs([row.labels for row in whole], language.runs), strict=True)]
    return _with_addenda([replace(row, labels=_item_labels(row.text, row.reading, language)) if row.reading else row
                          for row in whole], language)


def _with_addenda(whole: Sequence[Row], language: Language) -> tuple[Row, ...]:
    """The rows, with the headings of addenda. A heading of `supplement` is one if the numbering does not go on behind
    it: the next label is the first of its shape again, or there is none."""
    formulas = language.formulas
    if is_never(formulas.addenda) and is_never(formulas.supplement):
        return tuple(whole)
    marked = list(whole)
    following: tuple[Label, ...] = ()
    for index in range(len(whole) - 1, -1, -1):
        row = whole[index]
        if formulas.addenda.fullmatch(row.text) or formulas.supplement.fullmatch(row.text) and all(
                label.count == (1,) for label in following) and _numbered(whole[:index], following):
            marked[index], following = replace(row, addenda=True), ()
        following = row.labels or following
    return tuple(marked)


def _numbered(before: Sequence[Row], following: Sequence[Label]) -> bool:
    """Whether rows have a label of the shape of the labels that follow, or any label if none follows."""
    shapes = {label.shape for label in following}
    return any(not shapes or label.shape in shapes for row in before for label in row.labels)


def _item_labels(text: str, reading: LineReading, language: Language) -> tuple[Label, ...]:
    """The label of a row that the editor reads as an item, or that has only another holder; none for other rows."""
    if reading.role not in ("", ITEM):
        return ()
    if not reading.label:
        return readings(text, language)
    number = "".join(sign for sign in reading.label if sign.isalnum() or sign in "-\u2010\u2011")
    # A style that the language does not know is read as its nearest known one: 1) as 1. or (1).
    styles = (reading.label, f"{reading.label} ", f"{number}. ", f"({number})")
    printed = next((label for style in styles if (label := read_label(style, language))), None)
    if printed is None or not text.startswith(reading.label):
        return ()
    return (replace(printed, start=0, end=len(reading.label)),)


def clip(texts: tuple[Text, ...], start: int, end: int | None = None) -> tuple[Text, ...]:
    """The texts between two offsets of the joined text, without white space at the outer ends."""
    if start == 0 and end is None:
        return texts
    alone, at = len(texts) == 1, texts[0].position
    piece = (texts[0].text if alone else joined(texts))[start:end]
    bare = piece.strip()
    first = start + len(piece) - len(piece.lstrip()) if bare != piece else start
    if not alone or not bare:
        return tuple(between(texts, first, first + len(bare)))
    return (Text(bare, Position(at.file, at.line, at.column + first) if first else at),)


def between(texts: tuple[Text, ...], start: int, end: int | None = None) -> Iterator[Text]:
    """The texts between two offsets of the joined text, with the white space at the outer ends."""
    place = 0
    for text in texts:
        low = max(start - place, 0)
        high = len(text.text) if end is None else min(end - place, len(text.text))
        if low < high:
            at = text.position
            yield Text(text.text[low:high], Position(at.file, at.line, at.column + low))
        place += len(text.text)


def joined(texts: tuple[Text, ...]) -> str:
    """The texts as one string."""
    return texts[0].text if len(texts) == 1 else "".join([text.text for text in texts])


def _row(parts: list[Line], last: str, labels: tuple[Label, ...], language: Language, *, gap: bool) -> Row:
    """The row of these lines. `last` is the text of the last line, `labels` are read at its start."""
    if len(parts) == 1:
        return Row((_text(parts[0], last),), last, labels, gap, parts[0].reading, parts[0].below)
    texts = (*[_text(line, line.text.strip(), language.joiner) for line in parts[:-1]], _text(parts[-1], last))
    text = joined(texts)
    return Row(texts, text, readings(text, language), gap, parts[0].reading, parts[0].below)


def _text(line: Line, text: str, joiner: str = "") -> Text:
    """The text of a line, and a joiner. `text` is the line's text without white space at its ends."""
    at = line.position
    if not line.text.startswith(text):
        at = Position(at.file, at.line, at.column + len(line.text) - len(line.text.lstrip()))
    return Text(text + joiner if joiner else text, at)
