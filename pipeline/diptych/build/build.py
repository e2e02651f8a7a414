"""The story of a build: read the project, make what changed of each work and of what works share, put it in place.

All that is made is a task with named inputs (pipeline/diptych/products/contract.py),
kept in build/cache. Nothing is touched before all
is made; then what changed is renamed into place. A work with an error keeps what was last published of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from diptych.build import cache, mkdocs_process, offline_site, plan, shared_site, stages, state, task_pool
from diptych.build import inputs as knowledge
from diptych.build.cache import DamagedError
from diptych.build.options import BuildRun, Order
from diptych.build.runner import Maker, Tell
from diptych.build.task import digest
from diptych.build.task_pool import Workers
from diptych.citations import csl_styles
from diptych.compile import versions
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, Severity, diagnostic
from diptych.files import install, manifest
from diptych.files.checksums import SUMS, sums
from diptych.files.install import Ground, Stage
from diptych.files.manifest import Placed, Record
from diptych.products.site_settings import SiteOptions, site_options
from diptych.project import load
from diptych.render.site.page_shells import Shells

STATE: Final = "build/state.json"
COPY: Final = "build/site-offline.zip"
CACHE: Final = "build/cache"
FOLDERS: Final = ("build/akn", "build/pdf", "build/report", "build/exports", "site")
LEFT_OUT: Final = MappingProxyType({
    "pdf": ("pdf", "books"), "books": ("books",), "exports": ("exports",), "exchange": ("exchange",),
    "search": ("search",)})
"""What a build may be told to leave out, and the kinds of products that each is: without PDFs there are no EPUB and
DOCX either, the other editions of the same pages."""
_STAGE: Final = ".stage"
_TRIES: Final = 3
"""How often a build begins anew where a file of the cache is damaged or a source changes under its eyes."""


class Product(NamedTuple):
    """A file that was made, relative to the project, and its size in bytes. There are many of them."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found and made; `unchanged` if everything had been made before; `reasons` say of each task that was
    done why; `asked` is what MkDocs must know of the works."""

    findings: tuple[Finding, ...]
    products: tuple[Product, ...] = ()
    unchanged: bool = False
    reasons: tuple[tuple[str, str], ...] = ()
    asked: mkdocs_process.Asked = field(default=mkdocs_process.Asked((), glossary=False))

    @property
    def failed(self) -> bool:
        """Whether a finding forbids publication of something."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(root: Path) -> Report:
    """All findings of all stages up to the proof, in memory: nothing is written, no earlier build is needed."""
    return Report(_findings(load.catalogue(root), *compiled(root)))


def build(root: Path, tell: Tell, order: Order = Order()) -> Report:  # noqa: B008 - frozen
    """Brings build/ and site/ up to date, telling each step; what has an error stays as it was."""
    catalogue = load.catalogue(root)
    try:
        (root / "build").mkdir(exist_ok=True)
        with cache.lock(root / "build") as free:
            if not free:
                return Report((catalogue.describe(diagnostic("B001", Position("build"))),))
            return _tried(root, lambda: _build(root, tell, order, catalogue))
    except OSError as error:
        place = Path(error.filename or "build").name
        problem = diagnostic("B004", Position("build"), place=place, problem=error.strerror or error)
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
    with cache.lock(root / "build") as free:
        if not free:
            return Report((catalogue.describe(diagnostic("B001", Position("build"))),))
        return _tried(root, lambda: _finish(root, site, shells, catalogue))


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


def _findings(catalogue: Catalogue, works: Sequence[Compiled], loose: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    """In words, waived ones too, with the reason."""
    found = [catalogue.describe(item) for item in (*loose, *(item for work in works for item in work.diagnostics))]
    for item, waiver in (pair for work in works for pair in work.waived):
        found.append(replace(catalogue.describe(item), severity=Severity.WAIVED, hint=waiver.why))
    return ordered(found)


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once, the gravest first, then in the order of their places."""
    weight = list(Severity)
    return tuple(sorted(dict.fromkeys(findings), key=lambda one: (
        weight.index(one.severity), one.position or Position(""), one.code, one.eid or "")))


def _tried(root: Path, run: Callable[[], Report]) -> Report:
    """What a run gives, once nothing that it reads changes or proves to be damaged any more."""
    for _ in range(_TRIES - 1):
        try:
            return run()
        except DamagedError:
            cache.sweep(root / CACHE)
        except plan.ChangedError:
            continue
    return run()


def _build(root: Path, tell: Tell, order: Order, catalogue: Catalogue) -> Report:
    """Makes what changed and puts it in place, unless everything stands there as it was put."""
    read, before = knowledge.files(root), state.recall(root / STATE)
    files = [f"{path} {one}" for path, one in read.items()]
    beside = digest(*knowledge.program().values(), *(one for one in files if not one.startswith(load.WORKS)))
    told = digest(beside, str(order.site), *sorted(order.without), *files)
    if order.keep and before.beside == beside:
        patched = _patched(root, tell, order, catalogue, replace(before, inputs=""), read)
        if patched is not None:
            return patched
    record = manifest.recorded(root)
    tops = FOLDERS if order.site else FOLDERS[:-1]
    if before.inputs == told and manifest.whole(root, record, tops):
        return Report(before.findings, _products(record), unchanged=True)
    with (_stage(root) as folder, _maker(root, tell, catalogue, order.scheduler) as maker,
          ThreadPoolExecutor(1) as writer):
        stage = maker.stage = Stage(folder / "place", install.stands(record), writer)
        made = stages.publication(BuildRun(root, folder, maker, order, before, read))
        findings = ordered(made.findings)
        failed = any(one.severity is Severity.ERROR for one in findings)
        report = Report(findings, (), reasons=tuple(maker.reasons), asked=made.asked)
        if made.wanted:
            tell("putting everything in place")
            ground = Ground(root, tops, stage, maker.cache.read, _listings if order.site else lambda *_: ())
            record = install.publish(ground, record, made.wanted)
            inputs = "" if failed or order.keep else told
            state.remember(root / STATE, state.Memory(inputs, beside, findings, made.works, made.shared))
            maker.cache.close(digest for work in made.works.values() for digest in work.bundles)
        return replace(report, products=_products(record) if made.wanted else ())


def _patched(root: Path, tell: Tell, order: Order, catalogue: Catalogue, before: state.Memory,
             read: knowledge.Digests) -> Report | None:
    """Makes and puts in place only what is of the works that changed; None where the last build left too little for
    that."""
    record = manifest.recorded(root, trusted=True)
    with _stage(root, hurry=True) as folder, _maker(root, tell, catalogue) as maker:
        run = BuildRun(root, folder, maker, order, before, read, patch=True)
        shells = shared_site.shells_before(run)
        if shells is None or not record:
            return None
        made = stages.publication(replace(run, shells=shells))
        findings = ordered(made.findings)
        if made.wanted:
            ground = Ground(root, FOLDERS, Stage(folder / "place", {}), maker.cache.read, lambda *_: ())
            record = install.patch(ground, record, made.wanted)
            state.remember(root / STATE, replace(before, findings=findings, works=made.works))
        changed = {one.name: record[one.name] for one in made.wanted}
        return Report(findings, _products(changed), reasons=tuple(maker.reasons), asked=made.asked)


def _finish(root: Path, site: Path, shells: Shells, catalogue: Catalogue) -> Report:
    read, before = knowledge.files(root), state.recall(root / STATE)
    with _maker(root, lambda _: None, catalogue) as maker, _stage(root) as stage:
        run = BuildRun(root, stage, maker, Order(), before, read, shells)
        made = stages.publication(run)
        for path, data in install.laid_out(made.wanted, maker.cache.read):
            if path.startswith("site/"):
                install.write(f"{site}/{path.removeprefix('site/')}", data)
        offline_site.write(site)
        (site / SUMS).write_text(sums(site), encoding="utf-8")
        return Report(ordered(made.findings))


@contextmanager
def _maker(root: Path, tell: Tell, catalogue: Catalogue, scheduler: str = "") -> Iterator[Maker]:
    """The cache and workers, which end with the build."""
    with ExitStack() as ending:
        def opened() -> Workers:
            return ending.enter_context(
                task_pool.cluster(scheduler) if scheduler else task_pool.processes(task_pool.cores()))

        yield Maker(cache.opened(root / CACHE), catalogue, tell, opened)


@contextmanager
def _stage(root: Path, *, hurry: bool = False) -> Iterator[Path]:
    """A folder of this process's own, which goes with it; what a killed build left goes too, unless
    there is a `hurry`."""
    for left in (() if hurry else (root / "build").glob(f"{_STAGE}-*")):
        shutil.rmtree(left, ignore_errors=True)
    stage = root / "build" / f"{_STAGE}-{os.getpid()}"
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _listings(files: Iterable[Placed], read: Callable[[str], bytes]) -> tuple[tuple[str, bytes], ...]:
    """The files that list all others of the site: the service worker with the name of the build, and the checksums."""
    listed = {one.path.removeprefix("site/"): (one.sha256, one.size) for one in files if one.path.startswith("site/")}
    kept = offline_site.files(listed, lambda name: read(f"site/{name}"))
    told = {name: digests[0] for name, digests in listed.items()}
    told |= {name: sha256(data).hexdigest() for name, data in kept}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(told.items()))
    return tuple((f"site/{name}", data) for name, data in (*kept, (SUMS, lines.encode())))


def _products(record: Record) -> tuple[Product, ...]:
    files = (one for told in record.values() for one in told.files)
    return tuple(sorted(Product(one.path, one.size) for one in files))
