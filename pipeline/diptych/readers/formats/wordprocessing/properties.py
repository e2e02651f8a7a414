"""Names of WordprocessingML and the values of its properties."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of WordprocessingML, defined by ECMA-376, as lxml writes it."""


def value(element: etree._Element | None, otherwise: str = "") -> str:
    """The value of a property; `otherwise` if it is absent or has none."""
    return otherwise if element is None else element.get(W + "val", otherwise)


def number(element: etree._Element | None) -> int | None:
    """The value of a property as a number; None if it is absent or has none. Raises ValueError for other text."""
    text = value(element)
    return int(text) if text else None


def toggle(element: etree._Element | None) -> bool | None:
    """Whether a toggle property is on; None if it is absent."""
    return None if element is None else element.get(W + "val", "1") not in ("0", "false", "off")
