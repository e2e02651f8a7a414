"""The tools of the server: functions from a site and arguments to an answer. Nothing but the site's files is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from diptych.akn import iri
from diptych.commands.mcp_server import (
    citations,
    clause_answers,
    ended_works,
    printed_references,
    quotations,
    site_files,
)
from diptych.commands.mcp_server.clause_answers import Named, named, texts
from diptych.commands.mcp_server.refusals import Refusal, word
from diptych.commands.mcp_server.site_files import PublishedFile, PublishedSite, PublishedText, WorkData

Arguments = Mapping[str, Any]
Answer = Mapping[str, Any]
RESULTS: Final = 20
"""Clauses in an answer of a search, and changes in a comparison, if the call does not say; chosen."""


def search(site: PublishedSite, asked: Arguments) -> Answer:
    """The clauses that have a string letter by letter, or that a printed reference names."""
    query, limit, skipped = asked["query"], asked.get("limit", RESULTS), int(asked.get("cursor", "0"))
    results: list[Answer] = []
    for number, file in enumerate(_searched(site, asked), skipped):
        results += islice(_matches(site, file, asked), limit) if file else ()
        if site.is_late or len(results) >= limit:
            following = None if "work" in asked else str(number + 1)
            return _results(query, results[:limit], following, cut=len(results) > limit)
    return _results(query, results, None)


def _searched(site: PublishedSite, asked: Arguments) -> Iterator[PublishedFile[WorkData] | None]:
    """The work or version of the call, else the newest versions of all works from the cursor on."""
    if "work" in asked:
        yield clause_answers.work_at(site, clause_answers.address_of(asked["work"]))
        return
    for work in islice(site.works(), int(asked.get("cursor", "0")), None):
        yield site.beside(work.work, "", "data.json", WorkData)


def _results(query: str, results: Sequence[Answer], following: str | None, *, cut: bool = False) -> Answer:
    return {"query": query, "results": results, "complete": following is None and not cut, "cursor": following}


def _matches(site: PublishedSite, file: PublishedFile[WorkData], asked: Arguments) -> Iterator[Answer]:
    shown = texts(file, asked["language"]) if asked.get("language") in _languages(file.value) else (
        () if "language" in asked else file.value.expressions)
    exact = [answer for text in shown for answer in _standing(file, text, asked["query"])]
    reference = _reference_in(asked["query"], file.value, alone="work" in asked)
    if exact or not reference:
        yield from exact
        return
    meant = set(_referred(site, file, reference))
    items = [item for item in file.value.provisions if item.eid in meant]
    yield from ({"match": "reference", **clause_answers.clause(file, text, item)}
                for text in shown for item in items if text.language in item.texts)


def _languages(work: WorkData) -> set[str]:
    return {name for text in work.expressions for name in (text.language, text.tag, text.tag.partition("-")[0])}


def _standing(file: PublishedFile[WorkData], text: PublishedText, quote: str) -> Iterator[Answer]:
    """The clauses of a text that have a string."""
    clauses = {clause.eid: clause for clause in file.value.provisions}
    for place in quotations.running(file.value, text.language).places(quote):
        span = {} if place.first == place.last else {"first": place.first, "last": place.last}
        item = clauses[place.around or place.first]
        yield {"match": "exact", **clause_answers.clause(file, text, item), **span}


def _reference_in(query: str, work: WorkData, *, alone: bool) -> str:
    """The part of a query that is a reference into a work, which the query names by title or number; empty if none."""
    for name in filter(None, (work.number, *(text.title for text in work.expressions))):
        if name in query and query != name:
            return query.replace(name, " ").strip()
    return query if alone else ""


def _referred(site: PublishedSite, file: PublishedFile[WorkData], reference: str) -> Sequence[str]:
    cited = site.beside(file.value.work, clause_answers.dated(file), "citations.json", site_files.CitationData)
    grammar = _grammar(site)
    bare = printed_references.without_title(reference, grammar)
    return printed_references.clauses(bare, file.value, cited.value if cited else None, grammar)


def _grammar(site: PublishedSite) -> site_files.ReferenceGrammar | None:
    head = site.read("search/index.json", site_files.SearchHead)
    names = head.value.query[:1] if head else ()
    grammar = site.read(f"search/{names[0]}", site_files.ReferenceGrammar) if names else None
    return grammar.value if grammar else None


def clause(site: PublishedSite, asked: Arguments) -> Answer:
    """A clause in one language: that of the call, else that of the address, else the original's."""
    found = _named(site, asked)
    text = texts(found.file, asked.get("language") or found.address.language)[0]
    if found.clause is None:
        return _outline(found, text)
    return {**clause_answers.clause(found.file, text, found.clause, inner=True), **_asked(found)}


def parallel_clause(site: PublishedSite, asked: Arguments) -> Answer:
    """A clause in every language that has it, the original first."""
    found = _named(site, asked)
    item = found.clause
    if item is None:
        raise Refusal("no_clause_named", address=asked["address"])
    shown = [text for text in found.work.expressions if text.language in item.texts]
    lacking = [text.language for text in found.work.expressions if text.language not in item.texts]
    return {**_asked(found), "texts": [clause_answers.clause(found.file, text, item, inner=True) for text in shown],
            "not_in": lacking}


def at_date(site: PublishedSite, asked: Arguments) -> Answer:
    """A clause or work in the last version that is dated on or before a date."""
    address, date = clause_answers.address_of(asked["address"]), asked["date"]
    newest, as_of = _as_of(site, address, date)
    place = f"{address.work}/{address.language}@{as_of}" if newest.value.versions else address.work
    language = asked.get("language") or address.language
    whole = {**asked, "address": f"{place}/{iri.place(address.clause)}", "language": language}
    return {"asked_date": date, "text_as_of": as_of, **clause(site, whole)}


def _as_of(site: PublishedSite, address: iri.Address, date: str) -> tuple[PublishedFile[WorkData], str]:
    """The newest version of a work, and the date of the last version dated on or before a date."""
    newest = clause_answers.work_at(site, iri.Address(address.work, address.path))
    versions = clause_answers.dates(newest)
    earlier = [version for version in versions if version <= date]
    if not earlier:
        raise Refusal("no_version_before", date=date, versions=", ".join(versions) or word("none"))
    return newest, earlier[-1]


def compare(site: PublishedSite, asked: Arguments) -> Answer:
    """The changed clauses between two versions, as diff.json has them."""
    address = clause_answers.address_of(asked["address"])
    earlier, later = asked["earlier"], asked["later"]
    if earlier >= later:
        raise Refusal("wrong_order", earlier=earlier, later=later)
    file = _difference(site, address.work, earlier, later)
    version = clause_answers.work_at(site, iri.Address(address.work, address.path, "", later))
    chosen = texts(version, asked.get("language", ""))
    languages = {text.language for text in chosen}
    changes = [{"eId": change.eid, "change": change.change, "address": change.url, "origin": change.origin,
                "words": {language: pieces for language, pieces in change.texts.items() if language in languages}}
               for change in file.value.changes if _concerns(change.eid, change.within, address.first)]
    start, limit = int(asked.get("cursor", "0")), asked.get("limit", RESULTS)
    rest = start + limit < len(changes)
    return {"work": address.work, "address": file.value.later.url, "earlier": earlier, "version": later,
            "status": clause_answers.status(version.value),
            "languages": clause_answers.standings(chosen),
            "changes": changes[start:start + limit], "changed": len(changes), "cursor": str(start + limit) if rest else
            None, "digest": file.digest}


def _concerns(eid: str, within: str | None, asked: str) -> bool:
    return not asked or any(f"{place}__".startswith(f"{asked}__") for place in filter(None, (eid, within)))


def _difference(site: PublishedSite, work: str, earlier: str, later: str) -> PublishedFile[site_files.DifferenceData]:
    for folder in (f"changes/{earlier}/", "changes/"):
        file = site.beside(work, later, f"{folder}diff.json", site_files.DifferenceData)
        if file is not None and file.value.earlier.date == earlier:
            return file
    newest = site.beside(work, "", "data.json", WorkData)
    raise Refusal("no_comparison", work=work, earlier=earlier, later=later,
                  versions=", ".join(clause_answers.dates(newest)) if newest else word("none"))


def cite(site: PublishedSite, asked: Arguments) -> Answer:
    """A citation of a work, text, clause or range in a style of the site.

    A date in the address means the last version dated on or before it.
    """
    asked_address = clause_answers.address_of(asked["address"])
    as_of = _as_of(site, asked_address, asked_address.date)[1] if asked_address.date else ""
    address = replace(asked_address, date=as_of)
    file = clause_answers.work_at(site, address)
    language = asked.get("language") or address.language
    text = texts(file, language)[0]
    cited = site.beside(address.work, clause_answers.dated(file), "citations.json", site_files.CitationData)
    if cited is None:
        raise Refusal("no_citations", work=address.work)
    known = {clause.eid for clause in file.value.provisions}.union(*(
        names for names in cited.value.pinpoints.values()))
    for eid in filter(None, (address.first, address.last)):
        if eid not in known:
            raise Refusal("no_clause", eid=eid, work=address.work)
    wanted = citations.CitationRequest(
        asked["style"], text.language if language else "", address.first, address.last if address.is_range else "",
        asked.get("accessed", ""), pinned="" if file.value.versions else as_of)
    made = citations.citation(cited.value, wanted)
    dated = {"asked_date": asked_address.date, "text_as_of": as_of} if as_of else {}
    return {**dated, **clause_answers.facts(file, text), "address": made.url, "citation": made.text,
            "style": asked["style"], "citations_digest": cited.digest}


def status(site: PublishedSite, asked: Arguments) -> Answer:
    """What the files state of a work: its status, dates, official source, versions, rights, and what each text is."""
    found = named(site, asked["address"])
    work = found.work
    return {"work": work.work, "address": work.url, "status": clause_answers.status(work),
            "version": clause_answers.version(found.file, work.expressions[0]),
            "versions": [{"date": version.date, "address": version.url} for version in work.versions],
            "issued": work.date or word("not_stated"), "legal": clause_answers.stated(work.legal),
            "official": clause_answers.stated(work.official or {}) or word("not_stated"), "digest": found.file.digest,
            "texts": [{**clause_answers.facts(found.file, text), "rights": text.rights, "licence": text.licence}
                      for text in work.expressions]}


def what_became_of(site: PublishedSite, asked: Arguments) -> Answer:
    """What the ledgers say of the address of a clause, or of a work, text or version that ended."""
    address = clause_answers.address_of(asked["address"])
    past = ended_works.history(site, address)
    if past is not None:
        return past
    file = clause_answers.work_at(site, address if not address.first else iri.Address(address.work, address.path))
    if not address.first:
        raise Refusal("stands", address=file.value.url)
    ledger = site.beside(address.work, "", "anchors.json", site_files.LedgerData)
    if ledger is None:
        raise Refusal("no_ledger", work=address.work)
    entries = [anchor for anchor in ledger.value.anchors if anchor.eid == address.first
               and (anchor.version or "") == ("" if not file.value.versions else address.date)]
    if not entries:
        standing = any(clause.eid == address.first for clause in file.value.provisions)
        raise Refusal("not_in_ledger" if standing else "never_published", address=asked["address"])
    return {"work": address.work, "address": entries[-1].url, "status": clause_answers.status(file.value),
            "version": address.date or clause_answers.version(file, file.value.expressions[0]),
            "history": [_entry(anchor) for anchor in entries],
            "languages": clause_answers.standings(file.value.expressions), "digest": ledger.digest}


def _entry(anchor: site_files.PublishedAnchor) -> Answer:
    """An entry of the ledger, as an answer gives it."""
    return {"state": anchor.state, "since": anchor.since, "until": anchor.until, "to": anchor.to,
            "from": anchor.origin, "why": anchor.why, "fingerprints": anchor.texts}


def verify_quote(site: PublishedSite, asked: Arguments) -> Answer:
    """Whether a clause or work has a string letter by letter; white space does not count."""
    found = _named(site, asked)
    shown = texts(found.file, asked.get("language") or found.address.language)
    around = quotations.parents(found.work)
    places = [answer for text in shown for answer in _standing(found.file, text, asked["quote"])]
    inside = [answer for answer in places if not found.eid or found.eid in quotations.lineage(answer["eId"], around)]
    elsewhere = [answer for answer in places if answer not in inside]
    return {"quote": asked["quote"], "verbatim": bool(inside), "work": found.work.work,
            "address": found.clause.url if found.clause else found.work.url,
            "version": clause_answers.version(found.file, found.work.expressions[0]), **_asked(found),
            "status": clause_answers.status(found.work), "places": inside[:RESULTS], "elsewhere": elsewhere[:RESULTS],
            "texts_read": clause_answers.standings(shown), "digest": found.file.digest}


def _named(site: PublishedSite, asked: Arguments) -> Named:
    """What the address of a call names, or the printed reference in the work at the address."""
    found = named(site, asked["address"])
    if "reference" not in asked:
        return found
    meant = _referred(site, found.file, asked["reference"])
    if len(meant) != 1:
        raise Refusal("no_reference" if not meant else "several", reference=asked["reference"], work=found.work.work,
                      meant=", ".join(meant))
    return Named(found.file, found.address, meant[0])


def _asked(found: Named) -> Answer:
    """How the clause differs from what the address says: another eId, or an address that had other clauses before."""
    asked = {"asked_eId": found.asked} if found.asked else {}
    return {**asked, "formerly": [_entry(anchor) for anchor in found.before]} if found.before else asked


def _outline(found: Named, text: PublishedText) -> Answer:
    """A text without its words: the clauses in it, by number and heading."""
    listed = [clause_answers.printed(item, words) for item in found.work.provisions
              if item.element != "p" and (words := item.texts.get(text.language))]
    return {**clause_answers.facts(found.file, text), "clauses": listed}


TOOLS: Final[Mapping[str, Callable[[PublishedSite, Arguments], Answer]]] = MappingProxyType({
    "search": search, "clause": clause, "parallel_clause": parallel_clause, "at_date": at_date, "compare": compare,
    "cite": cite, "status": status, "what_became_of": what_became_of, "verify_quote": verify_quote})
"""The functions of the tools, by name."""
