"""Patterns of schema/languages and schema/jurisdictions are short expressions, or lists of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from diptych.language.jurisdictions import jurisdiction
from diptych.language.label_patterns import expression, pattern
from diptych.language.profiles import Formulas, language

from tests.conftest import ROOT

LONGEST = 200
FILES = sorted(path for folder in ("languages", "jurisdictions") for path in (ROOT / "schema" / folder).glob("*.toml"))
LANGUAGES = [path for path in FILES if path.parent.name == "languages"]
WORDING = frozenset({"negation", "denial", "prohibition", "refusal", "separators", "conjunctions", "particles",
                     "repeated", "may_repeat"})
NUMBERS = frozenset({"joint", "before", "after", "ordinal", "never", "loose_form"})


def table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def strings(value: Any) -> Iterator[str]:
    """Every string in a value of a TOML file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def patterns(data: dict[str, Any]) -> Iterator[Any]:
    """Every pattern of a language: of its labels, its formulas and its wording."""
    yield from (label["never"] for label in data["labels"] if "never" in label)
    yield from data["formulas"].values()
    wording = data.get("wording", {})
    yield from (wording[key] for key in WORDING & wording.keys())
    yield from (*wording.get("bounds", {}).values(), *wording.get("kindred", {}).values())
    numbers = wording.get("numbers", {})
    yield from (numbers[key] for key in NUMBERS & numbers.keys())


def alternatives(words: Any) -> Iterator[str]:
    """The expression of a pattern and of each of its alternatives."""
    yield expression(words)
    for item in words if isinstance(words, list) else [words["any"]] if isinstance(words, dict) else ():
        yield from alternatives(item)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_string_is_longer_than_a_reader_can_follow(path: Path) -> None:
    assert [text for text in strings(table(path)) if len(text) > LONGEST] == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_each_alternative_is_a_regular_expression(path: Path) -> None:
    data = table(path)
    assert data["formulas"].keys() <= {field.name for field in fields(Formulas)}
    assert all(re.compile(text) for words in patterns(data) for text in alternatives(words))


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_a_list_and_its_single_string_are_the_same_pattern(path: Path) -> None:
    """A project's own schema/ may keep its patterns as strings."""
    data = table(path)
    single = language({**data, "formulas": {key: expression(words) for key, words in data["formulas"].items()}})
    assert language(data).formulas == single.formulas


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_compiles(path: Path) -> None:
    known = table(path)
    if path in LANGUAGES:
        profile = language(known)
        assert profile.wording is not None
        assert all(form.pattern for shape in profile.shapes for form in shape.forms)
    else:
        assert all(form.pattern for form in jurisdiction(known).numbers)


@pytest.mark.parametrize(("words", "written"), [
    ("a|b", "a|b"),
    (["a", "b"], "a|b"),
    ({"any": ["a", "b"]}, "(?:a|b)"),
    ({"before": "x", "any": ["a", ["b", "c"]], "after": "?$"}, "x(?:a|b|c)?$"),
    ([{"name": "never", "any": ["a"]}, "b"], "(?P<never>a)|b"),
    ({"any": {"before": " ?", "any": ["a", "b"]}, "after": "{0,4}"}, "(?: ?(?:a|b)){0,4}"),
])
def test_the_expression_of_a_pattern(words: Any, written: str) -> None:
    assert expression(words) == written


def test_a_blank_in_a_list_is_optional_white_space() -> None:
    assert pattern(["a b", "c"]).fullmatch("a\u3000b")


def test_a_table_without_alternatives_is_refused_by_its_key() -> None:
    with pytest.raises(KeyError, match="any"):
        pattern({"before": "x"})
