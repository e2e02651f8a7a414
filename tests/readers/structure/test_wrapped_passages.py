"""A paragraph that alone was wrapped becomes one row; lists of lines stay lists."""

from __future__ import annotations

import textwrap

import pytest
from diptych.language.profiles import readings
from diptych.readers.structure.wrapped_passages import passages

from tests.readers.reading import LANGUAGES

ENGLISH = LANGUAGES["eng"]
LONG = ("The Office takes charge of matters of libraries in towns and villages, as instructed by the Minister, and "
        "reports to the Minister once in a year on what it has done and on what it means to do in the year to come.")


def joined(lines: list[str], language: str = "eng") -> list[int]:
    known = LANGUAGES[language]
    return sorted(passages(lines, [readings(line, known) for line in lines], known))


@pytest.mark.parametrize("width", [40, 60, 75, 90])
def test_the_lines_of_one_wrapped_paragraph_go_on(width: int) -> None:
    wrapped = textwrap.wrap(f"{LONG} {LONG.lower()}".replace(". the", ", and the"), width)
    before = ["Article 1", LONG, "Article 2"]
    assert joined([*before, *wrapped, "Article 3", LONG]) == list(range(4, 3 + len(wrapped)))


@pytest.mark.parametrize("lines", [
    ["Countries:", "Canada", "Ireland", "New Zealand", "United Kingdom"],
    ["the following", "apples and pears", "bread", "cheese from the country", "milk"],
    ["(a) the first of the matters of this Act", "(b) the next of the matters of this Act", "(c) the last of the"],
    ["First sentence of the law.", "Second sentence of the law.", "Third sentence.", "Fourth."],
    ["a word", "another word", ""],
    [],
])
def test_other_lines_do_not(lines: list[str]) -> None:
    assert joined(lines) == []


def test_korean_lines_are_told_by_their_width_alone() -> None:
    assert joined(["이 법은 도서관의 이용에 드는 비용을", "낮추는 일에 관하여 필요한 사항을 정하는", "것을 목적으로",
                   "하는 것으로 한다"], "kor") == []
