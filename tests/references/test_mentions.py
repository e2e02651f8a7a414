"""Printed references: spans, levels, ranges, lists."""

from __future__ import annotations

import pytest
from diptych.references.grammar import Grammar, grammar
from diptych.references.mentions import mentions

from tests.base import schema


def known(name: str) -> Grammar:
    found = grammar(schema().languages[name])
    assert found
    return found


@pytest.mark.parametrize(("language", "text", "spans"), [
    ("zho", "依照本法第三条第二款第（一）项的规定", ["本法第三条第二款第（一）项"]),
    ("zho", "第三条之一", ["第三条之一"]), ("zho", "前两款规定", ["前两款"]), ("zho", "下列项目", []),
    ("zho", "至第四条（略）", []), ("zho", "、第六条（删去）", []), ("kor", "(제3조의 특례)", ["제3조"]),
    ("zho-Hant", "應依本辦法訂定其內部作業準則，第六條", ["本辦法", "第六條"]),
    ("zho", "本条例的规定", ["本条例"]), ("zho", "前条件", []),
    ("kor", "제3조의2제2항제1호가목에 따라", ["제3조의2제2항제1호가목"]),
    ("kor", "제1항 각 호 외의 부분 단서", ["제1항 각 호 외의 부분 단서"]),
    ("kor", "제1호서식", ["제1호서식"]), ("kor", "제3호차목에 따라", ["제3호차목"]), ("kor", "제3호차량", []),
    ("kor", "가목부터 라목까지를 제외한", ["가목부터 라목까지"]),
    ("zho", "构成本解释规定的", ["本解释"]), ("zho", "核算成本办法", []),
    ("kor", "별표 1 제2호가목", ["별표 1 제2호가목"]), ("kor", "전조의 규정", ["전조"]), ("kor", "안전조치", []),
    ("eng", "paragraphs (a), (b) and (c)", ["paragraphs (a)", "(b)", "(c)"]),
    ("eng", "section 5 or 30 days", ["section 5"]),
    ("fra", "des paragraphes 9(3), 10(3) ou 11(3)", ["paragraphes 9(3)", "10(3)", "11(3)"]),
])
def test_spans(language: str, text: str, spans: list[str]) -> None:
    assert [text[item.start:item.end] for item in mentions(text, known(language))] == spans


@pytest.mark.parametrize(("text", "spans"), [
    ("根据宪法和本法第三条", ["宪法", "本法第三条"]), ("国家机关依照宪法第二条", ["宪法第二条"])])
def test_a_bare_name_begins_before_the_end_by_which_it_is_found(text: str, spans: list[str]) -> None:
    hit = known("zho").sought.search(text)
    assert hit
    assert text[hit.start()] == "法"
    assert [text[item.start:item.end] for item in mentions(text, known("zho"), sought=hit.start())] == spans


def test_every_language_with_references_has_a_level_for_whole_units() -> None:
    for name, language in schema().languages.items():
        found = grammar(language)
        if found:
            assert 0 <= found.articles < len(found.levels), name
            assert not found.sought.search("")


def test_a_language_without_references_has_no_grammar() -> None:
    assert grammar(schema().languages["jpn"]) is None
