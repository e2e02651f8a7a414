"""Two clauses without counterpart at one place are probably each other's in free words, unless their words differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.pairing.free_wording import with_free_wording

from tests.review.pairing.test_beads import evidence, units
from tests.review.pairing.test_contradictions import TWINS

EVIDENCE = evidence(units(*([both[side] for both in TWINS] for side in (0, 1))))
FREE, OTHER = (0, 0), (0, 4)
"""Places of two texts that translate each other, and of two that say different things."""


def alone(places: tuple[int, int], eid: str = "p_2", label: str = "", line: str = "Line.") -> list[ClausePair]:
    return [ClausePair(ComparedClause(eid, "A line.", label=label, place=places[0]), None),
            ClausePair(None, ComparedClause("p_2", line, place=places[1]))]


def doubtful(pairs: list[ClausePair]) -> set[int]:
    return {at for at, pair in enumerate(with_free_wording(pairs, EVIDENCE)) if pair.confidence < 1}


@pytest.mark.parametrize(("places", "label", "line", "found"), [
    (FREE, "", "Ligne", {0, 1}), (OTHER, "", "Ligne", set()), (FREE, "4", "Ligne", set()),
    (FREE, "4", "Une ligne.", {0, 1}), (OTHER, "4", "Une ligne.", set())])
def test_two_lines_beside_each_other(places: tuple[int, int], label: str, line: str, found: set[int]) -> None:
    assert doubtful(alone(places, label=label, line=line)) == found
    between = ClausePair(ComparedClause("p_7", "The loan."), ComparedClause("p_7", "Le prêt."))
    first, last = alone(places, label=label, line=line)
    assert doubtful([first, between, last]) == set()


@pytest.mark.parametrize(("places", "article", "found"), [
    (FREE, "art_5__para_3", {0, 2}), (FREE, "art_6__para_3", set()), (OTHER, "art_5__para_3", set())])
def test_an_article_divided_in_other_places(places: tuple[int, int], article: str, found: set[int]) -> None:
    first, last = alone(places, eid="art_5__para_1")
    assert last.right
    pairs = [first, ClausePair(ComparedClause("art_5__para_2", "It is lent."), ComparedClause("p_8", "Le prêt.")),
             replace(last, right=replace(last.right, eid=article))]
    assert doubtful(pairs) == found
    more = ClausePair(None, ComparedClause("art_5__para_4", "Une ligne.", place=1))
    assert doubtful([*pairs, more]) == set(), "one text has two"
