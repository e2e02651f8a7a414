"""One work's sources → its Akoma Ntoso twins, validated, with the proof and what other products must know of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final

from lxml import etree

from diptych.akn.document import Document
from diptych.compile import versions
from diptych.compile.work import Compiled, compile_work
from diptych.config.works import Term
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, Result, Severity
from diptych.files.artifact import Bundle, Head
from diptych.products.contract import NOTE, Files, Given
from diptych.project.load import Source
from diptych.render.html.view import named
from diptych.render.site import pages
from diptych.render.site.permalinks import Range, cited_ranges

MAKE: Final = "diptych.products.akn_texts:make"
PROOF: Final = "proof.json"
_PLACES: Final = "places.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """A work, or one of its versions at the addresses of its date, as it is published.

    `path` is its folder below akn/, `texts` are its files in the bundle, the original first, each with its SHA-256;
    `published` are its IRIs with the paths of their pages on the site, `lineage` says as JSON what those clauses came
    from that did not come from their own eId in the version before.
    """

    path: str
    version: str
    languages: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    published: tuple[tuple[str, str], ...]
    lineage: str = "{}"


@dataclass(frozen=True, slots=True)
class Twins:
    """What other products must know of a work's texts: the editions, that without a date first, the date of the
    markup, the IRIs that it refers to, and the ranges of clauses."""

    editions: tuple[Edition, ...]
    date: str
    links: tuple[str, ...]
    ranges: frozenset[Range]

    @property
    def path(self) -> str:
        """Its folder below akn/."""
        return self.editions[0].path

    @property
    def published(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for one in self.editions for pair in one.published)


def make(given: Given, _: str) -> Result[Files]:
    """The files of a work: the texts and proofs of all editions, the places of clauses, and what `twins` reads;
    without a readable text there are only findings."""
    source, found = given.value("source"), given.value("found")
    if source is None:
        return Result(((NOTE, _json({"waived": []})),), found)
    work = compile_work(_with_terms(source, given.value("termbase")), given.value("schema"))
    waived = [{**_plain(item), "why": waiver.why} for item, waiver in work.waived]
    if not work.expressions:
        return Result(((NOTE, _json({"waived": waived})),), (*found, *work.diagnostics))
    editions = versions.published(work)
    lineage = versions.lineage(work)
    documents = [document for one in editions for document in versions.documents(one)]
    known = {
        "editions": [_edition(one, lineage) for one in editions], "date": source.work.markup_date,
        "links": sorted(set(_links(documents))), "ranges": sorted(cited_ranges(documents)), "waived": waived}
    files = (file for one in editions for file in _files(one))
    return Result((*files, (NOTE, _json(known))), (*found, *work.diagnostics, *versions.check(work)))


def twins(made: Head) -> Twins | None:
    """What `make` made; None where no text could be read."""
    known, digests = made.note, {file.name: file.sha256 for file in made.files}
    if "editions" not in known:
        return None
    editions = tuple(
        Edition(one["path"], one["version"], tuple(one["languages"]),
                tuple((name, digests[name]) for name in one["texts"]),
                tuple((iri, path) for iri, path in one["published"]), one["lineage"]) for one in known["editions"])
    return Twins(editions, known["date"], tuple(known["links"]),
                 frozenset((work, first, last) for work, first, last in known["ranges"]))


def place(made: Bundle, edition: Edition, languages: Sequence[str], eid: str) -> Position | None:
    """The author's place of a clause of an edition in one of some languages."""
    places = json.loads(made.by_name[_folder(edition.version) + _PLACES])
    for language in languages:
        known = places.get(language, {})
        if found := known.get(eid) or known.get(eid.rpartition("-")[0]):
            return Position(*found)
    return None


def _with_terms(source: Source, terms: tuple[Term, ...]) -> Source:
    return replace(source, terms=terms, earlier=tuple(_with_terms(one, terms) for one in source.earlier))


def _edition(one: Compiled, lineage: Mapping[str, versions.Lineage]) -> Mapping[str, Any]:
    documents, version = versions.documents(one), one.source.ledger.version
    came = lineage.get(one.source.work.version, {})
    return {"path": documents[0].home.removeprefix("/akn/"), "version": version,
            "languages": [document.language for document in documents],
            "texts": [f"{_folder(version)}{document.language}.xml" for document in documents],
            "published": list(pages.published(pages.PublishedWork(documents))),
            "lineage": json.dumps({eid: origin for eid, origin in came.items() if origin != (eid,)})}


def _files(one: Compiled) -> Iterator[tuple[str, bytes]]:
    folder = _folder(one.source.ledger.version)
    yield from ((f"{folder}{made.document.language}.xml", made.data) for made in one.expressions)
    yield f"{folder}{PROOF}", proof(one)
    places = {made.document.language: {eid: [place.file, place.line, place.column]
                                       for eid, place in made.positions.items()} for made in one.expressions}
    yield f"{folder}{_PLACES}", _json(places)


def _folder(version: str) -> str:
    return f"@{version}/" if version else ""


def findings(made: Head, catalogue: Catalogue) -> tuple[Finding, ...]:
    """The findings on a work, those that its editor accepts among them, with the reason."""
    return (*made.findings, *(_waived(item, catalogue) for item in made.note["waived"]))


def proof(work: Compiled) -> bytes:
    """The published proof that nothing of the received texts was lost."""
    told = {
        "work": work.expressions[0].document.work_iri,
        "statement": "Read back from the XML, the text equals the received text in NFC without white space.",
        "expressions": [{
            "iri": one.document.expression_iri, "sha256": sha256(one.data).hexdigest(),
            "received": dict(zip(("file", "sha256"), one.document.source, strict=True)),
            "characters": one.characters, "translation": _translation(one.document)} for one in work.expressions],
        "waived": [{"code": item.code, "eId": item.eid, "why": waiver.why} for item, waiver in work.waived],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _translation(document: Document) -> Mapping[str, object] | None:
    """The standing of a translation, so that no file about it stays silent; None for an original."""
    said = document.translation
    return None if said is None else {
        "of": said.of, "translator": said.by if said.known else None, "authoritative": said.authoritative}


def _links(documents: list[Document]) -> Iterator[str]:
    """The IRIs of works that references lead to."""
    elements = (element for document in documents for element in document.main.iter(etree.Element))
    hrefs = (element.get(name, "") for element in elements for name in ("href", "from"))
    return (named(href) for href in hrefs if href.startswith("/akn/"))


def _plain(item: Diagnostic) -> Mapping[str, Any]:
    place = item.position
    return {"code": item.code, "eid": item.eid, "facts": item.facts,
            "position": place and [place.file, place.line, place.column]}


def _waived(item: Mapping[str, Any], catalogue: Catalogue) -> Finding:
    place, facts = item["position"], tuple((name, value) for name, value in item["facts"])
    said = catalogue.describe(Diagnostic(item["code"], Position(*place) if place else None, item["eid"], facts))
    return replace(said, severity=Severity.WAIVED, hint=item["why"])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
