"""An Akoma Ntoso document → its text as it was received: nothing but white space differs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lxml import etree

from diptych.akn.document import Document, received
from diptych.akn.names import local

LEAVES = frozenset({"num", "heading", "subheading", "p", "table"})


def text(document: Document) -> str:
    """The received text, a line for each paragraph. A label stands before its text, and so does a heading that ends
    with a mark."""
    lines: list[str] = []
    goes_on = False
    for name, words in _pieces(document.main):
        if not words.strip():
            continue
        if goes_on and name != "tr":
            lines[-1] += f" {words}"
        else:
            lines.append(words)
        goes_on = name == "num" or name == "heading" and _is_mark(words.rstrip()[-1])
    return "\n".join(lines) + "\n"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Po", "Pe")


def _pieces(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The leaves that hold text, in order, with their names."""
    name = local(element.tag)
    if name == "table":
        yield from (("tr", "\t".join(" ".join(received(cell).split()) for cell in row)) for row in element)
    elif name in LEAVES:
        yield name, received(element)
    elif name != "meta":
        for child in element:
            yield from _pieces(child)
