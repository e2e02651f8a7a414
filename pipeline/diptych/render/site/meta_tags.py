"""A work or one of its texts → tags for the head of its page: Highwire and Dublin Core, and RDFa in ELI's ontology.

The addresses are this site's own, none is an assigned ELI. Zotero's translator Embedded Metadata reads `z:itemType`,
`citation_*` and `DC.*` from the names of meta tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import permalink
from diptych.citations.csl_record import chosen

ELI: Final = "http://data.europa.eu/eli/ontology#"
_ZOTERO_TYPE: Final = "statute"


@dataclass(frozen=True, slots=True)
class Tag:
    """An empty element in a page's head, with its attributes in order."""

    element: str
    attributes: tuple[tuple[str, str], ...]


def tags(documents: Sequence[Document], site_url: str, language: str = "") -> tuple[Tag, ...]:
    """The tags of a work's page, or of the page of its text in a language."""
    shown = chosen(documents, language)
    return (*_highwire(shown, site_url, language), *_dublin_core(documents, shown, site_url, language),
            *_eli(documents, site_url))


def _meta(name: str, content: str) -> Iterator[Tag]:
    if content:
        yield Tag("meta", (("name", name), ("content", content)))


def _highwire(shown: Document, site_url: str, language: str) -> Iterator[Tag]:
    folder = permalink(site_url, shown.home)
    yield from _meta("z:itemType", _ZOTERO_TYPE)
    yield from _meta("citation_title", shown.title)
    yield from _meta("citation_author", _institution(shown.author))
    yield from _meta("citation_date", _known(shown.date).replace("-", "/"))
    # Zotero takes a document's number from no other tag.
    yield from _meta("citation_technical_report_number", shown.number)
    yield from _meta("citation_language", interface_text.tag(shown))
    yield from _meta("citation_public_url", permalink(site_url, shown.address if language else shown.home))
    yield from _meta("citation_pdf_url", f"{folder}{shown.language}.pdf")


def _dublin_core(documents: Sequence[Document], shown: Document, site_url: str, language: str) -> Iterator[Tag]:
    yield Tag("link", (("rel", "schema.DC"), ("href", "http://purl.org/dc/elements/1.1/")))
    yield from _meta("DC.title", shown.title)
    yield from _meta("DC.creator", shown.author)
    yield from _meta("DC.date", _known(shown.date))
    yield from _meta("DC.type", "Text")
    for document in [shown] if language else documents:
        yield from _meta("DC.language", interface_text.tag(document))
    yield from _meta("DC.identifier", permalink(site_url, shown.address if language else shown.home))
    yield from _meta("DC.identifier", shown.number)
    if language and shown.translation is not None:
        yield from _meta("DC.source", permalink(site_url, documents[0].address))


def _eli(documents: Sequence[Document], site_url: str) -> Iterator[Tag]:
    original = documents[0]
    work = permalink(site_url, original.home)
    yield Tag("meta", (("about", work), ("typeof", f"{ELI}LegalResource"), ("property", f"{ELI}id_local"),
                       ("content", original.number or original.work_iri)))
    if _known(original.date):
        yield Tag("meta", (("about", work), ("property", f"{ELI}date_document"), ("content", original.date),
                           ("datatype", "http://www.w3.org/2001/XMLSchema#date")))
    for document in documents:
        text = permalink(site_url, document.address)
        yield Tag("link", (("about", work), ("rel", f"{ELI}is_realized_by"), ("href", text)))
        yield Tag("meta", (("about", text), ("typeof", f"{ELI}LegalExpression"), ("property", f"{ELI}title"),
                           ("content", document.title), ("lang", interface_text.tag(document))))


def _institution(name: str) -> str:
    """The name of an institution for Highwire, in which the part before a comma is the surname.

    Readers split a name of several words without a comma into first name and surname.
    """
    return f"{name}," if " " in name else name


def _known(date: str) -> str:
    return "" if date == interface_text.UNKNOWN_DATE else date
