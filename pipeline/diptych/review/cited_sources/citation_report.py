"""Judged citations as data for programs: plain JSON, and SARIF 2.1.0."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from diptych.review import sarif
from diptych.review.cited_sources.citations import PASSED, WRONG, Citation, CitationVerdict

_RULE: Final = "citation-{verdict}"
Say = Callable[[Citation], str]
"""A function from a citation to what is said of it."""


def plain(cited: Iterable[Citation]) -> Mapping[str, object]:
    """The citations as JSON values; empty facts are left out."""
    return {"citations": [{key: value for key, value in {
        "verdict": str(item.verdict), "file": item.position.file, "line": item.position.line,
        "column": item.position.column, "words": item.words, "work": item.work, "eIds": list(item.eids),
        "places": list(item.places), "date": item.date, "reason": item.reason, "printed": item.printed,
        "right": item.right}.items() if value} for item in cited]}


def log(cited: Sequence[Citation], say: Say, titles: Mapping[CitationVerdict, str]) -> Mapping[str, object]:
    """The citations that do not hold as a SARIF log; `titles` say what a verdict means."""
    shown = [item for item in cited if item.verdict is not CitationVerdict.HOLDS]
    used = sorted({item.verdict for item in shown})
    rules = [{"id": _rule(verdict), "shortDescription": {"text": titles[verdict]},
              "defaultConfiguration": {"level": _level(verdict)}} for verdict in used]
    return sarif.log(rules, [_result(item, say, used) for item in shown])


def _result(item: Citation, say: Say, used: Sequence[CitationVerdict]) -> Mapping[str, object]:
    line, column = item.position.line or 1, item.position.column or 1
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + len(item.words),
              "snippet": {"text": item.words}}
    place = {"physicalLocation": {"artifactLocation": {"uri": quote(item.position.file)}, "region": region}}
    return {"ruleId": _rule(item.verdict), "ruleIndex": used.index(item.verdict), "level": _level(item.verdict),
            "message": {"text": say(item)}, "locations": [place],
            "partialFingerprints": {"citation/v1": f"{item.work}/{item.verdict}/{item.words}"}}


def _rule(verdict: CitationVerdict) -> str:
    return _RULE.format(verdict=str(verdict).replace("_", "-"))


def _level(verdict: CitationVerdict) -> str:
    return "error" if verdict in WRONG else "warning" if verdict in PASSED else "none"
