"""past.json of a site → what became of the address of a work, language or date that ended, or of a clause in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from diptych.akn import iri
from diptych.akn.iri import Address
from diptych.commands.mcp_server.refusals import Refusal, word
from diptych.commands.mcp_server.site_files import PublishedFile, PublishedSite

_FILE: Final = "past.json"


class EndedAddress(msgspec.Struct, frozen=True, rename={"eids": "eIds"}):
    """An address of a work, language or date that ended, with the clauses that were published there."""

    address: str
    url: str
    state: str
    to: str | None
    why: str | None
    eids: tuple[str, ...] = ()


class PastData(msgspec.Struct, frozen=True):
    """past.json of a site."""

    ended: tuple[EndedAddress, ...]


def refusal(site: PublishedSite, address: Address) -> Refusal | None:
    """What a tool says of an address that ended; None if past.json does not know it."""
    file = _past(site)
    ended = next(_entries(file.value, address), None) if file else None
    if ended is None:
        return None
    return Refusal("ended_work", address=ended.url, state=ended.state, to=_target(ended, address) or word("none"),
                   why=ended.why or word("not_stated"))


def history(site: PublishedSite, address: Address) -> Mapping[str, Any] | None:
    """The answer on what became of an address that ended; None if past.json does not know it.

    Refusal if the address is of a clause that was never published there.
    """
    file = _past(site)
    known = list(_entries(file.value, address)) if file else []
    if file is None or not known:
        return None
    ended = next((entry for entry in known if not address.clause or address.clause in entry.eids), None)
    if ended is None:
        raise Refusal("never_published", address=known[0].url + iri.place(address.clause))
    to = [{"eId": address.clause or None, "url": _target(ended, address)}] if ended.to else []
    return {"work": address.work, "address": ended.url + iri.place(address.clause), "status": word("not_stated"),
            "version": address.date or word("not_stated"), "history": [
                {"state": ended.state, "since": word("not_stated"), "until": word("not_stated"), "to": to,
                 "from": None, "why": ended.why, "fingerprints": {}}],
            "languages": [], "digest": file.digest}


def _past(site: PublishedSite) -> PublishedFile[PastData] | None:
    return site.read(_FILE, PastData)


def _entries(past: PastData, address: Address) -> Iterator[EndedAddress]:
    """The entries on an address: of the text of the date, of either, of the work."""
    by_address = {entry.address: entry for entry in past.ended}
    work, language, date = address.work, address.language, f"@{address.date}" if address.date else ""
    for place in dict.fromkeys((f"{work}/{language}{date}", f"{work}/{date}", f"{work}/{language}", work)):
        if place in by_address:
            yield by_address[place]


def _target(ended: EndedAddress, address: Address) -> str:
    """The present address of what was at an address that moved; empty if it did not."""
    return ended.to + iri.place(address.clause) if ended.to else ""
