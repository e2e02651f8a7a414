from __future__ import annotations

import re
import tomllib

import pytest
from diptych.config.works import UNDETERMINED, Waiver
from diptych.diagnostics import Position
from diptych.interface_text import interface
from diptych.project import load
from diptych.render.site.page import Page, Settings
from diptych.render.site.page_templates import rendered
from diptych.render.site.published_work import PublishedWork
from diptych.render.site.review_overview import FindingCount, deviation, shade
from diptych.render.site.review_page import review_pages
from diptych.review.checks import waived
from diptych.review.clause_pairs import ClausePair, ComparedClause, Review
from diptych.review.work import ReviewTables, reviews
from lxml import html

from tests import base
from tests.conftest import ROOT
from tests.render.html.test_untranslated import UNFINISHED


def made(waiver: str = "") -> tuple[PublishedWork, Review]:
    text = base.TEXT.replace("기간은 30일이며", "기간은 40일이며").replace("비용은 받지", "비용은 비용은 받지")
    documents = tuple(one.document for one in base.compile_text(text).expressions)
    waivers = [Waiver("Q001", waiver, (("en", "So issued."),), Position("editorial.toml"))] if waiver else []
    (found, _), = reviews(documents, ReviewTables(base.schema().languages), waivers)
    return PublishedWork(documents), found


def page(language: str, waiver: str = "") -> Page:
    work, found = made(waiver)
    codes = load.catalogue(ROOT).codes
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


def test_no_sign_between_number_and_size_can_end_a_line() -> None:
    line, = html.fromstring(page("en").html).find_class("review-size")
    assert "·" not in line.text_content()
    assert len(line.find_class("apart")) == 2


def test_it_is_there_in_every_interface_language() -> None:
    for language, title in (("zh", "数字不一致"), ("ko", "숫자가 다르다"), ("en", "Another number")):
        one = page(language)
        assert title in one.html
        assert one.path.endswith("/2020/3/review/kor/")


def test_a_waived_finding_stays_listed_with_its_reason() -> None:
    tree = html.fromstring(page("en", "sec_2__para_2").html)
    item, = tree.xpath('//li[@class="Q001 waived"]')
    assert "So issued." in item.text_content()
    row, = tree.xpath('//tr[.//code="Q001"]')
    assert [cell.text for cell in row.xpath("td")] == ["Warning", "0", "1"]


def test_the_picture_has_a_named_link_for_each_clause() -> None:
    work, found = made()
    links = html.fromstring(page("en").html).xpath('//ol[@class="review-map"]/li/a')
    assert len(links) == len(found.pairs)
    assert all(link.get("aria-label") for link in links)
    assert {link.get("href") for link in links if link.get("href").startswith("#")} == {
        "#clause-sec_2__para_2", "#clause-sec_2__p_1"}
    assert found.languages == tuple(document.language for document in work.documents)


def test_colour_and_shape_say_what_they_stand_for() -> None:
    assert [shade(ClausePair(ComparedClause("a", "字" * 10), ComparedClause("a", "가" * size)), 1.5)
            for size in (15, 8, 30)] == [0, -3, 3]
    assert shade(ClausePair(ComparedClause("a", "字"), None), 1.5) == 0
    cells = [FindingCount("#a", "a <1>", -1, 2, 0, 0), FindingCount("#b", "b", 0, 0, 1, 0),
             FindingCount("#c", "c", 3, 0, 0, 1)]
    drawn = rendered("review_map.html", interface("en"), cells=cells, label="map")
    tree = html.fromstring(drawn)
    assert [(link.get("aria-label"), [shape.get("class") for shape in link[0]]) for link in tree.iter("a")] == [
        ("a <1>", ["short-1", "bar", "grave"]), ("b", ["usual", "slight"]), ("c", ["long-3", "bar", "waived"])]
    assert [bar.get("d") for bar in tree.iter("path") if bar.get("class") == "bar"] == ["M11 19h-3", "M11 19h9"]


def test_a_cell_says_by_how_much_its_translation_is_longer_or_shorter() -> None:
    pair = ClausePair(ComparedClause("a", "字" * 10), ComparedClause("a", "가" * 9))
    assert deviation(pair, 1.5) == pytest.approx(-0.4)
    assert deviation(ClausePair(ComparedClause("a", "字"), None), 1.5) == 0
    work, found = made()
    longer = Review(found.languages, found.pairs, found.discrepancies, found.ratio / 1.5)
    shown = next(review_pages(work, longer, load.catalogue(ROOT).codes, Settings("")))
    names = html.fromstring(shown.html).xpath("//ol/li/a/@aria-label")
    assert "一、（一）：警告 0，提示 0，已接受 0；译文比通常长 51%" in names
    assert names[0].startswith("青石镇人民政府办公室关于…：")


def test_what_an_unfinished_translation_lacks_is_no_finding_but_has_its_cell() -> None:
    text = re.sub(r"\(2\) 대출.*\n\n", "", base.TEXT)
    documents = tuple(one.document for one in base.compile_text(text, work=UNFINISHED).expressions)
    (found, _), = reviews(documents, ReviewTables(base.schema().languages), ())
    assert found.discrepancies == ()
    shown = [one for one in review_pages(PublishedWork(documents), found, load.catalogue(ROOT).codes, Settings(""))
             if one.interface.language == "ko"]
    cells = html.fromstring(shown[0].html).xpath('//ol[@class="review-map"]/li/a')
    assert [cell.get("aria-label") for cell in cells if cell.get("href").endswith("#sec_2__para_2")] == [
        "二、（二）: 경고 0, 알림 0, 받아들임 0; 길이는 보통"]


def test_what_would_waive_a_finding_waives_it() -> None:
    tree = html.fromstring(page("en").html)
    for written in tree.xpath("//pre/text()"):
        (entry,) = tomllib.loads(written)["waiver"]
        _, found = made()
        waiver = Waiver(entry["code"], entry["eid"], ((UNDETERMINED, entry["why"]),), Position("editorial.toml"),
                        entry.get("words", ""))
        marked, idle = waived(found, [waiver])
        assert idle == ()
        assert [one.code for one in marked.discrepancies if one.waiver] == [entry["code"]]
    assert len(tree.xpath("//pre")) == 2
    assert not html.fromstring(page("en", "sec_2__para_2").html).xpath('//li[@class="Q001 waived"]//pre')


def test_one_kind_can_be_chosen_without_scripts_and_no_search_engine_is_asked() -> None:
    tree = html.fromstring(page("en").html)
    assert tree.xpath('//input[@name="only"]/@id') == ["only-Q001", "only-Q041"]
    assert "#only-Q041:checked" in page("en").head
    assert 'content="noindex"' in page("en").head


def test_no_findings_are_said_too() -> None:
    work, found = made()
    clean = Review(found.languages, found.pairs, (), found.ratio)
    assert waived(clean, ())[0] == clean
    shown = next(review_pages(work, clean, load.catalogue(ROOT).codes, Settings("")))
    assert shown.interface.say("review_nothing") in shown.html
