"""`diptych dataset`: the published texts as tables for research."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from diptych.anchors import declare
from diptych.build import published_texts
from diptych.build.cache import DamagedError
from diptych.build.published_texts import PublishedTexts
from diptych.commands import messages, output
from diptych.config import schema_layers
from diptych.exchange import dataset_files, dataset_rows
from diptych.exchange.dataset_files import FORMATS, PARQUET, DatasetFacts, Shards
from diptych.exchange.dataset_rows import DatasetTexts, SentenceKnowledge
from diptych.files import atomic
from diptych.products.site_settings import SiteOptions, site_options
from diptych.project import load

CROISSANT: Final = "croissant.json"
CARD: Final = "README.md"
FOLDER: Final = "build/dataset"
_BOTH: Final = "both"
_TABLES: Final = "published/dataset.json"
_CARD: Final = "published/dataset.md"


@click.command()
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER",
              help=f"Folder of the data set; {FOLDER} in the project without it. An older data set there is replaced.")
@click.option("--format", "form", type=click.Choice((_BOTH, *FORMATS)), default=_BOTH, show_default=True,
              help="Parquet, JSON Lines or both. Parquet needs pyarrow: pip install 'diptych[dataset]'.")
@click.pass_obj
def dataset(root: Path, out: Path | None, form: str) -> None:
    """Make a data set for research of what the last build published: texts, clauses, sentences, aligned pairs of them,
    references.

    Each row says its work, language, rights and whether it is a translation. All texts of a work are in one part:
    train, validation or test. README.md says what is in it, croissant.json says it to programs."""
    formats = tuple(FORMATS) if form == _BOTH else (form,)
    if PARQUET in formats and find_spec("pyarrow") is None:
        raise click.ClickException(messages.line("no_pyarrow"))
    folder = out or root / FOLDER
    if folder.exists() and not (folder / CROISSANT).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(messages.line("not_a_dataset", folder=folder))
    described = schema_layers.packaged_bytes(_TABLES) or b""
    made = Shards(dataset_files.tables(described), formats)
    try:
        with output.writing(str(folder), output.catalogue(root)):
            atomic.replace_folder(folder, _files(root, made, described), folder.with_name(f".{folder.name}"))
    except DamagedError:
        raise click.ClickException(messages.line("no_texts_built")) from None
    for table in made.tables:
        rows = sum(file.rows for file in made.files if file.table == table.name
                   and file.path.startswith(f"{formats[0]}/"))
        click.echo(f"{table.name}: {rows}")
    click.echo(str(folder))


def _files(root: Path, made: Shards, described: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of the data set, those that describe it last. Ends the command where nothing is published."""
    catalogue = output.catalogue(root)
    schema = output.value(load.schema(root), catalogue)
    knowledge = SentenceKnowledge(schema.languages, output.value(load.equivalents(root, schema), catalogue))
    options = site_options(root).value or SiteOptions()
    changed = ""
    for edition in published_texts.editions(root):
        texts = _texts(edition)
        changed = max(changed, *(document.markup_date for document in texts.documents))
        yield from made.add(dataset_rows.rows(texts, options.url, knowledge))
    if not changed:
        raise click.ClickException(messages.line("no_texts_built"))
    yield from made.close()
    facts = DatasetFacts(options.name, options.url, changed)
    template = (schema_layers.packaged_bytes(_CARD) or b"").decode()
    yield CROISSANT, dataset_files.croissant(made, facts, described)
    yield CARD, dataset_files.card(made, facts, template)


def _texts(edition: PublishedTexts) -> DatasetTexts:
    documents = edition.texts.documents
    outdated = declare.outdated(edition.ledger.of(edition.texts.version), documents)
    files = {document.language: sha256(data).hexdigest()
             for document, (_, data) in zip(documents, edition.texts.files, strict=True)}
    return DatasetTexts(documents, files, edition.newest, edition.texts.pairs, outdated)
