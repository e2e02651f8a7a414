"""The notes of a web page: each mark that leads to a note, and the note, which leads back or begins with the mark."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from diptych.draft import Block, Footnote, Table
from diptych.readers.formats.lines import Line

_MARK: Final = re.compile(r"\d{1,4}|[a-z]{1,2}|[ivxl]{1,6}|[*\u2020\u2021\xa7\xb6#]{1,4}", re.IGNORECASE)
"""Pattern of the mark of a note, without brackets around it."""
_BRACKETS: Final = "()[]{}.:^\u3010\u3011\u3014\u3015\uff08\uff09\uff3b\uff3d\u2191\u21a9\ufe0e "
"""Characters around a mark that are no part of it, and arrows that lead back to it."""
_PAIRS: Final = frozenset({"()", "[]", "\uff08\uff09", "\u3014\u3015"})
"""Brackets that may stand around the element of a mark."""
_INLINE: Final = frozenset({"a", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup"})
"""Elements within a paragraph that may hold a mark alone."""
_NOTES: Final = frozenset({"p", "li", "dd", "div", "aside", "section", "td"})
"""Elements that may be a note."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LARGEST: Final = 300
"""Most elements of a note, chosen. If raised, a page whose links lead to large parts of it takes longer."""
_RAISED: Final = re.compile(r"\bsup|note|super", re.IGNORECASE)
"""Pattern of a class or a style that sets a mark off from the text, or calls it a note."""


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note: its mark as printed, its element, and the elements in it that lead back to the mark."""

    marker: str
    element: etree._Element
    back: frozenset[etree._Element]

    def letters(self, mark: etree._Element) -> str:
        """The characters of the mark, in its place and in the note."""
        return "".join(f"{_squeezed(item)}{''.join(brackets(item))}" for item in (mark, *self.back))


def brackets(item: etree._Element) -> tuple[str, str]:
    """The brackets before and behind an element, if it is alone between them."""
    before, outer = item.getprevious(), item.getparent()
    words = before.tail if before is not None else outer.text if outer is not None else ""
    begin, end = (words or "").rstrip()[-1:], (item.tail or "").lstrip()[:1]
    return (begin, end) if begin + end in _PAIRS else ("", "")


Notes = Mapping[etree._Element, PageNote]
"""The notes of a page by the element that is their mark."""


def notes(page: etree._Element, left_out: Container[etree._Element]) -> Notes:
    """The notes in an element of a page whose marks are behind words there; none of elements that are `left_out`."""
    links = [link for link in page.iter("a") if len(link.get("href", "")) > 1 and link.get("href", "")[0] == "#"
             and _MARK.fullmatch(_bare(link))]
    if not links:
        return {}
    order = {item: place for place, item in enumerate(page.iter(etree.Element))}
    # Of several elements with one name a link leads to the first.
    named = {str(name): item for item in reversed(order) for key in ("id", "name") if (name := item.get(key))}
    taken: set[etree._Element] = set()
    found: dict[etree._Element, PageNote] = {}
    for link in links:
        target = named.get(link.get("href", "")[1:])
        note = _note(link, target) if target is not None and order.get(target, -1) > order[link] else None
        if note is not None and note.element not in taken and not _is_within(link, note.element, left_out):
            taken.add(note.element)
            found[_alone(link)] = note
    return found


def _is_within(link: etree._Element, note: etree._Element, left_out: Container[etree._Element]) -> bool:
    """Whether a mark is in its own note, or either is in an element that is left out."""
    return note in link.iterancestors() or any(
        outer in left_out for item in (link, note) for outer in (item, *item.iterancestors()))


def _note(link: etree._Element, target: etree._Element) -> PageNote | None:
    """The note to which a link leads; None if the link is no mark, or there is no note."""
    marker = _bare(link)
    mark = _alone(link)
    if not _follows_words(mark):
        return None
    element = next((item for item in (target, *target.iterancestors()) if item.tag in _NOTES), None)
    inner = () if element is None else tuple(islice(element.iter(etree.Element), _LARGEST + 1))
    if element is None or len(inner) > _LARGEST or mark in inner or any(item.tag in _HEADINGS for item in inner):
        return None
    names = {name for item in (mark, *mark.iterdescendants(), *_outer(mark)) for key in ("id", "name")
             if (name := item.get(key))}
    back = [item for item in element.iter("a") if item.get("href", "")[1:] in names and item.get("href", "")[:1] == "#"]
    if back:
        own = frozenset(_alone(item) for item in back)
    elif _is_raised(link) and (first := _begin(element, marker)) is not None:
        own = frozenset({first})
    else:
        return None
    kept = _squeezed(element)
    for item in own:
        kept = kept.replace(_squeezed(item), "", 1)
    return PageNote(marker, element, own) if kept and element not in own else None


def _outer(mark: etree._Element) -> Iterator[etree._Element]:
    """The elements around a mark that are within its paragraph."""
    for item in mark.iterancestors():
        if item.tag not in _INLINE:
            return
        yield item


def _alone(link: etree._Element) -> etree._Element:
    """The outermost element within a paragraph that holds nothing but a link, and brackets."""
    mark, words = link, _bare(link)
    for outer in _outer(link):
        if _bare(outer) != words:
            break
        mark = outer
    return mark


def _follows_words(mark: etree._Element) -> bool:
    """Whether words stand before a mark in its paragraph."""
    item: etree._Element | None = mark
    while item is not None:
        before = item.getprevious()
        while before is not None:
            if "".join((*map(str, before.itertext()), before.tail or "")).strip():
                return before.tag in _INLINE or bool((before.tail or "").strip())
            before = before.getprevious()
        item = item.getparent()
        if item is not None and (item.text or "").strip():
            return True
        if item is None or item.tag not in _INLINE:
            return False
    return False


def _is_raised(link: etree._Element) -> bool:
    """Whether a mark is set off from the text."""
    around = (link, *link.iterdescendants(), *_outer(link))
    return any(item.tag == "sup" or _RAISED.search(f"{item.get('class', '')} {item.get('style', '')}")
               for item in around)


def _begin(note: etree._Element, marker: str) -> etree._Element | None:
    """The element that begins a note and holds its mark alone."""
    return next((item for item in note.iterdescendants() if item.tag in _INLINE and _bare(item) == marker and (
        _squeezed(note).startswith(_squeezed(item)))), None)


def _bare(item: etree._Element) -> str:
    return _squeezed(item).strip(_BRACKETS)


def _squeezed(item: etree._Element) -> str:
    return "".join("".join(map(str, item.itertext())).split())


def footnotes(lines: Iterable[Line]) -> Iterator[Footnote]:
    """The notes of lines, in cells too."""
    for line in lines:
        if line.table is not None:
            yield from _in_blocks((line.table,))
        yield from (span.object for span in line.spans if isinstance(span.object, Footnote))


def _in_blocks(items: Iterable[Block | Table]) -> Iterator[Footnote]:
    for item in items:
        if isinstance(item, Table):
            yield from (note for row in item.rows for cell in row for note in _in_blocks(cell.blocks))
        else:
            yield from (inline for inline in item.content if isinstance(inline, Footnote))
