"""`diptych terms`: entries for the term base from the definitions of the texts."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from diptych.build import build
from diptych.commands import messages, output
from diptych.compile import address_lookup
from diptych.compile.suggested_terms import SuggestedTerm, suggested
from diptych.project import confirmation

_KIND: Final = "term"


@click.group()
def terms() -> None:
    """Show what the texts say of terms."""


@terms.command()
@click.argument("name", metavar="[WORK]", default="")
@output.FORMAT
@click.pass_obj
def suggest(root: Path, name: str, form: str) -> None:
    """Propose entries for source/terms.toml: the terms that the texts define, with their names in each language.

    WORK is a work: an IRI, a permalink, the work's folder below source/works, or one that holds several works; all
    works if none is named. Nothing is written. Terms that the term base has are left out."""
    catalogue = output.catalogue(root)
    works, loose = build.compiled(root)
    paths = output.value(address_lookup.paths(name, (work.source for work in works)), catalogue)
    output.show([catalogue.describe(item) for item in loose], catalogue)
    found = [term for work in works if work.source.work.path in paths for term in suggested(work, work.source.terms)]
    if form == "json":
        click.echo(json.dumps([{**asdict(term), "names": dict(term.names)} for term in found], ensure_ascii=False,
                              indent=2))
    else:
        _print(found)
    sys.exit(1 if catalogue.has_errors(loose) else 0)


def _print(found: list[SuggestedTerm]) -> None:
    """Prints entries of the term base, each behind a comment with its clause."""
    for term in found:
        click.echo(f"# {term.work}: {term.clause}\n{confirmation.entry(term.id, _KIND, term.names).strip()}\n")
    if not found:
        click.echo(messages.line("no_suggested_terms"), err=True)
