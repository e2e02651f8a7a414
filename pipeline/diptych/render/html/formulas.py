"""Formulas of a fragment: a span with the linear text form, which a page and a book show as MathML."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

MARKUP: Final = "data-mathml"
"""Attribute of the MathML of a formula, in its span."""
NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
"""Namespace of MathML."""
_HAS: Final = etree.XPath("boolean(descendant-or-self::span/@data-mathml)")


def with_mathml(tree: etree._Element, *, namespaced: bool) -> etree._Element:
    """The tree, or a copy of it in which formulas are MathML. HTML knows it without its namespace, XHTML with it."""
    if not _HAS(tree):
        return tree
    copy = deepcopy(tree)
    for span in list(copy.iter("span")):
        markup = span.attrib.pop(MARKUP, None)
        if markup is None:
            continue
        for child in list(span):
            span.remove(child)
        span.text = None
        math = etree.fromstring(markup)
        if not namespaced:
            for item in math.iter(etree.Element):
                item.tag = str(item.tag).removeprefix(f"{{{NAMESPACE}}}")
            etree.cleanup_namespaces(math)
        span.append(math)
    return copy


def drop_markup(tree: etree._Element) -> None:
    """Leaves the linear forms of formulas alone, in place."""
    for span in tree.iter("span"):
        span.attrib.pop(MARKUP, None)
