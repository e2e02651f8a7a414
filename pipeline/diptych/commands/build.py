"""`diptych build`: all products of a project."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from diptych.build import build as build_
from diptych.build import process_pool
from diptych.build.options import LEFT_OUT, Order
from diptych.build.task_pool import SchedulerError
from diptych.commands import output
from diptych.commands.build_report import show, summary, teller
from diptych.commands.output import FORMAT, TRUST, VERBOSE


@click.command()
@FORMAT
@click.option("--offline", is_flag=True, help=f"Also make {build_.COPY}: the site, to be opened from a folder.")
@click.option("--explain", is_flag=True, help="Say of each product that was made why it was made.")
@VERBOSE
@click.option("--release", is_flag=True, help="Make nothing if something is not confirmed.")
@click.option("--without", multiple=True, metavar="KIND", type=click.Choice(sorted(LEFT_OUT)),
              help=f"Make none of these: {', '.join(LEFT_OUT)}; may be given more than once.")
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="Let the workers of a Dask scheduler do it, as at tls://host:8786. Whoever runs it can do all that "
                   "you can.")
@TRUST
@click.pass_obj
def build(root: Path, /, form: str, without: tuple[str, ...], scheduler: str, **asked: bool) -> None:
    """Make everything: Akoma Ntoso, validation, PDFs, site. What is up to date is not made again."""
    catalogue = output.catalogue(root)
    process_pool.settle()
    started = time.monotonic()
    try:
        report = build_.build(root, teller(form), _order(without, scheduler, asked))
    except SchedulerError as error:
        raise click.ClickException(str(error)) from None
    if asked["explain"] and form == "text":
        for name, why in report.reasons:
            click.echo(f"{name}: {why}")
    if asked["offline"] and not report.failed:
        report = build_.copy(root, report)
    show(report, form, catalogue, every=asked["verbose"])
    if form == "text" and not report.failed:
        summary(report, time.monotonic() - started)
    sys.exit(1 if report.failed else 0)


def _order(without: Sequence[str], scheduler: str, asked: Mapping[str, bool]) -> Order:
    """The order of a build without the kinds of products that some names leave out."""
    kinds = frozenset(kind for name in without for kind in LEFT_OUT[name])
    return Order(without=kinds, scheduler=scheduler, release=asked["release"], trusted=asked["trust"])
