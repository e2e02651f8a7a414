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
    assert "pattern" not in vars(known.opening)


def test_the_forms_with_optional_beginnings_do_not_begin_with_any_character() -> None:
    known = grammar(schema().languages["eng"])
    assert known
    assert known.opening.starts == {}
    assert known.chain("subsection (2)", 0) == "subsection (2)"
    assert known.chain("\u00a7\u00a7 12", 0) == "\u00a7\u00a7 12"


def test_patterns_are_compiled_at_first_use() -> None:
    known = grammar.__wrapped__(schema().languages["kor"])
    assert known
    assert set(vars(known.tail)) == {"pattern"}
    assert known.through.match("\ubd80\ud130")
    assert "match" in vars(known.through)
    assert set(vars(known.tail)) == {"pattern"}
