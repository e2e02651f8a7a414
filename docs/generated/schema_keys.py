"""A JSON Schema → its keys, from the outside in, each with its description, example and constraints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Schema = Mapping[str, Any]
_NULL: Final = {"type": "null"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a schema: its path, whether its table must have it, and its schema with references resolved.

    A part of the path ends with `[]` if it is a list. A key of any name is in capital letters: its title, or NAME.
    """

    path: tuple[str, ...]
    required: bool
    schema: Schema

    @property
    def description(self) -> str:
        return str(self.schema.get("description", ""))

    @property
    def is_table(self) -> bool:
        """True for a table or a list of tables."""
        return bool(_inner(self.schema))

    @property
    def examples(self) -> tuple[Any, ...]:
        """The examples: its own, else the values to choose from, else a list of the examples of an item."""
        items = self.schema.get("items", {})
        return (tuple(self.schema.get("examples", ())) or tuple(self.schema.get("enum", ()))
                or ((items["examples"],) if "examples" in items else ()))

    @property
    def name(self) -> str:
        """The path with dots."""
        return ".".join(self.path)


def keys(schema: Schema) -> Iterator[Key]:
    """All keys of a schema, in its order, outer before inner."""
    yield from _keys(schema, schema, ())


def resolved(schema: Schema, whole: Schema) -> Schema:
    """A schema with its reference followed, and null left out of its alternatives."""
    found = dict(schema)
    alternatives = [item for item in found.pop("anyOf", ()) if item != _NULL]
    for reference in [*alternatives, *([{"$ref": found.pop("$ref")}] if "$ref" in found else [])]:
        target: Any = reference
        if "$ref" in reference:
            target = whole
            for part in reference["$ref"].removeprefix("#/").split("/"):
                target = target[part]
        found = {**resolved(target, whole), **found}
    return found


def _keys(schema: Schema, whole: Schema, above: tuple[str, ...]) -> Iterator[Key]:
    """The keys of a table."""
    required = frozenset(schema.get("required", ()))
    for name, inner, is_fixed in _named(schema):
        found = resolved(inner, whole)
        is_list = "items" in found
        if is_list:
            found = {**found, "items": resolved(found["items"], whole)}
        path = (*above, f"{name if is_fixed else found.get('title', 'NAME')}{'[]' if is_list else ''}")
        yield Key(path, name in required, found)
        yield from _keys(_inner(found), whole, path)


def _named(schema: Schema) -> Iterator[tuple[str, Schema, bool]]:
    """The members of a table: name, schema, and whether it is a fixed name."""
    for name, inner in schema.get("properties", {}).items():
        yield name, inner, True
    for pattern, inner in schema.get("patternProperties", {}).items():
        yield pattern, inner, False
    if isinstance(schema.get("additionalProperties"), Mapping):
        yield "", schema["additionalProperties"], False


def _inner(schema: Schema) -> Schema:
    """The schema of the table that a key holds, or of the tables of a list; empty for any other value."""
    table = schema.get("items", schema)
    return table if any(True for _ in _named(table)) else {}
