"""A number whose word is misspelt in the other text."""

from __future__ import annotations

import pytest
from diptych.review.figures import figures
from diptych.review.quantities.misspelt import is_misspelt

from tests.base import schema


@pytest.mark.parametrize(("number", "text", "misspelt"), [
    ("三十日", "to negotiate within thrity days", True),
    ("三十日", "to negotiate within thirteen days", False),
    ("三十日", "to negotiate with a thirsty person", False),
    ("四日", "to go forth within a year", False),
    ("四日", "within the fuorth day", True),
    ("三十日", "to negotiate within a year", False),
])
def test_a_word_with_a_slip(number: str, text: str, *, misspelt: bool) -> None:
    known = schema().languages
    figure = figures(number, known["zho-Hant"])[0]
    assert is_misspelt(figure, text, known["eng"]) is misspelt
