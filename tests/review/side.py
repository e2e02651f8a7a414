"""What every test of a check needs: the languages, and a pair of texts looked at by one check."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from diptych.config import works
from diptych.language.profiles import Language
from diptych.review.checks import review
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, Review, Span

from tests.base import schema, toml

Check = Callable[[tuple[str, str], tuple[Language, Language], int], Iterable[Discrepancy]]


def languages(names: str) -> tuple[Language, Language]:
    """The two languages of a name like zho-kor."""
    left, right = names.rsplit("-", 1)
    return schema().languages[left], schema().languages[right]


def said(check: Check, left: str, right: str, names: str = "zho-kor") -> list[tuple[str, str, str]]:
    """The code of each finding, with the words that it names in both texts."""
    texts = (left, right)
    return [(one.code, _words(one.spans[0], left), _words(one.spans[1], right))
            for one in check(texts, languages(names), 0)]


def _words(span: Span | None, text: str) -> str:
    return span.of(text) if span else ""


def reviewed(pairs: Iterable[tuple[str, str]], names: str = "zho-kor", terms: str = "") -> Review:
    """What all checks say of a document of these clauses."""
    sides = [[ComparedClause(f"sec_{number}", text) if text else None for text in both]
             for number, both in enumerate(pairs, 1)]
    made = tuple(ClausePair(left, right) for left, right in sides)
    return review(made, languages(names), works.terms(toml(terms, "terms")))


def found(made: Review) -> list[tuple[str, str, str, str]]:
    """The clause and code of each finding, with the words that it names in both texts."""
    texts = [tuple(clause.text if clause else "" for clause in pair.sides) for pair in made.pairs]
    return [(made.pairs[one.pair].eid, one.code, _words(one.spans[0], texts[one.pair][0]),
             _words(one.spans[1], texts[one.pair][1])) for one in made.discrepancies]
