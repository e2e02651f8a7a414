"""A sentence that a translation has in the words of its original is untranslated."""

from __future__ import annotations

import pytest
from diptych.review.checks import confident

from tests.review.side import reviewed

COPIED = "The Minister may by order set apart as a reserve any lands held."


@pytest.mark.parametrize(("right", "found"), [
    (COPIED, ["Q040"]),
    ("Le ministre peut, par décret, mettre de côté des terres à titre de réserve.", []),
    (f"Le ministre peut citer « {COPIED} » en anglais, et mettre de côté des terres.", [])])
def test_one_sentence(right: str, found: list[str]) -> None:
    made = confident(reviewed([(COPIED, right)], "eng-fra"))
    assert [item.code for item in made.discrepancies if item.code == "Q040"] == found


def test_a_text_that_is_the_original_is_one_finding() -> None:
    made = confident(reviewed([(COPIED, COPIED), (f"{COPIED} So it is.",) * 2, (COPIED, COPIED)], "eng-fra"))
    assert [(item.code, item.pair) for item in made.discrepancies] == [("Q040", 0)]
