"""A work → what the head of its pages tells machines: tags and JSON-LD, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from lxml import etree

from diptych.akn.document import Document
from diptych.citations.csl_record import permalink
from diptych.render.html.elements import serialise
from diptych.render.site import jsonld
from diptych.render.site.meta_tags import tags


def head(documents: Sequence[Document], site_url: str, files: Mapping[str, str], language: str = "",
         versions: Sequence[Sequence[Document]] = ()) -> str:
    """The head of a work's page, or of the page of its text in a language. `files` are those beside the page, with
    their SHA-256 or nothing; `versions` as in `jsonld.work`."""
    made = etree.Element("div")
    for tag in tags(documents, site_url, language):
        element = etree.SubElement(made, tag.element)
        for name, value in tag.attributes:
            element.set(name, value)
        element.tail = "\n"
    link = etree.SubElement(made, "link", rel="describedby", type="application/ld+json",
                            href=permalink(site_url, documents[0].home) + jsonld.PATH)
    link.tail = "\n"
    script = etree.SubElement(made, "script", type="application/ld+json")
    script.text = _script(tuple(documents), site_url, tuple(files.items()), tuple(map(tuple, versions)))
    return serialise(made).removeprefix("<div>").removesuffix("</div>")


@lru_cache(maxsize=4)
def _script(documents: tuple[Document, ...], site_url: str, files: tuple[tuple[str, str], ...],
            versions: tuple[tuple[Document, ...], ...]) -> str:
    """The JSON-LD of a work, which is the same on all its pages."""
    return jsonld.script(jsonld.work(documents, site_url, dict(files), versions))
