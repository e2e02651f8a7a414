"""HTML trees: made element by element, so that text can never become markup."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

_PRIVATE: Final = re.compile(r"([\ue000-\uf8ff\U000f0000-\U0010ffff])")


def make(name: str, css: str = "", text: str = "", **attributes: str) -> etree._Element:
    """An HTML element; an empty attribute is left out, `aria_label` is written aria-label."""
    made = etree.Element(name)
    for key, value in {"class": css, **attributes}.items():
        if value:
            made.set(key.rstrip("_").replace("_", "-"), value)
    made.text = text or None
    return made


def add(parent: etree._Element, child: etree._Element, tail: str = "") -> etree._Element:
    """The child, now the last of its parent, with text after it."""
    child.tail = tail or None
    parent.append(child)
    return child


def add_text(parent: etree._Element, text: str | None) -> None:
    """Add text at the end; a private-use character is written as its code point, since no font has it."""
    for index, part in enumerate(_PRIVATE.split(text or "")):
        if index % 2:
            parent.append(make("span", "akn-codepoint", f"U+{ord(part):04X}"))
        elif part:
            _add_plain(parent, part)


def drop(element: etree._Element) -> None:
    """Takes an element out of its tree, not the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def serialise(tree: etree._Element) -> str:
    """The tree as HTML."""
    return etree.tostring(tree, encoding="unicode", method="html", with_tail=False)


def _add_plain(parent: etree._Element, text: str) -> None:
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text
