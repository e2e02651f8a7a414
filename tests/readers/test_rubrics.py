"""Headings that have a line of their own beside the number of their unit."""

from __future__ import annotations

import pytest

from tests.readers.reading import blocks, draft, headings, outline, units


@pytest.mark.parametrize(("code", "land", "text", "heading"), [
    ("eng", "ca", "Act\nArticle 1\n(Purpose)\nCards are kept.\nCards last.\nArticle 2\nCards last.\n", "(Purpose)"),
    ("fra", "ca", "Loi\nArticle premier\n(Objet)\nGardons.\nElles durent.\nArticle 2\nElles durent.\n", "(Objet)"),
    ("zho-Hant", "tw", "票證條例\n第 1 條\n（目的）\n票證應保存。\n不得毀損。\n第 2 條\n票證應保存。\n", "（目的）"),
    ("zho", "cn", "卡片法\n第一条（目的）\n卡片应当保存。\n不得毁损。\n第二条\n卡片应当保存。\n", "（目的）"),
    ("kor", "kr", "카드법\n제1조(목적)\n카드는 보존한다.\n훼손하지 못한다.\n제2조\n카드는 보존한다.\n", "(목적)"),
])
def test_a_phrase_in_brackets_beside_the_number_is_the_heading(code: str, land: str, text: str, heading: str) -> None:
    found = draft(text, code, land).body
    assert outline(found) == ["article 1", ["paragraph", "paragraph"], "article 2"]
    assert headings(found) == [heading]


@pytest.mark.parametrize(("line", "after"), [
    ("(deleted)", "Cards are kept."), ("(This article governs cards.)", "Cards are kept."), ("(Repealed)", ""),
    ("(Amended in 2005)", "Cards are kept."), ("(Cards) are kept", "Cards are kept."), ("(see below)", "")])
def test_what_says_more_than_a_name_is_text(line: str, after: str) -> None:
    found = draft(f"Cards Act\nArticle 1\n{line}\n{after}\nArticle 2\nCards are kept.\n", "eng", "ca").body
    assert headings(found) == []
    assert (blocks(found[0].content) or blocks(found[0].children[0].content))[0] == line


def test_a_deleted_article_says_so() -> None:
    found = draft("票證條例\n第 1 條\n（刪除）\n第 2 條\n票證應保存。\n", "zho-Hant", "tw").body
    assert [headings(found), blocks(found[0].content)] == [[], ["（刪除）"]]


@pytest.mark.parametrize(("code", "head"), [("eng", "Chapter"), ("fra", "Chapitre")])
def test_a_chapter_may_be_numbered_with_signs(code: str, head: str) -> None:
    found = draft(f"Act\n{head} Ⅰ  Cards\nArticle 1\nOne.\n{head} Ⅻ  Ends\nArticle 2\nTwo.\n", code, "ca").body
    assert outline(found) == ["chapter 1", ["article 1"], "chapter 12", ["article 2"]]
    assert headings(found) == ["Cards", "Ends"]


@pytest.mark.parametrize("code", ["eng", "fra"])
def test_items_may_be_numbered_in_roman_numerals(code: str) -> None:
    found = draft("Act\nArticle 1\nCards:\nI. New cards.\nII. Old cards.\nIII. Others.\n"
                  "Article 2\nCards:\nⅠ. New cards.\nⅡ. Old cards.\n", code, "ca").body
    assert outline(found) == ["article 1", ["paragraph 1", "paragraph 2", "paragraph 3"],
                              "article 2", ["paragraph 1", "paragraph 2"]]


def test_an_initial_is_no_numeral() -> None:
    found = draft("Act\nArticle 1\nThe council is:\nI. Newton.\nV. Woolf.\nArticle 2\nThe seat is:\nX. Street.\n",
                  "eng", "ca").body
    assert [unit.number for _, unit in units(found)] == ["1", "2"]


@pytest.mark.parametrize("code", ["eng", "fra"])
def test_no_blank_need_stand_behind_a_number(code: str) -> None:
    found = draft("Act\nArticle 1\nCards:\n1.New cards.\n2.“Old” cards.\n3.5 cards of others.\n", code, "ca").body
    assert outline(found) == ["article 1", ["paragraph 1", "paragraph 2"]]
