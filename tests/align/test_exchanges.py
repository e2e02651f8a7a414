"""An exchange that the aligner claims by few words is dropped if learned words speak against it."""

from __future__ import annotations

from diptych.align.evidence import Calibration, weigh
from diptych.align.exchanges import confirmed
from diptych.language.equivalents import NOTHING, reader

from tests.align.test_texts import CHINESE, KNOWN, KOREAN


def test_an_exchange_is_dropped_if_learned_words_speak_against_it() -> None:
    """Two are known to be pairs: nothing but the claim says that they changed places. Others are moved on."""
    read = reader(KNOWN or NOTHING, korean=True)
    evidence = weigh([read(text) for text in CHINESE], [read(text) for text in KOREAN], Calibration())
    links = {at: at for at in range(len(CHINESE))}
    assert confirmed({1: 2, 2: 1, 4: 4}, links, evidence) == {4: 4}
    assert confirmed({1: 2}, links, evidence) == {}
    swapped = {**links, 1: 2, 2: 1}
    assert confirmed({1: 1, 2: 2}, swapped, evidence) == {1: 1, 2: 2}
