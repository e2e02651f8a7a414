"""Findings → words on a terminal, for every command; results → values, or the end of the command."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import click

from diptych.build import process_limits
from diptych.commands import messages
from diptych.config import diagnostic_codes
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, Result, Severity, diagnostic

Value = TypeVar("Value")
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue", Severity.WAIVED: "cyan"}
FORMAT = click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
                      help="Words for people, or JSON for machines.")
VERBOSE = click.option("--verbose", is_flag=True, help="Say every notice, however many are alike.")
FEW: Final = 5
"""Notices of one code that are printed one by one, chosen. More of them are one line unless all are wanted."""


def catalogue(root: Path) -> Catalogue:
    """The codes that count in a project; the findings on a broken schema/codes.toml end the command."""
    return value(diagnostic_codes.catalogue(root), diagnostic_codes.packaged())


def value(result: Result[Value], known: Catalogue) -> Value:
    """The value of a result, after its findings are printed; a result without a value ends the command."""
    show([known.describe(item) for item in result.diagnostics], known)
    if result.value is None:
        sys.exit(1)
    return result.value


def refuse(findings: Sequence[Diagnostic], known: Catalogue) -> None:
    """Prints findings; an error among them ends the command."""
    show([known.describe(item) for item in findings], known)
    if known.has_errors(findings):
        sys.exit(1)


@contextmanager
def writing(place: str, known: Catalogue) -> Iterator[None]:
    """Ends the command with B004 if a file cannot be written inside."""
    try:
        yield
    except OSError as error:
        refuse([unwritten(place, error)], known)


@contextmanager
def limited(files: Sequence[Path], known: Catalogue) -> Iterator[None]:
    """Ends the command with T020 if what is done inside with some files takes more time or memory than they may."""
    size = sum(file.stat().st_size for file in files if file.is_file())
    try:
        with process_limits.bounded(size):
            yield
    except process_limits.LimitError:
        refuse([exceeded(files[0], size)], known)


def exceeded(file: Path, size: int) -> Diagnostic:
    """T020 for a file of so many bytes that takes more than it may."""
    most = process_limits.limit(size)
    return diagnostic("T020", Position(str(file)), seconds=most.seconds, megabytes=most.megabytes)


def unwritten(place: str, error: OSError) -> Diagnostic:
    """B004 for a file that cannot be written."""
    return diagnostic("B004", Position(place), place=place, problem=error.strerror or error)


def show(findings: Sequence[Finding], known: Catalogue, *, every: bool = True) -> None:
    """Prints each finding, then their counts, and how to learn more of the first error.

    Unless `every` notice is wanted, many notices of one code are one line.
    """
    alike = Counter(finding.code for finding in findings if finding.severity is Severity.NOTICE)
    many = {code: count for code, count in alike.items() if count > FEW and not every and code in known.codes}
    for finding in findings:
        if finding.code not in many or finding.severity is not Severity.NOTICE:
            say(finding)
    for code, count in many.items():
        summary = messages.line("alike", code=code, count=count, title=messages.localised_code(known.codes[code]).title)
        click.echo(f"{_severity(Severity.NOTICE)} {summary}\n    {messages.line('alike_hint', code=code)}", err=True)
    counts = Counter(finding.severity for finding in findings)
    if counts:
        parts = (messages.counted(counts[severity], severity) for severity in Severity if counts[severity])
        click.echo(messages.line("list_joiner").join(parts), err=True)
    first = next((finding.code for finding in findings
                  if finding.severity is Severity.ERROR and finding.code in known.codes), None)
    if first:
        click.echo(messages.line("first_explained", code=first), err=True)


def _severity(severity: Severity) -> str:
    return click.style(messages.severity(severity), fg=COLOURS[severity], bold=True)


def say(finding: Finding) -> None:
    """Prints one finding in the language of the command: place, severity, code, message and hint."""
    finding = messages.localised(finding)
    place = f"{finding.position}: " if finding.position else ""
    eid = f" [{finding.eid}]" if finding.eid else ""
    severity = _severity(finding.severity)
    click.echo(f"{place}{severity} {finding.code}{eid}: {finding.message}\n    {finding.hint}", err=True)
