"""Numbers → numerals of alphabets that no supported language has, as Word prints them before paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final


def _run(first: int, last: int, without: str = "") -> str:
    """The characters from one code point to another, but some."""
    return "".join(sign for sign in map(chr, range(first, last + 1)) if sign not in without)


_HEBREW: Final = _run(0x5D0, 0x5EA, "\u05da\u05dd\u05df\u05e3\u05e5")
"""The Hebrew letters without the forms that end a word: 9 ones, 9 tens, 4 hundreds."""
_RUSSIAN: Final = _run(0x430, 0x44F, "\u0439\u044a\u044c")
_ABJAD: Final = "".join(map(chr, (
    0x623, 0x628, 0x62C, 0x62F, 0x647, 0x648, 0x632, 0x62D, 0x637, 0x64A, 0x643, 0x644, 0x645, 0x646, 0x633, 0x639,
    0x641, 0x635, 0x642, 0x631, 0x634, 0x62A, 0x62B, 0x62E, 0x630, 0x636, 0x638, 0x63A)))
"""The Arabic letters in the order of their numbers; Word begins with alef with hamza ([MS-DOCX], 2.4)."""
_ARABIC: Final = "".join(map(chr, (0x623, 0x628, *range(0x62A, 0x63B), *range(0x641, 0x64A))))
"""The Arabic letters in the order of the alphabet."""
_LETTERS: Final[Mapping[str, str]] = {
    "hebrew-letter": _HEBREW, "russian-lower": _RUSSIAN, "russian-upper": _RUSSIAN.upper(), "arabic-abjad": _ABJAD,
    "arabic-letter": _ARABIC, "thai-letter": _run(0xE01, 0xE2E, "\u0e03\u0e05\u0e06"),
    "hindi-letter": _run(0x915, 0x939, "\u0929\u0931\u0933\u0934")}
"""Letters in counting order. Behind the last they begin again and stand twice, then three times (ECMA-376, part 1,
17.18.59)."""
_DIGITS: Final = {"thai": 0xE50, "hindi": 0x966}
"""The code point of zero of systems with a digit for each place."""
_THOUSAND: Final = 1000
"""The first number that Hebrew letters do not write without a word."""


def _repeated(number: int, letters: str) -> str:
    rounds, place = divmod(number - 1, len(letters))
    return letters[place] * (rounds + 1)


def _placed(number: int, zero: int) -> str:
    return "".join(chr(zero + int(digit)) for digit in str(number))


def _hebrew(number: int) -> str | None:
    """The Hebrew numeral of a number below 1,000. 15 and 16 are 9 and 6 or 7, since else they spell a name of God."""
    if number >= _THOUSAND:
        return None
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    below = _HEBREW[8] + _HEBREW[rest - 10] if rest in (15, 16) else (
        (_HEBREW[8 + tens] if tens else "") + (_HEBREW[ones - 1] if ones else ""))
    return _hebrew_hundreds(hundreds) + below


def _hebrew_hundreds(hundreds: int) -> str:
    """The last letter is 400, so that 900 is 400, 400 and 100."""
    fours, rest = divmod(hundreds, 4)
    return _HEBREW[-1] * fours + (_HEBREW[17 + rest] if rest else "")


WRITERS: Final[Mapping[str, Callable[[int], str | None]]] = {
    "hebrew": _hebrew, **{name: partial(_repeated, letters=letters) for name, letters in _LETTERS.items()},
    **{name: partial(_placed, zero=zero) for name, zero in _DIGITS.items()}}
"""Functions from numbers from 1 on to numerals, by system."""
