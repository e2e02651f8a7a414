"""A `ruby` element of a web page → its base texts, each with the reading above it (HTML, 4.5.10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from diptych.readers.formats.lines import RubyReading

ELEMENT: Final = "ruby"
_KNOWN: Final = frozenset({ELEMENT, "rb", "rbc", "rt", "rtc", "rp", "span"})
"""Elements of a ruby that is read. One with others, such as links or pictures, stands in the line with its readings."""


def pairs(ruby: etree._Element) -> tuple[tuple[str, RubyReading | None], ...]:
    """The base texts with their readings; nothing if other elements are in it. A reading without a base is a text."""
    if any(inner.tag not in _KNOWN for inner in ruby.iter(etree.Element)):
        return ()
    return tuple(_pairs(ruby))


def _pairs(ruby: etree._Element) -> Iterator[tuple[str, RubyReading | None]]:
    base: list[str] = []
    reading: list[str] = []
    letters: list[str] = []
    for kind, words in _texts(ruby, ""):
        if not kind and words.strip() and letters:
            yield _pair(base, reading, letters)
            base, reading, letters = [], [], []
        if kind:
            letters.append(words)
        (reading if kind == "rt" else base if not kind else []).append(words)
    if base or letters:
        yield _pair(base, reading, letters)


def _pair(base: list[str], reading: list[str], letters: list[str]) -> tuple[str, RubyReading | None]:
    words, above = (" ".join("".join(texts).split()) for texts in (base, reading))
    if not words or not above:
        return "".join((*base, *letters)), None
    return words, RubyReading(above, "".join("".join(letters).split()))


def _texts(element: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    """The texts in their order: each with `rt` for a reading, `rp` for a parenthesis, or nothing for a base."""
    own = str(element.tag) if element.tag in ("rt", "rp") else "rt" if element.tag == "rtc" else kind
    if element.text:
        yield own, element.text
    for child in element:
        yield from _texts(child, own)
        if child.tail:
            yield own, child.tail
