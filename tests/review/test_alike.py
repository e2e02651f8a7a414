"""Of many findings alike in a text the first few are reported."""

from __future__ import annotations

import pytest
from diptych.review.alike import first_of_many
from diptych.review.clause_pairs import Discrepancy


def found(number: int, right: str, code: str = "Q001", confidence: float = 0.9) -> Discrepancy:
    return Discrepancy(code, number, (None, None), (("left", "十三"), ("right", right)), confidence=confidence)


def reported(items: list[Discrepancy], clauses: int = 100) -> int:
    return sum(item.confidence >= 0.7 for item in first_of_many(items, clauses, 0.7))


def test_the_first_of_many_alike_are_reported() -> None:
    assert reported([found(number, f"{number}.{number}") for number in range(8)]) == 3
    assert reported([found(number, f"{number}.{number}") for number in range(7)]) == 7


def test_a_few_in_a_long_text_are_no_way_of_writing() -> None:
    assert reported([found(number, "4.1") for number in range(8)], clauses=161) == 8


@pytest.mark.parametrize("others", [
    [found(8, "4-1")], [found(8, "")], [found(8, "4.1", code="Q041")], [found(8, "4.1", code="Q002")]])
def test_other_findings_stay(others: list[Discrepancy]) -> None:
    assert reported([*(found(number, "4.1") for number in range(8)), *others]) == 4


def test_a_number_for_another_is_no_way_of_writing() -> None:
    assert reported([found(number, str(number)) for number in range(20)]) == 20


def test_findings_that_are_asked_for_do_not_count() -> None:
    assert reported([*(found(number, "4.1", confidence=0.5) for number in range(4)),
                     *(found(number, "4.1") for number in range(4, 8))]) == 4
