"""`diptych pair`: entries for the parts of the texts without counterpart → editorial.toml, for an editor to confirm."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from diptych.commands import messages, output
from diptych.compile import address_lookup
from diptych.compile.work import Compiled, compile_work
from diptych.config.structural_corrections import StructuralCorrection
from diptych.config.toml_edit import quoted
from diptych.config.works import PairedParts
from diptych.diagnostics import Catalogue
from diptych.files import atomic
from diptych.language.equivalents import NOTHING
from diptych.project import confirmation, editor_schemas, load
from diptych.review.pair_proposals.proposals import Proposals, proposals
from diptych.review.pair_proposals.proposed_entries import ProposedEntry

EDITORIAL: Final = "editorial.toml"
"""The file of a version with the editor's entries."""
_COMMENT: Final = "# "


@click.command()
@click.argument("name", metavar="[WORK]", default="")
@click.pass_obj
def pair(root: Path, name: str) -> None:
    """Propose entries of editorial.toml for the parts of the texts that have no counterpart (A001, A002).

    WORK is a work: an IRI, a permalink, the work's folder below source/works, or one that holds several works; all
    works if none is named. The aligner pairs the texts by what they say; each entry has its confidence and the first
    words of the parts as a comment, and what is not sure is a comment as a whole. Entries that are there stay as they
    are. Read the new ones; `diptych confirm` confirms them, until then the work is a preview."""
    catalogue = output.catalogue(root)
    schema = output.value(load.schema(root), catalogue)
    sources = load.sources(root, schema)
    output.refuse(sources.diagnostics, catalogue)
    paths = output.value(address_lookup.paths(name, sources.value or ()), catalogue)
    same = load.equivalents(root, schema).value or NOTHING
    for source in (source for source in sources.value or () if source.work.path in paths):
        work = compile_work(source, schema)
        for version in (*work.earlier, work):
            _write(root, version, proposals(version, schema, same), catalogue)


def _write(root: Path, version: Compiled, found: Proposals, catalogue: Catalogue) -> None:
    """Writes the new entries of a version behind those that are there, and prints what was done."""
    folder, work = version.source.folder, version.source.work.path
    file = root / folder / EDITORIAL
    present = file.read_bytes() if file.is_file() else b""
    # An entry that the editor made a comment is not proposed again.
    proposed, shown = ([table for item in items if _body(_commented(table := _table(item))) not in present.decode()]
                       for items in (found.proposed, found.shown))
    if proposed or shown:
        head = present.decode() or f"{editor_schemas.line(root, str(root / folder), 'editorial')}\n"
        said = f"# {messages.line('pair_proposed')}"
        text = "\n".join((head.rstrip("\n"), "", said, *proposed, *map(_commented, shown)))
        _checked(text)
        with output.writing(f"{folder}/{EDITORIAL}", catalogue):
            atomic.write(file, text.encode())
            if proposed:
                _say_guessed(root / folder.partition("/@")[0] / "work.toml")
    click.echo(messages.line("pair_done", file=f"{folder}/{EDITORIAL}", proposed=len(proposed), shown=len(shown),
                             before=len(found.found), after=len(found.open)))
    if proposed:
        click.echo(messages.line("pair_next", work=work))


def _checked(text: str) -> None:
    """Ends the command if the file would be no TOML: an editor may have written `pair = […]`."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise click.ClickException(messages.line("pair_inline", problem=error)) from error


def _say_guessed(file: Path) -> None:
    """Writes into a work.toml that nobody has confirmed the proposals."""
    atomic.write(file, confirmation.guessed(file.read_bytes(), confirmation.PAIRS))


def _table(item: ProposedEntry) -> str:
    """An entry as TOML behind a comment with its confidence and the first words of its parts."""
    return "\n".join((f"# {_certainty(item)}: {' | '.join(f'{eid} “{words}”' for eid, words in item.shown)}",
                      *_lines(item), ""))


def _certainty(item: ProposedEntry) -> str:
    """The confidence of an entry in words; that of a reading without a pair is what the texts agree in."""
    return f"{item.confidence:.0%}" if item.confidence else messages.line("pair_unsure")


def _lines(item: ProposedEntry) -> Iterator[str]:
    entry = item.entry
    if isinstance(entry, StructuralCorrection):
        yield from ("[[structure]]", f"language = {quoted(entry.language)}", f"line = {_parts(entry.lines)}",
                    f"as = {quoted(entry.reading)}")
    if isinstance(entry, PairedParts):
        yield "[[pair]]"
        yield from (f"at.{language} = {_parts(parts)}" for language, parts in entry.at)
        yield from (f"absent = [{', '.join(map(quoted, entry.absent))}]",) if entry.absent else ()
    yield f"why.{messages.current().language} = {quoted(messages.line(item.reason))}"


def _parts(parts: Sequence[str]) -> str:
    return quoted(parts[0]) if len(parts) == 1 else f"[{', '.join(map(quoted, parts))}]"


def _commented(table: str) -> str:
    """A table of which every line is a comment."""
    return "".join(f"{line if line.startswith('#') else _COMMENT + line}\n" for line in table.splitlines())


def _body(table: str) -> str:
    """The lines of a table that say what it is about: neither its confidence nor its reason."""
    return "\n".join(table.splitlines()[1:-1])
