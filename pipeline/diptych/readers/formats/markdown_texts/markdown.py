"""Markdown → lines: headings, emphasis, quotations, tables and notes, without the marks that show them.

A list keeps its marks, which are the labels of a law. Relative links, images and HTML stay as they are written, so that
nothing of them is lost; but `<br>` ends a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from diptych.diagnostics import Position, Result
from diptych.draft import Block, Cell, Footnote, Mark
from diptych.readers.formats import lines as text
from diptych.readers.formats.formulas.dollars import SIGNS, displayed
from diptych.readers.formats.inline_objects import blocks
from diptych.readers.formats.lines import Hyperlink, InlineObject, Line, figure_lines, pictures, table_lines
from diptych.readers.formats.markdown_texts import markdown_notes
from diptych.readers.formats.markdown_texts.markdown_emphasis import emphasised
from diptych.readers.formats.markdown_texts.markdown_lists import begin, holders
from diptych.readers.formats.markdown_texts.markdown_notes import continued

_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
"""Pattern of the opening of an ATX heading, defined by CommonMark 0.31, section 4.2."""
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
"""Pattern of the underline of a setext heading, defined by CommonMark 0.31, section 4.3."""
_BREAK: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
"""Pattern of a thematic break, defined by CommonMark 0.31, section 4.1."""
_QUOTE: Final = re.compile(r" {0,3}>(?:[ \t]*>)*[ \t]?")
"""Pattern of the marks of a block quotation, defined by CommonMark 0.31, section 5.1."""
_FENCE: Final = re.compile(r" {0,3}(?:```+|~~~+)[ \t]*")
"""Pattern of the fence of a code block, defined by CommonMark 0.31, section 4.5."""
_OPENING_FENCE: Final = re.compile(_FENCE.pattern + r"[\w+#.-]{0,30}[ \t]*")
"""Pattern of the fence that begins a code block, with the name of a language. Behind more words it is text."""
_DELIMITERS: Final = re.compile(r"[ \t]*+\|?+(?:[ \t]*+:?+-++:?+[ \t]*+\|)*+(?:[ \t]*+:?+-++:?+[ \t]*+)?+")
"""Pattern of the row below the header of a table, defined by GitHub Flavored Markdown, section 4.10."""
_BAR: Final = re.compile(r"(?<!\\)\|")
"""Pattern of the mark between two cells."""
_LINE_END: Final = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
"""Pattern of a line end in HTML, which tables of Markdown have no sign for."""
_STRONG: Final = re.compile(r"[ \t]*\*\*[^*\s](?:[^*]|\*(?!\*)){0,200}\*\*")
"""Pattern of a line that begins with words in bold."""
_LONGEST: Final = 100
"""Most lines of a displayed formula, chosen. If raised, a sign without its counterpart takes more time."""
_ENOUGH: Final = 2
"""Fewest lines with marks of Markdown that show it, if the first line has none; chosen. If lowered to 1, a plain text
in which one line begins with a number sign is read as Markdown."""


@dataclass(frozen=True, slots=True)
class _Source:
    """The lines of a file; `prose` holds False for a line that is kept as it is.

    `notes` are the rows and columns at which notes with a mark begin. `marks` are the columns of their first marks, by
    row. `inner` are the numbers of notes within a line, by row and column. `held` are the rows of the units that hold
    numbered items, by the rows of these.
    """

    lines: Sequence[str]
    prose: Sequence[bool]
    file: str
    notes: Mapping[str, tuple[int, int]]
    marks: Mapping[int, Mapping[str, int]]
    inner: Mapping[tuple[int, int], str]
    held: Mapping[int, int]

    def place(self, number: int, column: int) -> Position:
        return Position(self.file, number + 1, column + 1)


def is_markdown(source: str) -> bool:
    """Whether a text has headings or bold openings of Markdown."""
    if "#" not in source and "**" not in source:
        return False
    written = [line for line in source.splitlines() if line.strip()]
    marked = sum(1 for line in written if _HEADING.match(line) or _STRONG.match(line))
    return marked >= _ENOUGH or bool(written) and _HEADING.match(written[0]) is not None


def lines(source: str, file: str) -> Result[tuple[Line, ...]]:
    """The lines of a text in Markdown; an empty one is around each heading and table. T002: a forbidden character."""
    broken = source.splitlines()
    prose = _prose(broken)
    whole: list[Line] = []
    for line in _read(_Source(broken, prose, file, *markdown_notes.marked(broken, prose), holders(broken, prose))):
        if line.text or whole and whole[-1].text:
            whole.append(line)
    return text.checked(tuple(whole))


def _prose(broken: Sequence[str]) -> list[bool]:
    """For each line whether its marks are read: not in a code block, nor in the front matter of a file."""
    front = next((number for number in range(1, len(broken)) if broken[number].rstrip() == "---"), -1) if (
        broken and broken[0].rstrip() == "---") else -1
    prose, fenced = [], False
    for number, line in enumerate(broken):
        fence = number > front and (_FENCE if fenced else _OPENING_FENCE).fullmatch(line) is not None
        prose.append(number > front and not fenced or fence)
        fenced ^= fence
    return prose


def _read(source: _Source) -> Iterator[Line]:
    held = {number for first, _ in source.notes.values() for number in continued(source.lines, first)}
    number = 0
    while number < len(source.lines):
        if number in held:
            number += 1
        elif end := _table_end(source, number):
            yield from table_lines((tuple(_cells(source, row, header=row == number))
                                    for row in (number, *range(number + 2, end))), source.place(number, 0))
            number = end
        elif block := _formula(source, number):
            yield block[0]
            number = block[1]
        else:
            yield from _line(source, number)
            number += 1


def _formula(source: _Source, number: int) -> tuple[Line, int] | None:
    """The line of a displayed formula that begins at a row, and the row behind it; None if none does that is read."""
    raw = source.lines[number].strip()
    if not raw.startswith(SIGNS) or not source.prose[number]:
        return None
    last = number if raw.endswith(SIGNS) and len(raw) > len(SIGNS) else next(
        (row for row in range(number + 1, min(number + _LONGEST, len(source.lines)))
         if source.lines[row].rstrip().endswith(SIGNS)), -1)
    words = "\n".join(source.lines[number:last + 1]).strip()
    formula = displayed(words) if last >= 0 else None
    if formula is None:
        return None
    return Line(formula.linear, source.place(number, 0),
                spans=(InlineObject(0, len(formula.linear), (formula,)),)), last + 1


def _line(source: _Source, number: int) -> Iterator[Line]:
    """The line of a row that belongs to no table and no note."""
    raw = source.lines[number]
    if not source.prose[number]:
        yield Line(raw, source.place(number, 0))
        return
    heading = _HEADING.match(raw)
    if heading or _is_underlined(source, number):
        yield Line("", source.place(number, 0))
        line = _inline(source, number, heading.end() if heading else 0, _closed(raw) if heading else len(raw))
        yield replace(line, strong=len(line.text), spans=tuple(_untyped(line.spans)))
        yield Line("", source.place(number, len(raw)))
    elif _FENCE.fullmatch(raw) or _BREAK.fullmatch(raw) or number and _is_underlined(source, number - 1):
        yield Line("", source.place(number, 0))
    else:
        quoted = _QUOTE.match(raw)
        for start, end in _pieces(raw, quoted.end() if quoted else 0, len(raw)):
            line = _inline(source, number, start, end)
            yield from figure_lines(pictures((line,)), line.position) if line.figure else (
                _below(source, number, line),)


def _below(source: _Source, number: int, line: Line) -> Line:
    """A line with the place of the unit that holds it, if its list is inside another one or below a numbered
    heading."""
    holder = source.held.get(number)
    return line if holder is None else replace(line, below=source.place(holder, begin(source.lines[holder])))


def _untyped(spans: Sequence[InlineObject]) -> Iterator[InlineObject]:
    """The notes, pictures and links among spans: the type within a heading means nothing."""
    for span in spans:
        if isinstance(span.object, Footnote | Mark):
            yield span
        elif links := tuple(item for item in span.object if isinstance(item, Hyperlink)):
            yield replace(span, object=links)


def _is_underlined(source: _Source, number: int) -> bool:
    """Whether the next line is the underline of this one."""
    below = source.lines[number + 1] if number + 1 < len(source.lines) and source.prose[number + 1] else ""
    own = source.lines[number]
    return bool(source.prose[number] and own.strip() and _UNDERLINE.fullmatch(below)) and not (
        _HEADING.match(own) or _BREAK.fullmatch(own) or _UNDERLINE.fullmatch(own) or "|" in own)


def _closed(raw: str) -> int:
    """The end of a heading before the number signs that close it."""
    bare = raw.rstrip()
    inner = bare.rstrip("#")
    return len(inner) if inner != bare and inner[-1:] in " \t" else len(bare)


def _inline(source: _Source, number: int, start: int, end: int) -> Line:
    """The line of a part of a row, without its marks of emphasis, and with its notes."""
    raw = source.lines[number][start:end]
    own = raw.lstrip()
    start += len(raw) - len(own)
    own = own.rstrip()
    known = [name for name, column in source.marks.get(number, {}).items() if start <= column < end]
    inner = [column - start for row, column in source.inner if row == number and start <= column < end]
    plain, spans, strong = emphasised(own.removesuffix("\\"), known, inner)
    at = source.place(number, start)
    objects = tuple(InlineObject(first, last, _note(source, item, at) if isinstance(item, str) else
                                 _inner_note(source, item, at) if isinstance(item, range) else item)
                    for first, last, item in spans)
    shown = tuple(item for _, _, item in spans if isinstance(item, Mark))
    if shown and not plain.strip():
        return Line(text.OBJECT, at, figure=Block(shown, at))
    return Line(plain, at, strong=strong, spans=objects)


def _note(source: _Source, name: str, at: Position) -> Footnote:
    first, column = source.notes[name]
    without = replace(source, marks={})
    read = (_inline(without, number, column if number == first else 0, len(source.lines[number]))
            for number in continued(source.lines, first))
    return Footnote(name, "footnote", tuple(blocks(read)), at)


def _inner_note(source: _Source, words: range, at: Position) -> Footnote:
    """The note that stands within its line, at the columns of its words behind the place `at`."""
    row, start = at.line - 1, at.column - 1
    line = _inline(source, row, start + words.start, start + words.stop)
    marker = source.inner[row, start + words.start - len(markdown_notes.OPENING)]
    return Footnote(marker, "footnote", tuple(blocks((line,))), at)


def _table_end(source: _Source, number: int) -> int:
    """The row behind a table that begins at a row; 0 if none does."""
    if number + 1 >= len(source.lines) or not source.prose[number] or "|" not in source.lines[number]:
        return 0
    below = source.lines[number + 1]
    if "|" not in below or "-" not in below or not _DELIMITERS.fullmatch(below):
        return 0
    return next((row for row in range(number + 2, len(source.lines)) if "|" not in source.lines[row]),
                len(source.lines))


def _cells(source: _Source, row: int, *, header: bool) -> Iterator[Cell]:
    raw = source.lines[row]
    bars = [match.start() for match in _BAR.finditer(raw)]
    edges = [*bars, len(raw)] if bars and not raw[:bars[0]].strip() else [-1, *bars, len(raw)]
    for left, right in pairwise(edges):
        if right == len(raw) and not raw[left + 1:].strip():
            return
        lines_of_cell = (_inline(source, row, start, end) for start, end in _pieces(raw, left + 1, right))
        yield Cell(tuple(blocks(lines_of_cell)), header)


def _pieces(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The begin and the end of each line of a part of a row: `<br>` ends a line, but not in code or in bold type."""
    if "<" in raw[start:end]:
        for match in _LINE_END.finditer(raw, start, end):
            if not any(raw.count(sign, start, match.start()) % 2 for sign in ("`", "**")):
                yield start, match.start()
                start = match.end()
    yield start, end
