"""HTML headings → the same headings, with levels that leave out none, and once in the outline of a page."""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.render.html.queries import HEADINGS

_TITLES: Final = etree.XPath("p[span[@class='akn-docTitle']]")
"""Titles of texts that do not head the page."""


def close_gaps(tree: etree._Element, first: int = 1) -> None:
    """Lowers the levels of headings, in place, so that each is at most one below the heading around it.

    `first` is the highest level given.
    """
    around: list[str] = []
    for heading in tree.iter(*HEADINGS):
        written = str(heading.tag)
        while around and around[-1] >= written:
            around.pop()
        heading.tag = HEADINGS[min(first - 1 + len(around), len(HEADINGS) - 1)]
        around.append(written)


def outlined(article: etree._Element, language: str) -> etree._Element:
    """The article of parallel texts, whose headings are in the outline of the page once, in the language of a tag.

    Headings of the other texts beside one of these are shown as such, and are none for assistive programs. `views.js`
    does the same for the text that a reader chooses.
    """
    article.set("data-outline", language)
    for row in article.iterfind(".//div[@class]"):
        cells = [cell for cell in row if "akn-cell" in cell.get("class", "").split()]
        own = [cell for cell in cells if cell.get("lang") == language]
        titles = [title for cell in own for title in _TITLES(cell)]
        for title in titles:
            title.set("role", "heading")
            title.set("aria-level", "1")
        if titles or any(next(cell.iter(*HEADINGS), None) is not None for cell in own):
            for heading in (heading for cell in cells if cell not in own for heading in cell.iter(*HEADINGS)):
                heading.set("role", "presentation")
    return article
