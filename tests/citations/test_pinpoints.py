"""What citations call a clause."""

from __future__ import annotations

import pytest
from diptych.akn.document import Document
from diptych.citations.pinpoints import pinpoint

from tests.base import citation_styles
from tests.render.small import document, twins

WORDS = citation_styles().words
LAW = """<body eId="body"><chapter eId="chp_2"><num>第二章</num><section eId="chp_2__sec_1"><num>第一节</num>
<article eId="art_12"><num>第十二条</num><paragraph eId="art_12__para_1"><content eId="art_12__para_1__content">
<p eId="art_12__para_1__p_1">一。</p></content></paragraph>
<paragraph eId="art_12__para_2"><intro eId="art_12__para_2__intro"><p eId="art_12__para_2__p_1">二：</p></intro>
<subparagraph eId="art_12__para_2__subpara_3"><num>（三）</num><content eId="art_12__para_2__subpara_3__content">
<p eId="art_12__para_2__subpara_3__p_1">三。</p></content></subparagraph></paragraph></article>
<article eId="art_12-2"><num>第十二条之二</num><content eId="art_12-2__content"><p eId="art_12-2__p_1">一。</p>
<p eId="art_12-2__p_2">二。</p></content></article></section></chapter></body>"""


@pytest.mark.parametrize(("language", "eid", "called"), [
    ("zho", "sec_1", "第一部分"), ("zho", "sec_1__para_1", "第一部分第（一）项"),
    ("zho", "sec_1__para_1__p_1", "第一部分第（一）项"), ("zho", "preface", "标题部分"),
    ("kor", "sec_1", "제1부분"), ("kor", "sec_1__para_1", "제1부분 (1)"), ("kor", "sec_1__p_1", "제1부분"),
    ("eng", "sec_1__para_1", "pt. 1(1)"), ("eng", "sec_9", ""),
])
def test_a_clause_of_a_policy_document(language: str, eid: str, called: str) -> None:
    assert pinpoint(twins(), eid, WORDS[language]) == called


@pytest.mark.parametrize(("language", "eid", "called"), [
    ("zho", "chp_2", "第2章"), ("zho", "chp_2__sec_1", "第2章第1节"), ("zho", "art_12", "第12条"),
    ("zho", "art_12__para_2", "第12条第2款"), ("zho", "art_12__para_2__subpara_3", "第12条第2款第（三）项"),
    ("zho", "art_12-2", "第12条之2"), ("zho", "art_12-2__p_2", "第12条之2第2段"),
    ("kor", "art_12__para_2__subpara_3", "제12조 제2항 제3호"), ("kor", "art_12-2", "제12조의2"),
    ("eng", "art_12__para_2__subpara_3", "art. 12 para. 2(3)"), ("eng", "art_12-2", "art. 12-2"),
    ("eng", "chp_2__sec_1", "ch. 2 § 1"),
])
def test_a_clause_of_a_law(language: str, eid: str, called: str) -> None:
    assert pinpoint((document(LAW),), eid, WORDS[language]) == called


ACT = """<body eId="body"><part eId="part_1"><num>PART 1</num><section eId="part_1__sec_2"><num>2.</num>
<subsection eId="part_1__sec_2__subsec_1"><num>(1)</num><content eId="part_1__sec_2__subsec_1__content">
<p eId="part_1__sec_2__subsec_1__p_1">One.</p></content></subsection></section></part></body>"""


@pytest.mark.parametrize(("language", "country", "called"), [
    ("eng", "gb", "pt. 1 § 2(1)"), ("zho", "gb", "第1编第2条第1款"), ("kor", "gb", "제1편 제2조 제1항"),
    ("eng", "cn", "pt. 1 pt. 2 subdiv. 1"),
])
def test_acts_of_common_law_are_cited_by_sections(language: str, country: str, called: str) -> None:
    act = document(ACT)
    for element in act.root.iter("{*}FRBRthis", "{*}FRBRuri"):
        element.set("value", element.get("value", "").replace("/akn/cn/", f"/akn/{country}/"))
    assert pinpoint((Document(act.root),), "part_1__sec_2__subsec_1", WORDS[language]) == called


LETTERS = """<body eId="body"><section eId="sec_2"><num>2</num><subsection eId="sec_2__subsec_2"><num>(2)</num>
<paragraph eId="sec_2__subsec_2__para_2"><num>NUM</num><subparagraph eId="sec_2__subsec_2__para_2__subpara_4">
<num>(iv)</num><content eId="c"><p eId="sec_2__subsec_2__para_2__subpara_4__p_1">One.</p></content></subparagraph>
</paragraph></subsection></section></body>"""


@pytest.mark.parametrize(("language", "number", "called"), [
    ("eng", "(b)", "§ 2(2)(b)(iv)"), ("eng", "b)", "§ 2(2)(b)(iv)"), ("eng", "(b.1)", "§ 2(2)(b.1)(iv)"),
    ("kor", "(b)", "제2조 제2항 (b) (iv)"), ("zho", "b)", "第2条第2款第b)项第(iv)项"), ("eng", "(2)", "§ 2(2)(2)(iv)"),
])
def test_a_unit_with_a_letter_is_called_by_it(language: str, number: str, called: str) -> None:
    act = document(LETTERS.replace("NUM", number))
    for element in act.root.iter("{*}FRBRthis", "{*}FRBRuri"):
        element.set("value", element.get("value", "").replace("/akn/cn/", "/akn/ca/"))
    assert pinpoint((Document(act.root),), "sec_2__subsec_2__para_2__subpara_4", WORDS[language]) == called


ADDENDA = """<body eId="body"><article eId="art_2"><num>제2조</num><content eId="c">
<p eId="art_2__p_1">One.</p></content></article>
<hcontainer name="addenda" eId="hcontainer_1"><heading eId="h">부칙</heading>
<chapter eId="hcontainer_1__chp_1"><num>제1장</num><article eId="hcontainer_1__art_2"><num>제2조</num>
<content eId="d"><p eId="hcontainer_1__art_2__p_1">Two.</p></content></article></chapter></hcontainer></body>"""


@pytest.mark.parametrize(("language", "eid", "called"), [
    ("kor", "art_2", "제2조"), ("kor", "hcontainer_1", "부칙"), ("kor", "hcontainer_1__art_2", "부칙 제2조"),
    ("zho", "hcontainer_1__art_2", "附则第2条"), ("eng", "hcontainer_1__art_2", "addenda art. 2"),
])
def test_an_article_of_addenda_is_not_called_as_that_of_the_body(language: str, eid: str, called: str) -> None:
    assert pinpoint((document(ADDENDA),), eid, WORDS[language]) == called


@pytest.mark.parametrize(("language", "range_", "called"), [
    ("zho", "art_12->art_12-2", "第12条至第12条之2"), ("kor", "art_12->art_12-2", "제12조부터 제12조의2까지"),
    ("eng", "art_12__para_1->art_12__para_2", "art. 12 para. 1–para. 2"), ("zho", "art_12->sec_9", ""),
    ("zho", "art_12__para_1->art_12__para_2__subpara_3", "第12条第1款至第2款第（三）项"),
    ("zho", "chp_2->chp_2__sec_1", "第2章至第1节"),
])
def test_a_range_is_called_by_both_ends_and_once_by_what_is_around_them(language: str, range_: str,
                                                                       called: str) -> None:
    assert pinpoint((document(LAW),), range_, WORDS[language]) == called


def test_a_clause_that_only_the_translation_has_is_called_by_its_number_there() -> None:
    original, translation = twins()
    for unit in list(original.root.iter("{*}paragraph")):
        unit.getparent().remove(unit)  # type: ignore[union-attr]
    assert pinpoint((Document(original.root), translation), "sec_1__para_1", WORDS["zho"]) == "第1部分第(1)项"


def test_every_language_has_a_word_for_the_same_elements() -> None:
    elements = [{form.element for form in words.forms} for words in WORDS.values()]
    assert all(found == elements[0] for found in elements)
