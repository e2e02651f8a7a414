"""Published works → index.json: each work with its texts, versions and files, in pages of a fixed number of works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import permalink
from diptych.render.site import json_formats, legal_data, rights_data, version_differences
from diptych.render.site.version_history import comparison_path

NAME: Final = "index"
PAST: Final = "past.json"
"""The file with the addresses of works, languages and dates that ended."""
_FEED: Final = ("feed.xml", "application/atom+xml")
OTHERS: Final = {"past": PAST, "changes": "changes.json", "feed": _FEED[0], "catalogue": "catalogue.jsonld",
                 "references": "works.csl.json", "openapi": "openapi.json"}
"""The files on the whole site to which each page of the index leads, by member."""
AT_ONCE: Final = 100
"""Works on a page, chosen. Raised, a program fetches more to read one work; lowered, it makes more requests."""
MEDIA_TYPES: Final = {
    "xml": "application/xml", "pdf": "application/pdf", "json": "application/json", "jsonl": "application/jsonl",
    "jsonld": "application/ld+json", "ttl": "text/turtle",
    "csv": "text/csv", "png": "image/png", "epub": "application/epub+zip", "tmx": "application/x-tmx+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlf": "application/xliff+xml"}
"""Media types of the files beside a work's page, by suffix."""


class Digest(NamedTuple):
    """The name, SHA-256 and size in bytes of a file beside a work's page."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """The part of index.json on a work at its undated address, or on a dated version of it.

    `version` is the date of the version, `changed` that of the last change of the work. `legal` are the members on the
    legal status.
    """

    work: str
    url: str
    number: str
    date: str | None
    kind: str
    jurisdiction: str
    version: str
    changed: str
    expressions: tuple[Mapping[str, Any], ...]
    files: tuple[Mapping[str, Any], ...]
    preview: str = ""
    legal: Mapping[str, Any] = field(default_factory=dict)


def record(documents: Sequence[Document], site_url: str, files: Sequence[Digest], changed: str) -> WorkRecord:
    """The record of the texts at one address; `files` are those beside its page."""
    original = documents[0]
    home = permalink(site_url, original.home)
    return WorkRecord(
        original.work_iri, home, original.number, original.known_date or None, original.kind,
        original.value("a:FRBRWork/a:FRBRcountry"), original.version, changed,
        tuple(expression(document, site_url, date=document.version_date or None) for document in documents),
        listed(files, home), original.preview, legal_data.members(original))


def listed(files: Sequence[Digest], home: str) -> tuple[Mapping[str, Any], ...]:
    """The entries of files beside a work's page, whose URL is `home`, in the order of their names."""
    return tuple({"name": file.name, "url": home + file.name, "type": media_type(file.name), "size": file.size,
                  "sha256": file.sha256} for file in sorted(files))


def media_type(name: str) -> str:
    """The media type of a file by its name; that of arbitrary bytes for an unknown one."""
    return dict([_FEED]).get(name) or MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def path(name: str, number: int, suffix: str = "json") -> str:
    """The path of a page of a list: `index.json`, `index/2.json`."""
    return f"{name}.{suffix}" if number == 1 else f"{name}/{number}.{suffix}"


def paging(name: str, number: int, pages: int, site_url: str) -> Mapping[str, Any]:
    """The members of a page of a list that lead to the others; `number` counts from 1."""
    base = site_url.rstrip("/")
    return {"page": number, "pages": pages,
            "next": f"{base}/{path(name, number + 1)}" if number < pages else None}


def page(works: Sequence[Sequence[WorkRecord]], site_url: str, number: int, pages: int) -> bytes:
    """A page of index.json; of each work the record at its undated address comes first."""
    return json_formats.encoded({**json_formats.head(NAME, site_url), **paging(NAME, number, pages, site_url),
                                 **{name: f"{site_url.rstrip('/')}/{file}" for name, file in OTHERS.items()},
                                 "works": [_work(records) for records in works]})


def _work(records: Sequence[WorkRecord]) -> Mapping[str, Any]:
    newest, *versions = records
    return {
        "work": newest.work, "url": newest.url, "number": newest.number, "date": newest.date, "kind": newest.kind,
        "jurisdiction": newest.jurisdiction, **newest.legal, "changed": newest.changed,
        "expressions": newest.expressions, "files": newest.files,
        **({"preview": newest.preview} if newest.preview else {}),
        "versions": [{"date": version.version, "url": version.url, "expressions": version.expressions,
                      "files": version.files, "comparisons": _comparisons(version, versions)}
                     for version in sorted(versions, key=lambda version: version.version)]}


def _comparisons(later: WorkRecord, versions: Sequence[WorkRecord]) -> list[Mapping[str, str]]:
    """The files that compare a version with each earlier one in a language that both have, the newest first."""
    others = sorted((version.version for version in versions if version.version < later.version
                     and _languages(version) & _languages(later)), reverse=True)
    return [{"earlier": date, "url": later.url + comparison_path(date, others) + version_differences.NAME}
            for date in others]


def _languages(version: WorkRecord) -> frozenset[str]:
    return frozenset(text["language"] for text in version.expressions)


def expression(document: Document, site_url: str, **more: str | None) -> Mapping[str, Any]:
    """What every JSON file says of a text; `more` members stand behind its title."""
    translation = document.translation
    return {
        "language": document.language, "tag": interface_text.tag(document), "iri": document.expression_iri,
        "url": permalink(site_url, document.address), "title": document.title, **more, **rights_data.members(document),
        "translation": None if translation is None else {
            "of": translation.of, "translator": translation.by if translation.known else None,
            "authoritative": translation.authoritative}}
