"""A work → the files that are read and edited elsewhere: an EPUB of all its texts, a DOCX of each and of all."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.diagnostics import Result
from diptych.products.contract import Files, Input, Texts
from diptych.render.office.epub import epub
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import Declared
from diptych.render.publisher import SitePublisher
from diptych.render.site.page import Settings


@dataclass(frozen=True, slots=True)
class EbookInputs:
    """An edition, and what EPUB and DOCX are set with."""

    texts: Input[Texts]
    fonts: Input[Declared | None]
    settings: Input[Settings]
    publisher: Input[SitePublisher]
    epub_assets: Input[None]


def make(inputs: EbookInputs, _: str) -> Result[Files]:
    """The files of a work, or of a version of it, named after their languages."""
    # python-docx takes a while to load, and a process that makes no DOCX does without.
    from diptych.render.office import docx  # noqa: PLC0415

    settings, declared = inputs.settings.get(), inputs.fonts.get()
    if declared is None:
        return Result(())
    site, shown = settings.site_url, fragments(inputs.texts.get().documents, settings.interfaces)
    name = "-".join(text.document.language for text in shown.texts)
    alone = [(f"{text.document.language}.docx", docx.expression(text, fragment, site, declared))
             for text, fragment in zip(shown.texts, shown.alone, strict=True)]
    together = [] if shown.together is None else [
        (f"{name}.docx", docx.parallel(shown.texts, shown.together, site, declared))]
    return Result(((f"{name}.epub", epub(shown, site, inputs.publisher.get())), *together, *alone))
