"""A work → the files that are read and edited elsewhere: EPUBs of pairs of texts, DOCX of pairs and of each text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diptych.diagnostics import Result
from diptych.products.contract import Files, Input, Texts
from diptych.render.html.view import from_afar
from diptych.render.office import docx
from diptych.render.office.epub import epub
from diptych.render.office.text_fragments import Fragments, fragments
from diptych.render.print.fonts import Declared
from diptych.render.print.pdf_destinations import pages
from diptych.render.publisher import SitePublisher
from diptych.render.site.page import Settings


@dataclass(frozen=True, slots=True)
class EbookInputs:
    """An edition, and what EPUB and DOCX are set with. `reading` is that of the PDFs,
    which give the EPUB its page numbers. `links` are the paths of the pages of other works, by IRI."""

    texts: Input[Texts]
    fonts: Input[Declared | None]
    settings: Input[Settings]
    publisher: Input[SitePublisher]
    epub_assets: Input[None]
    docx_assets: Input[None]
    reading: Input[str]
    pdfs: Input[Files]
    links: Input[Mapping[str, str]]


def make(inputs: EbookInputs, _: str) -> Result[Files]:
    """The files of a work, or of a version of it, named after their languages."""
    settings, declared, reading = inputs.settings.get(), inputs.fonts.get(), inputs.reading.get()
    if declared is None:
        return Result(())
    printed = dict(inputs.pdfs.get())
    site, known, texts = settings.site_url, settings.interfaces, inputs.texts.get()
    documents = {document.language: document for document in texts.documents}
    pairs = [tuple(documents[language] for language in pair) for pair in texts.pairs]
    others = from_afar(inputs.links.get(), site)
    shown = [fragments(chosen, known, texts.documents[0], others) for chosen in pairs or [texts.documents]]
    lacking = [document for document in texts.documents if not any(document in chosen for chosen in pairs)]
    single = [*shown, *(fragments((document,), known, texts.documents[0], others) for document in lacking if pairs)]
    pictures = dict(texts.pictures)
    alone = {text.document.language: docx.expression(text, fragment, site, declared, reading, pictures)
             for each in reversed(single) for text, fragment in zip(each.texts, each.alone, strict=True)}
    together = [(f"{_name(each)}.docx", docx.parallel(each.texts, each.together, site, declared, reading,
                                                      pictures))
                for each in shown if each.together is not None]
    publisher = inputs.publisher.get()
    books = [(f"{_name(each)}.epub", epub(each, site, publisher, pages(printed.get(f"{_name(each)}.pdf", b"")),
                                          pictures)) for each in shown]
    return Result((*books, *together,
                   *((f"{language}.docx", alone[language]) for language in documents)))


def _name(shown: Fragments) -> str:
    return "-".join(text.document.language for text in shown.texts)
