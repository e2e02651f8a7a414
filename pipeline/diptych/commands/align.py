"""`diptych align`: two files, texts or Akoma Ntoso in any two languages → a table of the clauses that say the same."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import click

from diptych.akn.adopted import adopted
from diptych.akn.document import Document, read
from diptych.align.pairs import AlignedUnit, UnitPair
from diptych.align.texts import align as align_texts
from diptych.align.units import units
from diptych.commands import messages, output
from diptych.compile.recognised_jurisdiction import AUTO
from diptych.compile.single_text import Converted, Options, convert
from diptych.diagnostics import Position, Result, diagnostic
from diptych.files import atomic
from diptych.project import load
from diptych.project.load import Schema
from diptych.render.text.alignment_table import as_json, tsv

FORMS: Final = {"tsv": tsv, "json": as_json}
_MARK: Final = b"akomaNtoso"
_BEGINNING: Final = 4_000
"""Bytes in which an Akoma Ntoso document names its root element, chosen. More would take texts about it for it."""
_UNKNOWN_PLACE: Final = "T016"
"""The finding that a text does not show its jurisdiction."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The units of two texts, and their pairs."""

    left: tuple[AlignedUnit, ...]
    right: tuple[AlignedUnit, ...]
    pairs: tuple[UnitPair, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A file to align, its bytes, and what the user knows of it."""

    path: Path
    data: bytes
    options: Options


def run(root: Path, files: tuple[Path, Path], options: Sequence[Options], *, labels: bool) -> Result[Aligned]:
    """The aligned units of two files; `root` holds schema/, and source/terms.toml if it is a project.

    A file that cannot be read is T019, or a finding of the converter or the reader of Akoma Ntoso.
    """
    known = load.schema(root)
    if known.value is None:
        return Result(None, known.diagnostics)
    same = load.equivalents(root, known.value)
    try:
        texts = [_Text(path, path.read_bytes(), option) for path, option in zip(files, options, strict=True)]
    except OSError as error:
        return Result(None, (diagnostic("T019", Position(str(error.filename)), problem=error.strerror),))
    documents = _documents(texts, known.value)
    findings = (*same.diagnostics, *(item for result in documents for item in result.diagnostics))
    left, right = (result.value for result in documents)
    if same.value is None or left is None or right is None:
        return Result(None, findings)
    sides = units(left), units(right)
    return Result(as_printed(Aligned(*sides, align_texts(*sides, same.value, labels=labels))), findings)


def as_printed(aligned: Aligned) -> Aligned:
    """The same units, each number in the unit of the words behind it.

    The number of a unit without a heading and with several paragraphs goes to the first paragraph. The pair of that
    unit is the pair of its words, unless the words are unpaired.
    """
    (left, ours), (right, theirs) = _numbered(aligned.left), _numbered(aligned.right)
    pairs = [replace(pair, left=tuple(ours[i] for i in pair.left if aligned.left[i].id == left[ours[i]].id),
                     right=tuple(theirs[j] for j in pair.right if aligned.right[j].id == right[theirs[j]].id))
             for pair in aligned.pairs]
    left_only = {pair.left[0]: index for index, pair in enumerate(pairs) if pair.left and not pair.right}
    right_only = {pair.right[0]: index for index, pair in enumerate(pairs) if pair.right and not pair.left}
    for pair in aligned.pairs:
        if pair.kind == "1-1" and (i := ours[pair.left[0]]) in left_only and (j := theirs[pair.right[0]]) in right_only:
            pairs[left_only.pop(i)] = replace(pair, left=(i,), right=(j,))
            pairs[right_only.pop(j)] = replace(pair, left=(), right=())
    return Aligned(left, right, tuple(pair for pair in pairs if pair.left or pair.right))


def _numbered(side: Iterable[AlignedUnit]) -> tuple[tuple[AlignedUnit, ...], list[int]]:
    """The units, a bare number joined with the paragraph behind it, and the new index of each unit."""
    joined: list[AlignedUnit] = []
    places: list[int] = []
    for unit in side:
        before = joined[-1] if joined else None
        if before and not before.text and not unit.number and (unit.enclosing, unit.level) == (
                before.label, before.level + 1):
            joined[-1] = replace(unit, number=before.number)
        else:
            joined.append(unit)
        places.append(len(joined) - 1)
    return tuple(joined), places


def _documents(texts: Sequence[_Text], known: Schema) -> list[Result[Document]]:
    """The documents in the files. Findings on a text that could be read are left out.

    A text of unknown jurisdiction gets one by its structure; the jurisdiction of the other text is tried first.
    """
    results: list[Result[Document]] = []
    places: list[str] = []
    for text in texts:
        if _MARK in text.data[:_BEGINNING]:
            document = read(text.data, str(text.path))
            results.append(replace(document, value=adopted(document.value) if document.value else None))
            continue
        converted = _converted(text, known, text.options.jurisdiction)
        places += [converted.value.jurisdiction.code] if converted.value else []
        results.append(Result(converted.value.document) if converted.value else Result(None, converted.diagnostics))
    return [_by_structure(text, known, places)
            if any(item.code == _UNKNOWN_PLACE for item in result.diagnostics) else result
            for result, text in zip(results, texts, strict=True)]


def _converted(text: _Text, known: Schema, jurisdiction: str) -> Result[Converted]:
    return convert(text.data, str(text.path), known, replace(text.options, jurisdiction=jurisdiction))


def _by_structure(text: _Text, known: Schema, places: Sequence[str]) -> Result[Document]:
    """The text as a document of the jurisdiction by which most of its units have numbers, the first of several."""
    results = [_converted(text, known, code)
               for code in dict.fromkeys((*places, *known.jurisdictions))]
    documents = [result.value.document for result in results if result.value]
    if not documents:
        return Result(None, results[0].diagnostics)
    return Result(max(documents, key=lambda document: sum(bool(unit.number) for unit in units(document))))


@click.command()
@click.argument("left", type=output.FILE)
@click.argument("right", type=output.FILE)
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
        raise click.UsageError(messages.line("over_texts"))
    catalogue = output.catalogue(root)
    languages = [Options(left_language), Options(right_language)]
    aligning = partial(run, root, (left, right), languages, labels=by == "labels")
    aligned = output.value(output.limited(aligning, (left, right), catalogue), catalogue)
    table = FORMS[form](aligned.left, aligned.right, aligned.pairs).encode()
    if str(out) == "-":
        sys.stdout.buffer.write(table)
        return
    with output.writing(str(out), catalogue):
        atomic.write(out, table)
