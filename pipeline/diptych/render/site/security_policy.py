"""The pages of a finished site → the Content Security Policy under which they work, and no other script runs.

A script or style inside a page is allowed by its digest (CSP level 3, section 6.7.3), a file on another host by its
origin. The attribute `data-connects` of a script has the hosts that it asks and from which it loads pictures.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
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
_HEADER_ONLY: Final = ("frame-ancestors",)
"""Directives that browsers ignore in a page (CSP level 3, section 4.3)."""
_CONNECTS: Final = "data-connects"
META: Final = re.compile('<meta http-equiv="Content-Security-Policy" content="[^"]*">\n?')
"""Pattern of the policy in a page."""
_STYLE: Final = re.compile("<style>(.*?)</style>", re.DOTALL)
"""Pattern of a style element, with its content."""
_STYLES: Final = "style-src 'self'"
"""The beginning of the directive for styles."""
_CHARSET: Final = re.compile("<meta charset=[^>]*>\n?", re.IGNORECASE)
"""Pattern of the element behind which a page has its policy: before anything that the policy is about."""


def protected(page: str) -> str:
    """The page with its own policy in its head; a page without a declared encoding stays as it is."""
    plain = META.sub("", page)
    element = meta(policy([plain], in_page=True))
    return _CHARSET.sub(lambda match: f"{match[0].rstrip()}\n{element}\n", plain, count=1)


def allowing(page: str, element: str) -> str:
    """The page with a policy that allows a script element too; a page without a policy stays as it is."""
    content = re.sub("</?script[^>]*>", "", element)
    known, both = "script-src 'self'", f"script-src 'self' {_digest(content)}"
    return META.sub(lambda match: match[0].replace(known, both), page, count=1)


def with_styles(page: str, head: str) -> str:
    """The page with a policy that allows the style elements of `head` too."""
    digests = [_digest(content) for content in _STYLE.findall(head)]
    both = " ".join((_STYLES, *digests))
    return META.sub(lambda match: match[0].replace(_STYLES, both), page, count=1) if digests else page


def meta(rule: str) -> str:
    """The element of a page with a policy."""
    content = escape(rule, quote=False).replace('"', "&quot;")
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def of_style(style: str) -> str:
    """The policy of a page that has one style and loads nothing."""
    return f"default-src 'none'; style-src {_digest(style)}; img-src data:; base-uri 'none'; form-action 'none'"


def policy(pages: Iterable[str], *, in_page: bool = False) -> str:
    """The value of the header for all pages: the same for the same pages, in any order.

    `in_page`: without what counts in a header alone.
    """
    found: dict[str, set[str]] = {}
    for page in pages:
        for directive, source in _sources(page):
            found.setdefault(directive, set()).add(source)
    names = [name for name in (*_FIXED, *found) if not (in_page and name in _HEADER_ONLY)]
    directives = {name: (*_FIXED.get(name, ()), *sorted(found.get(name, ()))) for name in names}
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
    for host in attributes.get(_CONNECTS, "").split():
        yield from (("connect-src", host), ("img-src", host))
    attribute, directive = _LOADED.get(element, ("", ""))
    address = urlsplit(attributes.get(attribute, ""))
    if address.netloc and (element != "link" or "stylesheet" in attributes.get("rel", "")):
        yield directive, f"{address.scheme or 'https'}://{address.netloc}"


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
