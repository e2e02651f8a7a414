"""An article named by its place in one text and by a number in the other: the number is that of the article before."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.cross_references.preceding_units import preceding_units

from tests.base import schema

TAIWAN = ("zho-Hant", "eng")


def found(names: tuple[str, str], eid: str, left: str, right: str) -> list[dict[str, str]]:
    known = schema().languages
    pair = ClausePair(ComparedClause(eid, left), ComparedClause(eid, right))
    return [dict(item.facts) for item in preceding_units(
        [pair], {0: (left, right)}, (known[names[0]], known[names[1]]))]


@pytest.mark.parametrize(("names", "eid", "left", "right", "wrong"), [
    (TAIWAN, "art_16__para_2", "依前條規定提出申訴", "to lodge a complaint under Article 22", {
        "left": "前條", "right": "22"}),
    (("eng", "zho-Hant"), "art_16__para_2", "under Article 22", "依前條規定提出申訴", {
        "left": "22", "right": "前條"}),
    (TAIWAN, "chp_2__art_16", "第三條所定者，依前條辦理", "those of Article 3 are subject to Article 5", {
        "left": "前條", "right": "5"}),
    (TAIWAN, "art_7__para_2", "前項名冊之格式", "The form of the roll mentioned in Article 12", {
        "left": "前項", "right": "12"}),
    (TAIWAN, "art_7__para_2", "前項名冊，其格式", "The form of the roll of Article 7 paragraph 6", {
        "left": "前項", "right": "6"}),
    (TAIWAN, "art_4__para_2", "依前條第二項規定，其後依前項", "in Paragraph 2 of Article 10, then Paragraph 1", {
        "left": "前條第二項", "right": "10"}),
    (TAIWAN, "art_7__para_4", "前三項之名冊", "the rolls provided for in paragraph 6 to 3 above", {
        "left": "前三項", "right": "6"}),
    (TAIWAN, "art_7__para_1", "前條第一項第四款之人", "the person in subparagraph (4) of Article 6, paragraph 8", {
        "left": "前條第一項第四款", "right": "8"}),
])
def test_another_number_than_that_of_the_article_before(names: tuple[str, str], eid: str, left: str, right: str,
                                                        wrong: dict[str, str]) -> None:
    assert found(names, eid, left, right) == [wrong]


@pytest.mark.parametrize(("eid", "left", "right"), [
    ("art_16__para_2", "依前條規定提出申訴", "to lodge a complaint under Article 15"),
    ("art_16__para_2", "依前條規定提出申訴", "to lodge a complaint under Article 15-1"),
    ("art_16-1", "依前條規定提出申訴", "to lodge a complaint under Article 16"),
    ("art_1", "依前條規定提出申訴", "to lodge a complaint under Article 22"),
    ("preamble__p_1", "依前條規定提出申訴", "to lodge a complaint under Article 22"),
    ("art_16", "依前條規定提出申訴", "to lodge a complaint under the preceding article"),
    ("art_16", "依前條規定提出申訴", "to lodge a complaint under Article 22 or Article 23"),
    ("art_16", "依前二條規定提出申訴", "to lodge a complaint under Article 14"),
    ("art_16", "依前條及第二十二條規定提出申訴", "to lodge a complaint under Article 22"),
    ("art_4__para_2", "依前條第二項規定，其後依前項", "in Paragraph 2 of Article 3, then Paragraph 1"),
    ("art_16", "提出申訴", "to lodge a complaint under Article 22"),
    ("art_7__para_2", "前項名冊之格式", "The form of the roll mentioned in Article 7 paragraph 1"),
    ("art_7__para_4", "前三項之名冊", "the rolls provided for in paragraphs 1 to 3"),
    ("art_7__para_1", "前條第一款至第九款之人", "the persons in Subparagraphs 1-9 of Article 6"),
    ("art_7__para_2", "前項名冊之格式", "The form of the roll of the preceding paragraph and Article 12"),
])
def test_the_article_before_and_what_may_be_another(eid: str, left: str, right: str) -> None:
    assert found(TAIWAN, eid, left, right) == []
