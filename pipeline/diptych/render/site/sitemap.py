"""The URLs of a site's pages → sitemap.xml, plain and compressed, in several files where one is too small."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

PATH: Final = "sitemap.xml"
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""

_INDEX_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""
MOST: Final = 50_000
"""URLs in a file at most (sitemaps.org)."""
_LARGEST: Final = 50_000_000
"""Bytes of all entries in a file, chosen: sitemaps.org permits 52,428,800 for the whole file."""

Address = tuple[str, tuple[tuple[str, str], ...]]
"""The absolute URL of a page, and those of its other forms by hreflang."""
DatedAddress = tuple[str, tuple[tuple[str, str], ...], str]
"""An Address with the date of its last change, empty if unknown."""


def files(addresses: Iterable[DatedAddress], site_url: str, most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """The sitemap of pages, in the given order, plain and compressed; more than `most` are in several files, of which
    sitemap.xml is the index."""
    parts = list(_parts(addresses, most))
    if len(parts) == 1:
        yield from _both(PATH, _urls(parts[0][0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    lines = "".join(f"  <sitemap>\n    <loc>{escape(site_url.rstrip('/'))}/{name}</loc>\n{_dated(last)}  </sitemap>\n"
                    for name, (_, last) in zip(names, parts, strict=True))
    yield from _both(PATH, f"{_INDEX_HEAD}{lines}</sitemapindex>".encode())
    for name, (part, _) in zip(names, parts, strict=True):
        yield from _both(name, _urls(part))


def _parts(addresses: Iterable[DatedAddress], most: int) -> Iterator[tuple[list[str], str]]:
    """The entries of each file, with the date of the last change among them."""
    part: list[str] = []
    size, last = 0, ""
    for address in addresses:
        line = _entry(address)
        length = len(line.encode())
        if len(part) == most or size + length > _LARGEST:
            yield part, last
            part, size, last = [], 0, ""
        part.append(line)
        size, last = size + length, max(last, address[2])
    yield part, last


def _urls(entries: Iterable[str]) -> bytes:
    return "".join((_HEAD, *entries, "</urlset>")).encode()


def _both(name: str, data: bytes) -> tuple[tuple[str, bytes], ...]:
    return (name, data), (f"{name}.gz", compressed(data))


def _dated(date: str) -> str:
    return f"    <lastmod>{date}</lastmod>\n" if date else ""


def compressed(data: bytes) -> bytes:
    """The data in gzip without a time, so that the same data always gives the same bytes."""
    return gzip.compress(data, mtime=0)


def _entry(page: DatedAddress) -> str:
    address, others, date = page
    links = "".join(f'    <xhtml:link rel="alternate" hreflang="{escape(tag)}" href="{escape(other)}"/>\n'
                    for tag, other in others)
    return f"  <url>\n    <loc>{escape(address)}</loc>\n{_dated(date)}{links}  </url>\n"
