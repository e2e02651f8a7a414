"""What a page calls its clauses."""

from __future__ import annotations

import pytest
from diptych.interface_text import interface
from diptych.render.html.clause_tools import Citing

from tests.render.small import document

BODY = """<body eId="body"><article eId="art_9"><num>第九条</num><paragraph eId="art_9__para_2"><content>
<p eId="art_9__para_2__p_1">乙</p></content></paragraph><paragraph eId="art_9__para_3"><num>（三）</num><content>
<p eId="art_9__para_3__p_1">丙</p></content></paragraph></article></body>"""


@pytest.mark.parametrize(("eid", "label"), [
    ("art_9", "第九条"), ("art_9__para_2", "第九条第2段"), ("art_9__para_2__p_1", "第九条第2段"),
    ("art_9__para_3", "第九条（三）"), ("art_9__para_3__p_1", "第九条（三）第1段"), ("art_7", "art_7")])
def test_a_clause_without_a_number_of_its_own_is_told_by_its_place(eid: str, label: str) -> None:
    assert Citing(document(BODY), interface("zh"), "").label(eid) == label


LATIN = """<body eId="body"><chapter eId="chp_3"><num>Chapter Ⅲ</num><article eId="art_12"><num>Article 12</num>
<paragraph eId="art_12__para_1"><num>(1)</num><content><p eId="art_12__para_1__p_1">No.</p></content></paragraph>
</article></chapter></body>"""


@pytest.mark.parametrize(("eid", "label"), [("art_12", "Chapter Ⅲ Article 12"),
                                            ("art_12__para_1", "Chapter Ⅲ Article 12(1)")])
def test_labels_of_words_are_set_apart(eid: str, label: str) -> None:
    assert Citing(document(LATIN), interface("en"), "").label(eid) == label


ATTACHED = """<body eId="body"><article eId="art_1"><num>第一条</num></article></body><attachments>
<attachment eId="att_1"><doc name="attachment"><preface eId="att_1__preface"><p eId="att_1__preface__p_1">附件1</p>
<p eId="att_1__preface__p_2"><docTitle>河流名录</docTitle></p></preface>
<mainBody eId="att_1__body"><section eId="att_1__sec_1"><num>一、</num><content>
<p eId="att_1__sec_1__p_1">东河。</p></content></section></mainBody></doc></attachment></attachments>"""


@pytest.mark.parametrize(("eid", "label"), [
    ("att_1", "附件1"), ("att_1__preface", "附件1"), ("att_1__preface__p_2", "附件1第2段"),
    ("att_1__sec_1", "附件1 一、"), ("att_1__sec_1__p_1", "附件1 一、第1段")])
def test_a_clause_of_an_attachment_is_told_from_that_of_another(eid: str, label: str) -> None:
    assert Citing(document(ATTACHED), interface("zh"), "").label(eid) == label
