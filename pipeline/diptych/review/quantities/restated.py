"""A number that one text alone has in a clause → whether both texts have it in another clause of the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diptych.review.clause_pairs import ClausePair, ComparedClause, LanguagePair, article
from diptych.review.figures import Figure, numbers_in


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
