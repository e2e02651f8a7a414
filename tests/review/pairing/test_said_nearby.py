"""A unit without counterpart whose words are in the translation of its neighbour is less sure to be missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.align.pairs import UnitPair
from diptych.review.pairing.said_nearby import with_doubts

from tests.review.pairing.test_beads import evidence, units
from tests.review.pairing.test_contradictions import TWINS

OURS, THEIRS = ([both[side] for both in TWINS] for side in (0, 1))
LOST = 1


@pytest.mark.parametrize(("near", "confidence"), [(None, 1.0), (LOST - 1, 0.8), (LOST + 1, 0.8), (len(OURS) - 1, 1.0)])
def test_a_unit_that_the_twin_of_a_neighbour_says(near: int | None, confidence: float) -> None:
    theirs = [f"{text} {THEIRS[LOST]}" if at == near else text for at, text in enumerate(THEIRS) if at != LOST]
    both = units(OURS, theirs)
    pairs = [UnitPair((at,), () if at == LOST else (at - (at > LOST),), 1.0) for at in range(len(OURS))]
    assert [pair.confidence for pair in with_doubts(pairs, evidence(both))] == [
        confidence if at == LOST else 1.0 for at in range(len(OURS))]
    turned = [UnitPair(pair.right, pair.left, 1.0) for pair in pairs]
    assert [pair.confidence for pair in with_doubts(turned, evidence(both[::-1]))][LOST] == confidence


@pytest.mark.parametrize(("more", "label", "confidence"), [
    ("Cela vaut pour les autres bâtiments. Rien de plus.", "", 0.8), ("Cela vaut.", "", 1.0),
    ("Cela vaut pour les autres bâtiments. Rien de plus.", "2", 1.0)])
def test_a_short_unit_for_which_the_twin_of_a_neighbour_has_room(more: str, label: str, confidence: float) -> None:
    """Its words are other ones than those of the translation."""
    ours = [*OURS[:LOST], "So they do.", *OURS[LOST + 1:]]
    theirs = [f"{text} {more}" if at == LOST + 1 else text for at, text in enumerate(THEIRS) if at != LOST]
    left, right = units(ours, theirs)
    left = [replace(unit, number=label, label=label) if at == LOST else unit for at, unit in enumerate(left)]
    pairs = [UnitPair((at,), () if at == LOST else (at - (at > LOST),), 1.0) for at in range(len(ours))]
    found = with_doubts(pairs, evidence((left, right)))
    assert found[LOST].confidence == confidence
