"""Findings as values: a code, a position, facts. Words and severities are in schema/codes.toml."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Generic, TypeVar

from diptych.values import dataclass


class Severity(StrEnum):
    """The severity of a finding; only an error stops a publication."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A position in the author's file: line and column count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding. `facts` fill the placeholders of the code's message and hint in schema/codes.toml.

    `within` is the part of the document that the place is in, and its numbering, if the severity may be another one
    there. A space is between them.
    """

    code: str
    position: Position | None = None
    eid: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    within: str = ""


def diagnostic(code: str, position: Position | None = None, eid: str | None = None, **facts: object) -> Diagnostic:
    """A finding of `code`; each keyword is a fact in its message."""
    return Diagnostic(code, position, eid, tuple((name, str(value)) for name, value in facts.items()))


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Result(Generic[Value]):
    """A value with its findings; if there is no value, the findings explain it."""

    value: Value | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def known(self) -> Value:
        """The value, where an error was ruled out before. ValueError if there is none."""
        if self.value is None:
            raise ValueError(f"there is no value: {self.diagnostics}")
        return self.value


def joined(*results: Result[Any]) -> tuple[Diagnostic, ...]:
    """The findings on several values, in their order."""
    return tuple(item for result in results for item in result.diagnostics)


@dataclass(frozen=True, slots=True)
class Code:
    """A code of schema/codes.toml; `message` and `hint` hold `{fact}` placeholders.

    `severity_in` are the severities by part of a document (`addenda`, `attachment`), or by its numbering (`free`).
    """

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    explanation: str
    severity_in: tuple[tuple[str, Severity], ...] = ()

    def severity_at(self, within: str) -> Severity:
        """The severity in a part of a document, or by its numbering; the first that is known counts."""
        known = dict(self.severity_in)
        return next((known[part] for part in within.split() if part in known), self.severity) if within else (
            self.severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic in words, with the facts in them."""

    code: str
    severity: Severity
    message: str
    hint: str
    position: Position | None
    eid: str | None
    facts: tuple[tuple[str, str], ...] = ()


def plain(finding: Finding) -> dict[str, object]:
    """A finding as a JSON object."""
    position = finding.position
    return {
        "code": finding.code, "severity": str(finding.severity), "message": finding.message, "hint": finding.hint,
        "eId": finding.eid, "file": position.file if position else None, "line": position.line if position else None,
        "column": position.column if position else None}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All codes by name."""

    codes: dict[str, Code]

    def describe(self, item: Diagnostic) -> Finding:
        """The finding in words. KeyError for an unknown code or a missing fact."""
        code, facts = self.codes[item.code], {"eid": item.eid or "", **dict(item.facts)}
        return Finding(item.code, code.severity_at(item.within), code.message.format_map(facts),
                       code.hint.format_map(facts), item.position, item.eid, item.facts)

    def has_errors(self, items: Iterable[Diagnostic]) -> bool:
        """True if any of the findings is an error."""
        return any(self.codes[item.code].severity_at(item.within) is Severity.ERROR for item in items)
