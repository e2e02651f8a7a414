"""A bitext → plain tables: CSV for spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Final

from diptych.exchange.bitext import Bitext, Passage, Segment

_LINE_ENDS: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""The JSON escapes of characters that some programs take for the end of a line."""


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Beginnings of a cell that spreadsheets take for a formula (OWASP, CSV injection)."""


def row(cells: Iterable[str], *, escaped: bool) -> list[str]:
    """The cells of a row of CSV. If they are `escaped`, an apostrophe is before each one that would be a formula."""
    return [f"'{cell}" if escaped and cell.startswith(_FORMULA) else cell for cell in cells]


def comma_separated(bitext: Bitext, *, escaped: bool = False) -> bytes:
    """The passages as CSV (RFC 4180) with a header; no cell is a formula if they are `escaped`.

    It begins with a byte order mark: without it spreadsheets misread UTF-8. CSV has no comments, so that the rows of a
    preview say what they are in a last column."""
    table = io.StringIO(newline="")
    left, right = bitext.tags[0], bitext.tags[1] or "translation"
    writer = csv.writer(table, lineterminator="\r\n")
    preview = [bitext.original.preview] if bitext.original.preview else []
    writer.writerow(["eId", "part", f"{left}_number", left, f"{right}_number", right, "supplied", "url",
                     *(["preview"] if preview else [])])
    for passage in bitext.passages:
        original, translated = passage.original or Segment(""), passage.translated or Segment("")
        supplied = "yes" if original.supplied or translated.supplied else ""
        writer.writerow(row([passage.eid, passage.part, original.number, original.words, translated.number,
                             translated.words, supplied, passage.url, *preview], escaped=escaped))
    return table.getvalue().encode("utf-8-sig")


def json_lines(bitext: Bitext) -> bytes:
    """The passages as JSON objects, one a line; null for a language that lacks the passage."""
    return "".join(json_line(_plain(bitext, passage)) for passage in bitext.passages).encode()


def json_line(row: Mapping[str, object]) -> str:
    """An object as a line of JSON Lines, which no program divides."""
    return json.dumps(row, ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def _plain(bitext: Bitext, passage: Passage) -> dict[str, object]:
    left, right = bitext.tags
    texts = {left: passage.original, **({right: passage.translated} if right else {})}
    preview = {"preview": bitext.original.preview} if bitext.original.preview else {}
    return {"url": passage.url, "eId": passage.eid, "part": passage.part, **preview} | {
        tag: segment and {"number": segment.number, "text": segment.words, "supplied": segment.supplied}
        for tag, segment in texts.items()}
