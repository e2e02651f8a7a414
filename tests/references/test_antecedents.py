"""The reference that another goes on with, past closed brackets."""

from __future__ import annotations

import re

import pytest
from diptych.references.antecedents import antecedent, between

SENTENCE = re.compile("。")


def place(text: str) -> int:
    """The place of the reference, among those that `*` ends, that `@` goes on with."""
    ends = [match.end() for match in re.finditer(r"\*", text)]
    return antecedent(text, ends, text.index("@"), SENTENCE)


@pytest.mark.parametrize(("text", "expected"), [
    ("@", -1), ("a* @", 0), ("a*, b* @", 1),
    ("a* (b*) @", 0), ("a* (b*, c*) @", 0), ("a* [b (c*) d*] @", 0), ("a*（b*）@", 0),
    ("a* (b*, @", 1), ("(a*) @", 0), ("a*。b (c*) @", 1), ("a* (b*。c) @", 0), ("a* (b*) (c) @", 0),
])
def test_a_closed_bracket_is_passed_over(text: str, expected: int) -> None:
    assert place(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("(a), ", ", "), ("(a(b)c), ", ", "), ("（甲）及", "及"), ("[a] b〔c〕", " b"), ("a (b", "a (b"), (") a", ") a")])
def test_words_between_have_no_closed_brackets(text: str, expected: str) -> None:
    assert between(text, 0, len(text)) == expected
