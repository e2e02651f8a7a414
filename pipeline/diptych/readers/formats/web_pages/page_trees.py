"""The source of a web page → its tree of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

_DECLARATION: Final = re.compile(r"\A\s*+<\?xml[^>]*+>")
"""Pattern of an XML declaration, which lxml refuses in a string."""


def undeclared(source: str) -> str:
    """The source of a page without its XML declaration."""
    return _DECLARATION.sub("", source, count=1)


def parsed(source: str) -> etree._Element | None:
    """The root of the page's tree, without comments and instructions; None if the page is too deep to be read whole."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    data = undeclared(source).encode("utf-8")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None
    if root is None or any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return None
    own = next(elements(root, "//link[@rel='canonical'][@href]"), None)
    if own is not None and not root.base:
        root.getroottree().docinfo.URL = own.get("href", "")
    return root


def elements(root: etree._Element, xpath: str) -> Iterator[etree._Element]:
    """The elements that an XPath selects."""
    selected = root.xpath(xpath)
    return (item for item in (selected if isinstance(selected, list) else ()) if isinstance(item, etree._Element))
