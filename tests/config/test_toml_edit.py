"""Values into TOML text and out of it; all other bytes stay."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from diptych.config import toml_edit
from hypothesis import given
from hypothesis import strategies as st

TEXT = b"""# about the file
[work]
name = "a" # the name
number = "1"

# why this table
# is here
[certainty]
number = "read" # a remark

[[expression]]
language = "zho"

[[expression]]
language = "kor"
translation = { of = "zho", by = "x" }
"""


def test_a_value_is_replaced_beside_its_comment() -> None:
    assert b'name = "b" # the name\n' in toml_edit.put(TEXT, ("work", "name"), "b")
    assert b'{ of = "zho", by = "y" }' in toml_edit.put(TEXT, ("expression", 1, "translation", "by"), "y")


def test_a_new_pair_is_the_last_of_its_table() -> None:
    assert b'number = "1"\ndate = 2020-05-08\n\n# why' in toml_edit.put(TEXT, ("work", "date"), date(2020, 5, 8))


def test_a_table_goes_with_the_comments_before_it() -> None:
    assert toml_edit.remove(TEXT, ("certainty",)) == TEXT.replace(
        b'\n# why this table\n# is here\n[certainty]\nnumber = "read" # a remark\n', b"")


def test_a_pair_goes_with_its_line() -> None:
    assert toml_edit.remove(TEXT, ("work", "number")) == TEXT.replace(b'number = "1"\n', b"")
    assert toml_edit.remove(TEXT, ("work", "absent")) == TEXT


def test_new_tables() -> None:
    added = toml_edit.add_table(TEXT, "more", after="work")
    assert tomllib.loads(toml_edit.put(added, ("more", "a"), "b").decode())["more"] == {"a": "b"}
    inline = toml_edit.put_table(TEXT, ("expression", 0, "translation"), (("of", '"kor"'), ("whole", "true")))
    assert tomllib.loads(inline.decode())["expression"][0]["translation"] == {"of": "kor", "whole": True}
    with pytest.raises(ValueError, match="there is no table"):
        toml_edit.put(TEXT, ("absent", "a"), "b")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x7f")))
def test_any_words_are_read_back(words: str) -> None:
    assert tomllib.loads(toml_edit.put(TEXT, ("work", "name"), words).decode())["work"]["name"] == words
