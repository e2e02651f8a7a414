"""The command line, from click → a page of the manual."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click
from diptych.commands import messages
from diptych.commands.main import main

from docs.generated.markdown import block, code, table, text

_HEAD: Final = """\
# The command line

`diptych` works on the project in the current folder. The exit status is 0 if there are no errors, 1 if there are
errors, and 2 if the command cannot be understood.
"""


def page() -> str:
    """The Markdown of the page: the options of `diptych`, then each command with its arguments and options.

    It is in English, whatever the locale.
    """
    with main.make_context("diptych", ["--lang", messages.ENGLISH]) as context:
        return "\n".join((
            _HEAD,
            table(("Option", "What it does"), _options(main, context)),
            *_commands(main, context, 2)))


def _commands(group: click.Group, above: click.Context, level: int) -> Iterator[str]:
    for name in sorted(group.list_commands(above)):
        command = group.get_command(above, name)
        if command is None:
            continue
        context = click.Context(command, info_name=name, parent=above)
        yield f"{'#' * level} {code(context.command_path)}\n"
        yield "\n\n".join(text(part) for part in (command.help or "").split("\n\n")) + "\n"
        yield block("text", f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}")
        rows = list(_options(command, context))
        if rows:
            yield table(("Option", "What it does"), rows)
        if isinstance(command, click.Group):
            yield from _commands(command, context, level + 1)


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record:
            yield code(record[0]), text(record[1])
