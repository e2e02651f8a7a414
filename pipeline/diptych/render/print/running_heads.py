"""What stands above and below the text of each page: the units on it, the short title and the date of the text.

The first line of each unit names it (`data-running`); the typesetter makes a range of the first and the last one of a
page (pdf_notes.py).
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from diptych.render.html import title_lines
from diptych.render.print import margin, outline

RUNNING: Final = "data-running"
"""Attribute of the first line of a unit; further texts of a parallel edition have `data-running-1` and so on."""
DEPTH: Final = 2
"""Levels of units that are named in a text without articles, chosen: those that pages are cited by."""
ROOM: Final = {"single": 38.0, "parallel": 22.0}
"""Greatest width of title and date by kind of edition, in ems of the running head (measured at 8 points).

If raised, a title can run into what stands beside it; if lowered, more titles are cut.
"""
_UNIT: Final = 13.0
"""The same for the heading of a unit without a number, chosen."""


def mark(article: etree._Element, columns: int = 1) -> None:
    """Names each unit on its first line in the texts of all columns, in place."""
    for unit in outline.units(article):
        if outline.is_attachment(unit):
            # A section would name all of its pages, a title names the first.
            for title in outline.titles(unit)[:1]:
                title.set(RUNNING, shortened(outline.plain(title), _UNIT))
        elif _is_named(unit):
            _name(unit, columns)


def shortened(title: str, room: float) -> str:
    """The beginning of a title that fits into `room` ems, at least its first character; it ends with a word if words
    are separated by spaces."""
    if title_lines.width(title) <= room:
        return title
    end = next((end for end in range(len(title), 0, -1) if title_lines.width(title[:end]) <= room - 1), 1)
    cut = title[:end].rstrip()
    whole = cut if title[end:end + 1].isspace() else cut.rpartition(" ")[0]
    return (whole if len(whole) * 2 > len(cut) else cut) + "\u2026"


def _name(unit: etree._Element, columns: int) -> None:
    line = margin.first_line(unit)
    for column in range(columns):
        headline = (*outline.headlines(unit), *outline.headlines(unit)[:1] * columns)[column:column + 1]
        named = margin.cited_path(unit, column) if unit.get(margin.NUMBER) else "".join(
            shortened(outline.label(each), _UNIT) for each in headline)
        if named:
            line.set(f"{RUNNING}-{column}" if column else RUNNING, named)


def _is_named(unit: etree._Element) -> bool:
    """Whether pages are named by a unit: an article, or a unit of the first levels of a text without articles."""
    if outline.is_article(unit):
        return True
    around = [section for section in unit.iterancestors("section") if section.get("data-eid")]
    rank = 1 + sum(not outline.is_attachment(section) for section in around)
    inner = list(unit.iterdescendants("section"))
    if any(map(outline.is_article, (*around, *inner))):
        return False
    is_numbered = bool(unit.get(margin.NUMBER))
    return rank <= DEPTH if is_numbered else rank == 1 and not any(section.get(margin.NUMBER) for section in inner)
