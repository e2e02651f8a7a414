from __future__ import annotations

from lxml import html

from pipeline import project
from pipeline.config import Waiver
from pipeline.diagnostics import Position
from pipeline.pairs import Clause, Pair, Review
from pipeline.render.overview import Cell, overview, shade
from pipeline.render.pages import Page, Settings, Work
from pipeline.render.review import review_pages
from pipeline.review.checks import waived
from pipeline.reviewing import Knowledge, reviews
from tests import base
from tests.conftest import ROOT


def made(waiver: str = "") -> tuple[Work, Review]:
    text = base.TEXT.replace("기간은 30일이며", "기간은 40일이며").replace("비용은 받지", "비용은 비용은 받지")
    documents = tuple(one.document for one in base.compile_text(text).expressions)
    waivers = [Waiver("Q001", waiver, "So issued.", Position("editorial.toml"))] if waiver else []
    (found, _), = reviews(documents, Knowledge(base.schema().languages), waivers)
    return Work(documents), found


def page(language: str, waiver: str = "") -> Page:
    work, found = made(waiver)
    codes = project.catalogue(ROOT).codes
    shown = review_pages(work, found, codes, Settings("https://x.example/"))
    return next(one for one in shown if one.interface.language == language)


def test_findings_are_marked_in_both_texts_and_listed() -> None:
    tree = html.fromstring(page("en").html)
    clause, = tree.xpath('//section[@id="clause-sec_2__para_2"]')
    assert clause.xpath(".//mark/text()") == ["三十", "40"]
    numbers = clause.xpath(".//mark/following-sibling::sup[1]/a/@href")
    assert len(numbers) == 2
    listed, = tree.xpath(f'//*[@id="{numbers[0][1:]}"]')
    assert "三十 → 40" in " ".join(listed.text_content().split())
    assert [one.get("lang") for one in clause.xpath('.//div[@class="review-texts"]/p')] == ["zh-Hans", "ko"]


def test_it_is_there_in_every_interface_language() -> None:
    for language, title in (("zh", "数字不一致"), ("ko", "숫자가 다르다"), ("en", "Another number")):
        one = page(language)
        assert title in one.html
        assert one.path.endswith("/2020/3/review/kor/")


def test_a_waived_finding_stays_listed_with_its_reason() -> None:
    tree = html.fromstring(page("en", "sec_2__para_2").html)
    item, = tree.xpath('//li[@class="waived"]')
    assert "So issued." in item.text_content()
    row, = tree.xpath('//tr[.//code="Q001"]')
    assert [cell.text for cell in row.xpath("td")] == ["Warning", "0", "1"]


def test_the_picture_has_a_named_link_for_each_clause() -> None:
    work, found = made()
    links = html.fromstring(page("en").html).xpath('//*[name()="svg"]/*[name()="a"]')
    assert len(links) == len(found.pairs)
    assert all(link.get("aria-label") for link in links)
    assert {link.get("href") for link in links if link.get("href").startswith("#")} == {
        "#clause-sec_2__para_2", "#clause-sec_2__p_1"}
    assert found.languages == tuple(document.language for document in work.documents)


def test_colour_and_shape_say_what_they_stand_for() -> None:
    assert [shade(Pair(Clause("a", "字" * 10), Clause("a", "가" * size)), 1.5) for size in (15, 8, 30)] == [0, -3, 3]
    assert shade(Pair(Clause("a", "字"), None), 1.5) == 0
    cells = [Cell("#a", "a <1>", -1, 2, 0, 0), Cell("#b", "b", 0, 0, 1, 0), Cell("#c", "c", 3, 0, 0, 1)]
    drawn = overview(cells, "map")
    tree = html.fromstring(drawn)
    assert [(link.get("aria-label"), link[1].get("class"), link[2].get("class")) for link in tree.iter("a")] == [
        ("a <1>", "short-1", "grave"), ("b", "usual", "slight"), ("c", "long-3", "waived")]


def test_no_findings_are_said_too() -> None:
    work, found = made()
    clean = Review(found.languages, found.pairs, (), found.ratio)
    assert waived(clean, ())[0] == clean
    shown = next(review_pages(work, clean, project.catalogue(ROOT).codes, Settings("")))
    assert shown.interface.say("review_nothing") in shown.html
