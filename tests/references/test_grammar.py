"""The patterns of a language's references."""

from __future__ import annotations

from diptych.references.grammar import grammar

from tests.base import schema


def test_only_the_openings_that_a_text_needs_are_compiled() -> None:
    known = grammar.__wrapped__(schema().languages["eng"])
    assert known
    assert known.chain("see section 3(2)", 4) == "section 3(2)"
    assert [sign for sign, opening in known.openings.items() if "pattern" in vars(opening) and sign not in "Ss"] == []
    assert known.openings["E"] is known.openings["L"]
