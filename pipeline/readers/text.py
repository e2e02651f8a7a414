"""Received bytes → lines of characters with their places. UTF-8 here; other encodings are recognised before `lines`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.diagnostics import Diagnostic, Position, Result, diagnostic

_BREAK: Final = re.compile(r"\r+\n|\n|\r")
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its end; `position` is the place of its first character."""

    text: str
    position: Position


def decode(data: bytes, file: str) -> Result[tuple[Line, ...]]:
    """The lines of UTF-8 bytes, a BOM at their start left off. Broken bytes are finding T001, at their offset."""
    start = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return lines(data[start:].decode("utf-8"), file)
    except UnicodeDecodeError as error:
        last = _split(data[start:start + error.start].decode("utf-8"), file)[-1]
        place = Position(file, last.position.line, len(last.text) + 1)
        broken = data[start + error.start:start + error.end].hex(" ")
        return Result(None, (diagnostic("T001", place, offset=start + error.start, bytes=broken),))


def lines(text: str, file: str) -> Result[tuple[Line, ...]]:
    """The lines of a text, ended by LF, CRLF, CR or CR CR LF. A character that XML 1.0 forbids is finding T002."""
    found = _split(text, file)
    wrong = tuple(_forbidden(line, match) for line in found for match in _FORBIDDEN.finditer(line.text))
    return Result(None if wrong else found, wrong)


def _split(text: str, file: str) -> tuple[Line, ...]:
    return tuple(Line(line, Position(file, number)) for number, line in enumerate(_BREAK.split(text), 1))


def _forbidden(line: Line, match: re.Match[str]) -> Diagnostic:
    place = Position(line.position.file, line.position.line, match.start() + 1)
    return diagnostic("T002", place, character=f"U+{ord(match[0]):04X}")
