"""`diptych add`: received files → a work's folder below source/, the files as they are and a work.toml to confirm.

Every guess says that it is one. A guess is never finer than the text: what it does not show is left to fill in.
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
from diptych.commands import output
from diptych.commands.convert import JURISDICTION, LANGUAGE
from diptych.compile.single_text import Options, recognise_jurisdiction, recognise_languages
from diptych.config import works
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.language.writing_systems import split
from diptych.project import load
from diptych.project.load import TERMS, WORKS, Schema
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line
from diptych.readers.structure import structure
from diptych.readers.structure.identity import PrintedIdentity, identify

GUESSED: Final = "# as the text shows it: confirm"
MISSING: Final = "# the text does not show it: fill in"
EDITOR: Final = "diptych"
TRANSLATOR: Final = "unknown-translator"
_NUMERALS: Final = re.compile(r"\d+")
_UNSAFE: Final = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class AddedText:
    """One language of the work: the file it stands in, and what it says of itself."""

    language: str
    file: Path
    jurisdiction: str
    said: PrintedIdentity

    @property
    def shown(self) -> int:
        """How much of its identity it shows: an original shows more than its translation."""
        return sum(map(bool, (self.said.title, self.said.number, self.said.date, self.said.issuer)))


@dataclass(frozen=True, slots=True)
class Added:
    """A new work: its folder in the project, the files to write with their bytes, and the terms that it needs."""

    folder: str
    files: tuple[tuple[str, bytes], ...]
    terms: str


def plan(root: Path, files: Sequence[Path], date: str, options: Options) -> Result[Added]:
    """What a work made of these files would be; nothing is written. `date` is that of the markup."""
    schema = load.schema(root)
    if schema.value is None:
        return Result(None, schema.diagnostics)
    known = schema.value
    terms = load.terms(root, known) if (root / TERMS).is_file() else Result(())
    findings: list[Diagnostic] = []
    texts: list[AddedText] = []
    for file in files:
        read = received.read(file.read_bytes(), file.name, known.forms)
        findings += read.diagnostics
        lines = read.value.lines if read.value else ()
        languages = recognise_languages(lines, known, options.language)
        if read.value and not languages:
            findings.append(diagnostic("T015", Position(file.name), language=options.language))
        shares = split(lines, tuple(known.languages[key].script for key in languages))
        texts += [text for language, share in zip(languages, shares, strict=True)
                  if (text := _text(share, language, file, known, options)) is not None]
    if not texts:
        return Result(None, tuple(findings))
    texts.sort(key=lambda text: -text.shown)
    return Result(_added(tuple(texts), terms.value or (), date), (*findings, *terms.diagnostics))


def write(root: Path, added: Added) -> tuple[Diagnostic, ...]:
    """Puts the work into the project; V003 if there is one already."""
    folder = root / added.folder
    if folder.exists():
        return (diagnostic("V003", Position(added.folder), folder=added.folder),)
    folder.mkdir(parents=True)
    for name, data in added.files:
        (folder / name).write_bytes(data)
    if added.terms:
        base = root / TERMS
        before = base.read_text(encoding="utf-8") if base.is_file() else ""
        base.write_text(before + added.terms, encoding="utf-8")
    return ()


def _text(lines: tuple[Line, ...], language: str, file: Path, known: Schema, options: Options) -> AddedText | None:
    place = recognise_jurisdiction(lines, language, known, options.jurisdiction)
    draft = structure.read(lines, known.languages[language], known.jurisdictions[place]).value if place else None
    return AddedText(draft.language, file, place, identify(draft)) if place and draft else None


def _added(texts: tuple[AddedText, ...], terms: Sequence[works.Term], date: str) -> Added:
    original = texts[0]
    said = original.said
    files = tuple(dict.fromkeys(text.file for text in texts))
    path = f"{original.jurisdiction}/unknown/{(said.date or UNKNOWN_DATE)[:4]}/{_number(said, original.file)}"
    issuer = next((term.id for term in terms for form in term.forms
                   if said.issuer and said.issuer in (form.preferred, *form.allowed)), "")
    new = tuple(_terms(texts, {term.id for term in terms}, issuer, path))
    toml = "\n".join(_toml(texts, issuer or _issuer(path), date))
    return Added(f"{WORKS}/{path}", (("work.toml", toml.encode()), *((file.name, file.read_bytes()) for file in files)),
                 "".join(new))


def _number(said: PrintedIdentity, file: Path) -> str:
    """The number in the address: the last figures of the printed one, else the name of the file."""
    figures = _NUMERALS.findall(said.number)
    return figures[-1] if figures else _UNSAFE.sub("-", file.stem).strip("-") or "unknown"


def _issuer(path: str) -> str:
    figures = "-".join(part for part in path.split("/")[2:] if part.isascii() and part.isdigit())
    return f"issuer-{figures}" if figures else "issuer"


def _terms(texts: tuple[AddedText, ...], known: set[str], issuer: str, path: str) -> Iterator[str]:
    """Entries for the term base: who marks up, who translates, who issued."""
    languages = [text.language for text in texts]
    if EDITOR not in known:
        yield _term(EDITOR, "agent", [(language, "Diptych") for language in languages], GUESSED)
    if len(texts) > 1 and TRANSLATOR not in known:
        yield _term(TRANSLATOR, "agent", [(language, TRANSLATOR) for language in languages], MISSING)
    if not issuer and _issuer(path) not in known:
        shown = [(text.language, text.said.issuer or _issuer(path)) for text in texts]
        yield _term(_issuer(path), "organization", shown, GUESSED if texts[0].said.issuer else MISSING)


def _term(name: str, kind: str, forms: Sequence[tuple[str, str]], why: str) -> str:
    lines = [f"{language}.preferred = {_quoted(form)}  {why}" for language, form in forms]
    return "\n".join(("", "[[term]]", f'id = "{name}"', f'kind = "{kind}"', *lines, ""))


def _toml(texts: tuple[AddedText, ...], issuer: str, date: str) -> Iterator[str]:
    """The lines of work.toml."""
    said = texts[0].said
    yield "# Checked against schema/work.schema.json. The folder's path is the address of the work for ever: country,"
    yield "# series (`unknown` until you name it), year, number. Rename the folder before you publish."
    yield "[work]"
    yield 'document_type = "act"'
    yield f'name = "document"  {MISSING}'
    yield f"date = {said.date or UNKNOWN_DATE}  {GUESSED if said.date else MISSING}"
    yield f"number = {_quoted(said.number or texts[0].file.stem)}  {GUESSED if said.number else MISSING}"
    yield f'issuer = "{issuer}"  {GUESSED if said.issuer else MISSING}'
    yield f'jurisdiction = "{texts[0].jurisdiction}"  {GUESSED}'
    yield from ("", "[markup]", f"date = {date}", f'editor = "{EDITOR}"')
    for file in dict.fromkeys(text.file for text in texts):
        digest = sha256(file.read_bytes()).hexdigest()
        yield from ("", "[[received]]", f"file = {_quoted(file.name)}", f'sha256 = "{digest}"')
    for index, text in enumerate(texts):
        yield from ("", "[[expression]]", f'language = "{text.language}"  {GUESSED}')
        yield f"file = {_quoted(text.file.name)}"
        yield f"date = {said.date or UNKNOWN_DATE}  {GUESSED if said.date else MISSING}"
        yield f'rights = "unknown"  {MISSING}'
        if index:
            yield (f'translation = {{ of = "{texts[0].language}", translator = "{TRANSLATOR}", authoritative = false }}'
                   f"  {MISSING}")
    yield ""


def _quoted(words: str) -> str:
    """A basic TOML string; JSON writes the same escapes."""
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
    today = datetime.now(UTC).date().isoformat()
    planned = plan(root, files, today, Options(language, jurisdiction))
    output.refuse(planned.diagnostics, catalogue)
    if planned.value:
        output.refuse(write(root, planned.value), catalogue)
        click.echo(f"{planned.value.folder}/work.toml says what the texts show: confirm it, then `diptych build`.")
