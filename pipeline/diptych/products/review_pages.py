"""A work → the pages for the editors of its translations, where mkdocs.yml asks for them."""

from __future__ import annotations

from diptych.diagnostics import Result
from diptych.products.contract import Files, Given
from diptych.render.site.page_shells import Shells, fill
from diptych.render.site.pages import PublishedWork
from diptych.render.site.review_page import review_pages
from diptych.review.work import reviews


def make(given: Given, _: str) -> Result[Files]:
    """The pages of the newest version, in each interface language; none where nobody asked for them."""
    asked = given.value("review") if "review" in given.shared else None
    if asked is None or given.version or len(given.documents) < 2:
        return Result(())
    known, codes = asked
    shells: Shells = given.value("shells")
    work, settings = PublishedWork(given.documents), given.value("site")
    pages = [page for found, _ in reviews(given.documents, known, given.value("editorial"))
             for page in review_pages(work, found, codes, settings)]
    return Result(tuple((f"{page.path}index.html", fill(shells, page)) for page in pages
                        if page.path not in shells.by_hand))
