"""Akoma Ntoso as text → its paragraphs and headings, and their plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from diptych.values import dataclass

TAG: Final = re.compile(r"<[^<>]*>")
_BLOCK: Final = re.compile(r'<(p|heading) (?:eId|[^<>]* eId)="([^"<]*)"[^<>]*>([^<]*)(</p>|</h)?')
_UNCLOSED: Final = 3
"""The last group of a match of a block with other elements in it."""
_CLOSED: Final = ("</p>", "</h")
_PARAGRAPH: Final = "<p "
_NOTE: Final = "<authorialNote "
_EID: Final = ' eId="'
_FRONT: Final = "preface"
"""The part whose lines are titles, tables of contents and notes on amendments."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or heading of the document: its eId, where its content begins and ends in the XML, and this.

    `found` is the place in the content of what was sought there.
    """

    eid: str
    start: int
    end: int
    content: str
    found: int = 0


def blocks(xml: str, start: int, sought: re.Pattern[str]) -> Iterator[TextBlock]:
    """The blocks behind a place, outside of the front matter, that a pattern matches."""
    search = sought.search
    for match in _BLOCK.finditer(xml, start):
        begin, end = match.span(3)
        if match.lastindex == _UNCLOSED:
            end = xml.find(f"</{match[1]}>", end)
            # A note has paragraphs of its own.
            note = xml.find(_NOTE, begin, end)
            end = note if note >= 0 else end
        hit = search(xml, begin, end)
        if hit is None:
            continue
        eid = match[2]
        if not eid.startswith(_FRONT) and not _front(eid) and xml.find("<docTitle>", begin, end) < 0:
            yield TextBlock(eid, begin, end, xml[begin:end], hit.start() - begin)


def paragraph(xml: str, place: int) -> TextBlock | None:
    """The paragraph around a place; None if it is elsewhere, as in a heading, a note, or the front matter."""
    opening = xml.rfind(_PARAGRAPH, 0, place)
    begin = xml.find(">", opening, place) + 1
    end = xml.find(_CLOSED[0], begin)
    if opening < 0 or not begin or end < place:
        return None
    note = xml.find(_NOTE, begin, end)
    if 0 <= note < place or xml.find("<docTitle>", begin, place) >= 0:
        return None
    at = xml.find(_EID, opening, begin) + len(_EID)
    eid = xml[at:xml.find('"', at, begin)]
    if eid.startswith(_FRONT) or _front(eid):
        return None
    end = note if note >= 0 else end
    return TextBlock(eid, begin, end, xml[begin:end])


def _front(eid: str) -> bool:
    """Whether a block is in the front matter of an attachment."""
    return eid.startswith("att_") and eid.partition("__")[2].startswith(_FRONT)


def plain(content: str) -> tuple[Sequence[int], str]:
    """The offsets of the characters in a block's content, none if it is plain, and its text with entities unchanged."""
    if "<" not in content:
        return (), content
    edges = [0, *(edge for tag in TAG.finditer(content) for edge in tag.span()), len(content)]
    pieces = [range(first, last) for first, last in list(pairwise(edges))[::2]]
    return [at for piece in pieces for at in piece], "".join(content[piece.start:piece.stop] for piece in pieces)
