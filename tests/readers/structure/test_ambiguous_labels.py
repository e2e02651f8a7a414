"""Labels with several readings: (i) is the ninth letter or the Roman number 1."""

from __future__ import annotations

import pytest

from tests.readers.reading import draft, outline

LETTERS = "".join(f"({letter}) thing {letter};\n" for letter in "abcdefg")


def paragraphs(rest: str) -> list[object]:
    """The outline of the paragraphs of a section whose first seven are (a) to (g)."""
    section, = draft(f"Widgets Act\n1 The Minister may consider\n{LETTERS}{rest}", "eng", "ca").body
    return outline(section.children)[7:]


@pytest.mark.parametrize(("rest", "inner"), [
    ("(h) the following:\n(i) size,\n(ii) weight; and\n(i) the rest.\n", [
        "paragraph 8", ["subparagraph 1", "subparagraph 2"], "paragraph 9"]),
    ("(h) hats; and\n(i) the following:\n(i) size,\n(ii) weight.\n", [
        "paragraph 8", "paragraph 9", ["subparagraph 1", "subparagraph 2"]]),
    ("(h) hats;\n(i) ink; and\n(j) jars.\n", ["paragraph 8", "paragraph 9", "paragraph 10"]),
    ("(h) hats;\n(i) ink;\n(i.1) iron; and\n(j) jars.\n", [
        "paragraph 8", "paragraph 9", "paragraph 9-1", "paragraph 10"]),
])
def test_the_label_that_goes_on_behind_it_shows_the_reading(rest: str, inner: list[object]) -> None:
    assert paragraphs(rest) == inner


def test_a_level_between_both_readings_shows_it_too() -> None:
    """(v) is the Roman number after (iv) where (B) goes on, and (i) the letter after (h) where (1) begins."""
    head = "Library Act of 2020\nSec. 2. Loans.\n"
    roman = "".join(f"({number}) Book {number};\n" for number in ("i", "ii", "iii", "iv", "v"))
    letters = "".join(f"({letter}) Card {letter}.\n" for letter in "abcdefghijklmnopqrst")
    inside = draft(f"{head}{letters}(u) Lists:\n(1) One:\n(A) Books:\n{roman}(B) Cards.\n(v) End.\n", "eng", "us").body
    assert outline(inside[0].children)[20:] == ["subsection 21", ["paragraph 1", [
        "subparagraph 1", ["clause 1", "clause 2", "clause 3", "clause 4", "clause 5"], "subparagraph 2"]],
        "subsection 22"]
    outside = draft(f"{head}{letters[:letters.index('(i)')]}(i) Lists:\n(1) One.\n(2) Two.\n", "eng", "us").body
    assert outline(outside[0].children)[8:] == ["subsection 9", ["paragraph 1", "paragraph 2"]]


def test_a_number_within_a_line_goes_on_below() -> None:
    text = ("Library Act of 2020\nSec. 2. Loans.\n(a) Loans:\n(1) One:\n(A) (i) Books:\n(I) Old; and\n(II) New.\n"
            "(ii) Cards.\n(B) Maps.\n")
    section, = draft(text, "eng", "us").body
    assert outline(section.children) == ["subsection 1", ["paragraph 1", [
        "subparagraph 1", ["clause 1", ["subclause 1", "subclause 2"], "clause 2"], "subparagraph 2"]]]


def test_letters_that_stand_twice_are_items_below_capital_roman_numbers() -> None:
    """(aa) is no letter behind (a) or (z), where (bb) goes on below (I)."""
    text = ("Library Act of 2020\nSec. 2. Loans.\n(a) Loans:\n(1) One:\n(A) Books:\n(i) Old:\n(I) Rare:\n(aa) Maps;\n"
            "(bb) Prints:\n(AA) Large; and\n(BB) Small; and\n(II) New.\n(b) Fees.\n")
    section, = draft(text, "eng", "us").body
    assert outline(section.children) == ["subsection 1", ["paragraph 1", ["subparagraph 1", ["clause 1", [
        "subclause 1", ["point 1", "point 2", ["indent 1", "indent 2"]], "subclause 2"]]]], "subsection 2"]
