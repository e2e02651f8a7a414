"""A work → the page of each of its permalinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from diptych.anchors.ledger import Ledger
from diptych.citations.csl_styles import Styles
from diptych.compile.versions import left
from diptych.diagnostics import Result
from diptych.products.contract import Files, Input, Texts
from diptych.render.site.page import Settings
from diptych.render.site.past_addresses import left_behind
from diptych.render.site.permalinks import addresses


@dataclass(frozen=True, slots=True)
class PermalinkInputs:
    """An edition, the ledger of its work, the ranges of clauses that references cite, and the words of
    citations."""

    texts: Input[Texts]
    versions: Input[tuple[Texts, ...]]
    settings: Input[Settings]
    ledger: Input[Ledger]
    ranges: Input[frozenset[str]]
    styles: Input[Styles | None]


def make(inputs: PermalinkInputs, _: str) -> Result[Files]:
    """The pages of all addresses of a work that were ever published, and of the ranges of clauses that texts cite."""
    styles = inputs.styles.get()
    return Result(None if styles is None else tuple((path, html.encode()) for path, html in _pages(inputs, styles)))


def _pages(inputs: PermalinkInputs, styles: Styles) -> Iterator[tuple[str, str]]:
    """In a language that the newest version lacks the addresses without a date are those of the last that has it."""
    texts, ledger, ranges = inputs.texts.get(), inputs.ledger.get(), inputs.ranges.get()
    settings, versions = inputs.settings.get(), [version.documents for version in inputs.versions.get()]
    earlier = [documents for documents in reversed(versions)
               if documents[0].version < (texts.version or versions[-1][0].version)]
    yield from addresses(texts.documents, ledger.of(texts.version).anchors, ranges, settings, earlier, styles=styles)
    for documents, document in () if texts.version else left(versions):
        undated = [replace(text, version="") for text in documents]
        folder = f"{document.work_iri.strip('/')}/{document.language}/"
        pages = addresses(undated, left_behind(ledger, versions, document), ranges, settings, earlier, styles=styles)
        yield from (page for page in pages if page[0].startswith(folder))
