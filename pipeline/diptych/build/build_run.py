"""A build under way: where, with what, what is ordered, what the last one left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diptych.build.digests import Reading
from diptych.build.options import Order
from diptych.build.runner import Runner
from diptych.build.state import State
from diptych.diagnostics import Diagnostic, Finding, Severity
from diptych.products.registry import KINDS, ProductKind
from diptych.render.site.page_shells import Shells


@dataclass(frozen=True, slots=True)
class BuildRun:
    """A build under way: where, with what, what is ordered, what the last one left, the digests of the project's files
    and of the program's parts, and the shells if MkDocs has made them already. A `patch` makes only the works that
    changed, and leaves all that is made of several works as it was."""

    root: Path
    stage: Path
    runner: Runner
    order: Order
    before: State
    reading: Reading
    shells: Shells | None = None
    patch: bool = False

    @property
    def kinds(self) -> tuple[ProductKind[Any], ...]:
        """The kinds of products that are made."""
        return tuple(kind for kind in KINDS if kind.name not in self.order.without and (
            not kind.places or self.order.places(*kind.places)))

    def described(self, items: Iterable[Diagnostic]) -> tuple[Finding, ...]:
        """Diagnostics in words."""
        return tuple(map(self.runner.catalogue.describe, items))


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether a finding forbids publication of something."""
    return any(finding.severity is Severity.ERROR for finding in findings)
