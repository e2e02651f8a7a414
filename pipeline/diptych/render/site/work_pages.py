"""A work → its pages: all texts in parallel for each interface, each text by itself, the comparison of two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from markupsafe import Markup

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import site_path
from diptych.compile.versions import left
from diptych.interface_text import Interface
from diptych.render.html import contents, parallel, provisions, term_links, work_facts
from diptych.render.html.clause_tools import Citing, decorate
from diptych.render.html.elements import serialise
from diptych.render.html.notes import with_readings
from diptych.render.html.untranslated import completed
from diptych.render.html.view import Addresses, View
from diptych.render.site import glossary, past_addresses, preview_notice, version_history
from diptych.render.site.head import head
from diptych.render.site.page import CLAUSES, Link, Page, Settings, page, way
from diptych.render.site.page_templates import rendered
from diptych.render.site.published_work import PublishedWork, text_links
from diptych.render.site.version_comparison import PATH, Fate
from diptych.render.site.version_history import Comparison, PagePlace


@dataclass(frozen=True, slots=True)
class Site:
    """The data of a site for a work's pages: the paths of published IRIs, the ids of explained terms."""

    settings: Settings
    paths: Mapping[str, str] = field(default_factory=dict)
    explained: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Reading:
    """The form in which a page shows a work: its path, its interface, its text, or None for all texts."""

    path: str
    words: Interface
    text: Document | None


def of_work(site: Site, work: PublishedWork) -> Iterator[Page]:
    """The pages of a work: in parallel for each interface, each text by itself, then comparisons or older texts."""
    comparison = version_history.comparison(work.versions, work.date, work.lineage)
    yield from (preview_notice.marked(page, work.documents[0]) for page in _of_work(site, work, comparison))


def _of_work(site: Site, work: PublishedWork, comparison: Comparison | None) -> Iterator[Page]:
    if comparison is not None:
        work = replace(work, changed=frozenset(change.eid for change in comparison.changes
                                               if change.fate not in (Fate.GONE, Fate.SAME)))
    yield from _parallels(site, work)
    yield from _single_texts(site, work)
    if not work.version:
        yield from _texts_of_older_versions(site, work)
    elif comparison is not None:
        yield from _comparisons(site, work, comparison)


def _parallels(site: Site, work: PublishedWork) -> Iterator[Page]:
    settings = site.settings
    readings = [_Reading(settings.home(words) + work.path, words, None) for words in settings.interfaces.site]
    trees = parallel.fragments(work.documents, [(reading.words, Addresses(site.paths, way(reading.path)))
                                                for reading in readings])
    for reading, tree in zip(readings, trees, strict=True):
        near, words = work_facts.nearest(work.documents, reading.words), reading.words
        citing = _citing(site, work, reading, near)
        described = "description_authentic" if work.documents[0].authentic else "description_parallel"
        description = words.say(described, number=near.number, title=near.title)
        shown = page(
            settings, work.path, words, near.title, description,
            html=_body(site, work, reading, _finished(site, parallel.deferred(tree), citing, reading), citing),
            contents=contents.entries(near), scripts=CLAUSES, head=head(work, settings.site_url),
            columns=tuple(map(interface_text.tag, work.documents)))
        yield replace(shown, canonical=settings.absolute(settings.home(words) + work.canonical.path))


def _single_texts(site: Site, work: PublishedWork) -> Iterator[Page]:
    for document, canonical in zip(work.documents, work.canonical.documents, strict=True):
        words = site.settings.interfaces.of(interface_text.tag(document))
        reading = _Reading(site_path(document.address), words, document)
        view = View(document, words, Addresses(site.paths, way(reading.path)))
        citing = _citing(site, work, reading, document)
        tree = _finished(site, completed(provisions.fragment(view), work.documents[0], view), citing, reading)
        language = words.language_name(interface_text.tag(document))
        yield Page(
            reading.path, document.title,
            words.say("description_text", number=document.number, title=document.title, language=language), words,
            site.settings.absolute(site_path(canonical.address)), (), site.settings.alternates(text_links(work)),
            _body(site, work, reading, tree, citing), contents.entries(document), CLAUSES,
            head(work, site.settings.site_url, document.language))


def _texts_of_older_versions(site: Site, work: PublishedWork) -> Iterator[Page]:
    """For each language that the newest version lacks: its last text, at the address without a date."""
    for documents, document in left(work.versions):
        older = replace(work, documents=tuple(documents), lineage={}, changed=frozenset(),
                        past={"": work.past.get(document.language, ())})
        shown = next(shown for shown in _single_texts(site, older) if shown.path == site_path(document.address))
        yield replace(shown, path=site_path(replace(document, version="").address), alternates=())


def _comparisons(site: Site, work: PublishedWork, comparison: Comparison) -> Iterator[Page]:
    for words in site.settings.interfaces.site:
        path = site.settings.home(words) + work.path + PATH
        root = site.settings.front(path, words)
        values = version_history.values(comparison, words, root)
        near = work_facts.nearest(work.documents, words)
        history = version_history.history(work.versions, work.documents[0], words, PagePlace(path, root), alone=False)
        description = words.say("changes_description", number=near.number, title=near.title, old=values["old"],
                                new=values["new"])
        yield page(site.settings, work.path + PATH, words, f"{near.title} – {values['title']}", description,
                   html=rendered("changes.html", words, history=history, **values))


def _citing(site: Site, work: PublishedWork, reading: _Reading, near: Document) -> Citing:
    """The addresses of the clauses on a page."""
    newest = work.versions[-1][0] if work.versions and not work.version else work.documents[0]
    changes = f"{site.settings.front(reading.path, reading.words)}{site_path(newest.home)}{PATH}"
    here = {eid for document in work.documents for eid in document.by_eid}
    taken = frozenset(anchor.id for anchor in work.past.get("", ()) if anchor.id in here)
    address, folder = (work.path, way(reading.path) + work.path) if reading.text is None else (reading.path, "./")
    return Citing(near, reading.words, site.settings.absolute(address), site.settings.report, changes, work.changed,
                  folder, taken)


def _finished(site: Site, tree: etree._Element, citing: Citing, reading: _Reading) -> etree._Element:
    """The tree of a text with the readings of emendations, the links of clauses, and links to the glossary."""
    return term_links.linked(decorate(with_readings(tree, reading.words), citing), site.explained,
                             site.settings.front(reading.path, reading.words) + glossary.PATH)



def _body(site: Site, work: PublishedWork, reading: _Reading, tree: etree._Element, citing: Citing) -> str:
    """The main part of a work's page."""
    words, original, alone = reading.words, work.documents[0], reading.text is not None
    near, folder = work_facts.nearest(work.documents, words), way(reading.path) + work.path
    shown = (reading.text,) if reading.text else work.documents
    texts = tuple(work_facts.text(document, words, near) for document in shown)
    root = site.settings.front(reading.path, words)
    views, past = _views(work, reading, root), _past_clauses(work, tree, citing)
    fragment = Markup(serialise(tree))  # noqa: S704 - serialised elements, whose text is escaped
    return rendered(
        "work.html", words, texts=texts, views=views, parallel=not alone, permalink=citing.address,
        addresses=citing.way, left=past, fragment=fragment,
        history=version_history.history(work.versions, reading.text or original, words, PagePlace(reading.path, root),
                                        alone=alone),
        contents=contents.entries(reading.text or near),
        number=work_facts.TaggedText(original.number, interface_text.tag(original)),
        issuer=work_facts.TaggedText(near.author, interface_text.tag(near)), date=words.date(original.date),
        iso_date=original.date, folder=folder, citation_style=site.settings.citation_style,
        reviews=work_facts.reviews(views[0].path, work.documents) if site.settings.review and not alone else (),
        downloads=work_facts.downloads(folder, (*work.files, *work.handouts), texts, words))



def _past_clauses(work: PublishedWork, tree: etree._Element, citing: Citing) -> Sequence[Mapping[str, Any]]:
    """The former clauses without a place on the page; the others get a mark at their place in the tree."""
    return [{"id": eid, "name": citing.label(eid), "path": citing.page(eid)}
            for eid in past_addresses.placed(tree, work.past.get("", ())) if eid not in citing.taken]


def _views(work: PublishedWork, reading: _Reading, root: str) -> Sequence[Link]:
    """Links to the parallel texts and to each text; `root` is the URL of the reader's front page."""
    words = reading.words
    together = Link(root + work.path, words.tag, words.say("view_parallel"),
                    reading.text is None)
    return [together, *text_links(work, way(reading.path), reading.text)]
