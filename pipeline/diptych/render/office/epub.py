"""Akoma Ntoso → EPUB 3.3: the texts side by side, then each alone, with what is known of them.

The text is the fragment that the site shows, as XHTML. It loads nothing from anywhere and needs no fonts of its own.
Metadata follow EPUB Accessibility 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import jinja2
from lxml import etree
from markupsafe import Markup

from diptych.akn.iri import permalink
from diptych.interface_text import UNKNOWN_DATE
from diptych.render import asset_files
from diptych.render.html import contents
from diptych.render.html.contents import ContentsEntry
from diptych.render.html.notes import with_readings
from diptych.render.office.text_fragments import Fragments
from diptych.render.office.zip_archive import archive
from diptych.render.print.edition import PrintedText

_MIMETYPE: Final = "application/epub+zip"
_CONTAINER: Final = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>\
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the book: its name, its language and label, its text as XHTML, its part of the contents."""

    name: str
    tag: str
    label: str
    body: Markup
    entries: tuple[ContentsEntry, ...]


def epub(shown: Fragments, site_url: str) -> bytes:
    """The book of a work, the original first. The same documents give the same bytes; the fragments become its own."""
    texts, documents = shown.texts, [one.document for one in shown.texts]
    first, chapters = texts[0], tuple(_chapters(shown))
    address = permalink(site_url, documents[0].home)
    date = documents[0].date
    shared = {
        "texts": texts, "first": first, "chapters": chapters, "address": address, "tag": first.words.tag,
        "title": first.known.title, "text_addresses": [permalink(site_url, one.address) for one in documents],
        "date": "" if date == UNKNOWN_DATE else date, "modified": documents[0].markup_date}
    made = [("package.opf", _render("package.opf", **shared)), ("nav.xhtml", _render("nav.xhtml", **shared)),
            ("title.xhtml", _render("title.xhtml", **shared)),
            ("style.css", asset_files.folder("epub").joinpath("style.css").read_text("utf-8"))]
    made += [(f"{one.name}.xhtml", _render("page.xhtml", tag=one.tag, title=one.label, body=one.body))
             for one in chapters]
    # The media type comes first and is not compressed (OCF 3.3, 4.2.2).
    packed = [("mimetype", _MIMETYPE), ("META-INF/container.xml", _CONTAINER),
              *((f"EPUB/{name}", words) for name, words in made)]
    return archive([(name, words.encode()) for name, words in packed], frozenset({"mimetype"}))


def _chapters(shown: Fragments) -> Iterator[Chapter]:
    first = shown.texts[0]
    if shown.together is not None:
        yield Chapter("parallel", first.words.tag, first.say("view_parallel"), _xhtml(shown.together, first),
                      contents.entries(first.document))
    for one, fragment in zip(shown.texts, shown.alone, strict=True):
        yield Chapter(one.known.language, one.known.tag, one.name, _xhtml(fragment, one),
                      contents.entries(one.document))


def _xhtml(tree: etree._Element, said: PrintedText) -> Markup:
    """A fragment as XHTML, every language said in both attributes."""
    for element in with_readings(tree, said.words).iter(etree.Element):
        if element.get("lang"):
            element.set(_XML_LANG, element.get("lang", ""))
    return Markup(etree.tostring(tree, encoding="unicode", method="xml", with_tail=False))  # noqa: S704 - serialised


def _render(template: str, **values: object) -> str:
    return _templates().get_template(template).render(**values)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(str(asset_files.folder("epub"))), autoescape=True,
                              undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
