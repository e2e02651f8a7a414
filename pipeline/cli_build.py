"""`diptych build`, `check`, `serve` and `cite`: words for people or JSON for machines around what build.py does."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import click

from pipeline import build as build_
from pipeline import crew, project, terminal
from pipeline.build import Product, Report
from pipeline.diagnostics import Catalogue, plain
from pipeline.making import Tell
from pipeline.order import Order
from pipeline.workers import SchedulerError

FORMAT = click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
                      help="Words for people, or JSON for machines.")

VERBOSE = click.option("--verbose", is_flag=True, help="Say every notice, however many are alike.")

QUICK = Order(without=frozenset(chain.from_iterable(build_.LEFT_OUT.values())), keep=True)
"""What an author sees at once after an edit; what takes longer stays as it was until it is made too."""
_FEW = 5_000
"""Of so many products the texts and PDFs are named one by one."""


def _kinds(names: Sequence[str]) -> frozenset[str]:
    """The kinds of products that are left out with these names."""
    return frozenset(kind for name in names for kind in build_.LEFT_OUT[name])


@click.command()
@FORMAT
@click.option("--offline", is_flag=True, help=f"Also make {build_.COPY}: the site, to be opened from a folder.")
@click.option("--explain", is_flag=True, help="Say of each product that was made why it was made.")
@VERBOSE
@click.option("--without", multiple=True, metavar="KIND", type=click.Choice(sorted(build_.LEFT_OUT)),
              help=f"Make none of these: {', '.join(build_.LEFT_OUT)}; may be given more than once.")
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="Let the workers of a Dask scheduler do it, as at tcp://host:8786.")
@click.pass_obj
def build(root: Path, /, form: str, without: tuple[str, ...], scheduler: str, **asked: bool) -> None:
    """Make everything: Akoma Ntoso, validation, PDFs, site. What is up to date is not made again."""
    catalogue = terminal.catalogue(root)
    crew.settle()
    started = time.monotonic()
    try:
        report = build_.build(root, _teller(form), Order(without=_kinds(without), scheduler=scheduler))
    except SchedulerError as error:
        raise click.ClickException(str(error)) from None
    if asked["explain"] and form == "text":
        for name, why in report.reasons:
            click.echo(f"{name}: {why}")
    if asked["offline"] and not report.failed:
        report = build_.copy(root, report)
    _show(report, form, catalogue, every=asked["verbose"])
    if form == "text" and not report.failed:
        _summary(report, time.monotonic() - started)
    sys.exit(1 if report.failed else 0)


@click.command()
@FORMAT
@VERBOSE
@click.pass_obj
def check(root: Path, form: str, *, verbose: bool) -> None:
    """Validate in memory: every stage, every finding; nothing is written."""
    catalogue = terminal.catalogue(root)
    report = build_.check(root)
    _show(report, form, catalogue, every=verbose)
    if form == "text" and not report.findings:
        click.echo("No findings: schema, rules, numbering, twins and every character are in order.")
    sys.exit(1 if report.failed else 0)


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.pass_obj
def serve(root: Path, host: str, port: int) -> None:
    """Show the site here, and make it again whenever source/, schema/ or the assets change."""
    # MkDocs takes long to load, and the other commands do without.
    from pipeline import preview  # noqa: PLC0415

    catalogue = terminal.catalogue(root)

    def rebuild() -> None:
        started = time.monotonic()
        report = build_.build(root, _teller("text"), QUICK)
        _show(report, "text", catalogue)
        if not report.failed:
            _summary(report, time.monotonic() - started)

    rebuild()
    if not (root / "site").is_dir():
        sys.exit(1)
    command = (sys.executable, "-m", "pipeline.cli", "-C", str(root), "build")
    click.echo(f"Serving on http://{host}:{port}/ until Ctrl-C.", err=True)
    preview.serve(root, host, port, preview.Author(rebuild, command))


@click.command()
@click.argument("address", metavar="IRI")
@click.option("--style", default="csl-json", show_default=True, help="A style of schema/citations/styles.toml.")
@click.option("--language", default="", help="Which text is cited, as in zh or ko; the work itself if not said.")
@click.pass_obj
def cite(root: Path, address: str, style: str, language: str) -> None:
    """Cite the work, text, clause or range of clauses at IRI, such as /akn/cn/act/guobanfa/2012/19/~sec_6__para_3."""
    # The citation processor takes a while to load, and the other commands do without.
    from pipeline import exports  # noqa: PLC0415
    from pipeline.render import cite as cite_  # noqa: PLC0415

    catalogue = terminal.catalogue(root)
    found, site_url = project.citations(root), build_.site_url(root)
    known = found.value
    if known is None:
        raise click.ClickException("\n".join(catalogue.describe(item).message for item in found.diagnostics))
    if style not in known.styles:
        raise click.BadParameter(f"there is no style {style}; there are {', '.join(known.styles)}")
    cited = exports.find(root, address, language, site_url)
    if cited is None:
        raise click.BadParameter(f"nothing is published at {address}" + f" in {language}" * bool(language))
    click.echo(cite_.cite(cited.documents, known, style, site_url, cited.language, cited.eid))


def _teller(form: str) -> Tell:
    """Progress: one line that is written over on a terminal, a line a step elsewhere; silent for machines."""
    if form == "json":
        return lambda _: None
    if sys.stderr.isatty():
        return lambda step: click.echo(f"\r\x1b[K{step} …", nl=False, err=True)
    return lambda step: click.echo(step, err=True)


def _show(report: Report, form: str, catalogue: Catalogue, *, every: bool = False) -> None:
    if sys.stderr.isatty() and form == "text":
        click.echo("\r\x1b[K", nl=False, err=True)
    if form == "json":
        click.echo(json.dumps({
            "findings": [plain(finding) for finding in report.findings], "failed": report.failed,
            "products": [{"path": product.path, "bytes": product.size} for product in report.products],
            "made": [{"product": name, "why": why} for name, why in report.reasons],
        }, ensure_ascii=False, indent=2))
        return
    terminal.show(report.findings, catalogue, every=every)


def _summary(report: Report, seconds: float) -> None:
    """What was made, where, how large, and how long it took."""
    click.echo("Nothing changed since the last build." if report.unchanged else f"Made in {seconds:.1f} s:")
    for folder in build_.FOLDERS:
        products = [product for product in report.products if product.path.startswith(f"{folder}/")]
        if products:
            click.echo(f"  {folder + '/':14} {_files(products):>10}  {_size(products):>10}")
    few = len(report.products) <= _FEW
    for product in report.products if few else ():
        if product.path.startswith(("build/akn/", "build/pdf/", build_.COPY)):
            click.echo(f"    {product.path}  {product.size / 1000:.0f} kB")
    click.echo("`diptych serve` shows the site.")


def _files(products: Sequence[Product]) -> str:
    return f"{len(products)} file{'s' if len(products) > 1 else ''}"


def _size(products: Sequence[Product]) -> str:
    return f"{sum(product.size for product in products) / 1000:.0f} kB"
