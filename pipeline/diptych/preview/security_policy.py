"""The pages of a finished site → the Content Security Policy under which they work, and no other script runs.

A script or style inside a page is allowed by its digest (CSP level 3, section 6.7.3), a file on another host by its
origin.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from lxml.html import document_fromstring

_CODE: Final = ("", "module", "text/javascript", "application/javascript")
"""Types of a script that a browser runs; others are data, such as JSON-LD."""
_LOADED: Final = {"script": ("src", "script-src"), "img": ("src", "img-src"), "iframe": ("src", "frame-src"),
                  "link": ("href", "style-src")}
"""Elements that load a file: the attribute with its address, and the directive that must allow it."""
_FIXED: Final = {
    "default-src": ("'none'",), "script-src": ("'self'",), "style-src": ("'self'",), "img-src": ("'self'", "data:"),
    "font-src": ("'self'",), "connect-src": ("'self'",), "manifest-src": ("'self'",), "worker-src": ("'self'",),
    "form-action": ("'self'",), "base-uri": ("'none'",), "frame-ancestors": ("'none'",)}
"""What every site of ours needs: its own files, and the pictures in its style sheets."""


def policy(pages: Iterable[str]) -> str:
    """The value of the header for all pages: the same for the same pages, in any order."""
    found: dict[str, set[str]] = {}
    for page in pages:
        for directive, source in _sources(page):
            found.setdefault(directive, set()).add(source)
    directives = {name: (*_FIXED.get(name, ()), *sorted(found.get(name, ()))) for name in (*_FIXED, *found)}
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _sources(page: str) -> Iterator[tuple[str, str]]:
    """The sources that a page needs, with their directives."""
    for element in document_fromstring(page).iter("*"):
        name, content = str(element.tag), element.text or ""
        is_code = name == "style" or name == "script" and element.get("type", "").lower() in _CODE
        if is_code and content.strip():
            yield f"{name}-src", _digest(content)
        yield from _of_attributes(name, {str(key): str(value) for key, value in element.attrib.items()})


def _of_attributes(element: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The sources that the attributes of an element need."""
    for name, value in attributes.items():
        if name == "style" or name.startswith("on"):
            directive = "style-src" if name == "style" else "script-src"
            yield from ((directive, "'unsafe-hashes'"), (directive, _digest(value)))
    attribute, directive = _LOADED.get(element, ("", ""))
    address = urlsplit(attributes.get(attribute, ""))
    if address.netloc and (element != "link" or "stylesheet" in attributes.get("rel", "")):
        yield directive, f"{address.scheme or 'https'}://{address.netloc}"


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
