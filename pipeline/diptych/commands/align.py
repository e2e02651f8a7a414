"""`diptych align`: two files, texts or Akoma Ntoso in any two languages → which of their clauses say the same."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click

from diptych.akn.adopted import adopted
from diptych.akn.document import Document, read
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import align as align_texts
from diptych.align.units import units
from diptych.commands import convert as convert_
from diptych.commands import output
from diptych.compile.single_text import AUTO, Options, convert
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.project import load
from diptych.project.load import Schema
from diptych.render.text.alignment_table import as_json, tsv

FORMS: Final = {"tsv": tsv, "json": as_json}
_MARK: Final = b"akomaNtoso"
_BEGINNING: Final = 4_000
_NOWHERE: Final = "T016"
"""The finding that a text does not show whose it is."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The units of two texts and how they go together."""

    left: tuple[AlignedUnit, ...]
    right: tuple[AlignedUnit, ...]
    pairs: tuple[UnitPair, ...]


def run(root: Path, files: tuple[Path, Path], options: Sequence[Options], *, labels: bool) -> Result[Aligned]:
    """The aligned units of two files; `root` holds schema/, and source/terms.toml if it is a project. A file that
    can't be read is T019, or what the converter or the reader of Akoma Ntoso says."""
    known = load.schema(root)
    if known.value is None:
        return Result(None, known.diagnostics)
    same = load.equivalents(root, known.value)
    found = [_read(file) for file in files]
    if any(one.value is None for one in found):
        return Result(None, tuple(item for one in found for item in one.diagnostics))
    documents = _documents(tuple(zip(files, (one.value or b"" for one in found), options, strict=True)), known.value)
    findings: tuple[Diagnostic, ...] = (*same.diagnostics, *(item for one in documents for item in one.diagnostics))
    left, right = (one.value for one in documents)
    if same.value is None or left is None or right is None:
        return Result(None, findings)
    sides = units(left), units(right)
    return Result(as_printed(Aligned(*sides, align_texts(*sides, same.value, labels=labels))), findings)


def as_printed(found: Aligned) -> Aligned:
    """The same with each number before the words that it is printed before: that of a unit which has no heading and
    several paragraphs goes to the first of them. The words say what it is paired with, unless they are alone."""
    (left, ours), (right, theirs) = _numbered(found.left), _numbered(found.right)
    said = [replace(pair, left=tuple(ours[i] for i in pair.left if found.left[i].id == left[ours[i]].id),
                    right=tuple(theirs[j] for j in pair.right if found.right[j].id == right[theirs[j]].id))
            for pair in found.pairs]
    lone = {pair.left[0]: at for at, pair in enumerate(said) if pair.left and not pair.right}
    lonely = {pair.right[0]: at for at, pair in enumerate(said) if pair.right and not pair.left}
    for pair in found.pairs:
        if pair.kind == "1-1" and (i := ours[pair.left[0]]) in lone and (j := theirs[pair.right[0]]) in lonely:
            said[lone.pop(i)] = replace(pair, left=(i,), right=(j,))
            said[lonely.pop(j)] = replace(pair, left=(), right=())
    return Aligned(left, right, tuple(pair for pair in said if pair.left or pair.right))


def _numbered(found: Sequence[AlignedUnit]) -> tuple[tuple[AlignedUnit, ...], list[int]]:
    """The units, a number alone and the paragraph behind it made one, and for each of `found` its place among them."""
    made: list[AlignedUnit] = []
    places: list[int] = []
    for unit in found:
        before = made[-1] if made else None
        if before and not before.text and not unit.number and (unit.enclosing, unit.level) == (
                before.label, before.level + 1):
            made[-1] = replace(unit, number=before.number)
        else:
            made.append(unit)
        places.append(len(made) - 1)
    return tuple(made), places


def write(out: Path, text: str) -> Result[None]:
    """Writes the text whole or not at all; B004 if the place can't be written."""
    beside = out.with_name(f".{out.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(out)
    except OSError as error:
        return Result(None, (diagnostic("B004", Position(str(out)), place=out.name, problem=error.strerror),))
    return Result(None)


def _read(path: Path) -> Result[bytes]:
    try:
        return Result(path.read_bytes())
    except OSError as error:
        return Result(None, (diagnostic("T019", Position(str(path)), problem=error.strerror),))


def _documents(texts: Sequence[tuple[Path, bytes, Options]], known: Schema) -> list[Result[Document]]:
    """What the files hold; of a text only the findings that keep it from being read. A text that does not show whose
    it is gets the jurisdiction whose documents are built most like it, that of the other text before others."""
    made: list[Result[Document]] = []
    homes: list[str] = []
    for path, data, options in texts:
        if _MARK in data[:_BEGINNING]:
            found = read(data, str(path))
            made.append(Result(adopted(found.value) if found.value else None, found.diagnostics))
            continue
        converted = convert(data, str(path), known, options)
        homes += [converted.value.jurisdiction.code] if converted.value else []
        made.append(Result(converted.value.document) if converted.value else Result(None, converted.diagnostics))
    return [_likened(text, known, homes) if any(item.code == _NOWHERE for item in one.diagnostics) else one
            for one, text in zip(made, texts, strict=True)]


def _likened(text: tuple[Path, bytes, Options], known: Schema, homes: Sequence[str]) -> Result[Document]:
    """The text as the jurisdiction takes it in whose way most of its units have numbers, one of `homes` if it is one
    of several."""
    path, data, options = text
    tried = [convert(data, str(path), known, replace(options, jurisdiction=code))
             for code in dict.fromkeys((*homes, *known.jurisdictions))]
    documents = [one.value.document for one in tried if one.value]
    if not documents:
        return Result(None, tried[0].diagnostics)
    return Result(max(documents, key=lambda one: sum(bool(unit.number) for unit in units(one))))


_PATH = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("left", type=_PATH)
@click.argument("right", type=_PATH)
@click.option("--out", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default=Path("-"),
              metavar="FILE", help="Where the table goes; - is standard output.  [default: -]")
@click.option("--format", "form", type=click.Choice(tuple(FORMS)), default="tsv", show_default=True,
              help="A table with tabs, or JSON.")
@click.option("--by", type=click.Choice(("labels", "text")), default="labels", show_default=True,
              help="Whether the numbers of clauses count, or their words alone.")
@click.option("--left-language", default=AUTO, show_default=True, help="The language of LEFT, as in zh or ko.")
@click.option("--right-language", default=AUTO, show_default=True, help="The language of RIGHT.")
@click.pass_obj
def align(root: Path, left: Path, right: Path, out: Path, form: str, by: str, *, left_language: str,  # noqa: PLR0913
          right_language: str) -> None:
    """Pair the clauses of LEFT and RIGHT, texts or Akoma Ntoso in any two languages, and say what is unpaired."""
    if str(out) != "-" and any(out.resolve() == text.resolve() for text in (left, right)):
        raise click.UsageError("--out would write over one of the texts")
    known = convert_.knowledge(root)
    catalogue = output.catalogue(known)
    languages = [Options(left_language), Options(right_language)]
    found = run(known, (left, right), languages, labels=by == "labels")
    output.show([catalogue.describe(item) for item in found.diagnostics], catalogue)
    if found.value is None:
        sys.exit(1)
    text = FORMS[form](found.value.left, found.value.right, found.value.pairs)
    if str(out) == "-":
        sys.stdout.buffer.write(text.encode())
        return
    written = write(out, text)
    output.show([catalogue.describe(item) for item in written.diagnostics], catalogue)
    sys.exit(1 if written.diagnostics else 0)
