"""What no longer stands at published addresses: in a language left behind, and on the page of a text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from diptych.akn.fingerprints import digest
from diptych.anchors.ledger import Anchor, Ledger, State
from diptych.render.site.page import Settings
from diptych.render.site.past_addresses import left_behind, placed
from diptych.render.site.published_work import PublishedWork
from lxml import etree, html

from tests.render.small import document, pages, twins


def test_a_language_left_in_an_earlier_version_knows_where_its_clauses_stand_there() -> None:
    def item(eid: str, *texts: str, **more: Any) -> Anchor:
        marks = (f"{digest(text)}.A" for text in texts)
        return Anchor(eid, "", tuple(zip(("zho", "kor"), marks, strict=False)), **more)

    there = '<body eId="body"><section eId="sec_1"><content><p eId="sec_1__p_1">나</p></content></section></body>'
    now = '<body eId="body"><section eId="sec_{}"><content><p>甲</p></content></section></body>'
    old = replace(document(there, "kor", translation=True), version="2021-01-01")
    new = replace(document(now.format(2)), version="2024-01-01")
    moved: Any = {"state": State.MOVED, "to": ("sec_2",), "until": "x"}
    ledger = Ledger((
        item("sec_9", "乙", "가", **moved), item("sec_2", "乙", "라", **moved),
        item("sec_1", "甲", "나", **moved), item("sec_2", "甲"),
        item("sec_8", "丙", "다", state=State.WITHDRAWN, reason="废止", until="x"),
        item("sec_1", "甲", "나", version="2021-01-01"),
        item("sec_2", "甲", version="2024-01-01", origin=("sec_1",))), "")
    assert {anchor.id: anchor.to for anchor in left_behind(ledger, ((old,), (new,)), old)} == {
        "sec_9": ("sec_1",), "sec_2": ("sec_1",), "sec_8": ()}


def test_an_old_fragment_has_its_place_at_the_one_clause_that_it_means() -> None:
    tree = etree.fromstring('<article><p id="a">text<b/></p><p id="b"/></article>')
    past = (Anchor("old", "", (), State.MOVED, ("a",)), Anchor("b", "", (), State.MOVED, ("a",)),
            Anchor("gone", "", (), State.WITHDRAWN), Anchor("parts", "", (), State.SPLIT, ("a", "b")),
            Anchor("away", "", (), State.MOVED, ("nowhere",)))
    assert placed(tree, past) == ("b", "gone", "parts", "away")
    assert etree.tostring(tree[0]) == b'<p id="a"><span class="earlier" id="old"/>text<b/></p>'


@pytest.mark.parametrize("path", ["", "zho/", "kor/"])
def test_a_page_leads_from_every_address_that_was_left(path: str) -> None:
    past = (Anchor("sec_8", "2020-03-01", (), State.MOVED, ("sec_1",)),
            Anchor("sec_9", "2020-03-01", (), State.WITHDRAWN),
            Anchor("sec_1", "2020-03-01", (), State.MOVED, ("sec_1__para_1",)))
    page = next(one for one in pages((PublishedWork(twins(), past={"": past}),), Settings("https://law.example/"))
                if one.path == f"akn/cn/act/test/2020/7/{path}")
    tree = html.fragment_fromstring(page.html, create_parent="div")
    root = "../" * 6 + "akn/cn/act/test/2020/7/" if not path else "./"
    assert tree.xpath("string(//*[span/@id = 'sec_8']/@id)") == "sec_1"
    assert tree.xpath("//li[@id = 'sec_9']/a/@href") == [f"{root}~sec_9/"]
    assert tree.xpath("//a[@class = 'clause-before']/@href") == [f"{root}~sec_1/"]
