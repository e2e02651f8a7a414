"""A compiled work → what is published of it for machines besides its XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from diptych.akn.cross_references import ReferringClause, back_references
from diptych.akn.document import Document
from diptych.citations.csl_styles import Styles
from diptych.config.works import LanguagePair
from diptych.diagnostics import Result
from diptych.products.contract import Files, Input, Texts
from diptych.render.print.pdf_destinations import pages
from diptych.render.site import eli, json_formats, jsonld, reference_list
from diptych.render.site.data_json import data
from diptych.render.site.page import Settings
from diptych.render.site.site_index import Digest


@dataclass(frozen=True, slots=True)
class MetadataInputs:
    """An edition, its PDFs, the styles of citations, the clauses of other works that name it, and the digests of all
    other files beside its page."""

    texts: Input[Texts]
    versions: Input[tuple[Texts, ...]]
    pdfs: Input[Files]
    styles: Input[Styles | None]
    settings: Input[Settings]
    referring: Input[tuple[ReferringClause, ...]]
    beside: Input[tuple[Digest, ...]]


@dataclass(frozen=True, slots=True)
class RelatedFacts:
    """What a work's files say of more than its texts: `versions` as in `jsonld.work`, `printed` as in `panel`, the
    clauses of other works that name it, the other files beside its page, and the languages of texts side by side."""

    versions: Sequence[Sequence[Document]] = ()
    printed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    referring: Sequence[ReferringClause] = ()
    beside: Sequence[Digest] = ()
    pairs: Sequence[LanguagePair] = ()


ALONE: Final = RelatedFacts()


def make(inputs: MetadataInputs, _: str) -> Result[Files]:
    """The files for machines; they name the others beside the work's page."""
    texts, pdfs, styles = inputs.texts.get(), dict(sorted(inputs.pdfs.get())), inputs.styles.get()
    if styles is None:
        return Result(None)
    digests = {name: sha256(data).hexdigest() for name, data in (*sorted(texts.files), *pdfs.items())}
    versions = [version.documents for version in inputs.versions.get()]
    printed = {name: pages(data) for name, data in pdfs.items()}
    return Result(exports(texts.documents, styles, inputs.settings.get(), digests,
                          RelatedFacts(versions, printed, inputs.referring.get(), inputs.beside.get(), texts.pairs)))


def exports(documents: Sequence[Document], known: Styles, settings: Settings, digests: Mapping[str, str],
            around: RelatedFacts = ALONE) -> Files:
    """The files for machines, by name; `digests` are the SHA-256 of the others beside the work's page."""
    # The libraries of citations take a while to load, and a process that makes no metadata does without.
    from diptych.citations.reader_templates import PATH, panel  # noqa: PLC0415

    site_url = settings.site_url
    referring, head = back_references(documents, around.referring), json_formats.head("citations", site_url)
    graph = jsonld.script(jsonld.work(documents, site_url, digests, around.versions, referring)).encode() + b"\n"
    triples = eli.turtle(eli.statements(documents, site_url, digests))
    own = ((jsonld.PATH, graph), (eli.PATH, triples),
           (reference_list.PATH, reference_list.table(documents, escaped=settings.escape_formulas)),
           (PATH, panel(documents, known, site_url, around.printed, referring, head)))
    files = (*around.beside, *(Digest(name, sha256(made).hexdigest(), len(made)) for name, made in own))
    return ("data.json", data(documents, site_url, files, around.versions, referring, around.pairs)), *own
