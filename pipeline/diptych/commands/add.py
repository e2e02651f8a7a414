"""`diptych add`: received files → a work's folder below source/works, with a work.toml to confirm.

The table `certainty` of work.toml says where each fact comes from. Facts that the text lacks are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import click

from diptych.akn.names import UNKNOWN_TRANSLATOR
from diptych.akn.received_xml import is_akoma_ntoso
from diptych.anchors.ledger import Ledger
from diptych.commands import adopted_files, messages, output
from diptych.commands.adopted_files import AdoptedFile
from diptych.commands.confirm import SET, UNKNOWN, YES, answered
from diptych.commands.convert import JURISDICTION, LANGUAGE
from diptych.compile.single_text import AUTO, Options, recognise_jurisdiction, recognise_languages, series_path
from diptych.compile.work import compile_work
from diptych.config import toml_positions, works
from diptych.config.toml_edit import quoted
from diptych.config.works import UNKNOWN_DATE
from diptych.diagnostics import Catalogue, Diagnostic, Position, Result, diagnostic
from diptych.files import atomic
from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import with_script
from diptych.language.writing_systems import split
from diptych.project import confirmation, editor_schemas, load, portable_names
from diptych.project.confirmation import Confirmation
from diptych.project.load import TERMS, WORKS, Schema, Source
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line
from diptych.readers.structure import structure
from diptych.readers.structure.identity import PrintedIdentity, identify

EDITORS: Final = ("editor", "diptych")
"""Ids of the agent that marks the text up. `diptych init` enters the first, `diptych add` the second if both lack."""
_STAGE: Final = "source/.new"
"""The folder in which a new work grows, outside source/works: a work that is not whole is no work."""
_OWN: Final = ("work.toml", "editorial.toml", "anchors.toml", "version.toml")
"""Names of files that mean something in a work's folder."""


@dataclass(frozen=True, slots=True)
class AddedText:
    """One language of the work: its file, and its printed identity. `form` is the key of its written form in
    schema/languages."""

    language: str
    form: str
    file: Path
    place: Jurisdiction
    printed: PrintedIdentity
    adopted: AdoptedFile | None = None
    """What the file says of itself, if it is Akoma Ntoso."""

    @property
    def is_translated(self) -> bool:
        """Whether the file says itself that it is a translation."""
        return self.adopted is not None and bool(self.adopted.identity.translated)

    @property
    def facts(self) -> int:
        """The number of facts in its identity: an original prints more of them than its translation."""
        return sum(map(bool, (self.printed.title, self.printed.number, self.printed.date, self.printed.issuer)))


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work that is added: its texts, the original first, its files by name, and the project's terms.

    `given` is whether its user named the jurisdiction.
    """

    texts: tuple[AddedText, ...]
    data: Mapping[str, bytes]
    terms: Sequence[works.Term]
    given: bool

    @property
    def original(self) -> AddedText:
        """The original."""
        return self.texts[0]

    @property
    def path(self) -> str:
        """Its folder below source/works: the numeral of its number, else the name of its files without suffixes."""
        printed, adopted = self.original.printed, self.original.adopted
        if adopted is not None:
            return adopted.path(self.original.file.name.partition(".")[0], self.original.place)
        name = confirmation.last_part(printed.number) if printed.number else self.original.file.name.partition(".")[0]
        name = f"{name}-1" if portable_names.problem(name) else name
        return series_path(self.original.place.code, (printed.date or UNKNOWN_DATE)[:4], name)

    @property
    def certainty(self) -> Iterator[tuple[str, str]]:
        """Where each fact of its work.toml comes from, but those that its user gave."""
        printed, adopted = self.original.printed, self.original.adopted
        yield "address", "guessed"
        if not self.given:
            is_read = adopted is not None or self.original.place.is_number(printed.number)
            yield "jurisdiction", "read" if is_read else "guessed"
        issued = any(text.printed.issuer for text in self.texts)
        yield "date", adopted.certainty if adopted else "read" if printed.date else "missing"
        yield from ((fact, "read" if known else "missing") for fact, known in (
            ("number", printed.number), ("issuer", issued)))
        if len(self.texts) > 1:
            yield "original", "guessed"
            yield from () if self.authentic else (("translator", "missing"),)

    @property
    def authentic(self) -> bool:
        """Whether the texts are equally authentic: all are Akoma Ntoso, and none says that it is a translation."""
        return len(self.texts) > 1 and all(text.adopted and not text.is_translated for text in self.texts)


@dataclass(frozen=True, slots=True)
class Added:
    """A new work: its folder in the project, its files, and new entries for the term base as TOML. `renamed` are the
    files that have another name in the folder, with that name."""

    folder: str
    files: tuple[tuple[str, bytes], ...]
    terms: str
    renamed: tuple[tuple[Path, str], ...] = ()
    adopted: bool = False
    """Whether the files are Akoma Ntoso, so that adding them again changes nothing."""


def plan(root: Path, files: Sequence[Path], date: str, options: Options,
         languages: Sequence[str] = ()) -> Result[Added]:
    """The work that these files make; nothing is written. V020 for two texts in one language.

    `date` is that of the markup. `languages` are those that the user names for each file; empty: that of the options.
    """
    schema = load.schema(root)
    if schema.value is None:
        return Result(None, schema.diagnostics)
    if options.jurisdiction not in (AUTO, *schema.value.jurisdictions):
        return Result(None, (confirmation.unknown_jurisdiction(options.jurisdiction, schema.value, None),))
    terms = load.terms(root, schema.value, optional=True)
    read = [_texts(file, schema.value, replace(options, language=language) if language else options)
            for file, language in zip(files, languages or [""] * len(files), strict=True)]
    known = sorted((text for result in read for text in result.value or ()),
                   key=lambda text: (text.is_translated, -text.facts))
    texts = _coded(known, schema.value)
    adopted = [(text.file, text.adopted) for text in texts if text.adopted]
    repeated = (*_repeated(texts), *(adopted_files.different(adopted) if adopted else ()))
    findings = (*(item for result in read for item in result.diagnostics), *repeated)
    if repeated or not all(result.value for result in read):
        return Result(None, findings)
    names = _names(texts)
    named, data = (replace(text, file=Path(names[text.file])) for text in texts), {
        name: file.read_bytes() for file, name in names.items()}
    work = NewWork(tuple(named), data, terms.value or (), given=options.jurisdiction != AUTO)
    renamed = tuple((file, name) for file, name in names.items() if file.name != name)
    head = editor_schemas.line(root, f"{WORKS}/{work.path}", "work")
    return Result(replace(_added(work, head, date), renamed=renamed), (*findings, *terms.diagnostics))


def settled(added: Added, known: Schema, terms: Sequence[works.Term],
            say: Callable[[works.Work], Confirmation]) -> Result[Added]:
    """The new work with the answers to its open facts; V006 or V007 if one cannot be used."""
    path, data = added.folder.removeprefix(f"{WORKS}/"), dict(added.files)["work.toml"]
    described = toml_positions.read(data, f"{added.folder}/work.toml", known.shapes["work"])
    entries = toml_positions.read(added.terms.encode(), TERMS, known.shapes["terms"])
    if described.value is None or entries.value is None:
        return Result(None, (*described.diagnostics, *entries.diagnostics))
    work = works.work(described.value, path, known.licences, known.rights)
    source = Source(added.folder, work, works.Editorial(), (*terms, *works.terms(entries.value)), {}, Ledger((), ""))
    confirmed = confirmation.confirm(source, data, known, say(work))
    if confirmed.value is None:
        return Result(None, confirmed.diagnostics)
    files = {**dict(added.files), "work.toml": confirmed.value.work}
    return Result(replace(added, folder=f"{WORKS}/{confirmed.value.path}", files=tuple(files.items()),
                          terms=added.terms + confirmed.value.terms))


def _texts(file: Path, known: Schema, options: Options) -> Result[list[AddedText]]:
    """The texts of a file, one in each of its languages; T015 for an unknown language, T019 for an unreadable file."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Result(None, (diagnostic("T019", Position(file.name), problem=error.strerror),))
    if is_akoma_ntoso(data):
        return _adopted(data, file, known, options)
    read = received.read(data, file.name, known.forms)
    if read.value is None:
        return Result(None, read.diagnostics)
    languages = recognise_languages(read.value.lines, known, options.language)
    parts = split(read.value.lines, tuple(known.languages[key].script for key in languages))
    texts = [_text(part, key, file, known, options) for key, part in zip(languages, parts, strict=True)]
    unknown = () if languages else (diagnostic("T015", Position(file.name), language=options.language),)
    findings = (*read.diagnostics, *unknown, *(item for text in texts for item in text.diagnostics))
    return Result([text.value for text in texts if text.value], findings)


def _adopted(data: bytes, file: Path, known: Schema, options: Options) -> Result[list[AddedText]]:
    """The text of a file in Akoma Ntoso."""
    read = adopted_files.read(data, file.name, known, options.language)
    if read.value is None:
        return Result(None, read.diagnostics)
    language, place = read.value.language, read.value.place(known, options.jurisdiction)
    return Result([AddedText(language, language, file, place, read.value.printed, read.value)], read.diagnostics)


def _text(lines: tuple[Line, ...], language: str, file: Path, known: Schema, options: Options) -> Result[AddedText]:
    """One text of a file; T016 if no jurisdiction has its language."""
    place = recognise_jurisdiction(lines, language, known, options.jurisdiction)
    if place is None:
        return Result(None, (diagnostic("T016", Position(file.name), language=language),))
    draft = structure.read(lines, known.languages[language], known.jurisdictions[place]).value
    text = AddedText(draft.language, language, file, known.jurisdictions[place], identify(draft)) if draft else None
    return Result(text)


def _coded(texts: Sequence[AddedText], known: Schema) -> Sequence[AddedText]:
    """The texts, the original first, each with the code of its expression: that of its language, or of its written form
    where the code alone would mean another form."""
    forms = {text.language: {other.form for other in texts if other.language == text.language} for text in texts}

    def code(text: AddedText, index: int) -> str:
        if text.adopted:
            return text.language
        home = text.place.languages if not index else ()
        usual = next((key for key in home if known.languages[key].code == text.language), text.language)
        alone = text.form == usual and len(forms[text.language]) == 1
        return text.language if alone else with_script(known.languages[text.form])

    return [replace(text, language=code(text, index)) for index, text in enumerate(texts)]


def _repeated(texts: Sequence[AddedText]) -> Iterator[Diagnostic]:
    """V020 for each text in the language of an earlier one."""
    earlier: dict[str, AddedText] = {}
    for text in texts:
        first = earlier.setdefault(text.language, text)
        if first is not text:
            yield diagnostic("V020", Position(text.file.name), language=text.language, first=first.file)


def _names(texts: Sequence[AddedText]) -> Mapping[Path, str]:
    """The name of each file in the work's folder, with its languages where its own would be used twice."""
    languages: dict[Path, tuple[str, ...]] = {}
    for text in texts:
        languages[text.file] = (*languages.get(text.file, ()), text.language)
    return portable_names.distinct(languages, _OWN)


def write(root: Path, added: Added) -> tuple[Diagnostic, ...]:
    """Puts the work into the project; V003 if there is another one already, C032 if some systems cannot have its
    folder, B004 if it cannot be written."""
    if added.adopted and _is_there(root / added.folder, added):
        return ()
    known = {portable_names.folded(path.relative_to(root).as_posix()) for path in load.folders(root)}
    if (root / added.folder).exists() or portable_names.folded(added.folder) in known:
        return (diagnostic("V003", Position(added.folder), folder=added.folder),)
    unusable = tuple(portable_names.check([added.folder]))
    if unusable:
        return unusable
    base = root / TERMS
    try:
        # The term base goes first: entries without a work do no harm, a work without its entries is an error.
        if added.terms:
            before = base.read_bytes() if base.is_file() else f"{_schema_line(root, base, 'terms')}\n".encode()
            atomic.write(base, before + added.terms.encode(), parents=True)
        for path, copy in editor_schemas.copies(root):
            atomic.write(root / path, copy, parents=True)
        atomic.write_folder(root / added.folder, added.files, root / _STAGE)
    except OSError as error:
        return (output.unwritten(added.folder, error),)
    return ()


def _is_there(folder: Path, added: Added) -> bool:
    """Whether the work is in the project already, with the same received files."""
    return all((folder / name).is_file() and (folder / name).read_bytes() == data
               for name, data in added.files if name not in _OWN)


def _schema_line(root: Path, file: Path, shape: str) -> str:
    return editor_schemas.line(root, file.parent.relative_to(root).as_posix(), shape)


def _added(work: NewWork, head: str, date: str) -> Added:
    ids = {term.id for term in work.terms}
    editor = next((name for name in EDITORS if name in ids), EDITORS[-1])
    printed = {text.language: text.printed.issuer for text in work.texts if text.printed.issuer}
    issuer = confirmation.known_name(work.terms, printed) if printed else ""
    named = issuer or (confirmation.new_id("issuer", ids) if printed else "")
    entries = "".join(_terms(work, ids, () if issuer else printed.items(), named))
    toml = "\n".join((head, *_toml(work, named, f'date = {date}\neditor = "{editor}"')))
    return Added(f"{WORKS}/{work.path}", (("work.toml", toml.encode()), *work.data.items()), entries,
                 adopted=work.original.adopted is not None)


def _terms(work: NewWork, known: set[str], issuer: Iterable[tuple[str, str]], new: str) -> Iterator[str]:
    """Entries for the term base: the editor, the translator, and an issuer with its names by language."""
    languages = [text.language for text in work.texts]
    if known.isdisjoint(EDITORS):
        yield confirmation.entry(EDITORS[-1], "agent", [(language, "Diptych") for language in languages])
    if len(languages) > 1 and UNKNOWN_TRANSLATOR not in known:
        yield confirmation.entry(UNKNOWN_TRANSLATOR, "agent", [(name, UNKNOWN_TRANSLATOR) for name in languages])
    if names := tuple(issuer):
        yield confirmation.entry(new, "organization", names)


def _toml(work: NewWork, issuer: str, markup: str) -> Iterator[str]:
    """The lines of work.toml; `markup` is the content of its table of this name."""
    original = work.original
    yield "# The folder's path is the address of the work for ever: country, series (`unknown` until somebody names"
    yield "# it), year, number."
    document_type, name = original.adopted.kind if original.adopted else ("act", "document")
    yield from ("[work]", f'document_type = "{document_type}"', f'name = "{name}"')
    yield from ((f"date = {original.printed.date}",) if original.printed.date else ())
    yield from ((f"number = {quoted(original.printed.number)}",) if original.printed.number else ())
    yield from ((f'issuer = "{issuer}"',) if issuer else ())
    yield f'jurisdiction = "{original.place.code}"'
    yield from ("", "# How far each fact is known: read from the text, guessed, missing in it, or unknown to all.")
    yield "# `diptych confirm` settles all but the last; until then the work is a preview, and no release has it."
    yield from ("[certainty]", *(f'{fact} = "{certainty}"' for fact, certainty in work.certainty))
    yield from ("", "[markup]", markup)
    for name, content in work.data.items():
        yield from ("", "[[received]]", f"file = {quoted(name)}", f'sha256 = "{sha256(content).hexdigest()}"')
    for index, text in enumerate(work.texts):
        yield from ("", "[[expression]]", f'language = "{text.language}"', f"file = {quoted(text.file.name)}")
        version = text.adopted.identity.version if text.adopted else ""
        yield from ((f"date = {version}",) if version else ())
        if work.authentic:
            yield "authentic = true"
        elif index:
            yield (f'translation = {{ of = "{original.language}", translator = "{UNKNOWN_TRANSLATOR}", '
                   "authoritative = false }")
    for text in work.texts:
        yield from adopted_files.provenance(text.adopted, text.file.name) if text.adopted else ()
    yield ""


def _file(argument: str) -> tuple[Path, str]:
    """The file that an argument names, and the language behind its last colon, if no file has the whole name."""
    name, colon, language = argument.rpartition(":")
    return (Path(name), language) if colon and not Path(argument).exists() else (Path(argument), "")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE[:LANGUAGE]…")
@LANGUAGE
@JURISDICTION
@SET
@UNKNOWN
@YES
@click.pass_obj
def add(root: Path, files: tuple[str, ...], language: str, jurisdiction: str,  # noqa: PLR0913 - one option each
        values: tuple[str, ...], unknown: tuple[str, ...], *, yes: bool) -> None:
    """Make a work of received texts in any number of languages: a folder with the files and a work.toml to confirm.

    The language of each text is recognised, unless it stands behind its file, as in text.html:zho-Hant. --set,
    --unknown and --yes confirm facts at once, as `diptych confirm` does later."""
    catalogue, named = output.catalogue(root), tuple(map(_file, files))
    with output.limited([file for file, _ in named], catalogue):
        planned = plan(root, [file for file, _ in named], datetime.now(UTC).date().isoformat(),
                       Options(language, jurisdiction), [spoken for _, spoken in named])
    output.refuse(planned.diagnostics, catalogue)
    if planned.value is None:
        return
    added = planned.value
    if values or unknown or yes:
        known = output.value(load.schema(root), catalogue)
        terms = load.terms(root, known, optional=True).value or ()
        added = output.value(settled(added, known, terms, partial(answered, values=values, unknown=unknown, yes=yes)),
                             catalogue)
    output.refuse(write(root, added), catalogue)
    for file, name in added.renamed:
        click.echo(f"{file} is {name} there: another file has its name, or not every system can have it.")
    _report(root, added.folder.removeprefix(f"{WORKS}/"), catalogue)


def _report(root: Path, path: str, catalogue: Catalogue) -> None:
    """Prints the errors that keep a new work from being built, and what comes next."""
    known = output.value(load.schema(root), catalogue)
    source = load.source(root, known, path).value
    if source is None:
        return
    findings = [catalogue.describe(item) for item in compile_work(source, known).diagnostics
                if catalogue.has_errors([item])]
    output.show(findings, catalogue)
    if confirmation.open_facts(source.work):
        click.echo(messages.line("to_confirm", folder=source.folder, work=path))
    else:
        click.echo(messages.line("all_confirmed", folder=source.folder))
