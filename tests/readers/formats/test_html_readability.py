"""The text that readability selects of a page."""

from __future__ import annotations

import pytest
from diptych.readers.formats import html_readability
from lxml import html
from readability import Document

WORDS = "The library lends books, maps, records and prints to every reader of the town, without a fee. "
LINKS = "".join(f"<li><a href='/{number}'>{WORDS}</a></li>" for number in range(9))


@pytest.mark.parametrize("inner", [
    f"<p>{WORDS * 4}</p>" * 3,
    f"<div class='menu'><ul>{LINKS}</ul></div><div class='article'>{f'<p>{WORDS * 4}</p>' * 3}</div>",
    (f"<div><p>{WORDS * 4}</p><section><a href='/'>The reader said this at the time:</a></section>"
    f"<div><blockquote>{WORDS}</blockquote></div><p>{WORDS * 4}</p></div>"),
])
def test_what_is_selected_is_what_readability_selects(inner: str) -> None:
    page = f"<html><body>{inner}</body></html>"
    assert html_readability._selected(page) == Document(page).summary(html_partial=True)


def test_the_innermost_element_around_a_text_has_both_its_ends() -> None:
    page = html.document_fromstring("<body><div>甲<p>乙 丙</p><div>丁<p id='a'>戊<b>己</b> 庚</p></div></div></body>")
    assert html_readability._around(page, "戊己庚").get("id") == "a"
    assert html_readability._around(page, "丁戊").tag == "div"
    assert html_readability._around(page, "无") is page
