"""HTML trees, built element by element, so that text can never become markup."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from diptych.render.html.inline_notation import with_notation

CODEPOINT: Final = "akn-codepoint"
"""Class of the code point that stands for a character without a glyph."""
_PRIVATE: Final = re.compile(r"([\ue000-\uf8ff\U000f0000-\U0010ffff])")
"""The private-use characters of Unicode, for which no font has a glyph."""


def make(name: str, css: str = "", text: str = "", **attributes: str) -> etree._Element:
    """An HTML element with a class, a text and attributes.

    An empty attribute is omitted. Underscores in names become hyphens: `aria_label` is written aria-label.
    """
    element = etree.Element(name)
    for key, value in {"class": css, **attributes}.items():
        if value:
            element.set(key.rstrip("_").replace("_", "-"), value)
    element.text = text or None
    return element


def add(parent: etree._Element, child: etree._Element, tail: str = "") -> etree._Element:
    """The child, now the last of its parent, with `tail` as the text after it."""
    child.tail = tail or None
    parent.append(child)
    return child


def add_text(parent: etree._Element, text: str | None) -> None:
    """Appends text to an element; a private-use character is written as its code point, `U+E000`."""
    for index, part in enumerate(_PRIVATE.split(text or "")):
        if index % 2:
            parent.append(make("span", CODEPOINT, f"U+{ord(part):04X}"))
        elif part:
            _append(parent, parent[-1] if len(parent) else None, part)


def drop(element: etree._Element) -> None:
    """Removes an element from its tree and keeps the text after it."""
    parent = element.getparent()
    if parent is not None:
        _append(parent, element.getprevious(), element.tail or "")
        parent.remove(element)


def serialise(tree: etree._Element) -> str:
    """The tree as HTML, its formulas as MathML and readings as ruby."""
    tree = with_notation(tree, namespaced=False)
    # libxml2 does not know that wbr has no end tag; in text its brackets are escaped.
    return etree.tostring(tree, encoding="unicode", method="html", with_tail=False).replace("</wbr>", "")


def _append(parent: etree._Element, previous: etree._Element | None, text: str) -> None:
    """Appends text behind a child of the parent, or at the parent's beginning if `previous` is None."""
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
