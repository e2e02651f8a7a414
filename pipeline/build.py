"""The story of a build: read the project, compile every work, then PDFs and site; the only writer of files.

A build first makes everything in a folder of its own under build/ and then puts it in place with renames, so that a
failed or killed build leaves the last good build/ and site/ as they were.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pipeline import cache, index, offline, permalinks, project, versions
from pipeline.akn.document import Document, read
from pipeline.compile import Compiled, compile_work
from pipeline.diagnostics import Catalogue, Diagnostic, Finding, Position, Severity, diagnostic
from pipeline.editions import editions, press
from pipeline.press import make, workers
from pipeline.site_options import SiteOptions, site_options

STAGE_VARIABLE = "DIPTYCH_STAGE"
STATE = "build/state.json"
COPY = "build/site-offline.zip"
INDEX = "build/search"
FOLDERS = ("build/akn", "build/pdf", "build/report", "build/exports", INDEX, "site")
Tell = Callable[[str], None]
Output = TypeVar("Output", str, bytes)


@dataclass(frozen=True, slots=True)
class Publication:
    """A published work: its folder below akn/, its expressions, the original first, and the files beside its page."""

    path: str
    documents: tuple[Document, ...]
    downloads: tuple[tuple[str, Path], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A file that was made, relative to the project, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found and made; `unchanged` if everything had been made before."""

    findings: tuple[Finding, ...]
    products: tuple[Product, ...] = ()
    unchanged: bool = False

    @property
    def failed(self) -> bool:
        """Whether a finding forbids publication."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(root: Path) -> Report:
    """All findings of all stages up to the proof, in memory: nothing is written, no earlier build is needed."""
    return Report(_findings(project.catalogue(root), *compiled(root)))


def build(root: Path, tell: Tell, *, site: bool = True) -> Report:
    """Brings build/ and, with `site`, site/ up to date, telling each step; errors leave both as they were."""
    made = FOLDERS if site else FOLDERS[:-1]
    inputs = cache.inputs(root)
    before = cache.current(root, STATE, inputs, made)
    if before is not None:
        return Report(_recall(before.findings), _products(root, made), unchanged=True)
    try:
        (root / "build").mkdir(exist_ok=True)
        with cache.lock(root / "build/.lock") as free, workers() as executor:
            if not free:
                return Report((project.catalogue(root).describe(diagnostic("B001", Position("build"))),))
            report = _make(root, tell, executor, made)
            if report.failed:
                return report
            cache.remember(root, STATE, inputs, made, [asdict(finding) for finding in report.findings])
    except OSError as error:
        place = Path(error.filename or "build").name
        problem = diagnostic("B004", Position("build"), place=place, problem=error.strerror or error)
        return Report((project.catalogue(root).describe(problem),))
    return replace(report, products=_products(root, made))


def _make(root: Path, tell: Tell, executor: Executor, made: Sequence[str]) -> Report:
    """What a build finds; if nothing forbids it, everything is made and put in place."""
    catalogue = project.catalogue(root)
    tell("reading and validating")
    works, loose = compiled(root)
    report = Report(_findings(catalogue, works, loose))
    if report.failed:
        return report
    stage = root / "build/.stage"
    shutil.rmtree(stage, ignore_errors=True)
    try:
        problems = _produce(root, stage, works, tell, executor, site="site" in made)
        report = Report((*report.findings, *map(catalogue.describe, problems)))
        if not report.failed:
            tell("putting everything in place")
            _put_in_place(root, stage, made)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return report


def copy(root: Path, report: Report) -> Report:
    """The report of a build, with the zip of its site that opens from a folder; B004 if it cannot be written."""
    try:
        offline.copy(root / "site", root / COPY)
    except OSError as error:
        problem = diagnostic("B004", Position("build"), place=Path(COPY).name, problem=error.strerror or error)
        return replace(report, findings=(*report.findings, project.catalogue(root).describe(problem)))
    return replace(report, products=(*report.products, Product(COPY, (root / COPY).stat().st_size)))


def prepare(root: Path) -> Report:
    """Brings build/ up to date without the site: for `mkdocs build`, which makes the site itself."""
    return build(root, lambda _: None, site=False)


def finish(root: Path, site: Path) -> None:
    """Adds permalinks and checksums to a site that MkDocs made alone."""
    works, _ = compiled(root)
    permalinks.write(site, works, site_url(root))
    offline.write(site)
    permalinks.seal(site)


def publications(root: Path, folder: str | Path = "build") -> tuple[Publication, ...]:
    """The works whose Akoma Ntoso stands below `folder` of the project, by path."""
    base = root / folder
    paths = sorted({path.parent for path in (base / "akn").rglob("*.xml")})
    return tuple(_publication(base, path.relative_to(base / "akn").as_posix()) for path in paths)


def _publication(base: Path, path: str) -> Publication:
    files = sorted((base / "akn" / path).glob("*.xml"))
    documents = [document for file in files if (document := read(file.read_bytes(), file.name).value)]
    documents.sort(key=lambda document: document.translation is not None)
    order = {f"{document.language}{suffix}": index for suffix in (".xml", ".pdf")
             for index, document in enumerate(documents)}
    beside = [*files, *(base / "pdf" / path).glob("*.pdf"),
              *(found for kind in ("report", "exports") for found in (base / kind / path).glob("*.json*"))]
    beside.sort(key=lambda file: (file.suffix != ".xml", file.suffix, order.get(file.name, len(order)), file.name))
    return Publication(path, tuple(documents), tuple((file.name, file) for file in beside))


def compiled(root: Path) -> tuple[tuple[Compiled, ...], tuple[Diagnostic, ...]]:
    """Every work compiled, and the findings beside its own: of the project, and of published addresses."""
    schema = project.schema(root)
    if schema.value is None:
        return (), schema.diagnostics
    known = schema.value
    sources = project.sources(root, known)
    works = tuple(compile_work(source, known) for source in sources.value or ())
    published = [item for work in works for item in versions.check(work)]
    beside = (*project.citations(root).diagnostics, *site_options(root).diagnostics)
    return works, (*sources.diagnostics, *beside, *published)


def site_url(root: Path) -> str:
    """The site's address as mkdocs.yml gives it; empty where it gives none."""
    return (site_options(root).value or SiteOptions()).url


def _findings(catalogue: Catalogue, works: Sequence[Compiled], loose: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    """In words, the gravest first, then in the order of their places; waived ones stay listed with the reason."""
    found = [catalogue.describe(item) for item in (*loose, *(item for work in works for item in work.diagnostics))]
    for item, waiver in (pair for work in works for pair in work.waived):
        found.append(replace(catalogue.describe(item), severity=Severity.WAIVED, hint=waiver.why))
    weight = list(Severity)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (
        weight.index(one.severity), one.position or Position(""), one.code, one.eid or "")))


def _produce(root: Path, stage: Path, works: Sequence[Compiled], tell: Tell, executor: Executor, *,
             site: bool) -> tuple[Diagnostic, ...]:
    for work in works:
        _write_akn(stage, work)
    tell("making the site and the PDFs" if site else "making the PDFs")
    with ExitStack() as running:
        process = running.enter_context(_ending(_start_site(root, stage, works))) if site else None
        searchable = running.enter_context(_ending(
            index.start(stage, [[one.document for one in work.expressions] for work in works])))
        findings = _write_pdfs(root, stage, works, tell, executor) + index.finish(searchable, stage)
        _write_exports(root, stage, works)
        return findings + (_finish_site(root, stage, works, process) if process else ())


@contextmanager
def _ending(process: subprocess.Popen[Output]) -> Iterator[subprocess.Popen[Output]]:
    """A process that does not go on writing where nobody waits for it any more, such as after Ctrl-C."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate()


def _folder(work: Compiled) -> str:
    return work.expressions[0].document.work_iri.removeprefix("/akn/")


def _write_akn(stage: Path, work: Compiled) -> None:
    for expression in work.expressions:
        _write(stage / "akn" / _folder(work) / f"{expression.document.language}.xml", expression.data)
    proof = {
        "work": work.expressions[0].document.work_iri,
        "statement": "Read back from the XML, the text equals the received text in NFC without white space.",
        "expressions": [{
            "iri": one.document.expression_iri, "sha256": sha256(one.data).hexdigest(),
            "received": dict(zip(("file", "sha256"), one.document.source, strict=True)),
            "characters": one.characters, "translation": _translation(one.document)} for one in work.expressions],
        "waived": [{"code": item.code, "eId": item.eid, "why": waiver.why} for item, waiver in work.waived],
    }
    _write(stage / "report" / _folder(work) / "proof.json",
           json.dumps(proof, ensure_ascii=False, indent=2).encode() + b"\n")


def _write_exports(root: Path, stage: Path, works: Sequence[Compiled]) -> None:
    # The citation processor takes a while to load, and `check` does without.
    from pipeline.exports import exports  # noqa: PLC0415

    known, address = project.citations(root).value, site_url(root)
    if known is None:
        raise ValueError("the findings on schema/citations have stopped this build")
    for work in works:
        made = sorted(file for kind in ("akn", "pdf") for file in (stage / kind / _folder(work)).glob("*"))
        for name, data in exports(work, known, address, {file.name: file.read_bytes() for file in made}):
            _write(stage / "exports" / _folder(work) / name, data)


def _translation(document: Document) -> Mapping[str, object] | None:
    """The standing of a translation, so that no file about it stays silent; None for an original."""
    said = document.translation
    return None if said is None else {
        "of": said.of, "translator": said.by if said.known else None, "authoritative": said.authoritative}


def _write_pdfs(root: Path, stage: Path, works: Sequence[Compiled], tell: Tell,
                executor: Executor) -> tuple[Diagnostic, ...]:
    shared = press(root, site_url(root))
    findings = list(shared.diagnostics)
    if shared.value is None:
        return shared.diagnostics
    tasks = [(work, edition, executor.submit(make, edition.sheet))
             for work in works for edition in editions(work, shared.value)]
    for work, edition, task in tasks:
        name = f"{_folder(work)}/{edition.name}"
        tell(name)
        try:
            made = task.result()
        except BrokenExecutor:
            findings.append(diagnostic("B003", Position(work.source.folder), product=name))
            continue
        findings += map(edition.placed, made.diagnostics)
        if made.value is not None:
            _write(stage / "pdf" / name, made.value)
    return tuple(findings)


def _start_site(root: Path, stage: Path, works: Sequence[Compiled]) -> subprocess.Popen[str]:
    """MkDocs in a process of its own; the plugin reads the Akoma Ntoso of the stage."""
    dates = [work.source.work.markup_date for work in works]
    environment = os.environ | {STAGE_VARIABLE: str(stage.relative_to(root)), "SOURCE_DATE_EPOCH": _epoch(max(dates)),
                                "NO_MKDOCS_2_WARNING": "1"}
    # With --quiet MkDocs would not count its warnings, and --strict would let them pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(stage / "site")]
    return subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True)


def _epoch(date: str) -> str:
    """Midnight UTC of a date as seconds, so that MkDocs asks no clock."""
    return str(int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()))


def _finish_site(root: Path, stage: Path, works: Sequence[Compiled],
                 process: subprocess.Popen[str]) -> tuple[Diagnostic, ...]:
    """Waits for MkDocs and lays the files beside the pages, the checksums last; B002 with its words if it failed."""
    output, _ = process.communicate()
    if process.returncode:
        told = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("INFO")]
        words = "; ".join(told[-3:]).replace(str(root), ".")
        return (diagnostic("B002", Position("mkdocs.yml"), problem=words),)
    for publication in publications(root, str(stage.relative_to(root))):
        folder = stage / "site/akn" / publication.path
        for name, path in publication.downloads:
            _write(folder / name, path.read_bytes())
    index.publish(stage, stage / "site")
    permalinks.write(stage / "site", works, site_url(root))
    offline.write(stage / "site")
    permalinks.seal(stage / "site")
    return ()


def _put_in_place(root: Path, stage: Path, made: Sequence[str]) -> None:
    """Renames what was made into place; what stood there comes back if that fails."""
    moved: list[tuple[Path, Path]] = []
    try:
        for name in made:
            new, old, target = stage / Path(name).name, stage / f"old-{Path(name).name}", root / name
            if target.exists():
                target.rename(old)
                moved.append((old, target))
            if new.exists():
                new.rename(target)
    except OSError:
        for old, target in reversed(moved):
            shutil.rmtree(target, ignore_errors=True)
            old.rename(target)
        raise


def _products(root: Path, made: Sequence[str]) -> tuple[Product, ...]:
    return tuple(Product(path.relative_to(root).as_posix(), path.stat().st_size)
                 for name in made for path in sorted((root / name).rglob("*")) if path.is_file())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _recall(findings: Sequence[Mapping[str, object]]) -> tuple[Finding, ...]:
    """The findings that an earlier build remembered."""
    def recalled() -> Iterator[Finding]:
        for item in findings:
            place = item["position"]
            position = Position(**place) if isinstance(place, dict) else None
            eid = item["eid"]
            yield Finding(str(item["code"]), Severity(str(item["severity"])), str(item["message"]), str(item["hint"]),
                          position, str(eid) if eid is not None else None)

    return tuple(recalled())
