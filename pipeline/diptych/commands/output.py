"""Findings → words on a terminal, for every command; results → values, or the end of the command."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Final, TypeVar

import click

from diptych.build import process_limits
from diptych.build.build import TRUST as TRUST_VARIABLE
from diptych.build.root_causes import Cause, causes
from diptych.commands import messages
from diptych.config import diagnostic_codes
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, Result, Severity, diagnostic

Value = TypeVar("Value")
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue", Severity.WAIVED: "cyan"}
FORMAT = click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
                      help="Words for people, or JSON for machines.")
VERBOSE = click.option("--verbose", is_flag=True,
                       help="Say every finding, however many are alike or follow from one cause.")
TRUST = click.option("--trust", is_flag=True, envvar=TRUST_VARIABLE,
                     help="Run the code of this project: its templates, plugins, extensions. So does DIPTYCH_TRUST=1.")
FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is there, as an argument or an option."""
FEW: Final = 2
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


def refuse(findings: Sequence[Diagnostic], known: Catalogue, *, every: bool = True) -> None:
    """Prints findings; an error among them ends the command."""
    show([known.describe(item) for item in findings], known, every=every)
    if known.has_errors(findings):
        sys.exit(1)


def show_errors(findings: Iterable[Diagnostic], known: Catalogue) -> None:
    """Prints the errors among some findings."""
    show([known.describe(item) for item in findings if known.has_errors([item])], known)


def show_json(report: object) -> None:
    """Prints a report for machines."""
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))


@contextmanager
def writing(place: str, known: Catalogue) -> Iterator[None]:
    """Ends the command with B004 if a file cannot be written inside."""
    try:
        yield
    except OSError as error:
        refuse([unwritten(place, error)], known)


def limited(work: Callable[[], Value], files: Sequence[Path], known: Catalogue, *, beside: int = 0) -> Value:
    """What some work with files gives. T020 ends the command if it takes more time or memory than the files may, T026
    if its process ends for another reason.

    `beside` are the bytes of other files that are read for it.
    """
    size = beside + sum(file.stat().st_size for file in files if file.is_file())
    try:
        return process_limits.apart(work, size)
    except process_limits.LimitError:
        refuse([process_limits.broken_off(str(files[0]), size)], known)
        raise
    except process_limits.EndedError as error:
        refuse([process_limits.broken_off(str(files[0]), size, error.ended)], known)
        raise


def unwritten(place: str, error: OSError) -> Diagnostic:
    """B004 for a file that cannot be written."""
    return diagnostic("B004", Position(place), place=place, problem=error.strerror or error)


def show(findings: Sequence[Finding], known: Catalogue, *, every: bool = True) -> None:
    """Prints each finding, then their counts, and how to learn more of the first error.

    Unless `every` finding is wanted, many notices of one code are one line, and what follows from a cause is counted
    below it.
    """
    grouped = [Cause(finding) for finding in findings] if every else causes(findings)
    alike = Counter(finding.code for finding in findings if finding.severity is Severity.NOTICE)
    many = {code: count for code, count in alike.items() if count > FEW and not every and code in known.codes}
    said = [cause for cause in grouped if cause.root.code not in many or cause.root.severity is not Severity.NOTICE]
    for cause, after in zip_longest(said, said[1:]):
        # Of findings with one hint only the last one says it.
        say(cause.root, hinted=every or not after or bool(cause.following) or after.root.hint != cause.root.hint)
        if cause.following:
            click.echo(f"    {_following(cause)}", err=True)
    _say_many(many, known)
    _count(findings, grouped)
    roots = (cause.root for cause in grouped)
    first = next((finding.code for finding in roots
                  if finding.severity is Severity.ERROR and finding.code in known.codes), None)
    if first:
        click.echo(messages.line("first_explained", code=first), err=True)


def _following(cause: Cause) -> str:
    """How many findings of each code follow from a cause."""
    counts = Counter(item.code for item in cause.following)
    codes = messages.line("list_joiner").join(f"{count} × {code}" for code, count in sorted(counts.items()))
    return messages.line("following", codes=codes)


def _say_many(many: Mapping[str, int], known: Catalogue) -> None:
    """Prints the notices of which there are many, a line a code."""
    for code, count in many.items():
        summary = messages.line("alike", code=code, count=count, title=messages.localised_code(known.codes[code]).title)
        click.echo(f"{_severity(Severity.NOTICE)} {summary}", err=True)
    if many:
        click.echo(f"    {messages.line('alike_hint', code=next(iter(many)))}", err=True)


def _count(findings: Sequence[Finding], grouped: Sequence[Cause]) -> None:
    """Prints the number of findings of each severity, and of their causes if these are fewer."""
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return
    parts = [messages.counted(counts[severity], severity) for severity in Severity if counts[severity]]
    if len(grouped) < len(findings):
        roots = sum(cause.root.severity is Severity.ERROR for cause in grouped)
        parts[0] += messages.counted(roots, "of_causes")
    click.echo(messages.line("list_joiner").join(parts), err=True)


def _severity(severity: Severity) -> str:
    return click.style(messages.severity(severity), fg=COLOURS[severity], bold=True)


def say(finding: Finding, *, hinted: bool = True) -> None:
    """Prints one finding in the language of the command: place, severity, code, message and, if `hinted`, hint."""
    finding = messages.localised(finding)
    place = f"{finding.position}: " if finding.position else ""
    eid = f" [{finding.eid}]" if finding.eid else ""
    severity = _severity(finding.severity)
    click.echo(f"{place}{severity} {finding.code}{eid}: {finding.message}" + f"\n    {finding.hint}" * hinted, err=True)
