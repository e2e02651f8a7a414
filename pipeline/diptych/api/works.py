"""The works of a project: read, checked, built, reviewed."""

from __future__ import annotations

from pathlib import Path

from diptych.api.outcomes import CompiledWork, Outcome, described, outcome, text
from diptych.build import build as builds
from diptych.build import process_pool
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Finding, Position, Result, diagnostic
from diptych.language.equivalents import NOTHING
from diptych.project import load
from diptych.project.load import WORKS, Schema
from diptych.review.work import reviewed


def read_work(project: Path, folder: str) -> Outcome[CompiledWork]:
    """The work of a folder below source/works, such as `cn/guobanfa/2012/19`, compiled and validated in memory.

    C011 and no value if the folder is not that of a work.
    """
    known = load.schema(project)
    compiled = _compiled(project, known.value, folder) if known.value else Result[Compiled](None, known.diagnostics)
    work = compiled.value
    value = _published(work) if work and work.expressions else None
    return outcome(Result(value, compiled.diagnostics), load.catalogue(project))


def read_works(project: Path) -> Outcome[tuple[CompiledWork, ...]]:
    """All works of a project in the order of their folders; a work that cannot be read is left out, with findings."""
    works, beside = builds.compiled(project)
    findings = (*beside, *(item for work in works for item in work.diagnostics))
    return Outcome(tuple(_published(work) for work in works if work.expressions),
                   described(findings, load.catalogue(project)))


def check(project: Path) -> tuple[Finding, ...]:
    """All findings on a project, the gravest first, as `diptych check` reports them."""
    return builds.check(project).findings


def build_site(project: Path) -> Outcome[tuple[str, ...]]:
    """The paths of all products of a project, after `build/` and `site/` were brought up to date.

    A work with an error keeps what was last published of it. Other processes may be started, so a script calls this
    function below `if __name__ == "__main__":`.
    """
    process_pool.settle()
    report = builds.build(project, lambda _: None)
    return Outcome(tuple(sorted(product.path for product in report.products)), report.findings)


def review_work(project: Path, folder: str) -> Outcome[tuple[Finding, ...]]:
    """The differences between the texts of each pair of a work, without the waived ones.

    The differences are the value: an editor should read these clauses again, but they are no errors of the work.
    """
    catalogue, known = load.catalogue(project), load.schema(project)
    if known.value is None:
        return outcome(Result(None, known.diagnostics), catalogue)
    compiled = _compiled(project, known.value, folder)
    if compiled.value is None:
        return outcome(Result(None, compiled.diagnostics), catalogue)
    same = load.equivalents(project, known.value).value or NOTHING
    entries = (entry for item in reviewed(compiled.value, known.value, same) for entry in item.entries)
    differences = tuple(catalogue.describe(entry.finding) for entry in entries if entry.discrepancy.waiver is None)
    return outcome(Result(differences, compiled.diagnostics), catalogue)


def _compiled(project: Path, known: Schema, folder: str) -> Result[Compiled]:
    """The compiled work of a folder; C011 if there is none."""
    source = load.source(project, known, folder.strip("/"))
    if source.value is None:
        place = f"{WORKS}/{folder.strip('/')}"
        return Result(None, source.diagnostics or (diagnostic("C011", Position(place), folder=place),))
    work = compile_work(source.value, known)
    return Result(work, (*source.diagnostics, *work.diagnostics))


def _published(work: Compiled) -> CompiledWork:
    source, original = work.source.work, work.expressions[0].document
    texts = tuple(text(expression.document, expression.data) for expression in work.expressions)
    return CompiledWork(source.path, original.work_iri, source.number, source.date, texts)
