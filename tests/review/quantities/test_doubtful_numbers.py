"""Numbers that differ so that they are probably no difference are asked for, others are reported."""

from __future__ import annotations

import pytest
from diptych.review.checks import confident

from tests.review.side import reviewed


def numbers(left: str, right: str, names: str) -> list[tuple[str, str]]:
    """The words of the findings on numbers that are reported unasked."""
    found = confident(reviewed([(left, right)], names)).discrepancies
    return [(facts["left"], facts["right"]) for facts in (dict(item.facts) for item in found if item.code == "Q001")]


@pytest.mark.parametrize(("names", "doubtful", "sure", "words"), [
    # The number of an item that the translation alone prints.
    ("zho-eng", ("申请事项。", "12. The application."), ("申请事项。", "The 12 applications."), ("–", "12")),
    # A whole number for a decimal one.
    ("zho-eng", ("共14项。", "See 2.1."), ("共1.4项。", "See 2.1."), ("1.4", "2.1")),
    # The number of an item that one text prints; of a reference.
    ("zho-eng", ("12. 申请事项。", "The application."), ("第十二条申请事项。", "The application."), ("十二", "–")),
    # The paragraph of the same article, which the translation names by what it says; an annex.
    ("zho-eng", ("第一款的存款不得挂失。", "The Deposit is not reported as lost."),
     ("本法第五条第二款的存款不得挂失。", "The Deposit under Article 5 is not reported as lost."), ("二", "–")),
    ("zho-eng", ("前款第二项的费用由主管机关规定。", "The fees are prescribed by the authority."),
     ("附件二的费用由主管机关规定。", "The fees are prescribed by the authority."), ("二", "–")),
    # A number that measures nothing.
    ("zho-eng", ("一式三份提交。", "It is filed in triplets."), ("三日内提交。", "It is filed in time."), ("三", "–")),
    ("eng-kor", ("There are 99 files.", "파일이 있다."), ("There are 100 files.", "파일이 있다."), ("100", "–")),
])
def test_doubtful_numbers_are_asked_for(
        names: str, doubtful: tuple[str, str], sure: tuple[str, str], words: tuple[str, str]) -> None:
    assert not numbers(*doubtful, names)
    assert numbers(*sure, names) == [words]
