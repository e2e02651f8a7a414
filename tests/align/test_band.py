"""The band of long texts stays narrow where laws come twice, and bounded where nothing is an anchor point."""

from __future__ import annotations

from diptych.align.band import band
from diptych.align.evidence import Calibration, weigh
from diptych.language.equivalents import Cues

LAW = [Cues(20 + at % 7, frozenset({(f"word{at}", f"*{at}"), (f"next{at}", f"*a{at // 2}"), ("the", f"*the{at % 5}")}),
            frozenset()) for at in range(600)]


def test_texts_that_come_twice_have_anchor_points() -> None:
    evidence = weigh(LAW * 2, LAW * 2, Calibration())
    rows = band(evidence)
    assert all(low <= place <= high for place, (low, high) in enumerate(rows))
    assert max(high - low for low, high in rows) < 40


def test_a_text_without_anchor_points_has_a_band_of_bounded_size() -> None:
    alike = [Cues(20, frozenset({("the", "*1")}), frozenset())] * 6000
    rows = band(weigh(alike, alike, Calibration()))
    assert sum(high - low for low, high in rows) <= 4_000_000
    assert rows[-1][1] == len(alike)
