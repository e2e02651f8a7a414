"""The report of a build: its findings and products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, NamedTuple

from diptych.build.options import Asked
from diptych.diagnostics import Finding, Position, Severity
from diptych.files.manifest import Record

UNCONFIRMED: Final = ("C017", "S004")
"""The codes of what nobody has confirmed: a build tolerates it, a release does not."""


class WorksOutcome(NamedTuple):
    """The number of works that a build published, and the folders of those that stay as they were last published, and
    of those of which nothing is published, because of errors."""

    published: int
    kept: tuple[str, ...]
    left_out: tuple[str, ...]


class Product(NamedTuple):
    """A file that was made, relative to the project, and its size in bytes. There are many of them."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class InstalledProducts(Iterable[Product]):
    """The files of a manifest, and archives beside them. They are read from the manifest whenever they are asked for:
    those of many works take much memory."""

    record: Record
    archives: Sequence[Product] = ()

    @property
    def sizes(self) -> Iterator[tuple[str, int]]:
        """The folder of each product, as Report.sizes, and its size in bytes."""
        files = ((folder.decode(), int(size)) for entry in self.record.values() for size, folder in entry.sizes)
        return chain(files, _sizes(self.archives))

    def __iter__(self) -> Iterator[Product]:
        """The products, in no order."""
        files = (Product(file.path, file.size) for entry in self.record.values() for file in entry.files)
        return chain(self.archives, files)


@dataclass(frozen=True, slots=True)
class Report:
    """The findings and products of a build; `unchanged` if everything had been made before; `reasons` say of each task
    that was done why; `asked` is what MkDocs must know of the works; `outcome` is what became of them."""

    findings: tuple[Finding, ...]
    products: Iterable[Product] = ()
    unchanged: bool = False
    reasons: tuple[tuple[str, str], ...] = ()
    asked: Asked = field(default=Asked())
    outcome: WorksOutcome | None = None

    @property
    def sizes(self) -> Iterable[tuple[str, int]]:
        """The folder of each product, site or a folder of build, and its size in bytes."""
        return self.products.sizes if isinstance(self.products, InstalledProducts) else _sizes(self.products)

    @property
    def failed(self) -> bool:
        """Whether a finding forbids publication of something."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def _sizes(products: Iterable[Product]) -> Iterator[tuple[str, int]]:
    return (("/".join(product.path.split("/")[:1 + product.path.startswith("build/")]), product.size)
            for product in products)


def refused(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those that forbid a release as errors."""
    return tuple(replace(item, severity=Severity.ERROR) if item.code in UNCONFIRMED else item for item in findings)


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once, the gravest first, then in the order of their places."""
    weight = list(Severity)
    return tuple(sorted(dict.fromkeys(findings), key=lambda item: (
        weight.index(item.severity), item.position or Position(""), item.code, item.eid or "")))
