"""A work's expressions → data.json: every clause with its ids, words in each language, permalinks and fingerprints."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from diptych import interface_text
from diptych.akn.document import NS, Document, Note, emended, received
from diptych.akn.fingerprints import digest, words
from diptych.akn.provisions import Provision, provisions
from diptych.citations.csl_record import permalink, place


def data(documents: Sequence[Document], site_url: str, files: Mapping[str, str]) -> bytes:
    """The work as JSON of the shape in schema/data.schema.json; `files` are those beside its page, with SHA-256."""
    original = documents[0]
    made = {
        "work": original.work_iri, "url": permalink(site_url, original.home), "number": original.number,
        "date": None if original.date == interface_text.UNKNOWN_DATE else original.date,
        "expressions": [_expression(document, site_url) for document in documents],
        "files": [{"name": name, "url": permalink(site_url, original.home) + name, "sha256": digest}
                  for name, digest in files.items()],
        "provisions": _provisions(documents, site_url),
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def _expression(document: Document, site_url: str) -> Mapping[str, Any]:
    said = document.translation
    return {
        "language": document.language, "tag": interface_text.tag(document), "iri": document.expression_iri,
        "url": permalink(site_url, document.address), "title": document.title,
        "author": document.author, "rights": document.rights,
        "translation": None if said is None else {
            "of": said.of, "translator": said.by if said.known else None, "authoritative": said.authoritative},
        "notes": [{"eId": note.eid, "kind": note.kind, "words": dict(note.words), "at": _place(note, document)}
                  for note in document.notes],
    }


def _place(note: Note, document: Document) -> str | None:
    """The eId around the first mark of a note."""
    mark = document.main.find(f".//a:noteRef[@href='#{note.eid}']", NS)
    return None if mark is None else next((eid for one in mark.iterancestors() if (eid := one.get("eId"))), None)


def _supplied(item: Provision) -> bool:
    """Whether all its words are the editor's and none was received."""
    return bool(emended(item.element).strip()) and not received(item.element).strip()


def _provisions(documents: Sequence[Document], site_url: str) -> list[Mapping[str, Any]]:
    """All provisions in the original's order, then those that only a translation has."""
    by_language = {document.language: {item.eid: item for item in provisions(document)} for document in documents}
    eids = dict.fromkeys(eid for found in by_language.values() for eid in found)
    return [_provision(eid, {language: found[eid] for language, found in by_language.items() if eid in found},
                       documents, site_url) for eid in eids]


def _provision(eid: str, found: Mapping[str, Provision], documents: Sequence[Document],
               site_url: str) -> Mapping[str, Any]:
    first, address = next(iter(found.values())), {one.language: one.address for one in documents}
    return {
        "eId": eid, "element": first.name, "parent": first.parent or None,
        "url": permalink(site_url, documents[0].home, place(eid)),
        "texts": {language: {
            "number": item.number, "heading": item.heading, "text": item.text, "supplied": _supplied(item),
            "url": permalink(site_url, address[language], place(eid)), "fingerprint": digest(words(item.element)),
        } for language, item in found.items()},
    }
