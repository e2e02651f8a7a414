"""A work → its files for translators: each translation beside the original, by clause and by sentence."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.align.cues import Equivalents
from pipeline.diagnostics import Result
from pipeline.language import Language
from pipeline.products import Files, Given
from pipeline.render.exchange.files import files
from pipeline.render.exchange.passages import Bitext, bitexts, with_sentences


def make(given: Given, _: str) -> Result[Files]:
    """The files of a work, or of a version of it."""
    languages, same, version = given.value("sentences")
    found = [_cut(bitext, languages, same) for bitext in bitexts(given.documents, given.value("site").site_url)]
    return Result(tuple(file for bitext in found for file in files(bitext, version)))


def _cut(bitext: Bitext, languages: Mapping[str, Language], same: Equivalents) -> Bitext:
    if bitext.translation is None:
        return bitext
    both = languages[bitext.original.language], languages[bitext.translation.language]
    return with_sentences(bitext, both, same)
