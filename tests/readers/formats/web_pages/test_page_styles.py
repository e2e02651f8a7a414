"""Style sheets in a page change its lists, and the words that they print are counted."""

from __future__ import annotations

import pytest
from diptych.readers.formats.web_pages import page_lists, page_styles
from lxml import html


def page(css: str, body: str) -> html.HtmlElement:
    return html.document_fromstring(f"<html><head><style>{css}</style></head><body>{body}</body></html>")


def labels(root: html.HtmlElement) -> list[str]:
    return [label for ordered in root.iter("ol") for label in page_lists.labels(ordered).values()]


@pytest.mark.parametrize(("css", "numbers"), [
    ("ol { list-style: none }", ["", ""]), (".x li { list-style-type: upper-roman inside }", ["I. ", "II. "]),
    ("@media screen { ol { list-style: none } }", ["", ""]),
    ("@media print { ol { list-style: none } }", ["1. ", "2. "]), ("ul { list-style: none }", ["1. ", "2. "]),
    ("ol { list-style: none } ol.x { list-style: lower-alpha }", ["a. ", "b. "]),
    ("ol:foo( { list-style: none } ol:: { list-style", ["1. ", "2. "])])
def test_the_style_of_a_list_is_that_of_the_style_sheet(css: str, numbers: list[str]) -> None:
    root = page(css, '<ol class="x"><li>甲</li><li>乙</li></ol>')
    page_styles.apply(root)
    assert labels(root) == [number for number in numbers if number]


def test_the_style_of_an_element_counts_more_than_that_of_a_style_sheet() -> None:
    root = page("ol { list-style: none }", '<ol style="list-style: decimal"><li>甲</li></ol>')
    page_styles.apply(root)
    assert labels(root) == ["1. "]


@pytest.mark.parametrize(("css", "printed"), [
    ('p::before { content: "附 注" }', ("附 注", "附 注")), ("p.x:after{content:'甲' '乙'}", ("甲乙",)),
    ('p::before { content: "\\f101" }', ()), ('p::marker { content: "甲乙" }', ()), ('b::before{content:"甲乙"}', ()),
    ('p.x::before{content:counter(part) "."}', ("counter(part).",)), ("p::before{content:none}", ()),
    ("p.x::before{content:" + "counter(" * 30_000 + "}", ("counter()",)), ("content" + "{" * 10_000, ())])
def test_words_that_a_style_sheet_prints_are_named(css: str, printed: tuple[str, ...]) -> None:
    assert page_styles.apply(page(css, '<p class="x">丙</p><p>丁</p>')) == printed
