"""Headings that both texts have left over at one place are a pair."""

from __future__ import annotations

import pytest
from diptych.align.left_headings import with_headings
from diptych.align.pairs import AlignedUnit, UnitPair

SURE = [UnitPair((0,), (0,), 0.99), UnitPair((3,), (3,), 0.99)]


def texts(*lines: str, label: str = "") -> list[AlignedUnit]:
    middle = [AlignedUnit(f"h{at}", line, label=label) for at, line in enumerate(lines)]
    return [AlignedUnit("a", "A card is free.", label="1"), *middle, AlignedUnit("b", "It is lent.", label="2")]


@pytest.mark.parametrize(("left", "right", "sure", "found"), [
    (texts("Part", "Venue"), texts("Partie", "Tribunal compétent"), SURE, [(1, 1), (2, 2)]),
    (texts("Part", "A book is lent."), texts("Partie", "Tribunal compétent"), SURE, []),
    (texts("Part", "Venue in 2004"), texts("Partie", "Tribunal compétent"), SURE, []),
    (texts("Part", "(Repealed)"), texts("Partie", "Tribunal compétent"), SURE, []),
    (texts("Part", "the tenant pays"), texts("Partie", "Tribunal compétent"), SURE, []),
    (texts("Part", "Venue", label="3"), texts("Partie", "Tribunal compétent"), SURE, []),
    (texts("Part", "Venue"), texts("Partie", "Tribunal compétent"),
     [UnitPair((0,), (0,), 0.5), UnitPair((3,), (3,), 0.99)], []),
    (texts("Part", "Venue"), texts("Partie", "Tribunal compétent"), [*SURE, UnitPair((1,), (2,), 0.6)], []),
    (texts("Part", "Venue"), texts("Tribunal compétent"), [SURE[0], UnitPair((3,), (2,), 0.99)], []),
    (texts(*"abcd"), texts(*"efgh"), [SURE[0], UnitPair((5,), (5,), 0.99)], []),
])
def test_headings_between_two_sure_pairs(left: list[AlignedUnit], right: list[AlignedUnit], sure: list[UnitPair],
                                         found: list[tuple[int, int]]) -> None:
    new = [pair for pair in with_headings(sure, left, right) if pair not in sure]
    assert [(pair.left[0], pair.right[0]) for pair in new] == found
