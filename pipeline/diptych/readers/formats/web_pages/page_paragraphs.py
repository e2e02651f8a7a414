"""The source of a web page → the characters of all its paragraphs and the addresses of its links, with their lines.

Unlike `html_page`, which looks for the text of a document, this reads the whole page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from diptych.diagnostics import Position

_APART: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"))
"""Elements that begin and end a paragraph."""
_UNSEEN: Final = frozenset(("script", "style", "template"))
"""Elements whose content is no text."""
_LINKS: Final = ("href", "cite")
"""Attributes that hold an address."""


def page_paragraphs(source: str, file: str) -> Iterator[tuple[str, Position]]:
    """The paragraphs of a page in order, with single spaces."""
    try:
        tree = html.document_fromstring(source)
    except (etree.ParserError, ValueError):
        return
    pieces: list[str] = []
    line = 1
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _APART:
            yield from _paragraph(pieces, Position(file, line))
            pieces, line = [], element.sourceline or line
        if event == "start" and name not in _UNSEEN:
            pieces.append(element.text or "")
        elif event != "start":
            pieces.append(element.tail or "")
    yield from _paragraph(pieces, Position(file, line))


def page_links(source: str, file: str) -> Iterator[tuple[str, Position]]:
    """The addresses of the links of a page in order."""
    try:
        tree = html.document_fromstring(source)
    except (etree.ParserError, ValueError):
        return
    for element in tree.iter(etree.Element):
        for name in _LINKS:
            if element.get(name):
                yield element.get(name, ""), Position(file, element.sourceline or 1)


def _paragraph(pieces: list[str], position: Position) -> Iterator[tuple[str, Position]]:
    text = " ".join("".join(pieces).split())
    if text:
        yield text, position
