"""A work's expressions → schema.org Legislation in JSON-LD, whose context is complete without the network.

The statements in the ontology of ELI are included, on the same addresses.

The work is realised in several texts; a translation and its original refer to each other. The files republish the
texts: all of a private publisher's files have UnofficialLegalValue, those of the original too. The legal force is
what the editor states; nothing is said of it otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from lxml import etree

from diptych import interface_text
from diptych.akn.cross_references import ReferringClause
from diptych.akn.document import Document, emended
from diptych.akn.fingerprints import anchors
from diptych.akn.iri import permalink
from diptych.akn.names import tag
from diptych.akn.provisions import Provision, provisions
from diptych.render.html.provisions import numbered
from diptych.render.site import eli, rights_data

Node: TypeAlias = Mapping[str, Any]
VOCABULARY: Final = "https://schema.org/"
NOWHERE: Final[Mapping[str, Sequence[ReferringClause]]] = {}
"""No clause is cited."""
_DEFINITIONS: Final = "definitions"
"""The fragment of the address of the set of terms that a work defines."""
PATH: Final = "work.jsonld"
"""File with the same data and the checksums of all files. The pages lack those of files made after them."""

_FORCES: Final = {"in-force": "InForce", "partially-in-force": "PartiallyInForce", "not-in-force": "NotInForce"}
"""The values of schema.org's LegalForceStatus, by the states that an editor states."""
_CONTEXT: Final = {
    "@vocab": VOCABULARY, "legislationDate": {"@type": "Date"}, "legislationDateVersion": {"@type": "Date"},
    "legislationDateOfApplicability": {"@type": "Date"}, "datePublished": {"@type": "Date"},
    "contentUrl": {"@type": "@id"}, "url": {"@type": "@id"}}


def work(documents: Sequence[Document], site_url: str, files: Mapping[str, str],
         versions: Sequence[Sequence[Document]] = (),
         referring: Mapping[str, Sequence[ReferringClause]] = NOWHERE) -> Node:
    """The work, or a dated version of it, with its texts and clauses.

    `files` are the SHA-256 of the files beside its page, by name; empty if unknown. `versions` are the texts of all
    versions at their dated addresses, the oldest first. `referring` are the clauses that cite a clause, by eId; empty
    if unknown.
    """
    original = documents[0]
    country = original.value("a:FRBRWork/a:FRBRcountry").upper()
    return _present({
        "@context": _CONTEXT, "@id": permalink(site_url, original.home), "@type": "Legislation",
        "url": permalink(site_url, original.home),
        "name": [_words(document.title, document) for document in documents],
        "legislationIdentifier": [name for name in (original.number, original.work_iri) if name],
        "legislationType": original.main.get("name", ""), "legislationJurisdiction": country,
        "legislationDate": original.known_date,
        "legislationPassedBy": _issuer(documents), "creativeWorkStatus": "Draft" if original.preview else "",
        "workExample": [*(_text(document, documents, site_url, files) for document in documents),
                        *(_version(other, site_url) for other in (() if original.version else versions))],
        **_history(original, site_url, versions), **_legal(original),
        "hasPart": [*(_part(provision, original, site_url, referring.get(provision.eid, ()))
                      for provision in provisions(original)), *_definitions(documents, site_url)],
        "@included": eli.json_ld(eli.statements(documents, site_url, files)),
    })


def script(node: Node) -> str:
    """The node as JSON that is safe in a script element."""
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _present(node: Node) -> Node:
    """The node without empty values."""
    return {name: value for name, value in node.items() if value}


def _version(documents: Sequence[Document], site_url: str) -> Node:
    address = permalink(site_url, documents[0].home)
    return {"@id": address, "@type": "Legislation", "url": address, "legislationDateVersion": documents[0].version}


def _history(original: Document, site_url: str, versions: Sequence[Sequence[Document]]) -> Node:
    """The work of a version, its date, and its sources: the version before and the amending works."""
    if not versions:
        return {}
    dates = [documents[0].version for documents in versions]
    index = dates.index(original.version or dates[-1])
    before = [{"@id": permalink(site_url, versions[index - 1][0].home)}] if index else []
    amending = [{"@type": "Legislation", "name": _words(item.title, original), "legislationIdentifier": item.iri}
                for item in original.amendments]
    own = {"exampleOfWork": {"@id": permalink(site_url, original.work_iri)}} if original.version else {}
    return {**own, "legislationDateVersion": dates[index],
            "legislationConsolidates": [*before, *map(_present, amending)]}


def _legal(original: Document) -> Node:
    """What the editor states of the legal status; the official source by its address, if it has one."""
    legal, source = original.legal, original.official.source
    interval = f"{legal.in_force_from or '..'}/{legal.in_force_until or '..'}"
    return {
        "legislationLegalForce": {"@id": VOCABULARY + _FORCES[legal.state]} if legal.state else "",
        "legislationDateOfApplicability": legal.in_force_from, "datePublished": legal.published,
        "temporalCoverage": interval if legal.in_force_until else "",
        "isBasedOn": {"@id": source} if source.startswith(("http://", "https://")) else source}


def _words(words: str, document: Document) -> Node:
    return {"@value": words, "@language": interface_text.tag(document)}


def _issuer(documents: Sequence[Document]) -> Node:
    names = [_words(document.author, document) for document in documents if document.author]
    return {"@type": "Organization", "name": names} if names else {}


def _text(document: Document, documents: Sequence[Document], site_url: str, files: Mapping[str, str]) -> Node:
    """One text, with its original or its translations and the files of this text alone."""
    address = permalink(site_url, document.address)
    node: dict[str, Any] = {
        "@id": address, "@type": "Legislation", "url": address, "name": _words(document.title, document),
        "exampleOfWork": {"@id": permalink(site_url, document.home)}, "inLanguage": interface_text.tag(document),
        "legislationIdentifier": document.expression_iri,
        "legislationDateVersion": document.version_date,
        "encoding": [_file(name, digest, document, site_url) for name, digest in files.items()
                     if name in [f"{document.language}.{suffix}" for suffix in eli.FORMATS]],
    }
    if document.translation is None:
        translations = [other for other in documents if other.translation is not None]
        node["workTranslation"] = [{"@id": permalink(site_url, other.address)} for other in translations]
    else:
        translator = {"@type": "Organization", "name": _words(document.translation.by, document)}
        node |= {"translationOfWork": {"@id": permalink(site_url, documents[0].address)},
                 "description": _words(interface_text.standing(document), document),
                 "translator": translator if document.translation.known else ""}
    return _present({**node, **rights_data.properties(document)})


def _file(name: str, digest: str, document: Document, site_url: str) -> Node:
    address = permalink(site_url, document.home) + name
    return _present({
        "@id": address, "@type": "LegislationObject", "contentUrl": address, "inLanguage": interface_text.tag(document),
        "encodingFormat": eli.FORMATS[name.rpartition(".")[2]], "sha256": digest,
        "license": rights_data.properties(document)["license"],
        "legislationLegalValue": {"@id": f"{VOCABULARY}UnofficialLegalValue"},
    })


def _definitions(documents: Sequence[Document], site_url: str) -> Iterator[Node]:
    """The terms that the texts define, as a set that is part of the work; nothing if they define none.

    The names of a term in all languages are those of one definition; its address is that of the clause that defines it.
    """
    home = permalink(site_url, documents[0].home)
    names: dict[str, dict[str, Node]] = {}
    clauses: dict[str, str] = {}
    for document in documents:
        for element in document.main.iter(tag("def")):
            href = element.get("refersTo", "")
            if href in document.defining_clauses:
                clauses.setdefault(href, _published(element, document.defining_clauses[href], document))
                words = _words(" ".join(emended(element).split()), document)
                names.setdefault(href, {}).setdefault(document.language, words)
    if names:
        whole = {"@id": f"{home}#{_DEFINITIONS}"}
        yield {**whole, "@type": "DefinedTermSet", "hasDefinedTerm": [
            {"@id": f"{home}{href}", "@type": "DefinedTerm", "name": list(known.values()),
             "url": permalink(site_url, documents[0].home, clauses[href]), "inDefinedTermSet": whole}
            for href, known in names.items()]}


def _published(element: etree._Element, clause: str, document: Document) -> str:
    """The eId of a clause if it has an address of its own, else that of the clause or line around an element."""
    units = anchors(document)
    around = (outer.get("eId", "") for outer in element.iterancestors())
    return clause if clause in units else next((eid for eid in around if eid in units), "")


def _part(provision: Provision, original: Document, site_url: str, citing: Sequence[ReferringClause]) -> Node:
    """A clause, by its permalink, and the clauses that cite it; a clause inside another is part of the other."""
    label = numbered(provision, provision.heading)
    around = permalink(site_url, original.home, provision.parent)
    return _present({
        "@id": permalink(site_url, original.home, provision.eid), "@type": "Legislation",
        "name": _words(label, original) if label else "", "isPartOf": {"@id": around} if provision.parent else "",
        "@reverse": {"citation": [{"@id": permalink(site_url, item.work, item.eid)} for item in citing]} if citing else
        ""})
