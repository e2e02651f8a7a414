"""Published works → an Atom feed (RFC 4287) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import permalink
from diptych.interface_text import Interface

ATOM: Final = "http://www.w3.org/2005/Atom"
PATH: Final = "feed.xml"


def feed(entries: Iterable[tuple[str, str, str]], site_url: str, name: str, words: Interface) -> bytes:
    """An Atom feed of entries, each given by date, IRI and XML; the newest first.

    The dates are those of the markup, so that the same works always give the same bytes.
    """
    home = site_url.rstrip("/") + "/"
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", words.tag)
    newest = sorted(entries, reverse=True)
    _add(feed, "id", home)
    _add(feed, "title", name)
    _add(feed, "subtitle", words.say("site_description"))
    _add(feed, "updated", newest[0][0] if newest else _instant(interface_text.UNKNOWN_DATE))
    _add(_add(feed, "author"), "name", name)
    _add(feed, "link", rel="self", type="application/atom+xml", href=home + PATH)
    _add(feed, "link", rel="alternate", type="text/html", href=home)
    feed.extend(etree.fromstring(xml) for _, _, xml in newest)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def robots(site_url: str) -> bytes:
    """A robots.txt that permits everything and gives the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n".encode()


def entry(documents: Sequence[Document], site_url: str) -> str:
    """The entry of a work as XML."""
    original = documents[0]
    entry = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM})
    _add(entry, "id", permalink(site_url, original.home))
    _add(entry, "title", original.title)
    _add(entry, "updated", updated(documents))
    if original.author:
        _add(_add(entry, "author"), "name", original.author)
    _add(entry, "summary", " · ".join((original.number, *map(_titled, documents[1:]))))
    _add(entry, "link", rel="alternate", type="text/html", href=permalink(site_url, original.home))
    for document in documents:
        _add(entry, "link", rel="related", type="text/html", hreflang=interface_text.tag(document),
             title=_titled(document), href=permalink(site_url, document.address))
        _add(entry, "link", rel="enclosure", type="application/pdf", hreflang=interface_text.tag(document),
             href=f"{permalink(site_url, original.home)}{document.language}.pdf")
    return etree.tostring(entry, encoding="unicode")


def _titled(document: Document) -> str:
    """The title of a text; that of a translation with its standing."""
    return document.title if document.translation is None else f"{document.title} ({interface_text.standing(document)})"


def updated(documents: Sequence[Document]) -> str:
    """The time of a work's latest markup."""
    return _instant(max(document.markup_date for document in documents))


def _instant(date: str) -> str:
    return f"{date}T00:00:00Z"


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text or None
    return child
