"""A work → the page of each of its permalinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diptych.anchors.ledger import Ledger
from diptych.compile.versions import left
from diptych.diagnostics import Result
from diptych.products.contract import Files, Given
from diptych.render.site.past_addresses import left_behind
from diptych.render.site.permalinks import addresses


def make(given: Given, _: str) -> Result[Files]:
    """The pages of all addresses of a work that were ever published, and of the ranges of clauses that texts cite."""
    return Result(tuple((path, html.encode()) for path, html in _pages(given)))


def _pages(given: Given) -> Iterator[tuple[str, str]]:
    """In a language that the newest version lacks the addresses without a date are those of the last that has it."""
    ranges, site_url, texts = given.value("ranges"), given.value("site").site_url, given.versions
    earlier = [one for one in reversed(texts) if one[0].version < (given.version or texts[-1][0].version)]
    ledger: Ledger = given.value("ledger")
    yield from addresses(given.documents, ledger.of(given.version).anchors, ranges, site_url, earlier)
    for documents, document in () if given.version else left(texts):
        undated = [replace(one, version="") for one in documents]
        folder = f"{document.work_iri.strip('/')}/{document.language}/"
        found = addresses(undated, left_behind(ledger, texts, document), ranges, site_url, earlier)
        yield from (page for page in found if page[0].startswith(folder))

