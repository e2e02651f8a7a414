"""A finding on numbers → whether numbers that differ so are probably no difference of the two texts."""

from __future__ import annotations

import re
from typing import Final

from diptych.language.profiles import Language
from diptych.references.grammar import grammar
from diptych.review.clause_pairs import LanguagePair, Span, TextPair
from diptych.review.cross_references.referred_units import ANNEX, referred
from diptych.review.cross_references.unit_paths import listed
from diptych.review.figures import Figure

_LARGE: Final = 100
"""The least number that no other word means. Chosen after the findings of first runs on the texts of bench/pairs.py
were read: of 70 smaller ones without unit 6 were right. Raised: fewer numbers without an answer are reported
unasked."""
_LARGEST_LABEL: Final = 99
"""The largest number at the beginning of a line that is that of an item. Chosen. If raised, fewer are reported."""
_BEGINS: Final = re.compile(r"(?:\A|\n)[^\S\n]*(?:\d+\.)*\Z")
"""Pattern of what is before a number that begins a line. Chosen. If it matches more, as _LARGEST_LABEL."""
_ENDS: Final = re.compile("[.\u3001]")
"""Pattern of what is behind the number of an item that is no decimal one. Chosen. If it matches more, as
_LARGEST_LABEL."""
Figures = tuple[Figure | None, Figure | None]
"""The numbers of a finding, in the original and in the translation."""


def are_doubtful(numbers: Figures, texts: TextPair, languages: LanguagePair) -> bool:
    """Whether the numbers of a finding are probably no difference: a decimal and a whole one, or one without an answer.

    Such a one begins a line as the number of an item does. Or it is in the original, measures nothing and is in no
    reference to another article: words that mean it are many (`triplicate`)."""
    left, right = numbers
    if left and right:
        return _is_decimal(left) != _is_decimal(right)
    if left is None:
        return right is not None and _is_of_item(right, texts[1])
    return _is_of_item(left, texts[0]) or _is_bare(left) and not _is_referred(left.span, texts[0], languages[0])


def _is_decimal(figure: Figure) -> bool:
    return any(number.denominator > 1 for number in figure.numbers)


def _is_of_item(figure: Figure, text: str) -> bool:
    """Whether a number is printed at the beginning of a line, as that of an item is."""
    span = figure.span
    ends = _is_decimal(figure) or _ENDS.match(text, span.end)
    return bool(ends and _BEGINS.search(text[:span.start])) and (
        not figure.unit and max(figure.numbers) <= _LARGEST_LABEL and span.of(text)[:1].isdecimal())


def _is_bare(figure: Figure) -> bool:
    """Whether a number has no unit, is no time, and is not so large that words for it are rare."""
    measures = figure.unit or figure.date or len(figure.others) > 1
    return not measures and max(figure.numbers) < _LARGE


def _is_referred(span: Span, text: str, language: Language) -> bool:
    """Whether a place of a text is in a reference to an article, or an annex, or to units in it.

    The paragraphs of the same article may be named by what they say: `the said deposit`."""
    known = grammar(language)
    if known is None:
        return False
    units = referred(text, listed(text, known), known)
    known_groups = {unit.group for unit in units if unit.article or unit.number.startswith(ANNEX)}
    return any(unit.group in known_groups and unit.span.start < span.end and span.start < unit.span.end
               for unit in units)
