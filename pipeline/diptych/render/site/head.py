"""A work → the metadata in the head of its pages as HTML: tags and JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.iri import permalink
from diptych.render.html.elements import serialise
from diptych.render.site import jsonld
from diptych.render.site.meta_tags import tags


def head(documents: Sequence[Document], site_url: str, files: Mapping[str, str], language: str = "",
         versions: Sequence[Sequence[Document]] = ()) -> str:
    """The metadata in the head of a work's page, or of the page of its text in a language.

    `files` and `versions` are as in `jsonld.work`.
    """
    parent = etree.Element("div")
    for tag in tags(documents, site_url, language):
        etree.SubElement(parent, tag.element, dict(tag.attributes)).tail = "\n"
    etree.SubElement(parent, "link", rel="describedby", type="application/ld+json",
                     href=permalink(site_url, documents[0].home) + jsonld.PATH).tail = "\n"
    script = etree.SubElement(parent, "script", type="application/ld+json")
    script.text = _script(tuple(documents), site_url, tuple(files.items()), tuple(map(tuple, versions)))
    return serialise(parent).removeprefix("<div>").removesuffix("</div>")


@lru_cache(maxsize=4)
def _script(documents: tuple[Document, ...], site_url: str, files: tuple[tuple[str, str], ...],
            versions: tuple[tuple[Document, ...], ...]) -> str:
    """The JSON-LD of a work; cached, because it is the same on all pages of the work."""
    return jsonld.script(jsonld.work(documents, site_url, dict(files), versions))
