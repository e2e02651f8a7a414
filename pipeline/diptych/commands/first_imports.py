"""`diptych import` of a language that a work does not have: the received file and the entry in work.toml."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diptych.commands import added_language, messages, output
from diptych.commands.added_language import FurtherText
from diptych.diagnostics import Catalogue, Position, Result, diagnostic
from diptych.exchange import first_translation, word_file
from diptych.exchange.first_translation import DeliveredFile, FirstTranslation
from diptych.exchange.read_back import returned
from diptych.project import load
from diptych.readers.formats import zipped_xml


def plan(root: Path, file: DeliveredFile, to: str) -> Result[FirstTranslation]:
    """The text that a file brings to a work; without findings none if it is a correction of a text that is there.

    `to` names the work of a file without addresses. T019 for a DOCX file that cannot be read.
    """
    schema = load.schema(root)
    if schema.value is None:
        return Result(None, schema.diagnostics)
    meant = added_language.chosen(root, to, schema.value) if to else None
    if meant is not None and meant.value is None:
        return Result(None, meant.diagnostics)
    sources = [meant.value] if meant and meant.value else load.sources(root, schema.value).value or ()
    package = zipped_xml.package(file.data)
    if package is None:
        units = returned(file.data, file.name)
        return first_translation.of_exchange(sources, schema.value, units.value, file) if units.value else Result(None)
    try:
        parts = {name: package.part(name) for name in package.names if word_file.is_read(name)}
    except zipped_xml.UnreadableError as error:
        return Result(None, (diagnostic("T019", Position(file.name), problem=str(error)),))
    return first_translation.of_docx(sources, schema.value, word_file.read(parts), file)


def take_in(root: Path, file: DeliveredFile, planned: Result[FirstTranslation], catalogue: Catalogue,  # noqa: PLR0913
            *, accept: bool, partly: bool, verbose: bool) -> None:
    """Shows what a file brings, and writes it if it is accepted; ends the command with status 1 if any is refused."""
    output.show([catalogue.describe(item) for item in planned.diagnostics], catalogue, every=verbose)
    refused = catalogue.has_errors(planned.diagnostics)
    text = planned.value
    if text is None or refused and not partly:
        sys.exit(1)
    click.echo(messages.line("first_translation", work=text.source.folder, language=text.language,
                             count=text.translated, places=text.places))
    if accept:
        known = output.value(load.schema(root), catalogue)
        added = output.value(_added(root, text, known), catalogue)
        output.refuse(added_language.write(root, added), catalogue)
        key = "language_added" if added.complete else "language_added_in_part"
        click.echo(messages.line(key, language=text.language, file=f"{added.folder}/{added.text.file}"))
    else:
        click.echo(messages.line("first_translation_here", file=file.name))
    sys.exit(1 if refused else 0)


def _added(root: Path, text: FirstTranslation, known: load.Schema) -> Result[added_language.AddedLanguage]:
    if text.again:
        return added_language.again(root, text.source, known, FurtherText(text.language, text.again, text.data),
                                    whole=text.complete)
    return added_language.plan(root, text.source, known, FurtherText(text.language, f"{text.language}.xml", text.data),
                               whole=text.complete)
