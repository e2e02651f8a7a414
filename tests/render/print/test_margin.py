"""Numbers in the margin: as units are cited, where the line itself does not say it, and linked to the unit."""

from __future__ import annotations

import pytest
from diptych.interface_text import packaged_interfaces
from diptych.render.html import parallel
from diptych.render.html.provisions import fragment
from diptych.render.html.view import NOWHERE, View
from diptych.render.print import margin
from diptych.render.print.body import prepare
from lxml import etree, html

from tests.render.conftest import twin

ADDRESS = "https://example.org/laws/akn/x/"


def unit(eid: str, number: str, inner: str, kind: str = "section") -> str:
    """A unit whose number opens its first paragraph, or is a headline of its own if `inner` begins with a unit."""
    label = f"<span class='akn-num'>{number}</span>" if number else ""
    first = inner if inner.startswith("<section") else f"<p data-eid='{eid}__p_1'>{label}{inner}"
    top = f"<h2 class='akn-headline'>{label}<span class='akn-heading'>题</span></h2>" if first is inner else ""
    return f"<section class='akn-{kind}' id='{eid}' data-eid='{eid}'>{top}{first}</section>"


def labels(markup: str) -> dict[str, str]:
    """The numbers in the margin by the id to which each leads."""
    article = html.fragment_fromstring(f"<article lang='zh'>{markup}</article>")
    prepare(article, {}, str.isdecimal, ADDRESS)
    return {label.get("href", "").removeprefix(f"{ADDRESS}~"): label.text or "" for label in marked(article)}


def marked(article: etree._Element) -> list[etree._Element]:
    return [link for link in article.iter("a") if link.get("class") == margin.EID]


def test_a_number_is_the_path_of_numbers_and_is_left_out_where_the_line_has_it_all() -> None:
    items = unit("sec_2__para_1", "（一）", "甲。", "paragraph") + unit("sec_2__para_2", "（二）", "乙。", "paragraph")
    assert labels(unit("sec_2", "二、", items)) == {"sec_2__para_1": "二（一）", "sec_2__para_2": "二（二）"}


def test_units_around_an_article_are_no_part_of_its_number() -> None:
    inner = unit("p1", "①", "가.", "paragraph") + unit("p12", "⑫", "나.", "paragraph")
    article = unit("chp_1__art_6", "제6조", inner, "article")
    assert labels(unit("chp_1", "제1장", article, "chapter")) == {"p1": "제6조①", "p12": "제6조⑫"}


def test_unnumbered_paragraphs_are_counted_but_for_the_one_that_the_number_opens() -> None:
    paragraphs = "甲。</p><p data-eid='a__p_2'>乙。</p><p data-eid='a__p_3'>丙。"
    assert labels(unit("a", "第三条", f"{paragraphs}", "article")) == {"a__p_2": "¶2", "a__p_3": "¶3"}


@pytest.mark.parametrize(("numbers", "path"), [
    (("5", "(2)", "(a)"), "5(2)(a)"), (("三", "1"), "三·1"), (("제6조", "①", "1"), "제6조①1"), (("2", "1"), "2·1")])
def test_two_numerals_do_not_run_together(numbers: tuple[str, ...], path: str) -> None:
    assert margin.joined(numbers) == path


@pytest.mark.parametrize(("number", "cited"), [
    ("二、", "二"), ("1.", "1"), ("第 21-1 條", "第21-1條"), ("Section 3", "Section 3"), ("（一）", "（一）"),
    ("a)", "a)")])
def test_a_number_is_cited_without_its_punctuation(number: str, cited: str) -> None:
    assert margin.cited_number(number) == cited


def test_a_path_that_is_too_long_for_the_margin_loses_its_first_parts() -> None:
    points = unit("c", "第三十三目", "甲。", "point") + unit("d", "第三十四目", "乙。", "point")
    inner = unit("b", "（十二）", points, "paragraph")
    found = labels(unit("a", "第一百二十一条之十", inner, "article"))
    assert found["c"] == "…（十二）第三十三目"


def test_the_title_and_the_signature_have_none_and_a_parallel_edition_has_those_of_the_first_text() -> None:
    words = packaged_interfaces().of("ko")
    single = fragment(View(twin("kor"), words))
    both = parallel.fragment(parallel.views([twin("zho"), twin("kor")], words, NOWHERE))
    for article, numbers in ((single, ["1(1)", "1(1)"]), (both, ["一（一）", "一（一）"])):
        prepare(article, {"ko": words}, str.isdecimal, ADDRESS)
        assert [label.text for label in marked(article)] == numbers
