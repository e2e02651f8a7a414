"""A value into TOML text, or a pair or table out of it; every other byte stays, comments among them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from diptych.config.toml_positions import Path, extent, value_extent

_ABOVE: Final = re.compile(rb"(?:[ \t]*#[^\n]*\n)+\Z")
"""Pattern of the comment lines right before a place."""


def put(data: bytes, path: Path, value: str | int | date) -> bytes:
    """The text with a string, number or date at a path: instead of the old value, or as the last pair of its table.

    The table must be there. ValueError if it is not.
    """
    written = quoted(value) if isinstance(value, str) else value.isoformat() if isinstance(value, date) else str(value)
    place = value_extent(data, path)
    if place is not None:
        return data[:place[0]] + written.encode() + data[place[1]:]
    return _behind(data, path[:-1], f"{path[-1]} = {written}\n")


def put_table(data: bytes, path: Path, pairs: Sequence[tuple[str, str]]) -> bytes:
    """The text with an inline table as the last pair of its table; the values of `pairs` are TOML."""
    marked = put(data, path, "")
    place = value_extent(marked, path)
    if place is None:
        raise ValueError(f"there is a table at {path}")
    table = ", ".join(f"{key} = {value}" for key, value in pairs)
    return marked[:place[0]] + f"{{ {table} }}".encode() + marked[place[1]:]


def add_table(data: bytes, name: str, *, after: str) -> bytes:
    """The text with a new empty table after another one. ValueError if that is not there."""
    return _behind(data, (after,), f"\n[{name}]\n")


def _behind(data: bytes, path: Path, lines: str) -> bytes:
    """The text with lines behind the table at a path. ValueError if there is none."""
    table = extent(data, path)
    if table is None:
        raise ValueError(f"there is no table {path}")
    end = _line_end(data, table[1])
    before = data[:end] if data[:end].endswith(b"\n") else data[:end] + b"\n"
    return before + lines.encode() + data[end:]


def remove(data: bytes, path: Path) -> bytes:
    """The text without the lines of a pair, or of a table with the comments and the empty line before it."""
    place = extent(data, path)
    if place is None:
        return data
    start, end = data.rfind(b"\n", 0, place[0]) + 1, _line_end(data, place[1])
    if data[place[0]:place[0] + 1] == b"[":
        comments = _ABOVE.search(data, 0, start)
        start = comments.start() if comments else start
        start -= data[:start].endswith(b"\n\n")
    return data[:start] + data[end:]


def quoted(words: str) -> str:
    """A basic TOML string or a YAML string in double quotes; JSON has the same escapes."""
    return json.dumps(words, ensure_ascii=False)


def _line_end(data: bytes, place: int) -> int:
    """The begin of the line after a place."""
    end = data.find(b"\n", place)
    return len(data) if end < 0 else end + 1
