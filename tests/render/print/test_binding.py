"""Invisible characters that bind last lines, marks of notes and neighbouring marks."""

from __future__ import annotations

import pytest
from diptych.render.print import binding
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html


def bound(markup: str) -> str:
    """The text of a paragraph after binding, `|` for a joiner."""
    article = lxml_html.fragment_fromstring(f"<article><p>{markup}</p></article>")
    binding.bind(article)
    return str(article.text_content()).replace(binding.JOINER, "|")


@pytest.mark.parametrize(("markup", "expected"), [
    ("甲乙丙丁。", "甲乙丙|丁。"), ("甲乙（丁）。", "甲乙|（|丁）。"), ("<b>甲乙</b>丙。", "甲乙|丙。"),
    ("甲乙丙<span>丁</span>。", "甲乙丙|丁。"), ("甲乙。<sup><a>[1]</a></sup>", "甲|乙。|[1]"),
    ("할 것.", "할| |것."), ("the last word", "the last word"), ("in part a", "in part| |a"),
    ("甲乙2015。", "甲乙2015。"), ("甲", "甲"), ("", "")])
def test_the_last_line_has_two_letters(markup: str, expected: str) -> None:
    assert bound(markup) == expected


def test_the_mark_of_a_note_is_before_the_space_behind_its_word() -> None:
    assert bound("통해 <sup><a>[1]</a></sup>훈춘 세관을") == "통해|[1] 훈춘 세관|을"
    assert bound("<b>통해 </b><sup><a>[1]</a></sup>훈춘") == "통해|[1] 훈|춘"
    assert bound("통해 <sup><a>[1]</a></sup>") == "통|해 [1]"


def test_a_mark_at_the_end_of_an_element_knows_the_mark_behind_it() -> None:
    assert bound("《<b>甲乙》</b>，丙丁戊。") == "《甲乙》||，丙丁|戊。"
    assert bound("《<b>甲乙</b>》丙丁戊。") == "《甲乙》丙丁|戊。"


def test_titles_and_notes_are_left_alone() -> None:
    markup = "<article><h1 class='akn-title'>甲乙</h1><p>丙丁<span class='footnote'>戊己</span></p></article>"
    article = lxml_html.fragment_fromstring(markup)
    binding.bind(article)
    assert article.text_content().replace(binding.JOINER, "|") == "甲乙丙|丁戊己"


@given(st.lists(st.text("甲ab1。，《》（） ", max_size=6), max_size=5))
def test_nothing_else_is_added(parts: list[str]) -> None:
    markup = "".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(parts))
    assert bound(markup).replace("|", "") == "".join(parts)
