"""The places where a line of a title or heading on a page may end."""

from __future__ import annotations

import pytest
from diptych.render.html.title_breaks import divided, line_pieces
from lxml import html


def test_a_title_on_a_page_may_break_after_its_phrases_and_keeps_its_text() -> None:
    title = ('<div><h1><span class="akn-docTitle"><span>国务院办公厅</span>关于（试行）<span>支持</span>'
             '<span>中国图们江区域（珲春）国际合作示范区</span>建设的若干意见</span><sup>[1]</sup></h1></div>')
    tree = html.fragment_fromstring(title)
    text = tree.text_content()
    divided(tree)
    assert tree.text_content() == text
    for place in tree.iter("wbr"):
        place.text = "|"
    assert tree.text_content() == (
        "国务院办公厅|关于|（试行）|支持|中国图们江区域|（珲春）|国际合作示范区|建设的若干意见[1]")


def test_a_title_with_spaces_breaks_at_them_alone() -> None:
    tree = html.fragment_fromstring('<div><p><span class="akn-docTitle">중국 <b>지역</b>(훈춘)</span></p></div>')
    assert divided(tree).find(".//wbr") is None


def test_a_heading_breaks_at_phrases_and_leaves_no_sign_alone() -> None:
    assert line_pieces("（四）鼓励先行先试，积极探索创新。") == ("（四）", "鼓励先行先试，", "积极探索创新。")
    assert line_pieces("基础设施建设和产业发展重点") == (
        "基础", *"设施建设和产业发展", "重点")
    assert line_pieces("执行2012年至2015年期间的规定") == (
        "执行", *("2012", "年", "至", "2015", "年", "期", "间", "的"), "规定")
    assert line_pieces("제1장 총칙（总则）") == ("제1장 총칙（总则）",)
    assert line_pieces("Part 1 General provisions") == ("Part 1 General provisions",)


@pytest.mark.parametrize(("title", "pieces"), [
    ("外国弁護士による法律事務の取扱い等に関する法律", "外国弁護士による|法律事務の|取扱い|等に|関する|法律"),
    ("製造物の欠陥により生じた損害の賠償に係る件", "製造物の|欠陥により|生じた|損害の|賠償に|係る件"),
    ("関税定率法及び関税暫定措置法の一部改正（抄）", "関税定率法及び|関税暫定措置法の|一部改正|（抄）"),
    ("製造物の欠陥により生じた「損害」の賠償に係る件", "製造物の|欠陥により|生じた|「損害」の|賠償に|係る件")])
def test_a_japanese_heading_breaks_behind_particles(title: str, pieces: str) -> None:
    assert "|".join(line_pieces(title)) == pieces


@pytest.mark.parametrize(("title", "pieces"), [
    ("附　則", "附　則"), ("附　則　（抄）", "附　則　|（抄）"), ("一　目标，任务", "一　目标，|任务"), ("一", "一")])
def test_a_single_character_is_on_the_line_of_what_it_stands_before(title: str, pieces: str) -> None:
    assert "|".join(line_pieces(title)) == pieces


def test_headings_of_a_page_have_places_to_break_too() -> None:
    tree = html.fragment_fromstring('<div><h2 class="akn-headline">一、目标，任务</h2><h2>一、目标，任务</h2></div>')
    assert [len(heading.findall("wbr")) for heading in divided(tree).iter("h2")] == [2, 0]
