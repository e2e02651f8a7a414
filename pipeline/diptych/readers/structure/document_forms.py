"""Rows of a document that is no law → its form, and the inline elements of its court, docket, parties and panel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.diagnostics import Position
from diptych.draft import Block, Inline, Table, Text
from diptych.language.document_forms import DocumentForm, FormPart, FormSection
from diptych.language.profiles import Language, dates, readings
from diptych.readers.editing.inlines import InlineSpan, mark, published
from diptych.readers.formats.lines import OBJECT
from diptych.readers.structure.documents import DocumentRows
from diptych.readers.structure.outline import OutlinePiece, text_of
from diptych.readers.structure.rows import Row

_FRONT: Final = 100
"""Most rows before the body of a judgment; chosen. If raised, more rows are compared with patterns."""
_BACK: Final = 12
"""Most rows behind the body of a judgment; chosen. If raised, more rows at the end may be its panel."""
_HEADINGS: Final = 4
"""Most rows of headings and of the speaker between front matter and first paragraph; chosen. If raised, rows of the
front matter are more often in the body."""
_PARAGRAPH: Final = 120
"""Fewest characters of a paragraph without a label that begins a body; chosen. If raised, a short first paragraph is
front matter."""
_DENSE: Final = 40
"""The same in a language without spaces between words; chosen, since a character is about a third of a word."""
_SIGN: Final = 400
"""Most characters of a row that shows a form or a part; chosen. If raised, more rows are compared with patterns."""
_DATE: Final = "docDate"
"""Akoma Ntoso inline of a date, which must be readable as one."""
_WORDS: Final = "words"
"""Beginning of the names of the groups that are a part."""
JUDGMENT: Final = "judgment"
"""Akoma Ntoso document with a header and a judgmentBody."""

Spans = Sequence[tuple[int, int, str]]
"""The parts of a line: their offsets and their elements."""
Tables = Mapping[Position, Table]
"""The tables by their places."""


@dataclass(frozen=True, slots=True)
class FrontLine:
    """A row of front or back matter, or a paragraph in a cell of its table: its text from the offset `start` on."""

    content: tuple[Inline, ...]
    text: str
    position: Position
    row: int
    start: int = 0


def _lines(rows: Sequence[Row], tables: Tables) -> Iterator[FrontLine]:
    """The lines of rows; those of a row that is a table are the paragraphs of its cells."""
    for index, row in enumerate(rows):
        table = tables.get(row.position)
        if table is None:
            yield FrontLine(row.texts, row.text, row.position, index)
        else:
            for block in _paragraphs(table):
                # Most paragraphs of cells are one text.
                only = block.content[0] if len(block.content) == 1 else None
                words = only.text if isinstance(only, Text) else published(block.content)
                start = len(words) - len(words.lstrip())
                yield FrontLine(block.content, words.strip(), block.position, index, start)


def _paragraphs(table: Table) -> Iterator[Block]:
    for cell in (cell for row in table.rows for cell in row):
        for block in cell.blocks:
            if isinstance(block, Table):
                yield from _paragraphs(block)
            else:
                yield block


def form(rows: Sequence[Row], tables: Tables, language: Language, element: str | None) -> DocumentForm | None:
    """The form whose signs the first rows show, of any element if it is None; None if no form's are shown.

    A judgment by its editor has the form of judgments whatever it shows.
    """
    known = [form for form in language.documents if element in (None, form.element)]
    if not known:
        return None
    lines = [line for line in _lines(rows[:_FRONT], tables) if len(line.text) <= _SIGN]
    return next((form for form in known if any(
        line.row < form.within and form.signs[0].fullmatch(line.text) for line in lines) and all(
            any(sign.fullmatch(line.text) for line in lines) for sign in form.signs[1:])),
        known[0] if element == JUDGMENT else None)


def divided(rows: tuple[Row, ...], tables: Tables, form: DocumentForm, language: Language) -> DocumentRows:
    """The rows of a judgment: the header is its head, all else body or back matter."""
    first = _body(rows, tables, form, language)
    last = _back(rows, first, form, language)
    return DocumentRows(rows[:first], (), (), (), rows[first:last], rows[last:])


def _body(rows: Sequence[Row], tables: Tables, form: DocumentForm, language: Language) -> int:
    """The first row of the body: the first paragraph behind the signs, with the headings above it."""
    lines = tuple(_lines(rows[:_FRONT], tables))
    shown = max(next((line.row for line in lines if sign.fullmatch(line.text)), 0) for sign in form.signs)
    front = {line.row for line, spans in zip(lines, _spans(lines, form, language), strict=True)
             if spans is not None or rows[line.row].text == OBJECT}
    behind = [index for index in range(shown + 1, min(_FRONT, len(rows))) if index not in front]
    first = next((index for index in behind if _is_paragraph(rows[index].text, language)),
                 behind[0] if behind else len(rows) - 1)
    return next((index + 1 for index in range(first - 1, max(shown, first - 1 - _HEADINGS), -1)
                 if index in front or form.opens.fullmatch(rows[index].text)), first)


def _is_paragraph(text: str, language: Language) -> bool:
    """Whether a row begins a body: a long text, or the first of a series of sentences with labels."""
    ends = text[-1:] != "" and text[-1] in language.terminal
    least = _PARAGRAPH if language.word_start else _DENSE
    return ends and (len(text) >= least or any(label.count == (1,) for label in readings(text, language)))


def _back(rows: Sequence[Row], first: int, form: DocumentForm, language: Language) -> int:
    """The first row of the panel and the date at the end of a judgment."""
    parts = [part for part in form.parts if part.back]
    last = len(rows)
    while last > max(first + 1, len(rows) - _BACK) and (
            any(part.row.fullmatch(rows[last - 1].text) for part in parts) or _is_dated(rows[last - 1].text, language)):
        last -= 1
    return last


def _is_dated(text: str, language: Language) -> bool:
    return any((start, end) == (0, len(text)) for start, end, _ in dates(text, language))


def blocks(rows: Sequence[Row], tables: Tables, form: DocumentForm, language: Language, *,
           back: bool = False) -> Iterator[Block | Table]:
    """The paragraphs and tables of the front or back matter, with their parts as marks."""
    lines = tuple(_lines(rows, tables))
    spans = _spans(lines, form, language, back=back)
    marked = iter([_marked(line, own or (), language) for line, own in zip(lines, spans, strict=True)])
    for row in rows:
        table = tables.get(row.position)
        yield next(marked) if table is None else _filled(table, marked)


def _filled(table: Table, marked: Iterator[Block]) -> Table:
    """The table with these paragraphs in its cells, in their order."""
    return replace(table, rows=tuple(tuple(replace(cell, blocks=tuple(
        _filled(block, marked) if isinstance(block, Table) else next(marked) for block in cell.blocks))
        for cell in row) for row in table.rows))


def with_parts(block: Block, form: DocumentForm, language: Language) -> Block:
    """A paragraph with its parts as marks."""
    words = published(block.content)
    spans = next((spans for part in form.parts if len(words) <= _SIGN and (spans := _matched(part, words))), None)
    return _marked(FrontLine(block.content, words, block.position, 0), spans, language) if spans else block


def _marked(line: FrontLine, spans: Spans, language: Language) -> Block:
    """The paragraph of a line with marks at these places; a date is one if it is the whole line or the document's."""
    known = [InlineSpan(line.start + start, line.start + end, name, ()) for start, end, name in spans
             if name not in ("", _DATE)]
    dated = [InlineSpan(line.start + start, line.start + end, _DATE, (("date", iso),))
             for start, end, iso in dates(line.text, language)
             if end - start == len(line.text) or any(span[2] == _DATE and span[0] <= start for span in spans)]
    return Block(mark(line.content, dated[:1] or known), line.position)


def _spans(lines: Sequence[FrontLine], form: DocumentForm, language: Language, *,
           back: bool = False) -> list[Spans | None]:
    """The parts of each line of front or back matter; None for a line that is none by its words."""
    parts = [part for part in form.parts if part.back == back]
    read: list[Spans | None] = []
    above: FormPart | None = None
    for line in lines:
        text = line.text if len(line.text) <= _SIGN else ""
        opening = next((part for part in parts if part.below.fullmatch(text)), None)
        matches = ((part, _matched(part, text)) for part in parts)
        part, spans = next(((part, spans) for part, spans in matches if spans is not None), (None, None))
        if opening is not None:
            above, spans = opening, ()
        elif part is not None and not part.joins or part is None and above is not None and (
                text == OBJECT or form.opens.fullmatch(text) or _is_paragraph(line.text, language)):
            above = None
        elif part is None and above is not None and text:
            spans = _listed(text, above, language)
        read.append(spans)
    return read


def _listed(text: str, part: FormPart, language: Language) -> Spans:
    """The part that a line in a list is, behind its label."""
    label = next(iter(readings(text, language)), None)
    start = label.end if label is not None else 0
    return ((start + len(text[start:]) - len(text[start:].lstrip()), len(text), part.element),)


def _matched(part: FormPart, text: str) -> Spans | None:
    """The places of a part in a line; None if the line has none."""
    match = part.row.fullmatch(text)
    if match is None:
        return None
    groups = [name for name in match.re.groupindex if name.startswith(_WORDS) and match[name]]
    return sorted((*match.span(name), part.element) for name in groups) or [(0, len(text), part.element)]


def segments(outline: tuple[OutlinePiece, ...], form: DocumentForm) -> Iterator[tuple[str, tuple[OutlinePiece, ...]]]:
    """The sections of a body, each with its element; an empty one if the form has no sections."""
    element, start, after = form.sections[0].element if form.sections else "", 0, ""
    for index, piece in enumerate(outline):
        text = text_of(piece)
        new = after or next((section.element for section in form.sections if section.row.fullmatch(text)), "")
        if new and new != element:
            if start < index:
                yield element, outline[start:index]
            element, start = new, index
        after = _following(form.sections, text)
    if start < len(outline):
        yield element, outline[start:]


def _following(sections: Sequence[FormSection], text: str) -> str:
    """The element of the section that begins behind a row; empty if none does."""
    return next((section.element for section in sections if section.below.fullmatch(text)), "")
