"""A text → the numbers that it names, whether in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final
from unicodedata import digit

from pipeline.language import Language, dates
from pipeline.pairs import Span
from pipeline.wording import Numbers

_LABEL: Final = 99
"""The greatest number that is taken for a label where it stands in brackets."""
_OPENING, _CLOSING = "(（[［", ")）]］"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text names. Its twin must name one of `numbers`, or all of one of them where it is a date; one
    that is not `strict` only answers to a twin's; a `label` in brackets is asked for where the twin has such labels
    too. `unit` is what is measured."""

    span: Span
    numbers: tuple[Fraction, ...]
    strict: bool
    unit: str = ""
    date: str = ""
    label: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is a date, or a number as years are written."""
        return bool(self.date) or not self.unit and len(self.numbers) == 1 and 1800 <= self.numbers[0] < 2200


def figures(text: str, language: Language) -> tuple[Figure, ...]:
    """The numbers of a text, in its order, full dates as one."""
    known = language.wording.numbers
    if known is None:
        return ()
    if not known.pattern.search(text):
        return ()
    whole = [Figure(Span(start, end), _ymd(iso), strict=True, date=iso) for start, end, iso in dates(text, language)]
    found = [one for one in _found(text, known)
             if not any(date.span.start <= one.span.start < date.span.end for date in whole)]
    return tuple(sorted((*whole, *found), key=lambda one: one.span))


def loose(text: str, language: Language) -> Iterator[Fraction]:
    """The numbers that words of a text may stand for."""
    known = language.wording.numbers
    if known is not None:
        for match in known.loose.finditer(text):
            yield from map(Fraction, known.loosely.get(match[match.lastindex or 0].lower(), ()))
    for number, month in enumerate(language.months, 1):
        if month.lower() in text.lower():
            yield Fraction(number)


def _ymd(iso: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(int(part)) for part in iso.split("-"))


def _found(text: str, known: Numbers) -> Iterator[Figure]:
    for match in known.pattern.finditer(text):
        if match["idiom"]:
            yield from (Figure(Span(*match.span()), (Fraction(number),), strict=True)
                        for number in known.idioms[match["idiom"]])
        elif not match["never"]:
            yield from _read(text, match, known)


def _read(text: str, match: re.Match[str], known: Numbers) -> Iterator[Figure]:
    """The number of a match, if it is one."""
    parts = [part[0].lower() for part in known.part.finditer(match["number"])]
    value = _value(parts, known)
    if value is None:
        return
    unit = known.units.get((match["ahead"] or match["unit"] or "").lower(), "")
    span = Span(match.start("number"), match.end("unit" if match["unit"] else "number"))
    shown = bool(unit or match["before"] or match["after"] is not None)
    label = _is_label(text, *match.span("number"), value)
    strict = not label and (parts[0][0].isdecimal() or _counts(value, parts, known, shown=shown))
    yield Figure(span, (value + known.eras.get((match["era"] or "").strip(), 0),), strict, unit, label=label)


def _is_label(text: str, start: int, end: int, value: Fraction) -> bool:
    """Whether a small number stands in brackets, or at the beginning of a line as its label."""
    before, after = text[start - 1:start], text[end:end + 1]
    bracketed = bool(before and after) and before in _OPENING and after in _CLOSING
    return value <= _LABEL and (bracketed or before in ("", "\n") and after in (".", "、", ")", "）"))


def _counts(value: Fraction, parts: Sequence[str], known: Numbers, *, shown: bool) -> bool:
    """Whether a spelled number counts. One is no number in most places; several digits in a row are a guess; another
    digit or a bare scale needs to be shown for a number, unless the language has words that mean nothing else."""
    scales = sum(part in known.scales for part in parts)
    if value <= 1 or known.positional and not scales and len(parts) > 1 and value < 1000:
        return False
    return shown or scales < len(parts) and (bool(scales) and value > 10 or bool(known.least) and value >= known.least)


def _value(parts: Sequence[str], known: Numbers) -> Fraction | None:
    """What a number comes to: what stands before its greatest scale times that, and what stands after it."""
    if not parts:
        return Fraction(0)
    greatest = max((known.scales[part] for part in parts if part in known.scales), default=0)
    if greatest:
        at = next(index for index, part in enumerate(parts) if known.scales.get(part) == greatest)
        head, tail = _value(parts[:at], known) if at else Fraction(1), _value(parts[at + 1:], known)
        return None if head is None or tail is None else head * greatest + tail
    if parts[0][0].isdecimal():
        return _figure(parts[0], known) if len(parts) == 1 else None
    values = [known.values[part] for part in parts]
    if known.positional:
        return Fraction(int("".join(map(str, values))))
    return Fraction(sum(values)) if all(one > other for one, other in pairwise(values)) else None


def _figure(text: str, known: Numbers) -> Fraction:
    """The value of Arabic figures: a mark before three digits sets thousands apart unless it is the decimal mark."""
    plain = "".join(str(digit(sign)) if sign.isdecimal() else sign for sign in text)
    for sign in known.group:
        plain = plain.replace(sign, "")
    for sign in known.decimal:
        plain = plain.replace(sign, ".")
    return Fraction(plain)
