"""Of many findings alike in a text the first is reported."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import Discrepancy, Span
from diptych.review.confidence.alike import first_of_many


def found(number: int, right: str, code: str = "Q001", confidence: float = 0.9) -> Discrepancy:
    return Discrepancy(code, number, (None, None), (("left", "十三"), ("right", right)), confidence=confidence)


def reported(*items: Discrepancy) -> list[int]:
    """The places of the findings that are reported unasked."""
    return [item.pair for item in first_of_many(items, 0.7) if item.confidence >= 0.7]


@pytest.mark.parametrize(("code", "fewest"), [("Q001", 4), ("Q005", 3)])
def test_the_first_of_many_alike_is_reported(code: str, fewest: int) -> None:
    alike = [found(number, f"{number}.{number}", code) for number in range(fewest)]
    assert reported(*alike) == [0]
    assert reported(*alike[1:]) == [*range(1, fewest)]


@pytest.mark.parametrize("other", [
    found(8, "4-1"), found(8, ""), found(8, "4.1", code="Q041"), found(8, "4.1", code="Q002")])
def test_other_findings_stay(other: Discrepancy) -> None:
    assert reported(*(found(number, "4.1") for number in range(4)), other) == [0, 8]


def test_a_number_for_another_is_no_way_of_writing() -> None:
    assert len(reported(*(found(number, str(number)) for number in range(20)))) == 20


@pytest.mark.parametrize(("left", "right"), [
    ("1.5", "2.5"), ("百分之三十", "31 percent"), ("百分之三十", "31%"), ("464(1)", "paragraphe 465(1)"),
    ("paragraph 7(4)(a)", "alinéa 9(4)a)"), ("第九十八條之一", "Article 99-1"), ("$40,000", "46 000 $")])
def test_a_number_with_the_same_marks_is_no_way_of_writing(left: str, right: str) -> None:
    items = (Discrepancy("Q001", number, (None, None), (("left", left), ("right", f"{right}{'x' * number}")))
             for number in range(20))
    assert len(reported(*items)) == 20


def test_another_date_is_no_way_of_writing() -> None:
    items = (Discrepancy("Q002", number, (Span(0, 13), Span(0, 14)), (
        ("left", "April 1, 1997"), ("right", f"1er avril 200{number}")), confidence=0.9) for number in range(4))
    assert len(reported(*items)) == 4


def test_findings_that_are_asked_for_do_not_count() -> None:
    assert reported(*(found(number, "4.1", confidence=0.5) for number in range(2)),
                    *(found(number, "4.1") for number in range(2, 5))) == [2, 3, 4]


@pytest.mark.parametrize(("words", "places", "kept"), [("著作著作", 3, 0), ("著作著作", 2, 2), ("the the", 3, 3)])
def test_doubled_words_that_a_text_has_often_are_a_word(words: str, places: int, kept: int) -> None:
    doubled = [Discrepancy("Q041", number, (None, None), (("words", words),), confidence=0.8)
               for number in range(places)]
    assert len(reported(*doubled)) == kept


@pytest.mark.parametrize(("right", "places", "kept"), [
    ("50km", 3, 0), ("50km", 2, 2), ("12", 3, 3), ("", 3, 3)])
def test_one_number_for_another_in_many_places_is_the_same_in_other_units(right: str, places: int, kept: int) -> None:
    facts, spans = (("left", "七"), ("right", right)), (Span(0, 1), Span(0, len(right)) if right else None)
    items = (Discrepancy("Q001", number, spans, facts, confidence=0.9) for number in range(places))
    assert len(reported(*items)) == kept
