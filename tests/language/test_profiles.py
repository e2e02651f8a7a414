"""Labels, dates and scripts as the language files of the project describe them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from diptych.language.numerals import write
from diptych.language.profiles import Language, codes, dates, language, named, read_label, written_form, years
from diptych.language.writing_systems import split
from hypothesis import given
from hypothesis import strategies as st

SCHEMA = Path(__file__).parent.parent.parent / "schema"


def known(name: str) -> Language:
    return language(tomllib.loads((SCHEMA / "languages" / f"{name}.toml").read_text(encoding="utf-8")))


LANGUAGES = {path.stem: known(path.stem) for path in sorted((SCHEMA / "languages").glob("*.toml"))}


@dataclass(frozen=True)
class Line:
    text: str


@pytest.mark.parametrize(("code", "printed", "shape", "number"), [
    ("zho", "一、", "comma", "1"), ("zho", "（十二）", "bracket", "12"), ("zho", "1.", "dot", "1"),
    ("zho", "(1)", "bracket-arabic", "1"), ("zho", "第十二条之二", "article", "12-2"), ("zho", "①", "circled", "1"),
    ("zho", "第 12-1 条", "article", "12-1"), ("zho", "㈠", "bracket", "1"), ("zho", "第三章", "chapter", "3"),
    ("zho", "１．", "dot", "1"), ("zho", "1.2", "decimal-2", "2"), ("zho", "\ufeff一、", "comma", "1"),
    ("kor", "제12조의2", "article", "12-2"), ("kor", "제 1 조", "article", "1"), ("kor", "1.", "dot", "1"),
    ("kor", "(1)", "bracket-arabic", "1"), ("kor", "가.", "ganada", "1"), ("kor", "8의2.", "dot", "8-2"),
    ("eng", "Section 4 – Term.", "article", "4"), ("kor", "4조 - 기간.", "article", "4"),
    ("kor", "4조 – 기간.", "article", "4"),
    ("kor", "제3조(목적)", "article", "3"), ("kor", "제3조 중국은", "article", "3"),
    ("kor", "제27조 내지 제30조 삭제", "article", "27"),
    ("kor", "제7조부터 제9조까지 삭제", "article", "7"), ("kor", "①", "circled", "1"),
])
def test_a_printed_label_gives_its_shape_and_number(code: str, printed: str, shape: str, number: str) -> None:
    label = read_label(printed, LANGUAGES[code])
    assert label is not None
    assert (label.shape, label.number) == (shape, number)


@pytest.mark.parametrize(("code", "text"), [
    ("zho", "第三十一条的决定》第一次修正"), ("zho", "1992年"), ("zho", "12.5%"), ("kor", "제3조제2항에 따라"),
    ("kor", "제3조에 따른"), ("kor", "1992년"), ("zho", ""), ("kor", "2012. 4. 13."),
    ("kor", "제7조부터 제9조까지의 규정"), ("kor", "제7조 및 제9조에 따라"), ("kor", "제7조 중 일부를"),
])
def test_what_merely_begins_like_a_label_is_none(code: str, text: str) -> None:
    assert read_label(text, LANGUAGES[code]) is None


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["arabic", "chinese"]))
def test_every_article_number_is_read(number: int, system: str) -> None:
    label = read_label(f"第{write(number, system)}条 甲", LANGUAGES["zho"])
    assert label is not None
    assert label.count == (number,)


@given(st.sampled_from(sorted(LANGUAGES)), st.text())
def test_any_text_has_a_label_or_none(code: str, text: str) -> None:
    label = read_label(text, LANGUAGES[code])
    assert label is None or text[:label.end].strip()


@pytest.mark.parametrize(("code", "text", "iso"), [
    ("zho", "二○一二年四月十三日", "2012-04-13"), ("zho", "二〇〇四年十月三十一日", "2004-10-31"),
    ("zho", "2019 年 1 月 27 日", "2019-01-27"), ("kor", "2012년 4월 13일", "2012-04-13"),
    ("kor", "2012. 4. 13.", "2012-04-13"),
])
def test_a_full_date_is_read(code: str, text: str, iso: str) -> None:
    assert [found[2] for found in dates(f"x{text}", LANGUAGES[code])] == [iso]


def test_what_no_calendar_holds_is_no_date() -> None:
    assert dates("2019年2月30日", LANGUAGES["zho"]) == ()


def test_a_year_is_read_and_an_amount_is_not() -> None:
    assert [found[2] for found in years("自一九九二年起，五年内", LANGUAGES["zho"])] == ["1992"]


def test_lines_go_to_their_languages_by_script() -> None:
    lines = [Line(text) for text in ("제1조 나진(羅津)", "1.", "", "圈河(元汀)에서", "第一条", "2012", "甲")]
    korean, chinese = split(lines, (LANGUAGES["kor"].script, LANGUAGES["zho"].script))
    assert [line.text for line in korean] == ["제1조 나진(羅津)", "1.", "", "圈河(元汀)에서"]
    assert [line.text for line in chinese] == ["第一条", "2012", "甲"]


@given(st.lists(st.text(max_size=10)))
def test_splitting_keeps_every_line(texts: list[str]) -> None:
    parts = split([Line(text) for text in texts], (LANGUAGES["kor"].script, LANGUAGES["zho"].script))
    assert sorted(line.text for part in parts for line in part) == sorted(texts)


@pytest.mark.parametrize(("code", "text"), [
    ("eng", "Section 4 of the Act"), ("kor", "4조 원"), ("jpn", "第3条 (a) (1) の条件"), ("jpn", "第3条(a)の条件")])
def test_a_reference_at_the_head_of_a_line_is_no_label_of_an_article(code: str, text: str) -> None:
    label = read_label(text, LANGUAGES[code])
    assert label is None or label.shape != "article"


def test_a_written_form_has_a_code_of_its_own() -> None:
    assert {"zho", "zho-Hans", "zho-Hant", "kor"} <= codes(LANGUAGES)
    assert "zho-Latn" not in codes(LANGUAGES)
    assert [named(LANGUAGES, code).tag for code in ("zho", "zho-Hans", "zho-Hant")] == ["zh-Hans", "zh-Hans", "zh-Hant"]
    assert named(LANGUAGES, "zho-Hans").is_named("zho")
    assert not named(LANGUAGES, "zho-Hant").is_named("zho")
    assert named(LANGUAGES, "kor") is LANGUAGES["kor"]
    assert written_form(LANGUAGES, "zho-Hant", "学习").code == "zho-Hant"


@pytest.mark.parametrize(("code", "text", "shape", "number"), [
    ("eng", "9A (1) A person", "figure", "9a"), ("eng", "(1A) A person", "bracket-arabic", "1a"),
    ("eng", "(ba) a person", "bracket-letter", "2a"), ("eng", "Article 5a", "article", "5a"),
    ("eng", "CHAPTER 28A Evidence", "chapter", "28a"), ("eng", "Subchapter V-D. Streets", "subchapter", "5d"),
    ("eng", "116 (A1) A person", "figure", "116"), ("eng", "5.1 and 6 [Repealed]", "figure", "5-1"),
    ("fra", "Article L111-1", "article", "l111-1"), ("fra", "Article R*311-8", "article", "r311-8"),
    ("fra", "Article 12 bis", "article", "12bis"), ("fra", "LIVRE Ier : Biens", "book", "1"),
    ("fra", "Sous-section 2 : Biens", "subsection", "2"), ("jpn", "第百条　雑則", "article", "100"),
    ("jpn", "第二目　雑則", "division", "2"), ("jpn", "第三条及び第四条　削除", "article", "3"),
])
def test_letters_behind_a_number_stay_letters(code: str, text: str, shape: str, number: str) -> None:
    label = read_label(text, LANGUAGES[code])
    assert label is not None
    assert (label.shape, label.number) == (shape, number)
