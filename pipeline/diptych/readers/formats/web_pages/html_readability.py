"""A web page of an unknown site → the element of the text that readability selects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from diptych.readers.formats.web_pages.page_sizes import missing, squeezed
from diptych.readers.formats.web_pages.page_trees import parsed, undeclared

LEAST: Final = 60
"""Fewest characters of a document; chosen. A container with fewer is an empty frame. If raised, short documents of
known sites are looked for elsewhere or refused (T017)."""
_ENOUGH: Final = 40
"""Characters at each end of a text that show its place in a page; chosen. If raised, less text around a table that
readability dropped is found."""


def readable(source: str, whole: etree._Element) -> tuple[etree._Element, ...]:
    """The text of the page by readability; the page's element around it if readability dropped a table of it; nothing
    if the text is too short to be a document."""
    try:
        root = parsed(_selected(undeclared(source)))
    except Exception:  # noqa: BLE001 (a page that readability fails on has no document that it finds)
        return ()
    kept = "" if root is None else squeezed(root)
    if root is None or len(kept) < LEAST:
        return ()
    if not _lacks_tables(whole, kept):
        return (root,)
    around = _around(whole, kept)
    return (around,) if _lacks_tables(around, kept) else (root,)


def _lacks_tables(element: etree._Element, kept: str) -> bool:
    """Whether a table of an element is not in the text that was kept."""
    tables = (squeezed(table) for table in element.iter("table") if _is_informative(table))
    return next(missing(tables, kept), None) is not None


def _selected(source: str) -> str:
    """The part of a page that readability selects, as HTML."""
    # It takes long to load, and a page of a known site does without.
    from diptych.readers.formats.web_pages.linear_readability import LinearDocument  # noqa: PLC0415

    return str(LinearDocument(source).summary(html_partial=True))


def _around(element: etree._Element, kept: str) -> etree._Element:
    """The innermost descendant with at least as much text as was kept, and with both its ends."""
    words, extents = squeezed(element), _extents(element)
    ends = kept[:_ENOUGH], kept[-_ENOUGH:]

    def is_around(child: etree._Element) -> bool:
        first, last = extents[child]
        return last - first >= len(kept) and all(words.find(end, first, last) >= 0 for end in ends)

    while True:
        inner = next((child for child in element.iterchildren(etree.Element) if is_around(child)), None)
        if inner is None:
            return element
        element = inner


def _extents(page: etree._Element) -> Mapping[etree._Element, tuple[int, int]]:
    """For each element, where its text begins and ends in that of the page, without white space."""
    extents: dict[etree._Element, tuple[int, int]] = {}
    offset, firsts = 0, list[int]()
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "start":
            firsts.append(offset)
            offset += _length(element.text)
        else:
            extents[element] = (firsts.pop(), offset)
            offset += _length(element.tail)
    return extents


def _length(words: str | None) -> int:
    return len("".join(words.split())) if words else 0


def _is_informative(table: etree._Element) -> bool:
    """Whether a table has rows of text, and is neither layout nor navigation."""
    return table.find(".//table") is None and table.find(".//a") is None and len(table.findall(".//tr")) > 1 and (
        bool(squeezed(table)))
