"""Sentences are counted alike in languages whose marks differ."""

from __future__ import annotations

import pytest
from diptych.review.pairing.sentence_counts import are_as_many, sentences


@pytest.mark.parametrize(("text", "all_", "whole"), [
    ("所有人不明者，以公告方式為之。", 1, 1), ("甲公告之；乙負擔之。", 2, 1),
    ("It is made. The owner pays; no other does.", 3, 2),
    ("It is 1.5 m. long.It is wide.", 2, 2), ("It is long.A line is wide.", 2, 2), ("A title", 1, 1)])
def test_sentences_are_counted(text: str, all_: int, whole: int) -> None:
    assert (sentences(text), sentences(text, whole=True)) == (all_, whole)


@pytest.mark.parametrize(("ours", "theirs", "are"), [
    (["甲公告之。", "乙負擔之。"], ["A is put up. B pays it."], True),
    (["甲公告之。", "乙負擔之。"], ["A is put up, and B pays it."], False),
    (["A is put up. B pays it."], ["甲公告之。", "乙負擔之。"], True),
    (["甲公告之。", "乙負擔："], ["A is put up. B pays:"], False),
    (["甲公告之。"], ["A is put up."], False)])
def test_one_text_answers_to_several_by_its_sentences(ours: list[str], theirs: list[str], *, are: bool) -> None:
    assert are_as_many(ours, theirs) == are
