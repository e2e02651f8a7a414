"""Items of a list have the numbers that a browser prints, unless they have their own."""

from __future__ import annotations

import pytest
from diptych.readers.formats.web_pages.page_lists import labels
from lxml import html


def numbers(source: str) -> list[str]:
    ordered = html.fragment_fromstring(source)
    return [labels(ordered).get(item, "") for item in ordered.iterchildren("li")]


@pytest.mark.parametrize(("source", "printed"), [
    ("<ol><li>甲<li>乙</ol>", ["1. ", "2. "]),
    ("<ol start=3 type=a><li>甲<li value=7>乙<li>丙</ol>", ["c. ", "g. ", "h. "]),
    ("<ol reversed><li>甲<li>乙</ol>", ["2. ", "1. "]),
    ("<ol start=x type=I><li>甲</ol>", ["I. "]),
    ('<ol style="list-style-type: lower-roman"><li>甲<li type=A>乙</ol>', ["i. ", "B. "]),
    ('<ol style="list-style: none"><li>甲</ol>', [""]),
    ('<ol><li style="list-style-type: disc">甲<li>乙</ol>', ["", "2. "]),
    ('<ol class="list-unstyled"><li>甲</ol>', [""]), ("<ol start=0><li>甲</ol>", ["0. "]),
    ("<ol start=60 type=i><li>甲</ol>", ["lx. "]), ("<ul><li>甲</ul>", [""])])
def test_numbers_are_those_of_html(source: str, printed: list[str]) -> None:
    assert numbers(source) == printed


@pytest.mark.parametrize("words", ["（1）甲", "第一条 甲", "Article 5 A", "(a) A", "A. word", "一、甲", "§ 3 A",
                                   "Article      5 A", "Article\n\n\n\n5 A", "      § 3 A", "<b>(a)</b> A"])
def test_items_with_numbers_of_their_own_have_no_others(words: str) -> None:
    assert numbers(f"<ol><li>{words}</li><li>乙</li></ol>") == ["", ""]
