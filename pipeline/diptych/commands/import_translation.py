"""`diptych import`: a translator's corrected file → changes of editorial.toml, shown before they are made."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import click

from diptych import interface_text
from diptych.commands import first_imports, messages, output
from diptych.diagnostics import Catalogue, Position, Result, diagnostic
from diptych.exchange import import_plan, word_file, word_plan
from diptych.exchange.first_translation import DeliveredFile
from diptych.exchange.import_plan import Import, Revised
from diptych.project import load
from diptych.readers.formats import zipped_xml
from diptych.render.html.redline import PieceKind, redline

_MARKS: Final = {PieceKind.SAME: "{}", PieceKind.GONE: "[-{}-]", PieceKind.NEW: "{{+{}+}}"}
_COLOURS: Final = {PieceKind.GONE: "red", PieceKind.NEW: "green"}
"""The redline of a passage: deletions as [-…-], insertions as {+…+}."""


def _language_tag(_: click.Context, __: click.Parameter, tag: str) -> str:
    """A language tag; any other words end the command."""
    if not interface_text.TAG.fullmatch(tag):
        raise click.BadParameter(messages.line("no_tag", tag=tag))
    return tag


@click.command(name="import")
@click.argument("file", type=output.FILE)
@click.option("--accept", is_flag=True, help="Write the changes into editorial.toml; without this they are only shown.")
@click.option("--why", default="", metavar="TEXT", help="The reason, which readers are told. Needed to accept.")
@click.option("--why-in", "reader", default="en", show_default=True, callback=_language_tag, metavar="TAG",
              help="The language of the reason, such as zh, zh-Hant or fr.")
@click.option("--partly", is_flag=True, help="Go on with what can be taken in, though some units cannot.")
@click.option("--verbose", is_flag=True, help="Say every notice, also where many are alike.")
@click.option("--language", default="", metavar="TAG",
              help="The language of the file, such as en or ko, if the file does not say it.")
@click.option("--to", default="", metavar="WORK",
              help="The work that the file translates, if it has no addresses: its folder below source/works, an IRI "
                   "or a permalink.")
@click.pass_obj
def import_translation(root: Path, file: Path, why: str, reader: str, language: str,  # noqa: PLR0913 - one each
                       to: str, *, accept: bool, partly: bool, verbose: bool) -> None:
    """Take in a TMX, XLIFF or DOCX file that a translator corrected: every change is an emendation with its reason.

    A file in a language that the work does not have becomes the text of that language, with the addresses of the
    original. A later one completes it; with --why it corrects it as any other text."""
    catalogue = output.catalogue(root)
    delivered = DeliveredFile(str(file), file.read_bytes(), language, bool(why.strip()))
    around = load.size(root / load.WORKS)
    first = output.limited(partial(first_imports.plan, root, delivered, to), [file], catalogue, beside=around)
    if first.value is not None or catalogue.has_errors(first.diagnostics):
        first_imports.take_in(root, delivered, first, catalogue, accept=accept, partly=partly, verbose=verbose)
    elif accept and not why.strip():
        raise click.UsageError(messages.line("accept_needs_why"))
    else:
        planning = partial(plan, root, delivered.name, delivered.data, {reader: why.strip() or "…"})
        planned = output.limited(planning, [file], catalogue, beside=around)
        output.show([catalogue.describe(item) for item in planned.diagnostics], catalogue, every=verbose)
        refused = catalogue.has_errors(planned.diagnostics)
        if not refused or partly:
            _take_in(root, delivered.name, planned.value or (), catalogue, accept=accept)
        sys.exit(1 if refused else 0)


def _take_in(root: Path, file: str, changes: Sequence[Import], catalogue: Catalogue, *, accept: bool) -> None:
    """Shows the changes of a file, and writes them if they are accepted."""
    for work in changes:
        for revised in work.revised:
            click.echo(f"{work.editorial.rpartition('/')[0]} {revised.passage.eid} ({revised.language})")
            click.echo(f"  {_redline(revised)}")
        for first, last in work.replaced:
            click.echo(messages.line("anew", file=work.editorial, first=first, last=last))
        if accept:
            with output.writing(work.editorial, catalogue):
                line = import_plan.write(root, work)
        if accept and work.entries:
            click.echo(messages.line("take_back", file=work.editorial, line=line))
    count = sum(len(work.revised) for work in changes)
    if not count:
        click.echo(messages.line("same_as_published"))
    elif accept:
        click.echo(messages.line("passages_changed", count=count))
    else:
        click.echo(messages.line("passages_would_change", count=count, file=file))


def plan(root: Path, file: str, data: bytes, why: Mapping[str, str]) -> Result[tuple[Import, ...]]:
    """The changes of a file by work, as far as they can be made; T019 for a DOCX file that can't be read.

    `why` are reasons by interface language.
    """
    package = zipped_xml.package(data)
    if package is None:
        return import_plan.plan(root, file, data, why)
    try:
        parts = {name: package.part(name) for name in package.names if word_file.is_read(name)}
    except zipped_xml.UnreadableError as error:
        return Result(None, (diagnostic("T019", Position(file), problem=str(error)),))
    return word_plan.plan(root, file, word_file.read(parts), why)


def _redline(revised: Revised) -> str:
    """The passage with its deletions and insertions marked."""
    old = revised.passage.translated.words if revised.passage.translated else ""
    pieces = ((piece.kind, piece.text if piece.kind is PieceKind.SAME else re.sub("[^ \n]", _visible, piece.text))
              for piece in redline(old, revised.words))
    return "".join(click.style(_MARKS[kind].format(text), fg=_COLOURS.get(kind)) for kind, text in pieces)


def _visible(match: re.Match[str]) -> str:
    """A changed character; an invisible one as its code point."""
    hidden = unicodedata.category(match[0]) in ("Cf", "Cc", "Co", "Zs")
    return f"<U+{ord(match[0]):04X}>" if hidden else match[0]
