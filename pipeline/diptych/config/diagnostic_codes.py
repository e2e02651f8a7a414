"""The files codes.toml of the packaged schema/ and of a project → the catalogue of diagnostic codes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

from diptych.config import layer_merge, schema_layers, toml_positions
from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Catalogue, Code, Diagnostic, Result, Severity, diagnostic

FILE: Final = "codes.toml"
_TEXTS: Final = ("title", "message", "hint", "explanation")
_SEVERITIES: Final = tuple(str(severity) for severity in Severity if severity is not Severity.WAIVED)
PARTS: Final = ("addenda", "attachment", "free")
"""The parts of a document in which a code may have another severity; `free` is a document of free numbering."""
_SHAPE: Final = {"additionalProperties": {
    "type": "object", "additionalProperties": False,
    "properties": {
        "severity": {"enum": _SEVERITIES},
        "severity_in": {"type": "object", "additionalProperties": {"enum": _SEVERITIES},
                        "propertyNames": {"enum": PARTS}},
        **{key: {"type": "string", "minLength": 1} for key in _TEXTS}}}}
"""The JSON Schema of a codes.toml: any part of each entry."""
_RULE_FACTS: Final = frozenset({"problem", "eid"})
"""The facts of a finding of rules.sch, which may have codes of a project's own. Every finding has an eId."""


@cache
def packaged() -> Catalogue:
    """The catalogue of the program."""
    return _catalogue(schema_layers.packaged_table(FILE))


def catalogue(root: Path) -> Result[Catalogue]:
    """The catalogue that counts in a project; C002 to C005 for a broken codes.toml of the project.

    C004: a new code lacks a key. C005: a message or hint has a fact in braces that its finding lacks.
    """
    own, default = schema_layers.own_bytes(root, FILE), schema_layers.packaged_bytes(FILE) or b""
    if own is None or own == default:
        return Result(packaged())
    read = toml_positions.read(own, f"{schema_layers.FOLDER}/{FILE}", _SHAPE)
    problems = tuple(_problems(read.value)) if read.value else read.diagnostics
    if problems:
        return Result(None, problems)
    return Result(_catalogue(tomllib.loads(layer_merge.merged(FILE, default, own).decode())))


def of_rules(known: Catalogue) -> frozenset[str]:
    """The codes whose words need no fact but those of a failed assertion."""
    return frozenset(name for name, code in known.codes.items()
                     if _facts(code.message) | _facts(code.hint) <= _RULE_FACTS)


def _catalogue(data: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    return Catalogue({code: Code(code, Severity(item["severity"]), item["title"], item["message"], item["hint"],
                                 item["explanation"].strip(), _severity_in(item)) for code, item in data.items()})


def _severity_in(item: Mapping[str, Any]) -> tuple[tuple[str, Severity], ...]:
    return tuple((part, Severity(value)) for part, value in item.get("severity_in", {}).items())


def _problems(source: TomlSource) -> Iterator[Diagnostic]:
    """C004 for each key that a new code lacks, C005 for each text whose facts a finding lacks."""
    known = schema_layers.packaged_table(FILE)
    for code, item in source.data.items():
        entry = known.get(code, {})
        for key in ("severity", *_TEXTS):
            if key not in item and not entry:
                yield diagnostic("C004", source.position((code,)), key=key, table=code, file=source.file)
        facts = _facts(entry["message"]) | _facts(entry["hint"]) | {"eid"} if entry else _RULE_FACTS
        for key in ("message", "hint"):
            problem = _unfillable(item.get(key, ""), facts)
            if problem:
                yield diagnostic("C005", source.position((code, key)), key=f"{code}.{key}", file=source.file,
                                 problem=problem)


def _facts(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _unfillable(text: str, facts: frozenset[str]) -> str:
    """Why a text cannot be filled with these facts; empty if it can."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        return f"its braces are wrong: {error}"
    unknown = [str(name) for _, name, form, conversion in parts if name not in facts or form or conversion]
    known = ", ".join(sorted(facts)) or "none"
    return f"there is no fact {{{unknown[0]}}}; the facts of the code are {known}" if unknown else ""
