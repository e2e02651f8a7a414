"""The values that products are made of: those that all works of a project share, and those of one edition.

Each kind of product has a dataclass with some of these fields, under the same names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from diptych.akn.cross_references import ReferringClause
from diptych.anchors.ledger import Ledger
from diptych.anchors.published_works import RecordedWorks
from diptych.citations.csl_styles import Styles
from diptych.config.works import Term, Waiver
from diptych.diagnostics import Code
from diptych.interface_text import Interfaces
from diptych.language.equivalents import Equivalents
from diptych.language.profiles import Language
from diptych.products.contract import Files, Input, Inputs, Texts, named
from diptych.products.pdf_editions import PrintSettings
from diptych.project.load import Schema
from diptych.render.print.fonts import Declared
from diptych.render.publisher import SitePublisher
from diptych.render.site.page import Settings
from diptych.render.site.page_shells import Shells
from diptych.render.site.site_index import Digest
from diptych.render.site.version_comparison import Lineages
from diptych.review.work import ReviewTables


@dataclass(frozen=True, slots=True)
class ProjectInputs:
    """Values that all works of a project share.

    `code` is the program with its libraries, on which every product depends. Assets and `templates` are files of the
    program; their digests alone are needed. `formats` are the packaged schemas of
    the public JSON files. `shells` and `frame` are there once MkDocs has made them,
    `print_settings` only where a PDF is made.
    """

    code: Input[None]
    schema: Input[Schema]
    terms: Input[tuple[Term, ...]]
    explained: Input[tuple[Term, ...]]
    explained_ids: Input[frozenset[str]]
    settings: Input[Settings]
    review: Input[tuple[ReviewTables, Mapping[str, Code]] | None]
    sentences: Input[tuple[Mapping[str, Language], Equivalents, str]]
    fonts: Input[Declared | None]
    styles: Input[Styles | None]
    publisher: Input[SitePublisher]
    print_assets: Input[None]
    epub_assets: Input[None]
    docx_assets: Input[None]
    reading: Input[str]
    interface: Input[Interfaces]
    templates: Input[None]
    theme: Input[None]
    formats: Input[Files]
    published: Input[RecordedWorks]
    print_settings: Input[PrintSettings] | None = None
    shells: Input[Shells] | None = None
    frame: Input[Shells] | None = None


@dataclass(frozen=True, slots=True)
class EditionInputs:
    """Values of one edition of a work. `versions` are the texts of all its versions, the oldest first; none of a work
    that has one version. `links` are the paths of the pages of other works, by IRI; `referring` are the clauses of
    other works that name this one."""

    texts: Input[Texts]
    versions: Input[tuple[Texts, ...]]
    lineages: Input[Lineages]
    links: Input[Mapping[str, str]]
    ranges: Input[frozenset[str]]
    referring: Input[tuple[ReferringClause, ...]]
    ledger: Input[Ledger]
    waivers: Input[Sequence[Waiver]]
    pdfs: Input[Files]
    beside: Input[tuple[Digest, ...]]


def collect(kind: type[Inputs], *sources: ProjectInputs | EditionInputs, **own: Input[Any]) -> Inputs:
    """The inputs of a kind of product: each field from the source that has one of that name, or of its `own`."""
    values = {name: value for source in sources for name, value in named(source).items()} | own
    lacking = [each.name for each in fields(kind) if values.get(each.name) is None]
    if lacking:
        raise ValueError(f"{kind.__name__} was planned before these were made: {', '.join(lacking)}")
    return kind(**{each.name: values[each.name] for each in fields(kind)})
