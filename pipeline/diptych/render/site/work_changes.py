"""A work's ledger → its history: what was published and corrected, and on which date; and the ledger as anchors.json.

The ledger has a date for each address that appears, has other words or ends. A later date of the markup is a correction
too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors
from diptych.akn.iri import permalink
from diptych.anchors.ledger import Anchor, Anchors, Ledger, settled
from diptych.render.site import json_formats

PATH: Final = "anchors.json"
"""The published ledger, beside the page of the work."""

Versions = Sequence[Sequence[Document]]
"""The texts of all versions at their dated addresses, the oldest first; none of a work with a single version."""


class ChangeKind(StrEnum):
    """What happened to a work on a date."""

    PUBLICATION = "publication"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a work on a date: the dated versions published then, the number of new addresses, the anchors
    that ended, and the innermost ones whose words were corrected."""

    date: str
    kind: ChangeKind
    versions: tuple[str, ...] = ()
    added: int = 0
    ended: Anchors = ()
    corrected: Anchors = ()


def changes(ledger: Ledger, documents: Sequence[Document], versions: Versions = ()) -> tuple[Change, ...]:
    """The history of a work, the newest change first; of one without a ledger its publication on the markup's date."""
    known = [anchor for _, part in _parts(ledger, documents, versions) for anchor in part]
    dates = {*_dates(ledger), last_change(ledger, documents, versions)}
    began = _beginnings(known)
    return tuple(_change(date, known, began, first=min(dates)) for date in sorted(dates, reverse=True))


def last_change(ledger: Ledger, documents: Sequence[Document], versions: Versions = ()) -> str:
    """The date of the last change of a work: the latest of its ledger and of the markup of its texts."""
    marked_up = (document.markup_date for texts in (documents, *versions) for document in texts)
    return max((*_dates(ledger), *marked_up))


def _dates(ledger: Ledger) -> set[str]:
    return {date for anchor in ledger.anchors for date in (anchor.first, anchor.until, *anchor.corrected) if date}


def listed(change: Change, work: Document, site_url: str) -> Mapping[str, Any]:
    """A change as an entry of changes.json."""
    return {
        "date": change.date, "kind": str(change.kind), "work": work.work_iri,
        "url": permalink(site_url, work.work_iri), "versions": list(change.versions), "added": change.added,
        "ended": [_anchor(anchor, work, site_url) for anchor in change.ended],
        "corrected": [_place(anchor, work, site_url) for anchor in change.corrected],
        "anchors": permalink(site_url, work.work_iri) + PATH, "to": None, "why": None}


def ledger_json(ledger: Ledger, documents: Sequence[Document], versions: Versions, site_url: str) -> bytes:
    """anchors.json of a work: each address that was ever published, those of its dated versions too."""
    work = documents[0]
    return json_formats.encoded({
        **json_formats.head("anchors", site_url), "work": work.work_iri, "url": permalink(site_url, work.work_iri),
        "anchors": [_anchor(anchor, work, site_url) for _, part in _parts(ledger, documents, versions)
                    for anchor in part]})


def _parts(ledger: Ledger, documents: Sequence[Document], versions: Versions) -> Iterator[tuple[str, Anchors]]:
    """The anchors for the undated addresses and for those of each version, with their present places."""
    texts = {"": documents, **{version[0].version: version for version in versions}}
    for version in sorted({anchor.version for anchor in ledger.anchors}):
        here = {eid for document in texts.get(version, ()) for eid in anchors(document)}
        yield version, settled(ledger.of(version).anchors, here)


def _beginnings(known: Sequence[Anchor]) -> Mapping[str, str]:
    """The date on which each dated version was first published."""
    dates: dict[str, str] = {}
    for anchor in known:
        if anchor.version:
            dates[anchor.version] = min(anchor.first, dates.get(anchor.version, anchor.first))
    return dates


def _change(date: str, known: Sequence[Anchor], began: Mapping[str, str], *, first: str) -> Change:
    versions = tuple(sorted(version for version, begin in began.items() if begin == date))
    kind = ChangeKind.PUBLICATION if date == first or versions else ChangeKind.CORRECTION
    return Change(date, kind, versions, sum(anchor.first == date for anchor in known),
                  tuple(anchor for anchor in known if anchor.until == date),
                  _innermost([anchor for anchor in known if date in anchor.corrected]))


def _innermost(known: Sequence[Anchor]) -> Anchors:
    """The anchors that have no other one inside: a unit has the words of its parts."""
    paths = ((anchor.version, anchor.id.split("__")) for anchor in known)
    around = {(version, "__".join(steps[:depth])) for version, steps in paths for depth in range(1, len(steps))}
    return tuple(anchor for anchor in known if (anchor.version, anchor.id) not in around)


def _place(anchor: Anchor, work: Document, site_url: str) -> Mapping[str, str]:
    home = replace(work, version=anchor.version).home
    return {"eId": anchor.id, "url": permalink(site_url, home, anchor.id)}


def _anchor(anchor: Anchor, work: Document, site_url: str) -> Mapping[str, Any]:
    home = replace(work, version=anchor.version).home
    return {
        "eId": anchor.id, "url": permalink(site_url, home, anchor.id), "version": anchor.version or None,
        "state": str(anchor.state), "since": anchor.first, "until": anchor.until or None,
        "to": [{"eId": place, "url": permalink(site_url, home, place)} for place in anchor.to],
        "from": None if anchor.origin is None else list(anchor.origin), "why": anchor.reason or None,
        "texts": {language: text.partition(".")[0] for language, text in anchor.texts},
        "corrected": list(anchor.corrected), "outdated": dict(anchor.behind)}
