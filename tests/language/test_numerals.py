"""Numerals parse back, in every system, and what isn't one has no value."""

from __future__ import annotations

import re

import pytest
from diptych.language.numerals import SYSTEMS, pattern, value, words, write
from hypothesis import given
from hypothesis import strategies as st


@given(st.sampled_from(SYSTEMS), st.integers(min_value=0, max_value=99_999_999))
def test_what_is_written_is_read_back(system: str, number: int) -> None:
    written = write(number, system)
    if written is not None:
        assert value(written, system) == number
        assert re.fullmatch(pattern(system), written)


@given(st.sampled_from(SYSTEMS), st.integers(min_value=2, max_value=10))
def test_every_system_counts_to_ten(system: str, number: int) -> None:
    """From two on, the first of the Latin adverbs."""
    assert value(write(number, system) or "", system) == number


@given(st.sampled_from(SYSTEMS), st.text(max_size=6))
def test_any_text_has_a_value_or_none(system: str, text: str) -> None:
    number = value(text, system)
    assert number is None or number >= 0


@pytest.mark.parametrize(("text", "number"), [
    ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百一十", 110), ("二〇一二", 2012),
    ("二○一二", 2012), ("二零一二", 2012), ("廿一", 21), ("卅", 30), ("壹佰貳拾", 120), ("两千三百", 2300),
    ("一千二百六十", 1260), ("十十", None), ("百", None), ("一二十", None), ("", None), ("万", None), ("十百", None),
])
def test_chinese(text: str, number: int | None) -> None:
    assert value(text, "chinese") == number


@pytest.mark.parametrize(("text", "system", "number"), [
    ("１２", "arabic", 12), ("²", "arabic", None), ("①", "circled", 1), ("㊿", "circled", 50), ("나", "ganada", 2),
    ("거", "ganada", 15), ("iv", "roman-lower", 4), ("iiii", "roman-lower", None), ("IX", "roman-upper", 9),
    ("aa", "lower", 27), ("ab", "lower", None), ("Ⅲ", "roman-sign-upper", 3),
    ("Ⅻ", "roman-upper", 12), ("ⅩⅣ", "roman-upper", 14), ("ⅳ", "roman-lower", 4), ("ⅠⅠⅠⅠ", "roman-upper", None),
    ("ⅳ", "roman-upper", None), ("㈠", "parenthesised-chinese", 1),
])
def test_other_systems(text: str, system: str, number: int | None) -> None:
    assert value(text, system) == number


@pytest.mark.parametrize("system", ["cardinal-eng", "ordinal-eng", "ordinal-fra", "first-fra"])
def test_the_longest_number_word_is_matched(system: str) -> None:
    known = words(system)
    for word in (first + last for first in known for last in ("", "s", *known, *(f"-{other}" for other in known))):
        match = re.match(pattern(system), word)
        assert match
        assert match[0] == max(filter(word.startswith, known), key=len)


def test_number_words_share_their_ends() -> None:
    """Compiling the hundred words one by one takes three times as long."""
    assert pattern("cardinal-eng").count("seven") < len(words("cardinal-eng")) / 10


@pytest.mark.parametrize("word", ["premier", "PREMIER", "première", "Unique"])
def test_the_first_in_words_is_one(word: str) -> None:
    assert value(word, "first-fra") == 1
    assert re.fullmatch(pattern("first-fra"), word)
    assert value("second", "first-fra") is None
    assert [write(number, "first-fra") for number in (1, 2)] == ["premier", None]


@pytest.mark.parametrize("word", ["préliminaire", "LIMINAIRE"])
def test_what_is_before_the_first_is_zero(word: str) -> None:
    assert value(word, "before-fra") == 0
    assert re.fullmatch(pattern("before-fra"), word)
    assert [write(number, "before-fra") for number in (0, 1)] == ["préliminaire", None]


@pytest.mark.parametrize(("text", "found"), [
    ("sixty-one days", "sixty-one"), ("Sixty days", "Sixty"), ("sixteen", "sixteen"), ("six-", "six"),
    ("ninety-ten", "ninety"),
])
def test_the_longest_english_word_counts(text: str, found: str) -> None:
    match = re.match(pattern("cardinal-eng"), text)
    assert match is not None
    assert match[0] == found
    assert re.match(pattern("ordinal-eng"), "sixty-one") is None
