"""Groups of parts: what links join, and what is between."""

from __future__ import annotations

import pytest
from diptych.review.pair_proposals.joined_parts import PartLink, cross, joined
from hypothesis import given
from hypothesis import strategies as st

Places = list[tuple[set[int], set[int]]]


@pytest.mark.parametrize(("counts", "links", "expected"), [
    ((2, 2), [(0, 0, 0.9), (1, 1, 0.9)], [({0}, {0}), ({1}, {1})]),
    ((2, 2), [(0, 1, 0.9), (1, 0, 0.9)], [({0}, {1}), ({1}, {0})]),
    ((1, 2), [(0, 0, 0.9), (0, 1, 0.9)], [({0}, {0, 1})]),
    ((3, 2), [(0, 0, 0.9), (2, 0, 0.9), (1, 1, 0.9)], [({0, 1, 2}, {0, 1})]),
    ((3, 1), [(0, 0, 0.9), (2, 0, 0.9)], [({0, 1, 2}, {0})]),
    ((2, 1), [(1, 0, 0.9)], [({0}, set()), ({1}, {0})]),
    ((1, 2), [(0, 1, 0.9)], [({0}, {1}), (set(), {0})]),
])
def test_groups(counts: tuple[int, int], links: list[PartLink], expected: Places) -> None:
    assert [group.places for group in joined(counts, links)] == expected


def test_the_worst_linked_part_is_the_confidence_of_a_group() -> None:
    group, = joined((2, 1), [(0, 0, 0.9), (1, 0, 0.4), (1, 0, 0.6)])
    assert (group.confidence, group.highest) == (0.6, 0.9)


def test_groups_in_another_order_cross() -> None:
    assert cross(joined((2, 2), [(0, 1, 1.0), (1, 0, 1.0)]))
    assert not cross(joined((3, 2), [(0, 0, 1.0), (2, 1, 1.0)]))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0, 1)), max_size=8))
def test_each_part_is_in_one_group_that_is_an_interval(links: list[PartLink]) -> None:
    groups = joined((6, 6), links)
    for side in (0, 1):
        assert sorted(place for group in groups for place in group.places[side]) == list(range(6))
        for places in filter(None, (group.places[side] for group in groups)):
            assert len(places) == max(places) - min(places) + 1
    assert all(any(left in group.places[0] and right in group.places[1] for group in groups)
               for left, right, _ in links)
