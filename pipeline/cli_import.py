"""`diptych import`: a translator's corrected file comes back, as a change that is shown before it is made."""

from __future__ import annotations

import sys
from difflib import SequenceMatcher
from pathlib import Path

import click

from pipeline import build, importing, terminal
from pipeline.importing import Revised
from pipeline.render import interface


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--accept", is_flag=True, help="Write the changes into editorial.toml; without this they are only shown.")
@click.option("--why", default="", metavar="TEXT", help="The reason, which readers are told. Needed to accept.")
@click.option("--why-in", "reader", type=click.Choice(interface.LANGUAGES), default="en", show_default=True,
              help="The language of the reason.")
@click.pass_obj
def take_in(root: Path, file: Path, why: str, reader: str, *, accept: bool) -> None:
    """Take in a TMX or XLIFF file that a translator corrected: every change is an emendation with its reason."""
    if accept and not why.strip():
        raise click.UsageError("--accept needs --why: what readers are told about the change")
    catalogue = terminal.catalogue(root)
    planned = importing.plan(root, file.name, file.read_bytes(), build.site_url(root), {reader: why.strip() or "…"})
    terminal.show([catalogue.describe(item) for item in planned.diagnostics], catalogue)
    if catalogue.has_errors(planned.diagnostics):
        sys.exit(1)
    made = planned.value or ()
    for work in made:
        for revised in work.revised:
            click.echo(f"{work.editorial.rpartition('/')[0]} {revised.passage.eid} ({revised.language})")
            click.echo(f"  {_redline(revised)}")
        if accept:
            importing.write(root, work)
    count = sum(len(work.revised) for work in made)
    if not count:
        click.echo("Nothing differs from what is published.")
    elif accept:
        click.echo(f"{count} passages changed; `diptych build` publishes them.")
    else:
        click.echo(f"{count} passages would change. `diptych import {file} --accept --why …` writes them.")


def _redline(revised: Revised) -> str:
    """The passage with what goes in [-…-] and what comes in {+…+}."""
    old, new = revised.passage.translated.words if revised.passage.translated else "", revised.words
    made = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made.append(old[start:end])
            continue
        made += [f"[-{old[start:end]}-]"] * (end > start) + [f"{{+{new[new_start:new_end]}+}}"] * (new_end > new_start)
    return "".join(made)
