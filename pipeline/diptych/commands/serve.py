"""`diptych serve`: the site on this machine, rebuilt after each edit."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from itertools import chain
from pathlib import Path

import click

from diptych.build import build as build_
from diptych.build.options import LEFT_OUT, Order
from diptych.commands import messages, output
from diptych.commands.build_report import show, summary, teller
from diptych.commands.output import TRUST

QUICK = Order(without=frozenset(chain.from_iterable(LEFT_OUT.values())), keep=True)
"""The order of a build after an edit: products that take long are kept as they were, and rebuilt later."""


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@TRUST
@click.pass_obj
def serve(root: Path, host: str, port: int, *, trust: bool) -> None:
    """Show the site here, and make it again whenever source/, schema/ or the assets change."""
    # MkDocs takes long to load, and the other commands do without.
    from diptych.preview import server  # noqa: PLC0415

    catalogue = output.catalogue(root)

    def rebuild() -> None:
        started = time.monotonic()
        report = build_.build(root, teller("text"), replace(QUICK, trusted=trust))
        show(report, "text", catalogue)
        if not report.failed:
            summary(report, time.monotonic() - started)

    rebuild()
    if not (root / "site").is_dir():
        sys.exit(1)
    # Without -P, Python would import modules of the folder in which the command was given.
    command = (sys.executable, "-P", "-m", "diptych.commands.main", "-C", str(root), "build",
               *(("--trust",) if trust else ()))
    click.echo(messages.line("serving", host=host, port=port), err=True)
    server.serve(root, host, port, server.Author(rebuild, command))
