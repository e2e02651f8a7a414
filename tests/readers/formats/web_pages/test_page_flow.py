"""Paragraphs and tables of an element: both ways to read a page give the same lines."""

from __future__ import annotations

import pytest
from diptych.readers.formats.lines import PrintedLabel
from diptych.readers.formats.web_pages.page_flow import edges, flow, paragraphs
from lxml import html

TABLE = "<table><tr><td>甲</td><td> 乙 <b>丙</b></td></tr><tr><td hidden>丁</td><td> </td></tr></table>"
LAYOUT = f"<table><tr><td>菜单</td><td>{TABLE}<p>戊</p></td></tr><tr><td>己</td><td>{TABLE}</td></tr></table>"
RICH = ("<table><tr><td><p>甲</p>乙 <ol><li>丙<p>丁</p><li></ol></td><td><img src='a'><p>戊<sup>1</sup></p></td></tr>"
        "<tr><td> <i>己</i> </td><td hidden><p>庚</p></td></tr></table>")
"""A table of cells with paragraphs, a list and a picture."""
NOTED = "<p>甲<sup><a id='r' href='#n'>1</a></sup></p>" + TABLE + "<p id='n'><a href='#r'>1</a> 注</p>"


@pytest.mark.parametrize("whole", [0, 4, 20, 1000])
@pytest.mark.parametrize("inner", [
    "<p>甲</p>乙<br>丙",
    f"甲{TABLE}乙{TABLE}",
    f"{LAYOUT}甲{TABLE}",
    f"<ol><li>{TABLE}甲<li>乙{TABLE}</ol>",
    f"<figure>{TABLE}<figcaption>题</figcaption></figure><p>甲</p>{TABLE}",
    f"<div style='display:none'>{TABLE}</div><table><tr><td>甲</td></tr></table>{TABLE}",
    NOTED,
    RICH,
    f"<b>{RICH}</b><div style='font-weight:bold'>{RICH}</div><ol><li>{RICH}<li>辛{RICH}</ol>",
    f"<table><tr><td>{RICH}</td><td><p>甲</p></td></tr><tr><td><p>乙</p></td></tr></table>",
])
def test_tables_are_put_in_their_places_as_if_read_there(inner: str, whole: int) -> None:
    page = html.document_fromstring(f"<body><p>{inner}</p></body>").find("body")
    assert page is not None
    held = flow(page, ("黑体",))
    # A label is equal to itself alone.
    assert repr(held.with_tables(whole)) == repr(tuple(paragraphs(page, ("黑体",), whole)))
    assert repr(tuple(held.lines)) == repr(tuple(paragraphs(page, ("黑体",), 0)))


@pytest.mark.parametrize("inner", [
    "<p>甲</p><nav>首页 <b>丙</b></nav>乙<div><nav><ol><li>丁</ol></nav></div>丙",
    "甲<span role='navigation'>乙</span>丙<nav>丁</nav>",
    "<ol><li><nav>甲</nav>乙<li>丙</ol>",
    f"<figure><nav>甲</nav>{TABLE}<img src='a'><figcaption>题</figcaption></figure>",
    f"<table><tr><td><nav>甲</nav></td><td>{TABLE}</td></tr></table><nav>{TABLE}</nav>",
    f"{NOTED}<nav>甲</nav>",
    "<nav>甲<sup><a id='r' href='#n'>1</a></sup></nav><p id='n'><a href='#r'>1</a> 注</p><p>乙</p>",
])
def test_a_page_with_what_was_left_out_is_the_page(inner: str) -> None:
    page = html.document_fromstring(f"<body><div>{inner}</div></body>").find("body")
    assert page is not None
    beside = frozenset(item for item in page.iter() if item.tag == "nav" or item.get("role"))
    assert [line.text for line in flow(page, (), beside).whole()] == [line.text for line in paragraphs(page, (), 0)]


@pytest.mark.parametrize(("row", "read"), [
    ("<td>甲</td> <th>乙 </th>\n<td> </td><td>  丙\n丁</td>", [("甲", 0), ("乙", 1), (" 丙 丁", 0)]),
    ("<th class=a>甲</th><td colspan=2>乙</td>", [("甲", 1), ("乙", 0)]),
    ("<td hidden>甲</td><td style='font-weight:bold'>乙</td><td>丙</td>", [("乙", 1), ("丙", 0)]),
    ("<td>甲</td><td><nav>乙</nav></td><td>丙<b>丁</b></td>", [("甲", 0), ("丙丁", 0)]),
])
def test_a_row_of_words_alone_is_read_as_any_other(row: str, read: list[tuple[str, int]]) -> None:
    page = html.document_fromstring(f"<body><table><tr>{row}</tr></table></body>").find("body")
    assert page is not None
    beside = frozenset(page.iter("nav"))
    assert [(line.text, line.strong) for line in flow(page, (), beside).lines] == read


def test_a_row_in_an_item_begins_with_its_number() -> None:
    page = html.document_fromstring("<ol><li><table><tr><td>甲</td><td>乙</td></tr></table></li></ol>").find("body")
    assert page is not None
    assert [line.text for line in flow(page, ()).lines] == ["1. 甲", "乙"]


def test_the_number_of_an_item_is_a_label_that_the_page_does_not_hold() -> None:
    page = html.document_fromstring("<body><ol><li>甲</li><li> </li><li><b>乙</b></li></ol></body>").find("body")
    assert page is not None
    lines = flow(page, ()).lines
    assert [(line.text, line.strong) for line in lines] == [("1. 甲", 0), ("3. 乙", 4)]
    assert all(isinstance(line.spans[0].object, tuple) and isinstance(line.spans[0].object[0], PrintedLabel)
               and line.spans[0].end == 3 for line in lines)


@pytest.mark.parametrize(("inner", "first", "last"), [
    ("<p>甲</p><p>乙</p>", ["甲"], ["乙"]),
    ("<div> <section></section><p>甲</p>乙</div>", ["甲"], []),
    ("甲<p>乙</p>\n<p> </p>", [], ["乙"]),
    ("<b>甲</b><p>乙</p><ol><li>丙<li>丁</ol>", [], ["1. 丙", "2. 丁"]),
    ("<style>甲</style><p>乙</p><div><p>丙</p><div><h2>丁</h2></div></div>", [], ["丁"]),
    ("<p>甲</p><p>乙<a href='#n'>1</a></p>", ["甲"], ["乙1"]),
    (f"<div>{NOTED}</div>", ["甲"], ["甲", " 乙 丙"]),
    ("<div id='n'><p>1 注</p></div><p>甲<sup><a href='#n'>1</a></sup></p>", ["1 注"], ["甲1"]),
    ("<p>甲<sup><a href='#n'>1</a></sup></p><section id='n'><p>1 注</p></section>", ["甲1"], ["1 注"]),
    ("<p>甲<sup><a href='#n' id='r'>1</a></sup></p><div><p id='n'><a href='#r'>1</a> 注</p></div>", ["甲"], ["甲"]),
])
def test_the_lines_at_the_edges_are_those_of_a_block(inner: str, first: list[str], last: list[str]) -> None:
    page = html.document_fromstring(f"<body><div>{inner}</div></body>").find("body")
    assert page is not None
    lines = [line.text for line in paragraphs(page, (), 0)]
    begin, end = ([line.text for line in found] for found in edges(page, (), 0))
    assert (begin, end) == (first, last)
    assert lines[:len(begin)] == begin
    assert lines[len(lines) - len(end):] == end


@pytest.mark.parametrize(("inner", "read"), [
    ("<div>甲\n<p>乙</p>\n</div>\n<p>丙</p>", ["甲", "乙", "丙"]),
    ("<span>甲<p>乙</p> </span>丙", ["甲", "乙", " 丙"]),
    ("<p>甲</p> <b>乙</b>", ["甲", " 乙"]),
    ("<div>甲<b>乙</b><p>丙</p> 丁</div>", ["甲乙", "丙", " 丁"]),
])
def test_white_space_between_two_paragraphs_is_in_neither(inner: str, read: list[str]) -> None:
    page = html.document_fromstring(f"<body>{inner}</body>").find("body")
    assert page is not None
    assert [line.text for line in paragraphs(page, (), 0)] == read
