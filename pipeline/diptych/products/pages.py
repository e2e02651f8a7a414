"""A work → its pages, in the shells that the site generator made; and its lines on the pages that all works share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from typing import Any

import msgspec

from diptych.anchors.ledger import Anchors, Ledger
from diptych.citations import csl_library
from diptych.citations.csl_styles import Styles
from diptych.compile.versions import left
from diptych.config.works import Term
from diptych.diagnostics import Result
from diptych.exchange.files import TERMS
from diptych.exchange.tbx import tbx
from diptych.products.contract import NOTE, Files, Input, Texts
from diptych.products.history_inputs import HistoryInputs
from diptych.render.site import feed, glossary, parent_pages, service_worker, shared_pages, sitemap, work_lists
from diptych.render.site.page import Page, Settings
from diptych.render.site.page_shells import Shells, fill
from diptych.render.site.past_addresses import ended, left_behind
from diptych.render.site.published_work import PublishedWork, addresses
from diptych.render.site.shared_pages import ListPart
from diptych.render.site.site_index import Digest
from diptych.render.site.version_comparison import Lineages
from diptych.render.site.work_changes import Change, changes, last_change, listed
from diptych.render.site.work_pages import Site, of_work


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A change of a work: its date, its entry in the feed, its entry in changes.json."""

    date: str
    xml: str
    data: msgspec.Raw


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """What the pages and files that all works share say of a work: its IRI, by interface language what the front page
    says, as JSON, and where it names a term, the date of its last change, its changes, each page's address with those
    of its other forms, and its items for reference managers. A dated version has no changes and items of its own."""

    iri: str
    front: Mapping[str, msgspec.Raw]
    terms: Mapping[str, Mapping[str, Sequence[glossary.GlossaryRow]]]
    changed: str
    changes: tuple[ChangeEntry, ...]
    addresses: tuple[sitemap.Address, ...]
    citations: tuple[msgspec.Raw, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryInputs(HistoryInputs):
    """Also where the clauses of each version come from, the terms of the glossary, and the words of citations."""

    lineages: Input[Lineages]
    explained_ids: Input[frozenset[str]]
    styles: Input[Styles | None]


@dataclass(frozen=True, slots=True)
class PageInputs(EntryInputs):
    """Also the works that an edition links to, and the files that were made beside its page."""

    shells: Input[Shells]
    links: Input[Mapping[str, str]]
    templates: Input[None]
    beside: Input[tuple[Digest, ...]]


@dataclass(frozen=True, slots=True)
class ListPageInputs:
    """The shells of all pages, the entries of all works, which are read whenever they are asked for, and which of the
    lists' pages are made."""

    frame: Input[Shells]
    settings: Input[Settings]
    templates: Input[None]
    entries: Input[Iterable[WorkEntry]]
    part: Input[ListPart]


@dataclass(frozen=True, slots=True)
class SharedPageInputs:
    """The shells of all pages, the terms of the glossary, and the entries of all works, which are read whenever they
    are asked for."""

    frame: Input[Shells]
    settings: Input[Settings]
    explained: Input[tuple[Term, ...]]
    templates: Input[None]
    entries: Input[Iterable[WorkEntry]]


def make(inputs: PageInputs, _: str) -> Result[Files]:
    """The pages of a work, but those for which there is one by hand."""
    shells = inputs.shells.get()
    pages = (page for page in _pages(inputs) if page.path not in shells.by_hand)
    return Result(tuple((page.path + name, data) for page in pages
                        for name, data in (("index.html", fill(shells, page)), *page.beside)))


def entry(inputs: EntryInputs, _: str) -> Result[Files]:
    """A note for the pages that all works share: a WorkEntry as JSON."""
    texts, settings, explained = inputs.texts.get(), inputs.settings.get(), inputs.explained_ids.get()
    work = _work(texts, inputs.versions.get(), inputs.lineages.get())
    # The front page and the glossary are of the newest version, which has an entry of its own without a date.
    shown = () if texts.version else settings.interfaces.site
    front = {words.language: msgspec.Raw(msgspec.json.encode(work_lists.listed(work.documents, work.path, words)))
             for words in shown}
    terms = {words.language: glossary.rows(work.documents, explained, words) for words in (shown if explained else ())}
    ledger = inputs.ledger.get()
    history = () if texts.version else changes(ledger, work.documents, work.versions)
    note = WorkEntry(
        work.documents[0].home, front, terms, last_change(ledger, work.documents, work.versions),
        tuple(_change(change, work, settings) for change in history), tuple(addresses(settings, work)),
        () if texts.version else _citations(work, inputs.styles.get(), settings.site_url))
    return Result(((NOTE, msgspec.json.encode(note)),))


def lists(inputs: ListPageInputs, _: str) -> Result[Files]:
    """A part of the front pages and of the pages that list works; with the first, the file of all works."""
    shells, settings, part = inputs.frame.get(), inputs.settings.get(), inputs.part.get()
    last, listing = _listing(inputs.entries.get(), part.language)
    made = shared_pages.fronts(settings, listing, shells.prefaces, part)
    files = (*((f"{page.path}index.html", fill(shells, replace(page, changed=last)))
               for page in made if page.path not in shells.by_hand),
             *(shared_pages.lists(settings, listing) if part.number == 0 else ()))
    return Result(tuple(file for file in files if file[0] not in shells.by_hand))


def _listing(entries: Iterable[WorkEntry], language: str) -> tuple[str, Mapping[str, Sequence[Mapping[str, Any]]]]:
    """The date of the last change of all works, and what the lists say of each in an interface language."""
    last, listing = "", list[Mapping[str, Any]]()
    for entry in entries:
        last = max(last, entry.changed)
        listing += [msgspec.json.decode(entry.front[language])] if language in entry.front else []
    return last, {language: listing}


def _around(settings: Settings, entries: Iterable[WorkEntry], language: str) -> tuple[str, list[Page], list[Page]]:
    """The date of the last change of all works; in an interface language the lists' pages without their content, and
    the pages above works. What lists say of all works in one language takes much memory."""
    last, listing = _listing(entries, language)
    return (last, list(shared_pages.front_addresses(settings, listing)),
            list(parent_pages.parents(settings, listing)))


def shared(inputs: SharedPageInputs, _: str) -> Result[Files]:
    """The pages and files that all works share, made of their entries, but for those of `lists`."""
    shells, settings, terms = inputs.frame.get(), inputs.settings.get(), inputs.explained.get()
    entries, languages = inputs.entries.get(), settings.interfaces.languages
    around = [_around(settings, entries, language) for language in languages]
    last = around[0][0]
    rows = {language: [entry.terms[language] for entry in entries if language in entry.terms] if terms else []
            for language in languages}
    made = (*(page for _, _, above in around for page in above),
            *(shared_pages.glossaries(settings, terms, rows) if terms else ()))
    ours = [page for page in made if page.path not in shells.by_hand]
    listed = (page for _, fronts, _ in around for page in fronts if page.path not in shells.by_hand)
    urls = (*((address, (), "") for address in shells.addresses),
            *((page.canonical, page.alternates, last) for page in chain(listed, ours)))
    addresses = chain(urls, ((*address, entry.changed) for entry in entries for address in entry.addresses))
    words = settings.interfaces.front
    application = service_worker.manifest(shells.site_name, words, shells.icons or service_worker.ICONS).encode()
    files = (*((f"{page.path}index.html", fill(shells, replace(page, changed=last))) for page in ours),
             *(((TERMS, tbx(terms, settings.site_url, shells.site_name)),) if terms else ()),
             (service_worker.MANIFEST, application), ("robots.txt", feed.robots(settings.site_url)),
             *sitemap.files(addresses if settings.site_url else (), settings.site_url), (".nojekyll", b""))
    return Result(tuple(file for file in files if file[0] not in shells.by_hand))


def _citations(work: PublishedWork, styles: Styles | None, site_url: str) -> tuple[msgspec.Raw, ...]:
    items = csl_library.items(work.documents, styles, site_url) if styles else ()
    return tuple(msgspec.Raw(msgspec.json.encode(item)) for item in items)


def _change(change: Change, work: PublishedWork, settings: Settings) -> ChangeEntry:
    return ChangeEntry(change.date, feed.entry(work.documents, settings.site_url, change, settings.interfaces,
                                               settings.made(work.files)),
                       msgspec.Raw(msgspec.json.encode(listed(change, work.documents[0], settings.site_url))))


def _work(texts: Texts, versions: Sequence[Texts], lineages: Lineages) -> PublishedWork:
    checksums = {name: sha256(data).hexdigest() for name, data in texts.files}
    return PublishedWork(texts.documents, checksums, tuple(version.documents for version in versions), lineages,
                         pairs=texts.pairs)


def _past(ledger: Ledger, work: PublishedWork, version: str) -> Mapping[str, Anchors]:
    """The clauses that left the addresses of a work, and those of each text that its newest version lacks."""
    missing = () if version else left(work.versions)
    return {"": ended(ledger.of(version).anchors, work.documents),
            **{document.language: left_behind(ledger, work.versions, document) for _, document in missing}}


def _pages(inputs: PageInputs) -> Iterator[Page]:
    texts = inputs.texts.get()
    work = _work(texts, inputs.versions.get(), inputs.lineages.get())
    site = Site(inputs.settings.get(), inputs.links.get(), inputs.explained_ids.get(), inputs.styles.get())
    ledger, sizes = inputs.ledger.get(), {file.name: file.size for file in inputs.beside.get()}
    changed = last_change(ledger, work.documents, work.versions)
    pages = of_work(site, replace(work, past=_past(ledger, work, texts.version), sizes=sizes))
    return (replace(page, changed=changed) for page in pages)
