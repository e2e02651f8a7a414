"""A number that one text alone has in a clause → whether it repeats what another clause says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import ClausePair, ComparedClause, LanguagePair, article
from diptych.review.figures import Figure, figures, loose, numbers_in

_NEAR: Final = 5
"""Pairs before and after one that are searched for what its translation repeats. Chosen on typed texts of 3,062
clauses, in which three numbers are reported so; of 778 changed ones 755 are found, with 20 pairs 747. Raised: fewer
numbers of the translation alone are reported unasked."""
_DIGITS: Final = re.compile(r"\d+")


def is_repeated(figure: Figure, at: int, pairs: Sequence[ClausePair], languages: LanguagePair) -> bool:
    """Whether both texts have a number in other clauses of the article of the pair `at`; one that measures is none.

    A text names the unit that the other calls by what it holds."""
    measures = figure.unit or len(figure.others) > 1
    return not measures and all(
        any(figure.is_among(numbers_in(clause.text, language)) for clause in _around(at, pairs, side))
        for side, language in enumerate(languages))


def _around(at: int, pairs: Sequence[ClausePair], side: int) -> Iterator[ComparedClause]:
    """The clauses of a text that are in the article of a pair, without the pair's own."""
    number = article(pairs[at].eid)
    if not number:
        return
    for direction in (range(at - 1, -1, -1), range(at + 1, len(pairs))):
        for place in direction:
            if article(pairs[place].eid) != number:
                break
            clause = pairs[place].sides[side]
            if clause:
                yield clause


def is_added(figure: Figure, at: int, pairs: Sequence[ClausePair], language: Language) -> bool:
    """Whether the translation of the pair `at` adds a number: no clause of the original nearby has it, as a number of
    its text or as its own.

    A translator may repeat the others, where the original says `the preceding paragraph`. Nor is a number added that
    the numbers of the clause sum up to: `one by the Governor and two by the Summit` are three. `language` is that of
    the original."""
    clause = pairs[at].left
    if clause and sum(other.numbers[0] for other in figures(clause.text, language) if not other.date) in figure.numbers:
        return False
    near = (pair.left for pair in pairs[max(0, at - _NEAR):at + _NEAR + 1])
    return not any(figure.is_among({*numbers_in(clause.text, language), *loose(clause.text, language),
                                    *map(Fraction, _DIGITS.findall(clause.eid))}) for clause in near if clause)
