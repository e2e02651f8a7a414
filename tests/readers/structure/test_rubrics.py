"""Headings that have a line of their own beside the number of their unit."""

from __future__ import annotations

import pytest
from diptych.readers.editing.sequences import sequences
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.reading import all_texts, blocks, draft, headings, outline, plain, texts, units


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
    assert outline(found) == ["article 1", ["subparagraph 1", "subparagraph 2", "subparagraph 3"],
                              "article 2", ["subparagraph 1", "subparagraph 2"]]


def test_an_initial_is_no_numeral() -> None:
    found = draft("Act\nArticle 1\nThe council is:\nI. Newton.\nV. Woolf.\nArticle 2\nThe seat is:\nX. Street.\n",
                  "eng", "ca").body
    assert [unit.number for _, unit in units(found)] == ["1", "2"]


@pytest.mark.parametrize("code", ["eng", "fra"])
def test_no_blank_need_stand_behind_a_number(code: str) -> None:
    found = draft("Act\nArticle 1\nCards:\n1.New cards.\n2.“Old” cards.\n3.5 cards of others.\n", code, "ca").body
    assert outline(found) == ["article 1", ["paragraph", ["subparagraph 1", "subparagraph 2"], "paragraph"]]


NOTED = """Harbours Act
An Act respecting harbours
Short title
1 This Act is the Harbours Act.
Powers of the Minister
Harbours under control
2 (1) The Minister controls the harbours, namely
(a) old ones; and
(b) new ones.
Officers, etc.
(2) The Minister may name officers.
(3) [Repealed, 1989, c. 3]
Agreements with provinces
3 (1) The Minister may agree with a province.
Agreements with persons
(2) The Minister may agree with a person.
Studies
(3) The Minister may study harbours.
Reports
4 [Repealed, 1990, c. 4]
Coming into Force
Date
5 This Act comes into force today.
"""
FRENCH = """Loi sur les ports
Loi concernant les ports
Titre abrégé
1 Voici la Loi sur les ports.
Pouvoirs du ministre
Ports relevant du ministre
2 (1) Le ministre a autorité sur les ports suivants :
a) les anciens;
b) les nouveaux.
Agents, etc.
(2) Le ministre peut désigner des agents.
(3) [Abrogé, 1989, ch. 3]
Accords avec les provinces
3 (1) Le ministre peut conclure un accord avec une province.
Autres accords
(2) Le ministre peut conclure un accord avec une personne.
Études
(3) Le ministre peut étudier les ports.
Rapports
4 [Abrogé, 1990, ch. 4]
Entrée en vigueur
Date
5 La présente loi entre en vigueur aujourd’hui.
"""


@pytest.mark.parametrize(("text", "code"), [
    (NOTED, "eng"), (FRENCH, "fra"), (FRENCH.replace("Autres accords", "Accords : autres personnes"), "fra")])
def test_marginal_notes_are_the_headings_of_the_units_below(text: str, code: str) -> None:
    found = draft(text, code, "ca")
    lines = text.splitlines()
    assert outline(found.body) == [
        "section 1", "hcontainer", [
            "section 2", ["subsection 1", ["paragraph 1", "paragraph 2"], "subsection 2", "subsection 3"],
            "section 3", ["subsection 1", "subsection 2", "subsection 3"], "section 4"], "hcontainer", ["section 5"]]
    assert headings(found.body) == [lines[place] for place in (2, 4, 5, 9, 12, 14, 16, 18, 20, 21)]
    assert [blocks(found.preface), blocks(found.preamble)] == [lines[:2], []]
    assert [unit.headed_above for unit in found.body] == [True, False, False]
    assert plain(all_texts(found)) == "".join(text.split())


def test_one_short_line_before_a_number_is_no_marginal_note() -> None:
    found = draft("Act\n1 One.\n2 (1) Two\n(a) a thing; or\n(b) another\nWhere this is so\n(2) Three.\n(3) Four.\n"
                  "(4) Five.\n3 Six.\n", "eng", "ca")
    assert headings(found.body) == []


ABOVE = st.sampled_from(["", "Note", "A note", "Of C.R.F.", "a line", "A sentence."])
ROWS = st.sampled_from(["1 One.", "2 (1) Two.", "(2) Three.", "3 [Repealed] Four.", "(a) five;", "4 [Repealed, 1990]",
                        "PART 1 Six", "Seven."])


@given(st.lists(st.tuples(ABOVE, ROWS), max_size=20))
def test_whatever_stands_above_numbers_stays_where_it_was(lines: list[tuple[str, str]]) -> None:
    text = "Act\n" + "\n".join(line for pair in lines for line in pair) + "\n"
    found = draft(text, "eng", "ca")
    assert plain(all_texts(found)) == "".join(text.split())
    assert plain(item for sequence in sequences(found) for item in texts(sequence)) == "".join(text.split())


@pytest.mark.parametrize(("code", "land", "words"), [
    ("eng", "eu", ("Article", "Subject matter", "This Regulation lays down rules.")),
    ("fra", "eu", ("Article", "Objet", "Le présent règlement établit des règles.")),
    ("eng", "ca", ("Article", "Purpose", "This treaty keeps the peace."))])
def test_the_line_below_the_number_of_an_article_is_its_title_by_custom(
        code: str, land: str, words: tuple[str, str, str]) -> None:
    word, title, rule = words
    text = f"Act\n{word} 1\n{title}\n{rule}\n{word} 2\n{title}\n1. {rule}\n2. {rule}\n{word} 3\n{title}\n{rule}\n"
    found = draft(text, code, land).body
    assert outline(found) == ["article 1", "article 2", ["paragraph 1", "paragraph 2"], "article 3"]
    assert headings(found) == [title, title, title]


def test_a_phrase_below_one_article_in_many_is_its_text() -> None:
    text = "Act\nArticle 1\nBe it so\nIt is so.\nArticle 2\nIt is.\nArticle 3\nIt was.\nArticle 4\nIt will be.\n"
    assert headings(draft(text, "eng", "eu").body) == []
