"""A work → the picture beside links to it on other sites."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.diagnostics import Result
from diptych.products.contract import Files, Input, Texts
from diptych.products.pdf_editions import PrintSettings
from diptych.render.print import edition
from diptych.render.print.link_picture import link_picture
from diptych.render.site.page import PICTURE


@dataclass(frozen=True, slots=True)
class LinkPictureInputs:
    """An edition, and the fonts and words that its PDFs are set with."""

    texts: Input[Texts]
    print_settings: Input[PrintSettings]


def make(inputs: LinkPictureInputs, _: str) -> Result[Files]:
    """The picture; none where the files of the fonts are unknown."""
    shared = inputs.print_settings.get()
    texts = [edition.text(document, shared.imprint.interfaces) for document in inputs.texts.get().documents]
    data = link_picture(texts, shared.fonts)
    return Result(((PICTURE, data),) if data else ())
