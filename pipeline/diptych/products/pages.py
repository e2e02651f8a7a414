"""A work → its pages, in the shells that the site generator made; and its lines on the pages that all works share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from diptych import interface_text
from diptych.anchors.ledger import Anchors, Ledger
from diptych.compile.versions import left
from diptych.diagnostics import Result
from diptych.exchange.files import TERMS
from diptych.exchange.tbx import tbx
from diptych.interface_text import LANGUAGES
from diptych.products.contract import NOTE, Files, Given
from diptych.render.html.term_links import TermOccurrence
from diptych.render.html.work_facts import TaggedText
from diptych.render.site import feed, glossary, pages, service_worker, sitemap, work_lists
from diptych.render.site.page_shells import Shells, fill
from diptych.render.site.pages import Page, PublishedWork, Site
from diptych.render.site.past_addresses import ended, left_behind


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """What the pages that all works share say of a work: its IRI, by interface language what the front page says and
    where it names a term, its entry in the feed with the date of that, and each page's address with those of its other
    forms."""

    iri: str
    front: Mapping[str, Mapping[str, Any]]
    terms: Mapping[str, Mapping[str, Sequence[glossary.GlossaryRow]]]
    feed: str
    updated: str
    addresses: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def make(given: Given, _: str) -> Result[Files]:
    """The pages of a work, but those for which there is one by hand."""
    shells: Shells = given.value("shells")
    files = ((page.path, fill(shells, page)) for page in _pages(given) if page.path not in shells.by_hand)
    return Result(tuple((f"{path}index.html", html) for path, html in files))


def entry(given: Given, _: str) -> Result[Files]:
    """What `read` reads."""
    work, settings = _work(given), given.value("site")
    # The front page and the glossary tell of the newest version, which has an entry of its own without a date.
    shown = LANGUAGES if not given.version else ()
    listed = {language: work_lists.listed(work.documents, work.path, interface_text.interface(language))
              for language in shown}
    explained = given.value("terms")
    terms = {language: glossary.rows(work.documents, explained, interface_text.interface(language))
             for language in (shown if explained else ())}
    made = {"iri": work.documents[0].home, "front": listed, "terms": terms, "updated": feed.updated(work.documents),
            "feed": feed.entry(work.documents, settings.site_url), "addresses": list(pages.addresses(settings, work))}
    return Result(((NOTE, json.dumps(made, ensure_ascii=False, default=asdict).encode()),))


def shared(given: Given, _: str) -> Result[Files]:
    """The pages and files that all works share, made of their entries."""
    shells, settings, terms = given.value("frame"), given.value("site"), given.value("explained")
    entries = [read(json.loads(data)) for data in given.files.values()]
    listing = {language: [entry.front[language] for entry in entries if language in entry.front]
               for language in LANGUAGES}
    rows = {language: [entry.terms[language] for entry in entries if language in entry.terms]
            for language in (LANGUAGES if terms else ())}
    made = (*pages.fronts(settings, listing), *pages.glossaries(settings, terms, rows))
    ours = [page for page in made if page.path not in shells.by_hand]
    addresses = (*((address, ()) for address in shells.addresses),
                 *((page.canonical, page.alternates) for page in ours),
                 *(address for entry in entries for address in entry.addresses))
    listed = sitemap.sitemap(addresses if settings.site_url else ())
    words = interface_text.interface(LANGUAGES[0])
    feeds = feed.feed([(entry.updated, entry.iri, entry.feed) for entry in entries], settings.site_url,
                      shells.site_name, words)
    application = service_worker.manifest(shells.site_name, words).encode()
    files = (*((f"{page.path}index.html", fill(shells, page)) for page in ours),
             *(((TERMS, tbx(terms, settings.site_url)),) if terms else ()),
             (feed.PATH, feeds), (service_worker.MANIFEST, application), ("robots.txt", feed.robots(settings.site_url)),
             (sitemap.PATH, listed), (f"{sitemap.PATH}.gz", sitemap.compressed(listed)), (".nojekyll", b""))
    return Result(tuple(file for file in files if file[0] not in shells.by_hand))


def read(made: Mapping[str, Any]) -> WorkEntry:
    """What `entry` noted of a work."""
    terms = {language: {term: tuple(map(_row, rows)) for term, rows in found.items()}
             for language, found in made["terms"].items()}
    addresses = tuple((address, tuple((tag, other) for tag, other in others)) for address, others in made["addresses"])
    return WorkEntry(made["iri"], made["front"], terms, made["feed"], made["updated"], addresses)


def _row(made: Mapping[str, Any]) -> glossary.GlossaryRow:
    cells = tuple((tag, tuple(TermOccurrence(**one) for one in places)) for tag, places in made["cells"])
    return glossary.GlossaryRow(made["path"], TaggedText(**made["label"]), cells)


def _work(given: Given) -> PublishedWork:
    return PublishedWork(given.documents, {name: sha256(data).hexdigest() for name, data in given.texts},
                         given.versions,
                given.lineage)


def _past(given: Given) -> Mapping[str, Anchors]:
    """What no longer stands at the addresses of a work, and at those of each text that its newest version lacks."""
    ledger: Ledger = given.value("ledger")
    missing = () if given.version else left(given.versions)
    return {"": ended(ledger.of(given.version).anchors, given.documents),
            **{document.language: left_behind(ledger, given.versions, document) for _, document in missing}}


def _pages(given: Given) -> tuple[Page, ...]:
    return pages.of_work(Site(given.value("site"), given.value("links"), given.value("terms")),
                         replace(_work(given), past=_past(given)))
