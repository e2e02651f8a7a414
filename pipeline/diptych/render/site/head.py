"""A work → the metadata in the head of its pages: Highwire and Dublin Core, RDFa in ELI's ontology, and JSON-LD.

The addresses are this site's own, none is an assigned ELI. Zotero's translator Embedded Metadata reads `z:itemType`,
`citation_*` and `DC.*` from the names of meta tags.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import permalink
from diptych.citations.csl_record import chosen
from diptych.render.html.elements import serialise
from diptych.render.site import eli, feed, jsonld, rights_data
from diptych.render.site.page import Settings
from diptych.render.site.published_work import PublishedWork


def head(work: PublishedWork, settings: Settings, language: str = "") -> str:
    """The metadata as HTML for a work's page, or for the page of its text in a language."""
    original, site_url, files = work.documents[0], settings.site_url, settings.made(work.files)
    home, machines = permalink(site_url, original.home), {jsonld.PATH: "application/ld+json", eli.PATH: "text/turtle"}
    checksums = tuple((name, work.checksums.get(name, "")) for name in files)
    script = etree.Element("script", type="application/ld+json")
    script.text = _script(work.documents, site_url, checksums, work.versions)
    return _lines((
        *tags(work.documents, site_url, language, files),
        *(etree.Element("link", rel="describedby", type=machines[name], href=home + name)
          for name in settings.made(machines)),
        etree.Element("link", rel="alternate", type=feed.MEDIA_TYPE, title=original.title,
                      href=permalink(site_url, original.work_iri) + feed.PATH))) + serialise(script)


def _lines(elements: Iterable[etree._Element]) -> str:
    """Elements as HTML, a line each."""
    return "".join(f"{serialise(element)}\n" for element in elements)


@lru_cache(maxsize=4)
def _script(documents: tuple[Document, ...], site_url: str, files: tuple[tuple[str, str], ...],
            versions: tuple[tuple[Document, ...], ...]) -> str:
    """The JSON-LD of a work; cached, because it is the same on all pages of the work."""
    return jsonld.script(jsonld.work(documents, site_url, dict(files), versions))


def tags(documents: Sequence[Document], site_url: str, language: str = "",
         files: Collection[str] = ()) -> tuple[etree._Element, ...]:
    """The meta and link elements of a work's page, or of the page of its text in a language.

    `files` are the names of the files beside the work's page.
    """
    shown = chosen(documents, language)
    pdf = f"{shown.language}.pdf"
    printed = _meta("citation_pdf_url", permalink(site_url, shown.home) + pdf if pdf in files else "")
    return (*_highwire(shown, site_url, language), *printed, *_dublin_core(documents, shown, site_url, language),
            *eli.rdfa(eli.statements(documents, site_url, files)))


def clause_tags(documents: Sequence[Document], site_url: str, language: str, eid: str, section: str) -> str:
    """The meta and link elements of a clause's own page as HTML: its address, its `section` in the text.

    Zotero reads the section from `article:section`.
    """
    shown = chosen(documents, language)
    named = [etree.Element("meta", property="article:section", content=section)] if section else []
    return _lines((*_highwire(shown, site_url, language, eid),
                   *_dublin_core(documents, shown, site_url, language, eid), *named))


def _meta(name: str, content: str) -> Iterator[etree._Element]:
    if content:
        yield etree.Element("meta", name=name, content=content)


def _highwire(shown: Document, site_url: str, language: str, eid: str = "") -> Iterator[etree._Element]:
    yield from _meta("z:itemType", "statute")
    yield from _meta("citation_title", shown.title)
    yield from _meta("citation_author", _institution(shown.author))
    yield from _meta("citation_date", shown.known_date.replace("-", "/"))
    # Zotero takes a document's number from no other tag.
    yield from _meta("citation_technical_report_number", shown.number)
    yield from _meta("citation_language", interface_text.tag(shown))
    yield from _meta("citation_public_url", permalink(site_url, shown.address if language else shown.home, eid))


def _dublin_core(documents: Sequence[Document], shown: Document, site_url: str, language: str,
                 eid: str = "") -> Iterator[etree._Element]:
    yield etree.Element("link", rel="schema.DC", href="http://purl.org/dc/elements/1.1/")
    yield from _meta("DC.title", shown.title)
    yield from _meta("DC.creator", shown.author)
    yield from _meta("DC.date", shown.known_date)
    yield from _meta("DC.type", "Text")
    for document in [shown] if language else documents:
        yield from _meta("DC.language", interface_text.tag(document))
    yield from _meta("DC.identifier", permalink(site_url, shown.address if language else shown.home, eid))
    yield from _meta("DC.identifier", shown.number)
    licence = rights_data.common_licence([shown] if language else documents)
    if licence:
        yield from _meta("DC.rights", licence)
        yield etree.Element("link", rel="license", href=licence)
    if language and shown.translation is not None:
        yield from _meta("DC.source", permalink(site_url, documents[0].address))


def _institution(name: str) -> str:
    """The name of an institution for Highwire, in which the part before a comma is the surname.

    Readers split a name of several words without a comma into first name and surname.
    """
    return f"{name}," if " " in name else name
