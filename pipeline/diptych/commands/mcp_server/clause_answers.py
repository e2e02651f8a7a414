"""A clause or text in data.json → what an answer says of it: address, version, language, standing, status, digest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.iri import Address
from diptych.commands.mcp_server import ended_works, site_files
from diptych.commands.mcp_server.quotations import lineage, parents
from diptych.commands.mcp_server.refusals import Refusal, word
from diptych.commands.mcp_server.site_files import PublishedFile, PublishedSite, PublishedText, WorkData

LONGEST: Final = 200_000
"""Characters of the clauses in an answer at most, chosen. Raised, an answer may fill a model's context; lowered, a long
clause must be read in parts."""
_DATED: Final = re.compile(r"/@(\d{4}-\d\d-\d\d)/")
_DATA: Final = "data.json"


@dataclass(frozen=True, slots=True)
class Named:
    """What an address names: the file of the work or version, and the eId of a clause in it, empty for the whole.

    `asked` is the eId in the address, if it is another one. `before` are the ended entries of the ledger on the
    address: other clauses that stood there.
    """

    file: PublishedFile[WorkData]
    address: Address
    eid: str = ""
    asked: str = ""
    before: tuple[site_files.PublishedAnchor, ...] = ()

    @property
    def work(self) -> WorkData:
        """The work or version."""
        return self.file.value

    @property
    def clause(self) -> site_files.PublishedClause | None:
        """The clause; None for the whole."""
        return next((clause for clause in self.work.provisions if clause.eid == self.eid), None) if self.eid else None


def address_of(text: str) -> Address:
    """The parts of an address, with any host before it; Refusal for another text."""
    address = iri.anywhere(text)
    if address is None or not address.work:
        raise Refusal("no_address", address=text[:200])
    return address


def work_at(site: PublishedSite, address: Address) -> PublishedFile[WorkData]:
    """data.json of the work or version that an address names; Refusal if the site has none."""
    newest = site.beside(address.work, "", _DATA, WorkData)
    if not address.date or newest is not None and _is_dated(newest.value, address):
        if newest is None:
            raise ended_works.refusal(site, address) or Refusal("no_work", work=address.work)
        return newest
    dated = site.beside(address.work, address.date, _DATA, WorkData)
    if dated is None:
        raise ended_works.refusal(site, address) or Refusal("no_version", work=address.work, date=address.date,
                      versions=", ".join(dates(newest)) if newest else word("none"))
    return dated


def _is_dated(work: WorkData, address: Address) -> bool:
    """Whether the undated page of a work with a single version is of the date in an address."""
    return not work.versions and any(text.iri.endswith(f"@{address.date}") for text in work.expressions)


def dates(file: PublishedFile[WorkData]) -> Sequence[str]:
    """The dates of all versions, the oldest first; of a single version that of its original, if it is known."""
    work = file.value
    return [version.date for version in work.versions] or list(filter(None, [_own_date(work.expressions[0])]))


def named(site: PublishedSite, text: str) -> Named:
    """What an address names. A moved clause is named at its place of today; Refusal if nothing is there."""
    address = address_of(text)
    if address.is_range:
        raise Refusal("is_range", first=address.first, last=address.last)
    return _clause(site, Named(work_at(site, address), address), address.first)


def _clause(site: PublishedSite, whole: Named, eid: str) -> Named:
    if not eid:
        return whole
    known = {clause.eid for clause in whole.work.provisions}
    anchors = _anchors(site, whole, eid)
    if eid in known:
        return replace(whole, eid=eid, before=tuple(anchor for anchor in anchors if anchor.state != "live"))
    anchor = anchors[-1] if anchors else None
    if anchor is None:
        raise Refusal("no_clause", eid=eid, work=whole.work.work)
    if anchor.state == "live":
        around = next((outer for outer in _outer(eid) if outer in known), "")
        return replace(whole, eid=around, asked=eid)
    if len(anchor.to) == 1 and anchor.to[0].get("eId") in known:
        return replace(whole, eid=str(anchor.to[0]["eId"]), asked=eid)
    raise Refusal("ended", eid=eid, state=anchor.state, until=anchor.until or word("not_stated"),
                  to=", ".join(str(place.get("url", "")) for place in anchor.to) or word("none"),
                  why=anchor.why or word("not_stated"))


def _anchors(site: PublishedSite, whole: Named, eid: str) -> Sequence[site_files.PublishedAnchor]:
    """The entries of the ledger on a clause of the version, in its order; several if an address was used again."""
    ledger = site.beside(whole.work.work, "", "anchors.json", site_files.LedgerData)
    date = dated(whole.file)
    return [anchor for anchor in (ledger.value.anchors if ledger else ())
            if anchor.eid == eid and (anchor.version or "") == date]


def _outer(eid: str) -> Iterator[str]:
    """The eIds of which an eId is the continuation, the longest first."""
    while "__" in eid:
        eid = eid.rpartition("__")[0]
        yield eid


def dated(file: PublishedFile[WorkData]) -> str:
    """The date in the address of a file beside the page of a version; empty at the undated address."""
    found = _DATED.search(f"/{file.name}")
    return found[1] if found else ""


def version(file: PublishedFile[WorkData], text: PublishedText) -> str:
    """The date of the version of a text, or that it is not stated."""
    newest = file.value.versions[-1].date if file.value.versions else ""
    return dated(file) or newest or _own_date(text) or word("not_stated")


def _own_date(text: PublishedText) -> str:
    return text.iri.rpartition("@")[2] if "@" in text.iri else ""


def texts(file: PublishedFile[WorkData], language: str) -> Sequence[PublishedText]:
    """The texts with a language, a code or tag such as kor or ko; all for an empty one. Refusal if there is none."""
    every = file.value.expressions
    chosen = [text for text in every if not language or language in _names(text)]
    if not chosen:
        raise Refusal("no_text", language=language, known=", ".join(text.language for text in every))
    return chosen


def _names(text: PublishedText) -> Sequence[str]:
    return text.language, text.tag, interface_text.code(text.language)


def standing(text: PublishedText) -> str:
    """What a text is: the original, an authentic text, or a translation with or without authority."""
    if text.translation is None:
        return word("authentic" if text.authentic else "original")
    return word("authoritative" if text.translation.authoritative else "unofficial")


def standings(texts: Sequence[PublishedText]) -> Sequence[Mapping[str, str]]:
    """What each of some texts is."""
    return [{"language": text.language, "standing": standing(text)} for text in texts]


def status(work: WorkData) -> str:
    """The status of a work as its file states it, or that it is not stated."""
    return work.status or word("not_stated")


def stated(members: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a file states, by member; of one that is null that it is not stated."""
    return {name: word("not_stated") if value is None else value for name, value in members.items()}


def facts(file: PublishedFile[WorkData], text: PublishedText) -> Mapping[str, Any]:
    """What every answer says of a text."""
    work = file.value
    return {"work": work.work, "number": work.number, "title": text.title, "iri": text.iri, "address": text.url,
            "version": version(file, text), "language": text.language, "tag": text.tag, "standing": standing(text),
            "translator": text.translation.translator or word("not_stated") if text.translation else None,
            "status": status(work), **({"preview": work.preview} if work.preview else {}), "digest": file.digest}


def clause(file: PublishedFile[WorkData], text: PublishedText, item: site_files.PublishedClause, *,
           inner: bool = False) -> Mapping[str, Any]:
    """What an answer says of a clause in a text; with `inner` also the clauses inside it."""
    words = item.texts.get(text.language)
    if words is None:
        raise Refusal("no_words", eid=item.eid, language=text.language, known=", ".join(item.texts))
    made = {**facts(file, text), **printed(item, words), "text": words.text, "supplied_by_editor": words.supplied,
            "fingerprint": words.fingerprint}
    if inner:
        made["inside"] = _inside(file.value, item, text.language)
    return made


def printed(item: site_files.PublishedClause, words: site_files.ClauseText) -> Mapping[str, str]:
    """The address, number and heading of a clause in a text."""
    return {"eId": item.eid, "address": words.url, "printed_number": words.number, "heading": words.heading}


def _inside(work: WorkData, item: site_files.PublishedClause, language: str) -> Sequence[Mapping[str, Any]]:
    around = parents(work)
    inside = [{**printed(other, words), "text": words.text, "fingerprint": words.fingerprint}
              for other in work.provisions if other is not item and item.eid in lineage(other.eid, around)
              if (words := other.texts.get(language))]
    if sum(len(str(words["text"])) for words in inside) > LONGEST:
        raise Refusal("too_long", eid=item.eid, inside=", ".join(str(words["eId"]) for words in inside[:50]))
    return inside
