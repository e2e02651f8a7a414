"""Findings of all checks → the same, less sure behind the first of many alike, which are a way of writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from diptych.review.clause_pairs import Discrepancy

_CODES: Final = frozenset({"Q001", "Q002", "Q003", "Q005"})
"""Codes of findings on numbers and references. Chosen. If one is added, its findings are compared by their words."""
_MANY: Final = 4
"""Findings alike from which they are a way of writing that was not read. Chosen after first runs on the texts of
bench/pairs.py: 77 in seven texts were all wrong, of right ones a law had 3 at most. Raised: more are reported
unasked."""
_MANY_REFERENCES: Final = 3
"""As _MANY, for references: a way of writing them is that of a whole text. Chosen, as _MANY. Raised: as _MANY."""
_OF_REFERENCES: Final = "Q005"
"""Code of findings on references: defined by this project."""
_OF_DOUBLED_WORDS: Final = "Q041"
"""Code of findings on doubled words: defined by this project."""
_USUAL: Final = 3
"""Places of doubled words, or of one number for another, from which that is usual in the text. Chosen. Raised: more are
reported unasked."""
_OTHERS: Final = 0.7
"""Share of the usual confidence of the others. Chosen. Raised: they are reported unasked."""
_DIGITS: Final = re.compile("\\d{1,3}(?:[ ,.\u00a0\u2009\u202f]\\d{3})+(?!\\d)|\\d+")
"""Pattern of a number in figures, with marks between its thousands if it has them. Chosen. If it matches less, amounts
with other marks are a way of writing."""
_OF_DATES: Final = "Q002"
"""Code of findings on dates and years: defined by this project."""
_LETTERS: Final = re.compile("[^\\W\\d_]+")
_MEASURED: Final = re.compile(r"\d\s?[^\W\d_]")
"""Pattern of a number in figures with letters behind it."""
_UNMARKED: Final = re.compile(r"\(?[^\W\d_]+\)?|[\s%\uff05$\uff04]+")
"""Pattern of letters, those of items with their brackets, blanks and signs of units: what is left of a number or
reference are its figures and marks. Chosen. If it matches less, more ways of writing are taken for unread ones."""
_READ: Final = frozenset({"", "9", "9-9"})
"""Figures and marks of numbers that are read in all languages: words, a number, one with a branch. Chosen. If one is
added, findings on it are never a way of writing."""


def first_of_many(discrepancies: Sequence[Discrepancy], least: float) -> Iterator[Discrepancy]:
    """The findings; of many alike in a text, those behind the first are less sure.

    They are alike if the marks between their digits and letters are the same. A number for another that is written
    alike is no way of writing. Findings of less confidence than `least` do not count. Doubled words without a blank
    that a text has often are a word of it, and one number for another often is the same in other units: all of these
    are less sure."""
    same = Counter((item.code, item.facts) for item in discrepancies)
    shapes = [_shape(item) if item.code in _CODES and item.confidence >= least else () for item in discrepancies]
    counts = Counter(shapes)
    known = set[tuple[str, ...]]()
    for item, shape in zip(discrepancies, shapes, strict=True):
        many = counts[shape] >= (_MANY_REFERENCES if item.code == _OF_REFERENCES else _MANY)
        usual = same[item.code, item.facts] >= _USUAL and _is_usual(item)
        less = usual or many and shape in known
        yield replace(item, confidence=round(item.confidence * _OTHERS, 2)) if less else item
        known.update({shape} - {()})


def _is_usual(item: Discrepancy) -> bool:
    """Whether a finding would be none if the text had it often: doubled words without a blank, or two numbers of which
    one is printed with its unit."""
    words = [words for _, words in item.facts]
    if item.code == _OF_DOUBLED_WORDS:
        return not any(" " in printed for printed in words)
    return item.code in _CODES and item.code != _OF_REFERENCES and all(item.spans) and any(map(_MEASURED.search, words))


def _shape(item: Discrepancy) -> tuple[str, ...]:
    """A code, and the words of a finding with one sign for each run of digits and of letters; nothing for two numbers
    that are read in all languages, or have the same marks, and for two dates."""
    if item.code == _OF_DATES and all(item.spans):
        return ()
    shapes = [_DIGITS.sub("9", words) for _, words in item.facts]
    bare = {_UNMARKED.sub("", shape) for shape in shapes}
    return () if len(bare) == 1 or bare <= _READ else (item.code, *(_LETTERS.sub("a", shape) for shape in shapes))
