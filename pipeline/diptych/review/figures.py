"""A text → its numbers, in figures or in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product
from typing import Final
from unicodedata import numeric

from diptych.language.numerals import value
from diptych.language.profiles import Language, dates
from diptych.language.wording import Numbers
from diptych.review.clause_pairs import Span
from diptych.review.numeral_values import longest_number

_YEARS: Final = (1800, 2200)
"""The first number that is read as a year, and the first that is not any more. Chosen. If the end is raised, more
numbers without unit are reported as years (Q002)."""
_LARGEST_LABEL: Final = 99
"""The largest number in brackets that is a label. Chosen. If raised, more bracketed numbers need no answer."""
_LABEL_LENGTH: Final = 12
"""Characters of a label before its last number. Chosen. If raised, longer outlines (`(1.2.3.4`) are labels."""
_LABEL_START: Final = re.compile(r"\s*[(（]?(?:[A-Z]\.)?(?:\d{1,2}\.){0,3}")
"""Pattern of a label before its last number. Chosen. If it matches more, more numbers need no answer."""
_SHARES: Final = {"%": Fraction(1), "‰": Fraction(1, 10), "‱": Fraction(1, 100), "ppm": Fraction(1, 10000)}
"""Units of shares, in per cent: defined by their signs. If one is added, a 1 with it counts as a number."""
_DOUBTFUL: Final = 1000
"""Below this, spelled digits in a row are no sure number. Chosen. If raised, fewer spelled numbers count."""
_SCALED: Final = 10
"""Above this, a spelled number with a scale is sure. Chosen. If raised, fewer spelled numbers count."""
_OPENING: Final = "(（[［"
"""Opening brackets of labels. Chosen. If one is added, more numbers are labels."""
_CLOSING: Final = ")）]］"
"""Closing brackets of labels. Chosen. If one is added, more numbers are labels."""
_MONTH: Final = 6
"""Letters of a month's name that is one in small letters too. Chosen: `may` and `march` are other words."""
_REMEMBERED: Final = 4
"""Texts whose figures are cached: two pairs, since several checks of a pair ask for them. Chosen. Raised: more
memory."""
_LABEL_ENDS: Final = (".", "、", ")", "）", "\uff0c")
"""Marks after the label at the beginning of a line. Chosen. If one is added, more numbers are labels."""

_ITEM_ENDS: Final = frozenset(".;:,\u3002\uff1b\uff1a\uff0c")
"""Marks at the end of an item of such a list, and before the first. Chosen. If one is added, more are labels."""
_ITEMS: Final = 3
"""Fewest items of a list within a paragraph. Chosen. Raised: fewer numbers are labels."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text.

    The twin must have one of `numbers` or `others`, or all `numbers` of a date. A number that is not `strict` only
    answers to one of the twin. A `label` must be answered if the twin has labels too. A number that ends a `name`
    (`ext4`) must be answered if the twin has the name with a number. `unit` is the measured quantity."""

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
        """Whether it is a date, or a number in the range of years without a unit."""
        return bool(self.date) or not self.unit and len(self.numbers) == 1 and (
            _YEARS[0] <= self.numbers[0] < _YEARS[1])

    def is_among(self, numbers: set[Fraction]) -> bool:
        """Whether a text with these numbers has this one."""
        return numbers >= set(self.numbers) or not numbers.isdisjoint(self.others)


@lru_cache(_REMEMBERED)
def figures(text: str, language: Language) -> tuple[Figure, ...]:
    """The numbers of a text, in its order; a full date is one figure."""
    grammar = language.wording.numbers
    matches = list(grammar.pattern.finditer(text)) if grammar else []
    if grammar is None or not matches:
        return ()
    full_dates = [Figure(Span(start, end), tuple(map(Fraction, iso.split("-"))), strict=True, date=iso)
                  for start, end, iso in dates(text, language)]
    plain = [figure for figure in _figures(text, matches, grammar)
             if not any(date.span.start <= figure.span.start < date.span.end for date in full_dates)]
    return tuple(sorted((*full_dates, *_listed(text, _parted(text, [*_summed(text, plain, grammar)]))),
                        key=lambda figure: figure.span))


def numbers_in(text: str, language: Language) -> set[Fraction]:
    """The values of the numbers of a text."""
    return {number for figure in figures(text, language) for number in figure.numbers}


def _listed(text: str, figures_: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, those that number the items of a list within a paragraph as labels: `matters: 1. … 2. … 3. …`.

    A list may go on from the paragraph before."""
    numbered = [at for at, figure in enumerate(figures_)
                if text[figure.span.end:figure.span.end + 1] in _LABEL_ENDS
                and (not (before := text[:figure.span.start].rstrip()) or before[-1] in _ITEM_ENDS)]
    chain: list[int] = []
    for at in numbered:
        if not chain or figures_[at].numbers[0] == figures_[chain[-1]].numbers[0] + 1:
            chain.append(at)
        elif len(chain) < _ITEMS:
            chain = [at]
    items = frozenset(chain if len(chain) >= _ITEMS else ())
    return (replace(figure, strict=False, label=True) if at in items else figure for at, figure in enumerate(figures_))


def _parted(text: str, figures_: Sequence[Figure]) -> list[Figure]:
    """The figures, those of a fraction in figures with its value too: 1/2."""
    values = dict[int, Fraction]()
    for at, (above, below) in enumerate(pairwise(figures_)):
        if text[above.span.end:below.span.start] == "/" and above.numbers[0] < below.numbers[0]:
            values[at] = values[at + 1] = above.numbers[0] / below.numbers[0]
    return [replace(figure, others=(*figure.others, values[at])) if at in values else
            replace(figure, strict=False) if _is_glossed(text, figure, figures_[at + 1:at + 2]) else figure
            for at, figure in enumerate(figures_)]


def _is_glossed(text: str, figure: Figure, after: Sequence[Figure]) -> bool:
    """Whether a number is that of a larger amount in brackets behind it: six (6) million."""
    return any(text[figure.span.end:other.span.start].strip() in _OPENING and other.numbers[0] > figure.numbers[0] > 0
               and text[other.span.start:other.span.end].startswith(f"{figure.numbers[0]})") for other in after)


def _summed(text: str, figures_: Sequence[Figure], grammar: Numbers) -> Iterator[Figure]:
    """The figures, those of an amount in two units with its sum in the smaller one: a year and six months are 18.
    The number of a branch is such a sum with a fraction.

    The year of a calendar is no amount."""
    sums: defaultdict[int, tuple[Fraction, ...]] = defaultdict(tuple)
    amounts = [(at, *both) for at, both in enumerate(pairwise(figures_)) if not both[0].is_year]
    for (at, first, last), (between, after, (factor, smaller)) in product(amounts, grammar.compounds):
        if between.fullmatch(text, first.span.end, last.span.start) and after.match(text, last.span.end) and (
                last.numbers[0] * smaller < factor):
            total = first.numbers[0] * factor + last.numbers[0] * smaller
            sums[at], sums[at + 1] = (*sums[at], total), (*sums[at + 1], total)
    return (replace(figure, others=(*figure.others, *sums[at])) if at in sums else figure
            for at, figure in enumerate(figures_))


def loose(text: str, language: Language) -> Iterator[Fraction]:
    """The numbers that words of a text may mean, such as the names of months."""
    grammar = language.wording.numbers
    if grammar is not None:
        for match in grammar.loose.finditer(text):
            yield from map(Fraction, grammar.loosely.get(match[match.lastindex or 0].lower(), ()))
    for number, month in enumerate(language.months, 1):
        any_case = re.IGNORECASE if len(month) >= _MONTH else 0
        if re.search(rf"\b{re.escape(month)}\b", text, any_case):
            yield Fraction(number)


def _figures(text: str, matches: Sequence[re.Match[str]], grammar: Numbers) -> Iterator[Figure]:
    for match in matches:
        span = Span(*match.span())
        if match["idiom"]:
            yield from (Figure(span, (Fraction(number),), strict=True) for number in grammar.idioms[match["idiom"]])
        elif match["sign"]:
            sign = match["sign"]
            number = int(numeric(sign)) if len(sign) == 1 else value(sign, "roman-upper")
            if number is not None:
                yield Figure(span, (Fraction(number),), strict=False, label=True)
        elif match["name"]:
            yield Figure(span, (Fraction(match["index"]),), strict=False, name=match["name"].lower())
        elif not match["never"]:
            yield from _of_match(text, match, grammar)


def _of_match(text: str, match: re.Match[str], grammar: Numbers) -> Iterator[Figure]:
    """The figures of a match: several if numbers follow each other, as in `the first fifteen days`."""
    parts = list(grammar.part.finditer(text, *match.span("number")))
    while parts:
        run, amount = longest_number(parts, grammar)
        first, last = run[0].start(), run[-1].end()
        end = match.end("unit") if match["unit"] and run[-1] is parts[-1] else last
        yield _figure(text, match, Span(first, end), [part[0].lower() for part in run], amount, grammar)
        parts = parts[len(run):]


def _figure(text: str, match: re.Match[str], span: Span, parts: Sequence[str], amount: Fraction,
            grammar: Numbers) -> Figure:
    """The figure of a number, with the unit, ordinal sign, label and era around it."""
    begins, ends = span.start == match.start("number"), span.end >= match.end("number")
    unit = grammar.units.get((begins and match["ahead"] or ends and match["unit"] or "").lower(), "")
    shown = bool(unit or begins and match["before"] or ends and match["after"] is not None)
    ordinal = begins and bool(match["ordinal"])
    label = not ordinal and _is_label(text, span.start, span.start + sum(map(len, parts)), amount)
    clock = amount == 0 and text[span.start - 1:span.start] == ":"
    strict = not label and not clock and (
        parts[0][-1].isdecimal() or _counts(amount, parts, grammar, shown=shown)
        or amount > 0 and (ordinal or unit in _SHARES))
    others = [amount * Fraction(str(factor)) + Fraction(str(summand)) for behind, terms in grammar.also
              if behind.match(text, span.end) for factor, summand in terms]
    era = grammar.eras.get((begins and match["era"] or "").strip(), 0)
    return Figure(span, (amount + era,), strict, unit, label=label, others=(*others, amount * _SHARES.get(unit, 1)))


def _is_label(text: str, start: int, end: int, amount: Fraction) -> bool:
    """Whether a small number is in brackets or before one, or part of the label at the beginning of a line."""
    before, after = text[start - 1:start], text[end:end + 1]
    bracketed = bool(before and after) and before in _OPENING and after in _CLOSING
    unopened = after in _CLOSING and bool(after) and _is_unopened(text[:start])
    ahead = text[max(text.rfind("\n", 0, start) + 1, start - _LABEL_LENGTH):start]
    return amount <= _LARGEST_LABEL and (
        bracketed or unopened or after in _LABEL_ENDS and bool(_LABEL_START.fullmatch(ahead)))


def _is_unopened(before: str) -> bool:
    """Whether a closing bracket behind a text has no opening one in it: `either 1) a fee or 2) a deposit`."""
    return max(map(before.rfind, _OPENING)) <= max(map(before.rfind, _CLOSING))


def _counts(amount: Fraction, parts: Sequence[str], grammar: Numbers, *, shown: bool) -> bool:
    """Whether a spelled number must be answered.

    A spelled one is mostly an article. Several digits in a row are doubtful. A digit or a bare scale must be `shown`
    to be a number, or be at least the language's `least`."""
    scales = sum(part in grammar.scales for part in parts)
    if amount <= 1 or grammar.positional and not scales and len(parts) > 1 and amount < _DOUBTFUL:
        return False
    return shown or scales < len(parts) and (
        bool(scales) and amount > _SCALED or bool(grammar.least) and amount >= grammar.least)
