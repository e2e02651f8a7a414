"""Characters with which tables are drawn → where their lines lead, and the width of texts between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_BOXES: Final = tuple(map(chr, range(0x2500, 0x2580)))
"""Box Drawing, a block of Unicode."""
_NAMED: Final = {"VERTICAL": "ud", "HORIZONTAL": "lr", "UP": "u", "DOWN": "d", "LEFT": "l", "RIGHT": "r"}
"""The arms that a word in the name of such a character means: up, down, left, right."""
_TYPED: Final = {"+": "udlr", "|": "ud", "\uff5c": "ud", "-": "lr", "=": "lr"}
"""The arms of characters that a typewriter has."""


def _arms(sign: str) -> str:
    """The arms of a box-drawing character; none of a diagonal."""
    words = unicodedata.name(sign).split()
    return "" if "DIAGONAL" in words else "".join(arms for word, arms in _NAMED.items() if word in words)


ARMS: Final = {sign: arms for sign in _BOXES if (arms := _arms(sign))} | _TYPED
"""The arms of each character that draws."""


def _such(holds: Callable[[str], bool], *, typed: bool = False) -> str:
    """The characters whose arms are such, as a class of a pattern."""
    return "[" + "".join(re.escape(sign) for sign, arms in ARMS.items()
                         if holds(arms) and (typed or sign not in _TYPED)) + "]"


POSTS: Final = re.compile(_such(lambda arms: not {"u", "d"}.isdisjoint(arms), typed=True).replace(r"\+", ""))
"""Pattern of a character between two cells, in a line that draws no rule of a typewriter."""
TYPED_POSTS: Final = re.compile(r"[+|]")
"""Pattern of such a character in a rule of a typewriter."""
BEGINS: Final = re.compile(rf"\s*+(?:{POSTS.pattern}|\+(?=[-=]))")
"""Pattern of the beginning of a line of a drawn table."""
BOXED: Final = re.compile(rf"\s*+{_such(lambda arms: not {'u', 'd'}.isdisjoint(arms))}")
"""Pattern of the beginning of one that is drawn with box-drawing characters."""
DRAWS: Final = re.compile(r"[\u2500-\u257f]|\+[-=]")
"""Pattern of a text without which no table is drawn."""
DRAWING: Final = re.compile(_such(bool, typed=True) + "+")
"""Pattern of a text of characters that draw."""
RULE: Final = re.compile(_such(lambda arms: set(arms) == {"l", "r"}, typed=True) + "+")
"""Pattern of a piece of a rule between two cells."""
STRONG: Final = re.compile("(?:=|" + "|".join(
    sign for sign in _BOXES if set(_arms(sign)) == {"l", "r"} and re.search("DOUBLE|HEAVY", unicodedata.name(sign))
    and "DASH" not in unicodedata.name(sign)) + ")+")
"""Pattern of a piece of a heavy or double rule."""
JOINT: Final = re.compile("(?<=" + _such(lambda arms: "r" not in arms and set(arms) != {"l"}, typed=True) + r")\s*+(?="
                          + _such(lambda arms: "l" not in arms, typed=True) + ")")
"""Pattern of what is between two lines of a table in one line of a text."""
_FLAT: Final = _such(lambda arms: {"l", "r"}.issubset(arms) and "u" not in arms)
TOP: Final = re.compile(_such(lambda arms: set(arms) == {"d", "r"}) + rf"{_FLAT}*+"
                        + _such(lambda arms: set(arms) == {"d", "l"})
                        + rf"(?=\s*+(?:$|{_such(lambda arms: 'l' not in arms and 'u' in arms)}))"
                        + r"|^\s*+\+(?=-)[-+]++(?<=-\+)(?=\s*+$)|^\s*+\+(?==)[=+]++(?<==\+)(?=\s*+$)")
"""Pattern of the upper rule of a table, behind which the line ends or a line of the table begins."""
BOTTOM: Final = re.compile(r"\s*+" + _such(lambda arms: set(arms) == {"u", "r"}) + "(?:"
                           + _such({"l", "r"}.issubset) + ")*+"
                           + _such(lambda arms: set(arms) == {"u", "l"}))
"""Pattern of the lower rule of a table."""
TYPED_RULE: Final = re.compile(r"\+[-=]+[+|]|\|[-=]+\+")
"""Pattern of a piece of a typewriter's rule with its ends."""


def width(text: str, ambiguous: int) -> int:
    """The width of a text in half-width cells. `ambiguous` is that of a character that is wide in East Asian type
    alone, and of one that draws."""
    if text.isascii():
        return len(text)
    return sum([1 if sign < "\x7f" else _of_sign(sign, ambiguous) for sign in text])


def _of_sign(sign: str, ambiguous: int) -> int:
    kind = unicodedata.east_asian_width(sign)
    if kind in "WF":
        return 2
    if kind == "A" or sign in ARMS:
        return 0 if unicodedata.combining(sign) else ambiguous
    return 0 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 1
