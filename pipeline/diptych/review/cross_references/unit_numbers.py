"""The numbers of units as texts of two languages print them, compared: branches, letters and ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from diptych.language import numerals

_PARTS: Final = re.compile(r"(?P<stem>[a-z]?\d+)(?:-(?P<branch>\d[\d-]*)|(?P<letters>[a-z]+))?")
ANY: Final = "*"
"""A number that is any other."""


def is_in_order(some: Sequence[str], numbers: Sequence[str]) -> bool:
    """Whether numbers have some others in their order; `ANY` is any number."""
    rest = iter(numbers)
    return all(any(printed == ANY or same_number(printed, value) for value in rest) for printed in some)


def same_number(one: str, other: str, *, whole: bool = False) -> bool:
    """Whether two numbers are equal, or one is a branch of the other; 20a may be 20-1 or 20-2.

    `whole`: neither leaves out a branch of the other. 20-29 may be a range, whose numbers answer to it.
    """
    if one == other:
        return True
    mine, yours = _PARTS.fullmatch(one), _PARTS.fullmatch(other)
    if mine is None or yours is None:
        return False
    if mine["stem"] != yours["stem"]:
        return _is_in(mine, yours) or _is_in(yours, mine)
    branches = [parts for parts in (mine, yours) if parts["branch"]]
    if len(branches) == 1 and _is_range(branches[0]):
        return True
    if mine["stem"] == one or yours["stem"] == other:
        return not whole
    letters, branch = mine["letters"] or yours["letters"], mine["branch"] or yours["branch"]
    place = numerals.value(letters, "suffix-lower") if letters and branch else None
    return place is not None and branch in (str(place), str(place + 1))


def _is_in(parts: re.Match[str], range_: re.Match[str]) -> bool:
    """Whether a whole number is one of those of what is rather a range."""
    if not parts[0].isdecimal() or not range_["branch"] or not _is_range(range_):
        return False
    return int(range_["stem"]) < int(parts[0]) <= int(range_["branch"])


def _is_range(parts: re.Match[str]) -> bool:
    """Whether a number with a branch is rather a range, as 20-29."""
    return parts["branch"].isdecimal() and parts["stem"].isdecimal() and int(parts["branch"]) > int(parts["stem"])


def compared(number_: str) -> str:
    """A number as texts are compared: 20 bis is 20a, as translations have it."""
    parts = _PARTS.fullmatch(number_)
    inserted = numerals.value(parts["letters"], "latin") if parts and parts["letters"] else None
    if not parts or not inserted:
        return number_
    return f"{parts['stem']}{numerals.write(inserted - 1, 'suffix-lower')}"
