"""Errors of numbering and alignment that one misread line brings about are one cause; others stay apart."""

from __future__ import annotations

import pytest
from diptych.build.root_causes import causes
from diptych.build.stages import Publication
from diptych.build.state import WorkState
from diptych.diagnostics import Finding, Position, Severity
from diptych.files.install import Wanted

LEFT, RIGHT = "source/works/tw/law/1/left.txt", "source/works/tw/law/1/right.txt"


def finding(code: str, file: str, line: int, eid: str, near: str = "", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, "m", "h", Position(file, line), eid, (("near", near),) if near else ())


NUMBER = finding("N001", RIGHT, 31, "art_6__para_2__subpara_2")
ITEM = finding("A001", LEFT, 30, "art_6__subpara_1", f"{RIGHT}:29:1")
LINE = finding("A002", RIGHT, 158, "art_37-2__para_3", f"{LEFT}:157:1")
CHAPTER = finding("A001", LEFT, 159, "part_1__chp_5-1", f"{RIGHT}:157:1")
OTHER = finding("A002", LEFT, 500, "art_90__para_3", f"{RIGHT}:480:1")


def test_findings_of_one_article_follow_from_its_missing_number() -> None:
    made = causes((ITEM, NUMBER, OTHER))
    assert [(cause.root, cause.following) for cause in made] == [(NUMBER, (ITEM,)), (OTHER, ())]


def test_a_unit_begins_where_its_counterpart_was_expected() -> None:
    assert [len(cause.following) for cause in causes((LINE, CHAPTER, OTHER))] == [1, 0]


def test_paragraphs_follow_from_a_row_whose_parts_are_scattered() -> None:
    row = Finding("A006", Severity.ERROR, "m", "h", Position(RIGHT, 45), "sec_2__p_0-2", (("units", "preamble sec_2"),))
    inside = finding("A002", LEFT, 17, "sec_2__p_1"), finding("A002", RIGHT, 35, "preamble__p_3")
    elsewhere = finding("A002", LEFT, 18, "sec_3__p_1")
    made = causes((*inside, elsewhere, row))
    assert [(cause.root, cause.following) for cause in made] == [(row, inside), (elsewhere, ())]


def test_chapters_of_one_part_are_not_one_cause() -> None:
    second = finding("A001", LEFT, 300, "part_1__chp_9", f"{RIGHT}:298:1")
    assert len(causes((CHAPTER, second))) == 2


def test_an_entry_that_is_not_followed_is_the_cause_in_its_work() -> None:
    entry = finding("E010", "source/works/tw/law/1/editorial.toml", 1, "")
    elsewhere = finding("A001", "source/works/tw/law/2/left.txt", 3, "art_1", "")
    made = causes((NUMBER, entry, LINE, elsewhere))
    assert [(cause.root, len(cause.following)) for cause in made] == [(entry, 2), (elsewhere, 0)]


@pytest.mark.parametrize("other", [
    finding("R026", LEFT, 30, "art_6"), finding("N001", RIGHT, 31, "art_6__para_9", severity=Severity.NOTICE),
    finding("L001", LEFT, 30, "art_6")])
def test_other_findings_follow_from_nothing(other: Finding) -> None:
    assert len(causes((NUMBER, other))) == 2


def test_what_became_of_the_works() -> None:
    state = WorkState()
    wanted = (Wanted("akn b", "", ()),)
    made = Publication((), wanted, {"a": state, "b": state}, folders=("a", "b", "c"), unmade=frozenset({"a", "c"}))
    assert made.outcome({"a": state}) == (1, ("a",), ("c",))
    refused = Publication((), folders=("a", "c"))
    assert refused.outcome({"a": state}) == (0, ("a",), ("c",))
