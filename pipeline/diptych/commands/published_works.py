"""A project, or a finished site → its works with their history, for the commands that check what cites them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diptych.commands import output
from diptych.compile import address_history, versions
from diptych.compile.address_history import Records, WorkHistory
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Catalogue
from diptych.products.site_settings import site_url
from diptych.project import built_site, load
from diptych.project.load import Schema
from diptych.review.cited_sources.citations import CitedWorks, cited_works
from diptych.review.cited_sources.cited_works import CitedWork


def cited_by_texts(root: Path, schema: Schema, catalogue: Catalogue) -> CitedWorks:
    """The works of a project with the titles and numbers by which texts cite them."""
    works, records = _works(root, schema, catalogue)
    cited = [CitedWork(_history(work, records), *_names(work)) for work in works]
    return cited_works(cited, list(schema.languages.values()), records, site_url(root))


def histories(root: Path, site: Path | None, catalogue: Catalogue) -> tuple[Sequence[WorkHistory], Records]:
    """The works of a project, or of a finished site, and the ledger of published works of the project."""
    if site is not None:
        copies = output.value(built_site.works(site), catalogue)
        return [address_history.of_copy(copy) for copy in copies], ()
    schema = output.value(load.schema(root), catalogue)
    works, records = _works(root, schema, catalogue)
    return [_history(work, records) for work in works], records


def _works(root: Path, schema: Schema, catalogue: Catalogue) -> tuple[Sequence[Compiled], Records]:
    """The works of a project that can be read, and the ledger of published works; prints errors."""
    sources = load.sources(root, schema)
    works = [compile_work(source, schema) for source in sources.value or ()]
    output.show_errors((*sources.diagnostics, *(item for work in works for item in work.diagnostics)), catalogue)
    records = output.value(load.published(root, schema), catalogue)
    return [work for work in works if work.expressions], records


def _history(work: Compiled, records: Records) -> WorkHistory:
    iri = work.expressions[0].document.work_iri
    return address_history.of_work(work, next((item for item in records if iri.endswith(f"/akn/{item.path}")), None))


def _names(work: Compiled) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles and the numbers of a work in all versions and languages, those of the newest original first."""
    texts = [text for version in versions.published(work) for text in versions.documents(version)]
    numbers = [number for text in texts for number in (text.number, text.printed_number)]
    return tuple(dict.fromkeys(text.title for text in texts)), tuple(dict.fromkeys(filter(None, numbers)))
