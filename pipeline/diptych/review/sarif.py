"""A review as data for programs: plain JSON, and SARIF 2.1.0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Final
from urllib.parse import quote

from diptych.diagnostics import Catalogue, Finding, Severity
from diptych.review.source_places import Place
from diptych.review.work import ReviewEntry

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
"""SARIF's levels of our severities: defined by SARIF 2.1.0, 3.27.10. If a severity is added, it needs a level."""
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
"""The address of the JSON Schema of SARIF 2.1.0: defined by its publisher. A newer schema needs other properties."""
_WORDS: Final = 80
"""Characters of each place's words in a fingerprint. Chosen. If raised, a small edit makes more results new."""


def plain(entries: Iterable[ReviewEntry], catalogue: Catalogue) -> Mapping[str, object]:
    """The findings as JSON values. A text without words for a finding is represented by its whole clause."""
    return {"findings": [_plain(entry, catalogue.describe(entry.finding)) for entry in entries]}


def _plain(entry: ReviewEntry, finding: Finding) -> Mapping[str, object]:
    return {
        "code": entry.finding.code, "severity": str(finding.severity), "eId": entry.eid,
        "confidence": entry.discrepancy.confidence, "message": finding.message, "hint": finding.hint,
        **{language: {"file": place.position.file, "line": place.position.line, "column": place.position.column,
                      "text": place.text} for language, place in entry.places},
        "status": "waived" if entry.discrepancy.waiver else "open"}


def sarif(entries: Sequence[ReviewEntry], catalogue: Catalogue, *, complete: bool = True) -> Mapping[str, object]:
    """The findings as a SARIF log: a result for each, at its place in the translation; waived ones are suppressed.

    It is not `complete` if a text could not be reviewed."""
    used = sorted({entry.finding.code for entry in entries})
    return log([_rule(code, catalogue) for code in used],
               [_result(entry, catalogue.describe(entry.finding), used) for entry in entries], complete=complete)


def log(rules: Sequence[Mapping[str, object]], results: Sequence[Mapping[str, object]], *,
        complete: bool = True) -> Mapping[str, object]:
    """The log of a run of this program, which says whether it looked at all that it was asked for."""
    driver = {"name": "Diptych", "version": version("diptych"), "rules": rules}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{
        "tool": {"driver": driver}, "invocations": [{"executionSuccessful": complete}],
        "columnKind": "unicodeCodePoints", "results": results}]}


def _rule(code: str, catalogue: Catalogue) -> Mapping[str, object]:
    entry = catalogue.codes[code]
    explanation = " ".join(entry.explanation.split())
    return {"id": code, "shortDescription": {"text": entry.title}, "fullDescription": {"text": explanation},
            "help": {"text": explanation}, "defaultConfiguration": {"level": _LEVELS[entry.severity]}}


def _result(entry: ReviewEntry, finding: Finding, used: Sequence[str]) -> Mapping[str, object]:
    waiver, places = entry.discrepancy.waiver, entry.places
    main = next((pair for pair in places if pair[1].position == finding.position), places[-1])
    related = [pair for pair in places if pair != main]
    return {
        "rank": round(100 * entry.discrepancy.confidence, 1),
        "ruleId": entry.finding.code, "ruleIndex": used.index(entry.finding.code), "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} ({finding.hint})"}, "locations": [_location(*main, entry.eid)],
        "relatedLocations": [_location(*pair, entry.eid) | {"id": index} for index, pair in enumerate(related)],
        "partialFingerprints": {"clause/v1": "/".join((entry.eid, entry.finding.code, *(
            place.text[:_WORDS] for _, place in places)))},
        # All results of a run say whether they are suppressed, or none does (SARIF 2.1.0, 3.27.23).
        "suppressions": [{"kind": "external", "status": "accepted", "justification": waiver.reason}] if waiver else []}


def _location(language: str, place: Place, eid: str) -> dict[str, object]:
    region = {"startLine": place.position.line, "startColumn": place.position.column,
              "endLine": place.end.line, "endColumn": place.end.column, "snippet": {"text": place.text}}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(place.position.file)}, "region": region},
            "logicalLocations": [{"fullyQualifiedName": eid, "kind": "element"}], "message": {"text": language}}
