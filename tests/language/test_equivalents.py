"""Cues of a text in one script that its translation in another shares."""

from __future__ import annotations

import pytest
from diptych.language.equivalents import equivalents_of, reader

KNOWN = equivalents_of("국\t国國\n리\t理\n녀\t女\n", "国\t國\n",
                       "# words\n罚款|罚金\t벌금\tfine\tamende\n依据\t의하여\tby virtue of\ten vertu d\n可\t\tmay.\t\n",
                       (("Maire", "@#mayor"), ("thirty.", "#30")))


def shared(one: str, other: str) -> frozenset[str]:
    read = reader(KNOWN, korean=any("가" <= sign <= "힣" for sign in one + other))
    ours, theirs = (frozenset(cue for word in read(text).tokens for cue in word[1:]) for text in (one, other))
    return ours & theirs


@pytest.mark.parametrize(("one", "other", "cue"), [
    ("二十五名", "25명", "#25"), ("第一百零三条", "Article 103", "#103"), ("3,000册", "3000권", "#3000"),
    ("依理國", "의 이국", "=이국"), ("国理", "國理", "=国理"), ("罚金", "벌금을", "*1"), ("FINES", "d’amende", "*1"),
    ("le maire", "the Maire", "@#mayor"), ("Commission", "commissaire", "~comm"), ("éléments", "elements", "~elem"),
    ("依据本法", "by virtue of this Act", "*2"), ("by virtue of it", "en vertu du droit", "*2"),
    ("三十日", "thirty days", "#30"), ("可", "it may be", "*3"),
    ("如下：", "as follows:", ".colon"), ("（一）", "(1)", ".bracket")])
def test_cues_are_shared(one: str, other: str, cue: str) -> None:
    assert cue in shared(one, other)


@pytest.mark.parametrize(("one", "other"), [
    ("可", "mayor"), ("依据", "by virtue"), ("依据", "by all virtue of"), ("三十", "thirtyish")])
def test_other_words_are_no_cues(one: str, other: str) -> None:
    assert shared(one, other) == frozenset()


def test_a_long_word_answers_for_the_words_in_it() -> None:
    known = equivalents_of("", "", "罚\t벌\t\t\n罚款\t벌금\t\t\n")
    words = reader(known, korean=True)("罚款").tokens
    assert {word for word in words if word[0] == "罚款"} == {("罚款", "*0", "*1", "=罚款")}


def test_different_numbers_and_words_share_nothing() -> None:
    assert shared("罚款二十元", "벌로 30원") == frozenset()
