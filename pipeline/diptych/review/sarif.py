"""A review as data for machines: plain JSON, and SARIF 2.1.0 for the tools that show what checkers find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Final
from urllib.parse import quote

from diptych.diagnostics import Catalogue, Finding, Severity
from diptych.review.source_places import Place
from diptych.review.work import ReviewEntry

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def plain(entries: Iterable[ReviewEntry], known: Catalogue) -> Mapping[str, object]:
    """The findings as JSON can hold them. A text without words of its own for a finding has its whole clause there."""
    return {"findings": [{
        "code": entry.finding.code, "severity": str(known.codes[entry.finding.code].severity), "eId": entry.eid,
        **{language: _plain(place) for language, place in entry.places},
        "status": "waived" if entry.discrepancy.waiver else "open"} for entry in entries]}


def _plain(place: Place) -> Mapping[str, object]:
    return {"line": place.position.line, "column": place.position.column, "text": place.text}


def sarif(entries: Sequence[ReviewEntry], known: Catalogue) -> Mapping[str, object]:
    """The findings as a SARIF log: one result for each, its place in the translation first, waived ones suppressed."""
    used = sorted({entry.finding.code for entry in entries})
    driver = {"name": "Diptych", "version": version("diptych"), "rules": [_rule(code, known) for code in used]}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
        "results": [_result(entry, known.describe(entry.finding), used) for entry in entries]}]}


def _rule(code: str, known: Catalogue) -> Mapping[str, object]:
    said = known.codes[code]
    explanation = " ".join(said.explanation.split())
    return {"id": code, "shortDescription": {"text": said.title}, "fullDescription": {"text": explanation},
            "help": {"text": explanation}, "defaultConfiguration": {"level": _LEVELS[said.severity]}}


def _result(entry: ReviewEntry, finding: Finding, used: Sequence[str]) -> Mapping[str, object]:
    waiver = entry.discrepancy.waiver
    named = [(language, place) for language, place in entry.places]
    here = next((one for one in named if one[1].position == finding.position), named[-1])
    return {
        "ruleId": entry.finding.code, "ruleIndex": used.index(entry.finding.code), "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} ({finding.hint})"}, "locations": [_location(*here, entry.eid)],
        "relatedLocations": [_location(*one, entry.eid) | {"id": index}
                             for index, one in enumerate(one for one in named if one != here)],
        "partialFingerprints": {"clause/v1": "/".join((entry.eid, entry.finding.code, *(
            place.text[:80] for _, place in named)))},
        # All results of a run say whether they are suppressed, or none does (SARIF 2.1.0, 3.27.23).
        "suppressions": [{"kind": "external", "status": "accepted", "justification": waiver.why}] if waiver else []}


def _location(language: str, place: Place, eid: str) -> dict[str, object]:
    region = {"startLine": place.position.line, "startColumn": place.position.column,
              "endLine": place.end.line, "endColumn": place.end.column, "snippet": {"text": place.text}}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(place.position.file)}, "region": region},
            "logicalLocations": [{"fullyQualifiedName": eid, "kind": "element"}], "message": {"text": language}}
