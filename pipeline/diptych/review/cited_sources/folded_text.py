"""A text → its letters as citations are compared: without white space, brackets and digits of one form, lower case."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

OPENING: Final = "("
CLOSING: Final = ")"
_BRACKETS: Final = {"Ps": OPENING, "Pi": OPENING, "Pe": CLOSING, "Pf": CLOSING}
"""Brackets and quotation marks by their category in Unicode."""
_LEFT_OUT: Final = ("Zs", "Zl", "Zp", "Cc", "Cf")
"""Categories of characters that do not count: white space, control and format characters."""
_INNER: Final = "./:-"
"""Signs that count between two digits: 2.5 is not 25."""
_PERCENT: Final = "%\u2030"
_CACHED: Final = 16384
"""Characters that are cached; chosen. Raised: more memory."""


class FoldedText(NamedTuple):
    """The folded letters, and for each the index of its character in the text, with the text's length at the end."""

    letters: str
    places: tuple[int, ...]


def folded(text: str) -> FoldedText:
    """The text folded for comparison."""
    pieces: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        piece = _folded(character)
        pieces.append(piece)
        places += [index] * len(piece)
    return FoldedText("".join(pieces), (*places, len(text)))


@lru_cache(maxsize=_CACHED)
def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category in _LEFT_OUT:
        return ""
    plain = unicodedata.normalize("NFKC", character).casefold()
    return "".join(_BRACKETS.get(unicodedata.category(each), each) for each in plain if not each.isspace())


def letters(text: str) -> str:
    """The letters, digits and symbols of a text folded for comparison, and the signs inside numbers."""
    plain = folded(text).letters
    return "".join(each for index, each in enumerate(plain) if each.isalnum() or _counts(each) or (
        each in _INNER and plain[index - 1:index].isdecimal() and plain[index + 1:index + 2].isdecimal()))


def _counts(character: str) -> bool:
    """Whether a character that is no letter changes the sense: a symbol, or the sign of a percentage."""
    return character in _PERCENT or unicodedata.category(character)[0] == "S"


def bare_words(words: str) -> str:
    """Words in NFC without white space, as the ledger's digests have them."""
    return "".join(unicodedata.normalize("NFC", words).split())
