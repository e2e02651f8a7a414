"""A number without an answer faces the one that measures the same in the other text."""

from __future__ import annotations

import pytest
from diptych.review.figures import figures
from diptych.review.quantities.measured import in_place_of

from tests.review.side import languages


@pytest.mark.parametrize(("left", "right", "number", "other"), [
    # Time, though both texts have the number elsewhere.
    ("第三项的申请，自受理之日起三个月内处理。", "The application under item 3 is handled in 6 months.", "三", "6"),
    ("每十分钟二十元，不足十分钟的，以十分钟计。",
     "20 yuan for 10 minutes; below 14 minutes it is 10 minutes.", "十", "14"),
    # A unit; the same quantity in another unit.
    ("投资额百分之五，第六条的百分之八。", "5% of investment, 6% of that in article 8.", "八", "6%"),
    ("三十日内提出，二十四小时内答复。", "It is filed in 20 days and answered in a day.", "三十", ""),
    # Another count of times, two that are lacking, and a number that measures nothing.
    ("三十日内提出。", "It is filed in 20 days, and answered in 10 days.", "三十", ""),
    ("三十日内提出，十日内答复。", "It is filed in 20 days, and answered in 9 days.", "三十", ""),
    ("共三十件。", "There are 20.", "三十", ""),
    # An article before a period, which the number of another period is not.
    ("每一年度不得超过。", "It does not exceed it in five years.", "一", ""),
])
def test_the_number_that_measures_the_same(left: str, right: str, number: str, other: str) -> None:
    both = languages("zho-eng")
    ours, theirs = (figures(text, language) for text, language in zip((left, right), both, strict=True))
    figure = [one for one in ours if one.span.of(left) == number][-1]
    found = in_place_of(figure, ours, theirs)
    assert (found.span.of(right) if found else "") == other
