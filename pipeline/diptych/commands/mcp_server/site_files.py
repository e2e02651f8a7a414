"""The published JSON files of a site → typed values, each with the digest of its file. The site is not trusted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar

import msgspec

from diptych.akn import iri
from diptych.files.copies import Copy, ServerBounds, copy_at

LIMIT: Final = 1 << 26
"""Bytes of a file that are read at most, chosen. Raised, a hostile site takes more memory; lowered, the longest codes
cannot be read."""
BOUNDS: Final = ServerBounds(file=LIMIT, silence=10, total=30)
"""What the site may cost for one call: seconds without a byte, and in all; chosen."""
Kind = TypeVar("Kind")


class PublishedTranslation(msgspec.Struct, frozen=True):
    """What a text translates, and whether it has authority."""

    of: str
    translator: str | None
    authoritative: bool


class PublishedText(msgspec.Struct, frozen=True):
    """An expression in data.json."""

    language: str
    tag: str
    iri: str
    url: str
    title: str
    rights: str = ""
    licence: Mapping[str, Any] | None = None
    authentic: bool = False
    translation: PublishedTranslation | None = None


class ClauseText(msgspec.Struct, frozen=True):
    """A clause in one language."""

    number: str
    heading: str
    text: str
    url: str
    fingerprint: str
    supplied: bool = False


class PublishedClause(msgspec.Struct, frozen=True, rename={"eid": "eId"}):
    """A clause in data.json."""

    eid: str
    element: str
    parent: str | None
    url: str
    texts: Mapping[str, ClauseText]


class VersionLink(msgspec.Struct, frozen=True):
    """A version in data.json."""

    date: str
    url: str


class WorkData(msgspec.Struct, frozen=True):
    """data.json of a work, or of one version of it."""

    work: str
    url: str
    number: str
    date: str | None
    expressions: tuple[PublishedText, ...]
    provisions: tuple[PublishedClause, ...]
    versions: tuple[VersionLink, ...] = ()
    status: str | None = None
    preview: str | None = None
    legal: Mapping[str, Any] = {}
    official: Mapping[str, Any] | None = None


class PublishedAnchor(msgspec.Struct, frozen=True, rename={"eid": "eId", "origin": "from"}):
    """An address in anchors.json."""

    eid: str
    url: str
    version: str | None
    state: str
    since: str
    until: str | None
    to: tuple[Mapping[str, Any], ...]
    origin: Any
    why: Any
    texts: Mapping[str, str]


class LedgerData(msgspec.Struct, frozen=True):
    """anchors.json of a work."""

    work: str
    anchors: tuple[PublishedAnchor, ...]


class IndexText(msgspec.Struct, frozen=True):
    """A text in index.json."""

    language: str
    title: str


class IndexWork(msgspec.Struct, frozen=True):
    """A work in index.json."""

    work: str
    number: str
    expressions: tuple[IndexText, ...]


class IndexPage(msgspec.Struct, frozen=True):
    """A page of index.json."""

    page: int
    pages: int
    works: tuple[IndexWork, ...]


class CitationStyle(msgspec.Struct, frozen=True):
    """A style of citations.json."""

    id: str
    name: str
    words: str
    accessed: str
    around: tuple[str, str] = ("", "")


class CitedText(msgspec.Struct, frozen=True):
    """A text in citations.json: the templates by style, for a clause and for the whole."""

    place: str
    templates: Mapping[str, Mapping[str, tuple[str, ...]]]
    words: str


class CitationData(msgspec.Struct, frozen=True):
    """citations.json of a work, or of one version of it."""

    url: str
    styles: tuple[CitationStyle, ...]
    texts: Mapping[str, CitedText]
    pinpoints: Mapping[str, Mapping[str, str]]
    place: str = ""
    spans: Mapping[str, str] = {}


class SearchHead(msgspec.Struct, frozen=True):
    """The part of search/index.json that names the grammar of references."""

    query: tuple[str, ...]


class ReferenceGrammar(msgspec.Struct, frozen=True):
    """What a printed reference consists of: numerals, and the abbreviations in eIds of the names of units.

    `of` are the words between a reference and the title of its document.
    """

    numerals: Mapping[str, int]
    units: Mapping[str, tuple[str, ...]]
    ordinals: tuple[str, ...]
    branches: tuple[str, ...]
    of: tuple[str, ...] = ()


class ChangedClause(msgspec.Struct, frozen=True, rename={"eid": "eId"}):
    """A clause in diff.json."""

    eid: str
    change: str
    url: str
    origin: tuple[Mapping[str, str], ...]
    texts: Mapping[str, tuple[Mapping[str, str], ...]]
    within: str | None = None


class DifferenceData(msgspec.Struct, frozen=True):
    """diff.json of two versions."""

    work: str
    earlier: VersionLink
    later: VersionLink
    unchanged: int
    changes: tuple[ChangedClause, ...]


@dataclass(frozen=True, slots=True)
class PublishedFile(Generic[Kind]):
    """The value of a file, with the name and the SHA-256 of the file."""

    value: Kind
    name: str
    sha256: str

    @property
    def digest(self) -> Mapping[str, str]:
        """The file for an answer."""
        return {"file": self.name, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """A site during one call, which ends at a time of the monotonic clock."""

    copy: Copy
    end: float

    @property
    def is_late(self) -> bool:
        """Whether half of the time is over, so that no other work should be begun."""
        return time.monotonic() > self.end - BOUNDS.total / 2

    def read(self, name: str, kind: type[Kind]) -> PublishedFile[Kind] | None:
        """A file by its path on the site; None if there is none. OSError, ValueError, msgspec.MsgspecError if it
        cannot be read, or not as this kind."""
        if time.monotonic() > self.end:
            raise TimeoutError("it takes too long in all")
        data = None if {".", ".."} & set(name.split("/")) else self.copy.read(name, LIMIT)
        if data is None:
            return None
        return PublishedFile(msgspec.json.decode(data, type=kind), name, sha256(data).hexdigest())

    def beside(self, work: str, date: str, name: str, kind: type[Kind]) -> PublishedFile[Kind] | None:
        """A file beside the page of a work, or of its version of a date."""
        return self.read(f"{iri.site_path(f'{work}/@{date}' if date else work)}{name}", kind)

    def works(self) -> Iterator[IndexWork]:
        """All works by the pages of index.json."""
        number, pages = 1, 1
        while number <= pages:
            page = self.read("index.json" if number == 1 else f"index/{number}.json", IndexPage)
            if page is None:
                raise FileNotFoundError("index.json")
            yield from page.value.works
            number, pages = number + 1, page.value.pages


@contextmanager
def opened(place: str) -> Iterator[PublishedSite]:
    """The site in a folder or at an address, for one call."""
    with copy_at(place, BOUNDS) as copy:
        yield PublishedSite(copy, time.monotonic() + BOUNDS.total)
