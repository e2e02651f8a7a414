"""Elements of a tree → the length of their texts as readability counts it, each text counted once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree
from readability.readability import clean

from diptych.values import dataclass

_SHORT: Final = 256
"""Characters of a text of which so many white spaces are in a run that readability shortens it; defined by it."""
_FEW: Final = 16
"""Most children of an element whose text is taken as a whole with that of its grandchildren, chosen. If raised, more
texts are counted several times."""
_RUNS: Final = 1000
"""Most runs of white space whose lengths are kept, chosen. If raised, more memory is taken."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The text of an element: its white space at both ends, the number of characters between them, with white space
    shortened, that of its commas, and the characters of the links in it. `is_blank`: it is `before` alone."""

    before: str
    length: int
    behind: str
    commas: int
    linked: int
    is_blank: bool

    @property
    def density(self) -> float:
        """The share of characters in links."""
        return float(self.linked) / max(self.length, 1)


_TEXT: Final = etree.XPath("string()", smart_strings=False)
_NOTHING: Final = Measure("", 0, "", 0, 0, is_blank=True)


def of_text(words: str | None) -> Measure:
    """The measure of a text."""
    if not words:
        return _NOTHING
    inner = words.strip()
    if not inner:
        return Measure(words, 0, "", 0, 0, is_blank=True)
    if len(inner) == len(words):
        return Measure("", _length(inner), "", inner.count(","), 0, is_blank=False)
    at = words.find(inner[0])
    return Measure(words[:at], _length(inner), words[at + len(inner):], inner.count(","), 0, is_blank=False)


def _length(inner: str) -> int:
    """The length of a text without white space at its ends, as readability shortens it."""
    if "  " not in inner and inner.isprintable():
        # Most texts have single spaces; other white space can't be printed.
        return len(inner)
    if "\n" in inner or "\t" in inner or "  " in inner or len(inner) >= _SHORT:
        return len(clean(inner))
    return len(inner)


def is_shorter(element: etree._Element, least: int) -> bool:
    """Whether the text of an element with few levels, its white space too, has fewer characters than the least."""
    if not len(element):
        return len(element.text or "") < least
    return not any(map(len, element)) and len(_TEXT(element)) < least


@lru_cache(_RUNS)
def _shortened(run: str) -> int:
    """The length of white space between other characters, as readability shortens it."""
    return len(clean(f".{run}.")) - 2


class Measures:
    """The measures of the elements of a tree that were asked for; one who changes the tree says where."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, Measure] = {}

    def of(self, element: etree._Element) -> Measure:
        """The measure of an element."""
        known = self._known
        found = known.get(element)
        if found is not None:
            return found
        if _is_simple(element):
            own = known[element] = _of_simple(element)
            return own
        waiting = [element]
        while waiting:
            inner = waiting[-1]
            if _is_simple(inner):
                known[waiting.pop()] = _of_simple(inner)
                continue
            unknown = [child for child in inner if child not in known]
            if unknown:
                waiting += unknown
            else:
                known[waiting.pop()] = self._joined(inner)
        return known[element]

    def changed(self, element: etree._Element | None) -> None:
        """Forgets the measures of an element and of those around it."""
        while element is not None:
            self._known.pop(element, None)
            element = element.getparent()

    def forget(self) -> None:
        """Forgets all measures."""
        self._known.clear()

    def _joined(self, element: etree._Element) -> Measure:
        """The measure of an element whose children have theirs."""
        before, length, behind, commas, linked, is_blank = "", 0, "", 0, 0, True
        for part in self._parts(element):
            commas += part.commas
            linked += part.linked
            if is_blank:
                before += part.before
                length, behind, is_blank = part.length, part.behind, part.is_blank
            elif part.is_blank:
                behind += part.before
            else:
                run = behind + part.before
                length += part.length + (_shortened(run) if run else 0)
                behind = part.behind
        return Measure(before, length, behind, commas, linked, is_blank)

    def _parts(self, element: etree._Element) -> Iterator[Measure]:
        """The measures of the texts and children of an element, in their order."""
        if element.text:
            yield of_text(element.text)
        for child in element:
            own = self._known[child]
            yield own if child.tag != "a" else Measure(
                own.before, own.length, own.behind, own.commas, own.linked + own.length, own.is_blank)
            if child.tail:
                yield of_text(child.tail)


def _is_simple(element: etree._Element) -> bool:
    """Whether an element has few levels of elements in it."""
    return not any(map(len, element)) or len(element) <= _FEW and not any(any(map(len, child)) for child in element)


def _of_simple(element: etree._Element) -> Measure:
    """The measure of an element with few levels of elements in it."""
    if not len(element):
        return of_text(element.text) if isinstance(element.tag, str) else _NOTHING
    own = of_text(str(_TEXT(element)))
    linked = sum([_length((str(_TEXT(link)) if len(link) else link.text or "").strip())
                  for link in element.iterdescendants("a")])
    return Measure(own.before, own.length, own.behind, own.commas, linked, own.is_blank) if linked else own
