"""The part of the style sheet that depends on the languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tinycss2
from diptych.render.print.fonts import Declared
from diptych.render.print.stylesheet import GAP, PAPERS, Column, Layout, columns, style
from hypothesis import given
from hypothesis import strategies as st


def layout(declared: Declared, kind: str, *tags: str, name: str = "文", paper: str = "a4") -> Layout:
    return Layout(kind, tuple(Column(tag, name, "1") for tag in tags), tags, declared, paper)


def test_a_measure_of_square_characters_is_a_whole_number_of_them(declared: Declared) -> None:
    size = declared.setting("zh-Hans").size
    assert layout(declared, "single", "zh-Hans").widths == (28 * size,)
    assert layout(declared, "single", "zh-Hans", paper="letter").widths[0] / size == pytest.approx(30)
    assert layout(declared, "parallel", "zh-Hans", "ko").widths[0] % 10.5 == 0


def test_columns_fill_the_page_and_follow_what_a_language_needs(declared: Declared) -> None:
    for tags in (("zh-Hans", "ko"), ("ko", "zh-Hans"), ("fi", "sv"), ("zh-Hans", "ko", "en")):
        settings = [declared.setting(tag) for tag in tags]
        widths = columns(settings, 500)
        assert 490 < sum(widths) + GAP * (len(tags) - 1) <= 500.001
    chinese, korean = columns([declared.setting("zh"), declared.setting("ko")], 460)
    assert korean > chinese


@given(st.text(max_size=20))
def test_no_name_can_leave_its_string(name: str) -> None:
    declared = Declared({}, {})
    column = Column("zh", name, name)
    made = Layout("single", (column,), (), declared, "a4")
    assert made.columns[0].name == name


def test_hostile_names_stay_strings(declared: Declared) -> None:
    name = '"; } </style><script>alert(1)</script> @import url("file:///etc/passwd"); \\'
    rules = style(layout(declared, "parallel", "zh-Hans", "ko", name=name))
    assert "<" not in rules
    parsed = tinycss2.parse_stylesheet(rules, skip_comments=True, skip_whitespace=True)
    assert not [rule for rule in parsed if rule.type == "error"]
    assert {rule.at_keyword for rule in parsed if rule.type == "at-rule"} == {"page"}


def test_each_language_brings_its_families(declared: Declared) -> None:
    rules = style(layout(declared, "parallel", "zh-Hans", "ko"))
    assert '[data-lang="ko"] { --text: "Noto Serif CJK KR"' in rules
    assert "--align: left" in rules.split('[lang="ko"]')[1]


@pytest.mark.parametrize("kind", ["single", "parallel"])
def test_the_edition_for_screens_is_larger_on_a_page_of_its_own(declared: Declared, kind: str) -> None:
    paper = layout(declared, kind, "zh-Hans", *(["ko"] if kind == "parallel" else []))
    screen = replace(paper, medium="screen")
    assert screen.page.scale > 1
    assert screen.page != paper.page
    for before, after, setting in zip(paper.widths, screen.widths, screen.settings, strict=True):
        assert after >= before * 0.85
        size = setting.size if kind == "single" else setting.column
        assert not setting.whole_em or after / size == pytest.approx(round(after / size))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", ["single", "parallel"])
def test_lines_stay_on_the_paper(declared: Declared, kind: str, paper: str) -> None:
    made = layout(declared, kind, "zh-Hans", *(["ko"] if kind == "parallel" else []), paper=paper)
    page = made.page
    assert page.left + sum(made.widths) + GAP * (len(made.widths) - 1) + page.right <= page.width + 0.01


def test_words_that_are_never_divided_are_not_spread_out(declared: Declared) -> None:
    rules = style(layout(declared, "single", "zh-Hans")), style(layout(declared, "single", "ko"))
    assert "--align: justify" in rules[0]
    assert "--align: left" in rules[1]


def test_page_numbers_of_official_chinese_stand_at_the_outer_edge(declared: Declared) -> None:
    rules = {tag: style(Layout("single", (Column(tag, "", ""),), (tag,), declared, "a4")) for tag in ("zh-Hans", "ko")}
    assert "@page text:right" in rules["zh-Hans"]
    assert "@bottom-center" not in rules["zh-Hans"]
    assert "@bottom-center" in rules["ko"]


def test_official_chinese_has_the_margins_and_lines_of_the_standard(declared: Declared) -> None:
    made, millimetre = layout(declared, "single", "zh-Hans"), 72 / 25.4
    page, setting = made.page, made.settings[0]
    assert page.left / millimetre == pytest.approx(28, abs=0.1)
    assert (page.width - page.left - made.widths[0]) / millimetre == pytest.approx(26, abs=0.1)
    assert page.top / millimetre == pytest.approx(37, abs=0.1)
    assert int((page.height - page.top - page.bottom) / (setting.size * setting.leading)) == 22
    assert "orphans: 1; widows: 1" in style(made)
    assert "--label-weight: normal" in style(made)
    korean = layout(declared, "single", "ko")
    assert korean.page == PAPERS["a4"]
    assert "orphans" not in style(korean)
    assert "--label-weight: bold" in style(layout(declared, "parallel", "zh-Hans", "ko"))


def test_words_are_spread_out_if_that_is_asked_for(declared: Declared) -> None:
    rules = style(replace(layout(declared, "single", "ko"), alignment="justified"))
    assert "--align: justify" in rules
