"""Units left over between pairs are paired by what their places in the structure and their words say."""

from __future__ import annotations

import pytest
from diptych.align.evidence import Calibration, weigh
from diptych.align.moves import moved
from diptych.language.equivalents import NOTHING, reader

from tests.align.test_texts import CHINESE, KNOWN, KOREAN

UNLIKE = {4: ("政府拒绝公布决算的，移送法院处理。", "자원봉사자")}


@pytest.mark.parametrize(("placed", "found"), [(True, {4: 4}), (False, {})])
def test_units_of_one_place_are_paired_where_little_speaks_for_it(placed: bool, found: dict[int, int]) -> None:  # noqa: FBT001
    left, right = ([UNLIKE.get(at, (text, text))[side] for at, text in enumerate(texts)]
                   for side, texts in enumerate((CHINESE, KOREAN)))
    read = reader(KNOWN or NOTHING, korean=True)
    evidence = weigh([read(text) for text in left], [read(text) for text in right], Calibration())
    links = {at: at for at in range(len(left)) if at != 4}
    assert moved(evidence, links, ([4], [4]), lambda *_: placed) == found


@pytest.mark.parametrize("places", [(2, 5), (3, 4)])
def test_of_two_that_changed_places_the_second_is_paired_though_little_speaks_for_it(places: tuple[int, int]) -> None:
    """One of the two is known to belong together; what is left stands in the places of both."""
    one, other = places
    right = [KOREAN[{one: other, other: one}.get(at, at)] for at in range(len(KOREAN))]
    right[one] = "도서와 상관없이 값을 낸다."
    read = reader(KNOWN or NOTHING, korean=True)
    evidence = weigh([read(text) for text in CHINESE], [read(text) for text in right], Calibration())
    links = {at: at for at in range(len(CHINESE)) if at not in places}
    assert moved(evidence, links, (places, places), lambda *_: False) == {one: other, other: one}


def test_a_unit_that_two_might_have_changed_places_with_is_paired_with_one() -> None:
    """Alone are a unit before the first of two pairs, one after the second, and one between them on the right."""
    left = [CHINESE[0], CHINESE[4], CHINESE[1], CHINESE[2], CHINESE[4], CHINESE[3]]
    right = [KOREAN[0], KOREAN[1], KOREAN[4], KOREAN[2], KOREAN[3]]
    read = reader(KNOWN or NOTHING, korean=True)
    evidence = weigh([read(text) for text in left], [read(text) for text in right], Calibration())
    found = moved(evidence, {0: 0, 2: 1, 3: 3, 5: 4}, ([1, 4], [2]), lambda *_: False)
    assert list(found.values()) == [2]


def test_two_left_over_are_no_exchange_if_they_fit_as_well_in_order() -> None:
    read = reader(KNOWN or NOTHING, korean=True)
    left, right = ([texts[0], texts[1], texts[2], texts[1], texts[3]] for texts in (CHINESE, KOREAN))
    evidence = weigh([read(text) for text in left], [read(text) for text in right], Calibration())
    assert moved(evidence, {0: 0, 2: 2, 4: 4}, ([1, 3], [1, 3]), lambda *_: False) == {1: 1, 3: 3}
