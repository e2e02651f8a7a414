"""What a template says it can begin and end with is true of everything that fits it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

import pytest
from diptych.language import label_patterns, numerals
from diptych.language.profiles import Language, readings
from hypothesis import given
from hypothesis import strategies as st

from tests import base

LANGUAGES = sorted(base.schema().languages)


@pytest.mark.parametrize(("template", "first", "last"), [
    ("第 {n:arabic} 条", "第", "条"),
    ("[（(] {n:arabic} [）)]", "（(", "）)"),
    (r"\({n:lower}\)", "(", ")"),
    ("(?:Part|Book) 1", "PB", "1"),
    ("(?<![a-z])x(?=\\s|$)", "x", "x"),
    ("[(]x(?:y|[)])", "(", "y)"),
    ("ab|c", "ac", "bc"),
    ("a?b", "ab", "b"),
    ("a{0,2}+[bc]?d", "abcd", "d"),
    ("(?:a|b)?c", "abc", "c"),
    ("a?", None, None),
    ("a+b", "a", "b"),
    ("a{1,2}", "a", None),
    ("ab{0,2}", "a", None),
    (r"\d x", None, "x"),
    ("[^a]b*", None, None),
    ("[a-c]x.", None, None),
    ("{month:month} x", None, "x"),
    ("", None, None),
])
def test_the_edges_of_a_template(template: str, first: str | None, last: str | None) -> None:
    made = label_patterns.form(template, ("May",))
    assert (made.first, made.last) == tuple(None if edge is None else frozenset(edge) for edge in (first, last))


def test_a_text_without_wide_white_space_needs_no_pattern_of_it() -> None:
    narrow, wide = (label_patterns.form("a b", blank=label_patterns.blank_in(text)).pattern
                    for text in ("a b", "a\u3000b"))
    assert all(narrow.fullmatch(text) and wide.fullmatch(text) for text in ("ab", "a \u00a0\tb"))
    assert wide.fullmatch("a\u3000b")
    assert narrow.fullmatch("a\u3000b") is None


def test_a_deferred_pattern_is_that_of_its_template() -> None:
    made = label_patterns.deferred(["a b", "c"])
    assert made.pattern == label_patterns.pattern(["a b", "c"]).pattern
    assert [match[0] for match in made.finditer("ab c")] == ["ab", "c"]
    assert made.search("xa b")
    assert made.match("xa b") is None
    assert copy(made).match("c")
    assert made.sub("", "a bc") == ""


@pytest.mark.parametrize("system", numerals.SYSTEMS)
def test_a_numeral_is_written_with_the_signs_of_its_system(system: str) -> None:
    written = {sign for number in range(1, 200) for sign in numerals.write(number, system) or ""}
    assert written
    assert written <= numerals.signs(system)


@given(st.sampled_from(LANGUAGES), st.data())
def test_no_label_is_missed_for_its_first_character(code: str, data: st.DataObject) -> None:
    """Reading only the forms that may begin with a text's first character finds what trying all of them finds."""
    language = base.schema().languages[code]
    signs = sorted({*language.openings, *"第제조章条()（）.、 \u3000\u200baA1之의-"})
    text = "".join(data.draw(st.lists(st.sampled_from(signs), max_size=8)))
    assert {(label.shape, label.end) for label in readings(text, language)} == set(tried(text, language))


def tried(text: str, language: Language) -> Iterator[tuple[str, int]]:
    """Shape and end of each label that is read when every form is tried."""
    start = len(text) - len(text.lstrip(" \u3000\u200b"))
    for shape, form in [(held, one) for held in language.shapes for one in held.forms]:
        match = form.pattern.match(text, start)
        if match and not shape.never.match(text, match.end()) and all(
                match[name] is None or any(numerals.value(match[name], system) is not None for system in systems)
                for name, systems in form.systems):
            yield shape.name, match.end()
