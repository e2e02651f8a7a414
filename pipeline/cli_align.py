"""`diptych align`: which clauses of two texts say the same."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline import aligning, converting, terminal
from pipeline.convert import AUTO, Options

_PATH = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("left", type=_PATH)
@click.argument("right", type=_PATH)
@click.option("--out", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default=Path("-"),
              metavar="FILE", help="Where the table goes; - is standard output.  [default: -]")
@click.option("--format", "form", type=click.Choice(tuple(aligning.FORMS)), default="tsv", show_default=True,
              help="A table with tabs, or JSON.")
@click.option("--by", type=click.Choice(("labels", "text")), default="labels", show_default=True,
              help="Whether the numbers of clauses count, or their words alone.")
@click.option("--left-language", default=AUTO, show_default=True, help="The language of LEFT, as in zh or ko.")
@click.option("--right-language", default=AUTO, show_default=True, help="The language of RIGHT.")
@click.pass_obj
def align(root: Path, left: Path, right: Path, out: Path, form: str, by: str, *, left_language: str,  # noqa: PLR0913
          right_language: str) -> None:
    """Pair the clauses of LEFT and RIGHT, texts or Akoma Ntoso in any two languages, and say what is unpaired."""
    if str(out) != "-" and any(out.resolve() == text.resolve() for text in (left, right)):
        raise click.UsageError("--out would write over one of the texts")
    known = converting.knowledge(root)
    catalogue = terminal.catalogue(known)
    languages = [Options(left_language), Options(right_language)]
    found = aligning.run(known, (left, right), languages, labels=by == "labels")
    terminal.show([catalogue.describe(item) for item in found.diagnostics], catalogue)
    if found.value is None:
        sys.exit(1)
    text = aligning.FORMS[form](found.value.left, found.value.right, found.value.pairs)
    if str(out) == "-":
        sys.stdout.buffer.write(text.encode())
        return
    written = aligning.write(out, text)
    terminal.show([catalogue.describe(item) for item in written.diagnostics], catalogue)
    sys.exit(1 if written.diagnostics else 0)
