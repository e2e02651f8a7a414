"""`diptych convert`: files and folders of texts → files of Akoma Ntoso, text or JSON, converted on all cores."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Final

import click

from diptych.build import process_pool
from diptych.commands import output
from diptych.compile import single_text
from diptych.compile.single_text import AUTO, Converted, Options
from diptych.config.schema_folder import packaged
from diptych.diagnostics import Catalogue, Finding, Position, Result, Severity, diagnostic, plain
from diptych.project import load
from diptych.project.load import Schema
from diptych.render.text.json_tree import tree
from diptych.render.text.plain import text
from diptych.validate import xsd

LANGUAGE = click.option("--language", default=AUTO, show_default=True, help="The language of the text, as in zh or ko.")
JURISDICTION = click.option("--jurisdiction", default=AUTO, show_default=True,
                            help="Whose document it is, as in cn, kr or tw.")

Pair = tuple[Path, Path | None]
"""A file, and where its conversion belongs; None for nowhere."""
SUFFIXES: Final = {"akn": ".xml", "text": ".txt", "json": ".json"}
"""What can be made, and how its file is called."""
READ: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".docx", ".hwpx"})
"""The names of files that a folder is searched for."""


@dataclass(frozen=True, slots=True)
class ConvertedFile:
    """What became of one file: what was found, and the bytes made, unless they were written to `product`."""

    file: str
    findings: tuple[Finding, ...]
    made: bytes | None = None
    product: str = ""

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Converter:
    """What a process needs for every file."""

    schema: Schema
    catalogue: Catalogue
    options: Options
    form: str

    def convert(self, path: Path) -> ConvertedFile:
        """The file in the form wanted. What did not keep it from being made is a warning at most: a text is
        published with its faults, or not at all, but it is converted as it stands."""
        try:
            result = single_text.convert(path.read_bytes(), str(path), self.schema, self.options)
        except OSError as error:
            result = Result(None, (diagnostic("T019", Position(str(path)), problem=error.strerror),))
        findings = tuple(_lowered(self.catalogue.describe(item), made=result.value is not None)
                         for item in result.diagnostics)
        return ConvertedFile(str(path), findings, _rendered(result.value, self.form, findings))


def knowledge(root: Path) -> Path:
    """The folder whose schema/ is used: the project's, else the one that comes with Diptych."""
    return root if (root / "schema/codes.toml").is_file() else packaged().parent


@cache
def converter(root: Path, options: Options, form: str) -> Result[Converter]:
    """A converter with the knowledge in `root`; each process loads it once."""
    known = load.schema(root)
    if known.value is None:
        return Result(None, known.diagnostics)
    return Result(Converter(known.value, load.catalogue(root), options, form))


def targets(source: Path, out: Path | None, form: str) -> Result[tuple[Pair, ...]]:
    """The text, or each text of a folder, with where its conversion belongs: in a folder under its own name, else as
    it is called. V002 for a second text of one name."""
    if not source.is_dir():
        folder = out is not None and out.is_dir()
        return Result(((source, out / f"{source.stem}{SUFFIXES[form]}" if out and folder else out),))
    files = sorted(path for path in source.iterdir() if path.suffix.lower() in READ and path.is_file())
    first: dict[str, Path] = {}
    for path in files:
        first.setdefault(path.stem, path)
    clashes = tuple(diagnostic("V002", Position(str(path)), name=path.stem, first=first[path.stem])
                    for path in files if first[path.stem] != path)
    place = out or source
    return Result(None if clashes else tuple((path, place / f"{path.stem}{SUFFIXES[form]}") for path in files), clashes)


def run(root: Path, options: Options, form: str, pairs: Sequence[Pair], processes: int) -> Iterator[ConvertedFile]:
    """What becomes of each file, in any order; files that have a place are written there. `root` holds schema/. T020
    for a file at which a process was killed."""
    if processes > 1 and len(pairs) > 1:
        # What a process copies of this one it need not load.
        converter(root, options, form)
        xsd.load()
    sizes = [path.stat().st_size if path.is_file() else 0 for path, _ in pairs]
    for pair, outcome in process_pool.share(partial(_convert, root, options, form), pairs, sizes, processes):
        yield outcome or _killed(root, options, form, pair)


def _killed(root: Path, options: Options, form: str, pair: Pair) -> ConvertedFile:
    path, place = pair
    if place is not None:
        _beside(place).unlink(missing_ok=True)
    finding = _converter(root, options, form).catalogue.describe(diagnostic("T020", Position(str(path))))
    return ConvertedFile(str(path), (finding,))


def _beside(place: Path) -> Path:
    """Where a file grows before it takes its place."""
    return place.with_name(f".{place.name}.new")


def _converter(root: Path, options: Options, form: str) -> Converter:
    found = converter(root, options, form)
    if found.value is None:
        raise ValueError(f"schema/ in {root} cannot be read: {found.diagnostics}")
    return found.value


def _convert(root: Path, options: Options, form: str, pair: Pair) -> ConvertedFile:
    path, place = pair
    outcome = _converter(root, options, form).convert(path)
    if place is None or outcome.made is None:
        return outcome
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(place)
    beside.write_bytes(outcome.made)
    beside.replace(place)
    return replace(outcome, made=None, product=str(place))


def _lowered(finding: Finding, *, made: bool) -> Finding:
    return replace(finding, severity=Severity.WARNING) if made and finding.severity is Severity.ERROR else finding


def _rendered(converted: Converted | None, form: str, findings: Sequence[Finding]) -> bytes | None:
    if form == "json":
        said = {"findings": [plain(finding) for finding in findings], "failed": converted is None}
        if converted:
            said |= {"encoding": converted.encoding, "jurisdiction": converted.jurisdiction.code,
                     "document": tree(converted.document), "text": text(converted.document)}
        return json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n"
    if converted is None:
        return None
    return converted.data if form == "akn" else text(converted.document).encode()


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path), metavar="FILE|FOLDER")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH",
              help="Where the result goes: a file, or the folder for the results of a folder.")
@LANGUAGE
@JURISDICTION
@click.option("--format", "form", type=click.Choice(tuple(SUFFIXES)), default="akn", show_default=True,
              help="Akoma Ntoso, the text read back from it, or all that was understood as JSON.")
@click.pass_obj
def convert(root: Path, source: Path, out: Path | None, language: str, jurisdiction: str, form: str) -> None:
    """Turn any legal text into valid Akoma Ntoso, every character proved to be there. Needs no project."""
    known, options = knowledge(root), Options(language, jurisdiction)
    catalogue = output.catalogue(known)
    if source.is_dir() and out is None:
        raise click.UsageError("a folder needs --out: the folder for the results")
    output.refuse(converter(known, options, form).diagnostics, catalogue)
    found = targets(source, out, form)
    output.refuse(found.diagnostics, catalogue)
    if any(place and place.resolve() == path.resolve() for path, place in found.value or ()):
        raise click.UsageError("--out would write over the text itself")
    process_pool.settle()
    outcomes = run(known, options, form, found.value or (), _processors())
    failed = Counter(map(_converted, outcomes))
    if source.is_dir():
        click.echo(f"{failed[False]} converted, {failed[True]} refused; see {out}", err=True)
    sys.exit(1 if failed[True] else 0)


def _processors() -> int:
    """How many processors this command may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _converted(outcome: ConvertedFile) -> bool:
    """Shows what was found and made; whether it failed."""
    for finding in outcome.findings:
        output.say(finding)
    if outcome.made is not None:
        sys.stdout.buffer.write(outcome.made)
    return outcome.failed
