"""The URLs of a site's pages → sitemap.xml, plain and compressed."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from html import escape
from typing import Final

PATH: Final = "sitemap.xml"
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""

Address = tuple[str, tuple[tuple[str, str], ...]]
"""The absolute URL of a page, and those of its other forms by hreflang."""


def sitemap(addresses: Iterable[Address]) -> bytes:
    """A sitemap of pages with their other forms, in the given order."""
    return "".join((_HEAD, *map(_entry, addresses), "</urlset>")).encode()


def compressed(data: bytes) -> bytes:
    """The data in gzip without a time, so that the same data always gives the same bytes."""
    return gzip.compress(data, mtime=0)


def _entry(page: Address) -> str:
    address, others = page
    links = "".join(f'    <xhtml:link rel="alternate" hreflang="{escape(tag)}" href="{escape(other)}"/>\n'
                    for tag, other in others)
    return f"  <url>\n    <loc>{escape(address)}</loc>\n{links}  </url>\n"
