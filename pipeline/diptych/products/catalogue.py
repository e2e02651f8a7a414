"""Published works → the files by which programs find them: index.json, changes.json, the feed, schemas and guides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import msgspec

from diptych.anchors.published_works import RecordedWorks
from diptych.citations import csl_library
from diptych.diagnostics import Result
from diptych.products import past_works
from diptych.products.contract import NOTE, Files, Input
from diptych.products.history_inputs import HistoryInputs
from diptych.products.pages import WorkEntry
from diptych.render.site import change_list, dcat, ended_works, feed, json_formats, llms_txt, site_index
from diptych.render.site.ended_works import EndedEntry
from diptych.render.site.page import Settings
from diptych.render.site.site_index import Digest, WorkRecord
from diptych.render.site.work_changes import last_change


@dataclass(frozen=True, slots=True)
class RecordInputs(HistoryInputs):
    """Also the digests of all files that were made beside the page of an edition."""

    beside: Input[tuple[Digest, ...]]


@dataclass(frozen=True, slots=True)
class IndexInputs:
    """The records of the works on a page, the undated one of each first; the numbers of the page and of all pages."""

    records: Input[tuple[WorkRecord, ...]]
    paging: Input[tuple[int, int]]
    settings: Input[Settings]
    site_name: Input[str]


@dataclass(frozen=True, slots=True)
class GuideInputs:
    """The entries of all works, the ledger of published works, and the packaged schemas and guides of the public
    files."""

    entries: Input[Iterable[WorkEntry]]
    published: Input[RecordedWorks]
    formats: Input[Files]
    settings: Input[Settings]
    site_name: Input[str]


def record(inputs: RecordInputs, _: str) -> Result[Files]:
    """A note for the index: a WorkRecord as JSON."""
    texts, versions = inputs.texts.get(), [version.documents for version in inputs.versions.get()]
    changed = last_change(inputs.ledger.get(), texts.documents, versions)
    made = site_index.record(texts.documents, inputs.settings.get().site_url, inputs.beside.get(), changed)
    return Result(((NOTE, msgspec.json.encode(made)),))


def page(inputs: IndexInputs, _: str) -> Result[Files]:
    """A page of index.json, and of the DCAT catalogue with the same works."""
    settings, (number, pages) = inputs.settings.get(), inputs.paging.get()
    site_url, words = settings.site_url, settings.interfaces.front
    works = [tuple(records) for _, records in groupby(inputs.records.get(), key=lambda record: record.work)]
    return Result((
        (site_index.path(site_index.NAME, number), site_index.page(works, site_url, number, pages)),
        (site_index.path(dcat.NAME, number, dcat.SUFFIX),
         dcat.page(works, dcat.Site(site_url, inputs.site_name.get(), words), number, pages))))


def guides(inputs: GuideInputs, _: str) -> Result[Files]:
    """The changes and ends of all works as JSON and as a feed, the addresses that ended, the schemas, the OpenAPI
    description, llms.txt, and the items of all works for reference managers."""
    settings, name, formats = inputs.settings.get(), inputs.site_name.get(), inputs.formats.get()
    site_url, words = settings.site_url, settings.interfaces.front
    works = inputs.entries.get()
    # What is read from JSON as it is keeps all that was read with it, unless it is copied.
    items = [item.copy() for work in works for item in work.citations]
    entries = _newest(works, ended_works.entries(inputs.published.get(), site_url, words))
    feeds = feed.pages([(date, iri, xml) for date, iri, xml, _ in entries], site_url, name, words)
    return Result((*change_list.pages([data for _, _, _, data in entries], site_url), *feeds,
                   past_works.listing(inputs.published.get(), site_url),
                   *json_formats.schemas(formats, site_url), *json_formats.openapi(formats, site_url, name),
                   *llms_txt.guide(formats, site_url, name, settings.interfaces),
                   (csl_library.PATH, msgspec.json.encode(items) + b"\n")))


def _newest(entries: Iterable[WorkEntry],
            ends: Iterable[EndedEntry]) -> list[tuple[str, str, str, msgspec.Raw]]:
    """The changes and ends of all works, the newest first: date, IRI, entry of the feed, entry of changes.json."""
    every = [(change.date, entry.iri, change.xml, change.data.copy()) for entry in entries for change in entry.changes]
    return sorted((*every, *ends), key=lambda change: change[:2], reverse=True)
