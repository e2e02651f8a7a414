"""Lists of words → regular expressions of any of them that are compiled and tried fast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

_SEVERAL: Final = 2
"""Ways to go on that need a group."""


_HYPHEN: Final = "-"
"""What joins the two words of a compound number."""


def any_of(words: Iterable[str]) -> str:
    """An expression of any of these words, the longest first; a beginning that several have is written once, and an end
    behind a hyphen that several have too.

    A list of a hundred words takes most of the time in which a pattern is compiled, and each is tried in turn.
    """
    ends: dict[str, list[str]] = {}
    for word in words:
        first, _, last = word.partition(_HYPHEN)
        ends.setdefault(first, []).append(last)
    firsts: dict[tuple[str, ...], list[str]] = {}
    for first, lasts in ends.items():
        firsts.setdefault(tuple(lasts), []).append(first)
    compounds = sorted(firsts, key=len, reverse=True)
    branches = [f"{_tree(firsts[lasts])}{_behind(lasts)}" for lasts in compounds]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _behind(lasts: Sequence[str]) -> str:
    """An expression of the ends of words behind a hyphen; of an empty one, nothing."""
    compound = [last for last in lasts if last]
    if not compound:
        return ""
    ending = f"{_HYPHEN}{_tree(compound)}"
    return f"(?:{ending})?" if len(compound) < len(lasts) else ending


def _tree(words: Iterable[str]) -> str:
    """An expression of any of these words, the longest first; a beginning that several have is written once."""
    ends: dict[str, list[str]] = {}
    whole = False
    for word in words:
        whole = whole or not word
        if word:
            ends.setdefault(word[0], []).append(word[1:])
    branches = [f"{first}{_tree(rest)}" for first, rest in ends.items()]
    if len(branches) + whole < _SEVERAL:
        return "".join(branches)
    return f"(?:{'|'.join(branches)}){'?' if whole else ''}"
