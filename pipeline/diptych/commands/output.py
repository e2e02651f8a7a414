"""Findings as words on a terminal, for every command."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from diptych.diagnostics import Catalogue, Diagnostic, Finding, Severity
from diptych.project import load

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue", Severity.WAIVED: "cyan"}

FORMAT = click.option("--format", "form", type=click.Choice(("text", "json")), default="text",
                      help="Words for people, or JSON for machines.")

VERBOSE = click.option("--verbose", is_flag=True, help="Say every notice, however many are alike.")

FEW = 5
"""So many notices of a code are said one by one."""


def catalogue(root: Path) -> Catalogue:
    """The codes that a project knows; a folder that is no project ends the command."""
    try:
        return load.catalogue(root)
    except OSError:
        raise click.ClickException(
            f"{root} is no Diptych project: schema/codes.toml is missing. Go to one, or name it with -C.") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.ClickException(f"schema/codes.toml cannot be read: {error}") from None


def show(findings: Sequence[Finding], known: Catalogue, *, every: bool = True) -> None:
    """Says each finding, then how many there are, and how to learn more if one forbids to go on. Unless `every` one is
    asked for, many notices of a code are said as one."""
    alike = Counter(finding.code for finding in findings if finding.severity is Severity.NOTICE)
    many = {code: count for code, count in alike.items() if count > FEW and not every and code in known.codes}
    for finding in findings:
        if finding.code not in many or finding.severity is not Severity.NOTICE:
            say(finding)
    for code, count in many.items():
        click.echo(f"{_severity(Severity.NOTICE)} {code}, {count} times: {known.codes[code].title}\n"
                   f"    --verbose says where; diptych explain {code} what it means", err=True)
    counts = Counter(finding.severity for finding in findings)
    if counts:
        told = (_counted(counts[severity], severity) for severity in Severity if counts[severity])
        click.echo(", ".join(told), err=True)
    first = next((one.code for one in findings if one.severity is Severity.ERROR and one.code in known.codes), None)
    if first:
        click.echo(f"`diptych explain {first}` explains the first of them.", err=True)


def _counted(count: int, severity: Severity) -> str:
    return f"{count} {severity}{'s' if count > 1 and severity is not Severity.WAIVED else ''}"


def _severity(severity: Severity) -> str:
    return click.style(str(severity), fg=COLOURS[severity], bold=True)


def say(finding: Finding) -> None:
    """One finding: its place, what is wrong, what to do."""
    place = f"{finding.position}: " if finding.position else ""
    eid = f" [{finding.eid}]" if finding.eid else ""
    severity = _severity(finding.severity)
    click.echo(f"{place}{severity} {finding.code}{eid}: {finding.message}\n    {finding.hint}", err=True)


def refuse(findings: Sequence[Diagnostic], known: Catalogue) -> None:
    """Ends the command if a finding forbids to go on; shows them all."""
    show([known.describe(item) for item in findings], known)
    if known.has_errors(findings):
        sys.exit(1)
