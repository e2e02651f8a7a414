"""The command `diptych`. What a command needs is loaded when it is called, so that each begins at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import Final

import click

COMMANDS: Final = {
    "add": "cli_texts", "align": "cli_align", "anchors": "cli_anchors", "build": "cli_build", "check": "cli_build",
    "cite": "cli_build", "convert": "cli_texts", "import": "cli_import", "pdf": "cli_pdf",
    "review": "cli_review", "serve": "cli_build", "todo": "cli_todo", "verify": "cli_verify",
}
"""Each command and the module that holds it; a name that Python keeps for itself is `take_in` there."""


class _Commands(MutableMapping[str, click.Command]):
    """The commands by name, those of COMMANDS among them."""

    def __init__(self) -> None:
        self.loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.loaded:
            module = import_module(f"pipeline.{COMMANDS[name]}")
            self.loaded[name] = getattr(module, "take_in" if name == "import" else name)
        return self.loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self.loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self.loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*COMMANDS, *self.loaded}))

    def __len__(self) -> int:
        return len({*COMMANDS, *self.loaded})


@click.group(commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "directory", type=click.Path(path_type=Path), default=Path(), metavar="DIR",
              help="Work on the project in DIR, not on the one in the current directory.")
@click.version_option(package_name="diptych")
@click.pass_context
def main(context: click.Context, directory: Path) -> None:
    """Publish legal documents that exist in two languages: Akoma Ntoso, website, PDF."""
    context.obj = directory.resolve()


@main.command()
@click.argument("code")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
              help="Words for people, or JSON for machines.")
@click.pass_obj
def explain(root: Path, code: str, form: str) -> None:
    """Say what the diagnostic CODE means and what to do."""
    from pipeline import terminal  # noqa: PLC0415

    known = terminal.catalogue(root).codes.get(code.upper())
    if known is None:
        raise click.ClickException(f"there is no code {code}; schema/codes.toml lists them all")
    if form == "json":
        click.echo(json.dumps({name: getattr(known, name) for name in known.__slots__}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{known.code} ({known.severity}): {known.title}\n\n{known.explanation}\n")
    click.echo(f"It says:    {known.message}\nWhat to do: {known.hint}")


if __name__ == "__main__":
    main()
