"""Words in the source of a web page, outside of its tags and entities."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*+>")
"""Pattern of a tag."""
_ENTITY: Final = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
"""Pattern of a character that is written by its number or its name, defined by HTML."""
_LONGEST_ENTITY: Final = 10
"""Most characters of an entity that are seen, chosen. If raised, longer names are seen, and each search is slower."""
_BEFORE_MARK: Final = re.compile(r"(?:[^\w<&]|<[^<>]{0,999}+>){0,20}+")
"""Pattern of tags, brackets and space before the mark of a note; their number and length are chosen, so that a page of
nothing else is read in time."""


def shown(source: str, sought: str, start: int, end: int) -> int:
    """The offset of the first occurrence of words that is in no tag and in no entity; -1 if there is none."""
    at = source.find(sought, start, end)
    # Most words are at the beginning of an element.
    while at > 0 and source[at - 1] != ">":
        tag, entity = source.rfind("<", start, at), source.rfind("&", max(at - _LONGEST_ENTITY, 0), at)
        within = None if tag < 0 or source.find(">", tag, at) >= 0 else _TAG.match(source, tag)
        within = within or (_ENTITY.match(source, entity) if entity >= 0 else None)
        if within is None or within.end() <= at:
            return at
        start = within.end()
        at = source.find(sought, start, end)
    return at


def behind(source: str, at: int, length: int) -> int:
    """The offset behind so many characters from an offset on, without those of tags. Words are never shorter in the
    source than they are read, so that the next ones are not before it."""
    while (tag := source.find("<", at, at + length)) >= 0:
        length -= tag - at
        within = _TAG.match(source, tag)
        at = within.end() if within else tag + 1
        length -= within is None
    return min(at + length, len(source))


def behind_mark(source: str, at: int, mark: str) -> int:
    """The offset behind the mark of a note that is the next word; the same offset if another is."""
    before = _BEFORE_MARK.match(source, at)
    return before.end() + len(mark) if before and source.startswith(mark, before.end()) else at
