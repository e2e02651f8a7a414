"""A list of a web page → the numbers that a browser prints before its items (HTML, 4.4.5; CSS Counter Styles)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from diptych.language.numerals import write

LIST: Final = "ol"
ITEM: Final = "li"
_TYPES: Final = {"1": "arabic", "a": "lower", "A": "upper", "i": "roman-lower", "I": "roman-upper"}
"""Numeral system of each type of a list, defined by HTML."""
_STYLES: Final = {
    "decimal": "arabic", "lower-alpha": "lower", "lower-latin": "lower", "upper-alpha": "upper", "upper-latin": "upper",
    "lower-roman": "roman-lower", "upper-roman": "roman-upper", "cjk-ideographic": "chinese",
    "trad-chinese-informal": "chinese", "simp-chinese-informal": "chinese", "japanese-informal": "japanese",
    "korean-hangul-formal": "hangul-sino", "cjk-heavenly-stem": "stem", "cjk-earthly-branch": "branch",
    "katakana": "katakana", "katakana-iroha": "iroha", "none": "", "disc": "", "circle": "", "square": ""}
"""Numeral system of each style of a list, defined by CSS; empty where it prints no number."""
_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
"""Pattern of the style of a list."""
_PLAIN: Final = re.compile(r"unstyled|bare|plain|none|breadcrumb|pagination|no-?bullet", re.IGNORECASE)
"""Pattern of the names of classes by which sites take numbers from a list."""
_LABELLED: Final = re.compile(r"\W{0,4}\w{0,12}\W{0,3}(?:\d|\u7b2c)|\W{0,2}[A-Za-z]{1,5}[.)]|\W{0,2}\S[\u3001\uff0e]")
"""Pattern of the begin of an item that has a number or a letter of its own, behind a word or alone."""
_NUMBER: Final = re.compile(r"\s*([+-]?\d{1,9})")
"""Pattern of an integer, as HTML reads it."""


def labels(ordered: etree._Element) -> Mapping[etree._Element, str]:
    """The number of each item of a list with a full stop and a space; none for another element.

    Most pages keep their style sheets elsewhere: a list whose items begin with numbers of their own has no others.
    """
    if ordered.tag != LIST or ordered.keys() and _is_plain(ordered):
        return {}
    items = tuple(ordered.iterchildren(ITEM))
    if any(map(_LABELLED.match, _beginnings(items))):
        return {}
    if not ordered.keys() and not any(item.keys() for item in items):
        # So are most lists.
        return {item: f"{number}. " for number, item in enumerate(items, 1)}
    usual = _system(ordered, _TYPES["1"])
    systems = ("" if _is_plain(item) else _system(item, usual) for item in items)
    return {item: f"{write(number, system) or number}. "
            for item, number, system in zip(items, _numbers(ordered, items), systems, strict=True) if system}


def _is_plain(element: etree._Element) -> bool:
    return bool(_PLAIN.search(element.get("class", ""))) or element.get("role") == "list"


def _system(element: etree._Element, usual: str) -> str:
    style = _STYLE.search(element.get("style", ""))
    named = [word for word in (style[1].lower().split() if style else ()) if word in _STYLES]
    return _STYLES[named[0]] if named else _TYPES.get(element.get("type", ""), usual)


def _beginnings(items: Iterable[etree._Element]) -> Iterator[str]:
    """The beginnings of the items of a list that have words, with single spaces."""
    for item in items:
        words = item.text
        if words and words.isprintable() and words[0] != " " and "  " not in words:
            # So do most items begin.
            yield words
            continue
        words = " ".join((words or "").split()) or next(
            (words for text in item.itertext() if (words := " ".join(str(text).split()))), "")
        if words:
            yield words


def _numbers(ordered: etree._Element, items: Sequence[etree._Element]) -> Iterator[int]:
    """The numbers of the items of a list: its own, else one more or less than that of the item before it."""
    is_reversed = ordered.get("reversed") is not None
    start = _integer(ordered.get("start", ""))
    if start is None:
        start = len(items) if is_reversed else 1
    step = -1 if is_reversed else 1
    number = start - step
    for item in items:
        own = _integer(item.get("value", ""))
        number = number + step if own is None else own
        yield number


def _integer(words: str) -> int | None:
    match = _NUMBER.match(words)
    return int(match[1]) if match else None
