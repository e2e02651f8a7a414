"""HTML tree → elements by class, class names, language."""

from __future__ import annotations

from typing import Final

from lxml import etree

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
"""The heading elements of HTML, highest level first."""


def classes(element: etree._Element) -> frozenset[str]:
    """The class names of an element."""
    return frozenset(element.get("class", "").split())


def with_class(tree: etree._Element, name: str, *tags: str) -> list[etree._Element]:
    """The elements of a tree that have a class, in document order; with `tags`, only elements of these names."""
    return [element for element in tree.iter(*(tags or "*")) if name in classes(element)]


def language_of(element: etree._Element) -> str:
    """The language tag in force at an element: the nearest `lang` on it or around it; empty if there is none."""
    return next((tag for holder in (element, *element.iterancestors()) if (tag := holder.get("lang"))), "")
