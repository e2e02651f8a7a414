"""`diptych review`: where a translation parts from its original."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

import click

from diptych.commands import output
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Catalogue
from diptych.language.equivalents import NOTHING
from diptych.project import load
from diptych.project.load import Schema
from diptych.review import sarif
from diptych.review.work import Reviewed, ReviewEntry, reviewed


@click.command()
@click.argument("name", metavar="[WORK]", default="")
@click.option("--format", "form", type=click.Choice(("text", "json", "sarif")), default="text",
              help="Words for people, JSON, or SARIF 2.1.0 for other tools.")
@click.pass_obj
def review(root: Path, name: str, form: str) -> None:
    """Hold each translation against its original: numbers, names, terms, marks, words left out or written twice.

    WORK is the work's folder below source/works or its IRI; all works if none is named. What is found does not change
    the exit status; `diptych explain` explains a finding, a [[waiver]] in editorial.toml accepts it."""
    catalogue = output.catalogue(root)
    schema = load.schema(root)
    if schema.value is None:
        output.show([catalogue.describe(item) for item in schema.diagnostics], catalogue)
        sys.exit(1)
    works, failed = _works(root, name, schema.value, catalogue)
    same = load.equivalents(root, schema.value).value or NOTHING
    found = [one for work in works for one in reviewed(work, schema.value, same)]
    entries = [entry for one in found for entry in one.entries]
    for work in works:
        if len(work.expressions) == 1 == len(work.source.work.expressions):
            click.echo(f"{work.source.work.path} has no translation to review.", err=True)
    if form == "text":
        for one in found:
            _tell(one, catalogue)
        _count(entries, catalogue)
    else:
        made = sarif.plain(entries, catalogue) if form == "json" else sarif.sarif(entries, catalogue)
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    idle = [catalogue.describe(item) for one in found for item in one.diagnostics]
    output.show(idle, catalogue)
    sys.exit(1 if failed or idle else 0)


def _works(root: Path, name: str, schema: Schema, catalogue: Catalogue) -> tuple[Sequence[Compiled], bool]:
    """The works that are to be reviewed, and whether one of them cannot be read; says what stands in the way."""
    sources = load.sources(root, schema)
    path = name.strip("/").removeprefix("akn/").removeprefix("source/works/")
    chosen = [source for source in sources.value or ()
              if path in ("", source.work.path, source.work.path.replace("/", f"/{source.work.document_type}/", 1))]
    if name and not chosen:
        near = get_close_matches(path, [source.work.path for source in sources.value or ()], cutoff=0)
        raise click.BadParameter(f"there is no work {name}; there are {', '.join(near)} …")
    works = [compile_work(source, schema) for source in chosen]
    findings = [*sources.diagnostics, *(item for work in works for item in work.diagnostics)]
    errors = [item for item in findings if catalogue.has_errors([item])]
    output.show([catalogue.describe(item) for item in errors], catalogue)
    return works, catalogue.has_errors(sources.diagnostics) or any(
        len(work.expressions) < len(work.source.work.expressions) for work in works)


def _tell(one: Reviewed, catalogue: Catalogue) -> None:
    """Which texts they are, and every clause with its findings."""
    if one.entries:
        click.echo(f"{one.work}: {', '.join(one.review.languages)}")
    for eid, group in groupby(one.entries, key=lambda entry: entry.eid):
        click.echo(eid)
        for entry in group:
            _tell_one(entry, catalogue)


def _count(entries: Sequence[ReviewEntry], catalogue: Catalogue) -> None:
    """How many findings there are of each kind."""
    counts = Counter((entry.finding.code, entry.discrepancy.waiver is not None) for entry in entries)
    for (code, is_waived), count in sorted(counts.items()):
        click.echo(f"{count:5} {code} {catalogue.codes[code].title}" + ", waived" * is_waived)
    if not entries:
        click.echo("No findings.")


def _tell_one(entry: ReviewEntry, catalogue: Catalogue) -> None:
    finding, waiver = catalogue.describe(entry.finding), entry.discrepancy.waiver
    click.echo(f"  {finding.position}: {'waived' if waiver else finding.severity} {finding.code}: {finding.message}")
    for (language, place), span in zip(entry.places, entry.discrepancy.spans, strict=False):
        if span:
            click.echo(f"      {language} {place.position.line}:{place.position.column} {place.text}")
    click.echo(f"      {waiver.why if waiver else finding.hint}")
