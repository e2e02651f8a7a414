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
"""Places of doubled words from which they are a word of the text. Chosen. Raised: more are reported unasked."""
_OTHERS: Final = 0.7
"""Share of the usual confidence of the others. Chosen. Raised: they are reported unasked."""
_DIGITS: Final = re.compile(r"\d+")
_LETTERS: Final = re.compile("[^\\W\\d_]+")
_UNMARKED: Final = re.compile(r"[^\W\d_]+|\s+")
"""Pattern of the letters and blanks of a number or reference, which leaves its figures and marks."""


def first_of_many(discrepancies: Sequence[Discrepancy], least: float) -> Iterator[Discrepancy]:
    """The findings; of many alike in a text, those behind the first are less sure.

    They are alike if the marks between their digits and letters are the same. A number for another that is written
    alike is no way of writing. Findings of less confidence than `least` do not count. Doubled words without a blank
    that a text has often are a word of it, and all less sure."""
    doubled = Counter(item.facts for item in discrepancies if item.code == _OF_DOUBLED_WORDS)
    shapes = [_shape(item) if item.code in _CODES and item.confidence >= least else () for item in discrepancies]
    counts = Counter(shapes)
    known = set[tuple[str, ...]]()
    for item, shape in zip(discrepancies, shapes, strict=True):
        many = counts[shape] >= (_MANY_REFERENCES if item.code == _OF_REFERENCES else _MANY)
        usual = doubled[item.facts] >= _USUAL and not any(" " in words for _, words in item.facts)
        less = usual or many and shape in known
        yield replace(item, confidence=round(item.confidence * _OTHERS, 2)) if less else item
        known.update({shape} - {()})


def _shape(item: Discrepancy) -> tuple[str, ...]:
    """A code, and the words of a finding with one sign for each run of digits and of letters; nothing for two numbers
    without marks, or with the same marks."""
    shapes = [_DIGITS.sub("9", words) for _, words in item.facts]
    bare = {_UNMARKED.sub("", shape) for shape in shapes}
    return () if len(bare) == 1 or bare == {"", "9"} else (item.code, *(_LETTERS.sub("a", shape) for shape in shapes))
