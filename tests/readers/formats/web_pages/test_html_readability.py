"""The text that readability selects of a page."""

from __future__ import annotations

from typing import Any

import pytest
from diptych.readers.formats.web_pages import html_readability
from diptych.readers.formats.web_pages.linear_readability import LinearDocument
from lxml import html
from readability import Document

WORDS = "The library lends books, maps, records and prints to every reader of the town, without a fee. "
LINKS = "".join(f"<li><a href='/{number}'>{WORDS}</a></li>" for number in range(9))


TEXT = f"<p>{WORDS * 4}</p>"


@pytest.mark.parametrize("inner", [
    TEXT * 3,
    f"<div class='menu'><ul>{LINKS}</ul></div><div class='article'>{TEXT * 3}</div>",
    (f"<div>{TEXT}<section><a href='/'>The reader said this at the time:</a></section>"
    f"<div><blockquote>{WORDS}</blockquote></div>{TEXT}</div>"),
    f"<div>{WORDS}<br>{WORDS}<b>bold</b> tail<i>it</i><div>{WORDS}</div>behind<span><p>{WORDS}</p></span></div>",
    f"<div>{TEXT * 2}<div><img src='a.png'></div><ul>{'<li>a</li>' * 120}</ul>{TEXT}<div><input><input></div></div>",
    f"<div>{TEXT * 3}<h2><a href='/'>{WORDS}</a></h2><form><p>{WORDS}</p></form><iframe src='/x'></iframe></div>",
    f"<div class='content'>{TEXT}</div><section><div class='content'>{TEXT * 2}</div></section>",
    "<div>a<ol><li>x</li></ol>b</div><noscript>c</noscript>",
    f"<main><p class='subtitle'>{WORDS}</p><article class='entry'>{TEXT * 4}</article><p>{WORDS}</p></main>",
    f"<div><p title='<p>'>{WORDS}</p><div><a href='javascript:x()'>{WORDS}</a></div>{TEXT * 3}</div>",
    f"<div><xmp><p>x</xmp>{TEXT * 3}<p>Sign up <a href='/'>here or there</a></p><embed src='x'></div>",
    f"<div hidden style='display:none'>{TEXT}</div><div style='display: none'>{TEXT}</div>{TEXT * 3}",
    f"<div hidden>{TEXT}</div>{TEXT * 3}",
    f"<div style='display: none'>{TEXT}</div><p onclick='x()'>{WORDS}</p>{TEXT * 3}",
    f"<div>{TEXT * 3}<p>Subscribe</p><p>Subscribe <a href='/'>here</a></p><p>Here <a href='/'>subscribe</a></p></div>",
    "<table>" + f"<tr><td>{WORDS}</td><td>1</td><td></td></tr>" * 9 + "</table><ul><li>x</li></ul>",
    "<div>" * 60 + TEXT * 3 + "<p>a</p></div>" * 60,
    "",
])
def test_what_is_selected_is_what_readability_selects(inner: str) -> None:
    page = f"<html><body>{inner}</body></html>"
    assert html_readability._selected(page) == Document(page).summary(html_partial=True)


@pytest.mark.parametrize(("inner", "times"), [("<ol><li>a</li></ol>", 1), ("<ol id='menu'><li>a</li></ol>", 2),
                                              (TEXT * 3, 1)])
def test_a_page_is_parsed_again_only_if_something_was_dropped(
        inner: str, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = LinearDocument._parse

    def counted(page: LinearDocument, source: str) -> Any:
        parsed.append(source)
        return parse(page, source)

    monkeypatch.setattr(LinearDocument, "_parse", counted)
    html_readability._selected(f"<html><body>{inner}</body></html>")
    assert len(parsed) == times


def test_the_innermost_element_around_a_text_has_both_its_ends() -> None:
    page = html.document_fromstring("<body><div>甲<p>乙 丙</p><div>丁<p id='a'>戊<b>己</b> 庚</p></div></div></body>")
    assert html_readability._around(page, "戊己庚").get("id") == "a"
    assert html_readability._around(page, "丁戊").tag == "div"
    assert html_readability._around(page, "无") is page
