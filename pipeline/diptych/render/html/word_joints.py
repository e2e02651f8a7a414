"""HTML tree → the same tree, in which no line ends inside a Korean word, a short name, or at a dash inside a name.

A Korean word may have a bracket, a quote, a hyphen or a note's mark in it.

`word-break: keep-all` holds syllables together, but lets a line end between a syllable and such a mark. A joint is an
empty element, to which the style sheet gives a word joiner: the text of the page stays as it is. A name that the page
marks is held together where it is part of a longer term too, in which the style sheet lets lines end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
_EITHER: Final = frozenset("\"'\u2018\u2019\u201c\u201d-\u00b2\u00b3%<>")
"""Marks that may stand before or after the rest of a word."""
_NOTE: Final = "]"
"""The last character of a note's mark; a bracket that opens behind it begins the same word."""
_LINES: Final = frozenset({"p", "div", "section", "article", "li", "ol", "ul", "table", "tr", "td", "th", "caption",
                           "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that begin a line."""
_NAMES: Final = frozenset({"akn-organization", "akn-location", "akn-person"})
"""Classes of names, which the style sheet keeps on a line."""
_TITLES: Final = frozenset({"akn-docTitle", "akn-headline"})
"""Classes of titles, whose lines end at phrases alone."""
_SHORT: Final = range(2, 11)
"""Characters of a name that is held together inside a term; chosen. Raised, lines are less equal."""
_SQUARE: Final = ("Lo", "Lm")
"""Unicode categories of the characters of such a name."""
_ASIDE: Final = frozenset({"clause-tools", "akn-supplied", "akn-lagging", "akn-cut"})
"""Classes of elements that are no part of the line of text."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of the text around: whether it is part of a name, is Korean, and the names held together in it."""

    korean: bool
    named: bool = False
    names: tuple[str, ...] = ()


_KOREAN: Final = _Line(korean=True)


def jointed(tree: etree._Element, language: str) -> None:
    """Inserts the joints, in place; `language` is the tag of text outside of elements with a language."""
    _joint(tree, "", _Line(korean=_is_korean(language), names=_names(tree)))


def _is_korean(language: str) -> bool:
    return language.partition("-")[0] == "ko"


def _names(tree: etree._Element) -> tuple[str, ...]:
    """The short names that the tree marks in scripts without spaces."""
    named = ("".join(element.itertext()) for element in tree.iter(etree.Element) if _NAMES & classes(element))
    return tuple(sorted({name for name in named if len(name) in _SHORT and all(
        category(character) in _SQUARE and not is_hangul(character) for character in name)}))


def _within(tree: etree._Element, line: _Line) -> _Line:
    """What is known of the text in an element inside a line."""
    own, language = classes(tree), tree.get("lang", "")
    korean = _is_korean(language) if language else line.korean
    return replace(line, named=line.named or bool(_NAMES & own), korean=korean,
                   names=() if _TITLES & own else line.names)


def _joint(tree: etree._Element, before: str, line: _Line) -> str:
    """Inserts the joints of a tree; the last character of the line so far. `before` is that before the tree."""
    line = _within(tree, line)
    aside = bool(_ASIDE & classes(tree)) or tree.tag == "del"
    if aside:
        return before
    last = "" if tree.tag in _LINES else before
    children = list(tree)
    tree.text, last = _spread(tree, 0, tree.text or "", last, line)
    for child in children:
        tail, child.tail = child.tail or "", None
        is_note = "akn-noteRef" in classes(child)
        if is_note and is_hangul(last):
            child.addprevious(make("span", JOINT))
        last = _NOTE if is_note else _joint(child, last, line)
        child.tail, last = _spread(tree, tree.index(child) + 1, tail, last, line)
    return "" if tree.tag in _LINES else last


def _spread(parent: etree._Element, place: int, text: str, before: str, line: _Line) -> tuple[str | None, str]:
    """The beginning of a text up to its first joint, and its last character; the rest is put into the parent."""
    if not text:
        return None, before
    first, *others = pieces(text, before, line)
    for piece in reversed(others):
        joint = make("span", JOINT)
        joint.tail = piece
        parent.insert(place, joint)
    return first or None, text[-1]


def pieces(text: str, before: str = "", line: _Line = _KOREAN) -> Iterator[str]:
    """The text, divided where a joint belongs; `before` is the character before it."""
    start, inside = 0, frozenset() if line.named else frozenset(_inside(text, line.names))
    for place, (left, right) in enumerate(pairwise(before + text), 1 - len(before)):
        if (place in inside or _is_joint(left, right) or line.named and "Pd" in (category(left), category(right))
                or not line.korean and _is_syllable(left) and _is_syllable(right)):
            yield text[start:place]
            start = place
    yield text[start:]


def _is_syllable(character: str) -> bool:
    """Whether a character is in the block Hangul Syllables of Unicode."""
    return "\uac00" <= character <= "\ud7a3"


def _inside(text: str, names: tuple[str, ...]) -> Iterator[int]:
    """The places in a text between two characters of a name."""
    for name in names:
        place = text.find(name)
        while place >= 0:
            yield from range(place + 1, place + len(name))
            place = text.find(name, place + 1)


def _is_joint(left: str, right: str) -> bool:
    """Whether a line could end between two characters of a Korean word."""
    if is_hangul(right):
        return category(left) in _CLOSING or left in _EITHER
    if left == _NOTE:
        return category(right) in _OPENING
    return is_hangul(left) and (category(right) in _OPENING or right in _EITHER)
