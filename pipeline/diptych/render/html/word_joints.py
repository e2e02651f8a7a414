"""HTML tree → the same tree, in which no line ends inside a Korean word, or at a dash inside a name.

A Korean word may have a bracket, a quote, a hyphen or a note's mark in it.

`word-break: keep-all` holds syllables together, but lets a line end between a syllable and such a mark. A joint is an
empty element, to which the style sheet gives a word joiner: the text of the page stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from unicodedata import category

from lxml import etree

from diptych.render.html.elements import make
from diptych.render.html.provisions import is_hangul
from diptych.render.html.queries import classes

JOINT: Final = "j"
"""Class of a joint; the style sheet has it too."""
_OPENING: Final = ("Ps", "Pi")
_CLOSING: Final = ("Pe", "Pf")
_EITHER: Final = frozenset("\"'\u2018\u2019\u201c\u201d-\u00b2\u00b3%")
"""Marks that may stand before or after the rest of a word."""
_NOTE: Final = "]"
"""The last character of a note's mark; a bracket that opens behind it begins the same word."""
_LINES: Final = frozenset({"p", "div", "section", "article", "li", "ol", "ul", "table", "tr", "td", "th", "caption",
                           "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that begin a line."""
_NAMES: Final = frozenset({"akn-organization", "akn-location", "akn-person"})
"""Classes of names, which the style sheet keeps on a line."""
_ASIDE: Final = frozenset({"clause-tools", "akn-supplied", "akn-lagging", "akn-cut"})
"""Classes of elements that are no part of the line of text."""


def jointed(tree: etree._Element, before: str = "", *, named: bool = False) -> str:
    """Inserts the joints, in place; the last character of the line so far. `before` is that before the tree.

    `named` says that the tree is part of a name.
    """
    named = named or bool(_NAMES & classes(tree))
    aside = bool(_ASIDE & classes(tree)) or tree.tag == "del"
    if aside:
        return before
    last = "" if tree.tag in _LINES else before
    children = list(tree)
    tree.text, last = _spread(tree, 0, tree.text or "", last, named=named)
    for child in children:
        tail, child.tail = child.tail or "", None
        is_note = "akn-noteRef" in classes(child)
        if is_note and is_hangul(last):
            child.addprevious(make("span", JOINT))
        last = _NOTE if is_note else jointed(child, last, named=named)
        child.tail, last = _spread(tree, tree.index(child) + 1, tail, last, named=named)
    return "" if tree.tag in _LINES else last


def _spread(parent: etree._Element, place: int, text: str, before: str, *, named: bool) -> tuple[str | None, str]:
    """The beginning of a text up to its first joint, and its last character; the rest is put into the parent."""
    if not text:
        return None, before
    first, *others = pieces(text, before, named=named)
    for piece in reversed(others):
        joint = make("span", JOINT)
        joint.tail = piece
        parent.insert(place, joint)
    return first or None, text[-1]


def pieces(text: str, before: str = "", *, named: bool = False) -> Iterator[str]:
    """The text, divided where a joint belongs; `before` is the character before it, `named` says that it is a name."""
    start = 0
    for place, (left, right) in enumerate(pairwise(before + text), 1 - len(before)):
        if _is_joint(left, right) or named and "Pd" in (category(left), category(right)):
            yield text[start:place]
            start = place
    yield text[start:]


def _is_joint(left: str, right: str) -> bool:
    """Whether a line could end between two characters of a Korean word."""
    if is_hangul(right):
        return category(left) in _CLOSING or left in _EITHER
    if left == _NOTE:
        return category(right) in _OPENING
    return is_hangul(left) and (category(right) in _OPENING or right in _EITHER)
