"""Which words of a unit are its heading."""

from __future__ import annotations

from tests.readers.reading import draft, headings


def test_a_sentence_is_no_heading_where_no_sibling_has_one() -> None:
    found = draft("意见\n一、目标\n1.数字经济年均增长10%。\n2.软件收入达到1000亿元。\n专栏1 指标\n二、附则\n甲。\n")
    assert headings(found.body) == ["目标", "附则"]


def test_the_sentence_of_one_item_is_its_heading_where_siblings_have_theirs() -> None:
    found = draft("意见\n一、目标\n（一）指导思想。全面贯彻。\n（二）工作目标。\n到2025年，达到目标。\n"
                  "二、附则\n甲。\n")
    assert headings(found.body) == ["目标", "指导思想。", "工作目标。", "附则"]


def test_a_first_sentence_ends_before_the_colon_of_the_second() -> None:
    found = draft("意见\n一、任务\n1、完善机制。建立台账：按月调度。\n2、加强监管。按季通报。\n二、附则\n甲。\n")
    assert headings(found.body) == ["任务", "完善机制。", "加强监管。", "附则"]
