"""A work → its pages: all texts in parallel for each interface, each text by itself, the comparison of two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lxml import etree
from markupsafe import Markup

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import site_path
from diptych.citations.csl_styles import Styles
from diptych.citations.pinpoints import Words
from diptych.compile.versions import left
from diptych.interface_text import Interface
from diptych.render.html import (
    contents,
    downloads,
    legal_facts,
    parallel,
    provisions,
    term_links,
    title_breaks,
    word_joints,
    work_facts,
)
from diptych.render.html.clause_tools import Citing, decorate
from diptych.render.html.elements import serialise
from diptych.render.html.headings import outlined
from diptych.render.html.notes import united, with_cuts, with_readings
from diptych.render.html.untranslated import completed
from diptych.render.html.view import Addresses, View
from diptych.render.site import (
    glossary,
    last_texts,
    past_addresses,
    preview_notice,
    text_columns,
    version_differences,
    version_history,
)
from diptych.render.site.head import head
from diptych.render.site.page import CLAUSES, Link, Page, Settings, page, way
from diptych.render.site.page_templates import rendered
from diptych.render.site.published_work import PublishedWork, text_links
from diptych.render.site.version_comparison import PATH, Fate
from diptych.render.site.version_history import Comparison, PagePlace

Files = tuple[tuple[str, bytes], ...]
"""Names and bytes of files beside a page."""
_PAIR: Final = 2
"""Texts of a work of which each page shows all, or one."""


@dataclass(frozen=True, slots=True)
class Site:
    """The data of a site for a work's pages: the paths of published IRIs, the ids of explained terms, the words of
    citations."""

    settings: Settings
    paths: Mapping[str, str] = field(default_factory=dict)
    explained: frozenset[str] = frozenset()
    styles: Styles | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The form in which a page shows a work: its path, its interface, its text, or None for all texts."""

    path: str
    words: Interface
    text: Document | None


def of_work(site: Site, work: PublishedWork) -> Iterator[Page]:
    """The pages of a work: in parallel for each interface, each text by itself, then comparisons or older texts."""
    picture = site.settings.picture(work.path)
    yield from (replace(preview_notice.marked(page, work.documents[0]), picture=picture)
                for page in _of_work(site, work))


def _of_work(site: Site, work: PublishedWork) -> Iterator[Page]:
    comparisons = version_history.comparisons(work.versions, work.date, work.lineages)
    last = next(comparisons, None)
    if last is not None:
        work = replace(work, changed=frozenset(eid for change in last.changes for eid in (change.eid, change.around)
                                               if eid and change.fate not in (Fate.GONE, Fate.SAME)))
    yield from _parallels(site, work)
    yield from _single_texts(site, work)
    if not work.version:
        yield from _texts_of_older_versions(site, work)
    elif last is not None:
        yield from (page for comparison in (last, *comparisons) for page in _comparison(site, work, comparison))


def _description(work: PublishedWork, near: Document, words: Interface) -> str:
    """The description of the page of all texts: original and translations, texts of equal standing, or one alone."""
    facts = {"number": near.number, "title": near.title}
    if len(work.documents) == 1:
        return words.say("description_text", **facts, language=words.text_language(near))
    return words.say("description_authentic", **facts) if work.documents[0].authentic else words.several(
        "description_parallel", len(work.documents), **facts)


def _parallels(site: Site, work: PublishedWork) -> Iterator[Page]:
    """The page of a work for each interface: two texts side by side, or its only text."""
    settings = site.settings
    readings = [_Reading(settings.home(words) + work.path, words, None) for words in settings.interfaces.site]
    for reading, tree, files in _fragments(site, work, readings):
        near, words = work_facts.nearest(work.documents, reading.words), reading.words
        citing, shown = _citing(site, work, reading, near), work.pair(near.language)
        description = _description(work, near, words)
        made = page(
            settings, work.path, words, near.title, description, html=_body(site, work, reading, tree, citing),
            contents=contents.entries(near), scripts=CLAUSES, head=head(work, settings),
            columns=tuple(interface_text.tag(work.by_language[language]) for language in shown), beside=files)
        yield replace(made, canonical=settings.absolute(settings.home(words) + work.canonical.path))


def _fragments(site: Site, work: PublishedWork, readings: Sequence[_Reading]) -> Iterator[
        tuple[_Reading, etree._Element, Files]]:
    """The text of a work's page for each reading, and the files of the columns that it may show."""
    def finished(tree: etree._Element, reading: _Reading) -> etree._Element:
        near = work_facts.nearest(work.documents, reading.words)
        done = _finished(site, tree, _citing(site, work, reading, near), reading)
        return outlined(done, interface_text.tag(near)) if len(work.documents) > 1 else done

    views = [(reading.words, Addresses(site.paths, way(reading.path))) for reading in readings]
    if len(work.documents) == 1:
        for reading, (words, addresses) in zip(readings, views, strict=True):
            yield reading, finished(provisions.fragment(View(work.documents[0], words, addresses)), reading), ()
    elif len(work.documents) == len(work.pair("")):
        documents = [work.by_language[language] for language in work.pair("")]
        for reading, tree in zip(readings, parallel.fragments(documents, views), strict=True):
            words = reading.words
            names = {interface_text.tag(document): words.text_language(document) for document in documents}
            laid = parallel.deferred(parallel.proportioned(tree))
            yield reading, united(finished(laid, reading), words.say("notes"), names), ()
    else:
        for reading, (words, addresses) in zip(readings, views, strict=True):
            shown = work.pair(work_facts.nearest(work.documents, words).language)
            tree = finished(parallel.fragment(parallel.views(work.documents, words, addresses, shown[0])), reading)
            files = text_columns.files(work.documents, parallel.columns(tree, work.languages), words)
            yield reading, parallel.deferred(parallel.narrowed(tree, work.languages, shown)), files


def _single_texts(site: Site, work: PublishedWork) -> Iterator[Page]:
    for document, canonical in zip(work.documents, work.canonical.documents, strict=True):
        words = site.settings.interfaces.of(interface_text.tag(document))
        reading = _Reading(site_path(document.address), words, document)
        view = View(document, words, Addresses(site.paths, way(reading.path)))
        citing = _citing(site, work, reading, document)
        tree = _finished(site, completed(provisions.fragment(view), work.documents[0], view), citing, reading)
        language, alone = words.text_language(document), len(work.documents) == 1
        yield Page(
            reading.path, document.title,
            words.say("description_text", number=document.number, title=document.title, language=language), words,
            site.settings.absolute(site_path(canonical.address)),
            site.settings.forms_of_text(work.path, "" if alone else interface_text.tag(document), words.language),
            site.settings.alternates(text_links(work)), _body(site, work, reading, tree, citing),
            contents.entries(document), CLAUSES, head(work, site.settings, document.language),
            text=interface_text.tag(document))


def _texts_of_older_versions(site: Site, work: PublishedWork) -> Iterator[Page]:
    """For each language that the newest version lacks: its last text, at the address without a date."""
    for documents, document in left(work.versions):
        stated = tuple(last_texts.stated(text, documents[0], work.documents[0]) if text is document else text
                       for text in documents)
        older = replace(work, documents=stated, lineages={}, changed=frozenset(),
                        past={"": work.past.get(document.language, ())})
        shown = next(shown for shown in _single_texts(site, older) if shown.path == site_path(document.address))
        yield replace(shown, path=site_path(replace(document, version="").address), alternates=())


def _comparison(site: Site, work: PublishedWork, comparison: Comparison) -> Iterator[Page]:
    """The page of a comparison for each interface; beside the first the same as JSON."""
    beside: Files = ((version_differences.NAME, version_differences.differences(comparison, site.settings.site_url)),)
    for words in site.settings.interfaces.site:
        path = site.settings.home(words) + work.path + comparison.path
        root = site.settings.front(path, words)
        values = version_history.values(comparison, words, root, _spoken(site, words))
        near = work_facts.nearest(work.documents, words)
        history = version_history.history(work.versions, work.documents[0], words, PagePlace(path, root), alone=False)
        description = words.say("changes_description", number=near.number, title=near.title, old=values["old"],
                                new=values["new"])
        yield page(site.settings, work.path + comparison.path, words, f"{near.title} – {values['title']}", description,
                   html=rendered("changes.html", words, history=history, **values),
                   beside=() if site.settings.home(words) else beside)


def _spoken(site: Site, words: Interface) -> Words | None:
    """The words of citations in the language of an interface."""
    return site.styles.spoken(words.say("cite_words")) if site.styles else None


def _citing(site: Site, work: PublishedWork, reading: _Reading, near: Document) -> Citing:
    """The addresses of the clauses on a page."""
    newest = work.versions[-1][0] if work.versions and not work.version else work.documents[0]
    changes = f"{site.settings.front(reading.path, reading.words)}{site_path(newest.home)}{PATH}"
    here = {eid for document in work.documents for eid in document.by_eid}
    taken = frozenset(anchor.id for anchor in work.past.get("", ()) if anchor.id in here)
    address, folder = (work.path, way(reading.path) + work.path) if reading.text is None else (reading.path, "./")
    return Citing(near, reading.words, site.settings.absolute(address), site.settings.report, changes, work.changed,
                  folder, taken, _spoken(site, reading.words))


def _finished(site: Site, tree: etree._Element, citing: Citing, reading: _Reading) -> etree._Element:
    """The tree of a text with the readings of emendations, the links of clauses, and links to the glossary."""
    words = reading.words
    shown = with_cuts(with_readings(tree, words), words.say("del_title"))
    linked = term_links.linked(decorate(shown, citing), site.explained,
                               site.settings.front(reading.path, words) + glossary.PATH)
    word_joints.jointed(linked, words.tag)
    return title_breaks.divided(linked)


def _body(site: Site, work: PublishedWork, reading: _Reading, tree: etree._Element, citing: Citing) -> str:
    """The main part of a work's page."""
    words, original = reading.words, work.documents[0]
    alone = reading.text is not None or len(work.documents) == 1
    near, folder = work_facts.nearest(work.documents, words), way(reading.path) + work.path
    facts = tuple(work_facts.text(document, words, near) for document in work.documents)
    texts = facts if reading.text is None else tuple(text for text in facts if text.language == reading.text.language)
    root = site.settings.front(reading.path, words)
    views, past = _views(work, reading, root), _past_clauses(work, tree, citing)
    columns = work.pair(near.language) if not alone else ()
    fragment = Markup(serialise(tree))  # noqa: S704 - serialised elements, whose text is escaped
    return rendered(
        "work.html", words, texts=texts, views=views, parallel=not alone, permalink=citing.address,
        heads=[text for language in columns for text in texts if text.language == language],
        switch=len(texts) > len(columns) > 0, unofficial=tuple(work_facts.unofficial(texts, words)),
        addresses=citing.way, left=past, fragment=fragment, report=citing.report_link(), report_form=citing.report_form,
        history=version_history.history(work.versions, reading.text or original, words, PagePlace(reading.path, root),
                                        alone=alone),
        contents=contents.entries(reading.text or near),
        legal=legal_facts.facts(original, words),
        marks=work_facts.marks(work.documents if reading.text is None else (reading.text,)),
        number=work_facts.TaggedText(original.number, interface_text.tag(original)),
        issuer=work_facts.TaggedText(near.author, interface_text.tag(near)), date=words.date(original.date),
        iso_date=original.date, folder=folder, citation_style=site.settings.citation_style,
        keys=site.settings.keys, site_root=way(reading.path),
        reviews=() if alone or not site.settings.review else work_facts.reviews(
            root + work.path, work.documents, work.shown_pairs),
        downloads=downloads.groups(
            downloads.Shelf(folder, site.settings.made((*work.files, *work.handouts)), work.sizes), work.documents,
            texts if len(facts) <= _PAIR else facts, words))



def _past_clauses(work: PublishedWork, tree: etree._Element, citing: Citing) -> Sequence[Mapping[str, Any]]:
    """The former clauses without a place on the page; the others get a mark at their place in the tree."""
    return [{"id": eid, "name": citing.label(eid), "path": citing.page(eid)}
            for eid in past_addresses.placed(tree, work.past.get("", ())) if eid not in citing.taken]


def _views(work: PublishedWork, reading: _Reading, root: str) -> Sequence[Link]:
    """Links to the parallel texts and to each text; none if there is one text. `root` is the URL of the reader's front
    page."""
    words = reading.words
    if len(work.documents) == 1:
        return ()
    together = Link(root + work.path, words.tag, words.say("view_parallel"),
                    reading.text is None)
    return [together, *text_links(work, way(reading.path), reading.text)]
