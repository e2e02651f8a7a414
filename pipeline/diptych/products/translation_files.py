"""A work → its files for translators: each pair of texts side by side, by clause and by sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diptych.anchors import declare
from diptych.anchors.ledger import Ledger
from diptych.diagnostics import Result
from diptych.exchange.bitext import bitexts, with_sentences
from diptych.exchange.files import files
from diptych.language.equivalents import Equivalents
from diptych.language.profiles import Language
from diptych.products.contract import Files, Input, Texts
from diptych.render.site.page import Settings


@dataclass(frozen=True, slots=True)
class TranslationFileInputs:
    """An edition, and how sentences are cut and aligned, with the version of this program."""

    texts: Input[Texts]
    sentences: Input[tuple[Mapping[str, Language], Equivalents, str]]
    settings: Input[Settings]
    ledger: Input[Ledger]


def make(inputs: TranslationFileInputs, _: str) -> Result[Files]:
    """The files of a work, or of a version of it."""
    languages, same, version = inputs.sentences.get()
    settings = inputs.settings.get()
    texts = inputs.texts.get()
    outdated = declare.outdated(inputs.ledger.get().of(texts.version), texts.documents)
    pairs = bitexts(texts.documents, settings.site_url, outdated, settings.interfaces, texts.pairs)
    return Result(tuple(file for bitext in pairs for file in files(
        with_sentences(bitext, languages, same), version, escaped=settings.escape_formulas)))
