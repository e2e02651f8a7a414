"""A document's table of contents: its units by number and heading, or by the first words of their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document, emended
from diptych.akn.names import HIERARCHY, local, tag
from diptych.render.html.provisions import HEADINGS, gap, space

DEPTH: Final = 2
"""Levels of units that are listed."""

_WORDS: Final = 24
"""How many characters stand for a unit without a heading."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table: `tag` is the language of the title, empty for the page's own."""

    id: str
    title: str
    tag: str
    children: tuple[ContentsEntry, ...] = ()


@lru_cache(maxsize=8)
def entries(document: Document) -> tuple[ContentsEntry, ...]:
    """The table of a document, two levels deep, attachments behind its units."""
    language = interface_text.tag(document)
    attached = document.main.iterfind(f"{tag('attachments')}/{tag('attachment')}")
    return (*_entries(_body(document.main), language, DEPTH), *(_attachment(one, language) for one in attached))


def _attachment(unit: etree._Element, language: str) -> ContentsEntry:
    inside = tuple(_entries(_body(next(iter(unit), unit)), language, DEPTH - 1))
    return ContentsEntry(unit.get("eId", ""), _title(unit), language, inside)


def _body(main: etree._Element) -> etree._Element:
    """What holds the units of a document."""
    return next((part for part in main if local(part.tag) in ("body", "mainBody")), main)


def _entries(parent: etree._Element, language: str, depth: int) -> Iterator[ContentsEntry]:
    for unit in parent if depth else ():
        if local(unit.tag) in HIERARCHY:
            yield ContentsEntry(unit.get("eId", ""), _title(unit), language, tuple(_entries(unit, language, depth - 1)))


def _title(unit: etree._Element) -> str:
    named = unit.find(f".//{tag('docTitle')}") if local(unit.tag) == "attachment" else None
    if named is not None:
        return emended(named).strip()
    parts = [part for part in unit if local(part.tag) in HEADINGS]
    if [local(part.tag) for part in parts] == ["heading", "num"]:
        heading, number = (emended(part).strip() for part in parts)
        return number + space(number, heading) + heading
    title = "".join(emended(part).strip() + gap(part) for part in parts)
    if unit.find(tag("heading")) is not None:
        return title.strip()
    text = next((emended(p) for p in unit.iter(tag("p"))), "").strip()
    return title + (text if len(text) <= _WORDS else text[:_WORDS].rstrip() + "\u2026")
