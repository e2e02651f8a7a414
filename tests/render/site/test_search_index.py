from __future__ import annotations

from itertools import pairwise

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


@given(st.lists(LINES, min_size=1, max_size=4))
def test_an_element_is_in_the_one_file_that_is_asked_for_it(works: list[list[list[str]]]) -> None:
    rooms = [sum(map(search_index.room, lines)) for lines in works]
    begins = [sum(rooms[:number]) for number in range(len(works))]
    parts = list(search_index.parts(zip(begins, map(search_index.places, works), strict=True)))
    count = sum(len(line) for lines in works for line in lines)
    letters = sum(len(places) for part in parts for seconds in part.values() for places in seconds.values())
    assert letters == count
    assert all(search_index.part(first, len(parts)) == number for number, part in enumerate(parts) for first in part)
