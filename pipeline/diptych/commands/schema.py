"""`diptych schema`: the tables that come with the program, and those that a project adds or replaces."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands import messages, output
from diptych.config import layer_merge, schema_entries, schema_layers
from diptych.config.schema_entries import SchemaEntry
from diptych.files import atomic


@click.group()
def schema() -> None:
    """List, show and copy the tables of languages, jurisdictions, codes, citation styles and fonts."""


@schema.command("list")
@click.pass_obj
def list_(root: Path) -> None:
    """List the files that count here, and say of each if it is the program's or the project's."""
    for name in schema_layers.names(root, "**/*"):
        click.echo(f"{name}\t{schema_entries.origin(root, name)}")


@schema.command()
@click.argument("name")
@click.pass_obj
def show(root: Path, name: str) -> None:
    """Show the file or entry NAME as it counts here, such as languages/kor, codes/C001 or fonts/languages/ko."""
    click.echo(_entry(root, name).text, nl=False)


@schema.command()
@click.argument("name")
@click.pass_obj
def copy(root: Path, name: str) -> None:
    """Copy the file or entry NAME into schema/ of the project, to be edited there. Nothing is overwritten."""
    copied, catalogue = _entry(root, name), output.catalogue(root)
    if schema_layers.fits(copied.file, schema_layers.UNREAD):
        raise click.ClickException(messages.line("of_program", file=copied.file))
    file = f"{schema_layers.FOLDER}/{copied.file}"
    with output.writing(file, catalogue):
        before = (root / file).read_bytes() if (root / file).exists() else b""
        made = schema_entries.with_entry(before, copied)
        if made is None:
            raise click.ClickException(messages.line("there_already", file=file, name=name))
        atomic.write(root / file, made, parents=True)
    click.echo(messages.line("entries_count" if layer_merge.is_merged(copied.file) else "file_counts", file=file))


def _entry(root: Path, name: str) -> SchemaEntry:
    """The file or entry of a name; the command ends if there is none."""
    shown = schema_entries.entry(root, name)
    if shown is None:
        near = ", ".join(schema_entries.near(root, name)) or messages.line("see_list")
        raise click.ClickException(messages.line("no_entry", name=name, near=near))
    return shown
