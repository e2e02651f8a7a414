"""Names that not every system can have."""

from __future__ import annotations

import pytest
from diptych.project.portable_names import check, folded, portable, problem
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("name", ["CON", "con", "nul.txt", "AUX.a.b", "COM1", "lpt9.html", "com\xb9", "CONIN$",
                                  "con .txt", "a.", "a ", "a?b", "a:b", "a\\b", "a\nb", "x" * 256, "文" * 86, "\udce9"])
def test_a_name_that_some_system_cannot_have(name: str) -> None:
    assert problem(name)
    assert problem(portable(name)) == ""
    assert [item.code for item in check([f"source/works/{name}"])] == ["C032"]


@pytest.mark.parametrize("name", ["console", "com", "com10", "nul-", "a.b", ".a", "국발", "2020", "x" * 255, "a b",
                                  "@2015-01-01"])
def test_a_name_that_all_can_have(name: str) -> None:
    assert problem(name) == ""
    assert portable(name) == name


@given(st.text(min_size=1, max_size=300).filter(lambda name: "/" not in name))
def test_a_name_is_made_portable(name: str) -> None:
    assert problem(portable(name)) == ""
    assert portable(name)


def test_names_that_are_one_on_some_systems() -> None:
    found = [dict(item.facts) for item in check(["a/x", "A/x", "a/e\u0301", "a/\u00e9"])]
    assert [(fact["path"], fact["other"]) for fact in found] == [("a", "A"), ("a/x", "A/x"), ("a/\u00e9", "a/e\u0301")]
    assert folded("a/E\u0301") == folded("a/\u00e9")
    assert not list(check(["a/x", "a/y", "b/x"]))
