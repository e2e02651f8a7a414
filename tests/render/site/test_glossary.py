"""The glossary, and the links of a text to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.config.works import Term, TermForm
from diptych.diagnostics import Position
from diptych.interface_text import interface
from diptych.render.html.term_links import occurrences
from diptych.render.site import glossary
from diptych.render.site.glossary import Article, Name, articles, explained, indexes, order, rows
from diptych.render.site.page import Settings
from diptych.render.site.published_work import PublishedWork
from lxml import html as parser

from tests.render.small import BODY, CHINESE, KOREAN, document, pages

PLACE = "<location refersTo='#port'>{}</location>"
TITLE = "<ref href='#plan'>{}</ref>"
EMENDED = "<del status='editorial'>甲</del><ins status='editorial'>乙</ins>"
WORK = "akn/cn/act/test/2020/7/"


def term(name: str, kind: str, zho: str, kor: str, **note: str) -> Term:
    forms = (TermForm("zho", zho, (), (), ""), TermForm("kor", kor, (f"{kor}항",), (), "漢字"))
    return Term(name, kind, "", forms, tuple(note.items()), Position(""))


TERMS = (term("port", "place", "圈河", "권하", en="a port"), term("plan", "plan", "规划", "가획"),
         term("someone", "agent", "人", "사람"))
NAMED = f"{EMENDED}在{PLACE.format('圈河')}，{TITLE.format('《规划》')}。"
TEXTS = (document(BODY.format(**CHINESE | {"text": NAMED})),
         document(BODY.format(**KOREAN | {"text": f"{PLACE.format('권하')}에서. " + PLACE.format("권하항")}), "kor",
                  translation=True))


def test_a_term_is_found_in_the_words_as_published() -> None:
    (found,) = occurrences(TEXTS[0])["port"]
    assert (found.eid, found.before, found.name, found.after) == ("sec_1__para_1", "乙在", "圈河", "，《规划》。")
    assert [place.name for place in occurrences(TEXTS[1])["port"]] == ["권하", "권하항"]


def written(language: str) -> tuple[Article, ...]:
    words, known = interface(language), explained(TERMS)
    return articles(known, [rows(TEXTS, frozenset(term.id for term in known), words)], words)


def test_an_article_has_every_clause_with_the_places_of_each_text() -> None:
    made = {article.id: article for article in written("en")}
    assert set(made) == {"port", "plan"}
    assert made["port"].note is not None
    (row,) = made["port"].rows
    assert row.path == f"{WORK}#sec_1__para_1"
    assert (row.label.words, row.label.tag) == ("一、（一）", "zh-Hans")
    assert next(one for one in written("ko") if one.id == "port").rows[0].label.tag == "ko"
    assert [(tag, len(places)) for tag, places in row.cells] == [("zh-Hans", 1), ("ko", 2)]
    assert [len(places) for _, places in made["plan"].rows[0].cells] == [1, 0]


def test_names_stand_in_the_order_of_their_language() -> None:
    ko, zh = indexes(written("ko"), interface("ko"))
    assert [(letter, [target for _, target in names]) for letter, names in ko.groups] == [("ㄱ", ["plan", "port"])]
    assert [letter for letter, _ in zh.groups] == ["G", "Q"]


@pytest.mark.parametrize(("tag", "ordered"), [
    ("zh", ["阿", "重庆", "俄罗斯", "俄罗斯远东", "珲春", "吉林", "吉林省"]),
    ("ko", ["가", "까", "나진", "라선", "훈춘"]),
])
def test_collation(tag: str, ordered: list[str]) -> None:
    shuffled = ordered[::2] + ordered[1::2]
    assert sorted(shuffled, key=lambda name: order(Name(tag, name, (), ""))) == ordered


def test_a_tense_consonant_is_listed_under_the_plain_one() -> None:
    listed = [order(Name("ko", name, (), ""))[0] for name in ("까", "가", "힣", "A", "3개")]
    assert listed == ["ㄱ", "ㄱ", "ㅎ", "A", "3"]


def test_a_reading_stands_instead_of_the_dictionary() -> None:
    assert order(Name("zh", "长吉图", (), "", "chang2 ji2 tu2"))[0] == "C"


def test_names_in_a_text_lead_to_the_glossary_in_the_readers_language() -> None:
    made = {page.path: page for page in pages((PublishedWork(TEXTS),), Settings("https://example.org/"), TERMS)}
    assert {f"{home}{glossary.PATH}" for home in ("", "ko/", "en/")} <= set(made)
    for path, home in ((WORK, ""), (f"en/{WORK}", "en/"), (f"{WORK}kor/", "ko/")):
        links = parser.fromstring(made[path].html).xpath("//a[contains(@class, 'term')]/@href")
        assert links
        assert {link.replace("../", "").partition("#")[0] for link in links} == {f"{home}{glossary.PATH}"}
    entries = parser.fromstring(made["en/terms/"].html)
    assert set(entries.xpath("//section/@id")) == {"port", "plan"}
    assert "../../en/" + WORK + "#sec_1__para_1" in entries.xpath("//li/a/@href")


def test_other_names_have_no_sign_between_them_that_could_end_a_line() -> None:
    names = replace(TERMS[0], forms=tuple(replace(form, allowed=("甲", "乙")) for form in TERMS[0].forms))
    made = pages((PublishedWork(TEXTS),), Settings("https://example.org/"), (names,))
    entries = parser.fromstring(next(page.html for page in made if page.path == "en/terms/"))
    also = [line.text_content().split() for line in entries.xpath("//p[span[@class='apart']]")]
    assert also == [["Also:", "甲", "乙"], ["Also:", "甲", "乙"]]


def test_without_terms_there_is_no_glossary_and_no_link_to_one() -> None:
    made = pages((PublishedWork(TEXTS),), Settings("https://example.org/"))
    assert not any(page.path.endswith(glossary.PATH) for page in made)
    assert not any("terms/" in page.html for page in made)
