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

from diptych.build import process_limits, process_pool
from diptych.build.process_pool import Ended
from diptych.commands import messages, output
from diptych.compile import single_text
from diptych.compile.recognised_jurisdiction import AUTO
from diptych.compile.single_text import Converted, Options
from diptych.config import media
from diptych.diagnostics import Catalogue, Finding, Position, Result, Severity, diagnostic, plain
from diptych.files import atomic
from diptych.project import load
from diptych.project.load import Schema
from diptych.render.text.interchange import SUFFIX, interchange
from diptych.render.text.json_tree import tree
from diptych.render.text.plain import text
from diptych.validate import xsd

LANGUAGE = click.option(
    "--language", default=AUTO, show_default=True,
    help="The language of the text, as in zh or ko; und: another, so that typography alone shows the structure.")
JURISDICTION = click.option("--jurisdiction", default=AUTO, show_default=True,
                            help="Whose document it is: ca, cn, eu, fr, gb, hk, ie, jp, kr, mo, sg, "
                            "tw, un, us, or xx for nobody's.")

Pair = tuple[Path, Path | None]
"""A file, and the file of its conversion; None if it is not written to a file."""
SUFFIXES: Final = {"akn": ".xml", "interchange": SUFFIX, "text": ".txt", "json": ".json"}
"""The forms of a conversion, with the suffixes of their files."""
_WITH_PICTURES: Final = frozenset({"akn", "interchange"})
"""The forms that show pictures."""
READ: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".docx", ".hwpx"})
"""The suffixes of the files of a folder that are converted."""
_schema = cache(load.schema)


@dataclass(frozen=True, slots=True)
class ConvertedFile:
    """The outcome for one file: its findings, the conversion unless it was written to a file, its pictures by name."""

    file: str
    findings: tuple[Finding, ...]
    data: bytes | None = None
    pictures: tuple[tuple[str, bytes], ...] = ()

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Converter:
    """The inputs of all conversions of a process."""

    schema: Schema
    catalogue: Catalogue
    options: Options
    form: str

    def convert(self, path: Path) -> ConvertedFile:
        """The conversion of a file. An error that did not prevent it becomes a warning: a faulty text is converted."""
        try:
            result = single_text.convert(path.read_bytes(), str(path), self.schema, self.options,
                                           load.PicturesBeside(path.parent))
        except OSError as error:
            result = Result(None, (diagnostic("T019", Position(str(path)), problem=error.strerror),))
        findings = tuple(map(self.catalogue.describe, result.diagnostics))
        if result.value:
            findings = tuple(replace(finding, severity=Severity.WARNING) if finding.severity is Severity.ERROR
                             else finding for finding in findings)
        shown = result.value.pictures if result.value and self.form in _WITH_PICTURES else {}
        return ConvertedFile(str(path), findings, _rendered(result.value, self.form, findings), tuple(shown.items()))

    def write(self, pair: Pair) -> ConvertedFile:
        """The conversion of a file, written to its place if it has one, with the pictures that it shows beside it; B004
        if it cannot be written."""
        path, place = pair
        outcome = self.convert(path)
        if place is None or outcome.data is None:
            return outcome
        try:
            for name, data in outcome.pictures:
                atomic.write(place.parent / media.FOLDER / name, data, parents=True)
            atomic.write(place, outcome.data, parents=True)
        except OSError as error:
            unwritten = self.catalogue.describe(output.unwritten(str(place), error))
            return ConvertedFile(outcome.file, (*outcome.findings, unwritten))
        return replace(outcome, data=None, pictures=())


@cache
def converter(root: Path, options: Options, form: str) -> Converter:
    """A converter with the knowledge in `root`, loaded once a process. Raises ValueError for broken knowledge."""
    return Converter(_schema(root).known, load.catalogue(root), options, form)


def targets(source: Path, out: Path | None, form: str) -> Result[tuple[Pair, ...]]:
    """The file, or each readable file of a folder and its sub-folders, with the file of its conversion.

    V002: a text has the name of another in its folder, and is left out. V022: other files are passed over.
    """
    if not source.is_dir():
        folder = out is not None and out.is_dir()
        return Result(((source, out / f"{source.stem}{SUFFIXES[form]}" if out and folder else out),))
    place = out or source
    files = sorted(_visible(source, place))
    read = [path for path in files if path.suffix.lower() in READ]
    passed = [path.relative_to(source).as_posix() for path in files if path.suffix.lower() not in READ]
    first: dict[Path, Path] = {}
    clashes = tuple(diagnostic("V002", Position(str(path)), name=path.stem, first=first[path.with_suffix("")])
                    for path in read if first.setdefault(path.with_suffix(""), path) != path)
    over = (diagnostic("V022", Position(str(source)), count=len(passed), names=", ".join(passed)),) if passed else ()
    return Result(tuple((path, place / path.relative_to(source).with_suffix(SUFFIXES[form]))
                        for path in first.values()), (*over, *clashes))


def _visible(source: Path, out: Path) -> Iterator[Path]:
    """The files below a folder, but hidden ones and those of earlier results below it."""
    for folder, folders, names in os.walk(source):
        here = Path(folder)
        folders[:] = [name for name in folders if not name.startswith(".") and (
            out == source or (here / name).resolve() != out.resolve())]
        yield from (here / name for name in names if not name.startswith(".") and (here / name).is_file())


def run(root: Path, options: Options, form: str, pairs: Sequence[Pair], processes: int) -> Iterator[ConvertedFile]:
    """The outcome for each file, in any order; `root` is the project, if it is one. T020 and T026 for one whose process
    ended."""
    # Forked processes inherit the knowledge and need not load it.
    converter(root, options, form)
    xsd.load()
    convert_one = partial(process_limits.limited, partial(_convert, root, options, form), _size)
    for pair, outcome in process_pool.share(convert_one, pairs, [_size(pair) for pair in pairs], processes):
        yield _ended(converter(root, options, form), pair, outcome) if isinstance(outcome, Ended) else outcome


def _size(pair: Pair) -> int:
    """The size of a text in bytes."""
    path, _ = pair
    return path.stat().st_size if path.is_file() else 0


def _convert(root: Path, options: Options, form: str, pair: Pair) -> ConvertedFile:
    return converter(root, options, form).write(pair)


def _ended(known: Converter, pair: Pair, ended: Ended) -> ConvertedFile:
    """The outcome for a file whose process ended."""
    path, place = pair
    if place is not None:
        atomic.discard(place)
    found = process_limits.broken_off(str(path), _size(pair), ended)
    return ConvertedFile(str(path), (known.catalogue.describe(found),))


def _rendered(converted: Converted | None, form: str, findings: Sequence[Finding]) -> bytes | None:
    """The conversion in a form; JSON also says why there is none."""
    if form == "json":
        report = {"findings": [plain(finding) for finding in findings], "failed": converted is None}
        if converted:
            report |= {"encoding": converted.encoding, "jurisdiction": converted.jurisdiction.code,
                       "document": tree(converted.document), "text": text(converted.document)}
        # Bytes of a file's name that are not UTF-8 (PEP 383) become escapes of JSON.
        return json.dumps(report, ensure_ascii=False, indent=2).encode(errors="backslashreplace") + b"\n"
    if converted is None:
        return None
    if form == "interchange":
        return interchange(converted.document)
    return converted.data if form == "akn" else text(converted.document).encode()


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path), metavar="FILE|FOLDER")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH",
              help="Where the result goes: a file, or the folder for the results of a folder.")
@LANGUAGE
@JURISDICTION
@click.option("--format", "form", type=click.Choice(tuple(SUFFIXES)), default="akn", show_default=True,
              help="Akoma Ntoso, the same for other programs to show, the text, or all that was understood as JSON.")
@click.pass_obj
def convert(root: Path, source: Path, out: Path | None, language: str, jurisdiction: str, form: str) -> None:
    """Turn any legal text into valid Akoma Ntoso, every character proved to be there. Needs no project."""
    catalogue, options = output.catalogue(root), Options(language, jurisdiction)
    if source.is_dir() and out is None:
        raise click.UsageError(messages.line("folder_needs_out"))
    output.value(_schema(root), catalogue)
    chosen = targets(source, out, form)
    pairs = output.value(chosen, catalogue)
    if any(place and place.resolve() == path.resolve() for path, place in pairs):
        raise click.UsageError(messages.line("over_itself"))
    process_pool.settle()
    failed = Counter(map(_print, run(root, options, form, pairs, process_pool.cores())))
    failed[True] += sum(item.code == "V002" for item in chosen.diagnostics)
    if source.is_dir():
        click.echo(messages.line("converted", done=failed[False], refused=failed[True], out=out), err=True)
    sys.exit(1 if failed[True] else 0)


def _print(outcome: ConvertedFile) -> bool:
    """Prints findings and conversion of a file; whether it failed."""
    for finding in outcome.findings:
        output.say(finding)
    if outcome.data is not None:
        sys.stdout.buffer.write(outcome.data)
    return outcome.failed
