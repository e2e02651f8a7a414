"""TOML bytes + JSON Schema → plain data that knows where each key stands in its author's file."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    """Checked data of one TOML file; dates are ISO 8601 strings."""

    file: str
    text: str
    data: Mapping[str, Any]

    @cached_property
    def _places(self) -> Mapping[Path, Position]:
        parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
        places: dict[Path, Position] = {(): Position(self.file)}
        lines = self.text.encode().split(b"\n")
        counts: dict[Path, int] = {}
        for node in parser.parse(self.text.encode()).root_node.named_children:
            base: Path = ()
            if node.type in ("table", "table_array_element"):
                base = _absolute(_keys(node.named_children[0]), counts, array=node.type == "table_array_element")
                places.setdefault(base, self._place(node, lines))
            pairs = [node] if node.type == "pair" else node.named_children
            for pair in pairs:
                self._note(pair, base, places, lines)
        return places

    def _note(self, node: tree_sitter.Node, base: Path, places: dict[Path, Position], lines: Sequence[bytes]) -> None:
        if node.type == "pair":
            base = (*base, *_keys(node.named_children[0]))
            places.setdefault(base, self._place(node, lines))
            node = node.named_children[-1]
        children = [child for child in node.named_children if child.type != "comment"]
        if node.type == "array":
            for index, child in enumerate(children):
                places.setdefault((*base, index), self._place(child, lines))
                self._note(child, (*base, index), places, lines)
        elif node.type == "inline_table":
            for child in children:
                self._note(child, base, places, lines)

    def _place(self, node: tree_sitter.Node, lines: Sequence[bytes]) -> Position:
        row, column = node.start_point
        return Position(self.file, row + 1, len(lines[row][:column].decode(errors="replace")) + 1)

    def position(self, path: Sequence[str | int]) -> Position:
        """Where the value at `path` is written; the nearest enclosing table if it is not written at all."""
        whole = tuple(path)
        return next(self._places[whole[:end]] for end in range(len(whole), -1, -1) if whole[:end] in self._places)


def extents(data: bytes) -> Mapping[int, int]:
    """The lines of a file in which an entry of an array of tables begins and those in which it ends, its own tables
    included."""
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    found: dict[int, int] = {}
    first, array = 0, ""
    for node in parser.parse(data).root_node.named_children:
        if node.type not in ("table", "table_array_element"):
            continue
        keys = _keys(node.named_children[0])
        if node.type == "table_array_element" and len(keys) == 1:
            first, array = node.start_point[0] + 1, str(keys[0])
        if first and keys[0] == array:
            found[first] = max(child.end_point[0] + 1 for child in node.named_children if child.type != "comment")
    return found


def _keys(node: tree_sitter.Node) -> Path:
    if node.type == "dotted_key":
        return tuple(key for child in node.named_children for key in _keys(child))
    text = (node.text or b"").decode()
    return (next(iter(tomllib.loads(f"{text} = 0"))) if node.type == "quoted_key" else text,)


def _absolute(keys: Path, counts: dict[Path, int], *, array: bool) -> Path:
    """The path of a table header with the index of each array of tables that it stands in."""
    path: Path = ()
    for number, key in enumerate(keys, start=1):
        path = (*path, key)
        if array and number == len(keys):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def read(data: bytes, file: str, schema: Mapping[str, Any]) -> Result[TomlSource]:
    """The file's data if it is TOML (else C002) that `schema` allows (else C003 to C005, one a mistake)."""
    validator = jsonschema_rs.validator_for(json.dumps(schema), validate_formats=True)
    try:
        text = data.decode("utf-8")
        source = TomlSource(file, text, _plain(tomllib.loads(text)))
        found = [problem for error in validator.iter_errors(source.data) for problem in _problems(source, error)]
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
    problems = tuple(sorted((*found, *_unwritable(source)), key=lambda item: item.position or Position(file)))
    return Result(None if problems else source, problems)


def _refused(position: Position, problem: str) -> Result[TomlSource]:
    return Result(None, (diagnostic("C002", position, file=position.file, problem=problem),))


def _unwritable(source: TomlSource) -> Iterator[Diagnostic]:
    """C005 for each text with a character that XML has no room for: TOML can write it as an escape."""
    def texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
        if isinstance(value, str):
            yield path, value
        for key, item in (value.items() if isinstance(value, dict) else
                          enumerate(value) if isinstance(value, list) else ()):
            yield from texts(item, (*path, key))

    for path, value in texts(source.data, ()):
        found = _FORBIDDEN.search(value)
        if found:
            yield diagnostic("C005", source.position(path), key=_spelled(path), file=source.file,
                             problem=f"the character U+{ord(found[0]):04X} cannot stand in XML")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def _problems(source: TomlSource, error: jsonschema_rs.ValidationError) -> tuple[Diagnostic, ...]:
    path = tuple(error.instance_path)
    kind, table = error.kind, _spelled(path)
    if kind.name in ("additionalProperties", "unevaluatedProperties"):
        return tuple(diagnostic("C003", source.position((*path, key)), key=key, table=table, file=source.file)
                     for key in kind.as_dict()["unexpected"])
    if kind.name == "required":
        return (diagnostic("C004", source.position(path), key=kind.as_dict()["property"], table=table,
                           file=source.file),)
    return (diagnostic("C005", source.position(path), key=table, problem=error.message, file=source.file),)


def _spelled(path: Path) -> str:
    """`expression[2].language`, counting from 1 as a reader would; `the file` for the top level."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".") or "the file"


def understood(file: str, data: bytes, understand: Callable[[Mapping[str, Any]], Knowledge]) -> Result[Knowledge]:
    """What a TOML file describes to `understand`; a key that this misses is C004, a value that it refuses C005."""
    source = read(data, file, {})
    if source.value is None:
        return Result(None, source.diagnostics)
    try:
        return Result(understand(source.value.data))
    except KeyError as error:
        return Result(None, (diagnostic("C004", Position(file), key=error.args[0], table="the file", file=file),))
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, re.error) as error:
        return Result(None, (diagnostic("C005", Position(file), key="the file", problem=error, file=file),))
