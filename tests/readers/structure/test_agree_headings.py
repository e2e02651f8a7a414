"""Twins agree on which opening words are headings, whatever else they disagree on."""

from __future__ import annotations

from diptych.draft import Unit
from diptych.readers.structure.agree_headings import settle
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.reading import all_texts, blocks, headings, outline, plain, unsettled

CHINESE = """关于甲的意见
一、原则
（一）坚持规划。统筹甲。
（二）加强合作。发挥乙。
（三）保护资源。严格丙。
二、总体要求
指导思想：高举甲。
发展目标：到2015年建成乙。
"""
KOREAN = """1. 원칙
(1) 규획한다. 통일한다.
(2) 합작한다. 발휘한다.
(3) 보호한다. 엄격히 한다.
2. 전반적 요구
지도사상. 갑을 높이 든다.
발전 목표. 2015년까지 을을 건설한다.
"""


def settled(chinese: str, korean: str) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    one, other = settle((unsettled(chinese), unsettled(korean, "kor")))
    return one.body, other.body


def test_what_opens_all_siblings_in_both_languages_is_a_heading() -> None:
    one, other = settled(CHINESE, KOREAN)
    assert outline(one) == outline(other)
    assert headings(one) == ["原则", "坚持规划。", "加强合作。", "保护资源。", "总体要求", "指导思想：", "发展目标："]
    assert len(headings(other)) == len(headings(one))


def test_what_one_language_does_not_show_is_given_back() -> None:
    one, other = settled(CHINESE, KOREAN.replace("합작한다. 발휘", "합작하고 발휘").replace("지도사상.", "지도사상은"))
    assert headings(one) == ["原则", "总体要求"]
    assert blocks(one[0].children[1].content) == ["加强合作。发挥乙。"]
    assert blocks(one[1].content) == ["指导思想：高举甲。", "发展目标：到2015年建成乙。"]
    assert blocks(other[0].children[0].content) == ["규획한다. 통일한다."]


def test_a_missing_clause_does_not_change_its_siblings() -> None:
    one, other = settled(CHINESE, KOREAN.replace("(2) 합작한다. 발휘한다.\n", ""))
    assert headings(one)[:4] == ["原则", "坚持规划。", "加强合作。", "保护资源。"]
    assert headings(other)[:3] == ["원칙", "규획한다.", "보호한다."]


def test_a_single_text_is_settled_alone() -> None:
    found, = settle((unsettled(CHINESE),))
    assert len(headings(found.body)) == 7


def test_items_without_a_common_habit_keep_their_text() -> None:
    text = "关于甲的意见\n一、政策\n（一）单位依照规定执行分配制度。国家支持。\n（二）国家在编制计划时合理安排。\n"
    found, = settle((unsettled(text),))
    assert headings(found.body) == ["政策"]


def test_a_very_short_first_sentence_is_a_heading_though_its_siblings_have_none() -> None:
    text = "关于甲的意见\n一、政策\n（一）完善治理结构。国家支持。\n（二）国家在编制计划时合理安排。\n"
    found, = settle((unsettled(text),))
    assert headings(found.body) == ["政策", "完善治理结构。"]


LINES = st.lists(st.sampled_from([
    "一、甲", "二、乙", "三、丙", "（一）甲。乙丙。", "（二）丁。戊己。", "（二）丁戊己。", "指导思想：甲。",
    "发展目标：乙。", "甲乙丙。", "附件", "第一条 甲", "（一）甲。", "（三）庚。辛。"]), max_size=14).map("\n".join)


@given(LINES, LINES)
def test_twins_lose_nothing_and_share_their_headings(one: str, other: str) -> None:
    drafts = (unsettled(one), unsettled(other))
    after = settle(drafts)
    assert [plain(all_texts(found)) for found in after] == [plain(all_texts(found)) for found in drafts]
    assert not any(unit.run_in for found in after for unit in _all(found.body))


def _all(units: tuple[Unit, ...]) -> list[Unit]:
    return [item for unit in units for item in (unit, *_all(unit.children))]
