"""MathML → drawings of a formula in two dimensions, laid out by ziamath.

ziamath 0.13 draws the elements of presentation, other than `maction` and `semantics`. It takes a wrong sign for a
hyphen, and an accent for a stretched line unless it is a spacing character. It brings no fonts for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ziafont.config import config
from ziamath import zmath

from diptych.render.html.inline_notation import ACCENTS
from diptych.render.print.fonts import FontFile
from diptych.render.print.formula_fonts import FormulaFont, face

SIZE: Final = 100
"""Units of a drawing in an em."""
_WIDEST: Final = 12.0
"""Most ems of a formula that is not divided, chosen. If raised, long formulas leave short lines before them."""
_NAME: Final = "diptych"
"""Name of the font among those that ziamath knows."""
_DEAREST: Final = 3000
"""Most times that elements of a formula are laid out, chosen: half a second. If raised, deeper formulas are drawn."""
_ROWS: Final = frozenset({"mrow", "math", "mstyle", "msqrt", "mroot", "mtr", "mtd", "mfenced", "mphantom", "mpadded",
                          "menclose", "merror"})
"""Elements that are laid out twice, the first time for the height of their delimiters."""
_COMMAND: Final = re.compile("([MLHVQCZ])([^MLHVQCZ]*)")
_NUMBER: Final = re.compile(r"-?\d++(?:\.\d++)?|-?\.\d++")
_ARITIES: Final = MappingProxyType({"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "Z": 0})
"""Commands of paths of SVG 1.1, 8.3, that glyphs have, and how many numbers each takes."""
_ROOM: Final = 6
"""Units beside a drawing, chosen: a formula is as far from the letters of a text as these from each other."""
_KNOWN: Final = frozenset({
    "math", "mrow", "mstyle", "mi", "mn", "mo", "mtext", "ms", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd",
    "mfenced", "menclose", "mphantom", "mpadded", "merror"})
"""Elements that are drawn."""
_TEXTS: Final = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_ACCENTS: Final = MappingProxyType({**ACCENTS, 0x303: "~"})
"""Spacing characters of accents, as ziamath knows them."""
_SIGNS: Final = str.maketrans({"-": "\u2212", **dict.fromkeys(map(chr, range(0x2061, 0x2065)))})
"""Signs in operators: a hyphen means minus (MathML 3, 3.2.5.1), and invisible operators are not drawn."""
_BREAKS: Final = frozenset("=<>+\u2212\xb1\u2213\xd7\xf7\xb7\u22c5/\u2248\u2260\u2261\u2264\u2265\u2a7d\u2a7e")
"""Operators behind which a formula may be divided (GB/T 3102.11, 1.2)."""
_OPEN, _CLOSE = frozenset("([{\u27e8\u2308\u230a"), frozenset(")]}\u27e9\u2309\u230b")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: its SVG without namespace, its left edge and width, and its extent above and below the base line."""

    svg: str
    left: float
    width: float
    above: float
    below: float


@lru_cache(maxsize=16)
def _font(faces: tuple[FontFile, ...]) -> FormulaFont:
    """The math font with text fonts."""
    config.svg2 = False
    return FormulaFont([face(file) for file in faces], SIZE)


@lru_cache(maxsize=1024)
def drawn(markup: str, faces: tuple[FontFile, ...]) -> tuple[Drawing, ...]:
    """The drawings of a formula, of which each may begin a line; empty if it cannot be drawn.

    `faces` are the text fonts, the preferred one first. A formula is laid out once for all editions that have it.
    """
    font = _font(faces)
    math = ElementTree.fromstring(markup)  # noqa: S314 - from a document that is read already
    try:
        whole = _element(math, font)
        if _cost(whole) > _DEAREST:
            return ()
        drawing = _drawing([whole], font)
        pieces = list(_pieces(whole)) if drawing.width > _WIDEST * SIZE else []
        return tuple(_drawing(piece, font) for piece in pieces) if len(pieces) > 1 else (drawing,)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        # The library has no error of its own for what it cannot draw.
        return ()
    finally:
        font.reset()


def _drawing(children: Sequence[Element], font: FormulaFont) -> Drawing:
    math = Element("math")
    math.extend(children)
    # Math takes a font by its name alone.
    zmath.loadedfonts[_NAME] = font
    laid_out = zmath.Math(math, size=SIZE, font=_NAME)
    canvas, box = Element("g"), laid_out.node.bbox
    laid_out.node.draw(0, 0, canvas)
    left = min(box.xmin, 0) - _ROOM
    for part in canvas.iter("path"):
        part.set("d", _cubic(part.get("d", "")))
    svg = ElementTree.tostring(canvas, encoding="unicode")
    return Drawing(svg, left, box.xmax - left + _ROOM, max(box.ymax, 0), max(-box.ymin, 0))


def _cost(item: Element) -> int:
    """The number of times that ziamath lays out an element and those in it: twice in each row."""
    return (2 if item.tag in _ROWS else 1) * (1 + sum(map(_cost, item)))


def _cubic(path: str) -> str:
    """A path in tenths of a unit, with cubic curves for quadratic ones, as PDF has no others."""
    written: list[str] = []
    x = y = 0.0
    for name, numbers in _COMMAND.findall(path):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        width = _ARITIES[name]
        for start in range(0, len(values), width) if width else ():
            points = values[start:start + width]
            if name == "Q":
                middle, end = points[:2], points[2:]
                points = [near + (away - near) * 2 / 3 for near, away in zip((x, y, *end), (*middle, *middle),
                                                                             strict=True)] + end
            written += ["L" if name == "M" and start else "C" if name == "Q" else name, *map(_rounded, points)]
            x = points[-1] if name == "H" else x if name == "V" else points[-2]
            y = y if name == "H" else points[-1]
        written += [] if width else [name]
    return " ".join(written)


def _rounded(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _element(item: Element, font: FormulaFont) -> Element:
    """A copy of an element in the form that ziamath draws; ValueError for an unknown one."""
    name = item.tag.rpartition("}")[2]
    if name not in _KNOWN:
        raise ValueError(name)
    copy = Element("mrow" if name == "math" else name, {} if name == "math" else dict(item.attrib))
    children = [_element(child, font) for child in item]
    # A row without content has no place in a row, and is the operand that is missing elsewhere.
    copy.extend(child for child in children if len(child) or child.tag != "mrow" or copy.tag != "mrow")
    if name in _TEXTS:
        _set_text(copy, item.text or "", font)
    if name == "mover" and len(copy) == 2 and len(copy[0].text or "") == 1 and copy[1].text:
        copy[1].text = copy[1].text.translate(_ACCENTS)
    return copy[0] if copy.tag == "mrow" and len(copy) == 1 else copy


def _set_text(copy: Element, words: str, font: FormulaFont) -> None:
    """Sets the text of a token; words of other scripts are text, and no name of a function or operator."""
    copy.text = words.translate(_SIGNS) if copy.tag == "mo" else words
    if not copy.text:
        copy.tag = "mrow"
    elif len(words) > 1 and copy.tag == "mi" and not words.isascii() or not all(map(font.has, copy.text)):
        copy.tag = "mtext"


def _pieces(whole: Element) -> Iterator[list[Element]]:
    """The parts of a row, divided behind operators that are in no brackets."""
    piece: list[Element] = []
    depth = 0
    for place, child in enumerate(whole if whole.tag == "mrow" else ()):
        sign = child.text or "" if child.tag == "mo" else ""
        depth += (sign in _OPEN) - (sign in _CLOSE)
        piece.append(child)
        if sign in _BREAKS and piece[1:] and depth == 0 and place < len(whole) - 1:
            child.set("form", "infix")
            yield piece
            piece = []
    yield piece or [whole]
