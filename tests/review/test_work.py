"""Clauses in the manner of statutes with their translations, in which nothing differs: no check may say that it does,
and each must see it where one number is made another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from diptych.review.checks import review
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.quantities.numbers import numbers

from tests.review.side import languages, said

NAMES = sorted(file.stem for file in (Path(__file__).parent / "pairs").glob("*.tsv"))


def pairs(names: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "pairs" / f"{names}.tsv").read_text(encoding="utf-8").splitlines()
    return [(left, right) for left, right in (line.split("\t") for line in lines)]


@pytest.mark.parametrize("names", NAMES)
def test_nothing_is_said_of_clauses_that_agree(names: str) -> None:
    texts = pairs(names)
    made = review([ClausePair(ComparedClause(str(at), left), ComparedClause(str(at), right)) for at,
                   (left, right) in enumerate(texts)],
                  languages(names), ())
    assert [(one.code, *texts[one.pair]) for one in made.discrepancies] == []


@pytest.mark.parametrize("names", NAMES)
def test_a_number_that_became_another_is_found(names: str) -> None:
    tried, missed = 0, []
    for left, right in pairs(names):
        for changed in _changed(right):
            tried += 1
            if not said(numbers, left, changed, names):
                missed.append((left, changed))
    assert tried > 30
    assert len(missed) <= tried / 100, missed


def _changed(text: str) -> Iterator[str]:
    """The text with each of its numbers in figures made greater by one, and by seven."""
    for match in re.finditer(r"\d+", text):
        for more in (1, 7):
            yield text[:match.start()] + str(int(match[0]) + more) + text[match.end():]
