"""The elements of a web page: which are not shown, which are within a paragraph, and the type that they are set in."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from diptych.readers.formats.flowing_paragraph import Type
from diptych.readers.formats.formulas import page_mathml
from diptych.readers.formats.hyperlinks import hyperlink
from diptych.readers.formats.lines import Markup

UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object", "select",
                            "button", "textarea", "svg"})
"""Elements whose text is no part of a document."""
INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "math", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"})
"""Elements within a paragraph; any other element begins and ends one."""
_STRONG: Final = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
"""Elements that browsers set in bold."""
_MARKS: Final = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub", "del": "del", "s": "del",
                 "strike": "del", "ins": "ins"}
"""Inline element of Akoma Ntoso for elements of HTML that mean the same."""
_TYPED: Final = _STRONG | _MARKS.keys()
"""Elements whose texts are set in another type, or marked, by their names."""
_SET: Final = frozenset({"style", "face"})
"""Attributes that say in which type a text is set."""
_RAISED: Final = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
"""Pattern of a style that sets text off the line."""
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(?:(bold|[6-9]00)|normal|[1-5]00)", re.IGNORECASE)
"""Pattern of a font weight. Its group is a weight of heading type, chosen as 600 or more. If raised, semi-bold headings
are text."""
_FAMILY: Final = re.compile(r"font-family\s*:\s*([^;]*)", re.IGNORECASE)
"""Pattern of the font families in a style attribute."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
"""Pattern of a style that hides an element."""
_SPACE: Final = re.compile(r"[\t\n\r\f][ \t\n\r\f]*+| [ \t\n\r\f]++")
"""Pattern of ASCII white space, defined by HTML, which a browser shows as one space; one space is not replaced."""


def is_unseen(element: etree._Element) -> bool:
    """Whether a browser shows nothing of an element, or what the formula beside it says already."""
    # Most elements have no attributes.
    return element.tag in UNSEEN or bool(element.keys()) and (
        bool(_HIDDEN.search(element.get("style", ""))) or element.get("hidden") is not None
        or page_mathml.is_rendering(element))


def plain(words: str | None) -> str:
    """A text with its white space as a browser shows it."""
    if not words:
        return ""
    # Most texts have single spaces; other white space can't be printed.
    return words if "  " not in words and words.isprintable() else _SPACE.sub(" ", words)


def type_of(element: etree._Element, name: str, outer: Type) -> Type:
    """The type that the text of an element is set in, within one in another type."""
    if name not in _TYPED and name != "a" and _SET.isdisjoint(element.keys()):
        return outer
    style = element.get("style", "")
    weight, family = (_WEIGHT.search(style), _FAMILY.search(style)) if style else (None, None)
    bold = bool(weight[1]) if weight else outer.bold or name in _STRONG
    named = family[1] if family else element.get("face", outer.family)
    own = _mark(element, name, style)
    return Type(bold, named.lower(), outer.marks if own is None or own in outer.marks else (*outer.marks, own))


def _mark(element: etree._Element, name: str, style: str) -> Markup | None:
    """What the text of an element is marked as; None if its element and its style say nothing."""
    if name == "a":
        target = element.get("href", "")
        return hyperlink(target, element.base or "") if target and target[0] != "#" else None
    raised = _RAISED.search(style) if name == "span" else None
    return f"su{raised[1].lower()[2]}" if raised else _MARKS.get(name)
