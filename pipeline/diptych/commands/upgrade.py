"""`diptych upgrade`: an older project → the newest format."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands import messages, output
from diptych.config import project_format
from diptych.files import atomic
from diptych.project.upgrade import FileChange, plan


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def upgrade(root: Path, *, dry_run: bool) -> None:
    """Bring an older project to the newest format: what equals the packaged tables goes out of its schema/."""
    catalogue = output.catalogue(root)
    planned = output.value(plan(root), catalogue)
    for change in planned.changes:
        if not dry_run:
            with output.writing(change.file, catalogue):
                _carry_out(root, change)
        click.echo(messages.line("goes" if change.data is None else "changes", file=change.file, why=change.why))
    for file in planned.kept:
        click.echo(messages.line("stays", file=file))
    if planned.unmarked:
        click.echo(messages.line("add_format", option=project_format.OPTION, format=project_format.NEWEST,
                                 plugin=project_format.PLUGIN, file=project_format.FILE))
    elif not planned.changes:
        click.echo(messages.line("nothing_to_change"))


def _carry_out(root: Path, change: FileChange) -> None:
    path = root / change.file
    if change.data is None:
        atomic.remove(path, above=root)
    else:
        atomic.write(path, change.data)
