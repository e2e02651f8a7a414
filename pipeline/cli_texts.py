"""`diptych convert` and `diptych add`: texts as people have them, turned into Akoma Ntoso or taken into a project."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline import adding, converting, crew, terminal
from pipeline.convert import AUTO, Options
from pipeline.diagnostics import Catalogue, Diagnostic

LANGUAGE = click.option("--language", default=AUTO, show_default=True, help="The language of the text, as in zh or ko.")
JURISDICTION = click.option("--jurisdiction", default=AUTO, show_default=True,
                            help="Whose document it is, as in cn, kr or tw.")


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path), metavar="FILE|FOLDER")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH",
              help="Where the result goes: a file, or the folder for the results of a folder.")
@LANGUAGE
@JURISDICTION
@click.option("--format", "form", type=click.Choice(tuple(converting.SUFFIXES)), default="akn", show_default=True,
              help="Akoma Ntoso, the text read back from it, or all that was understood as JSON.")
@click.pass_obj
def convert(root: Path, source: Path, out: Path | None, language: str, jurisdiction: str, form: str) -> None:
    """Turn any legal text into valid Akoma Ntoso, every character proved to be there. Needs no project."""
    known, options = converting.knowledge(root), Options(language, jurisdiction)
    catalogue = terminal.catalogue(known)
    if source.is_dir() and out is None:
        raise click.UsageError("a folder needs --out: the folder for the results")
    _refuse(converting.converter(known, options, form).diagnostics, catalogue)
    found = converting.targets(source, out, form)
    _refuse(found.diagnostics, catalogue)
    if any(place and place.resolve() == path.resolve() for path, place in found.value or ()):
        raise click.UsageError("--out would write over the text itself")
    crew.settle()
    outcomes = converting.run(known, options, form, found.value or (), _processors())
    failed = Counter(map(_converted, outcomes))
    if source.is_dir():
        click.echo(f"{failed[False]} converted, {failed[True]} refused; see {out}", err=True)
    sys.exit(1 if failed[True] else 0)


def _processors() -> int:
    """How many processors this command may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _refuse(findings: Sequence[Diagnostic], catalogue: Catalogue) -> None:
    """Ends the command if a finding forbids to go on; shows them all."""
    terminal.show([catalogue.describe(item) for item in findings], catalogue)
    if catalogue.has_errors(findings):
        sys.exit(1)


def _converted(outcome: converting.Outcome) -> bool:
    """Shows what was found and made; whether it failed."""
    for finding in outcome.findings:
        terminal.say(finding)
    if outcome.made is not None:
        sys.stdout.buffer.write(outcome.made)
    return outcome.failed


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE [FILE2]",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LANGUAGE
@JURISDICTION
@click.pass_obj
def add(root: Path, files: tuple[Path, ...], language: str, jurisdiction: str) -> None:
    """Make a work of received texts in one or two languages: a folder with the files and a work.toml to confirm."""
    catalogue = terminal.catalogue(root)
    today = datetime.now(UTC).date().isoformat()
    planned = adding.plan(root, files, today, Options(language, jurisdiction))
    _refuse(planned.diagnostics, catalogue)
    if planned.value:
        _refuse(adding.write(root, planned.value), catalogue)
        click.echo(f"{planned.value.folder}/work.toml says what the texts show: confirm it, then `diptych build`.")
