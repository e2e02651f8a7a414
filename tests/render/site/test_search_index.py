from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise

from diptych.render.site import search_index
from hypothesis import given
from hypothesis import strategies as st

LINES = st.lists(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=6), min_size=1, max_size=5)


@given(LINES, st.lists(st.sampled_from("甲乙丙"), min_size=2, max_size=5))
def test_pairs_stand_in_a_row_where_the_phrase_stands_in_a_line(lines: list[list[str]], phrase: list[str]) -> None:
    found = search_index.places(lines)
    pairs = [f"{first} {second}" for first, second in pairwise(phrase)]
    rows = set.intersection(*({place - step for place in found.get(pair, ())} for step, pair in enumerate(pairs)))
    begins, expected = 0, set()
    for line in lines:
        expected |= {begins + at for at in range(len(line)) if line[at:at + len(phrase)] == phrase}
        begins += search_index.room(line)
    assert rows == expected


def merged(groups: list[list[list[list[str]]]]) -> list[Mapping[str, Mapping[str, str]]]:
    """The files of groups of works, each of which has lines."""
    every = search_index.MergedPlaces()
    for works in groups:
        rooms = [sum(map(search_index.room, lines)) for lines in works]
        every.add(search_index.grouped(zip(rooms, map(search_index.places, works), strict=True)))
    return list(every.parts())


def places(distances: str) -> list[int]:
    """The numbers that distances below the surrogates encode."""
    return list(accumulate(ord(letter) - 35 for letter in distances))


@given(st.lists(LINES, min_size=1, max_size=4))
def test_an_element_is_in_the_one_file_that_is_asked_for_it(works: list[list[list[str]]]) -> None:
    parts = merged([works])
    count = sum(len(line) for lines in works for line in lines)
    letters = sum(len(places) for part in parts for seconds in part.values() for places in seconds.values())
    assert letters == count
    assert all(search_index.part(first, len(parts)) == number for number, part in enumerate(parts) for first in part)


@given(st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=1, max_size=4))
def test_groups_of_works_give_the_places_of_one_sequence(groups: list[list[list[list[str]]]]) -> None:
    lines = [line for works in groups for work in works for line in work]
    expected: dict[tuple[str, str], list[int]] = {}
    begin = 0
    for line in lines:
        for at, pair in enumerate(pairwise((*line, "")), begin):
            expected.setdefault(pair, []).append(at)
        begin += len(line) + 1
    found = {(first, second): places(distances) for part in merged(groups) for first, seconds in part.items()
             for second, distances in seconds.items()}
    assert found == expected
    assert merged(groups) == merged([[work for works in groups for work in works]])
