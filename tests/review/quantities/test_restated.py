"""A number that the translation alone has is reported if it repeats nothing that the original says nearby."""

from __future__ import annotations

import pytest
from diptych.review.checks import confident

from tests.review.side import reviewed

CLAUSE = ("逾期不予受理。", "It is not accepted after the 15 days.")
SAME = ("申请人提出申请。", "The applicant applies.")


@pytest.mark.parametrize(("before", "added"), [
    ([SAME], True),
    ([("申请应在十五日内提出。", "It is filed within 15 days.")], False),
    ([("申请应在十五日内提出。", "It is filed within 15 days."), *[SAME] * 4], False),
    ([("申请应在十五日内提出。", "It is filed within 15 days."), *[SAME] * 5], True),
    ([("申请应在十四日内提出。", "It is filed within 14 days.")], True)])
def test_a_number_that_the_original_has_nowhere_nearby_is_reported(
        before: list[tuple[str, str]], *, added: bool) -> None:
    made = confident(reviewed([*before, CLAUSE], "zho-eng"))
    found = [dict(item.facts) for item in made.discrepancies if item.pair == len(before)]
    assert [(facts["left"], facts["right"]) for facts in found] == [("–", "15")] * added


@pytest.mark.parametrize(("number", "added"), [("2", False), ("9", True)])
def test_the_number_of_a_clause_nearby_is_repeated(number: str, *, added: bool) -> None:
    texts = [*[SAME] * 3, ("该规定适用之。", f"The provisions of Article {number} shall apply.")]
    assert bool(confident(reviewed(texts, "zho-eng")).discrepancies) is added


@pytest.mark.parametrize(("clause", "added"), [
    ("One member named by the Council and two by the Summit form a quorum.", False),
    ("One member named by the Council and one by the Summit form a quorum.", True)])
def test_a_number_that_sums_up_those_of_the_clause_is_none_of_the_translation(clause: str, *, added: bool) -> None:
    made = confident(reviewed([(clause, "Le quorum est de trois membres.")], "eng-fra"))
    assert [dict(item.facts)["right"] for item in made.discrepancies if item.code == "Q001"] == ["trois"] * added
