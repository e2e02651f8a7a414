"""The ledger of published works → a page at each address of works, languages and dates that ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from diptych.akn import iri
from diptych.anchors.published_works import RecordedState, RecordedWork, RecordedWorks
from diptych.citations.csl_styles import Styles
from diptych.citations.pinpoints import of_id
from diptych.diagnostics import Result
from diptych.interface_text import Interface
from diptych.products.contract import Files, Input
from diptych.render.site import json_formats, site_index
from diptych.render.site.page import CLAUSES, Page, Settings, way
from diptych.render.site.page_shells import Shells, fill
from diptych.render.site.page_templates import rendered
from diptych.render.site.permalinks import POLICY, STYLE, reached
from diptych.render.site.preview_notice import UNLISTED
from diptych.render.site.version_comparison import PATH

NAME: Final = "past"


@dataclass(frozen=True, slots=True)
class PastWorkInputs:
    """The ledger of published works, the site's settings, the words of citations, and the shells of pages."""

    published: Input[RecordedWorks]
    settings: Input[Settings]
    styles: Input[Styles | None]
    shells: Input[Shells]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A folder of addresses that ended, below akn/: what became of it, the folder that took its place, its clauses.

    `compared` are the paths in it of the comparisons with earlier versions, `until` the date of the end, if known.
    """

    folder: str
    fate: str
    reason: str = ""
    target: str = ""
    ids: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    until: str = ""


def make(inputs: PastWorkInputs, _: str) -> Result[Files]:
    """The page of each address that ended: a redirect to the present address, or a tombstone in the frame of the
    site."""
    settings, styles, shells = inputs.settings.get(), inputs.styles.get(), inputs.shells.get()
    return Result(tuple((path, page.encode() if isinstance(page, str) else fill(shells, page))
                        for work in inputs.published.get() for ended in _ended(work)
                        for path, page in _pages(ended, settings, styles)))


def has_past(works: RecordedWorks) -> bool:
    """Whether some address of the works ended."""
    return any(True for work in works for _ in _ended(work))


def listing(works: RecordedWorks, site_url: str) -> tuple[str, bytes]:
    """past.json, by schema/published/past.schema.json: each address of a work, language or date that ended."""
    ended = [_listed(each, site_url) for work in works for each in _ended(work)]
    return site_index.PAST, json_formats.encoded({**json_formats.head(NAME, site_url), "ended": ended})


def _listed(ended: _Ended, site_url: str) -> Mapping[str, Any]:
    address = f"{iri.ROOT}{ended.folder}"
    return {"address": address, "url": iri.permalink(site_url, address),
            "state": str(RecordedState.MOVED if ended.target else RecordedState.WITHDRAWN),
            "to": iri.permalink(site_url, f"{iri.ROOT}{ended.target}") if ended.target else None,
            "until": ended.until or None, "why": ended.reason or None, "eIds": list(ended.ids)}


def _ended(work: RecordedWork) -> Iterator[_Ended]:
    """The folders of a work's addresses that ended."""
    texts = ("", *work.languages)
    known = {name.partition("@")[2] for name in work.dated}
    names = [name for date in work.dates for text in texts
             if (name := f"{text}@{date}") in work.dated or date not in known]
    dated = {**dict.fromkeys(work.single, ()), **dict.fromkeys(names, work.ids)}
    if work.state is not RecordedState.LIVE:
        moved = work.state is RecordedState.MOVED
        for name, ids in {**dict.fromkeys(texts, work.ids), **dated}.items():
            yield _Ended(_path(work.path, name), f"work_{work.state}", work.reason, _path(work.to, name) * moved, ids,
                         _comparisons(work, name), work.until)
        return
    withdrawn, redated = dict(work.withdrawn), dict(work.redated)
    for name, ids in {**dict.fromkeys(texts[1:], work.ids), **dated}.items():
        language, _, date = name.partition("@")
        if language in withdrawn:
            yield _Ended(_path(work.path, name), "text_withdrawn", withdrawn[language], ids=ids)
        elif date in redated:
            yield _Ended(_path(work.path, name), "work_moved",
                         target=_path(work.path, f"{language}@{redated[date]}"), ids=ids,
                         compared=_comparisons(work, name))


def _comparisons(work: RecordedWork, name: str) -> tuple[str, ...]:
    """The paths of the comparisons of a version of all texts, `@DATE`, with those before it."""
    language, _, date = name.partition("@")
    before = [other for other in work.dates if other < date] if not language else []
    return (PATH, *(f"{PATH}{other}/" for other in before)) if before else ()


def _path(work: str, name: str) -> str:
    return f"{work}/{name}" if name else work


def _pages(ended: _Ended, settings: Settings, styles: Styles | None) -> Iterator[tuple[str, str | Page]]:
    """The path and the page of a folder, of each clause in it and of the comparisons of a version: HTML that leads on,
    or a tombstone in each interface language."""
    named = [("", ""), *((eid, f"{iri.place(eid)}/") for eid in ended.ids), *(("", path) for path in ended.compared)]
    for eid, place in named:
        path = f"akn/{ended.folder}/{place}"
        if ended.target:
            front = settings.interfaces.front
            yield f"{path}index.html", _redirect(ended, eid, _name(eid, styles, front), path, settings)
            continue
        for words in settings.interfaces.site:
            tombstone = _tombstone(ended, eid, _name(eid, styles, words), path, settings, words)
            yield f"{tombstone.path}index.html", tombstone


def _name(eid: str, styles: Styles | None, words: Interface) -> str:
    """The name of a clause or range as readers of an interface language cite it; empty of a whole work."""
    if not eid or styles is None:
        return ""
    spoken, (first, _, last) = styles.spoken(words.say("cite_words")), eid.partition(iri.RANGE)
    return spoken.span.format(first=of_id(first, spoken), last=of_id(last, spoken)) if last else of_id(first, spoken)


def _redirect(ended: _Ended, eid: str, clause: str, path: str, settings: Settings) -> str:
    words, name = settings.interfaces.front, escape(" ".join(filter(None, (clause, ended.folder))))
    # A range has a page only while a text cites it: it leads to its first clause.
    first, moved = eid.partition(iri.RANGE)[0], iri.address(f"{iri.ROOT}{ended.target}")
    target = f"{way(path)}akn/{ended.target}/{iri.place(first)}" + ("/" if first else "")
    forms = reached(settings.forms(iri.site_path(moved.work), words.language), path, eid) if moved else ()
    said = escape(words.say(ended.fate))
    link = f'<br><a href="{escape(target)}">{escape(ended.target)}</a>'
    return rendered("permalink.html", words, unlisted=True, title=name, preview=said, target=escape(target),
                    url=escape(_address(ended, eid, settings)), site=escape(settings.name or words.say("site_title")),
                    body=f"<h1>{name}</h1>\n<p>{said}{link}</p>", style=STYLE, policy=POLICY, metadata="",
                    locale=words.locale, forms=forms, changed="", picture="")


def _tombstone(ended: _Ended, eid: str, clause: str, path: str, settings: Settings, words: Interface) -> Page:
    name, here = f"{iri.ROOT}{ended.folder}", settings.home(words) + path
    said = words.say(ended.fate) + (words.say("address_reason", reason=ended.reason) if ended.reason else "")
    title = f"{clause} – {name}" if clause else name
    html = rendered("past_work.html", words, title=clause or name, name=name if clause else "", said=said,
                    whole="../" if eid else "", home=settings.front(here, words))
    return Page(here, title, said, words, _address(ended, eid, settings), settings.forms(path, words.language), (),
                html, scripts=CLAUSES, head=UNLISTED)


def _address(ended: _Ended, eid: str, settings: Settings) -> str:
    return iri.permalink(settings.site_url, f"{iri.ROOT}{ended.folder}", eid)
