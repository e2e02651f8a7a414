"""The ledger of published works → what changes.json and the feed say of works that moved or were withdrawn.

The ledger has no titles and no dates of publications, so the entries are named by the address, and one work has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from diptych.akn import iri
from diptych.anchors.published_works import RecordedState, RecordedWork, RecordedWorks
from diptych.interface_text import Interface
from diptych.render.site import feed, site_index


class EndedEntry(NamedTuple):
    """The end of a work: its date, the IRI of the work, its entry in the feed, its entry in changes.json."""

    date: str
    iri: str
    xml: str
    data: msgspec.Raw


def entries(works: RecordedWorks, site_url: str, words: Interface) -> Iterator[EndedEntry]:
    """The entries of all works that moved or were withdrawn on a known date."""
    for work in works:
        if work.until and work.state is not RecordedState.LIVE:
            data = msgspec.Raw(msgspec.json.encode(_listed(work, site_url)))
            yield EndedEntry(work.until, _name(work), _entry(work, site_url, words), data)


def _listed(work: RecordedWork, site_url: str) -> Mapping[str, Any]:
    """The end of a work as an entry of changes.json. Its ledger has gone or moved with it: past.json has its ids."""
    return {
        "date": work.until, "kind": str(work.state), "work": _name(work), "url": iri.permalink(site_url, _name(work)),
        "versions": [], "added": 0, "ended": [], "corrected": [],
        "anchors": f"{site_url.rstrip('/')}/{site_index.PAST}",
        "to": _target(work, site_url) or None, "why": work.reason or None}


def _entry(work: RecordedWork, site_url: str, words: Interface) -> str:
    to = _target(work, site_url)
    end = f" {to}" * bool(to) + (words.say("address_reason", reason=work.reason) if work.reason else "")
    said = words.say(f"work_{work.state}") + end
    return feed.ended(_name(work), work.until, str(work.state), said, site_url, to)


def _target(work: RecordedWork, site_url: str) -> str:
    """The permalink of the work to which one moved; empty for any other."""
    return iri.permalink(site_url, f"{iri.ROOT}{work.to}") if work.state is RecordedState.MOVED else ""


def _name(work: RecordedWork) -> str:
    return f"{iri.ROOT}{work.path}"
