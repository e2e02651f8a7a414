"""A work → the page of each of its permalinks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.akn.document import Document
from pipeline.akn.fingerprints import anchors, digest, words
from pipeline.diagnostics import Result
from pipeline.ledger import Anchor, Anchors, Ledger, settled
from pipeline.products import Files, Given
from pipeline.render.addresses import addresses
from pipeline.render.history import left


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
        found = addresses(undated, past(ledger, texts, document), ranges, site_url, earlier)
        yield from (page for page in found if page[0].startswith(folder))


def past(ledger: Ledger, texts: Sequence[Sequence[Document]], document: Document) -> Anchors:
    """What no longer stands at addresses without a date in a text that is not of the newest version: each with the
    places where its clause stands in that text, as the later versions say where theirs came from."""
    newest = {eid for one in texts[-1] for eid in anchors(one)}
    here = {eid: digest(words(element)) for eid, element in anchors(document).items()}
    later = [ledger.of(one[0].version).anchors for one in reversed(texts) if one[0].version > document.version]
    found = {_key(anchor, document): anchor for anchor in ledger.of(document.version).anchors if not anchor.live}
    for anchor in settled(ledger.of("").anchors, newest):
        recorded = dict(anchor.texts).get(document.language, "").partition(".")[0]
        places = _back(anchor.to, later)
        if not anchor.live and recorded not in ("", here.get(anchor.id)) and (places or not anchor.to):
            found[_key(anchor, document)] = replace(anchor, to=places)
    return tuple(found.values())


def _back(places: tuple[str, ...], later: Sequence[Anchors]) -> tuple[str, ...]:
    """The eIds that the clauses at some eIds came from, through versions from the newest back."""
    for version in later:
        origins = {anchor.id: anchor.origin for anchor in version if anchor.live and anchor.origin is not None}
        places = tuple(dict.fromkeys(old for place in places for old in origins.get(place, (place,))))
    return places


def _key(anchor: Anchor, document: Document) -> tuple[str, str]:
    return anchor.id, dict(anchor.texts).get(document.language, "")
