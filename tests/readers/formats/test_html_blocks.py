"""Paragraphs and tables of an element: both ways to read a page give the same lines."""

from __future__ import annotations

import pytest
from diptych.readers.formats.html_blocks import flow, paragraphs
from lxml import html

TABLE = "<table><tr><td>甲</td><td> 乙 <b>丙</b></td></tr><tr><td hidden>丁</td><td> </td></tr></table>"
LAYOUT = f"<table><tr><td>菜单</td><td>{TABLE}<p>戊</p></td></tr><tr><td>己</td><td>{TABLE}</td></tr></table>"
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
])
def test_tables_are_put_in_their_places_as_if_read_there(inner: str, whole: int) -> None:
    page = html.document_fromstring(f"<body><p>{inner}</p></body>").find("body")
    assert page is not None
    held = flow(page, ("黑体",))
    # A label is equal to itself alone.
    assert repr(held.with_tables(whole)) == repr(tuple(paragraphs(page, ("黑体",), whole)))
    assert repr(tuple(held.lines)) == repr(tuple(paragraphs(page, ("黑体",), 0)))
