"""Two files, texts or Akoma Ntoso in any two languages → their aligned units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import project
from pipeline.akn.document import Document, read
from pipeline.align.pairs import Pair, Unit
from pipeline.align.texts import align
from pipeline.align.units import units
from pipeline.convert import Options, convert
from pipeline.diagnostics import Diagnostic, Position, Result, diagnostic
from pipeline.project import Schema
from pipeline.render.pairs import as_json, tsv

FORMS: Final = {"tsv": tsv, "json": as_json}
_MARK: Final = b"akomaNtoso"
_BEGINNING: Final = 4_000


@dataclass(frozen=True, slots=True)
class Aligned:
    """The units of two texts and how they go together."""

    left: tuple[Unit, ...]
    right: tuple[Unit, ...]
    pairs: tuple[Pair, ...]


def run(root: Path, files: tuple[Path, Path], options: Sequence[Options], *, labels: bool) -> Result[Aligned]:
    """The aligned units of two files; `root` holds schema/, and source/terms.toml if it is a project. A file that
    can't be read is T019, or what the converter or the reader of Akoma Ntoso says."""
    known = project.schema(root)
    if known.value is None:
        return Result(None, known.diagnostics)
    same = project.equivalents(root, known.value)
    found = [_document(file, known.value, option) for file, option in zip(files, options, strict=True)]
    findings: tuple[Diagnostic, ...] = (*same.diagnostics, *(item for one in found for item in one.diagnostics))
    left, right = (one.value for one in found)
    if same.value is None or left is None or right is None:
        return Result(None, findings)
    sides = units(left), units(right)
    return Result(Aligned(*sides, align(*sides, same.value, labels=labels)), findings)


def write(out: Path, text: str) -> Result[None]:
    """Writes the text whole or not at all; T019 if the place can't be written."""
    beside = out.with_name(f".{out.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(out)
    except OSError as error:
        return Result(None, (diagnostic("T019", Position(str(out)), problem=error.strerror),))
    return Result(None)


def _document(path: Path, known: Schema, options: Options) -> Result[Document]:
    """What a file holds; of a text only the findings that keep it from being read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Result(None, (diagnostic("T019", Position(str(path)), problem=error.strerror),))
    if _MARK in data[:_BEGINNING]:
        return read(data, str(path))
    converted = convert(data, str(path), known, options)
    return Result(converted.value.document) if converted.value else Result(None, converted.diagnostics)
