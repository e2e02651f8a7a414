"""A work → the page of each of its permalinks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diptych.akn.document import Document
from diptych.anchors.ledger import Anchors
from diptych.citations.csl_styles import Styles
from diptych.compile.versions import left
from diptych.diagnostics import Result
from diptych.products.contract import Files, Input
from diptych.products.history_inputs import HistoryInputs
from diptych.render.site.page_shells import Shells, fill
from diptych.render.site.past_addresses import left_behind
from diptych.render.site.permalinks import addresses, dated
from diptych.render.site.tombstones import tombstones
from diptych.render.site.work_changes import last_change


@dataclass(frozen=True, slots=True)
class PermalinkInputs(HistoryInputs):
    """Also the ranges of clauses that references cite, and the words of citations."""

    ranges: Input[frozenset[str]]
    styles: Input[Styles | None]


@dataclass(frozen=True, slots=True)
class TombstoneInputs(HistoryInputs):
    """Also the words of citations, and the shells of pages."""

    styles: Input[Styles | None]
    shells: Input[Shells]


@dataclass(frozen=True, slots=True)
class _Published:
    """Texts with the anchors that were published at their addresses, and the versions before them, the newest first.

    Only the addresses below `folder` are theirs.
    """

    documents: Sequence[Document]
    anchors: Anchors
    earlier: Sequence[Sequence[Document]]
    folder: str = ""


def make(inputs: PermalinkInputs, _: str) -> Result[Files]:
    """The pages of all addresses of a work that lead to a clause, to the first one of a range that texts cite, or from
    the date of a single version to its text."""
    styles, settings, ranges = inputs.styles.get(), inputs.settings.get(), inputs.ranges.get()
    if styles is None:
        return Result(None)
    pages = [page for each in _published(inputs)
             for page in addresses(each.documents, each.anchors, ranges, settings, each.earlier, styles=styles)
             if page[0].startswith(each.folder)]
    if not inputs.versions.get():
        texts = inputs.texts.get().documents
        pages += dated(texts, settings, last_change(inputs.ledger.get(), texts))
    return Result(tuple((path, html.encode()) for path, html in pages))


def make_tombstones(inputs: TombstoneInputs, _: str) -> Result[Files]:
    """The pages of all addresses of a work that say what became of a clause."""
    styles, settings, shells = inputs.styles.get(), inputs.settings.get(), inputs.shells.get()
    return Result(None if styles is None else tuple(
        (f"{page.path}index.html", fill(shells, page)) for each in _published(inputs)
        for page in tombstones(each.documents, each.anchors, settings, each.earlier, styles=styles)
        if page.path.startswith(each.folder)))


def _published(inputs: HistoryInputs) -> Iterator[_Published]:
    """The edition; and in a language that the newest version lacks the last text that has it, without a date."""
    texts, ledger = inputs.texts.get(), inputs.ledger.get()
    versions = [version.documents for version in inputs.versions.get()]
    earlier = [documents for documents in reversed(versions)
               if documents[0].version < (texts.version or versions[-1][0].version)]
    yield _Published(texts.documents, ledger.of(texts.version).anchors, earlier)
    for documents, document in () if texts.version else left(versions):
        undated = [replace(text, version="") for text in documents]
        yield _Published(undated, left_behind(ledger, versions, document), earlier,
                         f"{document.work_iri.strip('/')}/{document.language}/")
