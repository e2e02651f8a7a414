"""The ledger of a work's addresses, written and read back."""

from __future__ import annotations

from diptych.anchors.ledger import Anchor, ledger, toml

from tests import base


def test_a_ledger_is_read_as_it_was_written_in_any_language() -> None:
    texts = tuple((language, f"{'0' * 32}.{'A' * 43}") for language in ("zho-Hans", "zho-Hant", "kor"))
    anchors = (Anchor("art_1", "2024-01-01", texts, behind=(("zho-Hant", "1" * 32),)),)
    assert ledger(base.toml(toml(anchors), "anchors")).anchors == anchors
