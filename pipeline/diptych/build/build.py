"""The story of a build: read the project, make what changed of each work and of what works share, put it in place.

Each product is a task with named inputs (products/contract.py), kept in build/cache. Nothing is touched before all is
made; then what changed is renamed into place. A work with an error keeps what was last published of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from diptych.build import cache, inputs, offline_site, plan, shared_site, stages, state, task_pool
from diptych.build.cache import DamagedError
from diptych.build.mkdocs_process import Asked
from diptych.build.options import Order
from diptych.build.runner import Runner, Tell
from diptych.build.stages import BuildRun, Publication
from diptych.build.state import State
from diptych.build.task import digest
from diptych.citations import csl_styles
from diptych.compile import versions
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, Severity, diagnostic
from diptych.files import atomic, folders, install, manifest
from diptych.files.checksums import SUMS, sums
from diptych.files.install import Ground, Stage
from diptych.files.manifest import Placed, Record
from diptych.products.site_settings import SiteOptions, site_options
from diptych.project import load
from diptych.render.site.page_shells import Shells

STATE: Final = "build/state.json"
COPY: Final = "build/site-offline.zip"
CACHE: Final = "build/cache"
_STAGE: Final = ".stage"
_TRIES: Final = 3
"""How often a build begins again where a file of the cache is damaged or a source changes meanwhile, chosen."""


class Product(NamedTuple):
    """A file that was made, relative to the project, and its size in bytes. There are many of them."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Report:
    """The findings and products of a build; `unchanged` if everything had been made before; `reasons` say of each task
    that was done why; `asked` is what MkDocs must know of the works."""

    findings: tuple[Finding, ...]
    products: tuple[Product, ...] = ()
    unchanged: bool = False
    reasons: tuple[tuple[str, str], ...] = ()
    asked: Asked = field(default=Asked((), glossary=False))

    @property
    def failed(self) -> bool:
        """Whether a finding forbids publication of something."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(root: Path) -> Report:
    """All findings of all stages up to the proof, in memory: nothing is written, no earlier build is needed."""
    catalogue = load.catalogue(root)
    works, loose = compiled(root)
    findings = [catalogue.describe(item) for item in (*loose, *(item for work in works for item in work.diagnostics))]
    findings += [replace(catalogue.describe(item), severity=Severity.WAIVED, hint=waiver.why)
                 for work in works for item, waiver in work.waived]
    return Report(ordered(findings))


def build(root: Path, tell: Tell, order: Order = Order()) -> Report:  # noqa: B008 - frozen
    """Brings build/ and site/ up to date, telling each step; what has an error stays as it was."""
    catalogue = load.catalogue(root)
    try:
        folders.make(root / "build")
        return _locked(root, catalogue, lambda: _build(root, tell, order, catalogue))
    except OSError as error:
        problem = diagnostic("B004", Position("build"), place=Path(error.filename or "build").name,
                             problem=error.strerror or error)
        return Report((catalogue.describe(problem),))


def copy(root: Path, report: Report) -> Report:
    """The report of a build, with the zip of its site that opens from a folder; B004 if it cannot be written."""
    try:
        offline_site.copy(root / "site", root / COPY)
    except OSError as error:
        problem = diagnostic("B004", Position("build"), place=Path(COPY).name, problem=error.strerror or error)
        return replace(report, findings=(*report.findings, load.catalogue(root).describe(problem)))
    return replace(report, products=(*report.products, Product(COPY, (root / COPY).stat().st_size)))


def prepare(root: Path) -> Report:
    """Brings build/ up to date without the site: for `mkdocs build`, which makes the site itself."""
    return build(root, lambda _: None, Order(site=False))


def finish(root: Path, site: Path, shells: Shells) -> Report:
    """Adds to a site that MkDocs is making alone all that is not of its making."""
    catalogue = load.catalogue(root)

    def made() -> Report:
        with _run(root, lambda _: None, Order(), catalogue) as run:
            publication = stages.publication(replace(run, shells=shells))
            install.lay_out(publication.wanted, run.runner.cache.read, site)
            offline_site.write(site)
            atomic.write(site / SUMS, sums(site).encode(), durable=False)
            return Report(ordered(publication.findings))

    return _locked(root, catalogue, made)


def compiled(root: Path) -> tuple[tuple[Compiled, ...], tuple[Diagnostic, ...]]:
    """Every work compiled, and the findings beside its own: of the project, and of published addresses."""
    schema = load.schema(root)
    if schema.value is None:
        return (), schema.diagnostics
    known = schema.value
    sources = load.sources(root, known)
    works = tuple(compile_work(source, known) for source in sources.value or ())
    published = [item for work in works for item in versions.check(work)]
    beside = (*csl_styles.citations(root).diagnostics, *site_options(root).diagnostics)
    return works, (*sources.diagnostics, *beside, *published)


def site_url(root: Path) -> str:
    """The site's address as mkdocs.yml gives it; empty where it gives none."""
    return (site_options(root).value or SiteOptions()).url


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once, the gravest first, then in the order of their places."""
    weight = list(Severity)
    return tuple(sorted(dict.fromkeys(findings), key=lambda item: (
        weight.index(item.severity), item.position or Position(""), item.code, item.eid or "")))


def _locked(root: Path, catalogue: Catalogue, made: Callable[[], Report]) -> Report:
    """The report of a build that nobody disturbs: B001 while another one runs.

    It begins again where a file of the cache is damaged or a source changes meanwhile.
    """
    with folders.lock(root / "build") as free:
        if not free:
            return Report((catalogue.describe(diagnostic("B001", Position("build"))),))
        for _ in range(_TRIES - 1):
            try:
                return made()
            except DamagedError:
                cache.sweep(root / CACHE)
            except plan.ChangedError:
                continue
        return made()


def _build(root: Path, tell: Tell, order: Order, catalogue: Catalogue) -> Report:
    """Makes what changed and puts it in place, unless everything is there as it was put."""
    with _run(root, tell, order, catalogue) as run:
        files = [f"{path} {file_digest}" for path, file_digest in run.read.items()]
        beside = digest(*run.program.values(), *(line for line in files if not line.startswith(load.WORKS)))
        if order.keep and run.before.beside == beside:
            shells = shared_site.shells_before(run.runner, run.before)
            record = manifest.recorded(root, trusted=True)
            if shells is not None and record:
                return _put(replace(run, shells=shells, patch=True), record, "", beside)
        inputs_digest = digest(beside, str(order.site), *sorted(order.without), *files)
        record = manifest.recorded(root)
        if run.before.inputs == inputs_digest and manifest.whole(root, record, order.folders):
            return Report(run.before.findings, _products(record), unchanged=True)
        return _put(run, record, "" if order.keep else inputs_digest, beside)


def _put(run: BuildRun, record: Record, inputs_digest: str, beside: str) -> Report:
    """Makes all products, and puts them in place if nothing forbids it; of a patch those of the works that changed."""
    with ThreadPoolExecutor(1) as writer:
        stage = Stage(run.stage / "place", {} if run.patch else install.in_place(record), None if run.patch else writer)
        run.runner.stage = None if run.patch else stage
        made = stages.publication(run)
        report = Report(ordered(made.findings), (), reasons=tuple(run.runner.reasons), asked=made.asked)
        if not made.wanted:
            return report
        run.runner.tell("putting everything in place")
        listings = _listings if run.order.site else lambda *_: ()
        ground = Ground(run.root, run.order.folders, stage, run.runner.cache.read, listings)
        place = install.patch if run.patch else install.publish
        placed = place(ground, record, made.wanted)
    _remember(run, made, replace(report), "" if report.failed else inputs_digest, beside)
    names = {wanted.name for wanted in made.wanted}
    changed = {name: entry for name, entry in placed.items() if not run.patch or name in names}
    return replace(report, products=_products(changed))


def _remember(run: BuildRun, made: Publication, report: Report, inputs_digest: str, beside: str) -> None:
    """Leaves the state for the next build, and tidies the cache after one that looked at all works."""
    state.remember(run.root / STATE, State(inputs_digest, beside, report.findings, made.works, made.shared))
    if not run.patch:
        run.runner.cache.close(digest for work in made.works.values() for digest in work.artifacts)


@contextmanager
def _run(root: Path, tell: Tell, order: Order, catalogue: Catalogue) -> Iterator[BuildRun]:
    """A build with its cache, its workers and a folder of its own, which end with it. What a killed build left goes
    too, unless there is no time for that."""
    with ExitStack() as ending:
        stage = ending.enter_context(folders.temporary(root / "build", _STAGE, sweep=not order.keep))

        def opened() -> task_pool.Workers:
            return ending.enter_context(task_pool.cluster(order.scheduler, catalogue) if order.scheduler
                                        else task_pool.processes(task_pool.cores(), catalogue))

        runner = Runner(cache.opened(root / CACHE), catalogue, tell, opened)
        yield BuildRun(root, stage, runner, order, state.recall(root / STATE), inputs.files(root), inputs.program())


def _listings(files: Iterable[Placed], read: Callable[[str], bytes]) -> tuple[tuple[str, bytes], ...]:
    """The files that list all others of the site: the service worker with the name of the build, and the checksums."""
    listed = {file.path.removeprefix("site/"): (file.sha256, file.size)
              for file in files if file.path.startswith("site/")}
    kept = offline_site.files(listed, lambda name: read(f"site/{name}"))
    sums_by_name = {name: sha for name, (sha, _) in listed.items()}
    sums_by_name |= {name: sha256(data).hexdigest() for name, data in kept}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums_by_name.items()))
    return tuple((f"site/{name}", data) for name, data in (*kept, (SUMS, lines.encode())))


def _products(record: Mapping[str, manifest.Installed]) -> tuple[Product, ...]:
    return tuple(sorted(Product(file.path, file.size) for entry in record.values() for file in entry.files))
