"""The texts of a work → the rows of the tables of a data set, by schema/published/dataset.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from diptych import interface_text
from diptych.akn.cross_references import cross_references
from diptych.akn.document import Document, emended, received
from diptych.akn.fingerprints import digest, words
from diptych.akn.iri import permalink
from diptych.akn.provisions import provisions
from diptych.align.sentences import split
from diptych.config.works import LanguagePair
from diptych.exchange.bitext import HEADING, TEXT, Bitext, bitexts, with_sentences
from diptych.language.equivalents import Equivalents
from diptych.language.profiles import Language, written_form

Row = Mapping[str, Any]
TEST: Final = "test"
TRAIN: Final = "train"
VALIDATION: Final = "validation"
_PARTS: Final = 10
"""Shares into which works are divided, chosen: one for the test, one for the validation, the rest for training."""
_NONE_OUTDATED: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DatasetTexts:
    """The texts of a work at one address, the original first.

    `files` are the SHA-256 of their Akoma Ntoso by language. `newest` says whether they are the newest version. `pairs`
    are the languages of texts side by side. `outdated` has by language the clauses translated before their original
    changed.
    """

    documents: tuple[Document, ...]
    files: Mapping[str, str]
    newest: bool = True
    pairs: tuple[LanguagePair, ...] = ()
    outdated: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NONE_OUTDATED)


@dataclass(frozen=True, slots=True)
class SentenceKnowledge:
    """How sentences are cut and aligned: languages by code, and words that mean the same."""

    languages: Mapping[str, Language]
    equivalents: Equivalents


def part(work: str) -> str:
    """The part of the data set that a work is in, by its IRI alone."""
    share = int(sha256(work.encode()).hexdigest()[:8], 16) % _PARTS
    return {0: TEST, 1: VALIDATION}.get(share, TRAIN)


def rows(texts: DatasetTexts, site_url: str, known: SentenceKnowledge) -> Mapping[str, Iterator[Row]]:
    """The rows of each table, in the order of the texts."""
    heads = [(document, _head(document, newest=texts.newest), _tail(document)) for document in texts.documents]
    every: Mapping[str, Iterator[Row]] = {
        "versions": (_version(document, site_url, texts.files) for document in texts.documents),
        "clauses": (row for document in texts.documents for row in _clauses(document, site_url)),
        "sentences": (row for document in texts.documents for row in _sentences(document, site_url, known)),
        "references": (row for document in texts.documents for row in _references(document, site_url))}
    by_text = {document.language: (head, tail) for document, head, tail in heads}
    framed: dict[str, Iterator[Row]] = {name: _framed(part_rows, by_text) for name, part_rows in every.items()}
    return {**framed, "pairs": _pairs(texts, site_url, known)}


def _framed(items: Iterator[Row], by_text: Mapping[str, tuple[Row, Row]]) -> Iterator[Row]:
    """Rows with the members that all rows of a text have; `language` says which text."""
    return ({**by_text[item["language"]][0], **item, **by_text[item["language"]][1]} for item in items)


def _head(document: Document, *, newest: bool) -> Row:
    return {"split": part(document.work_iri), "work": document.work_iri, "version": document.version or None,
            "newest": newest, "language": document.language, "tag": interface_text.tag(document)}


def _tail(document: Document) -> Row:
    licence = document.rights.licence
    return {"translation_status": _standing(document), "rights": document.rights.status,
            "licence": licence.url if licence else None, "source": document.official.source or None,
            "received_sha256": document.source[1] or None, "preview": document.preview or None}


def _standing(document: Document) -> str:
    """What the text is beside the others of its work."""
    if document.translation:
        return "authoritative" if document.translation.authoritative else "unofficial"
    return "authentic" if document.authentic else "original"


def _version(document: Document, site_url: str, files: Mapping[str, str]) -> Row:
    translation, rights = document.translation, document.rights
    return {
        "language": document.language, "expression": document.expression_iri,
        "url": permalink(site_url, document.address), "title": document.title, "number": document.number,
        "issued": document.known_date or None, "issuer": document.author or None, "kind": document.kind,
        "jurisdiction": document.value("a:FRBRWork/a:FRBRcountry"),
        "translated_from": translation.from_language if translation else None,
        "translator": translation.by if translation and translation.known else None,
        "complete": translation.complete if translation else None,
        "legal_status": document.legal.state or None, "as_of": document.legal.as_of or None,
        "holder": _json(dict(rights.holder)), "statement": _json(dict(rights.statement)),
        "provenance": json.dumps([dict(each) for each in document.provenance], ensure_ascii=False),
        "received_file": document.source[0] or None, "marked_up": document.markup_date,
        "akn_sha256": files[document.language]}


def _json(said: Mapping[str, str]) -> str | None:
    return json.dumps(said, ensure_ascii=False) if said else None


def _clauses(document: Document, site_url: str) -> Iterator[Row]:
    for position, item in enumerate(provisions(document)):
        yield {"language": document.language, "eid": item.eid, "position": position, "element": item.name,
               "parent": item.parent or None, "number": item.number, "heading": item.heading, "text": item.text,
               "supplied": bool(emended(item.element).strip()) and not received(item.element).strip(),
               "fingerprint": digest(words(item.element)), "url": permalink(site_url, document.address, item.eid)}


def _sentences(document: Document, site_url: str, known: SentenceKnowledge) -> Iterator[Row]:
    """The sentences of headings and texts. A unit whose paragraphs are clauses of their own leaves its text to them."""
    language = written_form(known.languages, document.language, document.text)
    listed = tuple(provisions(document))
    in_paragraphs = {item.parent for item in listed if item.name == "p"}
    for item in listed:
        texts = {HEADING: item.heading, TEXT: "" if item.eid in in_paragraphs else item.text}
        for name, text in texts.items():
            for position, (start, end) in enumerate(split(text, language)):
                yield {"language": document.language, "eid": item.eid, "part": name, "position": position,
                       "sentence": text[start:end], "start": start, "end": end,
                       "url": permalink(site_url, document.address, item.eid)}


def _references(document: Document, site_url: str) -> Iterator[Row]:
    for position, item in enumerate(cross_references(document)):
        yield {"language": document.language, "eid": item.eid, "position": position, "words": item.words,
               "target_work": item.work or None, "target_title": item.name or None,
               "target_first": item.first or None, "target_last": item.last or None,
               "url": permalink(site_url, document.address, item.eid)}


def _pairs(texts: DatasetTexts, site_url: str, known: SentenceKnowledge) -> Iterator[Row]:
    for bitext in bitexts(texts.documents, site_url, texts.outdated, None, texts.pairs):
        if bitext.translation:
            yield from _of_pair(with_sentences(bitext, known.languages, known.equivalents), bitext.translation,
                                newest=texts.newest)


def _of_pair(bitext: Bitext, translation: Document, *, newest: bool) -> Iterator[Row]:
    head, first, tail = _head(translation, newest=newest), _tail(bitext.original), _tail(translation)
    languages = {"source_language": bitext.original.language, "source_tag": bitext.tags[0],
                 "target_language": head["language"], "target_tag": head["tag"]}
    shared = {name: head[name] for name in ("split", "work", "version", "newest")} | languages | {
        "source_rights": first["rights"], "source_licence": first["licence"]}
    for passage in bitext.passages:
        original, translated = passage.original, passage.translated
        if not original or not translated:
            continue
        sentences: Sequence[tuple[str, str]] = [
            (each.original, each.translated) for each in bitext.sentences.get((passage.eid, passage.part), ())
        ] or [(original.words, translated.words)]
        both = [pair for pair in sentences if all(pair)]
        for position, (ours, theirs) in enumerate(both):
            yield {**shared, "eid": passage.eid, "part": passage.part, "position": position, "source_words": ours,
                   "target_words": theirs, "supplied": original.supplied or translated.supplied,
                   "outdated": passage.eid in bitext.outdated, "url": passage.url, **tail}
