"""A `math` element of a web page → a formula with the presentation elements and attributes that MathML defines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.readers.formats.formulas.formulas import DEPTH, formula, kept
from diptych.readers.formats.formulas.mathml import TOKENS, element, token
from diptych.readers.formats.lines import MathFormula

ELEMENT: Final = "math"
_KNOWN: Final = frozenset({
    "maction", "menclose", "merror", "mfenced", "mfrac", "mmultiscripts", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtr", "munder",
    "munderover", "none"})
"""Elements of MathML 3, chapter 3, whose content is elements."""
_ATTRIBUTES: Final = frozenset({
    "accent", "accentunder", "close", "columnalign", "columnspan", "fence", "form", "largeop", "linethickness",
    "mathvariant", "movablelimits", "notation", "open", "rowspan", "separator", "separators", "stretchy", "symmetric",
    "width"})
"""Attributes that are kept."""
_LONGEST: Final = 40
"""Characters of an attribute that is kept, chosen. If raised, longer values are published."""


@dataclass(slots=True)
class _Copy:
    """State of a copy: the names of elements that are not known."""

    unknown: list[str] = field(default_factory=list)

    def all(self, parent: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
        """The elements inside one; a text between them is a text."""
        if (parent.text or "").strip():
            yield kept(_words(parent.text))
        for child in parent.iterchildren(etree.Element):
            yield from self._child(child, depth)
            if (child.tail or "").strip():
                yield kept(_words(child.tail))

    def _child(self, child: etree._Element, depth: int) -> Iterator[etree._Element]:
        name = local(child)
        attributes = {key: value for key, value in child.attrib.items()
                      if isinstance(key, str) and key in _ATTRIBUTES and len(value) < _LONGEST}
        if name in TOKENS:
            if len(child):
                self.unknown += [local(inner) for inner in child]
            yield token(name, _words("".join(map(str, child.itertext()))), **attributes)
        elif name == "semantics":
            first = next(child.iterchildren(etree.Element), None)
            if first is not None:
                yield from self._child(first, depth + 1)
        elif name in _KNOWN and depth < DEPTH:
            yield element(name, *self.all(child, depth + 1), **attributes)
        elif words := _words("".join(map(str, child.itertext()))):
            self.unknown.append(name)
            yield kept(words)


def copied(math: etree._Element) -> tuple[list[etree._Element], tuple[str, ...]]:
    """Copies of the elements in a formula, and the names of those that are not known, whose texts stand for them."""
    copy = _Copy()
    return list(copy.all(math)), tuple(copy.unknown)


def translated(math: etree._Element) -> MathFormula | None:
    """The formula; its letters in a row if it is too large, and None if it has none."""
    try:
        whole = formula(*copied(math))
        return whole or formula([kept(_words("".join(map(str, math.itertext()))))], (ELEMENT,))
    except ValueError:
        # The page names a character that XML forbids, and is refused for it.
        return None


def is_rendering(element: etree._Element) -> bool:
    """Whether an element draws the formula of the element beside it, with which it is alone (KaTeX, MathJax).

    Of the two it is the one that is hidden from assistive technology (WAI-ARIA 1.2, `aria-hidden`).
    """
    if element.get("aria-hidden", "").lower() != "true":
        return False
    around = element.getparent()
    if around is None or _beside(around):
        return False
    beside = [child for child in around.iterchildren(etree.Element) if child is not element]
    return len(beside) == 1 and _is_formula(beside[0])


def _is_formula(element: etree._Element) -> bool:
    """Whether an element is a formula, or holds one and nothing else."""
    while local(element) != ELEMENT:
        children = list(element.iterchildren(etree.Element))
        if len(children) != 1 or _beside(element):
            return False
        element = children[0]
    return element.get("aria-hidden", "").lower() != "true"


def _beside(element: etree._Element) -> str:
    """The words in an element that are in no element inside it."""
    return _words(element.text) + "".join(_words(child.tail) for child in element)


def local(item: etree._Element) -> str:
    """The name of an element without the prefix that a page may give it."""
    return item.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(item.tag, str) else ""


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
