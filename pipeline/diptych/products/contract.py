"""What is made of each work: one line a kind of product. A kind is a pure function from what it says it needs to files.

A function gets a `Given` and gives files with findings; it runs in any process, on this machine or another. It may look
at nothing but its Given, so that the digests of what is in there tell whether its files must be made again.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from typing import Any, Final

from diptych.akn.document import Document, read
from diptych.diagnostics import Catalogue, Result
from diptych.files.artifact import Bundle, pack

Files = tuple[tuple[str, bytes], ...]
"""Names and bytes. A name is relative to each place of the kind."""
NOTE: Final = "note.json"
"""A file of this name goes to whoever plans a build, and nowhere else."""
Parts = Callable[[Sequence[str]], tuple[str, ...]]


def whole(_: Sequence[str]) -> tuple[str, ...]:
    """The parts of a product that is made in one go."""
    return ("",)


def editions(languages: Sequence[str]) -> tuple[str, ...]:
    """Each text beside the original, then each by itself: those that take longest first."""
    original, *others = languages
    return (*(f"{original}-{other}" for other in others), *languages)


@dataclass(frozen=True, slots=True)
class ProductKind:
    """A kind of product.

    `make` names a function from (Given, part) to Result[Files], as module:function; it is imported where it runs.
    `needs` are names of shared values (pipeline/diptych/build/inputs.py) and of links, ranges, ledger
    or editorial; `after` are
    kinds whose files it is given. `places` are where its files go, {path} being the work's, such as
    cn/act/guobanfa/2012/19; none for files that other kinds read. What takes seconds is `heavy`: each part is a task of
    its own.
    """

    name: str
    make: str
    places: tuple[str, ...]
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parts: Parts = whole
    heavy: bool = False


VERSIONS: Final = "versions"
"""The need of the texts of all versions."""
BESIDE: Final = "site/akn/{path}"
"""Beside the work's page."""

KINDS: Final = (
    ProductKind("pdf", "diptych.products.pdf_editions:make", ("build/pdf/{path}", BESIDE), ("press", "print"),
                parts=editions,
         heavy=True),
    ProductKind("books", "diptych.products.ebooks:make", ("build/exports/{path}", BESIDE),
         ("families", "site", "epub", "interface")),
    ProductKind("exports", "diptych.products.metadata:make", ("build/exports/{path}", BESIDE),
                ("citations", "site", VERSIONS),
         ("pdf",)),
    ProductKind("exchange", "diptych.products.translation_files:make", ("build/exports/{path}", BESIDE),
         ("sentences", "site", "ledger")),
    ProductKind("addresses", "diptych.products.permalinks:make", ("site",),
         ("site", "ledger", "ranges", "interface", VERSIONS)),
    ProductKind("search", "diptych.products.search:make", ("site/search",), ("interface",)),
    ProductKind("pages", "diptych.products.pages:make", ("site",),
         ("site", "ledger", "terms", "shells", "links", "interface", "templates", VERSIONS)),
    ProductKind("review", "diptych.products.review_pages:make", ("site",),
         ("review", "editorial", "site", "shells", "interface", "templates")),
    ProductKind("entry", "diptych.products.pages:entry", (), ("site", "terms", "interface", VERSIONS)),
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a product needs, pickled, and the digest of its data; one that many jobs have in `common` travels
    without them to a worker that has them."""

    digest: str
    data: bytes = field(compare=False, repr=False)
    common: bool = field(default=False, compare=False)


def value(data: bytes, *, common: bool = False) -> Value:
    """The value of some data."""
    return Value(sha256(data).hexdigest(), data, common)


@dataclass(frozen=True, slots=True)
class Given:
    """What a product is made of.

    `texts` are the Akoma Ntoso files of a work by name, the original first, or of its `version` of a date; `dated` the
    texts of all its versions if there are several, by date, the oldest first, if the kind needs them; `files` those of
    the kinds in `after`; `shared` holds what the kind needs, by name; `lineage` says of each clause that did
    not come from its own eId in the version before from which it came.
    """

    path: str
    texts: Files
    shared: Mapping[str, Value]
    files: Mapping[str, bytes] = field(default_factory=dict)
    version: str = ""
    dated: tuple[tuple[str, Files], ...] = ()
    lineage: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts, the original first. Not to be changed."""
        return _documents(self.texts, self.version)

    @property
    def versions(self) -> tuple[tuple[Document, ...], ...]:
        """The texts of all versions at their dated addresses, the oldest first."""
        return tuple(_documents(texts, version) for version, texts in self.dated)

    def value(self, name: str) -> Any:
        """A value that the kind said it needs."""
        return loaded(self.shared[name])


@dataclass(frozen=True, slots=True)
class Job:
    """A part of a product to be made in some process."""

    make: str
    given: Given
    part: str = ""


def run(jobs: Sequence[Job], catalogue: Catalogue) -> tuple[bytes, ...]:
    """The packed bundles of some jobs, with their findings in words."""
    return tuple(pack(_made(job, catalogue)) for job in jobs)


def _made(job: Job, catalogue: Catalogue) -> Bundle:
    module, _, name = job.make.partition(":")
    made: Result[Files] = getattr(import_module(module), name)(job.given, job.part)
    files = dict(made.value or ())
    note = json.loads(files.pop(NOTE)) if NOTE in files else None
    return Bundle(tuple(files.items()), tuple(map(catalogue.describe, made.diagnostics)), note)


def _documents(texts: Files, version: str) -> tuple[Document, ...]:
    found = (_document(data, name) for name, data in texts)
    return tuple(replace(one, version=version) if version else one for one in found)


@lru_cache(maxsize=8)
def _document(data: bytes, name: str) -> Document:
    found = read(data, name, own=True).value
    if found is None:
        raise ValueError(f"the cache holds Akoma Ntoso that cannot be read: {name}")
    return found


@lru_cache(maxsize=64)
def loaded(value: Value) -> Any:
    """What was pickled. Not to be changed."""
    return pickle.loads(value.data)  # noqa: S301 - pickled by the process that gives the job
