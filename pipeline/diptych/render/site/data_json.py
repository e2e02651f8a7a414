"""A work's expressions → data.json: every clause with its id, texts in each language, permalinks and fingerprints."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from diptych import interface_text
from diptych.akn.document import NS, Document, Note, emended, received
from diptych.akn.fingerprints import digest, words
from diptych.akn.iri import permalink
from diptych.akn.provisions import Provision, provisions


def data(documents: Sequence[Document], site_url: str, files: Mapping[str, str]) -> bytes:
    """The work as JSON by schema/data.schema.json; `files` are the SHA-256 of the files beside its page, by name."""
    original = documents[0]
    work = {
        "work": original.work_iri, "url": permalink(site_url, original.home), "number": original.number,
        "date": None if original.date == interface_text.UNKNOWN_DATE else original.date,
        "expressions": [_expression(document, site_url) for document in documents],
        "files": [{"name": name, "url": permalink(site_url, original.home) + name, "sha256": digest}
                  for name, digest in files.items()],
        "provisions": _provisions(documents, site_url),
    }
    return json.dumps(work, ensure_ascii=False, indent=1).encode() + b"\n"


def _expression(document: Document, site_url: str) -> Mapping[str, Any]:
    translation = document.translation
    return {
        "language": document.language, "tag": interface_text.tag(document), "iri": document.expression_iri,
        "url": permalink(site_url, document.address), "title": document.title,
        "author": document.author, "rights": document.rights,
        "translation": None if translation is None else {
            "of": translation.of, "translator": translation.by if translation.known else None,
            "authoritative": translation.authoritative},
        "notes": [{"eId": note.eid, "kind": note.kind, "words": dict(note.words), "at": _place(note, document)}
                  for note in document.notes],
    }


def _place(note: Note, document: Document) -> str | None:
    """The eId around the first mark of a note."""
    mark = document.main.find(f".//a:noteRef[@href='#{note.eid}']", NS)
    return None if mark is None else mark.xpath("string(ancestor::*[@eId][1]/@eId)") or None


def _supplied(item: Provision) -> bool:
    """Whether the editor supplied all words of a provision."""
    return bool(emended(item.element).strip()) and not received(item.element).strip()


def _provisions(documents: Sequence[Document], site_url: str) -> list[Mapping[str, Any]]:
    """All provisions in the original's order, then those of the translations alone."""
    texts: dict[str, dict[Document, Provision]] = {}
    for document in documents:
        for item in provisions(document):
            texts.setdefault(item.eid, {})[document] = item
    return [_provision(eid, items, documents[0].home, site_url) for eid, items in texts.items()]


def _provision(eid: str, items: Mapping[Document, Provision], home: str, site_url: str) -> Mapping[str, Any]:
    first = next(iter(items.values()))
    return {
        "eId": eid, "element": first.name, "parent": first.parent or None, "url": permalink(site_url, home, eid),
        "texts": {document.language: {
            "number": item.number, "heading": item.heading, "text": item.text, "supplied": _supplied(item),
            "url": permalink(site_url, document.address, eid), "fingerprint": digest(words(item.element)),
        } for document, item in items.items()},
    }
