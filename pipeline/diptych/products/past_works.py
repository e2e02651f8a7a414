"""The ledger of published works → a page at each address of works, languages and dates that ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from diptych.akn import iri
from diptych.anchors.published_works import RecordedState, RecordedWork, RecordedWorks
from diptych.diagnostics import Result
from diptych.products.contract import Files, Input
from diptych.render.site.page import Settings
from diptych.render.site.page_templates import rendered
from diptych.render.site.permalinks import STYLE


@dataclass(frozen=True, slots=True)
class PastWorkInputs:
    """The ledger of published works, and the site's settings."""

    works: Input[RecordedWorks]
    settings: Input[Settings]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A folder of addresses that ended, below akn/: what became of it, and the folder that took its place."""

    folder: str
    fate: str
    reason: str = ""
    target: str = ""


def make(inputs: PastWorkInputs, _: str) -> Result[Files]:
    """The page of each address that ended: a redirect to the present address, or a tombstone."""
    settings = inputs.settings.get()
    return Result(tuple((path, page.encode()) for work in inputs.works.get() for ended in _ended(work)
                        for path, page in _pages(ended, work, settings)))


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


def _pages(ended: _Ended, work: RecordedWork, settings: Settings) -> Iterator[tuple[str, str]]:
    """The path and the HTML of the page of a folder, and of each clause in it."""
    for eid in ("", *work.ids):
        place = f"{iri.place(eid)}/" if eid else ""
        path = f"akn/{ended.folder}/{place}"
        target = "../" * path.count("/") + f"akn/{ended.target}/{place}" if ended.target else ""
        yield f"{path}index.html", _page(ended, eid, target, settings)


def _page(ended: _Ended, eid: str, target: str, settings: Settings) -> str:
    words = settings.interfaces.front
    reason = words.say("address_reason", reason=ended.reason) if ended.reason else ""
    said = escape(words.say(ended.fate) + reason)
    link = f'<br><a href="{escape(target)}">{escape(ended.target)}</a>' if target else ""
    name = escape(ended.folder)
    return rendered("permalink.html", words, unlisted=True, title=name, preview=said, target=escape(target),
                    url=escape(iri.permalink(settings.site_url, f"{iri.ROOT}{ended.folder}", eid)),
                    site=escape(settings.name or words.say("site_title")), body=f"<h1>{name}</h1>\n<p>{said}{link}</p>",
                    style=STYLE, metadata="")
