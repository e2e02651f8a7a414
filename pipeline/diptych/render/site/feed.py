"""Changes of works → Atom feeds (RFC 4287), of a site and of a work; and robots.txt.

The dates are those of the ledgers, so that the same works always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import permalink
from diptych.config.works import UNKNOWN_DATE
from diptych.interface_text import Interface, Interfaces
from diptych.render.site import rights_data
from diptych.render.site.work_changes import Change

ATOM: Final = "http://www.w3.org/2005/Atom"
PATH: Final = "feed.xml"
MEDIA_TYPE: Final = "application/atom+xml"
AT_ONCE: Final = 100
"""Entries on a page of a site's feed, chosen. Raised, a reader that asks for the newest fetches more."""

Entry = tuple[str, str, str]
"""The date of a change, the IRI of its work, and its XML."""


def pages(entries: Sequence[Entry], site_url: str, name: str, words: Interface) -> Iterator[tuple[str, bytes]]:
    """The feed of a site in pages (RFC 5005, section 3), the newest entries first."""
    home = site_url.rstrip("/") + "/"
    parts = [entries[start:start + AT_ONCE] for start in range(0, len(entries), AT_ONCE)] or [()]
    for number, part in enumerate(parts, 1):
        feed = _head(home, name, words.say("site_description"), words)
        _add(feed, "updated", _instant(part[0][0] if part else UNKNOWN_DATE))
        _add(_add(feed, "author"), "name", name)
        links = {"self": number, "first": 1, "last": len(parts), "previous": number - 1, "next": number + 1}
        for rel, target in links.items():
            if 0 < target <= len(parts):
                _add(feed, "link", rel=rel, type=MEDIA_TYPE, href=home + _path(target))
        _add(feed, "link", rel="alternate", type="text/html", href=home)
        yield _path(number), _finished(feed, part)


def of_work(original: Document, entries: Sequence[Entry], site_url: str, words: Interface) -> bytes:
    """The feed of one work, the newest entry first."""
    home = permalink(site_url, original.home)
    feed = _head(home, original.title, original.number, words)
    _add(feed, "updated", _instant(entries[0][0]))
    _add(_add(feed, "author"), "name", original.author or original.title)
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=home + PATH)
    _add(feed, "link", rel="alternate", type="text/html", href=home)
    return _finished(feed, entries)


def _head(home: str, title: str, subtitle: str, words: Interface) -> etree._Element:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", words.tag)
    _add(feed, "id", home)
    _add(feed, "title", title)
    if subtitle:
        _add(feed, "subtitle", subtitle)
    return feed


def _finished(feed: etree._Element, entries: Sequence[Entry]) -> bytes:
    """The XML of a feed with the entries."""
    feed.extend(etree.fromstring(xml) for _, _, xml in entries)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _path(number: int) -> str:
    return PATH if number == 1 else f"feed/{number}.xml"


def robots(site_url: str) -> bytes:
    """A robots.txt that permits everything and gives the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n".encode()


def entry(documents: Sequence[Document], site_url: str, change: Change, known: Interfaces,
          files: Collection[str] = ()) -> str:
    """The entry on a change of a work as XML, in the language of the front page.

    `files` are the names of the files that are made beside the page of the work.
    """
    original, words = documents[0], known.front
    entry = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM})
    _add(entry, "id", f"{permalink(site_url, original.home)}{PATH}#{change.date}")
    _add(entry, "title", original.title)
    _add(entry, "updated", _instant(change.date))
    _add(entry, "category", term=change.kind, label=words.say(f"change_{change.kind}"))
    if original.author:
        _add(_add(entry, "author"), "name", original.author)
    titles = (_titled(document, known) for document in documents[1:])
    _add(entry, "summary", " · ".join(filter(None, (words.say(f"change_{change.kind}"), original.number, *titles))))
    _add(entry, "rights", " ".join(rights_data.sentence(document, words) for document in documents))
    licence = rights_data.common_licence(documents)
    if licence:
        _add(entry, "link", rel="license", href=licence)
    _add(entry, "link", rel="alternate", type="text/html", href=permalink(site_url, original.home))
    for document in documents:
        _add(entry, "link", rel="related", type="text/html", hreflang=interface_text.tag(document),
             title=_titled(document, known), href=permalink(site_url, document.address))
        if (pdf := f"{document.language}.pdf") in files:
            _add(entry, "link", rel="enclosure", type="application/pdf", hreflang=interface_text.tag(document),
                 href=permalink(site_url, original.home) + pdf)
    return etree.tostring(entry, encoding="unicode")


def ended(work: str, date: str, kind: str, said: str, site_url: str, target: str = "") -> str:
    """The entry on the end of the work at an IRI as XML: what is said of it, and the URL `target` to which it moved."""
    entry, url = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM}), permalink(site_url, work)
    # The kind is in the id: on the same day the work may have been published.
    _add(entry, "id", f"{url}{PATH}#{date}-{kind}")
    _add(entry, "title", work)
    _add(entry, "updated", _instant(date))
    _add(entry, "category", term=kind)
    _add(entry, "summary", said)
    _add(entry, "link", rel="alternate", type="text/html", href=url)
    if target:
        _add(entry, "link", rel="related", type="text/html", href=target)
    return etree.tostring(entry, encoding="unicode")


def _titled(document: Document, known: Interfaces) -> str:
    """The title of a text; that of a translation with its standing."""
    if document.translation is None:
        return document.title
    return f"{document.title} ({interface_text.standing(document, known)})"


def _instant(date: str) -> str:
    return f"{date}T00:00:00Z"


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text or None
    return child
