"""References of a text → the earlier one that each goes on with: none in a bracket that is closed in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_BRACKET: Final = re.compile(r"[()\uff08\uff09\[\]\u3014\u3015]")
_CLOSING: Final = re.compile(r"[)\uff09\]\u3015]")
_OPENING: Final = "(\uff08[\u3014"
_CLOSED: Final = re.compile(
    r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\uff08[^\uff08\uff09]*(?:\uff08[^\uff08\uff09]*\uff09[^\uff08\uff09]*)*\uff09"
    r"|\[[^\[\]]*\]|\u3014[^\u3014\u3015]*\u3015")
FURTHEST: Final = 12
"""References back among which is the one that another goes on with; chosen. If raised, long lists take more time."""


def antecedent(text: str, ends: Sequence[int], start: int, sentence: re.Pattern[str]) -> int:
    """The place of the reference that one at `start` goes on with, among those that end at `ends`; -1 without any.

    It is the last, unless that is in a bracket that is closed before `start` and the same sentence has one outside.
    """
    last = len(ends) - 1
    if last < 0 or not closes(text, ends[last], start):
        return last
    for place in range(last - 1, -1, -1):
        if not closes(text, ends[place], start):
            return last if sentence.search(between(text, ends[place], start)) else place
    return last


def between(text: str, end: int, start: int) -> str:
    """The words between two references, without the brackets that are closed there."""
    words = text[end:start]
    # Most have no bracket, and one character is looked for much faster.
    return words if _CLOSING.search(words) is None else _CLOSED.sub("", words)


def closes(text: str, end: int, start: int) -> bool:
    """Whether a bracket that was open at `end` is closed before `start`."""
    if _CLOSING.search(text, end, start) is None:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(text, end, start):
        depth += 1 if bracket[0] in _OPENING else -1
        if depth < 0:
            return True
    return False
