"""The JSON Schemas of schema/ → a page of the manual each: its keys, and an example made of their examples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import tomli_w

from docs.generated.markdown import block, code, table, text
from docs.generated.schema_keys import Key, keys

FOLDERS: Final = {"": "reference/files", "published": "reference/formats"}
"""Folders of schema/ with JSON Schemas, and of the manual with their pages."""
_LANGUAGE: Final = "zho"
"""The name that an example gives to a key that is a language."""


def pages(schema: Path) -> Iterator[tuple[str, str]]:
    """The path and Markdown of each page."""
    for folder, target in FOLDERS.items():
        for file in sorted((schema / folder).glob("*.schema.json")):
            name = file.name.removesuffix(".schema.json")
            yield f"{target}/{name}.md", page(json.loads(file.read_text(encoding="utf-8")))


def page(schema: Mapping[str, Any]) -> str:
    """The Markdown of a schema's page."""
    found = tuple(keys(schema))
    title = str(schema["title"])
    is_toml = title.endswith(".toml")
    made = example(found, dates=is_toml)
    shown = tomli_w.dumps(made) if is_toml else json.dumps(made, ensure_ascii=False, indent=1)
    parts = [f"# `{title}`\n", f"{text(schema['description'])}\n", "## Keys\n",
             "A key in **bold** must be there if its table is there. A name in capitals is of your choice.\n"]
    for above in dict.fromkeys(key.path[:-1] for key in found):
        parts += [f"### {code(_heading(title, above))}\n"] if above else []
        parts += [f"{text(key.description)}\n" for key in found if key.path == above]
        parts.append(table(("Key", "What it is", "Example"),
                           [_row(key) for key in found if key.path[:-1] == above]))
    return "\n".join((*parts, "## All keys in one example\n",
                      block("toml" if is_toml else "json", shown)))


def example(found: Sequence[Key], *, dates: bool) -> dict[str, Any]:
    """A table of all keys with their first examples; with `dates`, a date is a date as in TOML, else a string."""
    return _table(found, (), dates=dates)


def _table(found: Sequence[Key], above: tuple[str, ...], *, dates: bool) -> dict[str, Any]:
    made = {}
    for key in found:
        if key.path[:-1] == above:
            name = key.path[-1].removesuffix("[]")
            value = _table(found, key.path, dates=dates) if key.is_table else _value(key, dates=dates)
            value = [value] if key.is_table and key.path[-1].endswith("[]") else value
            made[_LANGUAGE if name.isupper() else name] = value
    return made


def _value(key: Key, *, dates: bool) -> Any:
    value = key.examples[0]
    return date.fromisoformat(value) if dates and key.schema.get("format") == "date" else value


def _heading(title: str, path: tuple[str, ...]) -> str:
    name = ".".join(part.removesuffix("[]") for part in path)
    if not title.endswith(".toml"):
        return ".".join(path)
    return f"[[{name}]]" if path[-1].endswith("[]") else f"[{name}]"


def _row(key: Key) -> tuple[str, str, str]:
    name = key.path[-1].removesuffix("[]")
    words = [text(key.description)]
    if "enum" in key.schema:
        words.append("One of " + ", ".join(code(str(value)) for value in key.schema["enum"]) + ".")
    if "pattern" in key.schema:
        words.append(f"Pattern: {code(key.schema['pattern'])}.")
    shown = "a table for each" if key.path[-1].endswith("[]") else "a table"
    cell = shown if key.is_table else code(json.dumps(key.examples[0], ensure_ascii=False).strip('"'))
    return (f"**{code(name)}**" if key.required else code(name), " ".join(words), cell)
