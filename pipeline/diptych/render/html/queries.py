"""HTML tree → elements by class, class names, heads of tables, language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from diptych.akn.names import FREE

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
"""The heading elements of HTML, highest level first."""


def classes(element: etree._Element) -> frozenset[str]:
    """The class names of an element."""
    return frozenset(element.get("class", "").split())


def with_class(tree: etree._Element, name: str, *tags: str) -> list[etree._Element]:
    """The elements of a tree that have a class, in document order; with `tags`, only elements of these names."""
    return [element for element in tree.iter(*(tags or "*")) if name in classes(element)]


def is_free(cell: etree._Element) -> bool:
    """Whether a cell of a table stands for places that its row leaves free."""
    return f"akn-{FREE}" in classes(cell)


def is_head(cells: Iterable[etree._Element]) -> bool:
    """Whether the cells of a row are those of a head: some are header cells, and all others are free places."""
    kept = [cell for cell in cells if not is_free(cell)]
    return bool(kept) and all(cell.tag == "th" for cell in kept)


def language_of(element: etree._Element) -> str:
    """The language tag in force at an element: the nearest `lang` on it or around it; empty if there is none."""
    return next((tag for holder in (element, *element.iterancestors()) if (tag := holder.get("lang"))), "")
