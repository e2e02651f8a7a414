"""One work's sources → its Akoma Ntoso twins, validated, with the proof and what other products must know of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

import msgspec
from lxml import etree

from diptych.akn import iri
from diptych.akn.cross_references import ReferringClause, referring
from diptych.akn.document import Document
from diptych.akn.names import HIERARCHY, tag
from diptych.akn.provisions import provisions
from diptych.anchors.ledger import Anchors, Ledger
from diptych.compile import versions
from diptych.compile.citable_works import CitableWork, citable
from diptych.compile.expression import Expression
from diptych.compile.versions import Lineage
from diptych.compile.work import Compiled, compile_work
from diptych.config import media
from diptych.config.works import DRAFT, LanguagePair, ReferencedWork, Term, Waiver, pairs
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, Result, Severity
from diptych.files.artifact import Artifact, Head
from diptych.products.contract import NOTE, Files, Input
from diptych.project.load import Schema, Source
from diptych.render.site import json_formats
from diptych.render.site.permalinks import cited_ranges
from diptych.render.site.published_work import PublishedWork, published

PROOF: Final = "proof.json"
_PLACES: Final = "places.json"
_LEDGER: Final = "ledger.json"
_WAIVERS: Final = "waivers.json"


@dataclass(frozen=True, slots=True)
class AknInputs:
    """A work's sources as they were read, with what was found on the way, and what they are compiled by."""

    source: Input[tuple[Source | None, tuple[Diagnostic, ...]]]
    schema: Input[Schema]
    terms: Input[tuple[Term, ...]]
    cited: Input[tuple[ReferencedWork, ...]]


@dataclass(frozen=True, slots=True)
class Edition:
    """A work, or one of its versions at the addresses of its date, as it is published.

    `path` is its folder below akn/, `texts` are its files in the artifact, the original first, each with its SHA-256.
    `published` are its IRIs with the paths of their pages on the site. `lineage` has the clauses that did not come from
    their own eId in the version before, with the eIds that they came from. `pairs` are the languages of the
    texts that are published side by side. `pictures` are the names of their pictures in the artifact.
    """

    path: str
    version: str
    languages: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    published: tuple[tuple[str, str], ...]
    lineage: Lineage
    pairs: tuple[LanguagePair, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waived:
    """A diagnostic that the editor of the work accepts, and the reason."""

    item: Diagnostic
    why: str


@dataclass(frozen=True, slots=True)
class Twins:
    """The texts of a work as other products must know them: the editions, that without a date first, the date of the
    markup, the IRIs that it refers to, the ranges of clauses, whether no list has the work, the IRI of one of its
    clauses as an example, its clauses that name other works, its dated addresses if it has one version, and how others
    cite it. Without a readable text there are no editions."""

    waived: tuple[Waived, ...] = ()
    editions: tuple[Edition, ...] = ()
    date: str = ""
    links: tuple[str, ...] = ()
    ranges: frozenset[str] = frozenset()
    unlisted: bool = False
    example: str = ""
    referring: tuple[ReferringClause, ...] = ()
    single: tuple[str, ...] = ()
    citable: CitableWork | None = None

    @property
    def path(self) -> str:
        """Its folder below akn/."""
        return self.editions[0].path

    @property
    def published(self) -> tuple[tuple[str, str], ...]:
        """The IRIs of all editions with the paths of their pages."""
        return tuple(pair for edition in self.editions for pair in edition.published)


def make(inputs: AknInputs, _: str) -> Result[Files]:
    """The texts and proofs of all editions of a work, the places of its clauses, its ledger and waivers; a Twins as the
    note."""
    source, problems = inputs.source.get()
    if source is None:
        return Result(_note(Twins()), problems)
    work = compile_work(_with_terms(source, inputs.terms.get()).with_cited(inputs.cited.get()), inputs.schema.get())
    waived = tuple(Waived(item, waiver.reason) for item, waiver in work.waived)
    if not work.expressions:
        return Result(_note(Twins(waived)), (*problems, *work.diagnostics))
    editions, is_draft = versions.published(work), source.work.status == DRAFT
    lineage = versions.lineage(work)
    documents = [document for edition in editions for document in versions.documents(edition)]
    twins = Twins(waived, tuple(_edition(edition, lineage) for edition in editions), source.work.markup_date,
                  tuple(sorted(set(_links(documents)))), cited_ranges(documents), is_draft,
                  _example(documents[0]), () if is_draft else referring(versions.documents(editions[0])),
                  versions.single(work), citable(work, inputs.schema.get()))
    files = (*(file for edition in editions for file in _files(edition)),
             (_LEDGER, msgspec.json.encode(source.ledger.anchors)),
             (_WAIVERS, msgspec.json.encode(source.editorial.waivers)))
    return Result((*files, *_note(twins)), (*problems, *work.diagnostics, *versions.check(work)))


def twins(head: Head) -> Twins:
    """The note of an artifact of `make`."""
    return _TWINS.decode(head.note)


def place(artifact: Artifact, edition: Edition, languages: Sequence[str], eid: str) -> Position | None:
    """The author's place of a clause of an edition in one of some languages."""
    places = msgspec.json.decode(artifact.by_name[_folder(edition.version) + _PLACES],
                                 type=dict[str, dict[str, Position]])
    for language in languages:
        known = places.get(language, {})
        if position := known.get(eid) or known.get(eid.rpartition("-")[0]):
            return position
    return None


def ledger(artifact: Artifact) -> Ledger:
    """The ledger of the work, without the places of its entries."""
    return Ledger(msgspec.json.decode(artifact.by_name[_LEDGER], type=Anchors), "")


def waivers(artifact: Artifact) -> tuple[Waiver, ...]:
    """What the editor accepts in the newest version of the work."""
    return msgspec.json.decode(artifact.by_name[_WAIVERS], type=tuple[Waiver, ...])


def _note(twins: Twins) -> Files:
    return ((NOTE, msgspec.json.encode(twins)),)


def _with_terms(source: Source, terms: tuple[Term, ...]) -> Source:
    return replace(source, terms=terms, earlier=tuple(_with_terms(version, terms) for version in source.earlier))


def _edition(work: Compiled, lineage: Mapping[str, Lineage]) -> Edition:
    documents, version = versions.documents(work), work.source.ledger.version
    origins = lineage.get(work.source.work.version, {})
    texts = tuple((f"{_folder(version)}{text.document.language}.xml", sha256(text.data).hexdigest())
                  for text in work.expressions)
    languages = tuple(document.language for document in documents)
    return Edition(documents[0].home.removeprefix("/akn/"), version, languages, texts,
                   tuple(published(PublishedWork(documents))),
                   {eid: origin for eid, origin in origins.items() if origin != (eid,)},
                   pairs(languages, work.source.work.pairs),
                   tuple(f"{_folder(version)}{media.FOLDER}{name}" for name in _pictures(work)))


def _files(work: Compiled) -> Iterator[tuple[str, bytes]]:
    folder = _folder(work.source.ledger.version)
    yield from ((f"{folder}{text.document.language}.xml", text.data) for text in work.expressions)
    yield from ((f"{folder}{media.FOLDER}{name}", data) for name, data in _pictures(work).items())
    yield f"{folder}{PROOF}", proof(work)
    places = {text.document.language: text.positions for text in work.expressions}
    yield f"{folder}{_PLACES}", msgspec.json.encode(places)


def _pictures(work: Compiled) -> Mapping[str, bytes]:
    """The pictures of the texts of a version, by name."""
    return {name: data for text in work.expressions for name, data in sorted(text.pictures.items())}


def _folder(version: str) -> str:
    return f"@{version}/" if version else ""


def findings(head: Head, catalogue: Catalogue) -> tuple[Finding, ...]:
    """The findings on a work, those that its editor accepts among them, with the reason."""
    accepted = (replace(catalogue.describe(waived.item), severity=Severity.WAIVED, hint=waived.why)
              for waived in twins(head).waived)
    return (*head.findings, *accepted)


def proof(work: Compiled) -> bytes:
    """The published proof that nothing of the received texts was lost, by schema/published/proof.schema.json.

    It names its schema relative to its own place, so that it does not depend on the address of the site.
    """
    original = replace(work.expressions[0].document, version=work.source.ledger.version)
    account = {
        **json_formats.head("proof", "../" * iri.site_path(original.home).count("/")),
        "work": original.work_iri,
        "statement": "Read back from the XML, the text equals the received text in NFC without white space.",
        "expressions": [{
            "iri": text.document.expression_iri, "sha256": sha256(text.data).hexdigest(),
            "received": dict(zip(("file", "sha256"), text.document.source, strict=True)),
            "characters": text.characters, **_package(text), "translation": _translation(text.document)}
            for text in work.expressions],
        "waived": [{"code": item.code, "eId": item.eid, "why": waiver.reason} for item, waiver in work.waived],
    }
    return json.dumps(account, ensure_ascii=False, indent=2).encode() + b"\n"


def _package(text: Expression) -> Mapping[str, object]:
    """The pictures of a text, and the account of a received package or page, counted from its bytes."""
    account = text.account
    pictures = {"pictures": sum(1 for _ in text.document.main.iter(tag("img"))), "pictureFiles": len(text.pictures)}
    shown = pictures if any(pictures.values()) else {}
    return shown if account is None else {**shown, account.container: {
        "characters": account.held, "read": account.read, "printed": account.printed,
        **({"pictures": account.pictures.held, "picturesRead": account.pictures.read} if account.pictures.held else {}),
        "leftOut": [{"what": item.kind, "objects": item.objects, "characters": item.characters}
                    for item in account.omissions]}}


def _translation(document: Document) -> Mapping[str, object] | None:
    """The standing of a translation, so that no file about it stays silent; None for an original."""
    status = document.translation
    return None if status is None else {
        "of": status.of, "translator": status.by if status.known else None, "authoritative": status.authoritative}


def _example(document: Document) -> str:
    """The IRI of a clause of a text, the first one within another, else the first one; of the text without any."""
    clauses = [item for item in provisions(document) if item.name in HIERARCHY]
    chosen = next((item for item in clauses if item.parent), clauses[0] if clauses else None)
    return iri.permalink("", document.address, chosen.eid if chosen else "")


def _links(documents: list[Document]) -> Iterator[str]:
    """The IRIs of other works that references lead to."""
    elements = (element for document in documents for element in document.main.iter(etree.Element))
    hrefs = (element.get(name, "") for element in elements for name in ("href", "from"))
    own = {document.work_iri for document in documents}
    return (named.text for href in hrefs if (named := iri.address(href)) and named.text not in own)


_TWINS: Final = msgspec.json.Decoder(Twins)
