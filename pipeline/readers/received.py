"""Received bytes, whatever their form → lines of characters with their places."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.diagnostics import Result
from pipeline.readers import text
from pipeline.readers.text import Line


@dataclass(frozen=True, slots=True)
class Received:
    """What a file says, line by line, and the encoding that its bytes were read as."""

    lines: tuple[Line, ...]
    encoding: str


def read(data: bytes, file: str) -> Result[Received]:
    """The lines of a received file."""
    decoded = text.decode(data, file)
    return Result(Received(decoded.value, "utf-8") if decoded.value is not None else None, decoded.diagnostics)
