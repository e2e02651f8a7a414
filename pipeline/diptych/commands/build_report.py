"""The report of a build → words for people, JSON for machines, or annotations of GitHub."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Final

import click

from diptych.build import build as build_
from diptych.build import bulk
from diptych.build.options import FOLDERS
from diptych.build.report import Report
from diptych.build.runner import Tell
from diptych.commands import messages, output
from diptych.diagnostics import Catalogue, Finding, Severity, plain
from diptych.project.load import WORKS

_NAMES: Final = 10
"""Works that a summary names, chosen. More would hide the numbers."""
_FEW: Final = 5_000
"""Most products of a build whose texts and PDFs are listed one by one, chosen. More would scroll the totals away."""


def teller(form: str) -> Tell:
    """A function that prints the progress: one changing line on a terminal, else a line a step; none for machines."""
    if form == "json":
        return lambda _: None
    if sys.stderr.isatty():
        return lambda step: click.echo(f"\r\x1b[K{messages.step(step)} …", nl=False, err=True)
    return lambda step: click.echo(messages.step(step), err=True)


def show(report: Report, form: str, catalogue: Catalogue, *, every: bool = False) -> None:
    """Prints the findings in words, or the whole report as JSON."""
    if sys.stderr.isatty() and form == "text":
        click.echo("\r\x1b[K", nl=False, err=True)
    if form == "json":
        output.show_json({
            "findings": [plain(finding) for finding in report.findings], "failed": report.failed,
            "products": [{"path": product.path, "bytes": product.size} for product in sorted(report.products)],
            "outcome": report.outcome._asdict() if report.outcome else None,
            "made": [{"product": name, "why": why} for name, why in report.reasons],
        })
        return
    if form == "github":
        for finding in report.findings:
            click.echo(annotation(messages.localised(finding)))
        return
    output.show(report.findings, catalogue, every=every)
    if report.failed and report.outcome:
        kept, left = map(_named, report.outcome[1:])
        click.echo(messages.line("outcome", published=report.outcome.published, kept=kept, left=left), err=True)


def _named(folders: Sequence[str]) -> str:
    """The number of some works, and their names."""
    names = [folder.removeprefix(f"{WORKS}/") for folder in folders]
    shown = messages.line("list_joiner").join(names[:_NAMES]) + " …" * (len(names) > _NAMES)
    return f"{len(names)} ({shown})" if names else "0"


def annotation(finding: Finding) -> str:
    """A finding as a workflow command of GitHub, which shows it beside the line of the file.

    The form is that of GitHub's documentation, "Workflow commands", "Setting an error message".
    """
    place = finding.position
    level = "notice" if finding.severity is Severity.WAIVED else str(finding.severity)
    named = {"file": place.file, "line": str(place.line), "col": str(place.column)} if place else {}
    properties = {**named, "title": f"{finding.code} {finding.eid or ''}".strip()}
    shown = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::{level} {shown}::" + _escaped(f"{finding.message}\n{finding.hint}")


def _escaped(words: str, more: str = "") -> str:
    """Words with percent-encoded signs, as a workflow command needs them; `more` are further signs to encode."""
    for sign in f"%\r\n{more}":
        words = words.replace(sign, f"%{ord(sign):02X}")
    return words


def summary(report: Report, seconds: float) -> None:
    """Prints the number and size of the products by folder, and the time of the build."""
    click.echo(messages.line("unchanged") if report.unchanged else messages.line("made", seconds=f"{seconds:.1f}"))
    files, sizes = Counter[str](), Counter[str]()
    for folder, size in report.sizes:
        files[folder] += 1
        sizes[folder] += size
    for name in (*FOLDERS, bulk.FOLDER):
        if files[name]:
            click.echo(f"  {f'{name}/':14} {messages.counted(files[name], 'file'):>10}  {_kilobytes(sizes[name]):>10}")
    for product in sorted(report.products) if files.total() <= _FEW else ():
        if product.path.startswith(("build/akn/", "build/pdf/", build_.COPY)):
            click.echo(f"    {product.path}  {_kilobytes(product.size)}")
    click.echo(messages.line("serve_hint"))


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.0f} kB"
