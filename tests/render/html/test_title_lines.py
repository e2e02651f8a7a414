"""The lines of titles."""

from __future__ import annotations

import pytest
from diptych.render.html.title_lines import BREAK, JOINER, beginning, held, hold, measure, phrases, read
from diptych.render.print import edition as print_
from diptych.render.print.edition import Imprint
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.render.conftest import twin

TITLES = st.text(alphabet="国办发关“”（）《》、 ab-", max_size=40)


@given(TITLES, st.floats(3, 40))
def test_a_title_is_never_wider_than_its_room(title: str, room: float) -> None:
    assert 1 <= measure(phrases(title), room) <= room


@given(TITLES, st.frozensets(st.integers(0, 40)), st.floats(1, 20))
def test_nothing_is_lost_and_no_line_begins_with_a_mark(title: str, ends: frozenset[int], room: float) -> None:
    parts = phrases(title, ends)
    assert "".join(parts) == title
    assert held(parts, room).replace(JOINER, "").replace(BREAK, "") == title
    assert not [part for part in parts[1:] if part[0] in "”）》、 -"]
    assert not [part for part in parts[:-1] if part[-1] in "“（《"]


@pytest.mark.parametrize(("title", "room", "ems"), [
    ("国" * 34, 20, 17), ("国" * 41, 20, 14), ("国国国国国国国国国国国国“国国国国”国国国国国国国国国", 20, 14)])
def test_a_title_breaks_into_lines_of_equal_length(title: str, room: float, ems: int) -> None:
    """A quotation mark is as wide as a character: 27 ems are lines of 14, and none is left with one."""
    assert measure((title,), room) == ems


def test_lines_end_where_phrases_end() -> None:
    parts = phrases("某某市人民政府关于印发水资源费标准的通知", {7})
    assert held(parts, 16).split(BREAK) == [JOINER.join("某某市人民政府"), JOINER.join("关于印发水资源费标准的通知")]
    assert measure(parts, 16) == 13


def test_a_title_is_held_across_the_names_in_it() -> None:
    block = html.fragment_fromstring(
        "<h1><span class='eid'>p</span><span>国<b>务院</b>关于</span>“无废”意见<sup>1</sup></h1>")
    text, ends = read(block)
    assert text == "国务院关于“无废”意见"
    hold(block, phrases(text, ends), 10)
    assert html.tostring(block, encoding="unicode").replace(JOINER, "|").replace(BREAK, "/") == (
        '<h1><span class="eid">p</span><span>国<b>/务|院</b>/关|于</span>/“|无|废|”/意|见<sup>1</sup></h1>')


def test_the_issuer_of_a_title_stands_on_a_line_of_its_own_if_the_rest_does_not_fit(imprint: Imprint) -> None:
    title = "范围" + "关于印发某某某某某某某某某某某某某某某某某"
    page = html.document_fromstring(print_.expression(twin("zho", title=title), imprint))
    shown = str(page.xpath("string(//h1//span[@class='akn-docTitle'])"))
    assert [part.replace(JOINER, "") for part in shown.split(BREAK)] == ["范围", title[2:]]


@pytest.mark.parametrize(("text", "shown"), [
    ("字" * 24, "字" * 24), ("字" * 25, "字" * 24 + "…"), ("字，" * 40, "字，" * 12 + "…"),
    ("Section 63 of the Mental Health Act 1983 provides", "Section 63 of the Mental Health Act 1983…"),
    ("Section 63 of the Mental Health Act 1983abcdefgh", "Section 63 of the Mental Health Act…"),
    ("국제기구 분담금의 부담은 국가이익 및 외교정책에 부합하여야", "국제기구 분담금의 부담은 국가이익 및 외교정책에…"),
    ("Act " + "X" * 60, "Act " + "X" * 36 + "…"), ("", "")])
def test_the_beginning_of_a_text_ends_with_a_word(text: str, shown: str) -> None:
    assert beginning(text, 24) == shown
