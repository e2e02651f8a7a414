"""`diptych check`: all findings, in memory."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diptych.build import build as build_
from diptych.commands import messages, output
from diptych.commands.build_report import show
from diptych.commands.output import FORMAT, VERBOSE


@click.command()
@FORMAT
@VERBOSE
@click.option("--release", is_flag=True, help="Refuse what nobody has confirmed.")
@click.pass_obj
def check(root: Path, form: str, *, verbose: bool, release: bool) -> None:
    """Validate in memory: every stage, every finding; nothing is written."""
    catalogue = output.catalogue(root)
    report = build_.check(root, release=release)
    show(report, form, catalogue, every=verbose)
    if form == "text" and not report.findings:
        click.echo(messages.line("in_order"))
    sys.exit(1 if report.failed else 0)
