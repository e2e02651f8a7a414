"""TOML bytes, JSON Schema → plain data, with the position of each key in the author's file."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, TypeVar

import jsonschema_rs
import tree_sitter
import tree_sitter_toml

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic

Path = tuple[str | int, ...]
Knowledge = TypeVar("Knowledge")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROBLEM_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True)
class TomlSource:
    """The checked data of a TOML file; dates are ISO 8601 strings."""

    file: str
    text: str
    data: Mapping[str, Any]

    @cached_property
    def _positions(self) -> Mapping[Path, Position]:
        """The position of each path; the first one if a path is written more than once."""
        positions: dict[Path, Position] = {(): Position(self.file)}
        lines = self.text.encode().split(b"\n")
        for path, node in _nodes(self.text.encode()):
            row, column = node.start_point
            before = lines[row][:column].decode(errors="replace")
            positions.setdefault(path, Position(self.file, row + 1, len(before) + 1))
        return positions

    def position(self, path: Sequence[str | int]) -> Position:
        """The position of the value at `path`; that of the nearest enclosing table if the value is not in the file."""
        whole = tuple(path)
        return next(self._positions[whole[:end]] for end in range(len(whole), -1, -1) if whole[:end] in self._positions)


def _parsed(data: bytes) -> Sequence[tree_sitter.Node]:
    """The tables of a TOML file, and the pairs before the first table."""
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    return parser.parse(data).root_node.named_children


def _nodes(data: bytes) -> Iterator[tuple[Path, tree_sitter.Node]]:
    """The tables, pairs and items of arrays in a TOML file, with their paths."""
    counts: dict[Path, int] = {}
    for node in _parsed(data):
        base: Path = ()
        if node.type in ("table", "table_array_element"):
            base = _absolute(_keys(node.named_children[0]), counts, array=node.type == "table_array_element")
            yield base, node
        for pair in [node] if node.type == "pair" else node.named_children:
            yield from _inner_nodes(pair, base)


def _inner_nodes(node: tree_sitter.Node, base: Path) -> Iterator[tuple[Path, tree_sitter.Node]]:
    """The pairs and items of arrays in a node at the path `base`."""
    if node.type == "pair":
        base = (*base, *_keys(node.named_children[0]))
        yield base, node
        node = node.named_children[-1]
    children = [child for child in node.named_children if child.type != "comment"]
    if node.type == "array":
        for index, child in enumerate(children):
            yield (*base, index), child
            yield from _inner_nodes(child, (*base, index))
    elif node.type == "inline_table":
        for child in children:
            yield from _inner_nodes(child, base)


def extents(data: bytes) -> Mapping[int, int]:
    """The last line of each entry in an array of tables, its inner tables included, by its first line."""
    last_lines: dict[int, int] = {}
    first, array = 0, ""
    for node in _parsed(data):
        if node.type not in ("table", "table_array_element"):
            continue
        keys = _keys(node.named_children[0])
        if node.type == "table_array_element" and len(keys) == 1:
            first, array = node.start_point[0] + 1, str(keys[0])
        if first and keys[0] == array:
            last_lines[first] = max(child.end_point[0] + 1 for child in node.named_children if child.type != "comment")
    return last_lines


def spans(data: bytes) -> Mapping[Path, tuple[int, int]]:
    """The first and the last line of each table and pair, by its path; a table spans its own pairs."""
    lines: dict[Path, tuple[int, int]] = {}
    for path, node in _nodes(data):
        ends = [child.end_point[0] for child in node.named_children if child.type != "comment"]
        last = max(ends) if node.type.startswith("table") else node.end_point[0]
        lines.setdefault(path, (node.start_point[0] + 1, last + 1))
    return lines


def extent(data: bytes, path: Path) -> tuple[int, int] | None:
    """The begin and the end, in bytes, of a table, or of a pair with its key; None if there is none at the path."""
    node = dict(reversed(tuple(_nodes(data)))).get(path)
    return None if node is None else (node.start_byte, _end(node))


def value_extent(data: bytes, path: Path) -> tuple[int, int] | None:
    """The begin and the end, in bytes, of the value of a pair; None if there is no pair at the path."""
    node = dict(reversed(tuple(_nodes(data)))).get(path)
    values = [child for child in node.named_children if child.type != "comment"] if node is not None else []
    value = values[-1] if node is not None and node.type == "pair" else None
    return None if value is None else (value.start_byte, value.end_byte)


def _end(node: tree_sitter.Node) -> int:
    """The end of a node; that of a table is the end of its last pair."""
    if not node.type.startswith("table"):
        return node.end_byte
    return max(child.end_byte for child in node.named_children if child.type != "comment")


def _keys(node: tree_sitter.Node) -> Path:
    """The parts of a bare, quoted or dotted key."""
    if node.type == "dotted_key":
        return tuple(key for child in node.named_children for key in _keys(child))
    text = (node.text or b"").decode()
    return (next(iter(tomllib.loads(f"{text} = 0"))) if node.type == "quoted_key" else text,)


def _absolute(keys: Path, counts: dict[Path, int], *, array: bool) -> Path:
    """The path of a table header, with the index of each array of tables around it."""
    path: Path = ()
    for number, key in enumerate(keys, start=1):
        path = (*path, key)
        if array and number == len(keys):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def read(data: bytes, file: str, schema: Mapping[str, Any]) -> Result[TomlSource]:
    """The data of a file; C002 if it is not TOML, C003 to C005 for each mistake against `schema`."""
    validator = jsonschema_rs.validator_for(json.dumps(schema), validate_formats=True)
    if data.startswith(BOM_UTF8):
        return _refused(Position(file), "it begins with a byte order mark: save it as UTF-8 without one")
    try:
        text = data.decode("utf-8")
        source = TomlSource(file, text, _plain(tomllib.loads(text)))
        problems = [problem for error in validator.iter_errors(source.data)
                    for problem in _problems(source, error, schema)]
    except UnicodeDecodeError as error:
        before = data[:error.start].decode("utf-8").split("\n")
        return _refused(Position(file, len(before), len(before[-1]) + 1), "it is not UTF-8")
    except tomllib.TOMLDecodeError as error:
        place = _PROBLEM_PLACE.search(str(error))
        last = Position(file, text.count("\n") + 1)
        position = Position(file, int(place[1]), int(place[2])) if place else last
        return _refused(position, str(error).rpartition(" (at ")[0] or str(error))
    except (ValueError, OverflowError, RecursionError):
        return _refused(Position(file), "a number in it is too long, or it is nested too deeply")
    problems = sorted((*problems, *_unwritable(source)), key=lambda item: item.position or Position(file))
    return Result(None if problems else source, tuple(problems))


def _refused(position: Position, problem: str) -> Result[TomlSource]:
    """C002 at a position."""
    return Result(None, (diagnostic("C002", position, file=position.file, problem=problem),))


def _unwritable(source: TomlSource) -> Iterator[Diagnostic]:
    """C005 for each text with a character that is not allowed in XML; TOML can write it as an escape."""
    def texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
        if isinstance(value, str):
            yield path, value
        for key, item in (value.items() if isinstance(value, dict) else
                          enumerate(value) if isinstance(value, list) else ()):
            yield from texts(item, (*path, key))

    for path, value in texts(source.data, ()):
        forbidden = _FORBIDDEN.search(value)
        if forbidden:
            yield diagnostic("C005", source.position(path), key=_spelled(path), file=source.file,
                             problem=f"the character U+{ord(forbidden[0]):04X} cannot stand in XML")


def _plain(value: Any) -> Any:
    """A TOML value with dates and times as ISO 8601 strings."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def _problems(source: TomlSource, error: jsonschema_rs.ValidationError,
              schema: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """C003 for unknown keys, C004 for a missing one, C005 for a wrong value with an example of a right one."""
    path = tuple(error.instance_path)
    kind, table = error.kind, _spelled(path)
    if kind.name in ("additionalProperties", "unevaluatedProperties"):
        shape = f"{PurePosixPath(source.file).stem}.schema.json"
        return tuple(diagnostic("C003", source.position((*path, key)), key=key, table=table, file=source.file,
                                shape=shape) for key in kind.as_dict()["unexpected"])
    missing = kind.as_dict()["property"] if kind.name == "required" else _missing_key(schema, error)
    if missing:
        return (diagnostic("C004", source.position(path), key=missing, table=table, file=source.file),)
    example = _example(schema, error.schema_path) if kind.name == "type" else ""
    problem = error.message if kind.name != "enum" else (
        f"{_toml(error.instance)} is none of {', '.join(map(_toml, kind.as_dict()['options']))}")
    return (diagnostic("C005", source.position(path), key=table, problem=problem + example, file=source.file),)


def _missing_key(schema: Mapping[str, Any], error: jsonschema_rs.ValidationError) -> str:
    """The first missing key of the alternative in `anyOf` of which most keys are there; empty for another problem."""
    branches = _part(schema, error.schema_path) if error.kind.name == "anyOf" else ()
    alternatives = [branch.get("required", ()) for branch in branches]
    table = error.instance if isinstance(error.instance, dict) else {}
    nearest = max(alternatives, key=lambda keys: sum(key in table for key in keys), default=())
    return next((key for key in nearest if key not in table), "")


def _part(schema: Mapping[str, Any], path: Sequence[str | int]) -> Any:
    """The part of a JSON Schema at a path; an empty object if there is none."""
    at: Any = schema
    for part in path:
        inner: Mapping[str | int, Any] = at if isinstance(at, dict) else dict(enumerate(at))
        at = inner.get(part, {})
    return at


def _example(schema: Mapping[str, Any], path: Sequence[str | int]) -> str:
    """The first example of the key whose keyword stands at `path` of a JSON Schema, as TOML; empty if it has none."""
    at = _part(schema, path[:-1])
    values = at.get("additionalProperties")
    examples, named = at.get("examples"), isinstance(values, dict) and values.get("examples")
    if examples:
        return f"; example: {_toml(examples[0])}"
    return f"; example: {{ {values.get('title', 'KEY')} = {_toml(named[0])} }}" if named else ""


def _toml(value: Any) -> str:
    """A value as inline TOML."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(item)}' for key, item in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _spelled(path: Path) -> str:
    """A path as in `expression[2].language`, counted from 1; `the file` for the top level."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".") or "the file"


def understood(file: str, data: bytes, understand: Callable[[Mapping[str, Any]], Knowledge]) -> Result[Knowledge]:
    """The value that `understand` makes of a TOML file; C004 for a missing key, C005 for a refused value."""
    source = read(data, file, {})
    if source.value is None:
        return Result(None, source.diagnostics)
    try:
        return Result(understand(source.value.data))
    except KeyError as error:
        return Result(None, (diagnostic("C004", Position(file), key=error.args[0], table="the file", file=file),))
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, re.error) as error:
        return Result(None, (diagnostic("C005", Position(file), key="the file", problem=error, file=file),))
