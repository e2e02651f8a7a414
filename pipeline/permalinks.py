"""A work → the page of each of its permalinks."""

from __future__ import annotations

from pipeline.diagnostics import Result
from pipeline.products import Files, Given
from pipeline.render.addresses import addresses


def make(given: Given, _: str) -> Result[Files]:
    """The pages of all addresses of a work that were ever published, and of the ranges of clauses that texts cite."""
    made = addresses(given.documents, given.value("ledger"), given.value("ranges"), given.value("site").site_url,
                     given.before)
    return Result(tuple((path, html.encode()) for path, html in made))
