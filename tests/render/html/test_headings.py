"""Headings of parallel texts in the outline of a page: once, in the reader's language."""

from __future__ import annotations

from diptych.interface_text import interface
from diptych.render.html.headings import outlined
from diptych.render.html.parallel import fragment, views
from diptych.render.html.view import NOWHERE
from lxml import etree

from tests.render.small import twins


def outline(language: str) -> list[tuple[str, str]]:
    """The headings that assistive programs see: language and words."""
    article = outlined(fragment(views(twins(), interface("zh"), NOWHERE)), language)
    seen = article.xpath(".//*[contains(@class, 'akn-cell')]//*[(self::h1 or self::h2 or self::h3 or @role='heading')"
                         " and not(@role='presentation')]")
    return [(heading.xpath("string(ancestor::*[@lang][1]/@lang)"),
             etree.tostring(heading, encoding="unicode", method="text", with_tail=False)) for heading in seen]


def test_each_heading_is_in_the_outline_once_in_the_language_asked_for() -> None:
    assert outline("zh-Hans")[:2] == [("zh-Hans", "若干意见"), ("zh-Hans", "一、意义")]
    assert outline("ko")[:2] == [("ko", "몇 가지 의견"), ("ko", "1. 의의")]
    for language in ("zh-Hans", "ko"):
        own = [words for tag, words in outline(language) if tag == language]
        assert len(own) == len(set(own)) == 2


def test_a_heading_that_stands_alone_stays_one() -> None:
    assert [tag for tag, _ in outline("en")][:1] == ["zh-Hans"]
