"""`diptych add`: received files → a work's folder below source/works, with a work.toml to confirm.

Every guess in work.toml is marked as one. A guess is never finer than the text: facts that it lacks are left to fill
in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import click

from diptych.akn.metadata import UNKNOWN_DATE
from diptych.akn.names import UNKNOWN_TRANSLATOR
from diptych.commands import output
from diptych.commands.convert import JURISDICTION, LANGUAGE
from diptych.compile.single_text import Options, recognise_jurisdiction, recognise_languages, series_path
from diptych.config import works
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.files import atomic
from diptych.language.writing_systems import split
from diptych.project import load
from diptych.project.load import TERMS, WORKS, Schema
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line
from diptych.readers.structure import structure
from diptych.readers.structure.identity import PrintedIdentity, identify

GUESSED: Final = "# as the text shows it: confirm"
MISSING: Final = "# the text does not show it: fill in"
EDITORS: Final = ("editor", "diptych")
"""Ids of the agent that marks the text up. `diptych init` enters the first, `diptych add` the second if both lack."""
_STAGE: Final = "source/.new"
"""The folder in which a new work grows, outside source/works: a work that is not whole is no work."""
_NUMERALS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class AddedText:
    """One language of the work: its file, and its printed identity."""

    language: str
    file: Path
    jurisdiction: str
    printed: PrintedIdentity

    @property
    def facts(self) -> int:
        """The number of facts in its identity: an original prints more of them than its translation."""
        return sum(map(bool, (self.printed.title, self.printed.number, self.printed.date, self.printed.issuer)))


@dataclass(frozen=True, slots=True)
class Added:
    """A new work: its folder in the project, its files, and new entries for the term base as TOML."""

    folder: str
    files: tuple[tuple[str, bytes], ...]
    terms: str


def plan(root: Path, files: Sequence[Path], date: str, options: Options) -> Result[Added]:
    """The work that these files make; nothing is written. `date` is that of the markup."""
    schema = load.schema(root)
    if schema.value is None:
        return Result(None, schema.diagnostics)
    terms = load.terms(root, schema.value, optional=True)
    read = [_texts(file, schema.value, options) for file in files]
    findings = tuple(item for result in read for item in result.diagnostics)
    texts = sorted((text for result in read for text in result.value or ()), key=lambda text: -text.facts)
    if not texts:
        return Result(None, findings)
    data = {file.name: file.read_bytes() for file in dict.fromkeys(text.file for text in texts)}
    return Result(_added(texts, data, terms.value or (), date), (*findings, *terms.diagnostics))


def _texts(file: Path, known: Schema, options: Options) -> Result[list[AddedText]]:
    """The texts of a file, one in each of its languages; T015 for an unknown language, T019 for an unreadable file."""
    try:
        read = received.read(file.read_bytes(), file.name, known.forms)
    except OSError as error:
        return Result(None, (diagnostic("T019", Position(file.name), problem=error.strerror),))
    if read.value is None:
        return Result(None, read.diagnostics)
    languages = recognise_languages(read.value.lines, known, options.language)
    parts = split(read.value.lines, tuple(known.languages[key].script for key in languages))
    texts = (_text(part, key, file, known, options) for key, part in zip(languages, parts, strict=True))
    unknown = () if languages else (diagnostic("T015", Position(file.name), language=options.language),)
    return Result([text for text in texts if text], (*read.diagnostics, *unknown))


def _text(lines: tuple[Line, ...], language: str, file: Path, known: Schema, options: Options) -> AddedText | None:
    place = recognise_jurisdiction(lines, language, known, options.jurisdiction)
    draft = structure.read(lines, known.languages[language], known.jurisdictions[place]).value if place else None
    return AddedText(draft.language, file, place, identify(draft)) if place and draft else None


def write(root: Path, added: Added) -> tuple[Diagnostic, ...]:
    """Puts the work into the project; V003 if there is one already, B004 if it cannot be written."""
    if (root / added.folder).exists():
        return (diagnostic("V003", Position(added.folder), folder=added.folder),)
    base = root / TERMS
    try:
        # The term base goes first: entries without a work do no harm, a work without its entries is an error.
        if added.terms:
            before = base.read_bytes() if base.is_file() else b""
            atomic.write(base, before + added.terms.encode(), parents=True)
        atomic.write_folder(root / added.folder, added.files, root / _STAGE)
    except OSError as error:
        return (output.unwritten(added.folder, error),)
    return ()


def _added(texts: Sequence[AddedText], data: dict[str, bytes], terms: Sequence[works.Term], date: str) -> Added:
    original = texts[0]
    numerals = _NUMERALS.findall(original.printed.number)
    path = series_path(original.jurisdiction, (original.printed.date or UNKNOWN_DATE)[:4],
                       numerals[-1] if numerals else original.file.stem)
    name = original.printed.issuer
    issuer = next((term.id for term in terms for form in term.forms if name in (form.preferred, *form.allowed)),
                  "") if name else ""
    ids = {term.id for term in terms}
    editor = next((name for name in EDITORS if name in ids), EDITORS[-1])
    entries = "".join(_terms(texts, ids, issuer, _issuer(path)))
    toml = "\n".join(_toml(texts, data, issuer or _issuer(path), f'date = {date}\neditor = "{editor}"'))
    return Added(f"{WORKS}/{path}", (("work.toml", toml.encode()), *data.items()), entries)


def _issuer(path: str) -> str:
    """The id of an issuer that the term base lacks: `issuer-2020-3`, of the numerals in the work's path."""
    return "-".join(("issuer", *(part for part in path.split("/")[2:] if part.isascii() and part.isdigit())))


def _terms(texts: Sequence[AddedText], known: set[str], issuer: str, new: str) -> Iterator[str]:
    """Entries for the term base: the editor, the translator, the issuer under a new id if it has none."""
    languages = [text.language for text in texts]
    if known.isdisjoint(EDITORS):
        yield _term(EDITORS[-1], "agent", [(language, "Diptych") for language in languages], GUESSED)
    if len(texts) > 1 and UNKNOWN_TRANSLATOR not in known:
        yield _term(UNKNOWN_TRANSLATOR, "agent", [(language, UNKNOWN_TRANSLATOR) for language in languages], MISSING)
    if not issuer and new not in known:
        forms = [(text.language, text.printed.issuer or new) for text in texts]
        yield _term(new, "organization", forms, GUESSED if texts[0].printed.issuer else MISSING)


def _term(name: str, kind: str, forms: Sequence[tuple[str, str]], why: str) -> str:
    lines = [f"{language}.preferred = {_quoted(form)}  {why}" for language, form in forms]
    return "\n".join(("", "[[term]]", f'id = "{name}"', f'kind = "{kind}"', *lines, ""))


def _toml(texts: Sequence[AddedText], data: dict[str, bytes], issuer: str, markup: str) -> Iterator[str]:
    """The lines of work.toml; `markup` is the content of its table of this name."""
    printed = texts[0].printed
    dated = f"date = {printed.date or UNKNOWN_DATE}  {_mark(printed.date)}"
    yield "# Checked against schema/work.schema.json. The folder's path is the address of the work for ever: country,"
    yield "# series (`unknown` until you name it), year, number. Rename the folder before you publish."
    yield from ("[work]", 'document_type = "act"', f'name = "document"  {MISSING}', dated)
    yield f"number = {_quoted(printed.number or texts[0].file.stem)}  {_mark(printed.number)}"
    yield f'issuer = "{issuer}"  {_mark(printed.issuer)}'
    yield f'jurisdiction = "{texts[0].jurisdiction}"  {GUESSED}'
    yield from ("", "[markup]", markup)
    for name, content in data.items():
        yield from ("", "[[received]]", f"file = {_quoted(name)}", f'sha256 = "{sha256(content).hexdigest()}"')
    for index, text in enumerate(texts):
        yield from ("", "[[expression]]", f'language = "{text.language}"  {GUESSED}')
        yield from (f"file = {_quoted(text.file.name)}", dated, f'rights = "unknown"  {MISSING}')
        if index:
            yield (f'translation = {{ of = "{texts[0].language}", translator = "{UNKNOWN_TRANSLATOR}", '
                   f"authoritative = false }}  {MISSING}")
    yield ""


def _mark(fact: str) -> str:
    return GUESSED if fact else MISSING


def _quoted(words: str) -> str:
    """A basic TOML string; JSON has the same escapes."""
    return json.dumps(words, ensure_ascii=False)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE [FILE2]",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LANGUAGE
@JURISDICTION
@click.pass_obj
def add(root: Path, files: tuple[Path, ...], language: str, jurisdiction: str) -> None:
    """Make a work of received texts in one or two languages: a folder with the files and a work.toml to confirm."""
    catalogue = output.catalogue(root)
    planned = plan(root, files, datetime.now(UTC).date().isoformat(), Options(language, jurisdiction))
    output.refuse(planned.diagnostics, catalogue)
    if planned.value:
        output.refuse(write(root, planned.value), catalogue)
        click.echo(f"{planned.value.folder}/work.toml says what the texts show: confirm it, then `diptych build`.")
