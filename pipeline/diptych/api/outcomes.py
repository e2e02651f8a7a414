"""The values of the public API, and private results → outcomes with findings in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Result, Severity

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """A value and the findings on it; `value` is None if an error leaves none."""

    value: Value | None
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """True if a finding is an error, or if there is no value."""
        return self.value is None or any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Clause:
    """A unit of a text, or a paragraph of a unit with several paragraphs.

    `parent` is the eId of the unit around it, `element` its Akoma Ntoso element. `text` leaves out the inner clauses.
    """

    eid: str
    element: str
    parent: str
    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A text of a work. `language` is an ISO 639-2 code, `akn` the Akoma Ntoso document as UTF-8.

    `translation_of` is the IRI of the original; it is empty for an original.
    """

    language: str
    iri: str
    title: str
    translation_of: str
    akn: bytes
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class CompiledWork:
    """A work in its newest version, the original first. `folder` is the one below source/works."""

    folder: str
    iri: str
    number: str
    date: str
    texts: tuple[CompiledText, ...]


@dataclass(frozen=True, slots=True)
class AlignedClauses:
    """Clauses of two texts that say the same, by eId; one side is empty if a clause has no counterpart.

    `confidence` is between 0 and 1.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    confidence: float


def text(document: Document, data: bytes) -> CompiledText:
    """A document and its bytes as a text of the API."""
    clauses = (Clause(item.eid, item.name, item.parent, item.number, item.heading, item.text)
               for item in provisions(document))
    original = document.translation.of if document.translation else ""
    return CompiledText(document.language, document.expression_iri, document.title, original, data, tuple(clauses))


def outcome(result: Result[Value], catalogue: Catalogue) -> Outcome[Value]:
    """A result with its findings in words."""
    return Outcome(result.value, described(result.diagnostics, catalogue))


def described(items: tuple[Diagnostic, ...], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Each finding once, in words."""
    return tuple(map(catalogue.describe, dict.fromkeys(items)))
