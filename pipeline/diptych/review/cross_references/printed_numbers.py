"""A finding on a reference → whether the other text prints its numbers in a way that is not read as a reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from diptych.language.numerals import value
from diptych.language.profiles import Language
from diptych.references.grammar import grammar
from diptych.review.clause_pairs import ClausePair, Discrepancy, LanguagePair, Span
from diptych.review.cross_references.referred_units import referred
from diptych.review.cross_references.unit_paths import listed
from diptych.review.figures import figures

_FIGURE: Final = re.compile(r"\d+")
_ROMAN: Final = re.compile(r"(?<![^\W\d_])(?:(?=[IVXL])|(?<=\()(?=[ivxl]+\)))([IVXL]+|[ivxl]+)(?![^\W\d_])")
"""Pattern of a Roman numeral: a word of its own in capitals, or in brackets. Chosen. If it matches more, fewer findings
are reported unasked."""
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

    Each text has the numbers of the other's words as often as its references do, in whatever form: `subparagraphs 1-3
    and 5 of Paragraph 1`, `Articles nineteen and twenty-six`. Or the other text has blanks between the figures of a
    number, or prints them as one: 25.1 for paragraph 1 of article 25."""
    if item.code != _REFERENCE:
        return False
    texts = [clause.text if clause else "" for clause in pairs[item.pair].sides]
    return _are_all_there(item, texts, languages) or any(
        _has_apart(span, side, texts, languages) or not all(item.spans) and (
            _begins_path(span, side, texts, languages) or _is_one_path(span, side, texts, languages))
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


def _are_all_there(item: Discrepancy, texts: Sequence[str], languages: LanguagePair) -> bool:
    """Whether each text has the numbers of the words in the other, in whatever form, as often as the references of
    that."""
    units = [referred(text, listed(text, known), known) if (known := grammar(language)) else []
             for text, language in zip(texts, languages, strict=True)]
    named = [_numbers(span, text, language) if span else set[Fraction]()
             for span, text, language in zip(item.spans, texts, languages, strict=True)]
    if not any(named):
        return False
    referring = [_counts(text, language, [unit.span for unit in side])
                 for text, language, side in zip(texts, languages, units, strict=True)]
    printed = [_forms(text, language) for text, language in zip(texts, languages, strict=True)]
    return all(referring[side][number] <= printed[1 - side][number] for side in (0, 1) for number in named[side])


def _counts(text: str, language: Language, places: Sequence[Span]) -> Counter[Fraction]:
    """How often the numbers stand in some places of a text."""
    return Counter(number for figure in figures(text, language) for number in figure.numbers
                   if any(place.start <= figure.span.start < place.end for place in places))


def _forms(text: str, language: Language) -> Counter[Fraction]:
    """How often the numbers stand in a text: in figures, in words, and as Roman numerals."""
    counts = Counter(Fraction(match[0]) for match in _FIGURE.finditer(text))
    counts.update(number for figure in figures(text, language) if not _FIGURE.search(figure.span.of(text))
                  for number in figure.numbers)
    counts.update(Fraction(number) for match in _ROMAN.finditer(text)
                  if (number := value(match[1].upper(), "roman-upper")))
    return counts


def _has_apart(span: Span, side: int, texts: Sequence[str], languages: LanguagePair) -> bool:
    """Whether a text has numbers of the words in the other with blanks between their figures."""
    apart = {Fraction(match[0].replace(" ", "")) for match in _APART.finditer(texts[1 - side])}
    return not apart.isdisjoint(_numbers(span, texts[side], languages[side]))


def _numbers(span: Span, text: str, language: Language) -> set[Fraction]:
    """The numbers of some words of a text."""
    return {number for figure in figures(text, language) if span.start <= figure.span.start and
            figure.span.end <= span.end for number in figure.numbers}
