"""Lines that a received text has cut within a sentence are no clauses that the other text lacks."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.placement.cut_lines import cut

Lines = list[tuple[str, str]]


def pairs(texts: Lines, label: str = "") -> list[ClausePair]:
    return [ClausePair(ComparedClause(f"p_{at}", own, label=label if at else ""),
                       ComparedClause(f"p_{at}", other) if other else None) for at, (own, other) in enumerate(texts)]


@pytest.mark.parametrize(("before", "found"), [
    ("置主任一人；副主任二人，其中一人職務列", {1}), ("置主任一人，副主任二人。", set()), ("第二章 組織", set())])
def test_the_rest_of_a_sentence_that_is_cut_is_not_alone(before: str, found: set[int]) -> None:
    lines = [(before, "One director."), ("第十四職等，專任。", ""), ("置組長三人。", "Three heads.")]
    assert cut(pairs(lines)) == found


@pytest.mark.parametrize(("line", "following", "label", "found"), [
    (f"The college of {'the town or ' * 5}the county may go on with its division in", "accordance with it.", "", {0}),
    ("The college may go on with its division in", "accordance with the criteria.", "", set()),
    (f"{'대학은 학과를 계속할 수 있으며 ' * 5}기준에 따라", "학과를 계속한다.", "", set()),
    ("The college may go on with its division.", "it is closed.", "", set()),
    ("In this Part", "The college may go on.", "", set()),
    ("The college may", "go on with its division;", "2.1", set()),
    ("The college may", "(a) go on with its division;", "", set()),
    ("The college goes on; and", "it is closed.", "", set()),
])
def test_a_line_that_is_cut_at_its_end_is_not_alone(line: str, following: str, label: str, found: set[int]) -> None:
    assert cut(pairs([(line, ""), (following, "學院得續設專科部。")], label)) == found
