"""header.xml → lists by the id of paragraph properties, and the looks of runs by the id of character properties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.readers.formats.automatic_numbers import Levels, NumberingLevel

_SYSTEMS: Final = {
    "DIGIT": "arabic", "CIRCLED_DIGIT": "circled", "ROMAN_CAPITAL": "roman-upper", "ROMAN_SMALL": "roman-lower",
    "LATIN_CAPITAL": "upper", "LATIN_SMALL": "lower", "HANGUL_SYLLABLE": "ganada", "HANGUL_JAMO": "jamo",
    "CIRCLED_HANGUL_SYLLABLE": "circled-ganada", "IDEOGRAPH": "chinese", "DECAGON_CIRCLE_HANJA": "stem"}
"""Numeral system of each numFormat, the names defined by KS X 6101; a number in an unlisted one is unreadable."""
_MARKS: Final = {"bold": "b", "italic": "i", "supscript": "sup", "subscript": "sub"}
"""Akoma Ntoso element of each character property, the outer first; the names defined by KS X 6101."""


@dataclass(frozen=True, slots=True)
class HangulProperties:
    """`places` are the list of a paragraph and its depth in it, by the id of paragraph properties; the outermost depth
    is 0. `bold` are ids of character properties, `marks` their inline elements."""

    places: Mapping[str, tuple[str, int]]
    lists: Mapping[str, Levels]
    bold: frozenset[str]
    marks: Mapping[str, tuple[str, ...]]


def head(root: etree._Element) -> HangulProperties:
    """The properties of a document."""
    places: dict[str, tuple[str, int]] = {}
    outline = next((section.get("outlineShapeIDRef", "") for section in root.iter("{*}secPr")), "1")
    for kind in root.iter("{*}paraPr"):
        heading = next(kind.iter("{*}heading"), None)
        if heading is not None and heading.get("type") in ("NUMBER", "OUTLINE"):
            name = heading.get("idRef", "0") if heading.get("type") == "NUMBER" else outline
            places[kind.get("id", "")] = name, int(heading.get("level", "0"))
    lists = {item.get("id", ""): {int(level.get("level", "1")) - 1: _level(level) for level in item.iter("{*}paraHead")}
             for item in root.iter("{*}numbering")}
    looks = tuple(root.iter("{*}charPr"))
    bold = frozenset(look.get("id", "") for look in looks if look.find("{*}bold") is not None)
    marks = {look.get("id", ""): tuple(element for name, element in _MARKS.items()
                                       if look.find(f"{{*}}{name}") is not None) for look in looks}
    return HangulProperties(places, lists, bold, marks)


def _level(element: etree._Element) -> NumberingLevel:
    kind = element.get("numFormat", "DIGIT")
    # A template may have a comment in it.
    template = "".join(element.itertext())
    return NumberingLevel(int(element.get("start", "1")), _SYSTEMS.get(kind, kind), template, suffix=" ")
