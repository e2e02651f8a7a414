"""`diptych add`: received files → a work's folder below source/works, with a work.toml to confirm.

The table `certainty` of work.toml says where each fact comes from. Facts that the text lacks are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from diptych.akn.received_xml import is_akoma_ntoso
from diptych.anchors.ledger import Ledger
from diptych.commands import added_language, adopted_files, messages, new_work, output
from diptych.commands.added_language import FurtherText
from diptych.commands.confirm import SET, UNKNOWN, YES, add_terms, answered
from diptych.commands.convert import JURISDICTION, LANGUAGE
from diptych.commands.new_work import Added, AddedText, NewWork
from diptych.compile.recognised_jurisdiction import AUTO, country_of, recognise_jurisdiction, shows_country, unnamed
from diptych.compile.recognised_language import recognise_languages, refusal
from diptych.compile.single_text import Options
from diptych.compile.work import compile_work
from diptych.config import toml_positions, works
from diptych.diagnostics import Catalogue, Diagnostic, Position, Result, diagnostic
from diptych.files import atomic
from diptych.language.profiles import with_script
from diptych.language.writing_systems import split
from diptych.project import confirmation, editor_schemas, load, portable_names
from diptych.project.confirmation import Confirmation
from diptych.project.load import TERMS, WORKS, Schema, Source
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line
from diptych.readers.formats.pictures import Beside, nothing
from diptych.readers.structure import structure
from diptych.readers.structure.identity import identify

_STAGE: Final = "source/.new"
"""The folder in which a new work grows, outside source/works: a work that is not whole is no work."""
_OWN: Final = ("work.toml", "editorial.toml", "anchors.toml", "version.toml")
"""Names of files that mean something in a work's folder."""


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
    beside = {file: load.PicturesBeside(file.parent) for file in files}
    read = [_texts(file, schema.value, replace(options, language=language) if language else options,
                   beside[file]) for file, language in zip(files, languages or [""] * len(files), strict=True)]
    known = sorted((text for result in read for text in result.value or ()),
                   key=lambda text: (text.is_translated, not text.shows_place, -text.facts))
    texts = _coded(known, schema.value)
    adopted = [(text.file, text.adopted) for text in texts if text.adopted]
    repeated = (*_repeated(texts), *(adopted_files.different(adopted) if adopted else ()))
    findings = (*(item for result in read for item in result.diagnostics), *repeated)
    if repeated or not all(result.value for result in read):
        return Result(None, findings)
    first = texts[0]
    if not first.adopted:
        findings = (*findings, *unnamed(first.country, first.place.code, options.jurisdiction, first.file.name))
    names = _names(texts)
    named, data = (replace(text, file=Path(names[text.file])) for text in texts), {
        name: file.read_bytes() for file, name in names.items()}
    pictures, clashes = _pictures(beside)
    findings = (*findings, *clashes)
    work = NewWork(tuple(named), data, terms.value or (), given=options.jurisdiction != AUTO)
    renamed = tuple((file, name) for file, name in names.items() if file.name != name)
    head = editor_schemas.line(root, f"{WORKS}/{work.path}", "work")
    added = new_work.added(work, head, date)
    whole = replace(added, files=(*added.files, *pictures.items()), renamed=renamed)
    return Result(whole, (*findings, *terms.diagnostics))


def _pictures(beside: Mapping[Path, load.PicturesBeside]) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The pictures beside the files that their texts show, by their paths; T031 for one whose path another has."""
    pictures: dict[str, bytes] = {}
    clashes: list[Diagnostic] = []
    for file, known in beside.items():
        for name, data in known.used.items():
            if pictures.setdefault(name, data) != data:
                clashes.append(diagnostic("T031", Position(file.name), count=1, names=name,
                                          problem=added_language.TAKEN))
    return pictures, clashes


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


def _texts(file: Path, known: Schema, options: Options, beside: Beside = nothing) -> Result[list[AddedText]]:
    """The texts of a file, one in each of its languages; a language that is not read is refused as by `convert`, T019
    is an unreadable file. `beside` are the pictures in its folder."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Result(None, (diagnostic("T019", Position(file.name), problem=error.strerror),))
    if is_akoma_ntoso(data):
        return _adopted(data, file, known, options)
    read = received.read(data, file.name, known.forms, beside)
    if read.value is None:
        return Result(None, read.diagnostics)
    lines = read.value.lines
    languages = recognise_languages(lines, known, options.language)
    refused = refusal(lines, known, languages, options.language, file.name)
    if refused:
        return Result(None, (*read.diagnostics, *refused))
    parts = split(lines, tuple(known.languages[key].script for key in languages))
    texts = [_text(part, key, file, known, options) for key, part in zip(languages, parts, strict=True)]
    findings = (*read.diagnostics, *(item for text in texts for item in text.diagnostics))
    return Result([text.value for text in texts if text.value], findings)


def _adopted(data: bytes, file: Path, known: Schema, options: Options) -> Result[list[AddedText]]:
    """The text of a file in Akoma Ntoso."""
    read = adopted_files.read(data, file.name, known, options.language)
    if read.value is None:
        return Result(None, read.diagnostics)
    language, place = read.value.language, read.value.place(known, options.jurisdiction)
    text = AddedText(language, language, file, place, read.value.printed, adopted=read.value)
    return Result([text], read.diagnostics)


def received_texts(files: Sequence[tuple[Path, str]], known: Schema,
                   options: Options) -> Result[tuple[FurtherText, ...]]:
    """The texts of files with their pictures, each file with the language that its user names, or none."""
    beside = {file: load.PicturesBeside(file.parent) for file, _ in files}
    read = [(file, _texts(file, known, replace(options, language=language) if language else options, beside[file]))
            for file, language in files]
    findings = tuple(item for _, result in read for item in result.diagnostics)
    if not all(result.value for _, result in read):
        return Result(None, findings)
    texts = [(file, text) for file, result in read for text in result.value or ()]
    return Result(tuple(FurtherText(
        text.language if text.form == text.language else with_script(known.languages[text.form]), file.name,
        file.read_bytes(), beside[file].used) for file, text in texts), findings)


def _text(lines: tuple[Line, ...], language: str, file: Path, known: Schema, options: Options) -> Result[AddedText]:
    """One text of a file; T016 if no jurisdiction has its language."""
    place = recognise_jurisdiction(lines, language, known, options.jurisdiction)
    if place is None:
        return Result(None, (diagnostic("T016", Position(file.name), language=language,
                                        jurisdiction=options.jurisdiction),))
    draft = structure.read(lines, known.languages[language], known.jurisdictions[place]).value
    if draft is None:
        return Result(None)
    shown = options.jurisdiction != AUTO or shows_country(lines, language, place, known)
    text = AddedText(draft.language, language, file, known.jurisdictions[place], identify(draft), shows_place=shown,
                     named=country_of(lines, place, known, options.jurisdiction))
    return Result(replace(text, shown=(draft.element, draft.name)) if draft.element else text)


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
    folder = Path(TERMS).parent.as_posix()
    try:
        # The term base goes first: entries without a work do no harm, a work without its entries is an error.
        add_terms(root, added.terms, f"{editor_schemas.line(root, folder, 'terms')}\n")
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
@click.option("--to", metavar="WORK", default="",
              help="The work that gets the texts as further languages: its folder below source/works, an IRI or a "
                   "permalink.")
@output.VERBOSE
@click.pass_obj
def add(root: Path, files: tuple[str, ...], language: str, jurisdiction: str,  # noqa: PLR0913 - one option each
        values: tuple[str, ...], unknown: tuple[str, ...], *, yes: bool, to: str, verbose: bool) -> None:
    """Make a work of received texts in any number of languages: a folder with the files and a work.toml to confirm.

    The language of each text is recognised, unless it stands behind its file, as in text.html:zho-Hant. --set,
    --unknown and --yes confirm facts at once, as `diptych confirm` does later. --to adds the texts to a work that is
    there, as translations."""
    catalogue, named, options = output.catalogue(root), tuple(map(_file, files)), Options(language, jurisdiction)
    received_files = [file for file, _ in named]
    if to:
        known = output.value(load.schema(root), catalogue)
        texts = output.value(output.limited(partial(received_texts, named, known, options), received_files, catalogue),
                             catalogue)
        added_language.add_to(root, to, texts, known, catalogue)
        return
    planning = partial(plan, root, received_files, datetime.now(UTC).date().isoformat(), options,
                       [spoken for _, spoken in named])
    planned = output.limited(planning, received_files, catalogue)
    output.refuse(planned.diagnostics, catalogue, every=verbose)
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
    output.show_errors(compile_work(source, known).diagnostics, catalogue)
    if confirmation.open_facts(source.work):
        click.echo(messages.line("to_confirm", folder=source.folder, work=path))
    else:
        click.echo(messages.line("all_confirmed", folder=source.folder))
