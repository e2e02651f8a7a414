"""What every test of a check needs: the languages, and a pair of texts looked at by one check."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline import config
from pipeline.language import Language
from pipeline.pairs import Clause, Discrepancy, Pair, Review
from pipeline.review.checks import review
from tests.base import schema, toml

Check = Callable[[tuple[str, str], tuple[Language, Language], int], Iterable[Discrepancy]]


def languages(names: str) -> tuple[Language, Language]:
    """The two languages of a name like zho-kor."""
    left, right = names.rsplit("-", 1)
    return schema().languages[left], schema().languages[right]


def said(check: Check, left: str, right: str, names: str = "zho-kor") -> list[tuple[str, str, str]]:
    """The code of each finding, with the words that it names in both texts."""
    texts = (left, right)
    return [(one.code, *(span.of(text) if span else "" for span, text in zip(one.spans, texts, strict=True)))
            for one in check(texts, languages(names), 0)]


def reviewed(pairs: Iterable[tuple[str, str]], names: str = "zho-kor", terms: str = "") -> Review:
    """What all checks say of a document of these clauses."""
    made = tuple(Pair(Clause(f"sec_{number}", left) if left else None, Clause(f"sec_{number}", right) if right else None)
                 for number, (left, right) in enumerate(pairs, 1))
    return review(made, languages(names), config.terms(toml(terms, "terms")))


def found(made: Review) -> list[tuple[str, str, str, str]]:
    """The clause and code of each finding, with the words that it names in both texts."""
    return [(made.pairs[one.pair].eid, one.code, *(
        span.of(clause.text) if span and clause else ""
        for span, clause in zip(one.spans, made.pairs[one.pair].sides, strict=True))) for one in made.found]
