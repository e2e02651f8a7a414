"""A unit without counterpart whose words are in the translation of its neighbour is less sure to be missing."""

from __future__ import annotations

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
