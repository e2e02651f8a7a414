"""`diptych add --to WORK FILE`: a received text → a further language of a work that the project has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import click

from diptych.akn.names import UNKNOWN_TRANSLATOR
from diptych.akn.provisions import provisions
from diptych.commands import messages, output
from diptych.commands.confirm import add_terms
from diptych.compile import address_lookup
from diptych.compile.work import compile_work
from diptych.config import toml_positions, works
from diptych.config.toml_edit import quoted
from diptych.diagnostics import Catalogue, Diagnostic, Position, Result, diagnostic
from diptych.files import atomic
from diptych.project import confirmation, load
from diptych.project.load import Schema, Source

_TABLE: Final = "version.toml"
"""The file that describes a later version of a work."""
TAKEN: Final = "another picture has their path"
"""Why a picture beside a text is not added, as messages give it."""
_UNFINISHED: Final = ", complete = false"
"""What is said of a translation that lacks clauses of its original."""


@dataclass(frozen=True, slots=True)
class FurtherText:
    """A received text: the code of its language, the name of its file, and the bytes of the file.

    `pictures` are the files that it shows, by their paths beside it.
    """

    language: str
    file: str
    data: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddedLanguage:
    """A language that is added: the folder of the text, its file, the new work.toml, new entries of the term base.

    `complete` is False if the text lacks clauses of the original and has none of its own.
    """

    folder: str
    text: FurtherText
    table: tuple[str, bytes]
    terms: str
    complete: bool


def chosen(root: Path, name: str, known: Schema) -> Result[Source]:
    """The newest version of the one work that a name means; none if it means several."""
    read = load.sources(root, known)
    paths = address_lookup.paths(name, read.value or ())
    found = [source for source in read.value or () if source.work.path in (paths.value or ())]
    if len(found) == 1:
        return Result(found[0], read.diagnostics)
    return Result(None, (*read.diagnostics, *paths.diagnostics))


def plan(root: Path, source: Source, known: Schema, text: FurtherText, *, whole: bool = True) -> Result[AddedLanguage]:
    """The language that a text adds to a version of a work; nothing is written. V020 if the work has the language.

    A text that is not `whole` is unfinished, whatever clauses it has. T031 for a picture whose path another one has in
    the work; that one stays.
    """
    same = next((item for item in source.work.expressions if item.language == text.language), None)
    original = next(item for item in source.work.expressions if item.translation is None)
    if same:
        return Result(None, (diagnostic("V020", Position(text.file), language=text.language, first=same.file),))
    taken = tuple(name for name, data in text.pictures.items() if source.pictures.get(name, data) != data)
    named = replace(text, file=_free_name(root / source.folder, text),
                    pictures={name: data for name, data in text.pictures.items() if name not in source.pictures})
    name = _TABLE if (root / source.folder / _TABLE).is_file() else "work.toml"
    before = (root / source.folder / name).read_bytes()
    ids = {term.id for term in source.terms}
    entry = "" if UNKNOWN_TRANSLATOR in ids else confirmation.entry(
        UNKNOWN_TRANSLATOR, "agent", [(text.language, UNKNOWN_TRANSLATOR)])
    complete = whole and _is_complete(source, known, original, named)
    table = before.rstrip(b"\n") + b"\n" + "\n".join(_tables(named, source.work, original, complete=complete)).encode()
    read = toml_positions.read(table, f"{source.folder}/{name}", known.shapes[name.removesuffix(".toml")])
    clashes = tuple(diagnostic("T031", Position(text.file), count=1, names=path, problem=TAKEN) for path in taken)
    return Result(AddedLanguage(source.folder, named, (name, table), entry, complete) if read.value else None,
                  (*read.diagnostics, *clashes))


def again(root: Path, source: Source, known: Schema, text: FurtherText, *, whole: bool) -> Result[AddedLanguage]:
    """The text of a language that the work has, in its new form; nothing is written. `text.file` is its file there."""
    name = _TABLE if (root / source.folder / _TABLE).is_file() else "work.toml"
    before = (root / source.folder / name).read_bytes()
    data = before.replace(source.work.sha256(text.file).encode(), sha256(text.data).hexdigest().encode())
    place = next(index for index, item in enumerate(source.work.expressions) if item.language == text.language)
    state = ("expression", place, "translation", "complete")
    extent = toml_positions.value_extent(data, state)
    if extent:
        data = data[:extent[0]] + (b"true" if whole else b"false") + data[extent[1]:]
    read = toml_positions.read(data, f"{source.folder}/{name}", known.shapes[name.removesuffix(".toml")])
    return Result(AddedLanguage(source.folder, text, (name, data), "", whole) if read.value else None, read.diagnostics)


def _free_name(folder: Path, text: FurtherText) -> str:
    """The name of the file in the folder: its own, or one with its language if another file has it."""
    path = Path(text.file)
    names = (text.file, *(f"{path.stem}-{text.language}{f'-{number}' if number > 1 else ''}{path.suffix}"
                          for number in range(1, 1 + len(list(folder.iterdir())))))
    return next((name for name in names if not (folder / name).exists()), names[-1])


def _tables(text: FurtherText, work: works.Work, original: works.Expression, *, complete: bool) -> Iterator[str]:
    """The lines that describe the text in work.toml."""
    yield from ("", "[[received]]", f"file = {quoted(text.file)}", f'sha256 = "{sha256(text.data).hexdigest()}"')
    yield from ("", "[[expression]]", f'language = "{text.language}"', f"file = {quoted(text.file)}")
    if work.version != works.UNKNOWN_DATE:
        yield f"date = {work.version}"
    unfinished = "" if complete else _UNFINISHED
    yield (f'translation = {{ of = "{original.language}", translator = "{UNKNOWN_TRANSLATOR}", '
           f"authoritative = false{unfinished} }}")
    yield ""


def _is_complete(source: Source, known: Schema, original: works.Expression, text: FurtherText) -> bool:
    """Whether a text has all clauses of the original, or clauses of its own."""
    position = Position(source.folder)
    translation = works.Translation(original.language, UNKNOWN_TRANSLATOR, authoritative=False)
    added = works.Expression(text.language, text.file, source.work.version, original.rights, translation, position)
    received = works.Received(text.file, sha256(text.data).hexdigest(), position)
    work = replace(source.work, expressions=(original, added), received=(*source.work.received, received), pairs=())
    files, pictures = {**source.received, text.file: text.data}, {**source.pictures, **text.pictures}
    made = compile_work(replace(source, work=work, received=files, earlier=(), editorial=works.Editorial(),
                                pictures=pictures), known)
    eids = {item.document.language: {each.eid for each in provisions(item.document)} for item in made.expressions}
    ours, theirs = eids.get(original.language, set()), eids.get(text.language, set())
    return not theirs or not ours - theirs or bool(theirs - ours)


def write(root: Path, added: AddedLanguage) -> tuple[Diagnostic, ...]:
    """Puts the text and its pictures into its work; B004 if it cannot be written.

    The description of the work comes last.
    """
    try:
        add_terms(root, added.terms)
        atomic.write(root / added.folder / added.text.file, added.text.data)
        for name, data in added.text.pictures.items():
            atomic.write(root / added.folder / name, data, parents=True)
        atomic.write(root / added.folder / added.table[0], added.table[1])
    except OSError as error:
        return (output.unwritten(added.folder, error),)
    return ()


def add_to(root: Path, name: str, texts: Sequence[FurtherText], known: Schema, catalogue: Catalogue) -> None:
    """Adds the texts to the work that a name means, and prints what comes next; a finding ends the command."""
    for text in texts:
        found = chosen(root, name, known)
        output.refuse(found.diagnostics, catalogue)
        if found.value is None:
            raise click.ClickException(messages.line("name_work", names=name))
        added = output.value(plan(root, found.value, known, text), catalogue)
        output.refuse(write(root, added), catalogue)
        key = "language_added" if added.complete else "language_added_in_part"
        click.echo(messages.line(key, language=text.language, file=f"{added.folder}/{added.text.file}"))
