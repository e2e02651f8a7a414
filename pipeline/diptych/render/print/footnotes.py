"""The list of an edition's notes → each note at the foot of the page that its first mark stands on.

Notes on a row of the parallel edition stand there side by side, each below the column that marks it.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from diptych.interface_text import Interface
from diptych.render.html import notes
from diptych.render.html.elements import add, drop, make

NOTE = "footnote"
"""The class of a note."""
FOOT = "foot-row"
"""The class of what holds the notes of a row, a `foot-cell` for each of its columns."""


def put_at_foot(article: etree._Element, words: Mapping[str, Interface]) -> None:
    """Moves each note behind its first mark, in place; a note that nothing marks stays in its list."""
    listed = {item.get("id", ""): item for item in article.iter("li") if "akn-note" in _classes(item)}
    for mark in list(article.iter("a")):
        name, raised = mark.get("href", "").removeprefix("#"), mark.getparent()
        if "akn-mark" not in _classes(mark) or name not in listed or raised is None:
            continue
        item = listed.pop(name)
        language = next(tag for one in (item, *item.iterancestors()) if (tag := one.get("lang")))
        note = make("span", NOTE, id=name, lang=language)
        add(note, make("span", "footnote-mark", f"{mark.text or ''} "))
        for part in (*notes.reading(raised, words[language]), *item):
            add(note, part, " ")
        _place(note, raised)
        drop(item)
    for section in [one for one in article.iter("section") if "akn-notes" in _classes(one)]:
        if next(section.iter("li"), None) is None:
            drop(section)


def _place(note: etree._Element, raised: etree._Element) -> None:
    """Puts a note where the typesetter takes it from: behind its mark, with the others of its row."""
    cell = next((above for above in raised.iterancestors() if "akn-cell" in _classes(above)), None)
    row = None if cell is None else cell.getparent()
    if cell is None or row is None:
        _follow(note, raised)
        return
    cells = [one for one in row if "akn-cell" in _classes(one)]
    foot = next((one for one in row.iter("span") if FOOT in _classes(one)), None)
    if foot is None:
        foot = make("span", FOOT)
        for _ in cells:
            add(foot, make("span", "foot-cell"))
        _follow(foot, raised)
    foot[cells.index(cell)].append(note)


def _follow(made: etree._Element, raised: etree._Element) -> None:
    made.tail, raised.tail = raised.tail, None
    raised.addnext(made)


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())
