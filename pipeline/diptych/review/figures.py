"""A text → the numbers that it names, whether in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final
from unicodedata import digit, numeric

from diptych.language.numerals import value
from diptych.language.profiles import Language, dates
from diptych.language.wording import Numbers
from diptych.review.clause_pairs import Span

_LABEL: Final = 99
"""The greatest number that is taken for a label where it stands in brackets."""
_LONGEST: Final = 12
"""How many characters of a label may stand before its last number."""
_BEGUN: Final = re.compile(r"\s*[(（]?(?:[A-Z]\.)?(?:\d{1,2}\.){0,3}")
"""What of a label may stand before its last number."""
_SHARES: Final = {"%": Fraction(1), "‰": Fraction(1, 10), "‱": Fraction(1, 100)}
"""Units of which one counts, and what it comes to per cent."""
_OPENING, _CLOSING = "(（[［", ")）]］"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text names. Its twin must name one of `numbers` or `others`, or all of the numbers where it is a
    date; one that is not `strict` only answers to a twin's. A `label` in brackets or at the beginning of a line is
    asked for where the twin has such labels too, a number that ends a `name`, as in `ext4`, where the twin has the
    name with a number. `unit` is what is measured."""

    span: Span
    numbers: tuple[Fraction, ...]
    strict: bool
    unit: str = ""
    date: str = ""
    label: bool = False
    name: str = ""
    others: tuple[Fraction, ...] = ()

    @property
    def is_year(self) -> bool:
        """Whether it is a date, or a number as years are written."""
        return bool(self.date) or not self.unit and len(self.numbers) == 1 and 1800 <= self.numbers[0] < 2200

    def is_among(self, known: AbstractSet[Fraction]) -> bool:
        """Whether a text that names these numbers names this one."""
        return known >= set(self.numbers) or not known.isdisjoint(self.others)


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
    for match in _months(language.months).finditer(text):
        yield Fraction(language.months.index(match[0]) + 1)


@cache
def _months(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names)) or '(?!)'})\b")


def _ymd(iso: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(int(part)) for part in iso.split("-"))


def _found(text: str, known: Numbers) -> Iterator[Figure]:
    for match in known.pattern.finditer(text):
        if match["idiom"]:
            yield from (Figure(Span(*match.span()), (Fraction(number),), strict=True)
                        for number in known.idioms[match["idiom"]])
        elif match["sign"]:
            sign = match["sign"]
            number = int(numeric(sign)) if len(sign) == 1 else value(sign, "roman-upper")
            if number is not None:
                yield Figure(Span(*match.span()), (Fraction(number),), strict=False, label=True)
        elif match["name"]:
            yield Figure(Span(*match.span()), (Fraction(match["index"]),), strict=False, name=match["name"].lower())
        elif not match["never"]:
            yield from _read(text, match, known)


def _read(text: str, match: re.Match[str], known: Numbers) -> Iterator[Figure]:
    """The numbers of a match: one, or several that only stand side by side, as in `the first fifteen days`."""
    start, parts = match.start("number"), list(known.part.finditer(match["number"]))
    while parts:
        run, value = _run(parts, known)
        first, last = start + run[0].start(), start + run[-1].end()
        end = match.end("unit") if match["unit"] and run[-1] is parts[-1] else last
        yield _one(text, match, Span(first, end), [part[0].lower() for part in run], value, known)
        parts = parts[len(run):]


def _run(parts: Sequence[re.Match[str]], known: Numbers) -> tuple[Sequence[re.Match[str]], Fraction]:
    """As many parts from the first as make one number, and what it comes to."""
    for count in range(len(parts), 0, -1):
        value = _value([part[0].lower() for part in parts[:count]], known)
        if value is not None:
            return parts[:count], value
    return parts[:1], Fraction(0)


def _one(text: str, match: re.Match[str], span: Span, parts: Sequence[str], value: Fraction, known: Numbers) -> Figure:
    """The figure that a number is where it stands."""
    begins, ends = span.start == match.start("number"), span.end >= match.end("number")
    unit = known.units.get((begins and match["ahead"] or ends and match["unit"] or "").lower(), "")
    shown = bool(unit or begins and match["before"] or ends and match["after"] is not None)
    ordinal = begins and bool(match["ordinal"])
    label = not ordinal and _is_label(text, span.start, span.start + sum(map(len, parts)), value)
    strict = not label and (
        parts[0][0].isdecimal() or _counts(value, parts, known, shown=shown)
        or value > 0 and (ordinal or unit in _SHARES))
    others = [value * factor + summand for behind, made in known.also
              if behind.match(text, span.end) for factor, summand in made]
    era = known.eras.get((begins and match["era"] or "").strip(), 0)
    return Figure(span, (value + era,), strict, unit, label=label, others=(*others, value * _SHARES.get(unit, 1)))


def _is_label(text: str, start: int, end: int, value: Fraction) -> bool:
    """Whether a small number stands in brackets, or is part of the label at the beginning of a line."""
    before, after = text[start - 1:start], text[end:end + 1]
    bracketed = bool(before and after) and before in _OPENING and after in _CLOSING
    ahead = text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST):start]
    return value <= _LABEL and (bracketed or after in (".", "、", ")", "）") and bool(_BEGUN.fullmatch(ahead)))


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
    if known.point in parts:
        at = parts.index(known.point)
        whole = _value(parts[:at], known)
        digits = [known.values[part] for part in parts[at + 1:]]
        return None if whole is None else whole + Fraction(int("".join(map(str, digits))), 10 ** len(digits))
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
