"""Akoma Ntoso document → its received text; only white space differs from the source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from lxml import etree

from diptych.akn.document import Document, received
from diptych.akn.names import local

LEAVES: Final = frozenset({"num", "heading", "subheading", "p", "table"})
"""Elements that hold text."""


def text(document: Document) -> str:
    """The received text, a line for each paragraph.

    A number is on the line of its text; so is a heading that ends with a punctuation mark.
    """
    lines: list[str] = []
    continues = False
    for name, words in _pieces(document.main):
        if not words.strip():
            continue
        if continues and name != "tr":
            lines[-1] += f" {words}"
        else:
            lines.append(words)
        continues = name == "num" or (
            name == "heading" and unicodedata.category(words.rstrip()[-1]) in ("Po", "Pe"))
    return "\n".join(lines) + "\n"


def _pieces(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Name and received text of each leaf in document order; a table gives a `tr` for its caption and each row."""
    name = local(element.tag)
    if name == "table":
        yield from (("tr", "\t".join(" ".join(received(cell).split()) for cell in _cells(row))) for row in element)
    elif name in LEAVES:
        yield name, received(element)
    elif name != "meta":
        for child in element:
            yield from _pieces(child)


def _cells(part: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, or the caption of a table."""
    return iter((part,) if local(part.tag) == "caption" else part)
