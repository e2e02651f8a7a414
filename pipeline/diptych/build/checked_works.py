"""The works of a project → the findings on each, made by copies of this process that are limited in time and memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from diptych.anchors.published_works import PresentWork
from diptych.build import process_limits, process_pool
from diptych.build.process_pool import Ended
from diptych.compile import citable_works, versions
from diptych.compile.citable_works import CitableWork, citable
from diptych.compile.work import compile_work
from diptych.config.works import ReferencedWork, Term
from diptych.diagnostics import Catalogue, Finding, Severity
from diptych.project import load
from diptych.project.load import Schema


@dataclass(frozen=True, slots=True)
class CheckedWork:
    """The findings on a work in all its versions; what is published of it and how others cite it, None without a
    readable text."""

    findings: tuple[Finding, ...]
    present: PresentWork | None = None
    citable: CitableWork | None = None


@dataclass(frozen=True, slots=True)
class WorkCheck:
    """The knowledge by which the works of a project are checked.

    `cited` are the other works that each names, by folder.
    """

    root: Path
    schema: Schema
    terms: tuple[Term, ...]
    catalogue: Catalogue
    cited: Mapping[str, tuple[ReferencedWork, ...]] = field(default_factory=dict)

    def checked(self, folder: Path) -> CheckedWork:
        """The work in a folder."""
        read = load.in_folder(folder, self.root, self.schema, self.terms)
        if read.value is None:
            return CheckedWork(tuple(map(self.catalogue.describe, read.diagnostics)))
        cited = self.cited.get(load.name(self.root, folder), ())
        work = compile_work(read.value.with_cited(cited) if cited else read.value, self.schema)
        found = (*read.diagnostics, *work.diagnostics, *versions.check(work))
        waived = (replace(self.catalogue.describe(item), severity=Severity.WAIVED, hint=waiver.reason)
                  for item, waiver in work.waived)
        return CheckedWork((*map(self.catalogue.describe, found), *waived),
                           versions.present(work) if work.expressions else None,
                           citable(work, self.schema) if work.expressions else None)

    def each(self, folders: Sequence[Path]) -> Iterator[tuple[Path, CheckedWork]]:
        """The works in some folders, with them, in any order; T020 for one that takes more than its files may,
        T026 for one whose process ends for another reason.

        Those that name others are made again by these. Beside threads there can be no copy of this process; then
        nothing is limited.
        """
        alone = dict(self.each_alone(folders))
        named = citable_works.all_cited({load.name(self.root, folder): work.citable for folder, work in alone.items()
                                         if work.citable})
        citing = [folder for folder in folders if load.name(self.root, folder) in named]
        yield from (alone | dict(replace(self, cited=named).each_alone(citing) if citing else ())).items()

    def each_alone(self, folders: Sequence[Path]) -> Iterator[tuple[Path, CheckedWork]]:
        """The works in some folders, with them, in any order, made by `cited` alone."""
        if not process_limits.can_fork():
            yield from ((folder, self.checked(folder)) for folder in folders)
            return
        sizes = [load.size(folder) for folder in folders]
        work = partial(process_limits.limited, self.checked, load.size)
        for folder, checked in process_pool.share(work, folders, sizes, process_pool.cores()):
            yield folder, self._broken_off(folder, checked) if isinstance(checked, Ended) else checked

    def _broken_off(self, folder: Path, ended: Ended) -> CheckedWork:
        found = process_limits.broken_off(load.name(self.root, folder), load.size(folder), ended)
        return CheckedWork((self.catalogue.describe(found),))
