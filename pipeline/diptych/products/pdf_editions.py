"""A work's Akoma Ntoso → its print editions: each text by itself, the original beside a translation, a clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from diptych.akn import iri
from diptych.akn.document import Document
from diptych.compile.address_lookup import Cited
from diptych.config import schema_layers, works
from diptych.diagnostics import Result
from diptych.interface_text import Interfaces
from diptych.products import pdf_typesetting
from diptych.products.contract import Files, Input, Texts
from diptych.products.pdf_typesetting import AttachedFile, PrintJob
from diptych.products.site_settings import SiteOptions
from diptych.project import interface_catalogues
from diptych.project.load import Schema
from diptych.render.html.view import from_afar
from diptych.render.print import edition as print_
from diptych.render.print import fonts
from diptych.render.print.conformance import CONFORMANCES, USUAL, Conformance

FONTS = "schema/fonts.toml"
_COLUMNS = 2
"""Texts side by side on paper, chosen. Raised: columns too narrow to be read."""


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """What all editions of a build share."""

    imprint: print_.Imprint
    fonts: fonts.Fonts
    conformance: Conformance = CONFORMANCES[USUAL]


@dataclass(frozen=True, slots=True)
class PdfInputs:
    """An edition, and what its PDFs are set with. `links` are the paths of the pages of other works, by IRI."""

    texts: Input[Texts]
    print_settings: Input[PrintSettings]
    print_assets: Input[None]
    links: Input[Mapping[str, str]]


def families(schema: Schema) -> Result[fonts.Declared]:
    """The fonts that schema/fonts.toml declares."""
    return fonts.declared(schema.fonts, FONTS)


def of_project(root: Path, options: SiteOptions) -> Result[PrintSettings]:
    """What the PDFs of a project are set with, as `settings`."""
    declared = fonts.declared(schema_layers.data(root, "fonts.toml"), FONTS)
    known = interface_catalogues.interfaces(root, options.languages, options.default_language)
    findings = (*declared.diagnostics, *known.diagnostics)
    if declared.value is None or known.value is None:
        return Result(None, findings)
    return Result(settings(declared.value, options, known.value), findings)


def settings(declared: fonts.Declared, options: SiteOptions, known: Interfaces) -> PrintSettings:
    """Fonts as declared and as this machine has them, the address of the site, the words of all interface languages,
    and the print options of mkdocs.yml."""
    found = fonts.look_up(declared.names)
    chosen = declared.set_in(options.typeface, found.families)
    coverage = {name: found.families[name] for setting in chosen.languages.values() if (name := setting.typeface)}
    imprint = print_.Imprint(options.url, chosen, paper=options.paper, medium=options.edition, reading=options.reading,
                             front=options.front, alignment=options.alignment, coverage=coverage,
                             publisher=options.publisher, interfaces=known)
    return PrintSettings(imprint, fonts.Fonts(chosen, found), CONFORMANCES[options.conformance])


def make(inputs: PdfInputs, part: str) -> Result[Files]:
    """The PDF of an edition, named after its languages: zho, zho-kor."""
    files, documents = inputs.texts.get().files, inputs.texts.get().documents
    texts = {document.language: (document, data) for document, (_, data) in zip(documents, files, strict=True)}
    chosen = [texts[language] for language in iri.languages(part)]
    shared = inputs.print_settings.get()
    others = from_afar(inputs.links.get(), shared.imprint.site)
    job = sheet(chosen, replace(shared, imprint=replace(shared.imprint, addresses=others)), documents[0])
    pdf = pdf_typesetting.make(replace(job, pictures=dict(inputs.texts.get().pictures)))
    return Result(((f"{part}.pdf", pdf.value),) if pdf.value is not None else None, pdf.diagnostics)


def sheet(texts: Sequence[tuple[Document, bytes]], shared: PrintSettings, original: Document | None = None) -> PrintJob:
    """The edition of some texts, in parallel if there are several: what is printed, and the files that travel in it.
    `original` is what a text alone translates."""
    documents, sums = [document for document, _ in texts], _sums(texts)
    html = (print_.expression(documents[0], shared.imprint, sums, original) if len(documents) == 1
            else print_.parallel(documents, shared.imprint, sums))
    return PrintJob(html, _sources(texts), shared.fonts, shared.conformance)


def of_address(cited: Cited, shared: PrintSettings) -> PrintJob | None:
    """The edition of what an address names: a clause, a range or the whole, of one text or of a pair side by side; None
    where no text shows the clause."""
    texts = _columns(cited)
    pictures = {name: data for text in cited.expressions for name, data in text.pictures.items()}
    if not cited.eid:
        return replace(sheet(texts, shared, cited.documents[0]), pictures=pictures)
    html = print_.clause([document for document, _ in texts], cited.eid, shared.imprint, _sums(texts))
    return None if html is None else PrintJob(html, _sources(texts), shared.fonts, shared.conformance, pictures)


def _columns(cited: Cited) -> Sequence[tuple[Document, bytes]]:
    """The texts that an address means; of more than two the first pair that shows the clause, as paper is narrow."""
    known = {text.document.language: (text.document, text.data) for text in cited.shown}
    if len(known) <= _COLUMNS:
        return list(known.values())
    first, pairs = cited.eid.partition(iri.RANGE)[0], works.pairs(tuple(known), cited.work.source.work.pairs)
    holding = (pair for pair in pairs if not first or any(first in known[each][0].by_eid for each in pair))
    return [known[language] for language in next(holding, pairs[0])]


def _sources(texts: Sequence[tuple[Document, bytes]]) -> tuple[AttachedFile, ...]:
    return tuple(AttachedFile(f"{document.language}.xml", data, document.title) for document, data in texts)


def _sums(texts: Sequence[tuple[Document, bytes]]) -> dict[str, str]:
    return {document.language: sha256(data).hexdigest() for document, data in texts}
