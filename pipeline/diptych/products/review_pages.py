"""A work → the pages for the editors of its translations, where mkdocs.yml asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diptych.config.works import Waiver
from diptych.diagnostics import Code, Result
from diptych.products.contract import Files, Input, Texts
from diptych.render.site.page import Settings
from diptych.render.site.page_shells import Shells, fill
from diptych.render.site.published_work import PublishedWork
from diptych.render.site.review_page import review_pages
from diptych.review.work import ReviewTables, reviews


@dataclass(frozen=True, slots=True)
class ReviewPageInputs:
    """An edition, what a review goes by with the codes of its findings, and what the editor waives."""

    texts: Input[Texts]
    review: Input[tuple[ReviewTables, Mapping[str, Code]] | None]
    waivers: Input[Sequence[Waiver]]
    settings: Input[Settings]
    shells: Input[Shells]
    templates: Input[None]


def make(inputs: ReviewPageInputs, _: str) -> Result[Files]:
    """The pages of the newest version, in each interface language; none where nobody asked for them."""
    asked, texts = inputs.review.get(), inputs.texts.get()
    if asked is None or texts.version or not any(document.translation for document in texts.documents):
        return Result(())
    tables, codes = asked
    shells, work = inputs.shells.get(), PublishedWork(texts.documents, pairs=texts.pairs)
    pages = [page for review, _ in reviews(texts.documents, tables, inputs.waivers.get(), texts.pairs)
             for page in review_pages(work, review, codes, inputs.settings.get())]
    return Result(tuple((f"{page.path}index.html", fill(shells, page)) for page in pages
                        if page.path not in shells.by_hand))
