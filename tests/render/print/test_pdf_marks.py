"""Full-width marks beside each other, measured from the PDF."""

from __future__ import annotations

from itertools import pairwise

import pymupdf
import pytest
from diptych.render.print import pdf
from diptych.render.print.binding import BESIDE
from diptych.render.print.fonts import Fonts

SIZE = 20


def advances(text: str, language: str, family: str, fonts: Fonts) -> list[float]:
    """The distances between the characters of a line, in ems."""
    style = f"body {{ font: {SIZE}pt '{family}' }}"
    made = pdf.render(f"<html lang='{language}'><title>t</title><style>{style}</style><body><p>{text}", fonts=fonts)
    assert made.value, made.diagnostics
    spans = [span for block in pymupdf.open(stream=made.value)[0].get_text("rawdict")["blocks"]
             for line in block["lines"] for span in line["spans"]]
    places = [character["origin"][0] for span in spans for character in span["chars"]]
    return [round((after - before) / SIZE, 2) for before, after in pairwise(places)]


@pytest.mark.parametrize(("text", "expected"), [
    ("甲》，乙", [1, 0.5, 1]), ("甲）。乙", [1, 0.5, 1]), ("甲。（乙", [1, 0.5, 1]), ("甲（《乙", [1, 0.5, 1]),
    ("甲，乙。丙", [1, 1, 1, 1]), ("甲”）。乙", [1, 0.5, 0.5, 1])])
def test_two_marks_of_chinese_take_the_room_of_one_and_a_half(text: str, expected: list[float],
                                                               family_fonts: Fonts) -> None:
    assert advances(text, "zh-Hans", "Noto Serif CJK SC", family_fonts) == pytest.approx(expected, abs=0.02)


def test_a_mark_in_another_element_counts(family_fonts: Fonts) -> None:
    text = f"<b>甲》{BESIDE}</b>，乙"
    assert advances(text, "zh-Hans", "Noto Serif CJK SC", family_fonts)[:3] == [1, 0.5, 1]


def test_points_in_the_middle_of_their_square_stay_whole(family_fonts: Fonts) -> None:
    assert advances("甲，」乙", "zh-Hant", "Noto Serif CJK TC", family_fonts) == [1, 1, 1]
    assert advances("甲」，乙", "zh-Hant", "Noto Serif CJK TC", family_fonts) == [1, 0.5, 1]


def test_korean_marks_are_as_they_are(family_fonts: Fonts) -> None:
    assert advances("가》《나", "ko", "Noto Serif CJK KR", family_fonts)[1] == 1
