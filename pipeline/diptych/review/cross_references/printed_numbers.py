"""A finding on a reference → whether the other text prints its numbers in a way that is not read as a reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from diptych.language.profiles import Language
from diptych.references.grammar import grammar
from diptych.review.clause_pairs import ClausePair, Discrepancy, LanguagePair, Span
from diptych.review.cross_references.referred_units import referred
from diptych.review.cross_references.unit_paths import listed
from diptych.review.figures import figures

_FIGURE: Final = re.compile(r"\d+")
_REFERENCE: Final = "Q005"
"""Code of findings on references: defined by this project."""
_NUMBER: Final = "Q001"
"""Code of findings on a number: defined by this project."""
_PATH: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\(?\d{1,3}\)?|\(\d{1,3}\)){1,4}(?![\d(]|\.\d)")
"""Pattern of the numbers of a unit and of those in it, as one: 2.5.(7), 6.1.3, 13(1). Chosen. If it matches more, fewer
findings are reported unasked."""
_APART: Final = re.compile(r"(?<![\d.,])\d(?: \d)+(?!\d|[.,]\d)")
"""Pattern of a number with blanks between its figures, a slip: `Article 1 6`. Chosen. If it matches more, fewer
findings are reported unasked."""


def is_printed(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether the other text prints the numbers of a finding on a reference, in a way that is not read as one.

    It has each number as often: `subparagraphs 1-3 and 5 of Paragraph 1`, `paragraph 2, 5 of Article 17`. The finding
    is in one text then, or names one number of both. Or the other text has blanks between the figures of a number, or
    prints them as one: 25.1 for paragraph 1 of article 25."""
    if item.code != _REFERENCE:
        return False
    texts = [clause.text if clause else "" for clause in pairs[item.pair].sides]
    named = [_numbers(span, *side) if span else set() for span, side in zip(
        item.spans, zip(texts, languages, strict=True), strict=True)]
    alike = not all(item.spans) or len(named[0]) == 1 and named[0] == named[1]
    return any(alike and _has_as_often(span, side, texts, languages) or _has_apart(span, side, texts, languages)
               or not all(item.spans) and (_begins_path(span, side, texts, languages)
                                           or _is_one_path(span, side, texts, languages))
               for side, span in enumerate(item.spans) if span)


def is_in_path(item: Discrepancy, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether a finding is on a number of a reference that the other text prints as one with those around it:
    `Article 2.5.(7)` for item 7 of subparagraph 5 of article 2."""
    if item.code != _NUMBER:
        return False
    texts = [clause.text if clause else "" for clause in pairs[item.pair].sides]
    printed = [_printed(text) for text in texts]
    return any(printed) and _are_in(item, texts, languages, printed) and _are_in(
        item, texts, languages, [_paths(text, language) for text, language in zip(texts, languages, strict=True)])


def _are_in(item: Discrepancy, texts: Sequence[str], languages: LanguagePair, paths: Sequence[Sequence[Span]]) -> bool:
    """Whether each number of a finding is one of such numbers of the other text, or a part of one."""
    return all(any(path.start <= span.start < path.end for path in paths[side])
               or _numbers(span, texts[side], languages[side]) <= _printed_in(texts[1 - side], paths[1 - side])
               for side, span in enumerate(item.spans) if span)


def _printed(text: str) -> Sequence[Span]:
    """The places of such numbers in a text, those of decimal fractions too."""
    return [Span(*match.span()) for match in _PATH.finditer(text)]


def _begins_path(span: Span, side: int, texts: Sequence[str], languages: LanguagePair) -> bool:
    """Whether the words are the beginning of such a number, and the other text has all numbers of it."""
    paths = [path for path in _paths(texts[side], languages[side]) if span.start <= path.start < span.end < path.end]
    known = {number for figure in figures(texts[1 - side], languages[1 - side]) for number in figure.numbers}
    return bool(paths) and _printed_in(texts[side], paths) <= known


def _is_one_path(span: Span, side: int, texts: Sequence[str], languages: LanguagePair) -> bool:
    """Whether the other text prints the numbers of the words as one: 25.1 for paragraph 1 of article 25."""
    sought = _numbers(span, texts[side], languages[side])
    return len(sought) > 1 and any(
        sought == _printed_in(texts[1 - side], [path]) for path in _printed(texts[1 - side]))


def _paths(text: str, language: Language) -> Sequence[Span]:
    """The places of such numbers in the references of a text."""
    known = grammar(language)
    found = _printed(text) if known else []
    units = referred(text, listed(text, known), known) if known and found else []
    return [path for path in found if any(unit.span.start <= path.start <= unit.span.end for unit in units)]


def _printed_in(text: str, paths: Sequence[Span]) -> set[Fraction]:
    """The numbers of a text at some places."""
    return {Fraction(match[0]) for path in paths for match in _FIGURE.finditer(path.of(text))}


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
