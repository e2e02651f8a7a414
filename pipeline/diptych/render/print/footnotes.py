"""The list of an edition's notes → each note at the foot of the page with its first mark.

In the parallel edition the notes of a row are side by side, each below the column that marks it.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from diptych.interface_text import Interface
from diptych.render.html import notes
from diptych.render.html.elements import add, drop, make
from diptych.render.html.queries import classes, language_of, with_class
from diptych.render.print import apparatus

NOTE = "footnote"
"""Class of a note."""
MARK = "footnote-mark"
"""Class of the mark at the head of a note."""
FOOT = "foot-row"
"""Class of the element with all notes of a row; it has a `foot-cell` for each column."""


def put_at_foot(article: etree._Element, words: Mapping[str, Interface], *, keyed: bool = False) -> None:
    """Moves each note to a place after its first mark, in place; unmarked notes stay in their list.

    A note on an emendation begins with an entry of the apparatus if notes are `keyed`, else with both readings.
    """
    listed = {item.get("id", ""): item for item in with_class(article, "akn-note", "li")}
    for mark in with_class(article, "akn-mark", "a"):
        name, raised = mark.get("href", "").removeprefix("#"), mark.getparent()
        if name not in listed or raised is None:
            continue
        item = listed.pop(name)
        language = language_of(item)
        note = make("span", NOTE, id=name, lang=language)
        add(note, _label(mark), " ")
        entry = apparatus.entry(raised) if keyed else ""
        reading = (make("span", "akn-reading", f"{entry}."),) if entry else (
            notes.reading(raised, words[language]) if language in words else ())
        for part in (*reading, *item):
            add(note, part, " ")
        _place(note, raised)
        drop(item)
    for section in with_class(article, "akn-notes", "section"):
        if next(section.iter("li"), None) is None:
            drop(section)


def _label(mark: etree._Element) -> etree._Element:
    """The mark of a note for its head, which leads back to the text if the mark there has an id."""
    back = mark.get("id")
    label = make("span", MARK, "" if back else mark.text or "")
    if back:
        add(label, make("a", "", mark.text or "", href=f"#{back}", title=mark.get("aria-label", "")))
    return label


def _place(note: etree._Element, raised: etree._Element) -> None:
    """Puts a note after its mark, or with the other notes of its row: there the typesetter takes it from.

    A note on words of another note comes behind that note: the typesetter drops a note in a note.
    """
    around = next((holder for holder in raised.iterancestors("span") if NOTE in classes(holder)), None)
    if around is not None:
        _put_after(around, note)
        return
    cell = next((holder for holder in raised.iterancestors() if "akn-cell" in classes(holder)), None)
    row = None if cell is None else cell.getparent()
    if cell is None or row is None:
        _put_after(raised, note)
        return
    cells = [child for child in row if "akn-cell" in classes(child)]
    foot = next(iter(with_class(row, FOOT, "span")), None)
    if foot is None:
        foot = make("span", FOOT)
        for _ in cells:
            add(foot, make("span", "foot-cell"))
        _put_after(raised, foot)
    foot[cells.index(cell)].append(note)


def _put_after(element: etree._Element, follower: etree._Element) -> None:
    """Inserts an element directly after another, before the text behind it."""
    follower.tail, element.tail = element.tail, None
    element.addnext(follower)
