"""Twins side by side: aligned by eId, both complete, ids once."""

from __future__ import annotations

import pytest
from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.align.merged_order import merged
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.html.elements import serialise
from diptych.render.html.parallel import columns, deferred, fragment, fragments, narrowed, proportioned, views
from diptych.render.html.view import NOWHERE, Addresses
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as parser
from lxml.html import HtmlElement

from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document, parallel, twins


def render(*documents: Document) -> HtmlElement:
    tree = parser.fragment_fromstring(parallel(documents, interface("en")))
    assert isinstance(tree, HtmlElement)
    return tree


def rows(tree: HtmlElement) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row.find_class("akn-cell")]
            for row in tree.find_class("akn-row")]


def test_rows_are_headlines_and_blocks() -> None:
    assert rows(render(*twins())) == [
        ["若干意见", "몇 가지 의견"], ["一、意义", "1. 의의"], ["如下：", "아래와 같다."],
        ["（一）加强合作。", "(1) 협력을 강화한다."]]


def test_cells_carry_their_language_and_rows_their_id() -> None:
    tree = render(*twins())
    row = tree.get_element_by_id("sec_1__para_1__p_1")
    assert [cell.get("lang") for cell in row] == ["zh-Hans", "ko"]
    assert tree.get_element_by_id("sec_1__para_1").get("data-eid") == "sec_1__para_1"
    assert tree.get_element_by_id("sec_1__heading").find_class("akn-headline")


def test_there_is_one_first_heading_and_both_texts_have_the_others() -> None:
    tree = render(*twins())
    assert [len(tree.xpath(f"//article//h{level}[not(@class='akn-notes-title')]")) for level in (1, 2)] == [1, 2]


def test_notes_of_each_text_are_apart() -> None:
    text = '<body eId="body"><section eId="s"><p eId="p">x<noteRef href="#note_1" marker="1"/></p></section></body>'
    tree = render(document(text, notes=NOTE), document(text, "kor", translation=True, notes=NOTE))
    marks = tree.xpath("//sup/a/@href")
    assert marks == ["#note_1-zho", "#note_1-kor"]
    assert all(tree.get_element_by_id(mark[1:]).tag == "li" for mark in marks)


@st.composite
def texts(draw: st.DrawFn, language: str) -> Document:
    """A document some of whose units, numbers, headings and paragraphs are missing or moved."""
    parts = []
    for unit in draw(st.lists(st.integers(1, 5), unique=True, max_size=4)):
        eid = f"sec_{unit}"
        num = f"<num>{unit}.</num>" if draw(st.booleans()) else ""
        heading = f'<heading eId="{eid}__heading">{language} h{unit}</heading>' if draw(st.booleans()) else ""
        blocks = "".join(f'<p eId="{eid}__p_{p}">{language} {unit} {p}</p>'
                         for p in draw(st.lists(st.integers(1, 3), unique=True, max_size=3)))
        wrapper = draw(st.sampled_from(["content", "intro"]))
        text = f'<{wrapper} eId="{eid}__{wrapper}">{blocks}</{wrapper}>'
        parts.append(f'<section eId="{eid}">{num}{heading}{text}</section>')
    return document(f'<body eId="body">{"".join(parts)}</body>', language)


@given(texts("zho"), texts("kor"))
def test_both_texts_are_complete_whatever_is_missing_in_one(left: Document, right: Document) -> None:
    tree = render(left, right)
    for column, made in enumerate((left, right)):
        cells = [row[column] for row in (row.find_class("akn-cell") for row in tree.find_class("akn-row"))]
        said = ["".join(cell.text_content().split()) for cell in cells if not cell.find_class("akn-absent")]
        expected = ["".join(part.itertext()) for part in made.main.iter(tag("num"), tag("heading"), tag("p"))
                    if next(part.iterancestors(tag("meta")), None) is None]
        assert sorted("".join(said)) == sorted("".join("".join(expected).split()))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_merging_keeps_all_and_the_first_order(left: list[int], right: list[int]) -> None:
    keys = merged([[str(key) for key in side] for side in (left, right)])
    assert sorted(keys) == sorted({str(key) for key in left + right})
    assert [key for key in keys if int(key) in left] == [str(key) for key in left]


def test_a_key_of_one_side_comes_after_its_predecessor() -> None:
    assert merged([["a", "b", "c"], ["a", "x", "b", "c", "y"]]) == ("a", "x", "b", "c", "y")


def test_rows_after_the_first_window_are_laid_out_later() -> None:
    long = document(BODY.format(**CHINESE | {"lead": "长" * 5000}))
    tree = deferred(fragment(views([long], interface("zh"), NOWHERE)))
    shown = tree.xpath("//*[contains(@class, 'akn-row ')]")
    found = [(" ".join(row.xpath("ancestor-or-self::*/@class")), len("".join(row.itertext()))) for row in shown]
    at = next(number for number, (_, length) in enumerate(found) if length > 4999)
    assert 0 < at < len(found) - 1
    assert ["akn-later" in one for one, _ in found] == [number > at for number in range(len(found))]


def test_a_reference_to_a_unit_leads_to_its_row_or_section() -> None:
    text = ('<body eId="body"><section eId="s"><p eId="p">x<ref href="#s">y</ref><ref href="#p">z</ref></p></section>'
            '</body>')
    both = document(text), document(text, "kor", translation=True)
    tree = next(fragments(both, [(interface("zh"), Addresses({}, ""))]))
    hrefs = tree.xpath("//a[@class='akn-ref']/@href")
    assert len(hrefs) == 4
    assert {href[1:] for href in hrefs} <= set(tree.xpath("//@id"))
    assert "#s" in hrefs


LANGUAGES_OF_THREE = ("zho", "kor", "eng")


def three(first: Document, second: Document, third: Document) -> etree._Element:
    return fragment(views((first, second, third), interface("en"), NOWHERE))


@given(texts("zho"), texts("kor"), texts("eng"), st.permutations(LANGUAGES_OF_THREE), st.integers(2, 3))
def test_the_columns_that_are_not_on_a_page_have_a_cell_for_each_of_its_rows(
        first: Document, second: Document, third: Document, order: list[str], count: int) -> None:
    shown = order[:count]
    every = columns(three(first, second, third), LANGUAGES_OF_THREE)
    page = narrowed(three(first, second, third), LANGUAGES_OF_THREE, shown)
    found = page.xpath(".//div[starts-with(@class, 'akn-row ')]")
    assert {len(column.cells) for column in every.values()} == {len(found)}
    for index, row in enumerate(found):
        assert [serialise(cell) for cell in row] == [every[language].cells[index] for language in shown]
        assert (row.get("hidden") is not None) == all("akn-cell-absent" in cell.get("class") for cell in row)


def test_the_notes_of_a_column_go_with_it() -> None:
    notes = [document(BODY.format(**CHINESE), language, notes=NOTE) for language in LANGUAGES_OF_THREE]
    every = columns(three(*notes), LANGUAGES_OF_THREE)
    page = narrowed(three(*notes), LANGUAGES_OF_THREE, ("eng", "zho"))
    assert [section.get("data-column") for section in page.findall("section[@data-column]")] == ["zho", "eng"]
    assert all("note_1-kor" in column.notes for language, column in every.items() if language == "kor")


SAID = ("", '<ref href="/akn/cn/act/2000/1">y</ref>', '<ref href="#s">y</ref>', '<noteRef href="#note_1" marker="1"/>',
        '<del status="editorial">y</del>', '<ins status="editorial">y</ins>')


@given(st.sampled_from(SAID), st.sampled_from(("", ' status="editorial"')), st.sampled_from(("", NOTE)), st.booleans())
def test_what_is_made_once_for_all_interfaces_is_what_each_would_have(
        said: str, status: str, notes: str, more: bool) -> None:  # noqa: FBT001 - drawn
    text = f'<body eId="body"><section eId="s"><p eId="p"{status}>x{said}</p>{{}}</section></body>'
    both = (document(text.format(""), notes=notes),
            document(text.format('<p eId="q">z</p>' if more else ""), "kor", translation=True, notes=notes))
    asked = [(interface(language), Addresses({"/akn/cn/act/2000/1": "a/"}, "../" * way))
             for way, language in enumerate(packaged_interfaces().languages)]
    assert [serialise(tree) for tree in fragments(both, asked)] == [
        parallel(both, words, addresses) for words, addresses in asked]


@pytest.mark.parametrize(("first", "second", "tenths"), [
    ("短" * 40, "短" * 40, 10), ("短" * 300, "긴" * 400, 12), ("短" * 400, "긴" * 300, 8), ("短" * 10, "긴" * 900, 14)])
def test_two_columns_have_the_widths_that_make_the_article_shortest(first: str, second: str, tenths: int) -> None:
    documents = (document(BODY.format(**CHINESE | {"lead": first})),
                 document(BODY.format(**KOREAN | {"lead": second}), "kor", translation=True))
    tree = proportioned(fragment(views(documents, interface("en"), NOWHERE)))
    assert tree.get("class", "").split()[-1] == f"akn-widths-{tenths}"
