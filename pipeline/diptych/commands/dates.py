"""Dates as options of commands, and what a command says of the version that a date means."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import click

from diptych.commands import messages


class _Day(click.DateTime):
    """The type of a day in ISO 8601, such as 2026-11-29."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click passes it
        """The word for a day in a usage; the name of an argument."""
        return "DATE" if isinstance(param, click.Option) else (param.name or "").upper()

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The day. BadParameter for words that are no day of the calendar."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(messages.line("no_day", value=value), param, ctx)


DATE: Final = _Day(("%Y-%m-%d",))
"""The type of an option that is a day."""
AT: Final = click.option("--at", type=DATE, metavar="DATE",
                         help="The text as of a day, such as 2018-05-05: the last version dated on or before it.")
"""The option that means a version by any day."""


def iso(day: datetime | None) -> str:
    """A day in ISO 8601; empty if there is none."""
    return f"{day:%Y-%m-%d}" if day else ""


def say_version(at: datetime | None, version: str) -> None:
    """Prints the date of the version that was meant by a day to standard error; nothing without a day."""
    if at is not None:
        click.echo(messages.line("as_of", date=version), err=True)
