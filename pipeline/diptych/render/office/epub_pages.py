"""Pages of a PDF → their marks in the same text of a book (EPUB Accessibility 1.1, 3.3)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from diptych.render.html.elements import make
from diptych.render.office.epub_notes import EPUB_TYPE


def mark(article: etree._Element, printed: Mapping[str, int]) -> tuple[int, ...]:
    """The pages that got a mark, in place, at the first clause that begins on each of them.

    `printed` are the pages by the ids of clauses. A page on which no clause begins has no mark.
    """
    marked: list[int] = []
    for element in list(article.iter(etree.Element)):
        number = printed.get(element.get("id", ""), 0)
        if number > (marked[-1] if marked else 0) and element.tag in ("section", "p", "div"):
            page = make("span", id=f"page-{number}", role="doc-pagebreak", title=str(number))
            page.set(EPUB_TYPE, "pagebreak")
            _put(element, page)
            marked.append(number)
    return tuple(marked)


def _put(element: etree._Element, page: etree._Element) -> None:
    """Puts a mark at the start of an element."""
    page.tail, element.text = element.text, None
    element.insert(0, page)
