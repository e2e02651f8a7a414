"""A bitext → plain tables: CSV for spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import Final

from diptych.exchange.bitext import Bitext, Passage

_ENDS: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def comma_separated(bitext: Bitext) -> bytes:
    """RFC 4180 with a head line; a byte order mark, without which spreadsheets take UTF-8 for something else."""
    made = io.StringIO(newline="")
    left, right = _languages(bitext)
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(["eId", "part", f"{left}_number", left, f"{right}_number", right, "supplied", "url"])
    for passage in bitext.passages:
        original, translated = passage.original, passage.translated
        writer.writerow([
            passage.eid, passage.part, original.number if original else "", original.words if original else "",
            translated.number if translated else "", translated.words if translated else "", _supplied(passage),
            passage.url])
    return made.getvalue().encode("utf-8-sig")


def json_lines(bitext: Bitext) -> bytes:
    """An object a line for each passage; null where a language does not have it. What other programs take for the end
    of a line is escaped."""
    return "".join(json.dumps(_plain(bitext, passage), ensure_ascii=False).translate(_ENDS) + "\n"
                   for passage in bitext.passages).encode()


def _plain(bitext: Bitext, passage: Passage) -> dict[str, object]:
    left, right = bitext.tags
    texts = {left: passage.original, **({right: passage.translated} if right else {})}
    return {"url": passage.url, "eId": passage.eid, "part": passage.part} | {
        tag: said and {"number": said.number, "text": said.words, "supplied": said.supplied}
        for tag, said in texts.items()}


def _languages(bitext: Bitext) -> tuple[str, str]:
    return bitext.tags[0], bitext.tags[1] or "translation"


def _supplied(passage: Passage) -> str:
    return "yes" if any(said and said.supplied for said in (passage.original, passage.translated)) else ""
