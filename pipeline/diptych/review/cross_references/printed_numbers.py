"""A finding on a reference → whether the other text prints its numbers in a way that is not read as a reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import ClausePair, Discrepancy, LanguagePair, Span
from diptych.review.figures import figures

_REFERENCE: Final = "Q005"
"""Code of findings on references: defined by this project."""
_APART: Final = re.compile(r"(?<![\d.,])\d(?: \d)+(?!\d|[.,]\d)")
"""Pattern of a number with blanks between its figures, a slip: `Article 1 6`. Chosen. If it matches more, fewer
findings are reported unasked."""


def is_printed(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether the other text prints the numbers of a finding on a reference, in a way that is not read as one.

    It has each number as often: `subparagraphs 1-3 and 5 of Paragraph 1`, `paragraph 2, 5 of Article 17`. The finding
    is in one text then, or names one number of both. Or the other text has blanks between the figures of a number."""
    if item.code != _REFERENCE:
        return False
    texts = [clause.text if clause else "" for clause in pairs[item.pair].sides]
    named = [_numbers(span, *side) if span else set() for span, side in zip(
        item.spans, zip(texts, languages, strict=True), strict=True)]
    alike = not all(item.spans) or len(named[0]) == 1 and named[0] == named[1]
    return any(alike and _has_as_often(span, side, texts, languages) or _has_apart(span, side, texts, languages)
               for side, span in enumerate(item.spans) if span)


def _has_as_often(span: Span, side: int, texts: Sequence[str], languages: LanguagePair) -> bool:
    """Whether a text has each number of the words in the other as often as that."""
    counts = [Counter(number for figure in figures(text, language) for number in figure.numbers)
              for text, language in zip(texts, languages, strict=True)]
    sought = _numbers(span, texts[side], languages[side])
    return bool(sought) and all(counts[side][number] <= counts[1 - side][number] for number in sought)


def _has_apart(span: Span, side: int, texts: Sequence[str], languages: LanguagePair) -> bool:
    """Whether a text has numbers of the words in the other with blanks between their figures."""
    apart = {Fraction(match[0].replace(" ", "")) for match in _APART.finditer(texts[1 - side])}
    return not apart.isdisjoint(_numbers(span, texts[side], languages[side]))


def _numbers(span: Span, text: str, language: Language) -> set[Fraction]:
    """The numbers of some words of a text."""
    return {number for figure in figures(text, language) if span.start <= figure.span.start and
            figure.span.end <= span.end for number in figure.numbers}
