"""The characters in elements of a web page, without white space."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree


def squeezed(element: etree._Element) -> str:
    """The text of an element without white space."""
    return "".join("".join(element.itertext()).split())


def size(elements: Sequence[etree._Element]) -> int:
    """The number of characters in the elements, without white space."""
    return sum(len(squeezed(element)) for element in elements)
