"""A project that has changed → its products, made and put in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diptych.build import bulk, cache, offline_site, process_pool, shared_site, stages, state, task_pool
from diptych.build.build_run import BuildRun
from diptych.build.digests import Reading
from diptych.build.options import Order
from diptych.build.report import InstalledProducts, Report, ordered
from diptych.build.runner import Runner, Tell
from diptych.build.stages import Publication
from diptych.build.state import State
from diptych.diagnostics import Catalogue
from diptych.files import atomic, folders, install
from diptych.files.checksums import SUMS, published, sums
from diptych.files.install import Ground, Stage
from diptych.files.listed_files import ListedFiles, listed_files
from diptych.files.manifest import Record
from diptych.project import releases
from diptych.render.site.page_shells import Shells

if TYPE_CHECKING:
    from diptych.products.site_settings import SiteOptions

_STAGE: Final = ".stage"
_SITE: Final = "site/"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A build that has something to do: where, what is ordered, what was read, and who is told of each step."""

    root: Path
    order: Order
    catalogue: Catalogue
    reading: Reading
    before: State
    tell: Tell = lambda _: None

    def publish(self, record: Record, inputs_digest: str) -> Report:
        """Makes all products and puts them in place, unless a finding forbids it. `record` is what is in place."""
        with self._run() as run, ThreadPoolExecutor(1) as writer:
            run.runner.stage = Stage(run.stage / "place", record, writer)
            return self._put(run, run.runner.stage, record, "" if self.order.keep else inputs_digest)

    def patch(self, record: Record) -> Report | None:
        """Makes and puts in place only what is of the works that changed; None where the last build left too little for
        that."""
        with self._run() as run:
            shells = shared_site.shells_before(run.runner, self.before)
            if shells is None or not record:
                return None
            patched = replace(run, shells=shells, patch=True)
            return self._put(patched, Stage(run.stage / "place", {}), record, "")

    def finish(self, site: Path, shells: Shells) -> Report:
        """Adds to a site that MkDocs makes alone all that is not of its making."""
        with self._run() as run:
            publication = stages.publication(replace(run, shells=shells))
            install.lay_out(publication.wanted, run.runner.cache.read, site)
            offline_site.write(site, *self._offline())
            atomic.write(site / SUMS, sums(site, releases.chain(self.root)).encode(), durable=False)
            return Report(ordered(publication.findings))

    def _put(self, run: BuildRun, stage: Stage, record: Record, inputs_digest: str) -> Report:
        made = stages.publication(run)
        run.runner.end()
        report = Report(ordered(made.findings), (), reasons=tuple(run.runner.reasons), asked=made.asked,
                        outcome=made.outcome(self.before.works) if made.folders else None)
        if not made.wanted:
            return report
        self.tell("putting everything in place")
        listing = partial(published, chain=releases.chain(self.root))
        left = State("" if report.failed else inputs_digest, self.reading.beside, report.findings, made.works,
                     made.shared, made.made_by, self.before.turn if run.patch else run.runner.cache.turn)
        ground = Ground(self.root, self.order.folders, stage, run.runner.cache.read,
                        partial(_listings, run.stage, self._offline(), listing) if self.order.site else lambda _: (),
                        ((state.FILE, state.encoded(left)),), durable=not self.order.keep)
        installed = (install.patch if run.patch else install.publish)(ground, record, made.wanted)
        if not run.patch:
            self._pack(run, made, installed, left.inputs)
            run.runner.cache.close(digest for work in made.works.values() for digest in work.artifacts)
        changed = {item.name for item in made.wanted} if run.patch else installed.keys()
        archives = bulk.products(run.root) if self.order.site and not self.order.keep else ()
        return replace(report, products=InstalledProducts({name: installed[name] for name in changed}, archives))

    def _pack(self, run: BuildRun, made: Publication, installed: Record, inputs: str) -> None:
        """Brings the archives up to date, unless no site is made or it is a quick build."""
        if not self.order.site or self.order.keep:
            return
        self.tell("packing the archives")
        wanted = bulk.NAME not in self.order.without and self._options().bulk
        bulk.write(run.root, inputs, bulk.contents(made.works.values(), installed) if wanted else {})

    def _options(self) -> SiteOptions:
        # The reader of YAML takes a while to load, and a build that changes nothing does without.
        from diptych.products.site_settings import SiteOptions, site_options  # noqa: PLC0415

        return site_options(self.root).value or SiteOptions()

    def _offline(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The parts of the site that a device may keep, and the publisher's files of its shell."""
        options = self._options()
        return options.offline, options.frame

    @contextmanager
    def _run(self) -> Iterator[BuildRun]:
        """A cache, workers and a folder of this build's own, which end with it. What a killed build left goes too,
        unless there is no time for that."""
        with ExitStack() as ending:
            stage = ending.enter_context(folders.temporary(self.root / "build", _STAGE, sweep=not self.order.keep))
            working = ending.enter_context(ExitStack())

            @lru_cache
            def workers() -> task_pool.Workers:
                scheduler = self.order.scheduler
                return working.enter_context(task_pool.cluster(scheduler, self.catalogue) if scheduler
                                             else task_pool.processes(process_pool.cores(), self.catalogue))

            runner = Runner(cache.opened(self.root / cache.FOLDER), self.catalogue, self.tell, workers, working.close)
            yield BuildRun(self.root, stage, runner, self.order, self.before, self.reading)


def _listings(stage: Path, offline: tuple[Sequence[str], Sequence[str]],
              listing: Callable[[ListedFiles], Iterable[tuple[str, Iterable[bytes]]]],
              record: Record) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files that list all others of the site: the service worker with the name of the build, and the checksums with
    the releases and the signature of the last one."""
    site = _SITE.encode()
    files = (file for entry in record.values() for file in entry.digests)
    listed = listed_files(((path[len(site):], sha) for sha, path in files if path.startswith(site)), stage)
    searched = f" {_SITE}{offline_site.INDEX}".encode()
    sizes = {file.path.removeprefix(_SITE): file.size for entry in record.values() if searched in entry.lines
             for file in entry.files}
    kept = offline_site.files(listed, sizes.__getitem__, *offline)
    every = listed.with_files((name, sha256(data).hexdigest()) for name, data in kept)
    whole = ((name, [data]) for name, data in kept)
    return ((f"{_SITE}{name}", pieces) for name, pieces in (*whole, *listing(every)))
