"""Findings of all checks → the same, less sure behind the first of many alike: so many are a way of writing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from diptych.review.clause_pairs import Discrepancy

_CODES: Final = frozenset({"Q001", "Q002", "Q003", "Q005"})
"""Codes of findings on numbers and references. Chosen. If one is added, its findings are compared by their words."""
_MANY: Final = 8
"""Findings alike from which they are a way of writing that was not read. Chosen after first runs on the texts of
bench/pairs.py: 23 and 11 such in a law were all wrong, of right ones a law had 3 at most. Raised: more are reported
unasked."""
_SHARE: Final = 0.05
"""Share of the clauses with such findings, at least. Chosen: a long text may have many errors. Raised: as _MANY."""
_SHOWN: Final = 3
"""Findings alike that are reported: an editor knows the others from them. Chosen. Raised: as _MANY."""
_OTHERS: Final = 0.7
"""Share of the usual confidence of the others. Chosen. Raised: they are reported unasked."""
_DIGITS: Final = re.compile(r"\d+")
_LETTERS: Final = re.compile("[^\\W\\d_]+")


def first_of_many(discrepancies: Sequence[Discrepancy], clauses: int, least: float) -> Iterator[Discrepancy]:
    """The findings; of many alike in a text of so many clauses, those behind the first few are less sure.

    They are alike if the marks between their digits and letters are the same. A plain number for another is no way of
    writing. Findings of less confidence than `least` do not count."""
    shapes = [_shape(item) if item.code in _CODES and item.confidence >= least else () for item in discrepancies]
    counts = Counter(shapes)
    seen = defaultdict[tuple[str, ...], int](int)
    for item, shape in zip(discrepancies, shapes, strict=True):
        seen[shape] += 1
        many = bool(shape) and counts[shape] >= max(_MANY, _SHARE * clauses)
        yield replace(item, confidence=round(item.confidence * _OTHERS, 2)) if many and seen[shape] > _SHOWN else item


def _shape(item: Discrepancy) -> tuple[str, ...]:
    """A code, and the words of a finding with one sign for each run of digits and of letters; nothing for two plain
    numbers."""
    shapes = [_LETTERS.sub("a", _DIGITS.sub("9", words)) for _, words in item.facts]
    return () if all(map(str.isalnum, shapes)) else (item.code, *shapes)
