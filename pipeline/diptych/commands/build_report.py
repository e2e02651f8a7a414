"""The report of a build → words for people or JSON for machines."""

from __future__ import annotations

import json
import sys
from typing import Final

import click

from diptych.build import build as build_
from diptych.build.options import FOLDERS
from diptych.build.report import Product, Report
from diptych.build.runner import Tell
from diptych.commands import messages, output
from diptych.diagnostics import Catalogue, plain

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
        click.echo(json.dumps({
            "findings": [plain(finding) for finding in report.findings], "failed": report.failed,
            "products": [{"path": product.path, "bytes": product.size} for product in report.products],
            "made": [{"product": name, "why": why} for name, why in report.reasons],
        }, ensure_ascii=False, indent=2))
        return
    output.show(report.findings, catalogue, every=every)


def summary(report: Report, seconds: float) -> None:
    """Prints the number and size of the products by folder, and the time of the build."""
    click.echo(messages.line("unchanged") if report.unchanged else messages.line("made", seconds=f"{seconds:.1f}"))
    for folder in FOLDERS:
        products = [product for product in report.products if product.path.startswith(f"{folder}/")]
        if products:
            files = messages.counted(len(products), "file")
            click.echo(f"  {folder + '/':14} {files:>10}  {_kilobytes(*products):>10}")
    few = len(report.products) <= _FEW
    for product in report.products if few else ():
        if product.path.startswith(("build/akn/", "build/pdf/", build_.COPY)):
            click.echo(f"    {product.path}  {_kilobytes(product)}")
    click.echo(messages.line("serve_hint"))


def _kilobytes(*products: Product) -> str:
    return f"{sum(product.size for product in products) / 1000:.0f} kB"
