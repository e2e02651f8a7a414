"""The ledger of published works → a page at each address of works, languages and dates that ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from diptych.akn import iri
from diptych.anchors.published_works import RecordedState, RecordedWork, RecordedWorks
from diptych.citations.csl_styles import Styles
from diptych.citations.pinpoints import Words, of_id
from diptych.diagnostics import Result
from diptych.products.contract import Files, Input
from diptych.render.site.page import CLAUSES, Page, Settings, way
from diptych.render.site.page_shells import Shells, fill
from diptych.render.site.page_templates import rendered
from diptych.render.site.permalinks import POLICY, STYLE
from diptych.render.site.preview_notice import UNLISTED


@dataclass(frozen=True, slots=True)
class PastWorkInputs:
    """The ledger of published works, the site's settings, the words of citations, and the shells of pages."""

    works: Input[RecordedWorks]
    settings: Input[Settings]
    styles: Input[Styles | None]
    shells: Input[Shells]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A folder of addresses that ended, below akn/: what became of it, and the folder that took its place."""

    folder: str
    fate: str
    reason: str = ""
    target: str = ""


def make(inputs: PastWorkInputs, _: str) -> Result[Files]:
    """The page of each address that ended: a redirect to the present address, or a tombstone in the frame of the
    site."""
    settings, styles, shells = inputs.settings.get(), inputs.styles.get(), inputs.shells.get()
    spoken = None if styles is None else styles.spoken(settings.interfaces.front.say("cite_words"))
    return Result(tuple((path, page.encode() if isinstance(page, str) else fill(shells, page))
                        for work in inputs.works.get() for ended in _ended(work)
                        for path, page in _pages(ended, work, settings, spoken)))


def has_past(works: RecordedWorks) -> bool:
    """Whether some address of the works ended."""
    return any(True for work in works for _ in _ended(work))


def _ended(work: RecordedWork) -> Iterator[_Ended]:
    """The folders of a work's addresses that ended."""
    texts = ("", *work.languages)
    dated = [(f"{text}@{date}", date) for text in texts for date in work.dates]
    if work.state is not RecordedState.LIVE:
        moved = work.state is RecordedState.MOVED
        for name in (*texts, *(name for name, _ in dated)):
            yield _Ended(_path(work.path, name), f"work_{work.state}", work.reason, _path(work.to, name) * moved)
        return
    withdrawn, redated = dict(work.withdrawn), dict(work.redated)
    for language, reason in withdrawn.items():
        for name in (language, *(f"{language}@{date}" for date in work.dates)):
            yield _Ended(_path(work.path, name), "text_withdrawn", reason)
    for name, date in dated:
        language = name.partition("@")[0]
        if date in redated and language not in withdrawn:
            yield _Ended(_path(work.path, name), "work_moved",
                         target=_path(work.path, f"{language}@{redated[date]}"))


def _path(work: str, name: str) -> str:
    return f"{work}/{name}" if name else work


def _pages(ended: _Ended, work: RecordedWork, settings: Settings,
           spoken: Words | None) -> Iterator[tuple[str, str | Page]]:
    """The path and the page of a folder, and of each clause in it: HTML that leads on, or a tombstone."""
    for eid in ("", *work.ids):
        place = f"{iri.place(eid)}/" if eid else ""
        path = f"akn/{ended.folder}/{place}"
        clause = of_id(eid, spoken) if eid and spoken else ""
        if ended.target:
            yield f"{path}index.html", _redirect(ended, eid, clause, f"{way(path)}akn/{ended.target}/{place}", settings)
        else:
            yield f"{path}index.html", _tombstone(ended, eid, clause, path, settings)


def _redirect(ended: _Ended, eid: str, clause: str, target: str, settings: Settings) -> str:
    words, name = settings.interfaces.front, escape(" ".join(filter(None, (clause, ended.folder))))
    said = escape(words.say(ended.fate))
    link = f'<br><a href="{escape(target)}">{escape(ended.target)}</a>'
    return rendered("permalink.html", words, unlisted=True, title=name, preview=said, target=escape(target),
                    url=escape(_address(ended, eid, settings)), site=escape(settings.name or words.say("site_title")),
                    body=f"<h1>{name}</h1>\n<p>{said}{link}</p>", style=STYLE, policy=POLICY, metadata="")


def _tombstone(ended: _Ended, eid: str, clause: str, path: str, settings: Settings) -> Page:
    words, name = settings.interfaces.front, f"{iri.ROOT}{ended.folder}"
    said = words.say(ended.fate) + (words.say("address_reason", reason=ended.reason) if ended.reason else "")
    title = f"{clause} – {name}" if clause else name
    html = rendered("past_work.html", words, title=clause or name, name=name if clause else "", said=said,
                    whole="../" if eid else "", home=settings.front(path, words))
    return Page(path, title, said, words, _address(ended, eid, settings), (), (), html, scripts=CLAUSES, head=UNLISTED)


def _address(ended: _Ended, eid: str, settings: Settings) -> str:
    return iri.permalink(settings.site_url, f"{iri.ROOT}{ended.folder}", eid)
