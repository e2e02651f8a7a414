"""Definitions in written documents: what is marked in which language, and where the terms are marked as used."""

from __future__ import annotations

import re

import pytest
from diptych.akn.write import Written
from diptych.diagnostics import Position
from diptych.references.definitions import mark

from tests.base import schema

ARTICLES = "".join(f'<article eId="art_{number}"><num>{number}</num> <content><p eId="art_{number}__p_1">@{number}</p>'
                   "</content></article>\n" for number in range(1, 5))


def marked(language: str, *texts: str) -> str:
    """A small document with a text in each article."""
    body = ARTICLES
    for number in range(4):
        body = body.replace(f"@{number + 1}", texts[number] if number < len(texts) else "…")
    xml = f'<act><meta><references source="#x">\n</references></meta><body eId="body">{body}</body></act>'
    eids = re.findall(r'eId="([^"]*)"', xml)
    written = mark(Written(xml, dict.fromkeys(eids, Position("a.txt")), {}), schema().languages[language])
    unmarked = re.compile(r"</?(?:def|term)\b[^>]*>|<TLCTerm [^>]*>|\n\s*")
    assert unmarked.sub("", written.text) == unmarked.sub("", xml)
    assert set(re.findall(r'eId="([^"]*)"', written.text)) == set(written.positions)
    return written.text


def terms(language: str, text: str) -> list[str]:
    return re.findall(r'<def refersTo="#[^"]*">(.*?)</def>', marked(language, text))


def used(text: str) -> list[str]:
    """The marked uses: the term's definition, the eId, the words."""
    return [" ".join(match) for match in re.findall(
        r'<term refersTo="#defined-([^"]*)" eId="([^"]*)">(.*?)</term>', text)]


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("zho", "本法所称清洁生产，是指不断采取改进设计。", ["清洁生产"]),
    ("zho", "本条例所称节约能源（以下简称节能），是指加强用能管理。", ["节约能源", "节能"]),
    ("zho", "本解释所称“幼树”，是指胸径5厘米以下的树木。", ["幼树"]),
    ("zho", "前款规定的条约和重要协定是指：", ["条约和重要协定"]),
    ("zho", "自动化决策，是指通过计算机程序自动分析。", ["自动化决策"]),
    ("zho", "归侨是指回国定居的华侨。华侨是指定居在国外的中国公民。", ["归侨", "华侨"]),
    ("zho", "根据《中华人民共和国档案法》（以下简称《档案法》）的规定", ["档案法"]),
    ("zho-Hant", "本辦法所稱業務人員，係以從事推廣業務之人員。", ["業務人員"]),
    ("zho-Hant", "網路互連：指電信事業為使其用戶能與其他用戶通信。", ["網路互連"]),
    ("zho-Hant", "經濟部（以下簡稱本部）所屬各事業機構（以下簡稱各機構）", ["本部", "各機構"]),
    ("kor", '이 법에서 "골재"란 하천의 모래를 말한다.', ["골재"]),
    ("kor", '"공공부조"(公共扶助)란 생활을 보장하는 제도를 말한다.', ["공공부조"]),
    ("kor", "자원안보협의회(이하 이 조에서 “협의회”라 한다)를 둔다.", ["협의회"]),
    ("kor", "본법에서 구속이라 함은 구인과 구금을 포함한다.", ["구속"]),
    ("kor", "지역(이하 훈춘 국제협력시범구역이라 함)을 건설한다.", ["훈춘 국제협력시범구역"]),
    ("jpn", "この法律において「公害」とは、環境の保全上の支障をいう。", ["公害"]),
    ("jpn", "基本的な計画（以下「環境基本計画」という。）を定める。", ["環境基本計画"]),
    ("jpn", "国内　この法律の施行地をいう。", ["国内"]),
    ("eng", "“Act” means the Firearms Act.", ["Act"]),
    ("eng", "“abuse” (“camdriniaeth”) means physical abuse.", ["abuse"]),
    ("eng", "rate of pay means a base rate of pay.", ["rate of pay"]),
    ("eng", "the Library of the Town (hereinafter referred to as “the Library”) opens", ["the Library"]),
    ("eng", "For the purposes of this section, a ferry cable includes any rod.", ["ferry cable"]),
    ("fra", "« œuvre » s’entend de toute production.", ["œuvre"]),
    ("fra", "ministre Le membre du Conseil privé désigné. (Minister)", ["ministre"]),
    ("fra", "la bibliothèque (ci-après dénommée « la Bibliothèque »)", ["la Bibliothèque"]),
])
def test_a_defined_term_is_marked(language: str, text: str, expected: list[str]) -> None:
    assert terms(language, text) == expected


@pytest.mark.parametrize(("language", "text"), [
    ("zho", "本条例所称“以上”、“以下”，包括本数。"), ("zho", "由国务院指定的部门负责。"),
    ("zho", "第三条修改为：“本法所称清洁生产，是指改进设计。”"),
    ("zho-Hant", "各主管人員各就其主管事務，指揮監督所屬職員辦理之。"),
    ("kor", '법 제3조에서 "대통령령으로 정하는 자"란 다음 각 호의 자를 말한다.'),
    ("kor", '"연구원(이하 "연구원"이라 한다)"을 "과학원(이하 "과학원"이라 한다)"으로 한다.'),
    ("kor", "피고인(변호인을 포함한다. 이하 같다)은 100만원 이하의 벌금에 처한다."),
    ("jpn", "同項中「所属弁護士会」とあるのは、「会」と読み替えるものとする。"),
    ("eng", "determines the purposes and means of the processing"),
    ("eng", "by transmitting it by any electronic means, including facsimile"),
    ("fra", "Le gouverneur en conseil désigne tout membre."), ("und", "“Act” means the Firearms Act."),
])
def test_what_defines_nothing_stays_as_it_is(language: str, text: str) -> None:
    assert "<def" not in marked(language, text)


def test_the_first_use_in_each_article_is_marked() -> None:
    text = marked("zho", "读者证的管理", "本法所称读者证，是指证件。", "凭读者证，用读者证。", "读者证遗失的")
    assert used(text) == ["art_2 art_1__p_1__term_1 读者证", "art_2 art_3__p_1__term_1 读者证",
                          "art_2 art_4__p_1__term_1 读者证"]


def test_a_definition_of_one_article_is_for_it_alone() -> None:
    words = '협의회(이하 이 조에서 "협의회"라 한다)를 둔다.'
    assert used(marked("kor", "협의회에 관한 사항", words, "협의회는 회의를 연다.")) == []


@pytest.mark.parametrize(("language", "definition", "text"), [
    ("kor", '이 법에서 "자산"이란 권리를 말한다.', "자산관리공사는"), ("eng", "“band” means a group.", "the husband"),
    ("zho", "根据《食品安全法》（以下简称食品安全法）", "违反食品安全法律、法规的"),
    ("zho", "本法所称读者证，是指证件。", '<ref href="#art_1" eId="art_2__p_1__ref_1">读者证</ref>'),
    ("zho", "本法所称读者证，是指证件。", '<term refersTo="#a" eId="art_2__p_1__term_1">办法</term>和读者证'),
])
def test_no_use_is_marked_in_longer_words_and_links(language: str, definition: str, text: str) -> None:
    assert not [use for use in used(marked(language, definition, text)) if "art_2__" in use]


def test_a_term_that_is_defined_twice_is_marked_nowhere() -> None:
    assert used(marked("zho", "本法所称甲物，是指东西。", "本法所称甲物，是指物品。", "甲物归国家所有。")) == []


def test_the_ids_say_which_of_how_many() -> None:
    ids = re.compile(r'<def refersTo="#([^"]*)"')
    several = "经济部（以下简称本部）所属机构（以下简称各机构）"
    assert ids.findall(marked("zho", several)) == ["defined-art_1.1-2", "defined-art_1.2-2"]
    in_order = "(the “Élan”) and (the “Fund”)"
    assert ids.findall(marked("eng", in_order)) == ["defined-art_1.eng.1-2", "defined-art_1.eng.2-2"]
    assert ids.findall(marked("eng", "(the “Fund”) and (the “Act”)")) == ["defined-art_1.1-2", "defined-art_1.2-2"]
