"""Dates as options of commands, and what a command says of the version that a date means."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import click

from diptych.commands import messages

DATE: Final = click.DateTime(("%Y-%m-%d",))
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
