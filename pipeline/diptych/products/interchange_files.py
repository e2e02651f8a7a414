"""A work → its texts as Akoma Ntoso in the form for interchange, if the site asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.diagnostics import Result
from diptych.products.contract import Files, Input, Texts
from diptych.render.site.page import Settings
from diptych.render.text.interchange import SUFFIX, interchange


@dataclass(frozen=True, slots=True)
class InterchangeInputs:
    """An edition, and whether its texts are wanted."""

    texts: Input[Texts]
    settings: Input[Settings]


def make(inputs: InterchangeInputs, _: str) -> Result[Files]:
    """A file of each text; none unless the site asks for it."""
    if not inputs.settings.get().interchange:
        return Result(())
    return Result(tuple((f"{text.language}{SUFFIX}", interchange(text)) for text in inputs.texts.get().documents))
