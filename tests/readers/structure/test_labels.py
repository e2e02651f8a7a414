"""Which words at the start of a row are a label."""

from __future__ import annotations

import pytest

from tests.readers.reading import draft, outline

OUTLINE = "预案\n1　总则\n1.1　目的\n甲。\n2　任务\n2.1　扑火\n{}\n3　附则\n3.1　解释\n丙。\n"


@pytest.mark.parametrize("line", ["3.2级以上风力时另行研究。", "2.1.1　疏散\n9.5公里以内的人员撤离。"])
def test_a_quantity_is_no_label_of_another_unit(line: str) -> None:
    found = draft(OUTLINE.format(f"乙；\n{line}"))
    inner = ["subparagraph 1"] if "疏散" in line else []
    below = ["paragraph 1", *([inner] if inner else [])]
    assert outline(found.body) == ["section 1", ["paragraph 1"], "section 2", below, "section 3", ["paragraph 1"]]


def test_a_label_of_a_lost_holder_and_one_with_a_slip_stand() -> None:
    """The line that bears 3 was lost; 2.2 was printed 3.2, apart from its words."""
    lost = draft(OUTLINE.format("乙。").replace("3　附则\n3.1　", "3.1"))
    assert outline(lost.body)[-1] == ["paragraph 1", "paragraph 1"]
    slip = draft(OUTLINE.format("乙。\n3.2　疏散\n乙。"))
    assert outline(slip.body)[3] == ["paragraph 1", "paragraph 2"]


def test_the_first_figures_of_a_number_are_no_label() -> None:
    text = ("Regulation\nArticle 1\nWords.\nArticle 497(3) of another regulation applies.\nArticle 2\nWords.\n")
    assert outline(draft(text, "eng", "eu").body) == ["article 1", ["paragraph"] * 2, "article 2"]
