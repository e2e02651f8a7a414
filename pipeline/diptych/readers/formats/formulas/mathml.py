"""Elements of MathML, built by the translators: tokens of a text, rows, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

ADDED: Final = "added"
"""Attribute, for this process alone, of a token that an attribute or a keyword of the source gives, and no text."""
TOKENS: Final = frozenset({"mi", "mn", "mo", "mtext", "ms"})
"""Elements that hold text, defined by MathML 3, chapter 3.2."""
SPACE: Final = "mspace"
"""Element of a space."""
GREEK: Final = {
    "alpha": "\u03b1", "beta": "\u03b2", "gamma": "\u03b3", "delta": "\u03b4", "epsilon": "\u03b5", "zeta": "\u03b6",
    "eta": "\u03b7", "theta": "\u03b8", "iota": "\u03b9", "kappa": "\u03ba", "lambda": "\u03bb", "mu": "\u03bc",
    "nu": "\u03bd", "xi": "\u03be", "omicron": "\u03bf", "pi": "\u03c0", "rho": "\u03c1", "sigma": "\u03c3",
    "tau": "\u03c4", "upsilon": "\u03c5", "phi": "\u03c6", "chi": "\u03c7", "psi": "\u03c8", "omega": "\u03c9",
    "varepsilon": "\u03f5", "vartheta": "\u03d1", "varphi": "\u03d5", "varpi": "\u03d6", "varsigma": "\u03c2",
    "varrho": "\u03f1", "varupsilon": "\u03d2"}
"""Greek letters by the names that most languages of formulas have for them."""
_PIECES: Final = re.compile(r"(?P<mn>\d++(?:[.,]\d++)*+)|(?P<mi>[^\W\d_]++)|(?P<mspace>\s++)|(?P<mo>.)", re.DOTALL)
"""Pattern of a number, letters, a space, or another character of a formula."""
_MARK: Final = re.compile(r"[\u0300-\u036f\u20d0-\u20ff]")
"""Pattern of a mark that combines with the letter before it."""


def element(name: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element with children."""
    item = etree.Element(name, dict(attributes))
    item.extend(children)
    return item


def token(name: str, text: str, **attributes: str) -> etree._Element:
    """A token with text of the source."""
    item = etree.Element(name, dict(attributes))
    item.text = text
    return item


def added(text: str, name: str = "mo", **attributes: str) -> etree._Element:
    """A token whose text is in no text of the source."""
    return token(name, text, **{ADDED: "1", **attributes})


def row(children: Iterable[etree._Element]) -> etree._Element:
    """The only child, or a row of all."""
    items = list(children)
    return items[0] if len(items) == 1 else element("mrow", *items)


def tokens(text: str, *, upright: bool = False) -> Iterator[etree._Element]:
    """The tokens of a text: each number, each word, each other character. An `upright` letter is no variable."""
    for match in _PIECES.finditer(text):
        name = match.lastgroup or "mo"
        if name == SPACE:
            yield element(SPACE, width="0.28em")
        elif name == "mi" and len(match[0]) == 1 and upright:
            yield token(name, match[0], mathvariant="normal")
        else:
            yield token("mtext" if name == "mo" and _MARK.match(match[0]) else name, match[0])
