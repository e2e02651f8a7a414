"""What a redline shows: nothing but the two texts, word by word or sign by sign."""

from __future__ import annotations

from itertools import pairwise

import pytest
from diptych.render.html.redline import PieceKind, Redline, cut, redline, tokens
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(alphabet="图书馆开放天 도서관은열다 open9.，\n", max_size=40)


def said(found: Redline, left_out: PieceKind) -> str:
    return "".join(piece.text for piece in found if piece.kind is not left_out)


def shown(old: str, new: str) -> str:
    marks = {PieceKind.SAME: "{}", PieceKind.GONE: "-{}-", PieceKind.NEW: "+{}+"}
    return "".join(marks[piece.kind].format(piece.text) for piece in redline(old, new))


@given(TEXTS, TEXTS)
def test_it_holds_both_texts_and_nothing_else(old: str, new: str) -> None:
    found = redline(old, new)
    assert said(found, PieceKind.NEW) == old
    assert said(found, PieceKind.GONE) == new
    assert all(piece.text for piece in found)
    assert all(one.kind is not other.kind for one, other in pairwise(found))


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_a_cut_redline_tells_each_part(old: str, parts: list[str]) -> None:
    whole = "".join(parts)
    ends = [len("".join(parts[:number + 1])) for number in range(len(parts))]
    found = cut(redline(old, whole), ends)
    assert ["".join(said(part, PieceKind.GONE) for part in found)] == [whole]
    assert said(tuple(piece for part in found for piece in part), PieceKind.NEW) == old
    assert len(found) == len(parts)
    for part, text in zip(found[:-1], parts, strict=False):
        assert len(said(part, PieceKind.GONE)) == len(text)


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("图书馆每周开放五天。", "图书馆每周开放六天。", "图书馆每周开放-五-+六+天。"),
    ("도서관은 매주 닷새 열고 연다.", "도서관은 매주 엿새 열고 연다.", "도서관은 매주 -닷새-+엿새+ 열고 연다."),
    ("a fine of 10 yuan is due", "a fine of 100 yuan is due", "a fine of -10-+100+ yuan is due"),
    ("he may borrow one book", "he may borrow two thin books", "he may borrow -one book-+two thin books+"),
    ("旧报纸保存十年", "電子書的規則", "-旧报纸保存十年-+電子書的規則+"),
    ("", "新条", "+新条+"), ("旧条", "", "-旧条-"), ("同", "同", "同"), ("", "", ""),
])
def test_changes_are_told_as_a_reader_would(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_words_of_scripts_with_spaces_stay_whole() -> None:
    assert tokens("제3조 도서관은 Wi-Fi 2개") == ["제3조", " ", "도서관은", " ", "Wi", "-", "Fi", " ", "2개"]
    assert tokens("第3条ABC图书") == ["第", "3", "条", "ABC", "图", "书"]
