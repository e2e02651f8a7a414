"""What refers to what in the texts of a work, and which clauses of others name its own."""

from __future__ import annotations

from diptych.akn.cross_references import ReferringClause, back_references, cross_references, referring
from diptych.akn.document import Document

from tests import base

ACT = """青石镇办法
第一条　本办法所称图书馆，适用《民法典》第五条。
第二条　图书馆每日开放。
第三条　读者守则另行公布。
第四条　违反第二条至第三条规定的，依照第一条处理。
"""
OTHER = "/akn/cn/act/x/2020/9"


def act() -> Document:
    return base.compile_text(ACT, editorial=None).expressions[0].document


def test_each_reference_has_its_clause_and_its_target() -> None:
    document = act()
    own = document.work_iri
    assert [(item.eid, item.words, item.work, item.first, item.last, item.name)
            for item in cross_references(document) if item.first] == [
        ("art_1", "《民法典》第五条", "", "art_5", "art_5", "民法典 第五条"),
        ("art_4", "第二条至第三条", own, "art_2", "art_3", ""), ("art_4", "第一条", own, "art_1", "art_1", "")]


def test_a_range_names_each_of_its_clauses() -> None:
    found = back_references([act()])
    assert {eid: [item.eid for item in items] for eid, items in found.items()} == {
        "art_1": ["art_4"], "art_2": ["art_4"], "art_3": ["art_4"]}


def test_clauses_of_other_works_come_after_the_own() -> None:
    document = act()
    other = ReferringClause(OTHER, (("zho", "他法"),), "art_7", document.work_iri, "art_2", "art_2")
    lost = ReferringClause(OTHER, (), "art_8", document.work_iri, "art_99", "art_99")
    found = back_references([document], [other, lost])
    assert [(item.work, item.eid) for item in found["art_2"]] == [(document.work_iri, "art_4"), (OTHER, "art_7")]
    assert "art_99" not in found


def test_only_references_to_other_works_go_to_them() -> None:
    assert referring([act()]) == ()
