"""Judgments and contracts are recognised by what they print; their court, docket, parties and panel are marked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from diptych.akn.names import local
from diptych.compile.single_text import Options, convert
from diptych.draft import Block, Draft
from diptych.readers.editing.inlines import marks, published
from diptych.readers.formats.lines import lines
from diptych.readers.structure.identity import identify
from diptych.readers.structure.structure import read
from diptych.validate import xsd
from diptych.validate.context import Subject

from tests import base
from tests.readers import packages
from tests.readers.reading import COUNTRIES, LANGUAGES, draft

ENGLISH = """Neutral Citation Number: [2024] EWHC 1 (Ch)
Case No: BL-2024-000001

IN THE HIGH COURT OF JUSTICE
CHANCERY DIVISION
Royal Courts of Justice
Strand, London, WC2A 2LL

Date: 4 July 2024

Before :

MRS JUSTICE ONE
sitting as a judge of the division

- - - - - - - - - -

Between :

(1) FIRST LIMITED
(a company of the law of
England)
(2) SECOND PLC

Claimants

- and -

JANE DOE

Defendant

- - - - - - - - - -

Ann Other KC (instructed by Firm LLP) for the Claimants

JUDGMENT

Mrs Justice One :

Introduction

1. This is the first paragraph of the judgment.

2. This is the second one, which has two parts:

(a) one;

(b) the other.
"""
CHINESE = """某省某市人民法院
民 事 判 决 书
（2021）某01民初8号
原告：甲公司，住所地某市。
委托诉讼代理人：丙，律师。
被告：乙，女，1978年8月8日出生。
原告甲公司与被告乙买卖合同纠纷一案，本院于2021年3月1日立案后，依法公开开庭进行了审理，现已审理终结。
本院认为，合同有效。依照《中华人民共和国民法典》第五百零九条规定，判决如下：
一、被告乙支付原告货款；
二、驳回其他请求。
如不服本判决，可以在判决书送达之日起十五日内上诉。
审 判 长　丁 某
人民陪审员　戊某
二〇二一年六月十五日
书 记 员　己某
"""
KOREAN = """서 울 지 방 법 원
판 결
사    건    2019가합512345 손해배상
원    고    주식회사 갑
피    고    을
판 결 선 고    2020. 6. 11.
주 문
1. 피고는 원고에게 10,000,000원을 지급하라.
이 유
1. 원고는 피고와 매매계약을 체결하였다.
재판장 판사 김갑동
판사 이을남
"""
TAIWANESE = """裁判字號：臺灣甲地方法院 112 年度訴字第 12 號民事判決
裁判日期：民國 112 年 05 月 06 日
裁判案由：給付工程款
臺灣甲地方法院民事判決
112年度訴字第12號
原　　　告　甲公司
法定代理人　丙
被　　　告　乙
上列當事人間請求給付工程款事件，本院於民國112年4月1日言詞辯論終結，判決如下：
　　主　文
被告應給付原告新臺幣十萬元。
　　事實及理由
一、原告主張：兩造訂有契約。
二、被告未到場。
如對本判決上訴，須於判決送達後二十日內提出。
中華民國112年5月6日
民事第一庭　法　官　丁
書記官　戊
"""
JAPANESE = """令和５年６月１２日判決言渡
令和４年（ワ）第１２３号　損害賠償請求事件
判　　　決
原　　　告　　甲株式会社
同訴訟代理人弁護士　　丙
被　　　告　　乙
主　　　文
原告の請求を棄却する。
事実及び理由
本件は、原告が損害賠償を求める事案である。
甲地方裁判所民事第１部
裁判長裁判官　　丁
裁判官　　戊
"""
FRENCH = """COUR DE CASSATION
Audience publique du 12 mai 2021
Pourvoi n° Z 19-12.345
ECLI:FR:CCASS:2021:C100123
RÉPUBLIQUE FRANÇAISE
AU NOM DU PEUPLE FRANÇAIS
ARRÊT DE LA COUR DE CASSATION
Demandeur(s) : M. Un, domicilié à Paris
Défendeur(s) : la société Deux
La Cour a rendu le présent arrêt.
Faits et procédure
1. Selon l'arrêt attaqué, M. Un a conclu un contrat.
Examen du moyen
2. Le moyen n'est pas fondé.
PAR CES MOTIFS, la Cour :
REJETTE le pourvoi ;
"""
LICENCE = """LICENCE AGREEMENT
This Agreement is made between A Limited (the "Owner") and B Limited (the "User").
1. The User may use it.
"""


def marked(made: Draft) -> Iterator[tuple[str, str]]:
    """The parts that are marked in front and back matter: name and words."""
    for block in (*made.preface, *made.preamble, *made.conclusions):
        if isinstance(block, Block):
            yield from ((mark.name, published(mark.content)) for mark in marks(block.content))


def sections(made: Draft) -> list[str]:
    return [unit.section for unit in made.body if unit.section]


def test_an_english_judgment() -> None:
    made = draft(ENGLISH, "eng", "gb")
    assert (made.element, made.name) == ("judgment", "judgment")
    assert list(marked(made)) == [
        ("neutralCitation", "[2024] EWHC 1 (Ch)"), ("docketNumber", "BL-2024-000001"),
        ("courtType", "IN THE HIGH COURT OF JUSTICE"), ("courtType", "CHANCERY DIVISION"), ("docDate", "4 July 2024"),
        ("judge", "MRS JUSTICE ONE"), ("party", "FIRST LIMITED"), ("party", "SECOND PLC"), ("party", "JANE DOE")]
    assert sections(made) == ["decision"]
    speaker, caption = made.body
    assert (speaker.element, caption.element) == ("level", "hcontainer")
    assert [(unit.element, unit.number) for unit in caption.children] == [("paragraph", "1"), ("paragraph", "2")]
    assert [unit.element for unit in caption.children[1].children] == ["subparagraph", "subparagraph"]
    assert identify(made).title == "[2024] EWHC 1 (Ch)"
    assert (identify(made).number, identify(made).date) == ("BL-2024-000001", "2024-07-04")


def test_a_numbered_heading_among_numbered_paragraphs_is_no_paragraph() -> None:
    """1 alone between 2 and 3 is none; with a 2 behind it, it begins a series."""
    issues = ENGLISH.replace("(a) one;\n\n(b) the other.", "(1) Is it valid?\n\n(2) Was it registered?\n\n{}")
    single = draft(issues.format("1. The Charge\n\n3. It is valid.\n\n4. It was registered.\n"), "eng", "gb")
    assert [unit.number for unit in single.body[1].children] == ["1", "2", "3", "4"]
    series = draft(issues.format("1. It is valid.\n\n2. It was registered.\n"), "eng", "gb")
    assert [unit.number for unit in series.body[1].children].count("1") == 2


def test_a_chinese_judgment() -> None:
    made = draft(CHINESE)
    assert list(marked(made)) == [
        ("courtType", "某省某市人民法院"), ("docTitle", "民 事 判 决 书"), ("docketNumber", "（2021）某01民初8号"),
        ("party", "甲公司"), ("party", "乙"), ("judge", "丁 某"), ("judge", "戊某"),
        ("docDate", "二〇二一年六月十五日")]
    assert sections(made) == ["background", "motivation", "decision", "remedies"]
    assert [unit.number for unit in made.body] == ["", "", "1", "2", ""]


def test_a_korean_judgment() -> None:
    made = draft(KOREAN, "kor", "kr")
    assert list(marked(made)) == [
        ("courtType", "서 울 지 방 법 원"), ("docTitle", "판 결"), ("docketNumber", "2019가합512345"),
        ("party", "주식회사 갑"), ("party", "을"), ("docDate", "2020. 6. 11"), ("judge", "김갑동"), ("judge", "이을남")]
    assert sections(made) == ["decision", "motivation"]


@pytest.mark.parametrize(("text", "code", "land", "parts", "parted"), [
    (TAIWANESE, "zho-Hant", "tw", [
        ("docketNumber", "112 年度訴字第 12 號"), ("docDate", "民國 112 年 05 月 06 日"),
        ("courtType", "臺灣甲地方法院"),
        ("docketNumber", "112年度訴字第12號"), ("party", "甲公司"), ("party", "乙"),
        ("docDate", "中華民國112年5月6日"),
        ("judge", "丁")], ["introduction", "decision", "motivation", "remedies"]),
    (JAPANESE, "jpn", "jp", [
        ("docDate", "令和５年６月１２日"), ("docketNumber", "令和４年（ワ）第１２３号"), ("docTitle", "判　　　決"),
        ("party", "甲株式会社"), ("party", "乙"), ("courtType", "甲地方裁判所民事第１部"), ("judge", "丁"),
        ("judge", "戊")],
     ["decision", "motivation"]),
    (FRENCH, "fra", "fr", [
        ("courtType", "COUR DE CASSATION"), ("docDate", "12 mai 2021"), ("docketNumber", "Z 19-12.345"),
        ("neutralCitation", "ECLI:FR:CCASS:2021:C100123"), ("docTitle", "ARRÊT DE LA COUR DE CASSATION"),
        ("party", "M. Un"), ("party", "la société Deux")], ["introduction", "background", "motivation", "decision"]),
])
def test_judgments_of_other_languages(text: str, code: str, land: str, parts: list[tuple[str, str]],
                                      parted: list[str]) -> None:
    made = draft(text, code, land)
    assert (made.element, made.name) == ("judgment", "judgment")
    assert list(marked(made)) == parts
    assert sections(made) == parted


@pytest.mark.parametrize(("text", "code", "land", "parties"), [
    ("房屋租赁合同\n甲方（出租人）：张三\n乙方（承租人）：李四\n第一条 甲方出租。\n", "zho", "cn", ["张三", "李四"]),
    ("부동산 매매계약서\n매도인: 김갑동\n매수인: 이을남\n제1조(목적) 매매한다.\n", "kor", "kr", ["김갑동", "이을남"]),
    (LICENCE, "eng", "gb", ["A Limited", "B Limited"]),
])
def test_a_contract_is_a_document_with_its_parties(text: str, code: str, land: str, parties: list[str]) -> None:
    made = draft(text, code, land)
    assert (made.element, made.name) == ("doc", "contract")
    assert [words for name, words in marked(made) if name == "party"] == parties


@pytest.mark.parametrize(("text", "code", "land"), [
    ("关于印发房屋租赁合同示范文本的通知\n各单位：\n现将合同印发。\n合同\n甲方：张三\n", "zho", "cn"),
    ("某市人民法院规定\n第一条 判决书须送达。\n", "zho", "cn"),
    ("An Act about courts\n1. The Court means the High Court.\nCase No: is a term.\n", "eng", "gb"),
    ("法院組織法\n第一條 判決應以書面為之。\n第二條 裁定亦同。\n", "zho-Hant", "tw"),
    ("Loi n° 2020-1 du 2 mai 2020\nArticle 1\nLe Conseil d'État juge.\nArticle 2\nJugement\n", "fra", "fr"),
    ("裁判所法\n第一条　判決は公開する。\n", "jpn", "jp"),
    ("법원조직법\n제1조(목적) 이 법은 판결에 관한 것이다.\n", "kor", "kr"),
])
def test_a_law_that_names_courts_or_contracts_is_none(text: str, code: str, land: str) -> None:
    assert draft(text, code, land).element == ""


def test_names_in_tables_are_marked() -> None:
    row = "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    cells = "".join(map(row.format, ("ANN ONE", "Claimant", "- and -", "BEN TWO", "Defendant")))
    table = f"<w:tbl>{cells}</w:tbl>"
    rows = ("[2024] EWHC 2 (Ch)", "IN THE HIGH COURT OF JUSTICE", "Between :", table, "JUDGMENT",
            "1. The first paragraph.", "2. The second paragraph.")
    body = "".join(text if text.startswith("<") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in rows)
    made = convert(packages.word(body), "a.docx", base.schema(), Options("eng", "gb")).value
    assert made is not None
    named = made.document.main.findall(".//a:party", {"a": made.document.root.nsmap[None]})
    assert ["".join(item.itertext()) for item in named] == ["ANN ONE", "BEN TWO"]
    assert [made.document.shown(item.get("refersTo", "")) for item in named] == ["ANN ONE", "BEN TWO"]


@pytest.mark.parametrize(("text", "code"), [
    (ENGLISH, "eng"), (CHINESE, "zho"), (KOREAN, "kor"), (TAIWANESE, "zho-Hant"), (JAPANESE, "jpn"), (FRENCH, "fra")])
def test_a_judgment_is_valid(text: str, code: str) -> None:
    made = convert(text.encode(), "a.txt", base.schema(), Options(code)).value
    assert made is not None
    assert made.document.work_iri.split("/")[3] == "judgment"
    assert [local(child.tag) for child in made.document.main][:3] == ["meta", "header", "judgmentBody"]
    assert list(xsd.validate(Subject(made.document, made.language, "a.txt", {}))) == []


def test_the_editor_decides_what_a_text_is() -> None:
    given = lines(CHINESE, "a.txt").value
    assert given is not None
    assert read(given, LANGUAGES["zho"], COUNTRIES["cn"], "act").known.element == ""
    translated = lines("A court\n\nThe first paragraph.\n", "a.txt").value
    assert translated is not None
    assert read(translated, LANGUAGES["eng"], COUNTRIES["cn"], "judgment").known.element == "judgment"
