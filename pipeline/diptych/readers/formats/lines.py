"""Received bytes → lines of characters with their places. UTF-8 here; other encodings are recognised before `lines`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Block, Table, Text
from diptych.values import dataclass

_BREAK: Final = re.compile(r"\r+\n|\n|\r")
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OBJECT: Final = "\ufffc"
"""What stands for a table in the text around it."""
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its end; `position` is the place of its first character. The first `strong` characters
    are set in heading type. A line that is a table has OBJECT for its text."""

    text: str
    position: Position
    strong: int = 0
    table: Table | None = None


def decode(data: bytes, file: str) -> Result[tuple[Line, ...]]:
    """The lines of UTF-8 bytes, a BOM at their start left off. Broken bytes are finding T001, at their offset."""
    start = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return lines(data[start:].decode("utf-8"), file)
    except UnicodeDecodeError as error:
        before = _BREAK.split(data[start:start + error.start].decode("utf-8"))
        place = Position(file, len(before), len(before[-1]) + 1)
        broken = data[start + error.start:start + error.end].hex(" ")
        return Result(None, (diagnostic("T001", place, offset=start + error.start, bytes=broken),))


def lines(text: str, file: str) -> Result[tuple[Line, ...]]:
    """The lines of a text, ended by LF, CRLF, CR or CR CR LF. A character that XML 1.0 forbids is finding T002."""
    found = _split(text, file)
    return Result(found) if _FORBIDDEN.search(text) is None else checked(found)


def checked(found: tuple[Line, ...]) -> Result[tuple[Line, ...]]:
    """The lines, if XML 1.0 allows all their characters; T002 for each that it forbids."""
    wrong = tuple(_forbidden(line, match) for line in found for match in _FORBIDDEN.finditer(line.text))
    return Result(None if wrong else found, wrong)


def pieces(found: Iterable[Line]) -> tuple[tuple[str, Position], ...]:
    """Every text of the lines with its place, those in the cells of tables among them: what a proof is held against."""
    return tuple([piece for line in found for piece in (
        ((line.text, line.position),) if line.table is None else _cells(line.table))])


def _cells(table: Table) -> Iterator[tuple[str, Position]]:
    return ((item.text, item.position) for row in table.rows for cell in row for block in cell.blocks
            if isinstance(block, Block) for item in block.content if isinstance(item, Text))


def _split(text: str, file: str) -> tuple[Line, ...]:
    """The lines; of empty ones that follow one another the first, however many they are."""
    broken = _BREAK.split(text) if "\r" in text else text.split("\n")
    before = ("-", *broken)
    return tuple([Line(line, Position(file, number)) for number, line in enumerate(broken, 1)
                  if line or before[number - 1]])


def _forbidden(line: Line, match: re.Match[str]) -> Diagnostic:
    place = Position(line.position.file, line.position.line, match.start() + 1)
    return diagnostic("T002", place, character=f"U+{ord(match[0]):04X}")
