"""A finding on numbers → whether numbers that differ so are probably no difference of the two texts."""

from __future__ import annotations

import re
from typing import Final

from diptych.language.profiles import Language
from diptych.references.grammar import grammar
from diptych.review.clause_pairs import LanguagePair, Span, TextPair
from diptych.review.cross_references.referred_units import referred
from diptych.review.cross_references.unit_paths import listed
from diptych.review.figures import Figure

_SMALL: Final = 2
"""Largest number in words that is a figure of speech in many sentences. Chosen on the texts to learn from of
bench/pairs.py. Raised: fewer numbers in words without an answer are reported unasked."""
_FEW: Final = 12
"""As _SMALL, in a language of Latin letters, whose laws print the numbers that count in figures too. Chosen after the
findings in the texts to learn from of bench/pairs.py were read: 1 of 9 such was right."""
_LARGEST_LABEL: Final = 99
"""The largest number at the beginning of a line that is that of an item. Chosen. If raised, fewer are reported."""
_BEGINS: Final = re.compile(r"(?:\A|\n)[^\S\n]*(?:\d+\.)*\Z")
"""Pattern of what is before a number that begins a line. Chosen. If it matches more, as _LARGEST_LABEL."""
_ENDS: Final = re.compile("[.\u3001]")
"""Pattern of what is behind the number of an item that is no decimal one. Chosen. If it matches more, as
_LARGEST_LABEL."""
Figures = tuple[Figure | None, Figure | None]
"""The numbers of a finding, in the original and in the translation."""


def are_doubtful(numbers: Figures, texts: TextPair, languages: LanguagePair, *, adds: bool) -> bool:
    """Whether the numbers of a finding are probably no difference: a decimal and a whole one, or one without an answer.

    Such a one begins a line as the number of an item does. Or it is a small one in words, or the translation `adds` it:
    translators repeat what the original says in another clause. A number of a reference is neither of these two."""
    left, right = numbers
    if left and right:
        return _is_decimal(left) != _is_decimal(right)
    figure, side = (left, 0) if left else (right, 1)
    text, language = texts[side], languages[side]
    return figure is None or _is_of_item(figure, text) or (
        side == 1 and adds or _is_idle(figure, text, language)) and not _is_referred(figure.span, text, language)


def _is_decimal(figure: Figure) -> bool:
    return any(number.denominator > 1 for number in figure.numbers)


def _is_of_item(figure: Figure, text: str) -> bool:
    """Whether a number is printed at the beginning of a line, as that of an item is."""
    span = figure.span
    ends = _is_decimal(figure) or _ENDS.match(text, span.end)
    return bool(ends and _BEGINS.search(text[:span.start])) and (
        not figure.unit and max(figure.numbers) <= _LARGEST_LABEL and span.of(text)[:1].isdecimal())


def _is_idle(figure: Figure, text: str, language: Language) -> bool:
    """Whether a number is a small one in words, without unit."""
    most = _FEW if language.script.letters.match("a") else _SMALL
    if figure.unit or figure.date or max(figure.numbers) > most or len(figure.others) > 1:
        return False
    return not any(map(str.isdecimal, figure.span.of(text)))


def _is_referred(span: Span, text: str, language: Language) -> bool:
    """Whether a place of a text is in a reference to a unit."""
    known = grammar(language)
    return known is not None and any(unit.span.start < span.end and span.start < unit.span.end
                                     for unit in referred(text, listed(text, known), known))
