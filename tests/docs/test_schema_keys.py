"""Each key of the JSON Schemas has a description and an example that the schema allows."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema_rs
import pytest

from docs.generated import schema_pages
from docs.generated.schema_keys import Key, keys
from tests.conftest import ROOT

FILES = [*sorted((ROOT / "schema").glob("*.schema.json")), *sorted((ROOT / "schema/published").glob("*.schema.json"))]
ALL = [(file, key) for file in FILES for key in keys(json.loads(file.read_text(encoding="utf-8")))]


def test_there_are_keys() -> None:
    assert len(FILES) >= 9
    assert len(ALL) > 200


def test_each_key_has_a_description() -> None:
    assert [f"{file.name}: {key.name}" for file, key in ALL if len(key.description) < 5] == []


def test_each_key_has_an_example() -> None:
    assert [f"{file.name}: {key.name}" for file, key in ALL if not key.is_table and not key.examples] == []


@pytest.mark.parametrize(("file", "key"), ALL, ids=[f"{file.parent.name}/{file.name}:{key.name}" for file, key in ALL])
def test_an_example_is_allowed(file: Path, key: Key) -> None:
    whole = json.loads(file.read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for({**key.schema, "$defs": whole.get("$defs", {})}, validate_formats=True)
    assert [example for example in key.examples if not key.is_table and not validator.is_valid(example)] == []


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_the_example_of_all_keys_is_allowed(file: Path) -> None:
    """The page shows it as one file that can be copied."""
    schema = json.loads(file.read_text(encoding="utf-8"))
    shown = schema_pages.page(schema).rpartition("``` ")[2].partition("\n")
    read = tomllib.loads if shown[0] == "toml" else json.loads
    made = read(shown[2].removesuffix("```\n").removesuffix("```"))
    plain = json.loads(json.dumps(made, default=str))
    assert list(jsonschema_rs.validator_for(schema, validate_formats=True).iter_errors(plain)) == []


def test_a_key_without_a_description_is_noticed() -> None:
    [key] = keys({"properties": {"a": {"type": "string"}}})
    assert (key.name, key.description, key.examples, key.required) == ("a", "", (), False)
    inner = list(keys({"properties": {"b": {"items": {"$ref": "#/$defs/c"}}}, "required": ["b"],
                       "$defs": {"c": {"patternProperties": {"^x$": {"title": "LANGUAGE", "description": "d"}}}}}))
    assert [(key.name, key.required) for key in inner] == [("b[]", True), ("b[].LANGUAGE", False)]
