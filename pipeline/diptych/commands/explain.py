"""`diptych explain`: the meaning of a diagnostic code."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands import messages, output
from diptych.commands.output import FORMAT


@click.command()
@click.argument("code")
@FORMAT
@click.pass_obj
def explain(root: Path, code: str, form: str) -> None:
    """Say what the diagnostic CODE means and what to do."""
    known = output.catalogue(root).codes.get(code.upper())
    if known is None:
        raise click.ClickException(messages.line("no_code", code=code))
    if form == "json":
        output.show_json({name: getattr(known, name) for name in known.__slots__})
        return
    known = messages.localised_code(known)
    click.echo(f"{known.code} ({messages.severity(known.severity)}): {known.title}\n\n{known.explanation}\n")
    click.echo(messages.line("says", message=messages.without_facts(known.message)))
    click.echo(messages.line("what_to_do", hint=messages.without_facts(known.hint)))
