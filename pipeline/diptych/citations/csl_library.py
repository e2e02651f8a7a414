"""A work → its items in works.csl.json, the CSL-JSON file of all works for reference managers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diptych.akn.document import Document
from diptych.citations import csl_record
from diptych.citations.csl_record import Record
from diptych.citations.csl_styles import FALLBACK, Styles

PATH: Final = "works.csl.json"


def items(documents: Sequence[Document], styles: Styles, site_url: str) -> tuple[Record, ...]:
    """The records of the work itself, and of each translation at its own address."""
    cited = ("", *(document.language for document in documents if document.translation is not None))
    return tuple(_item(documents, styles, site_url, language) for language in cited)


def _item(documents: Sequence[Document], styles: Styles, site_url: str, language: str) -> Record:
    words = styles.words.get(csl_record.chosen(documents, language).language, styles.words[FALLBACK])
    where = csl_record.address(site_url, documents, language)
    return csl_record.record(documents, language, where, "", words)
