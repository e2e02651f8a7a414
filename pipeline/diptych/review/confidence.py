"""A discrepancy → the share of such findings that are right, and the share from which one is reported unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diptych.review.clause_pairs import ClausePair, Discrepancy

DEFAULT: Final = 0.7
"""Confidence from which a finding is reported unasked. Chosen. Raised: fewer findings, more of them right."""
_RIGHT: Final[Mapping[str, float]] = {
    "Q001": 0.9, "Q002": 0.9, "Q003": 0.8, "Q004": 0.9, "Q005": 0.9, "Q010": 0.95, "Q011": 0.85, "Q012": 0.9,
    "Q013": 0.9, "Q014": 0.8, "Q020": 0.8, "Q021": 0.5, "Q030": 0.7, "Q031": 0.5, "Q032": 0.9, "Q033": 0.3,
    "Q034": 0.8, "Q035": 0.7, "Q040": 0.9, "Q041": 0.8, "Q042": 0.8, "Q043": 0.8, "Q050": 0.3}
"""By code, the share of findings that are right, as judged in bench/pairs-judged.tsv; for terms, in this project's
first work. A code with few findings has a guess. Raised: more findings of the code are reported unasked."""
_SHORT: Final = 12
"""Characters of a clause that is short, as Chinese ones count. Chosen. Raised: fewer clauses are reported as alone."""
_SHORT_LINE: Final = 0.6
"""Confidence of a short clause without counterpart: it may be part of a line nearby. Chosen. Raised: more of them
are reported unasked."""


def confidence(discrepancy: Discrepancy, pair: ClausePair) -> float:
    """The probability that a finding is right: that of its code, times that of the pair if its clauses have two
    places."""
    right = _RIGHT[discrepancy.code]
    if pair.left and pair.right:
        return right if pair.unlike or pair.left.eid == pair.right.eid else round(right * pair.confidence, 2)
    clause = pair.left or pair.right
    return min(right, _SHORT_LINE) if clause and _size(clause.text) < _SHORT else right


def _size(text: str) -> float:
    """The length of a text in Chinese characters, of which two letters of an alphabet are one."""
    return sum(0.5 if sign < "\u2e80" else 1.0 for sign in text if not sign.isspace())
