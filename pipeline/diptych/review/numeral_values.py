"""The parts of a numeral, in figures, words or signs → the longest number that they begin with, and its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from diptych.language.wording import Numbers

_TENS: Final = 20
"""The least number in words to which a smaller one is added: twenty-one, not four one-hundredths. Chosen. If raised,
fewer words are read as one number."""


def longest_number(parts: Sequence[re.Match[str]], grammar: Numbers) -> tuple[Sequence[re.Match[str]], Fraction]:
    """The longest run of parts from the first that is one number, and its value; no scale of the next one follows."""
    for count in range(len(parts), 0, -1):
        if 1 < count < len(parts) and parts[count][0].lower() in grammar.scales:
            continue
        amount = _value([part[0].lower() for part in parts[:count]], grammar)
        if amount is not None:
            return parts[:count], amount
    return parts[:1], Fraction(0)


def _value(parts: Sequence[str], grammar: Numbers) -> Fraction | None:
    """The value of a number: the part before its greatest scale times that scale, and the part after it."""
    if not parts:
        return Fraction(0)
    greatest = max((grammar.scales[part] for part in parts if part in grammar.scales), default=0)
    if greatest:
        at = next(index for index, part in enumerate(parts) if grammar.scales.get(part) == greatest)
        head, tail = _value(parts[:at], grammar) if at else Fraction(1), _value(parts[at + 1:], grammar)
        # A zero before a ten fills a gap: the numeral of 1010 is `thousand zero ten`.
        return None if head is None or tail is None or tail >= greatest else (head or 1) * greatest + tail
    point = next((index for index, part in enumerate(parts) if part in grammar.point), -1)
    if point >= 0:
        whole = _value(parts[:point], grammar)
        digits = [grammar.values[part] for part in parts[point + 1:] if part in grammar.values]
        fraction = Fraction(int("".join(map(str, digits)) or "0"), 10 ** len(digits))
        return None if whole is None else whole + fraction
    if parts[0][-1].isdecimal():
        return _arabic(parts[0], grammar) if len(parts) == 1 else None
    values = [grammar.values[part] for part in parts]
    if grammar.positional:
        return Fraction(int("".join(map(str, values))))
    added = all(greater > smaller and greater >= _TENS for greater, smaller in pairwise(values))
    return Fraction(sum(values)) if added else None


def _arabic(text: str, grammar: Numbers) -> Fraction:
    """The value of Arabic figures; a mark that groups thousands is no decimal mark."""
    plain = text.translate(dict.fromkeys(map(ord, f"{grammar.group} \u00a0")))
    return Fraction("0" * plain.startswith(".") + plain.translate(dict.fromkeys(map(ord, grammar.decimal), ".")))
