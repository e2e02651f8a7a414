"""References in written documents: what is linked to which unit, and what stays text, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from diptych.akn.write import Written
from diptych.diagnostics import Position
from diptych.references.links import NOWHERE, Linked, link

from tests.base import schema

BODY = {
    "zho": """
<article eId="art_1"><num>第一条</num> <content><p eId="art_1__p_1">总则。</p></content></article>
<article eId="art_2"><num>第二条</num>
<paragraph eId="art_2__para_1"><intro><p eId="art_2__para_1__p_1">下列事项：</p></intro>
<subparagraph eId="art_2__para_1__subpara_1"><num>（一）</num>
<content><p eId="art_2__para_1__subpara_1__p_1">甲</p></content></subparagraph>
<subparagraph eId="art_2__para_1__subpara_2"><num>（二）</num>
<content><p eId="art_2__para_1__subpara_2__p_1">乙</p></content></subparagraph>
</paragraph>
<paragraph eId="art_2__para_2"><content><p eId="art_2__para_2__p_1">@</p></content></paragraph>
<paragraph eId="art_2__para_3"><content><p eId="art_2__para_3__p_1">丙</p></content></paragraph></article>
<article eId="art_3"><num>第三条</num> <content><p eId="art_3__p_1">丁</p></content></article>
""",
    "kor": """
<article eId="art_1"><num>제1조</num> <content><p eId="art_1__p_1">총칙.</p></content></article>
<article eId="art_2"><num>제2조</num>
<paragraph eId="art_2__para_1"><num>①</num> <intro><p eId="art_2__para_1__p_1">다음 각 호와 같다.</p></intro>
<subparagraph eId="art_2__para_1__subpara_1"><num>1.</num>
<content><p eId="art_2__para_1__subpara_1__p_1">갑</p></content></subparagraph>
<subparagraph eId="art_2__para_1__subpara_2"><num>2.</num>
<content><p eId="art_2__para_1__subpara_2__p_1">을</p></content></subparagraph>
</paragraph>
<paragraph eId="art_2__para_2"><num>②</num> <content><p eId="art_2__para_2__p_1">@</p></content></paragraph></article>
<article eId="art_2-2"><num>제2조의2</num> <content><p eId="art_2-2__p_1">정</p></content></article>
<article eId="art_3"><num>제3조</num> <content><p eId="art_3__p_1">무</p></content></article>
""",
    "eng": """
<section eId="sec_1"><num>1</num> <content><p eId="sec_1__p_1">Purpose.</p></content></section>
<section eId="sec_2"><num>2</num>
<subsection eId="sec_2__subsec_1"><num>(1)</num> <intro><p eId="sec_2__subsec_1__p_1">Each of</p></intro>
<paragraph eId="sec_2__subsec_1__para_1"><num>(a)</num>
<content><p eId="sec_2__subsec_1__para_1__p_1">a;</p></content></paragraph>
<paragraph eId="sec_2__subsec_1__para_2"><num>(b)</num>
<content><p eId="sec_2__subsec_1__para_2__p_1">b.</p></content></paragraph>
</subsection>
<subsection eId="sec_2__subsec_2"><num>(2)</num> <content><p eId="sec_2__subsec_2__p_1">@</p></content>
</subsection></section>
<section eId="sec_3"><num>3</num> <content><p eId="sec_3__p_1">End.</p></content></section>
"""}
BODY["zho-Hant"] = BODY["eng-articles"] = BODY["zho"]
BODY["fra"] = BODY["eng"]
TITLES = {"zho": "管理办法", "zho-Hant": "管理辦法", "kor": "관리법", "eng": "Library Act",
          "eng-articles": "Library Act", "fra": "Loi sur la lecture"}


def linked(language: str, text: str, documents: Mapping[str, tuple[str, ...]] = NOWHERE) -> Linked:
    """The text in the second paragraph of the second article of a small document."""
    body = BODY[language].replace("@", text)
    listed = '<FRBRuri value="/akn/cn/act/x/2020/1"/><references source="#x">\n</references>'
    preface = f'<preface><p eId="preface__p_1"><docTitle>{TITLES[language]}</docTitle></p></preface>'
    xml = f"<act><meta>{listed}</meta>{preface}{body}</act>"
    eids = re.findall(r'eId="([^"]*)"', xml)
    written = Written(xml, dict.fromkeys(eids, Position("a.txt")), {})
    return link(written, schema().languages[language.partition("-articles")[0]], documents)


def targets(language: str, text: str) -> list[str]:
    """The printed words of each reference and what it leads to."""
    xml = linked(language, text).written.data.decode()
    found = re.findall(r'<r?ref (?:href="#([^"]*)"|from="#([^"]*)" upTo="#([^"]*)") eId="[^"]*">([^<]*)<', xml)
    return [f"{words} {one or first + ' ' + last}" for one, first, last, words in found]


def codes(language: str, text: str) -> list[str]:
    return [item.code for item in linked(language, text).diagnostics]


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("zho", "依照本办法第三条的规定", ["本办法第三条 art_3"]),
    ("zho", "前款第（一）项、第二项规定的",
     ["前款第（一）项 art_2__para_1__subpara_1", "第二项 art_2__para_1__subpara_2"]),
    ("zho", "依照第一条、第三条和第二条第一款第二项",
     ["第一条 art_1", "第三条 art_3", "第二条第一款第二项 art_2__para_1__subpara_2"]),
    ("zho", "第一条至第三条", ["第一条至第三条 art_1 art_3"]),
    ("zho", "前条和本条第三款", ["前条 art_1", "本条第三款 art_2__para_3"]),
    ("zho", "第二条第二项", ["第二条第二项 art_2__para_1__subpara_2"]),
    ("zho-Hant", "依前項第一款之規定，準用第三條", ["前項第一款 art_2__para_1__subpara_1", "第三條 art_3"]),
    ("kor", "제1항제1호ㆍ제2호 및 제3조에 따른",
     ["제1항제1호 art_2__para_1__subpara_1", "제2호 art_2__para_1__subpara_2", "제3조 art_3"]),
    ("kor", "제1조부터 제3조까지의 규정", ["제1조부터 제3조까지 art_1 art_3"]),
    ("kor", "제2조의2 및 전조", ["제2조의2 art_2-2", "전조 art_1"]),
    ("kor", "전항 각 호의 경우", ["전항 각 호 art_2__para_1"]),
    ("kor", "제2조제1항과 같은 항 제2호", ["제2조제1항 art_2__para_1", "같은 항 제2호 art_2__para_1__subpara_2"]),
    ("eng", "under section 1, paragraph 2(1)(a) or (b) or subsection (1)",
     ["section 1 sec_1", "paragraph 2(1)(a) sec_2__subsec_1__para_1", "(b) sec_2__subsec_1__para_2",
      "subsection (1) sec_2__subsec_1"]),
    ("eng", "sections 1 to 3 apply", ["sections 1 to 3 sec_1 sec_3"]),
    ("eng-articles", "under Paragraph 2.1 or Article 3",
     ["Paragraph 2.1 art_2__para_1", "Article 3 art_3"]),
    ("eng-articles", "points (1) and (2) of Article 2, paragraph 1, of this Regulation", [
        "points (1) art_2__para_1__subpara_1", "(2) of Article 2, paragraph 1 art_2__para_1__subpara_2"]),
    ("fra", "aux articles 1 et 3 et à l’alinéa (1)b)",
     ["articles 1 sec_1", "3 sec_3", "alinéa (1)b) sec_2__subsec_1__para_2"]),
])
def test_a_reference_leads_to_its_unit(language: str, text: str, expected: list[str]) -> None:
    assert targets(language, text) == expected
    assert codes(language, text) == []


@pytest.mark.parametrize(("language", "text"), [
    ("zho", "（以下简称本法），依照本法第三条"), ("zho", "劳动合同第三条"), ("zho", "填写《申请表》"),
    ("zho", "人民防空教育法第三条"), ("zho", "合同及其附件"), ("zho-Hant", "信託契約及其附件影本"),
    ("zho-Hant", "提出之憲法修正案"), ("zho-Hant", "採用直線法、定率遞減法或其他方法"), ("zho-Hant", "或以他法處理"),
    ("zho-Hant", "或自治條例規定"), ("zho-Hant", "依下列辦法辦理"), ("zho-Hant", "依主管機關訂定之辦法"),
    ("zho-Hant", "依本條例第三條規定"), ("kor", "법 제3조에 따른"),
    ("kor", "종전의 제3조"), ("kor", "이장의 확인"),
    ("eng", "sections 1 and 3 of the Indian Act"), ("eng", "Article 3"), ("eng", "sub-paragraph (1)"),
    ("eng-articles", "Article 2, paragraph 1, of Regulation (EU) No 765/2008"),
    ("eng-articles", "Paragraph 2.1 of the Water Act"), ("eng-articles", "Paragraph 2.1"),
    ("eng-articles", "Paragraph 2.1, Subparagraph 2 of the Water Act"),
    ("fra", "à l’article 3 de la Loi sur les Indiens"), ("fra", "les deux premiers alinéas)"),
])
def test_what_belongs_to_another_document_stays_text(language: str, text: str) -> None:
    assert targets(language, text) == []


@pytest.mark.parametrize(("language", "text", "code"), [
    ("zho", "依照第九条", "R030"), ("zho", "第三条第一类", "R031"), ("kor", "제9조에 따라", "R030"),
    ("zho", '第二条第<term refersTo="#t">一款</term>', "R032"), ("eng", "section 9", "R030"),
])
def test_what_cannot_be_resolved_stays_text_and_says_why(language: str, text: str, code: str) -> None:
    assert targets(language, text) == []
    assert codes(language, text) == [code]


@pytest.mark.parametrize("words", ["第一条", "第九条", "《民法典》第三条"])
def test_a_link_of_the_text_itself_stays_as_it_is(words: str) -> None:
    assert targets("zho", f'依照<a href="https://a.example/">{words}</a>') == []
    assert codes("zho", f'依照<a href="https://a.example/">{words}</a>') == []


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("zho", "依照《民法典》第三条、第一条的规定", ["《民法典》第三条 民法典 第三条 art_3", "第一条 民法典 art_1"]),
    ("zho", "依照刑法第三条第一款", ["刑法第三条第一款 刑法 第三条第一款 art_3__para_1"]),
    ("zho", "依照《图书法》（以下简称图书法），违反图书法第八条的",
     ["《图书法》 图书法 ", "图书法第八条 图书法 第八条 art_8"]),
    ("zho", "《民法典》第三条至第五条", ["《民法典》第三条至第五条 民法典 art_3 art_5"]),
    ("zho", "见附件2", ["附件2 附件2 "]),
    ("zho-Hant", "應符合民用航空法第二條規定", ["民用航空法第二條 民用航空法 第二條 art_2"]),
    ("zho-Hant", "應依「圖書館閱覽要點」規定辦理", ["「圖書館閱覽要點」 圖書館閱覽要點 "]),
    ("zho-Hant", "依民用航空法第九條準用第二條及第三條", [
        "民用航空法第九條 民用航空法 第九條 art_9", "第二條 民用航空法 art_2",
        "第三條 民用航空法 art_3"]),
    ("zho-Hant", "依圖書館事業管理辦法第八條規定",
     ["圖書館事業管理辦法第八條 圖書館事業管理辦法 第八條 art_8"]),
    ("kor", "「민법」 제3조 및 제1조", ["「민법」 제3조 민법 제3조 art_3", "제1조 민법 art_1"]),
    ("kor", "「도로법」(이하 “법”이라 한다) 제5조, 법 제6조제1항 및 같은 법 제7조",
     ["「도로법」(이하 “법”이라 한다) 제5조 도로법 제5조 art_5", "법 제6조제1항 도로법 제6조제1항 art_6__para_1",
      "같은 법 제7조 도로법 제7조 art_7"]),
    ("kor", "별지 제1호서식에 따라", ["별지 제1호서식 별지 제1호서식 "]),
    ("kor", "「도서 관리에 관한 법률」(이하 “도서법”이라 한다) 제5조, 도서법에 따른 책과 도서법 제6조", [
        "「도서 관리에 관한 법률」(이하 “도서법”이라 한다) 제5조 도서 관리에 관한 법률 제5조 art_5",
        "도서법 도서 관리에 관한 법률 ", "도서법 제6조 도서 관리에 관한 법률 제6조 art_6"]),
    ("kor", "「도서법」 제5조(제2항은 제외한다), 제6조, 제2장제1절(제12조제2항은 제외한다) 및 제20조를 준용한다", [
        "「도서법」 제5조 도서법 제5조 art_5", "제2항 도서법 art_5__para_2", "제6조 도서법 art_6",
        "제2장제1절 도서법 chp_2__sec_1", "제12조제2항 도서법 art_12__para_2", "제20조 도서법 art_20"]),
    ("kor", "「도서법」 제2편제5장에 따른 책(제16조의3 및 제18조에 따른 책은 제외한다)", [
        "「도서법」 제2편제5장 도서법 제2편제5장 part_2__chp_5", "제16조의3 도서법 art_16-3", "제18조 도서법 art_18"]),
    ("kor", "「도서법」 제12조에 따른 중앙도서관과 제13조에 따른 분관 및 제13조의2에 따른 서고", [
        "「도서법」 제12조 도서법 제12조 art_12", "제13조 도서법 art_13", "제13조의2 도서법 art_13-2"]),
    ("kor", "[「도서법」 제2조제1호나목의 책(「출판법」 제2조제3호의 책을 말한다), 같은 호 다목의 책]", [
        "「도서법」 제2조제1호나목 도서법 제2조제1호나목 art_2__subpara_1__point_2",
        "「출판법」 제2조제3호 출판법 제2조제3호 art_2__subpara_3", "같은 호 다목 도서법 art_2__subpara_1__point_3"]),
    ("zho", "构成刑法第九条规定的甲罪和第十条规定的乙罪的", ["刑法第九条 刑法 第九条 art_9", "第十条 刑法 art_10"]),
    ("zho-Hant", "依圖書館法 (以下簡稱本法) 第五條規定", ["圖書館法 (以下簡稱本法) 第五條 圖書館法 第五條 art_5"]),
    ("zho-Hant", "依憲法增修條文第五條第一項、第六條第二項行使", [
        "憲法增修條文第五條第一項 憲法增修條文 第五條第一項 art_5__para_1", "第六條第二項 憲法增修條文 art_6__para_2"]),
    ("zho-Hant", "依公務人員退休法施行細則第七條", [
        "公務人員退休法施行細則第七條 公務人員退休法施行細則 第七條 art_7"]),
    ("zho-Hant", "依都市計畫法臺灣省施行細則第七條", [
        "都市計畫法臺灣省施行細則第七條 都市計畫法臺灣省施行細則 第七條 art_7"]),
    ("zho-Hant", "依廢止前圖書管理規則進用", ["圖書管理規則 圖書管理規則 "]),
    ("zho-Hant", "應依信託法為信託登記", ["信託法 信託法 "]),
    ("zho-Hant", "依消費者債務清理條例更生", ["消費者債務清理條例 消費者債務清理條例 "]),
    ("zho-Hant", "依圖書館組織條例及圖書館約僱人員僱用辦法進用", [
        "圖書館組織條例 圖書館組織條例 ", "圖書館約僱人員僱用辦法 圖書館約僱人員僱用辦法 "]),
    ("zho-Hant", "依各機關學校圖書館設置管理辦法設置", ["各機關學校圖書館設置管理辦法 各機關學校圖書館設置管理辦法 "]),
    ("zho-Hant", "大法官依憲法訴訟法審理", ["憲法訴訟法 憲法訴訟法 "]),
    ("zho-Hant", "民法第九條第三項拆除書架、第十二條第一項繳納費用及第二項之期限", [
        "民法第九條第三項 民法 第九條第三項 art_9__para_3", "第十二條第一項 民法 art_12__para_1",
        "第二項 民法 art_12__para_2"]),
    ("zho-Hant", "民法第九條第三款之一定金額", ["民法第九條第三款 民法 第九條第三款 art_9__subpara_3"]),
    ("zho-Hant", "依所得稅法第十四條第一項第三類規定", [
        "所得稅法第十四條第一項 所得稅法 第十四條第一項 art_14__para_1"]),
])
def test_other_documents_are_listed_in_the_metadata(language: str, text: str, expected: list[str]) -> None:
    xml = linked(language, text).written.text
    entries = {eid: (words, unit) for eid, unit, words in re.findall(
        r'<TLCReference eId="([^"]*)" href="[^"#]*#?([^"]*)" showAs="([^"]*)"', xml)}
    found = re.findall(r'<r?ref (?:href="#([^"]*)"|from="#([^"]*)" upTo="#([^"]*)") eId="[^"]*">([^<]*)<', xml)
    assert [f"{words} {entries[one or first][0]} " + " ".join(entries[eid][1] for eid in (one, first, last) if eid)
            for one, first, last, words in found] == expected
    assert codes(language, text) == []


@pytest.mark.parametrize(("language", "text", "words"), [
    ("zho", "依照刑法第九条的规定和第三条", "刑法第九条"),
    ("kor", "「민법」 제3조에 따른 도로 및 제1조에 따른", "「민법」 제3조"),
])
def test_a_unit_that_may_be_of_the_other_document_stays_text(language: str, text: str, words: str) -> None:
    assert targets(language, text) == [f"{words} cited-1"]
    assert codes(language, text) == ["R031"]


def test_this_document_as_a_whole_is_its_iri() -> None:
    text = linked("zho", "依照本办法").written.text
    assert '<ref href="/akn/cn/act/x/2020/1" eId="art_2__para_2__p_1__ref_1">本办法</ref>' in text


def test_the_article_before_the_first_of_an_extract_is_not_there() -> None:
    """A code whose article L213-1 was repealed begins with L213-2."""
    xml = ('<act><meta/><body><article eId="art_l213-2"><num>Article L213-2</num><content><p eId="art_l213-2__p_1">Les '
           "livres, définis à l'article précédent, sont lus.</p></content></article></body></act>")
    linked = link(Written(xml, {"art_l213-2__p_1": Position("a.txt")}, {}), schema().languages["fra"], NOWHERE)
    assert "<ref" not in linked.written.data.decode()
    assert [item.code for item in linked.diagnostics] == ["R030"]


def test_known_documents_have_their_iri() -> None:
    known = {"民法典": ("/akn/cn/act/npc/2020/1",), "国发〔2010〕12号": ("/akn/cn/act/guofa/2010/12",),
             "条例": ("/akn/cn/act/a/2020/1", "/akn/cn/act/b/2020/1")}
    made = linked("zho", '<ref href="#t" eId="t">《民法典》</ref>第三条和《条例》第一条', known)
    assert '<ref href="/akn/cn/act/npc/2020/1/~art_3" eId="art_2__para_2__p_1__ref_1">《民法典》第三条</ref>' in (
        made.written.text)
    assert [item.code for item in made.diagnostics] == ["R036"]
    numbered = linked("zho", "按照国发〔2010〕12号和国发〔2011〕3号", known).written.text
    assert re.findall(r'<ref href="([^"]*)" eId="[^"]*">([^<]*)<', numbered) == [
        ("/akn/cn/act/guofa/2010/12", "国发〔2010〕12号")]


def test_amendments_of_this_document_lead_to_its_units() -> None:
    addenda = ('</p></content></paragraph></article>'
               '<hcontainer eId="hcontainer_1"><heading eId="h">부칙(도로법)</heading>'
               '<article eId="hcontainer_1__art_2">'
               '<heading eId="hh">(다른 법령의 개정)</heading>'
               '<p eId="hcontainer_1__art_2__p_1">관리법 일부를 다음과 같이 개정한다.</p>'
               '<p eId="hcontainer_1__art_2__p_2">제1조 및 제3조 중 "제2조"를 "제4조"로 한다.</p>'
               '</article></hcontainer><article eId="art_9"><content><p eId="z">')
    xml = linked("kor", addenda).written.text
    assert re.findall(r'<ref href="([^"]*)" eId="[^"]*">([^<]*)<', xml) == [
        ("/akn/cn/act/x/2020/1", "관리법"), ("#art_1", "제1조"), ("#art_3", "제3조")]


def test_names_of_unknown_documents_are_left_out_unless_they_are_wanted() -> None:
    xml = ('<act><meta><references source="#x">\n</references></meta>'
           '<article eId="art_1"><content><p eId="art_1__p_1">依照《图书法》第三条</p></content></article></act>')
    written = Written(xml, dict.fromkeys(("art_1", "art_1__p_1"), Position("a.txt")), {})
    whole, brief = (link(written, schema().languages["zho"], named=named) for named in (True, False))
    assert "图书法" in whole.names
    assert not brief.names
    assert brief.written == whole.written


def test_units_of_an_attachment_are_those_of_its_own() -> None:
    chapters = "".join(f'<chapter eId="{part}chp_1"><p eId="{part}chp_1__p_1">依照第一章</p></chapter>'
                       for part in ("", "att_1__", "att_2__"))
    xml = f'<act><meta><references source="#x">\n</references></meta>{chapters}</act>'
    written = Written(xml, dict.fromkeys(re.findall(r'eId="([^"]*)"', xml), Position("a.txt")), {})
    assert re.findall(r'<ref href="([^"]*)"', link(written, schema().languages["zho"]).written.text) == [
        "#chp_1", "#att_1__chp_1", "#att_2__chp_1"]


def test_a_document_without_references_stays_as_it_is() -> None:
    for language in BODY:
        plain = linked(language, "x").written
        assert plain.data.count(b"ref ") == 0


def test_references_are_numbered_with_those_that_are_there() -> None:
    text = '第三条和<ref href="#t" eId="art_2__para_2__p_1__ref_1">《规划》</ref>以及第一条'
    made = linked("zho", text).written
    assert re.findall(r'href="(#\w+)" eId="art_2__para_2__p_1__ref_(\d)"', made.data.decode()) == [
        ("#art_3", "1"), ("#t", "2"), ("#art_1", "3")]
    assert {f"art_2__para_2__p_1__ref_{number}" for number in (1, 2, 3)} <= made.positions.keys()


def test_two_units_of_one_number_are_no_target() -> None:
    text = '依照第三条</p></content></paragraph></article><article eId="art_3__oc_2"><p eId="x">'
    assert codes("zho", text) == ["R031"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Section 2 of the Widgets Act applies.", ["Section 2 > /akn/ca/act/1/~sec_2", "Widgets Act > /akn/ca/act/1"]),
    ("Subsections 2(1) and 4(2) of the Widgets Act apply.",
     ["Subsections 2(1) > /akn/ca/act/1/~sec_2__subsec_1", "4(2) > /akn/ca/act/1/~sec_4__subsec_2",
      "Widgets Act > /akn/ca/act/1"]),
    ("The Widgets Act, section 3 applies.", ["Widgets Act, section 3 > /akn/ca/act/1/~sec_3"]),
    ("The Public Widgets Act and section 3 of the Widgets Actuaries Code apply.", []),
])
def test_known_english_acts_stand_behind_their_sections(text: str, expected: list[str]) -> None:
    xml = linked("eng", text, {"Widgets Act": ("/akn/ca/act/1",)}).written.data.decode()
    found = re.findall(r'<ref href="(/[^"]*)" eId="[^"]*">([^<]*)<', xml)
    assert [f"{words} > {address}" for address, words in found] == expected


@pytest.mark.parametrize(("words", "unit"), [("도서심의회", "art_3"), ("도서위원회", "cited-2")])
def test_an_article_whose_heading_is_behind_its_number_is_one_of_this_document(words: str, unit: str) -> None:
    heading = '</p><heading eId="art_3__heading">(도서심의회)</heading><p eId="art_2__para_9__p_1">'
    text = f"「도서법」 제1조에 따른 심사, 제3조에 따른 {words}의 심의{heading}"
    assert targets("kor", text) == ["「도서법」 제1조 cited-1", f"제3조 {unit}"]


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("kor", "제2조제1항의 책(「민법」 제3조의 책을 포함한다)은 같은 항 제2호의", [
        "제2조제1항 art_2__para_1", "「민법」 제3조 cited-1", "같은 항 제2호 art_2__para_1__subpara_2"]),
    ("kor", "제2조제1항의 책 중 「민법」 제3조에 따른 책은 같은 항 제2호의", [
        "제2조제1항 art_2__para_1", "「민법」 제3조 cited-1", "같은 항 제2호 art_2__para_1__subpara_2"]),
    ("kor", "제2조제1항에 따른다. 이 경우 같은 항 제2호의", [
        "제2조제1항 art_2__para_1", "같은 항 제2호 art_2__para_1__subpara_2"]),
    ("zho-Hant", "依民法第一條申請者，準用第三條", ["民法第一條 cited-1", "第三條 art_3"]),
    ("zho-Hant", "違反第二條第一項或依第三項所定辦法", ["第二條第一項 art_2__para_1", "第三項 art_2__para_3"]),
    ("kor", "「민법」 제3조에도 불구하고 도서관장 또는 제1조에 따른 자", ["「민법」 제3조 cited-1", "제1조 art_1"]),
    ("zho-Hant", "依民法第一條規定，應依第三條辦理", ["民法第一條 cited-1", "第三條 art_3"]),
    ("zho-Hant", "第二條第一項第一款圖書之購置及第二款期刊之購置", [
        "第二條第一項第一款 art_2__para_1__subpara_1", "第二款 art_2__para_1__subpara_2"]),
    ("zho", "依照《民法典》第三条规定的原则，依照第一条的规定", ["《民法典》第三条 cited-1", "第一条 art_1"]),
])
def test_the_reference_before_is_the_one_that_can_be_meant(language: str, text: str, expected: list[str]) -> None:
    assert targets(language, text) == expected
