"""Similarities by the places of words are those of two units by their cues."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.align.evidence import Calibration, weigh
from diptych.align.matches import vocabularies
from diptych.align.similarities import Similarities, similarity, usual_similarity
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
                ours.translation_gain[i] + theirs.translation_gain[j]))


def test_words_that_the_whole_other_text_lacks_are_expected_too_if_their_meaning_is_known() -> None:
    def gain(*words: tuple[str, ...]) -> float:
        units = [Cues(10, frozenset({("a", "*1"), *words}), frozenset())]
        return weigh(units, LEARNED, Calibration()).left.matches.translation_gain[0]

    assert gain(("absent", "*8")) > gain(("unknown", "=8")) == gain()


LEARNED = [Cues(10, frozenset({("a", "*1")}), frozenset(), learned=frozenset({">x>y"})),
           Cues(10, frozenset({("b", "*2")}), frozenset(), learned=frozenset({">left>alone"}))]


def test_a_learned_cue_that_both_texts_have_is_a_word_of_its_own() -> None:
    other = [replace(LEARNED[0], learned=frozenset({">x>y", ">right>alone"})), LEARNED[1]]
    taught = [replace(unit, tokens=unit.tokens | {(cue, cue) for cue in unit.learned}, learned=frozenset())
              for unit in LEARNED]
    taught_other = [replace(unit, tokens=unit.tokens | {(cue, cue) for cue in unit.learned}, learned=frozenset())
                    for unit in other]
    ours, theirs = weigh(LEARNED, other, Calibration()), weigh(taught, taught_other, Calibration())
    assert ours.near.rows[0] == pytest.approx(theirs.near.rows[0])
    assert ours.near.rows[1] == pytest.approx(theirs.near.rows[1])
    assert [frozenset({"*1", ">x>y"}), frozenset({"*2", ">left>alone"})] == list(ours.left.matches.cues)


def test_known_vocabularies_change_no_evidence() -> None:
    words = vocabularies(LEARNED, LEARNED)
    assert weigh(LEARNED, LEARNED, Calibration(), words) == weigh(LEARNED, LEARNED, Calibration())


def test_the_usual_similarity_is_that_of_likely_twins() -> None:
    near = Similarities((0,) * 6, tuple([low, high] for low, high in zip((0.1,) * 6, (0.2, 0.8, 0.9, 1.0, 0.7, 0.6),
                                                                       strict=True)))
    assert usual_similarity(near, [9.0] * 6) == pytest.approx(0.75)
    assert usual_similarity(near, [1.0, *[9.0] * 5]) == pytest.approx(0.8), "a unit of few words says nothing"
    few = usual_similarity(near, [1.0, 1.0, *[9.0] * 4])
    assert few == usual_similarity(Similarities(), []), "too few units"
