"""Moves and the pairs that they separate → the moves without exchanges that learned words speak against."""

from __future__ import annotations

from collections.abc import Mapping

from diptych.align.evidence import Evidence


def confirmed(moves: Mapping[int, int], links: Mapping[int, int], evidence: Evidence) -> dict[int, int]:
    """The moves without exchanges of units that fit their twins in `links` better, by evidence with learned words."""
    owners = {j: i for i, j in links.items()}
    kept = dict(moves)
    for i, j in moves.items():
        owner, twin = owners.get(j, i), links.get(i, j)
        if owner != i and twin != j and moves.get(owner, twin) == twin and (
                evidence.content(i, j) + evidence.content(owner, twin)
                <= evidence.content(i, twin) + evidence.content(owner, j)):
            kept.pop(i, None)
            kept.pop(owner, None)
    return kept
