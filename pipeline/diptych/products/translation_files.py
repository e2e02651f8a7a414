"""A work → its files for translators: each translation beside the original, by clause and by sentence."""

from __future__ import annotations

from diptych.anchors import declare
from diptych.diagnostics import Result
from diptych.exchange.bitext import bitexts, with_sentences
from diptych.exchange.files import files
from diptych.products.contract import Files, Given


def make(given: Given, _: str) -> Result[Files]:
    """The files of a work, or of a version of it."""
    languages, same, version = given.value("sentences")
    outdated = declare.outdated(given.value("ledger").of(given.version), given.documents)
    found = bitexts(given.documents, given.value("site").site_url, outdated)
    return Result(tuple(file for bitext in found for file in files(with_sentences(bitext, languages, same), version)))
