"""A project's folder → values: what schema/ knows, and for each work what its TOML files say and what was received."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import config, toml_source
from pipeline.diagnostics import Catalogue, Code, Diagnostic, Position, Result, Severity, diagnostic
from pipeline.language import Jurisdiction, Language, jurisdiction, language

WORKS = "source/works"
TERMS = "source/terms.toml"


@dataclass(frozen=True, slots=True)
class Schema:
    """What schema/ holds, by code; `shapes` are the JSON Schemas of the project's TOML files."""

    languages: Mapping[str, Language]
    jurisdictions: Mapping[str, Jurisdiction]
    language_codes: frozenset[str]
    rules: bytes
    fonts: bytes
    shapes: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """One work: what its editor wrote, and the bytes received, by file name. `folder` is relative to the project."""

    folder: str
    work: config.Work
    editorial: config.Editorial
    terms: tuple[config.Term, ...]
    received: Mapping[str, bytes]


def catalogue(root: Path) -> Catalogue:
    """The diagnostic codes of schema/codes.toml."""
    data = tomllib.loads((root / "schema/codes.toml").read_text(encoding="utf-8"))
    return Catalogue({code: Code(code, Severity(item["severity"]), item["title"], item["message"], item["hint"],
                                 item["explanation"].strip()) for code, item in data.items()})


def schema(root: Path) -> Result[Schema]:
    """The knowledge in schema/; a broken file is C002 to C005."""
    folder = root / "schema"
    shapes = {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
              for path in sorted(folder.glob("*.schema.json"))}
    found: dict[str, dict[str, Any]] = {"languages": {}, "jurisdictions": {}}
    findings: list[Diagnostic] = []
    for kind, entries in found.items():
        for path in sorted((folder / kind).glob("*.toml")):
            read = toml_source.read(path.read_bytes(), str(path.relative_to(root)), shapes.get(kind, {}))
            findings += read.diagnostics
            if read.value:
                entries[path.stem] = read.value.data
    if findings:
        return Result(None, tuple(findings))
    codes = (folder / "iso639-2.txt").read_text(encoding="utf-8").split("\n", 1)[1].split()
    return Result(Schema(
        {code: language(data) for code, data in found["languages"].items()},
        {code: jurisdiction(data) for code, data in found["jurisdictions"].items()},
        frozenset(codes), (folder / "rules.sch").read_bytes(), (folder / "fonts.toml").read_bytes(), shapes))


def sources(root: Path, known: Schema) -> Result[tuple[Source, ...]]:
    """Every work below source/works that can be read at all, in the order of their paths, with all findings."""
    terms = _read(root / TERMS, root, known, "terms")
    entries = config.terms(terms.value) if terms.value else ()
    findings = [*terms.diagnostics, *_repeated(entries)]
    found: list[Source] = []
    folders = sorted(path.parent for path in (root / WORKS).rglob("work.toml"))
    for folder in folders:
        source = _source(folder, root, known, entries)
        findings += source.diagnostics
        if source.value:
            found.append(source.value)
    if not folders:
        findings.append(diagnostic("C011", Position(WORKS), folder=WORKS))
    return Result(tuple(found), tuple(findings))


def _read(path: Path, root: Path, known: Schema, shape: str) -> Result[toml_source.TomlSource]:
    name = str(path.relative_to(root))
    if not path.is_file():
        return Result(None, (diagnostic("C001", Position(name), file=name, named="the project"),))
    return toml_source.read(path.read_bytes(), name, known.shapes[shape])


def _source(folder: Path, root: Path, known: Schema, terms: tuple[config.Term, ...]) -> Result[Source]:
    read = _read(folder / "work.toml", root, known, "work")
    edited = _read(folder / "editorial.toml", root, known, "editorial")
    findings = [*read.diagnostics]
    if (folder / "editorial.toml").exists():
        findings += edited.diagnostics
    if read.value is None:
        return Result(None, tuple(findings))
    work = config.work(read.value, folder.relative_to(root / WORKS).as_posix())
    received: dict[str, bytes] = {}
    for item in work.received:
        data = _received(folder, item, root)
        findings += data.diagnostics
        if data.value is not None:
            received[item.file] = data.value
    editorial = config.editorial(edited.value) if edited.value else config.Editorial()
    return Result(Source(str(folder.relative_to(root)), work, editorial, terms, received), tuple(findings))


def _received(folder: Path, item: config.Received, root: Path) -> Result[bytes]:
    path = folder / item.file
    if not path.is_file():
        named = f"work.toml ({item.position})"
        return Result(None, (diagnostic("C001", item.position, file=str(path.relative_to(root)), named=named),))
    if not path.resolve().is_relative_to(folder.resolve()):
        return Result(None, (diagnostic("C010", item.position, file=item.file),))
    return Result(path.read_bytes())


def _repeated(terms: tuple[config.Term, ...]) -> Iterator[Diagnostic]:
    counts = Counter(term.id for term in terms)
    first: dict[str, config.Term] = {}
    for term in terms:
        if counts[term.id] > 1 and term.id in first:
            yield diagnostic("C009", term.position, name=term.id, first=first[term.id].position)
        first.setdefault(term.id, term)
