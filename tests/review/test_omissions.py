"""Headings that one text lacks, and clauses without counterpart between whole neighbours."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, Span
from diptych.review.confidence import DEFAULT, confidence
from diptych.review.lengths import Ratio
from diptych.review.omissions import headings, surrounded

from tests.review.side import languages

BOTH, NONE = ("Duty", "Obligation"), ("", "")
LACKING = ("Duty", "")


def clause(number: int, heading: str, text: str = "The owner keeps a register.") -> ComparedClause:
    eid = f"sec_{number}"
    lines = [(f"{eid}__heading", heading)] * bool(heading) + [(f"{eid}__p_1", text)]
    return ComparedClause(eid, "\n".join(line for _, line in lines), tuple(block for block, _ in lines), str(number))


def clauses(titles: list[tuple[str, str]]) -> list[ClausePair]:
    return [ClausePair(clause(number, ours), clause(number, theirs)) for number, (ours, theirs) in enumerate(titles)]


@pytest.mark.parametrize(("titles", "reported"), [
    ([BOTH] * 9 + [LACKING], [9]),
    ([BOTH] * 9 + [("", "Obligation")], [9]),
    ([BOTH] * 9 + [NONE], []),
    ([BOTH] * 8 + [LACKING] * 2, []),
    ([BOTH] * 2 + [LACKING], []),
    ([LACKING] * 9, []),
])
def test_a_heading_that_one_text_lacks(titles: list[tuple[str, str]], reported: list[int]) -> None:
    assert [item.pair for item in headings(clauses(titles))] == reported


def test_the_words_of_the_heading_are_named() -> None:
    (left,) = headings(clauses([BOTH] * 9 + [LACKING]))
    (right,) = headings(clauses([BOTH] * 9 + [("", "Obligation")]))
    assert left.spans == (Span(0, 4), None)
    assert right.spans == (None, Span(0, 10))


def test_a_clause_that_answers_to_two_may_have_its_heading_elsewhere() -> None:
    joined = ComparedClause("sec_9", "One.\nTwo.", ("sec_9__p_1", "sec_10__p_1"), "9")
    assert list(headings([*clauses([BOTH] * 9), ClausePair(clause(9, "Duty"), joined)])) == []


def test_a_first_line_between_whole_neighbours_is_missing() -> None:
    line = ComparedClause("sec_3__p_1", "The Governor in Council may make regulations", enclosing="3")
    near, long = ClausePair(clause(2, ""), clause(2, "")), ClausePair(clause(4, ""), clause(4, "", "The owner." * 9))
    alone = ClausePair(line, None)
    usual = Ratio(0.0, 0.1)
    assert surrounded([near, alone, near], usual) == {1}
    assert surrounded([near, alone, long], usual) == set(), "a longer neighbour may hold it"
    short = ClausePair(clause(4, "", "The owner." * 9), clause(4, ""))
    assert surrounded([near, alone, short], usual) == {1}, "a shorter one has no room"
    assert surrounded([near, alone, alone, near], usual) == set()
    assert surrounded([alone, near], usual) == set()
    assert surrounded([near, alone, near], None) == set()


@pytest.mark.parametrize(("line", "reported"), [
    (ComparedClause("sec_3__p_1", "The Governor in Council may make regulations", enclosing="3"), True),
    (ComparedClause("sec_3__p_2", "if the Governor in Council so orders", enclosing="3"), False),
    (ComparedClause("sec_3__p_2", "The notice is based on reasonable grounds.", enclosing="3"), True),
    (ComparedClause("sec_3__subsec_1-2__p_1", "The Governor in Council may make regulations"), True),
    (ComparedClause("preface__p_1", "The Governor in Council may make regulations"), False),
    (ComparedClause("hcontainer_3__p_1", "The Governor in Council may make regulations"), False),
    (ComparedClause("sec_3__p_1", "by order", enclosing="3"), False),
])
def test_confidence_of_a_surrounded_line(line: ComparedClause, *, reported: bool) -> None:
    finding = Discrepancy("Q032", 0, (None, None))
    sure = confidence(finding, ClausePair(line, None), languages("eng-fra"), is_surrounded=True)
    assert (sure >= DEFAULT) is reported
    assert confidence(finding, ClausePair(line, None), languages("eng-fra")) < DEFAULT
