"""What a build is asked for, and what it works with while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diptych.build.inputs import Digests
from diptych.build.runner import Maker
from diptych.build.state import Memory
from diptych.diagnostics import Diagnostic, Finding
from diptych.products.contract import KINDS, ProductKind
from diptych.project import load
from diptych.render.site.page_shells import Shells


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is to make: the site too; no products of the kinds `without`, which are taken away or, with `keep`,
    stay as they were published; by what workers."""

    site: bool = True
    without: frozenset[str] = frozenset()
    keep: bool = False
    scheduler: str = ""

    @property
    def kinds(self) -> tuple[ProductKind, ...]:
        """The kinds of products that are made."""
        return tuple(kind for kind in KINDS if kind.name not in self.without and (self.site or not _only_site(kind)))


@dataclass(frozen=True, slots=True)
class BuildRun:
    """A build under way: where, with what, what is ordered, what the last one remembered, the digests of what there is
    to read, and the shells if MkDocs has made them already. A `patch` makes only the works that changed, and leaves all
    that is made of several works as it was."""

    root: Path
    stage: Path
    maker: Maker
    order: Order
    before: Memory
    read: Digests
    shells: Shells | None = None
    patch: bool = False

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of works, in their order."""
        return tuple(path.relative_to(self.root).as_posix() for path in load.folders(self.root))

    def places(self, *names: str) -> tuple[str, ...]:
        """Those of some folders that this build fills."""
        return tuple(name for name in names if self.order.site or not name.startswith("site"))

    def said(self, found: Sequence[Diagnostic]) -> tuple[Finding, ...]:
        """Diagnostics in words."""
        return tuple(map(self.maker.catalogue.describe, found))


def _only_site(kind: ProductKind) -> bool:
    return bool(kind.places) and all(place.startswith("site") for place in kind.places)
