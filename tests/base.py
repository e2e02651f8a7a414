"""The small project tests/codes/_base in memory: its text, editorial entries and terms can be replaced before it is
compiled."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from diptych.akn.document import Document
from diptych.akn.document import read as read_akn
from diptych.build import build
from diptych.citations import csl_styles
from diptych.citations.csl_styles import Styles
from diptych.compile import versions
from diptych.compile.work import Compiled, compile_work
from diptych.config import toml_positions, works
from diptych.diagnostics import Diagnostic, Finding
from diptych.project import load
from diptych.project.load import Schema, Source
from diptych.validate.context import Subject

from tests.conftest import ROOT

BASE = ROOT / "tests/codes/_base"
FOLDER = "source/works/cn/qingshizhengban/2020/3"
RECEIVED = f"{FOLDER}/received.txt"
TEXT = (BASE / RECEIVED).read_text(encoding="utf-8")
LINES = tuple(TEXT.split("\n"))


@cache
def schema() -> Schema:
    known = load.schema(ROOT).value
    assert known
    return known


@cache
def citation_styles() -> Styles:
    known = csl_styles.citations(ROOT).value
    assert known
    return known


@cache
def source() -> Source:
    found = load.sources(BASE, schema())
    assert found.value
    assert not found.diagnostics
    return found.value[0]


def compile_text(text: str | bytes = TEXT, editorial: str | None = "", terms: str | None = None,
                 work: str | None = None) -> Compiled:
    """The base work with another text (its checksum renewed), other editorial entries (none unless given; None for
    those of the base), terms and work.toml."""
    data = text if isinstance(text, bytes) else text.encode()
    known = source()
    if work is not None:
        known = replace(known, work=works.work(toml(work, "work"), known.work.path, schema().licences))
    received = tuple(replace(item, sha256=sha256(data).hexdigest()) for item in known.work.received)
    known = replace(known, work=replace(known.work, received=received),
                    received={item.file: data for item in received})
    if editorial is not None:
        known = replace(known, editorial=works.editorial(toml(editorial, "editorial")))
    if terms is not None:
        known = replace(known, terms=(*known.terms, *works.terms(toml(terms, "terms"))))
    return compile_work(known, schema())


def toml(text: str, shape: str) -> toml_positions.TomlSource:
    """A TOML file that the project's schema allows."""
    found = toml_positions.read(text.encode(), f"{shape}.toml", schema().shapes[shape])
    assert found.value, found.diagnostics
    return found.value


def digest(text: str) -> str:
    """The checksum of a received text."""
    return sha256(text.encode()).hexdigest()


def shape(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((ROOT / f"schema/{name}.schema.json").read_text(encoding="utf-8"))
    return found


@cache
def twins() -> tuple[bytes, bytes]:
    """The Akoma Ntoso of the base work, its editorial entries in it."""
    made = compile_text(editorial=None)
    assert not made.diagnostics
    zho, kor = made.expressions
    return zho.data, kor.data


def document(data: bytes) -> Document:
    found = read_akn(data, "test.xml").value
    assert found
    return found


def subject(data: bytes, language: str = "zho") -> Subject:
    """Akoma Ntoso as made by others: nobody knows the author's lines."""
    return Subject(document(data), schema().languages[language], f"{language}.xml")


def codes(found: Compiled | tuple[Diagnostic, ...] | tuple[Finding, ...]) -> list[str]:
    return [item.code for item in (found.diagnostics if isinstance(found, Compiled) else found)]


def at(found: Compiled) -> list[tuple[str, int]]:
    """Code and line of each finding."""
    return [(item.code, item.position.line if item.position else 0) for item in found.diagnostics]


def line_of(words: str, text: str = TEXT) -> int:
    """The number of the one line that begins with these words."""
    found = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith(words)]
    assert len(found) == 1
    return found[0]


def write_base(root: Path) -> None:
    """The base project's sources on disk, without schema."""
    for path in BASE.rglob("*"):
        if path.is_file():
            (root / path.relative_to(BASE)).parent.mkdir(parents=True, exist_ok=True)
            (root / path.relative_to(BASE)).write_bytes(path.read_bytes())


def as_built(root: Path) -> None:
    """Puts the texts of a project where a build puts them."""
    for work in build.compiled(root)[0]:
        for part in versions.published(work):
            for text in part.expressions:
                folder = root / "build/akn" / text.document.work_iri.removeprefix("/akn/")
                folder /= f"@{part.source.ledger.version}" if part.source.ledger.version else ""
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{text.document.language}.xml").write_bytes(text.data)
