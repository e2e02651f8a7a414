"""The help of the commands in the language of the command line."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Final

import click

from diptych.commands import messages

_DEFAULT: Final = "[default: "
"""What click writes before the default of an option."""


class HelpFormatter(click.HelpFormatter):
    """The layout of a help text, in which click's own words are translated."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes the line of the usage."""
        words = messages.current().click.get("Usage:")
        super().write_usage(prog, args, f"{words} " if words and prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Writes a heading."""
        super().write_heading(messages.current().click.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Writes names and their explanations."""
        words = messages.current().click
        default = words.get("default", "default")
        shown = [(name, words.get(text, text).replace(_DEFAULT, f"[{default}: ")) for name, text in rows]
        super().write_dl(shown, col_max, col_spacing)


class HelpContext(click.Context):
    """The context of a command, whose help has this layout."""

    formatter_class = HelpFormatter


class LocalisedGroup(click.Group):
    """A group of commands whose help is in the language of the command line."""

    context_class = HelpContext

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, with its help in that language."""
        command = super().get_command(ctx, cmd_name)
        return command and translated(command, cmd_name)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help of the group."""
        shown = translated(self, "")
        click.Group.format_help(shown, ctx, formatter)


def translated(command: click.Command, path: str) -> click.Command:
    """A command with its help in the language of the command line; `path` are its names, from the outermost."""
    words = messages.current().help.get(path, {})
    made = copy.copy(command)
    made.context_class = HelpContext
    if words:
        made.help = words.get("", command.help)
        made.params = [_translated_option(option, words) for option in command.params]
    if isinstance(made, click.Group) and path:
        made.commands = {name: translated(inner, f"{path} {name}") for name, inner in made.commands.items()}
    return made


def _translated_option(option: click.Parameter, words: Mapping[str, str]) -> click.Parameter:
    if not isinstance(option, click.Option) or option.opts[0] not in words:
        return option
    made = copy.copy(option)
    made.help = words[option.opts[0]]
    return made
