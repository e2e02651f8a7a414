"""source/published.toml: the works that a project has published, with their languages, versions and addresses.

It stands outside the folders of the works, so that a folder that is removed, renamed or re-dated is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import tomli_w

from diptych.akn import iri
from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic

FILE: Final = "source/published.toml"
_FEW: Final = 5
"""Addresses that a finding names, at most; chosen."""
_HEADER: Final = """\
# The works that were published here, kept by `diptych anchors`: commit it, review it, don't edit it by hand.
"""


class RecordedState(StrEnum):
    """The state of a published work."""

    LIVE = "live"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RecordedWork:
    """A work at a path below akn/, with all languages, dated versions and eIds that it was ever published with.

    The eIds have the ranges that texts cited too, as `art_3->art_5`.
    `to` is the path to which it moved, `until` the date on which it moved or was withdrawn, empty if nobody wrote it
    down. `withdrawn` are the languages that ended, each with the reason, `redated` the
    old date and the new one of versions. `single` are the dated addresses, as in `zho@2012-04-13`, that a work with one
    version was published with: they lead to its texts and have no clauses. `dated` are those of the dated versions; of
    a date without any, each language may have had a text.
    """

    path: str
    languages: tuple[str, ...]
    dates: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    state: RecordedState = RecordedState.LIVE
    to: str = ""
    reason: str = ""
    withdrawn: tuple[tuple[str, str], ...] = ()
    redated: tuple[tuple[str, str], ...] = ()
    single: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    until: str = ""


@dataclass(frozen=True, slots=True)
class PresentWork:
    """A work as it is now: its languages, the dates of its versions, and whether it has its anchors.toml.

    `single` are the dated addresses of a work with one version, `dated` those of several. `anchors` are the eIds in its
    anchors.toml, None where nobody has read them.
    """

    path: str
    languages: frozenset[str]
    dates: frozenset[str]
    ledger: bool
    single: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    anchors: frozenset[str] | None = None


RecordedWorks = tuple[RecordedWork, ...]


def published_works(source: TomlSource) -> RecordedWorks:
    """The works of a checked published.toml."""
    return tuple(_work(item) for item in source.data.get("work", ()))


def _work(item: Mapping[str, Any]) -> RecordedWork:
    return RecordedWork(
        item["path"], tuple(item["languages"]), tuple(item.get("dates", ())), tuple(item.get("ids", ())),
        RecordedState(item["state"]), item.get("to", ""), item.get("reason", ""),
        tuple(item.get("withdrawn", {}).items()), tuple(item.get("redated", {}).items()),
        tuple(item.get("single", ())), tuple(item.get("dated", ())), item.get("until", ""))


def recorded_ranges(works: Iterable[RecordedWork]) -> frozenset[str]:
    """The IRIs of the ranges of clauses, `…/~art_3->art_5`, that live works were published with."""
    return frozenset(iri.permalink("", f"{iri.ROOT}{work.path}", name) for work in works
                     if work.state is RecordedState.LIVE for name in work.ids if iri.RANGE in name)


def toml(works: RecordedWorks) -> str:
    """The text of a published.toml with these works, by path."""
    entries = [_plain(item) for item in sorted(works, key=lambda item: item.path)]
    return f"{_HEADER}\n{tomli_w.dumps({'work': entries})}"


def _plain(item: RecordedWork) -> Mapping[str, Any]:
    table = {"path": item.path, "state": str(item.state), "to": item.to, "reason": item.reason,
             "until": item.until,
             "languages": list(item.languages), "dates": list(item.dates), "single": list(item.single),
             "dated": list(item.dated), "withdrawn": dict(item.withdrawn), "redated": dict(item.redated),
             "ids": list(item.ids)}
    return {key: value for key, value in table.items() if value or key == "languages"}


def folder(path: str) -> str:
    """The folder below source/works of the work at a path below akn/: the path without the document type."""
    country, _, rest = path.split("/", 2)
    return f"{country}/{rest}"


def check(works: RecordedWorks, present: Iterable[PresentWork], unread: Iterable[str] = ()) -> Iterator[Diagnostic]:
    """K008 for a published work that is not there, K009 for a language, K010 for a dated version, K011 for its ledger,
    K015 for addresses that its ledger has lost.

    The works in the folders `unread` cannot be read, so nothing is said of them.
    """
    here, unknown = {item.path: item for item in present}, set(unread)
    for work in works:
        now, place = here.get(work.path), Position(FILE)
        if work.state is not RecordedState.LIVE or now is None and folder(work.path) in unknown:
            continue
        if now is None:
            yield diagnostic("K008", place, work=work.path)
            continue
        for language in sorted({*work.languages} - now.languages - {*dict(work.withdrawn)}):
            yield diagnostic("K009", place, work=work.path, language=language)
        for date in sorted(_ended_dates(work, now)):
            yield diagnostic("K010", place, work=work.path, date=date)
        file = f"source/works/{folder(work.path)}/anchors.toml"
        if not now.ledger:
            yield diagnostic("K011", place, work=work.path, file=file)
        lost = [] if now.anchors is None else [eid for eid in work.ids if iri.RANGE not in eid and (
            eid not in now.anchors)]
        if lost:
            anchors = ", ".join(lost[:_FEW]) + (" …" if lost[_FEW:] else "")
            yield diagnostic("K015", Position(file), file=file, count=len(lost), anchors=anchors)


def _ended_dates(work: RecordedWork, now: PresentWork) -> set[str]:
    """The dates that are in published addresses of a live work and in none of its addresses now."""
    single = {date for name in {*work.single} - now.single for text, _, date in (name.partition("@"),)
              if not text or text in now.languages}
    return {*work.dates, *single} - now.dates - {*dict(work.redated)}


def accepted(works: RecordedWorks, now: PresentWork, ids: Sequence[str]) -> RecordedWorks:
    """The works with one as it is published now, with these eIds."""
    before = _named(works, now.path) or RecordedWork(now.path, ())
    live = RecordedWork(
        now.path, _union(before.languages, sorted(now.languages)), _union(before.dates, sorted(now.dates)),
        _union(before.ids, ids), withdrawn=tuple(pair for pair in before.withdrawn if pair[0] not in now.languages),
        redated=tuple(pair for pair in before.redated if pair[0] not in {*now.dates, *_dates(now.single)}),
        single=_union(before.single, sorted(now.single)), dated=_union(before.dated, sorted(now.dated)))
    return (*(item for item in works if item.path != now.path), live)


def move(works: RecordedWorks, old: str, new: str, date: str) -> Result[RecordedWorks]:
    """The works with the one at `old` at the path `new` since a date; K007 if no live work is at `old`, or one is at
    `new`, as at `old` itself."""
    work, other = _live(works, old), _live(works, new)
    if work is None or other is not None:
        return _refused(old if work is None else new)
    kept = tuple(item for item in works if item.path not in (old, new))
    return Result((*kept, replace(work, state=RecordedState.MOVED, to=new, until=date), replace(work, path=new)))


def withdraw(works: RecordedWorks, path: str, reason: str, date: str) -> Result[RecordedWorks]:
    """The works with the one at a path withdrawn on a date; K007 if no live work is there."""
    return _changed(works, path, lambda work: replace(work, state=RecordedState.WITHDRAWN, reason=reason, until=date))


def withdraw_language(works: RecordedWorks, path: str, language: str, reason: str) -> Result[RecordedWorks]:
    """The works with a language of one withdrawn; K007 if it was not published."""
    work = _live(works, path)
    if work is None or language not in work.languages:
        return _refused(f"{path}/{language}")
    return _changed(works, path, lambda item: replace(item, withdrawn=(*item.withdrawn, (language, reason))))


def redate(works: RecordedWorks, path: str, old: str, new: str) -> Result[RecordedWorks]:
    """The works with a dated version of one at another date; K007 if it was not published."""
    work = _live(works, path)
    if work is None or old not in (*work.dates, *_dates(work.single)) or old == new:
        return _refused(f"{path}/@{old}")
    return _changed(works, path, lambda item: replace(
        item, dates=_union(item.dates, (new,) * (old in item.dates)),
        single=_redated(item.single, old, new), dated=_redated(item.dated, old, new),
        redated=(*((first, new if last == old else last) for first, last in item.redated if first != new),
                 (old, new))))


def _changed(works: RecordedWorks, path: str,
             change: Callable[[RecordedWork], RecordedWork]) -> Result[RecordedWorks]:
    if _live(works, path) is None:
        return _refused(path)
    return Result(tuple(change(item) if item.path == path else item for item in works))


def _refused(name: str) -> Result[RecordedWorks]:
    return Result(None, (diagnostic("K007", Position(FILE), anchor=name),))


def _live(works: RecordedWorks, path: str) -> RecordedWork | None:
    work = _named(works, path)
    return work if work and work.state is RecordedState.LIVE else None


def _named(works: RecordedWorks, path: str) -> RecordedWork | None:
    return next((item for item in works if item.path == path), None)


def _redated(names: Sequence[str], old: str, new: str) -> tuple[str, ...]:
    """Dated addresses, with those of an old date at the new one too."""
    return _union(names, [name.replace(f"@{old}", f"@{new}") for name in names if name.endswith(f"@{old}")])


def _dates(names: Iterable[str]) -> set[str]:
    """The dates in dated addresses."""
    return {name.partition("@")[2] for name in names}


def _union(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *now)))
