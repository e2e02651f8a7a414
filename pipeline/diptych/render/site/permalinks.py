"""The permalinks of a work: one light page for each clause that is or was published, outside the site's theme.

`akn/…/19/~sec_1/` goes to the clause in the parallel text, `akn/…/19/zho/~sec_1/` to it in one text. It carries the
clause's words for whoever previews a link, and goes on by itself with a plain refresh, so that no script is needed.
Where a clause was withdrawn or divided, or a later clause has taken its eId, the page says so and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote

from diptych import interface_text
from diptych.akn.document import Document, emended
from diptych.akn.fingerprints import anchors
from diptych.akn.names import tag
from diptych.anchors.ledger import Anchor, Anchors, State
from diptych.citations.csl_record import permalink, within
from diptych.interface_text import LANGUAGES, Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.site.past_addresses import ended

Range = tuple[str, str, str]
"""The IRI of a work, the eId of the first clause, the eId of the last."""

_RANGE: Final = re.compile(r"(/akn/[^~#]+?)(?:/[a-z]{3}(?:[@:][^/~#]*)?)?(?:/![^/~#]*)?/?~([^/]+?)->([^/]+)")
_BODY: Final = 1000
_PREVIEW: Final = 150

_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
{refresh}<title>{title}</title>
<link rel="canonical" href="{url}">
<link rel="icon" href="data:,">
<meta name="description" content="{preview}">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{preview}">
<meta property="og:url" content="{url}">
<meta property="og:site_name" content="{site}">
<meta name="twitter:card" content="summary">
<style>:root{{color-scheme:light dark;font:1rem/1.7 system-ui,sans-serif}}body{{max-width:40rem;margin:3rem auto;\
padding:0 1.2rem}}:lang(ko){{word-break:keep-all}}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause's words in all languages, in the order of the texts: as paragraphs of a page, and for a preview."""

    paragraphs: str = ""
    preview: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    """What stands and stood at the eIds of a version of a work; `earlier` are the versions before it, newest first."""

    documents: Sequence[Document]
    clauses: Mapping[str, _Clause]
    past: Mapping[str, Sequence[Anchor]]
    earlier: Sequence[Sequence[Document]]


@dataclass(frozen=True, slots=True)
class _Folder:
    """Where the pages of one form of a work go: in parallel or one text; for which reader, with the absolute address
    before `~`, the texts that its page shows, and the way from one of its pages to the work's address."""

    path: str
    url: str
    citing: Citing
    work: _Work
    shown: Sequence[Document]
    way: str

    @property
    def clauses(self) -> Mapping[str, _Clause]:
        return self.work.clauses

    @property
    def words(self) -> Interface:
        return self.citing.interface

    def target(self, eid: str) -> str:
        """The way from a page to a clause, in all texts if these lack it; to the page of its eId if no clause stands
        there now."""
        if eid not in self.clauses:
            return f"../~{quote(eid)}/"
        if any(eid in document.by_eid for document in self.shown):
            return f"../#{quote(eid)}"
        return f"{self.way}{within(self.work.documents, '')}#{quote(eid)}"

    def before(self, eid: str) -> tuple[str, str]:
        """The date of the last version that had something at an eId, and the way there; empty if none had."""
        for documents in self.work.earlier:
            holding = [document for document in documents if eid in document.by_eid]
            if holding:
                language = self.shown[0].language if len(self.shown) == 1 else ""
                known = any(document.language == language for document in holding)
                place = within(documents, language if known else "")
                return documents[0].version, f"{self.way}{place}#{quote(eid)}"
        return "", ""

    def link(self, eid: str) -> str:
        """A link to a clause by what it is called."""
        return f'<a href="{self.target(eid)}">{escape(self.citing.label(eid))}</a>'


def addresses(documents: Sequence[Document], published: Anchors, ranges: Iterable[Range], site_url: str,
              earlier: Sequence[Sequence[Document]] = ()) -> Iterator[tuple[str, str]]:
    """Path on the site and HTML of each page, of a work whose ledger holds `published`. What only an earlier version
    has is led to there; the newest of them comes first."""
    clauses = _clauses(documents)
    past: dict[str, list[Anchor]] = {}
    for anchor in ended(published, documents):
        past.setdefault(anchor.id, []).append(anchor)
    iri = documents[0].work_iri
    spans = [(first, last) for work, first, last in ranges if work == iri]
    before = [eid for other in earlier for document in other for eid in anchors(document)]
    for folder in _folders(_Work(documents, clauses, past, earlier), site_url):
        for eid in dict.fromkeys((*clauses, *past, *before)):
            yield f"{folder.path}~{eid}/index.html", _page(folder, eid)
        for first, last in spans:
            if first in clauses and last in clauses:
                yield f"{folder.path}~{first}->{last}/index.html", _span(folder, first, last)


def cited_ranges(documents: Iterable[Document]) -> frozenset[Range]:
    """The ranges of clauses that references in documents lead to: `…/~art_3->art_5`, or `from` and `upTo`."""
    found = set()
    for document in documents:
        for reference in document.main.iter(tag("ref"), tag("rref"), tag("mref")):
            first, last = reference.get("from", ""), reference.get("upTo", "")
            href = reference.get("href") or f"{_full(first, document)}->{last.rpartition('~')[2].rpartition('#')[2]}"
            match = _RANGE.fullmatch(href)
            found |= {(match[1], match[2], match[3])} if match else set()
    return frozenset(found)


def _full(reference: str, document: Document) -> str:
    """A reference with its work's IRI, `#art_3` as `…/~art_3`."""
    work, _, eid = reference.partition("#")
    return f"{work or document.work_iri}/~{eid}" if eid else reference


def _clauses(documents: Sequence[Document]) -> Mapping[str, _Clause]:
    found: dict[str, list[tuple[str, str]]] = {}
    for document in documents:
        language = interface_text.tag(document)
        for eid, element in anchors(document).items():
            found.setdefault(eid, []).append((language, _cut(" ".join(emended(element).split()), _BODY)))
    return {eid: _Clause(_paragraphs(words), _preview(words)) for eid, words in found.items()}


def _folders(work: _Work, site_url: str) -> Iterator[_Folder]:
    """Of the parallel text, for the reader of plain addresses, and of each text in its own language."""
    documents = work.documents
    words = interface_text.interface(LANGUAGES[0])
    near = next((one for one in documents if interface_text.code(one.language) == words.language), documents[0])
    yield _folder(work, documents, near.home, Citing(near, words, permalink(site_url, near.home)))
    for document in documents:
        own = interface_text.interface(interface_text.code(document.language))
        citing = Citing(document, own, permalink(site_url, document.address))
        yield _folder(work, [document], document.address, citing)


def _folder(work: _Work, shown: Sequence[Document], iri: str, citing: Citing) -> _Folder:
    depth = 1 + iri.removeprefix(shown[0].work_iri).count("/")
    return _Folder(f"{iri.strip('/')}/", citing.address, citing, work, shown, "../" * depth)


def _page(folder: _Folder, eid: str) -> str:
    """What stands at an eId: a way to its clause, or word of what became of it."""
    past = folder.work.past.get(eid, ())
    if not past:
        return _way(folder, eid, eid) if eid in folder.clauses else _stone(folder, eid, ())
    if len(past) == 1 and len(past[0].to) == 1 and eid not in folder.clauses:
        return _way(folder, eid, past[0].to[0])
    return _stone(folder, eid, past)


def _way(folder: _Folder, eid: str, to: str) -> str:
    """A page that goes to the clause `to` at once."""
    clause = folder.clauses.get(to, _Clause())
    label, target = folder.citing.label(to), folder.target(to)
    return _filled(folder, to if to in folder.clauses else eid, label, clause.preview,
                   f'<h1><a href="{target}">{escape(label)}</a></h1>\n{clause.paragraphs}', target)


def _span(folder: _Folder, first: str, last: str) -> str:
    """A page that goes to the first clause of a range."""
    one, other = folder.clauses[first], folder.clauses[last]
    label, target = f"{folder.citing.label(first)}–{folder.citing.label(last)}", folder.target(first)
    body = f'<h1><a href="{target}">{escape(label)}</a></h1>\n{one.paragraphs}\n{other.paragraphs}'
    return _filled(folder, f"{first}->{last}", label, one.preview, body, target)


def _stone(folder: _Folder, eid: str, past: Sequence[Anchor]) -> str:
    """A page that stays: what became of each clause that stood here, and what stands here now."""
    words = folder.words
    lines = [f"<p>{escape(_fate(words, anchor))}{_links(folder, anchor.to)}</p>" for anchor in past]
    clause = folder.clauses.get(eid)
    if clause:
        lines.append(f"<p>{escape(words.say('address_now'))}{_links(folder, (eid,))}</p>")
        lines.append(clause.paragraphs)
    date, way = folder.before(eid)
    if date:
        said = folder.words.say("address_before", date=folder.words.date(date))
        lines.append(f'<p><a href="{way}">{escape(said)}</a></p>')
    title = folder.citing.label(eid)
    said = escape(" ".join(_fate(words, anchor) for anchor in past))
    # What was never at this address without a date has nowhere else to go.
    document = folder.citing.document
    head = f'<h1>{escape(title)}</h1>\n<div lang="{interface_text.tag(document)}">{escape(document.title)}</div>\n'
    return _filled(folder, eid, title, said, head + "\n".join(lines), "" if past else way)


def _fate(words: Interface, anchor: Anchor) -> str:
    fate = words.say(f"address_{anchor.state}", date=words.date(anchor.first))
    return fate + words.say("address_reason", reason=anchor.reason) if anchor.state is State.WITHDRAWN else fate


def _links(folder: _Folder, eids: Sequence[str]) -> str:
    return "<br>" + "<br>".join(map(folder.link, eids)) if eids else ""


def _paragraphs(words: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f'<p lang="{language}">{escape(text)}</p>' for language, text in words)


def _preview(words: Iterable[tuple[str, str]]) -> str:
    return escape(" / ".join(_cut(text, _PREVIEW) for _, text in words))


def _filled(folder: _Folder, eid: str, label: str, preview: str, body: str, target: str) -> str:
    """The page at an eId; with a target it goes there."""
    refresh = f'<meta http-equiv="refresh" content="0; url={target}">\n' if target else ""
    return _PAGE.format(
        lang=folder.words.tag, refresh=refresh, title=escape(f"{label} – {folder.citing.document.title}"),
        url=escape(f"{folder.url}~{eid}"), preview=preview, site=escape(folder.words.say("site_title")),
        body=body)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length - 1]}…"
