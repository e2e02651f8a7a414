"""The text comes back from Akoma Ntoso, and as plain data; comments and metadata are no text."""

from __future__ import annotations

import json

from diptych.akn.document import Document, read
from diptych.render.text.json_tree import tree
from diptych.render.text.plain import text

BODY = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification
source="#x"/></meta><preface eId="preface"><p eId="preface__p_1"><docTitle>规则</docTitle></p></preface>
<body eId="body"><section eId="sec_1"><num>一、</num><heading>开放。</heading><intro><p>甲<!-- 注 -->乙</p></intro>
<paragraph eId="sec_1__para_1"><num>（一）</num><content><p>丙<del status="editorial">丁</del><ins
status="editorial">戊</ins></p><table><tr><td><p>己</p></td><td><p>庚</p></td></tr></table></content></paragraph>
<wrapUp><p>辛</p></wrapUp></section><chapter eId="chp_1"><num>第一章</num><heading>总则</heading>
<content><p>壬</p></content></chapter></body></act></akomaNtoso>"""


def document() -> Document:
    found = read(BODY.encode(), "f").value
    assert found is not None
    return found


def test_the_text_stands_as_it_was_received() -> None:
    assert text(document()) == "规则\n一、 开放。 甲乙\n（一） 丙丁\n己\t庚\n辛\n第一章 总则\n壬\n"


def test_the_structure_is_plain_data() -> None:
    preface, body = json.loads(json.dumps(tree(document())))["parts"]
    assert preface["content"] == [{"element": "p", "eId": "preface__p_1", "text": "规则"}]
    section, chapter = body["content"]
    assert (section["num"], section["heading"], chapter["heading"]) == ("一、", "开放。", "总则")
    assert [one["element"] for one in section["content"]] == ["p", "paragraph", "p"]
    assert section["content"][1]["content"][1]["rows"] == [["己", "庚"]]
