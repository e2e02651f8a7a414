"""Which kind of document a text is."""

from __future__ import annotations

import pytest

from tests.readers.reading import blocks, draft, outline

LISTS = """Act
Article 1
The agency keeps the following:
1. Cards.
2. Keys:
(a) old ones; and
(b) new ones.
The agency lends them.
Cards are lent first.
Article 2 (Fees) A fee is paid for:
1. cards;
2. keys.
It is paid at once.
"""
PARAGRAPHS = """Treaty
Article 1
1. The parties keep cards.
2. The parties keep:
(a) keys;
(b) locks,
whatever they are of.
Article 2
Right to cards
1. Everyone has a card.
2. No one has two.
Article 3
For cards:
1. This treaty applies.
2. No other does.
"""


def test_paragraphs_stand_behind_a_list_that_a_sentence_introduces() -> None:
    found = draft(LISTS, "eng", "ca").body
    assert outline(found) == [
        "article 1", ["paragraph", ["subparagraph 1", "subparagraph 2", ["point 1", "point 2"]], "paragraph",
                      "paragraph"],
        "article 2", ["paragraph", ["subparagraph 1", "subparagraph 2"], "paragraph"]]
    assert [blocks(unit.content or unit.intro) for unit in found[0].children] == [
        ["The agency keeps the following:"], ["The agency lends them."], ["Cards are lent first."]]


def test_a_text_and_its_translation_are_one_structure() -> None:
    chinese = draft("條例\n第 1 條\n機關保管：\n一、卡。\n二、鑰匙：\n機關出借之。\n"
                    "第 2 條\n費用如下：\n一、卡。\n二、鑰匙。\n", "zho-Hant", "tw").body
    english = draft("Act\nArticle 1\nThe agency keeps:\n1. cards.\n2. keys:\nThe agency lends them.\n"
                    "Article 2\nThe fees are：\n1.Cards.\n2.Keys.\n", "eng", "ca").body
    assert outline(english) == outline(chinese)


@pytest.mark.parametrize("text", [PARAGRAPHS, PARAGRAPHS.replace("Right to cards\n", "")])
def test_numbers_that_nothing_leads_to_are_those_of_paragraphs(text: str) -> None:
    found = draft(text, "eng", "ca").body
    assert outline(found)[:4] == ["article 1", ["paragraph 1", "paragraph 2", ["subparagraph 1", "subparagraph 2"]],
                                  "article 2", ["paragraph 1", "paragraph 2"]]


def test_a_single_article_alone_on_its_line_shows_the_kind() -> None:
    """It may have another number than 1. With words behind it, it may quote another document."""
    text = "Code de la marine\nTitre V : Dispositions diverses.\nArticle 95{}\nLe montant est versé à la caisse.\n"
    assert outline(draft(text.format(""), "fra", "fr").body) == ["title 5", ["article 95"]]
    assert outline(draft(text.format(" Le prêt est libre."), "fra", "fr").body) == ["paragraph"] * 3


@pytest.mark.parametrize(("language", "country", "lines"), [
    ("kor", "kr", ("이용 약관", "1. 범위", "1.1 이 약관은 모두에게 적용한다.", "1.2 개정은 공지일부터 적용한다.")),
    ("zho", "cn", ("服务条款", "1. 范围", "1.1 本条款适用于所有用户。", "1.2 修订自公布之日起适用。"))])
def test_decimal_numbers_are_labels_if_there_are_several(language: str, country: str, lines: tuple[str, ...]) -> None:
    found = outline(draft("\n".join(lines), language, country).body)
    assert found == ["section 1", ["paragraph 1", "paragraph 2"]]


def test_a_lone_decimal_number_in_korean_is_a_version() -> None:
    assert outline(draft("사회 계약\n1.1 판은 모두에게 적용한다.\n1. 범위\n2. 권리\n", "kor", "kr").body) == [
        "section 1", "section 2"]
