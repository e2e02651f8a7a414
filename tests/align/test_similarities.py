"""Similarities by the places of words are those of two units by their cues."""

from __future__ import annotations

import pytest
from diptych.align.evidence import Calibration, weigh
from diptych.align.similarities import similarity
from diptych.language.equivalents import Cues
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = st.frozensets(st.sampled_from((
    ("nation", "*1", "*1"), ("state", "*1"), ("land", "*2", "*1"), ("person", "*3", "*3", "*4"), ("human", "*4"),
    ("5", "#5"), ("odd", "*9"), (".", "."))))
UNITS = st.lists(WORDS.map(lambda words: Cues(10, words, frozenset())), min_size=1, max_size=40)


@settings(max_examples=30)
@given(UNITS, UNITS)
def test_similarity_by_places_is_similarity_by_cues(left: list[Cues], right: list[Cues]) -> None:
    evidence = weigh(left, right, Calibration())
    ours, theirs = evidence.left.matches, evidence.right.matches
    for i, (first, row) in enumerate(zip(evidence.near.first, evidence.near.rows, strict=True)):
        for j, similar in enumerate(row, first):
            assert similar == pytest.approx(similarity(
                evidence.shared_gain(i, j), ours.chance_gain[i] + theirs.chance_gain[j],
                ours.translation_gain[i] + theirs.translation_gain[j], ours.unmatched[i] + theirs.unmatched[j]))


def test_a_word_that_has_the_only_shared_cue_twice_counts_twice() -> None:
    def similar(*cues: str) -> float:
        units = [Cues(10, frozenset({(f"word{at}", *cues) if at == 0 else (f"word{at}", f"*{at}")}), frozenset())
                 for at in range(5)]
        return weigh(units, [Cues(10, frozenset({(f"other{at}", f"*{at}")}), frozenset()) for at in range(5)],
                     Calibration()).similarity(0, 0)

    assert similar("*0", "*0") > similar("*0") > 0
