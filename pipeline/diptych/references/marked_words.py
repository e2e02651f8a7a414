"""The words of a reference in a block with other elements → where they are, and whether they can be linked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from diptych.akn.names import ABBREVIATIONS
from diptych.references.mentions import Mention
from diptych.references.outcomes import External, Lack, Resolved

_MARK: Final = re.compile(r"<(ref|rref)\b([^>]*?) eId=\"[^\"]*\"")
_WHOLE: Final = ("ref", "rref", "del")
"""Inline elements in which no reference is linked."""
_LINK: Final = ("a",)
"""Inline elements that are links of the text itself, which lead on already."""
_REF_END: Final = "</ref>"


def span(content: str, offsets: Sequence[int], mention: Mention, *, known: bool) -> tuple[int, int, str]:
    """Where the words of a reference begin and end among other elements, and the words.

    An element `ref` around the title of a document gives way to that around the title and the unit, or to that which
    leads to a `known` document.
    """
    first, last = offsets[mention.start], offsets[mention.end - 1] + 1
    opening = content.rfind("<", 0, first)
    leads = mention.cited and mention.cited.start == mention.start and (mention.named or known)
    if mention.cited and leads and content.startswith("<ref ", opening) and content[first - 1] == ">":
        end = offsets[mention.cited.end - 1] + 1
        after = end + len(_REF_END)
        if content.startswith(_REF_END, end):
            return opening, max(last, after), content[first:end] + content[after:last]
    return first, last, content[first:last]


def outcome(content: str, resolved: Resolved, first: int, words: str) -> Resolved:
    """The target of words that begin at a place among other elements, if they can be linked; else why not."""
    if _is_within(content, first, _LINK):
        return Lack.DOCUMENT
    marked = _is_within(content, first, _WHOLE)
    if isinstance(resolved, Lack) or marked and isinstance(resolved, External) and not resolved.first:
        return Lack.DOCUMENT if marked else resolved
    return Lack.MARK if marked or "<" in words else resolved


def _is_within(content: str, place: int, names: Sequence[str]) -> bool:
    """Whether a place is in an element with one of these names."""
    return any(content.rfind(f"<{name} ", 0, place) > content.rfind(f"</{name}>", 0, place) for name in names)


def numbered(content: str, block: str) -> tuple[str, list[str]]:
    """The content of a block with its references numbered in order, each kind by itself, and their eIds."""
    eids: list[str] = []

    def _numbered(match: re.Match[str]) -> str:
        stem = f"{block}__{ABBREVIATIONS.get(match[1], match[1])}_"
        eids.append(f"{stem}{sum(eid.startswith(stem) for eid in eids) + 1}")
        return f'<{match[1]}{match[2]} eId="{eids[-1]}"'

    return _MARK.sub(_numbered, content), eids
