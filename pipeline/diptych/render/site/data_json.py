"""A work's expressions → data.json: every clause with its id, texts in each language, permalinks and fingerprints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from lxml import etree

from diptych.akn.cross_references import ReferringClause
from diptych.akn.document import NS, Document, emended, received
from diptych.akn.fingerprints import digest, words
from diptych.akn.iri import permalink
from diptych.akn.names import first_id, local, tag
from diptych.akn.notes import Note
from diptych.akn.provisions import Provision, provisions
from diptych.compile.versions import left
from diptych.render.site import json_formats, legal_data, site_index
from diptych.render.site.jsonld import NOWHERE
from diptych.render.site.site_index import Digest

_REFERENCES: Final = ("ref", "rref", "mref")
_NAMED: Final = ("courtType", "docketNumber", "neutralCitation", "party", "judge", "lawyer")
"""Elements of what a judgment or a contract names at its beginning and its end."""


def data(documents: Sequence[Document], site_url: str, files: Sequence[Digest],
         versions: Sequence[Sequence[Document]] = (),
         referring: Mapping[str, Sequence[ReferringClause]] = NOWHERE,
         pairs: Sequence[tuple[str, str]] = ()) -> bytes:
    """The work as JSON by schema/published/data.schema.json; `files` are those beside its page but for this one.

    `versions` are the texts of all versions at their dated addresses, the oldest first. `referring` are the clauses
    that name a clause, by eId. `pairs` are the languages of texts side by side.
    """
    original = documents[0]
    work = {
        **json_formats.head("data", site_url),
        "work": original.work_iri, "url": permalink(site_url, original.home), "number": original.number,
        "date": original.known_date or None, **({"preview": original.preview} if original.preview else {}),
        **legal_data.members(original),
        "expressions": [_expression(document, site_url) for document in documents],
        "pairs": [{"first": first, "second": second} for first, second in pairs],
        "files": site_index.listed(files, permalink(site_url, original.home)),
        "versions": [{"date": version[0].version, "url": permalink(site_url, version[0].home)} for version in versions],
        **_last_texts(documents, versions, site_url),
        "provisions": _provisions(documents, site_url, referring),
    }
    return json_formats.encoded(work)


def _last_texts(documents: Sequence[Document], versions: Sequence[Sequence[Document]],
                site_url: str) -> Mapping[str, Any]:
    """The last text of each language that the newest version lacks; nothing if it lacks none."""
    last = left(versions) if not documents[0].version else ()
    texts = [{"language": text.language, "version": text.version, "url": permalink(site_url, text.address)}
             for _, text in last]
    return {"lastTexts": texts} if texts else {}


def _expression(document: Document, site_url: str) -> Mapping[str, Any]:
    return {
        **site_index.expression(document, site_url, author=document.author),
        "notes": [{"eId": note.eid, "kind": note.kind, "words": dict(note.words), "at": _place(note, document)}
                  for note in document.notes],
        "references": [_reference(element, document) for element in document.main.iter(*map(tag, _REFERENCES))],
        **_parts(document),
        "definitions": [_definition(element, document) for element in document.main.iter(tag("def"))
                        if element.get("refersTo") in document.defining_clauses],
    }


def _parts(document: Document) -> Mapping[str, Any]:
    """What a judgment or a contract names, such as its court and its parties; nothing for a law."""
    named = [{"element": local(element.tag), "words": words, "at": first_id(element.iterancestors()) or None}
             for element in document.main.iter(*map(tag, _NAMED)) if (words := " ".join(emended(element).split()))]
    return {"parts": named} if named else {}


def _reference(element: etree._Element, document: Document) -> Mapping[str, Any]:
    """A reference as the XML has it, with the title that the metadata has for its target."""
    href = element.get("href", "") or element.get("from", "")
    return {"eId": element.get("eId"), "at": first_id(element.iterancestors()) or None, "words": emended(element),
            "href": href, "upTo": element.get("upTo"), "name": document.shown(href) or None}


def _definition(element: etree._Element, document: Document) -> Mapping[str, Any]:
    """A term that the text defines, where, and the clauses in which its use is marked."""
    href = element.get("refersTo", "")
    used = (first_id(use.iterancestors()) for use in document.main.iter(tag("term")) if use.get("refersTo") == href)
    return {"id": href.removeprefix("#"), "term": emended(element), "at": document.defining_clauses[href],
            "usedAt": list(dict.fromkeys(used))}


def _place(note: Note, document: Document) -> str | None:
    """The eId around the first mark of a note."""
    mark = document.main.find(f".//a:noteRef[@href='#{note.eid}']", NS)
    return None if mark is None else first_id(mark.iterancestors()) or None


def _supplied(item: Provision) -> bool:
    """Whether the editor supplied all words of a provision."""
    return bool(emended(item.element).strip()) and not received(item.element).strip()


def _provisions(documents: Sequence[Document], site_url: str,
                referring: Mapping[str, Sequence[ReferringClause]]) -> list[Mapping[str, Any]]:
    """All provisions in the original's order, then those of the translations alone."""
    texts: dict[str, dict[Document, Provision]] = {}
    for document in documents:
        for item in provisions(document):
            texts.setdefault(item.eid, {})[document] = item
    earlier = {(document, item.eid): item.version or None for document in documents
               for item in document.earlier_originals}
    return [{**_provision(eid, items, documents[0].home, site_url, earlier), "referredBy": [
        {"work": item.work, "eId": item.eid, "url": permalink(site_url, item.work, item.eid)}
        for item in referring.get(eid, ())]} for eid, items in texts.items()]


def _provision(eid: str, items: Mapping[Document, Provision], home: str, site_url: str,
               earlier: Mapping[tuple[Document, str], str | None]) -> Mapping[str, Any]:
    first = next(iter(items.values()))
    return {
        "eId": eid, "element": first.name, "parent": first.parent or None, "url": permalink(site_url, home, eid),
        "texts": {document.language: {
            "number": item.number, "heading": item.heading, "text": item.text, "supplied": _supplied(item),
            "url": permalink(site_url, document.address, eid), "fingerprint": digest(words(item.element)),
            **({"translatedFrom": earlier[document, eid]} if (document, eid) in earlier else {}),
        } for document, item in items.items()},
    }
