"""Labels are counted as office programs count them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.readers.formats.automatic_numbers import Counters, NumberingLevel
from diptych.readers.formats.zipped_xml import UnreadableError
from hypothesis import given
from hypothesis import strategies as st

LEVELS = {depth: NumberingLevel(1, "arabic", f"%{depth + 1}") for depth in range(3)}


def labels(levels: dict[int, NumberingLevel], *depths: int) -> list[str]:
    counters, printed = Counters(), []
    for depth in depths:
        counters.count("x", levels, depth)
        printed.append(counters.label("x", levels, depth))
    return printed


@given(st.lists(st.integers(0, 2), max_size=30))
def test_numbers_rise_by_one_and_begin_again_below(depths: list[int]) -> None:
    last: dict[int, int] = {}
    expected = []
    for depth in depths:
        last = {other: number for other, number in last.items() if other <= depth}
        # A level that was passed over has begun.
        last |= {outer: 1 for outer in range(depth) if outer not in last}
        last[depth] = last.get(depth, 0) + 1
        expected.append(str(last[depth]))
    assert labels(LEVELS, *depths) == expected


def test_a_level_may_go_on_after_outer_levels() -> None:
    never = LEVELS | {2: replace(LEVELS[2], after=-1)}
    assert labels(never, 0, 2, 1, 2, 0, 2) == ["1", "1", "2", "2", "2", "3"]
    outermost = LEVELS | {2: replace(LEVELS[2], after=0)}
    assert labels(outermost, 0, 2, 1, 2, 0, 2) == ["1", "1", "2", "2", "2", "1"]


def test_a_legal_label_has_figures_alone() -> None:
    levels = {0: NumberingLevel(2, "roman-upper", "%1"), 1: NumberingLevel(1, "lower", "%1.%2", legal=True),
              2: NumberingLevel(0, "arabic-padded", "(%3)", suffix=" ")}
    assert labels(levels, 0, 1, 2) == ["II", "2.1", "(00) "]


def test_letters_repeat_and_zero_is_a_figure() -> None:
    assert labels({0: NumberingLevel(53, "lower", "%1")}, 0) == ["aaa"]
    assert labels({0: NumberingLevel(0, "roman-lower", "%1")}, 0, 0) == ["0", "i"]


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(UnreadableError, match="hindiCounting"):
        labels({0: NumberingLevel(1, "hindiCounting", "%1")}, 0)


@pytest.mark.parametrize(("system", "start", "printed"), [
    ("stem", 10, ["癸", "11"]), ("jamo-again", 14, ["ㅎ", "ㄱ"]), ("branch", 12, ["亥", "13"]),
    ("stem-branch", 11, ["甲戌", "乙亥"]), ("ordinal-figure", 11, ["11th", "12th"]),
    ("ordinal-figure", 21, ["21st", "22nd"]), ("cardinal-word", 20, ["Twenty", "Twenty-one"]),
    ("ordinal-word", 30, ["Thirtieth", "Thirty-first"]), ("ordinal-word", 99, ["Ninety-ninth", "100"]),
    ("chinese-formal", 19, ["壹拾玖", "贰拾"]), ("hangul-sino", 19, ["십구", "이십"]),
    ("hangul-digits", 19, ["일구", "이영"]), ("hangul-native", 20, ["스물", "스물하나"]),
    ("arabic-wide", 9, ["９", "１０"]), ("marks", 4, ["§", "**"]), ("dashed", 1, ["- 1 -", "- 2 -"])])
def test_numbers_of_many_systems(system: str, start: int, printed: list[str]) -> None:
    """As LibreOffice 25.2 prints them, or Word where LibreOffice has figures alone."""
    assert labels({0: NumberingLevel(start, system, "%1")}, 0, 0) == printed


def test_a_level_without_numbers_has_none_in_a_legal_label_either() -> None:
    levels = {0: NumberingLevel(1, "", "%1"), 1: NumberingLevel(1, "lower", "%1.%2", legal=True)}
    assert labels(levels, 0, 1) == ["", ".1"]
