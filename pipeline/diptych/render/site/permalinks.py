"""The permalinks of a work: one small page for each clause that is or was published, outside the site's theme.

`akn/…/19/~sec_1/` redirects to the clause in the parallel text, `akn/…/19/zho/~sec_1/` to the clause in one text. The
page has the clause's text for link previews. It redirects by a plain refresh, so that it needs no script. For a
withdrawn or divided clause the page explains this and does not redirect; likewise if a later clause has taken the eId.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from diptych.anchors.ledger import Anchor, Anchors, State
from diptych.citations.csl_record import within
from diptych.citations.csl_styles import FALLBACK, Styles
from diptych.citations.pinpoints import Words, pinpoint
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.work_facts import nearest
from diptych.render.site import head, preview_notice
from diptych.render.site.page import Settings
from diptych.render.site.page_templates import rendered
from diptych.render.site.past_addresses import ended

_BODY: Final = 1000
"""Characters of a clause on its page; chosen. Raised, the permalinks of long clauses take more of the site's size."""
_PREVIEW: Final = 150
"""Characters of each language in a link preview; chosen. Raised, a preview cuts off the last language."""
STYLE: Final = (":root{color-scheme:light dark;font:1rem/1.7 system-ui,sans-serif}body{max-width:40rem;"
                 "margin:3rem auto;padding:0 1.2rem}:lang(ko){word-break:keep-all}")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The HTML of a clause in all languages, in the order of the texts: paragraphs for its page, text for a preview."""

    paragraphs: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    """The present and past clauses of a version by eId; `earlier` are the versions before it, the newest first."""

    documents: Sequence[Document]
    clauses: Mapping[str, _Clause]
    past: Mapping[str, Sequence[Anchor]]
    earlier: Sequence[Sequence[Document]]


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder of the permalinks of a work or of one text.

    `shown` are the texts to whose page they redirect. `root` is the relative URL of the folder above the work's IRI,
    `site` the name of the site, `url` its
    address. `words` are those of citations in the language of the page.
    """

    path: str
    citing: Citing
    work: _Work
    shown: Sequence[Document]
    root: str
    site: str
    url: str
    words: Words

    @property
    def language(self) -> str:
        """The language of the text to whose page the folder redirects; empty for all texts."""
        document = self.citing.document
        return document.language if self.path == iri.site_path(document.address) else ""

    def metadata(self, place: str) -> str:
        """What reference managers read of a clause or range: its own address and section; empty of a former clause."""
        documents = self.work.documents
        if not self.work.clauses.keys() >= set(place.split(iri.RANGE)):
            return ""
        return head.clause_tags(documents, self.url, self.language, place,
                                pinpoint(documents, place, self.words))

    def target(self, eid: str) -> str:
        """The relative URL of a clause: on this text's page, else on the page of all texts, else its permalink."""
        if eid not in self.work.clauses:
            return f"../{iri.place(quote(eid))}/"
        if any(eid in document.by_eid for document in self.shown):
            return f"../#{quote(eid)}"
        return f"{self.root}{within(self.work.documents, '')}#{quote(eid)}"

    def before(self, eid: str) -> tuple[str, str]:
        """The date and relative URL of a clause with this eId in the last earlier version; empty if there is none."""
        for documents in self.work.earlier:
            holding = [document.language for document in documents if eid in document.by_eid]
            if holding:
                language = self.shown[0].language if len(self.shown) == 1 else ""
                place = within(documents, language if language in holding else "")
                return documents[0].version, f"{self.root}{place}#{quote(eid)}"
        return "", ""


def addresses(documents: Sequence[Document], published: Anchors, ranges: Iterable[str], settings: Settings,
              earlier: Sequence[Sequence[Document]] = (), *, styles: Styles) -> Iterator[tuple[str, str]]:
    """The path and HTML of each page of a work, of whose ledger `published` are the anchors.

    `ranges` are the cited ranges as in `cited_ranges`. `earlier` versions come from the newest back. The page of a
    clause of an earlier version alone leads to this version.
    """
    clauses = _clauses(documents)
    past: dict[str, list[Anchor]] = {}
    for anchor in ended(published, documents):
        past.setdefault(anchor.id, []).append(anchor)
    cited = [named for text in ranges if (named := iri.address(text)) and named.work == documents[0].work_iri]
    before = [eid for version in earlier for document in version for eid in anchors(document)]
    for folder in _folders(_Work(documents, clauses, past, earlier), settings, styles):
        for eid in dict.fromkeys((*clauses, *past, *before)):
            yield f"{folder.path}{iri.place(eid)}/index.html", _page(folder, eid)
        for named in cited:
            if named.first in clauses and named.last in clauses:
                yield f"{folder.path}{iri.place(named.clause)}/index.html", _redirect(
                    folder, named.clause, [named.first, named.last])


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


def _folders(work: _Work, settings: Settings, styles: Styles) -> Iterator[_Folder]:
    """The folder of the parallel text, in the language of plain addresses, and that of each text in its own."""
    words = settings.interfaces.front
    near = nearest(work.documents, words)
    pages = [(near.home, near, words, work.documents)]
    pages += [(document.address, document, settings.interfaces.of(interface_text.tag(document)), [document])
              for document in work.documents]
    for address, document, own, shown in pages:
        depth = 1 + address.removeprefix(document.work_iri).count("/")
        citing = Citing(document, own, iri.permalink(settings.site_url, address))
        yield _Folder(iri.site_path(address), citing, work, shown, "../" * depth, settings.name,
                      settings.site_url, styles.words.get(document.language) or styles.words[FALLBACK])


def _page(folder: _Folder, eid: str) -> str:
    """The page of an eId: a redirect to its clause, or an explanation of where the clause went."""
    past = folder.work.past.get(eid, ())
    if eid in folder.work.clauses:
        return _explanation(folder, eid, past) if past else _redirect(folder, eid, [eid])
    if len(past) == 1 and len(past[0].to) == 1:
        to, = past[0].to
        return _redirect(folder, to if to in folder.work.clauses else eid, [to])
    return _explanation(folder, eid, past)


def _redirect(folder: _Folder, place: str, eids: Sequence[str]) -> str:
    """A page with the permalink of `place`, an eId or a range, that redirects to the first of its clauses.

    Behind `?to=` the redirection has the last one, for the script that marks the range.
    """
    clauses = [folder.work.clauses.get(eid, _Clause()) for eid in eids]
    label, target = "–".join(map(folder.citing.label, eids)), folder.target(eids[0])
    target = "#".join((f"{target.partition('#')[0]}?to={quote(eids[-1])}", quote(eids[0]))) if eids[1:] else target
    heading = f'<h1><a href="{target}">{escape(label)}</a></h1>'
    body = "\n".join((heading, *(clause.paragraphs for clause in clauses)))
    return _filled(folder, place, label, clauses[0].preview, body, target)


def _explanation(folder: _Folder, eid: str, past: Sequence[Anchor]) -> str:
    """A page that explains where each former clause of an eId went, and which clause has the eId now."""
    words, document = folder.citing.interface, folder.citing.document
    lines = [f"<p>{escape(_fate(words, anchor))}{_links(folder, anchor.to)}</p>" for anchor in past]
    clause = folder.work.clauses.get(eid)
    if clause:
        lines.append(f"<p>{escape(words.say('address_now'))}{_links(folder, (eid,))}</p>")
        lines.append(clause.paragraphs)
    date, before = folder.before(eid)
    if date:
        lines.append(f'<p><a href="{before}">{escape(words.say("address_before", date=words.date(date)))}</a></p>')
    title = folder.citing.label(eid)
    preview = escape(" ".join(_fate(words, anchor) for anchor in past))
    head = f'<h1>{escape(title)}</h1>\n<div lang="{interface_text.tag(document)}">{escape(document.title)}</div>\n'
    # A clause that was never published at this undated address is only in the earlier version.
    return _filled(folder, eid, title, preview, head + "\n".join(lines), "" if past else before)


def _fate(words: Interface, anchor: Anchor) -> str:
    fate = words.say(f"address_{anchor.state}", date=words.date(anchor.first))
    return fate + words.say("address_reason", reason=anchor.reason) if anchor.state is State.WITHDRAWN else fate


def _links(folder: _Folder, eids: Sequence[str]) -> str:
    """Links to clauses by their labels, each on its own line."""
    return "".join(f'<br><a href="{folder.target(eid)}">{escape(folder.citing.label(eid))}</a>' for eid in eids)


def _filled(folder: _Folder, eid: str, label: str, preview: str, body: str, target: str) -> str:
    """The page of an eId; `preview` and `body` are HTML. It redirects to `target`, unless that is empty."""
    words, document = folder.citing.interface, folder.citing.document
    site = folder.site or words.say("site_title")
    return rendered("permalink.html", words, unlisted=bool(document.preview),
                    title=escape(f"{label} – {document.title}"),
                    url=escape(folder.citing.permalink(eid)), site=escape(site), preview=preview,
                    body=preview_notice.html(document, words) + body, target=target, style=STYLE,
                    metadata=folder.metadata(eid))


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length - 1]}…"
