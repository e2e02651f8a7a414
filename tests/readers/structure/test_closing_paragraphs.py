"""Which paragraphs after the last item belong to no item."""

from __future__ import annotations

import pytest

from tests.readers.reading import blocks, draft, headings, outline


@pytest.mark.parametrize("closing", ["各地、各有关部门要制定具体方案。", "此外，对条文序号作相应调整。"])
def test_words_that_turn_to_all_close_a_list_of_two(closing: str) -> None:
    found = draft(f"意见\n一、总则\n（一）甲。\n（二）乙。\n{closing}\n二、附则\n丙。\n")
    assert blocks(found.body[0].wrap_up) == [closing]
    assert headings(found.body) == ["总则", "附则"]


def test_words_that_turn_to_all_stay_in_an_item_whose_siblings_have_text_of_their_own() -> None:
    found = draft("意见\n一、保障\n（一）加强领导。\n甲要负责。\n（二）落实责任。\n各地区、各部门要增强意识。\n")
    assert headings(found.body) == ["保障", "加强领导。", "落实责任。"]
    assert outline(found.body) == ["section 1", ["paragraph 1", "paragraph 2"]]
    assert blocks(found.conclusions) == []
