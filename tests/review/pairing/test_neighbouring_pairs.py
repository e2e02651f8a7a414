"""The nearest pairs around a unit that has no counterpart."""

from __future__ import annotations

from diptych.align.pairs import UnitPair
from diptych.review.pairing.neighbouring_pairs import neighbours, twins

PAIRS = [UnitPair((0,), (0, 1), 1.0), UnitPair((1,), (), 1.0), UnitPair((2,), (), 1.0), UnitPair((3, 4), (2,), 1.0),
         *(UnitPair((at,), (), 1.0) for at in range(5, 10))]


def test_the_pairs_of_each_text() -> None:
    assert twins(PAIRS, 0) == {0: ((0,), (0, 1)), 3: ((3, 4), (2,)), 4: ((3, 4), (2,))}
    assert twins(PAIRS, 1) == {0: ((0, 1), (0,)), 1: ((0, 1), (0,)), 2: ((2,), (3, 4))}


def test_the_nearest_pairs_before_and_after_a_unit() -> None:
    known = twins(PAIRS, 0)
    assert list(neighbours(1, known)) == [(-1, known[0]), (1, known[3])]
    assert list(neighbours(7, known)) == [(-1, known[4])]
    assert list(neighbours(9, known)) == []
