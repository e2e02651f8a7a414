"""Published works → the pages of the site, as data: whoever generates the site only puts them in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lxml import etree
from markupsafe import Markup

from diptych import interface_text
from diptych.akn.document import Document
from diptych.anchors.ledger import Anchors
from diptych.compile.versions import left
from diptych.config.works import Term
from diptych.exchange import files as exchange
from diptych.interface_text import LANGUAGES, Interface
from diptych.render.html import contents, parallel, provisions, term_links, work_facts
from diptych.render.html.clause_tools import Citing, decorate
from diptych.render.html.contents import ContentsEntry
from diptych.render.html.elements import serialise
from diptych.render.html.notes import with_readings
from diptych.render.html.untranslated import completed
from diptych.render.html.view import Addresses, View
from diptych.render.site import glossary, past_addresses, version_history, work_lists
from diptych.render.site.head import head
from diptych.render.site.page_templates import rendered
from diptych.render.site.version_comparison import PATH, ClauseChange, Fate, Lineage

ASSETS: Final = "assets/diptych/"
"""Where our scripts and styles stand in the theme."""

SCRIPTS: Final = ("scheme.js", "search.js", "offline.js")
"""What every page loads of them."""

CLAUSES: Final = ("place.js", "anchors.js", "views.js", "clauses.js", "cite.js", "card.js")
"""What a page with clauses loads beside."""


@dataclass(frozen=True, slots=True)
class PublishedWork:
    """A publication: its expressions, the original first, and the SHA-256 of those files beside its page that are
    known when its pages are made.

    `versions` are the texts of all its versions at their dated addresses, the oldest first, if there are several;
    `lineage` says what its clauses came from in the version before, and `changed` are those that differ from it. `past`
    are the clauses that no longer stand where they were published; by language those of each text that the newest
    version lacks, else under no language.
    """

    documents: tuple[Document, ...]
    checksums: Mapping[str, str] = field(default_factory=dict)
    versions: tuple[tuple[Document, ...], ...] = ()
    lineage: Lineage = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    past: Mapping[str, Anchors] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its place on the site, which is its IRI: akn/cn/act/guobanfa/2012/19/."""
        return self.documents[0].home.strip("/") + "/"

    @property
    def date(self) -> str:
        """The date of the version that it shows; empty where there is only one."""
        return self.documents[0].version or (self.versions[-1][0].version if self.versions else "")

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files beside its page: each text, each text beside the original, and the proof."""
        first, *others = (document.language for document in self.documents)
        texts = [f"{language}.{kind}" for kind in ("pdf", "xml") for language in (first, *others)]
        together = "-".join((first, *others))
        books = dict.fromkeys(f"{name}.docx" for name in (together, first, *others))
        return (*(f"{first}-{other}.pdf" for other in others), *texts, f"{together}.epub", *books, "data.json",
                "proof.json")

    @property
    def handouts(self) -> tuple[str, ...]:
        """The names of the files for translators beside its page."""
        return exchange.names(tuple(document.language for document in self.documents))


@dataclass(frozen=True, slots=True)
class Settings:
    """Its owner decides: `report` is a URL template with {permalink} {eid} {title}; with `review` editors get pages."""

    site_url: str
    report: str = ""
    review: bool = False

    def absolute(self, path: str) -> str:
        """The absolute address of a path on the site."""
        return f"{self.site_url.rstrip('/')}/{path}"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another form of the same page: its path on the site, its language, its name."""

    path: str
    tag: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `path` is its place on the site: it ends in a slash and is empty for the front page.

    `interfaces` are its forms in other interface languages, `alternates` its absolute addresses by hreflang, `head` is
    HTML for machines, `columns` are the languages of the texts side by side.
    """

    path: str
    title: str
    description: str
    interface: Interface
    html: str
    contents: tuple[ContentsEntry, ...]
    canonical: str
    interfaces: tuple[Link, ...]
    alternates: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]
    head: str = ""
    columns: tuple[str, ...] = ()


Values = Mapping[str, Any]
"""What a template may say of a work: facts as they are made, or the same as JSON gave them back."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages of a work must know of the others: the settings, the path of each IRI that is published, and the
    ids of the terms that the glossary explains."""

    settings: Settings
    paths: Mapping[str, str] = field(default_factory=dict)
    explained: frozenset[str] = frozenset()


def pages(works: tuple[PublishedWork, ...], settings: Settings, known: tuple[Term, ...] = ()) -> tuple[Page, ...]:
    """The front page, the glossary of the known terms if there are any, each work in parallel for every interface, and
    each expression in its own language."""
    paths = {iri: path for work in works for iri, path in published(work)}
    explained = glossary.explained(known)
    site = Site(settings, paths, frozenset(term.id for term in explained))
    rows = {language: [glossary.rows(work.documents, site.explained, interface_text.interface(language))
                       for work in works]
            for language in (LANGUAGES if explained else ())}
    listing = {language: [work_lists.listed(work.documents, work.path, interface_text.interface(language))
                          for work in works]
               for language in LANGUAGES}
    return (*fronts(settings, listing), *glossaries(settings, explained, rows),
            *(page for work in works for page in of_work(site, work)))


def of_work(site: Site, work: PublishedWork) -> tuple[Page, ...]:
    """The pages of a work: in parallel for every interface, then each text alone."""
    found = version_history.changed(work.versions, work.date, work.lineage)
    if found is not None:
        work = replace(work, changed=frozenset(change.eid for change in found[2]
                                               if change.fate not in (Fate.GONE, Fate.SAME)))
    dated = work.documents[0].version
    return (*_parallels(site, work), *_expressions(site, work),
            *(_comparisons(site, work, *found) if dated and found is not None else ()),
            *(() if dated else _left(site, work)))


def _left(site: Site, work: PublishedWork) -> Iterator[Page]:
    """In each language that the newest version lacks: the last text that there is, at its address without a date."""
    for documents, document in left(work.versions):
        other = replace(work, documents=tuple(documents), lineage={}, changed=frozenset(),
                        past={"": work.past.get(document.language, ())})
        page = next(page for page in _expressions(site, other) if page.path == _text_path(document))
        yield replace(page, path=_text_path(replace(document, version="")), alternates=())


def _comparisons(site: Site, work: PublishedWork, earlier: Sequence[Document], later: Sequence[Document],
                 found: Sequence[ClauseChange]) -> Iterator[Page]:
    path = work.path + PATH
    for link in forms(path, ""):
        words = interface_text.interface(link.tag.partition("-")[0])
        said = dict(version_history.comparison(earlier, later, found, words, _ways(link.path, words).home))
        near, markup = work_facts.nearest(work.documents, words), Markup(said.pop("fragment"))  # noqa: S704 - made element by element
        shown = version_history.history(work.versions, work.documents[0], words, _ways(link.path, words), alone=False)
        described = words.say("changes_description", number=near.number, title=near.title, old=said["old"],
                              new=said["new"])
        yield Page(link.path, f"{near.title} – {said['title']}", described, words,
                   rendered("changes.html", words, fragment=markup, history=shown, **said), (),
                   site.settings.absolute(link.path), forms(path, words.language),
                   _hreflang(site.settings, forms(path, "")), ())


def _ways(path: str, words: Interface) -> version_history.Ways:
    return version_history.Ways(way(path), way(path) + home(words.language))


def addresses(settings: Settings, work: PublishedWork) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The absolute address of each page of a work under which it is to be found, with those of its other forms by
    hreflang."""
    if work.documents[0].version and version_history.changed(work.versions, work.date, work.lineage) is not None:
        compared = _hreflang(settings, forms(work.path + PATH, ""))
        yield from ((settings.absolute(link.path), compared) for link in forms(work.path + PATH, ""))
    if _doubled(work):
        return
    together = _hreflang(settings, forms(work.path, ""))
    yield from ((settings.absolute(link.path), together) for link in forms(work.path, ""))
    alone = _hreflang(settings, _alone(work))
    yield from ((settings.absolute(link.path), alone) for link in _alone(work))


def home(language: str) -> str:
    """The path of the front page in an interface language."""
    return "" if language == LANGUAGES[0] else f"{language}/"


def way(path: str) -> str:
    """The way from a page to the root of the site."""
    return "../" * path.count("/")


def forms(path: str, language: str) -> tuple[Link, ...]:
    """The forms in each interface language of the page at a path of the first."""
    words = [interface_text.interface(name) for name in LANGUAGES]
    return tuple(Link(home(word.language) + path, word.tag, interface_text.own_name(word.tag),
                      word.language == language)
                 for word in words)


def published(work: PublishedWork) -> Iterator[tuple[str, str]]:
    """The IRIs of a work and its expressions, with the paths of their pages on the site; those with a date of a dated
    version."""
    if not work.documents[0].version:
        yield work.documents[0].work_iri, work.path
    for document in work.documents:
        yield from ((document.expression_iri, _text_path(document)), (document.address, _text_path(document)))


def _text_path(document: Document) -> str:
    """The place of a text's own page on the site."""
    return document.address.strip("/") + "/"


def fronts(settings: Settings, listing: Mapping[str, Sequence[Values]]) -> Iterator[Page]:
    """The front page and the lists of works in each interface language, with what they say of each work."""
    for words in map(interface_text.interface, LANGUAGES):
        for found in work_lists.listings(listing[words.language]):
            title = _list_title(found, words)
            page = _empty_list(settings, found.path, title, words)
            yield replace(page, html=rendered("front.html", words, list=found, title=title, write=words.number,
                                              root=way(page.path), home=way(page.path) + home(words.language)))


def empty_fronts(settings: Settings) -> Iterator[Page]:
    """The front page in each interface language, with nothing on it."""
    for words in map(interface_text.interface, LANGUAGES):
        yield _empty_list(settings, "", words.say("site_title"), words)


def _empty_list(settings: Settings, path: str, title: str, words: Interface) -> Page:
    there = home(words.language) + path
    return Page(there, title, words.say("site_description"), words, "", (), settings.absolute(there),
                forms(path, words.language), _hreflang(settings, forms(path, "")), ())


def _list_title(found: work_lists.Listing, words: Interface) -> str:
    chosen = (words.say("list_title", facet=words.say(f"facet_{name}"), value=one.words) for name, one in found.chosen)
    said = words.say("list_joiner").join(chosen) or words.say("site_title")
    return said if found.number == 1 else f"{said} ({words.number(found.number)})"


def glossaries(settings: Settings, explained: Sequence[Term],
               rows: Mapping[str, Sequence[Mapping[str, Sequence[glossary.GlossaryRow]]]]) -> Iterator[Page]:
    """The glossary in each interface language, with the rows of each work by term; none if it explains nothing."""
    for page in empty_glossaries(settings) if explained else ():
        words = page.interface
        made = glossary.articles(explained, rows[words.language], words)
        root = way(page.path) + home(words.language)
        yield replace(page, html=rendered("glossary.html", words, articles=made,
                                         indexes=glossary.indexes(made, words), root=root,
                                         file=way(page.path) + exchange.TERMS))


def empty_glossaries(settings: Settings) -> Iterator[Page]:
    """The glossary in each interface language, with nothing in it."""
    for link in forms(glossary.PATH, ""):
        words = interface_text.interface(link.tag.partition("-")[0])
        yield Page(link.path, words.say("terms"), words.say("terms_lead"), words, "", (), settings.absolute(link.path),
                   forms(glossary.PATH, words.language), _hreflang(settings, forms(glossary.PATH, "")), ())


def _linked(site: Site, tree: etree._Element, path: str, words: Interface) -> etree._Element:
    return term_links.linked(tree, site.explained, way(path) + home(words.language) + glossary.PATH)


def _parallels(site: Site, work: PublishedWork) -> Iterator[Page]:
    links = [(link, interface_text.interface(link.tag.partition("-")[0])) for link in forms(work.path, "")]
    trees = parallel.fragments(work.documents, [(words, Addresses(site.paths, way(one.path))) for one, words in links])
    for (link, words), tree in zip(links, trees, strict=True):
        near = work_facts.nearest(work.documents, words)
        citing = Citing(near, words, site.settings.absolute(work.path), site.settings.report,
                        _changes(work, link.path, words), work.changed, way(link.path) + work.path, _taken(work))
        cited = _linked(site, decorate(with_readings(parallel.deferred(tree), words), citing), link.path,
                        words)
        yield Page(
            link.path, near.title, words.say("description_parallel", number=near.number, title=near.title), words,
            _work_html(site, work, link.path, cited, None, citing), contents.entries(near),
            _canonical(site, work, link.path), forms(work.path, words.language),
            _hreflang(site.settings, forms(work.path, "")), CLAUSES, _head(site, work),
            tuple(map(interface_text.tag, work.documents)))


def _expressions(site: Site, work: PublishedWork) -> Iterator[Page]:
    links = _alone(work)
    for document, path in ((document, _text_path(document)) for document in work.documents):
        words = interface_text.interface(interface_text.code(document.language))
        view = View(document, words, Addresses(site.paths, way(path)))
        tree = completed(provisions.fragment(view), work.documents[0], view)
        citing = Citing(document, words, site.settings.absolute(path), site.settings.report,
                        _changes(work, path, words), work.changed, "./", _taken(work))
        cited = _linked(site, decorate(with_readings(tree, words), citing), path, words)
        language = words.language_name(interface_text.tag(document))
        yield Page(
            path, document.title,
            words.say("description_text", number=document.number, title=document.title, language=language), words,
            _work_html(site, work, path, cited, document, citing), contents.entries(document),
            _canonical(site, work, path), (), _hreflang(site.settings, links), CLAUSES,
            _head(site, work, document.language))


def _alone(work: PublishedWork) -> tuple[Link, ...]:
    """The pages of single texts."""
    return tuple(Link(_text_path(document), interface_text.tag(document), "", current=False)
                 for document in work.documents)


def _changes(work: PublishedWork, path: str, words: Interface) -> str:
    """The way from a page to the comparison of its version with the one before."""
    shown = work.versions[-1][0] if work.versions and not work.documents[0].version else work.documents[0]
    return f"{_ways(path, words).home}{shown.home.strip('/')}/{PATH}"


def _doubled(work: PublishedWork) -> bool:
    """Whether the same stands at an address without a date: so does the newest version."""
    return bool(work.versions) and work.documents[0].version == work.versions[-1][0].version


def _canonical(site: Site, work: PublishedWork, path: str) -> str:
    """The address under which a page is to be found."""
    return site.settings.absolute(path.replace(f"/@{work.date}", "").replace(f"@{work.date}", "")
                                  if _doubled(work) else path)


def _head(site: Site, work: PublishedWork, language: str = "") -> str:
    files = {name: work.checksums.get(name, "") for name in work.files}
    return head(work.documents, site.settings.site_url, files, language, work.versions)


def _taken(work: PublishedWork) -> frozenset[str]:
    """The eIds where another clause stood before."""
    here = {eid for document in work.documents for eid in document.by_eid}
    return frozenset(anchor.id for anchor in work.past.get("", ()) if anchor.id in here)


def _work_html(site: Site, work: PublishedWork, path: str, tree: etree._Element, alone: Document | None,
               citing: Citing) -> str:
    """The main part of a page of a work: in parallel, or one document alone."""
    words = citing.interface
    near, original, folder = work_facts.nearest(work.documents, words), work.documents[0], way(path) + work.path
    left = [{"id": eid, "name": citing.label(eid), "path": f"{citing.way}~{eid}/"}
            for eid in past_addresses.placed(tree, work.past.get("", ())) if eid not in citing.taken]
    markup = Markup(serialise(tree))  # noqa: S704 - made element by element, its text cannot be markup
    shown = work.documents if alone is None else (alone,)
    texts = tuple(work_facts.text(document, words, work_facts.nearest(work.documents, words)) for document in shown)
    views = [Link(way(path) + home(words.language) + work.path, words.tag, words.say("view_parallel"), alone is None)]
    views += [Link(way(path) + _text_path(document), interface_text.tag(document),
                   interface_text.own_name(interface_text.tag(document)), document is alone)
                   for document in work.documents]
    return rendered("work.html", words, fragment=markup, texts=texts, views=views, parallel=alone is None,
                   permalink=citing.address, addresses=citing.way, left=left, history=version_history.history(
                       work.versions, alone or work.documents[0], words, _ways(path, words), alone=alone is not None),
                   contents=contents.entries(alone or work_facts.nearest(work.documents, words)),
                   number=work_facts.TaggedText(original.number, interface_text.tag(original)),
                   issuer=work_facts.TaggedText(near.author, interface_text.tag(near)), date=words.date(original.date),
                   iso_date=original.date, folder=folder,
                   reviews=work_facts.reviews(views[0].path, work.documents) if site.settings.review and not alone
                   else (),
                   downloads=work_facts.downloads(folder, (*work.files, *work.handouts), texts, words))


def _hreflang(settings: Settings, links: tuple[Link, ...]) -> tuple[tuple[str, str], ...]:
    found = [(link.tag, settings.absolute(link.path)) for link in links]
    return (*found, ("x-default", found[0][1]))
