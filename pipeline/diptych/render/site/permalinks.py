"""The permalinks of a work: one small page for each clause that is or was published, outside the site's theme.

`akn/…/19/~sec_1/` redirects to the clause in the parallel text, `akn/…/19/zho/~sec_1/` to the clause in one text. The
page has the clause's text for link previews. It redirects by a plain refresh, so that it needs no script. The page of a
withdrawn or divided clause does not redirect: tombstones.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final
from urllib.parse import quote

from lxml import etree

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.document import Document, emended
from diptych.akn.fingerprints import anchors
from diptych.akn.iri import Address
from diptych.akn.names import tag
from diptych.anchors.ledger import Anchor, Anchors
from diptych.citations.csl_record import within
from diptych.citations.csl_styles import Styles
from diptych.citations.pinpoints import Words, pinpoint
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.work_facts import nearest
from diptych.render.site import head, page_shells, preview_notice, security_policy
from diptych.render.site.page import Link, Settings, way
from diptych.render.site.page_templates import rendered
from diptych.render.site.past_addresses import ended

_BODY: Final = 1000
"""Characters of a clause on its page; chosen. Raised, the permalinks of long clauses take more of the site's size."""
_PREVIEW: Final = 150
"""Characters of each language in a link preview; chosen. Raised, a preview cuts off the last language."""
STYLE: Final = (":root{color-scheme:light dark;font:1rem/1.7 system-ui,sans-serif}body{max-width:40rem;"
                 "margin:3rem auto;padding:0 1.2rem}nav a{margin-right:1rem}:lang(ko){word-break:keep-all}")
POLICY: Final = security_policy.meta(security_policy.of_style(STYLE))
"""The element with the policy of a page that has this style and no script."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """The HTML of a clause in all languages, in the order of the texts: paragraphs for its page, text for a preview."""

    paragraphs: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class PermalinkWork:
    """The present and past clauses of a version by eId; `earlier` are the versions before it, the newest first."""

    documents: Sequence[Document]
    clauses: Mapping[str, _Clause]
    past: Mapping[str, Sequence[Anchor]]
    earlier: Sequence[Sequence[Document]]


@dataclass(frozen=True, slots=True)
class PermalinkFolder:
    """The folder of the permalinks of a work or of one text.

    `shown` are the texts to whose page they redirect. `root` is the relative URL of the folder above the work's IRI,
    `site` the name of the site, `url` its address. `words` are those of citations in the language of the page. `forms`
    are the pages to which they redirect in each interface language. `plain` is the path of the same folder without an
    interface language, empty if it is this one. `changed` is the date of the last change of these texts and their
    addresses, `picture` the URL of the picture beside links, empty if there is none.
    """

    path: str
    citing: Citing
    work: PermalinkWork
    shown: Sequence[Document]
    root: str
    site: str
    url: str
    words: Words
    forms: tuple[Link, ...] = ()
    plain: str = ""
    changed: str = ""
    picture: str = ""

    @property
    def language(self) -> str:
        """The language of the text to whose page the folder redirects; empty for all texts."""
        document = self.citing.document
        return document.language if self.path == iri.site_path(document.address) else ""

    def metadata(self, place: str) -> str:
        """What reference managers read of a clause or range: its own address and section; empty of a former clause."""
        if not self.work.clauses.keys() >= set(place.split(iri.RANGE)):
            return ""
        return head.clause_tags(self.work.documents, self.url, self.language, place, self.spoken(place))

    def spoken(self, place: str) -> str:
        """The name by which a clause or range is cited; empty if it has none."""
        return pinpoint(self.work.documents, place, self.words)

    def in_interface(self, words: Interface, home: str, spoken: Words) -> PermalinkFolder:
        """The same folder below `home`, the path of the front page in another interface language.

        It has pages of ended clauses alone.
        """
        near = nearest(self.work.documents, words)
        return replace(self, path=home + self.path, words=spoken, plain=self.path,
                       citing=replace(self.citing, document=near, interface=words, spoken=spoken))

    def target(self, eid: str) -> str:
        """The relative URL of a clause: on this text's page, else on the page of all texts, else its permalink."""
        if eid not in self.work.clauses:
            folder = "../" if self.ended(eid) or not self.plain else f"../{way(self.path)}{self.plain}"
            return f"{folder}{iri.place(quote(eid))}/"
        if any(eid in document.by_eid for document in self.shown):
            return f"../#{quote(eid)}"
        return f"{self.root}{within(self.work.documents, '')}#{quote(eid)}"

    def label(self, eid: str) -> str:
        """The name by which a clause is cited, in the last version that has it."""
        texts = (self.work.documents, *self.work.earlier)
        holding = next((text for text in texts if any(eid in document.by_eid for document in text)), texts[0])
        document = self.citing.document
        same = next((text for text in holding if text.language == document.language), holding[0])
        return replace(self.citing, document=document if eid in document.by_eid else same).spoken_name(eid)

    def ended(self, eid: str) -> bool:
        """Whether the page of an eId must say what became of a clause: of several, or of one without a single place."""
        past = self.work.past.get(eid, ())
        return bool(past) and (eid in self.work.clauses or len(past) > 1 or len(past[0].to) != 1)

    def before(self, eid: str) -> tuple[str, str]:
        """The date and relative URL of a clause with this eId in the last earlier version; empty if there is none."""
        for documents in self.work.earlier:
            holding = [document.language for document in documents if eid in document.by_eid]
            if holding:
                language = self.shown[0].language if len(self.shown) == 1 and not self.plain else ""
                place = within(documents, language if language in holding else "")
                return documents[0].version, f"{self.root}{place}#{quote(eid)}"
        return "", ""


def addresses(documents: Sequence[Document], published: Anchors, ranges: Iterable[str], settings: Settings,
              earlier: Sequence[Sequence[Document]] = (), *, styles: Styles) -> Iterator[tuple[str, str]]:
    """The path and HTML of each page of a work that leads on; `published` are the anchors of its ledger.

    `ranges` are ranges as in `cited_ranges`: cited now, or published before. `earlier` versions come from the newest
    back. The page of a clause of an earlier version alone leads to this version.
    """
    cited = [named for text in ranges if (named := iri.address(text)) and named.work == documents[0].work_iri]
    before = [eid for version in earlier for document in version for eid in anchors(document)]
    for folder in folders(documents, published, settings, earlier, styles):
        for eid in dict.fromkeys((*folder.work.clauses, *folder.work.past, *before)):
            if not folder.ended(eid):
                yield f"{folder.path}{iri.place(eid)}/index.html", _page(folder, eid)
        for named in cited:
            if all(eid in folder.work.clauses or eid in folder.work.past for eid in (named.first, named.last)):
                yield f"{folder.path}{iri.place(named.clause)}/index.html", _range(folder, named)


def dated(documents: Sequence[Document], settings: Settings, changed: str = "") -> Iterator[tuple[str, str]]:
    """The path and HTML of the page at the dated address of a work with one version, and of each of its texts.

    They lead to the addresses without a date, which show the same. `changed` is the date of the work's last change.
    """
    near = nearest(documents, settings.interfaces.front)
    date = documents[0].expression_iri.rpartition("@")[2]
    pages = [(document.expression_iri, document.address, document) for document in documents]
    for address, target, document in ((replace(near, version=date).home, near.home, near), *pages) if date else pages:
        folder = iri.site_path(address)
        words, alone = settings.interfaces.of(interface_text.tag(document)), target != near.home and len(documents) > 1
        forms = settings.forms_of_text(iri.site_path(near.home), interface_text.tag(document) if alone else "",
                                       words.language)
        said = {"forms": reached(forms, folder), "changed": page_shells.changed(changed, words),
                "picture": escape(settings.picture(iri.site_path(near.home)))}
        yield f"{folder}index.html", _onward(document, settings, way(folder) + iri.site_path(target), target, said)


def reached(forms: Iterable[Link], path: str, eid: str = "") -> tuple[Link, ...]:
    """Links with URLs that lead from the page at a path to a clause of each form, or to its beginning."""
    fragment = f"#{quote(eid)}" if eid else ""
    return tuple(replace(form, path=escape(f"{way(path)}{form.path}{fragment}")) for form in forms)


def _onward(document: Document, settings: Settings, target: str, canonical: str, said: Mapping[str, object]) -> str:
    """A page that leads to a text, or to all texts of a work; `said` are further values of the template."""
    words, title = settings.interfaces.of(interface_text.tag(document)), escape(document.title)
    return rendered("permalink.html", words, unlisted=bool(document.preview), title=title, preview=title,
                    url=escape(iri.permalink(settings.site_url, canonical)), target=escape(target), style=STYLE,
                    policy=POLICY,
                    site=escape(settings.name or words.say("site_title")), metadata="", locale=words.locale, **said,
                    body=preview_notice.html(document, words)
                    + f'<h1 lang="{interface_text.tag(document)}"><a href="{escape(target)}">{title}</a></h1>')


def ranges_of(work: str, ranges: Iterable[str]) -> tuple[str, ...]:
    """The ranges `art_3->art_5` of a work among those that texts cite; the work and the ranges are IRIs."""
    clauses = f"{work}/{iri.MARK}"
    return tuple(sorted(name.removeprefix(clauses) for name in ranges if name.startswith(clauses)))


def cited_ranges(documents: Iterable[Document]) -> frozenset[str]:
    """The IRIs of the ranges of clauses that documents refer to, without language and version: `…/~art_3->art_5`."""
    references = ((reference, document.work_iri) for document in documents
                  for reference in document.main.iter(tag("ref"), tag("rref"), tag("mref")))
    cited = (_cited(reference, work) for reference, work in references)
    return frozenset(iri.permalink("", named.work, named.clause) for named in cited if named and named.is_range)


def _cited(reference: etree._Element, work: str) -> Address | None:
    """The address in a reference's `href`, or the range between its `from` and `upTo`; `#art_3` is in the same work."""
    if reference.get("href"):
        return iri.address(reference.get("href", ""))
    first, last = reference.get("from", ""), reference.get("upTo", "")
    named = iri.address(work + first if first.startswith("#") else first)
    end = iri.address(last if last.startswith(iri.ROOT) else f"{work}#{last.removeprefix('#')}")
    return iri.of_clause(named, named.first, end.last) if named and end else None


def _clauses(documents: Sequence[Document]) -> Mapping[str, _Clause]:
    texts: dict[str, list[tuple[str, str]]] = {}
    for document in documents:
        language = interface_text.tag(document)
        for eid, element in anchors(document).items():
            texts.setdefault(eid, []).append((language, _shortened(" ".join(emended(element).split()), _BODY)))
    return {eid: _Clause("\n".join(f'<p lang="{language}">{escape(text)}</p>' for language, text in words),
                         escape(" / ".join(_shortened(text, _PREVIEW) for _, text in words)))
            for eid, words in texts.items()}


def folders(documents: Sequence[Document], published: Anchors, settings: Settings,
            earlier: Sequence[Sequence[Document]], styles: Styles) -> Iterator[PermalinkFolder]:
    """The folder of the parallel text, in the language of plain addresses, and that of each text in its own."""
    past: dict[str, list[Anchor]] = {}
    for anchor in ended(published, documents):
        past.setdefault(anchor.id, []).append(anchor)
    work, words = PermalinkWork(documents, _clauses(documents), past, earlier), settings.interfaces.front
    near = nearest(documents, words)
    changed = max((*(document.markup_date for document in documents),
                   *(anchor.until or anchor.first for anchor in published)))
    pages = [(near.home, near, words, documents)]
    pages += [(document.address, document, settings.interfaces.of(interface_text.tag(document)), [document])
              for document in documents]
    for address, document, own, shown in pages:
        depth = 1 + address.removeprefix(document.work_iri).count("/")
        cited, path = styles.spoken(document.language), iri.site_path(near.home)
        text = interface_text.tag(document) if len(shown) < len(documents) else ""
        citing = Citing(document, own, iri.permalink(settings.site_url, address), spoken=cited)
        yield PermalinkFolder(iri.site_path(address), citing, work, shown, "../" * depth, settings.name,
                              settings.site_url, cited, settings.forms_of_text(path, text, own.language),
                              changed=changed, picture=settings.picture(path))


def _page(folder: PermalinkFolder, eid: str) -> str:
    """The page of an eId: a redirect to its clause, to its new place, or to the version that had it."""
    past = folder.work.past.get(eid, ())
    if eid in folder.work.clauses:
        return _redirect(folder, eid, [eid])
    if past:
        to, = past[0].to
        return _redirect(folder, to if to in folder.work.clauses else eid, [to])
    return _former(folder, eid)


def _redirect(folder: PermalinkFolder, place: str, eids: Sequence[str]) -> str:
    """A page with the permalink of `place`, an eId or a range, that redirects to the first of its clauses.

    Behind `?to=` the redirection has the last one, for the script that marks the range.
    """
    clauses = [folder.work.clauses.get(eid, _Clause()) for eid in eids]
    range_name = folder.spoken(place) if eids[1:] else ""
    label, target = range_name or "–".join(map(folder.citing.spoken_name, eids)), folder.target(eids[0])
    target = "#".join((f"{target.partition('#')[0]}?to={quote(eids[-1])}", quote(eids[0]))) if eids[1:] else target
    heading = f'<h1><a href="{target}">{escape(label)}</a></h1>'
    body = "\n".join((heading, *(clause.paragraphs for clause in clauses)))
    return _filled(folder, place, label, clauses[0].preview, body, (eids[0], target))


def _range(folder: PermalinkFolder, named: Address) -> str:
    """The page of a range: a redirect to its clauses; if one of these ended, to the address of the first, which says
    what became of it."""
    ends = [named.first, named.last]
    if not any(eid not in folder.work.clauses or folder.ended(eid) for eid in ends):
        return _redirect(folder, named.clause, ends)
    label, target = "–".join(map(folder.label, ends)), f"../{iri.place(quote(named.first))}/"
    return _filled(folder, named.clause, label, escape(label), f'<h1><a href="{target}">{escape(label)}</a></h1>',
                   ("", target))


def _former(folder: PermalinkFolder, eid: str) -> str:
    """A page that leads to the last earlier version with a clause that was never published without a date."""
    words, title = folder.citing.interface, folder.label(eid)
    date, before = folder.before(eid)
    said = escape(words.say("address_before", date=words.date(date)))
    body = f'<h1>{escape(title)}</h1>\n<p><a href="{before}">{said}</a></p>'
    return _filled(folder, eid, title, said, body, ("", before))


def _filled(folder: PermalinkFolder, place: str, label: str, preview: str, body: str,
            target: tuple[str, str]) -> str:
    """The page with the permalink of `place`; `preview` and `body` are HTML.

    It redirects to `target`, an eId of this version or nothing, and its URL.
    """
    path = f"{folder.path}{iri.place(place)}/"
    words, document = folder.citing.interface, folder.citing.document
    site = folder.site or words.say("site_title")
    return rendered("permalink.html", words, unlisted=bool(document.preview),
                    title=escape(f"{label} – {document.title}"),
                    url=escape(folder.citing.permalink(place)), site=escape(site), preview=preview,
                    body=preview_notice.html(document, words) + body, target=target[1], style=STYLE,
                    policy=POLICY, locale=words.locale, picture=escape(folder.picture),
                    forms=reached(folder.forms, path, target[0]), changed=page_shells.changed(folder.changed, words),
                    metadata=folder.metadata(place))


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length - 1]}…"
