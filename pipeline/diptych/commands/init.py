"""`diptych init`: a publisher's answers → a new project: its settings, pages to complete, a CI file, an example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from diptych.commands import messages, output
from diptych.config.schema_folder import packaged
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.files import atomic
from diptych.project import load, new_project
from diptych.project.new_project import Answers

_STAGE: Final = ".diptych-init"
"""The folder in which a new project grows."""


def write(root: Path, files: Sequence[tuple[str, bytes]]) -> tuple[Diagnostic, ...]:
    """Puts new files into a folder; V004 for each that is there, B004 if one cannot be written. Then none is."""
    taken = [path for path, _ in files if (root / path).exists() or (root / path).is_symlink()]
    if taken:
        return tuple(diagnostic("V004", Position(path), file=path) for path in taken)
    try:
        atomic.add_files(root, files, root / _STAGE)
    except OSError as error:
        return (output.unwritten(str(root), error),)
    return ()


def _ask(name: str, given: str | None, usual: str, *, yes: bool) -> str:
    """The answer to a question: the option if it is `given`, the `usual` answer with --yes, else what is typed."""
    if given is not None or yes:
        return usual if given is None else given.strip()
    question = messages.current().questions.get(name, new_project.choices().questions[name])
    return str(click.prompt(question, default=usual, show_default=bool(usual))).strip()


def _separated(names: str) -> tuple[str, ...]:
    return tuple(names.replace(",", " ").split())


@click.command()
@click.argument("directory", required=False, type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@click.option("--name", help="Name of the site; the folder's name if not said.")
@click.option("--address", help="Address at which the site will be published.")
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="Language of the texts, a file of schema/languages; repeat it, the original first.")
@click.option("--jurisdiction", metavar="CODE", help="A file of schema/jurisdictions; xx is no country.")
@click.option("--editor", help="Who edits and publishes the texts; the site's name if not said.")
@click.option("--contact", help="E-mail or web address of the editor, or other words.")
@click.option("--licence", help="Licence of the texts: an SPDX identifier that is offered, or an address.")
@click.option("--example", is_flag=True, help="Add a small bilingual work that shows every feature.")
@click.option("--yes", is_flag=True, help="Ask nothing: what no option says has its usual value.")
@click.pass_obj
def init(root: Path, directory: Path | None, languages: tuple[str, ...], *, example: bool, yes: bool,  # noqa: PLR0913
         name: str | None, address: str | None, jurisdiction: str | None, editor: str | None, contact: str | None,
         licence: str | None) -> None:
    """Make a project of your own in DIR or the current folder: settings, pages to complete, a CI file."""
    catalogue = load.catalogue(packaged().parent)
    root = (root / directory if directory else root).resolve()
    known = new_project.choices()
    name = _ask("name", name, root.name, yes=yes)
    address = _ask("address", address, "", yes=yes)
    spoken = _separated(_ask("language", " ".join(languages) or None, ", ".join(known.usual_languages), yes=yes))
    likely = known.jurisdiction_of(spoken)
    # What nobody says or sees is not put on pages.
    place = _ask("jurisdiction", jurisdiction, known.usual_jurisdiction if yes else likely, yes=yes)
    editor = _ask("editor", editor, name, yes=yes)
    contact = _ask("contact", contact, "", yes=yes)
    if licence is None and not yes:
        click.echo(", ".join(known.licences))
    licence = _ask("licence", licence, "", yes=yes)
    made = new_project.new_project(Answers(name, spoken, place, editor, address, contact, licence, example))
    files = output.value(made, catalogue)
    output.refuse(write(root, files), catalogue)
    for path, _ in files:
        click.echo(path)
    click.echo(messages.line("trust_note"))
    click.echo(_next_step(jurisdiction or (likely if yes else place), example=example))


def _next_step(jurisdiction: str, *, example: bool) -> str:
    if example:
        return messages.line("next_example")
    return messages.line("next_add", jurisdiction=jurisdiction)
