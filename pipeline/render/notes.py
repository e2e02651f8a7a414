"""The editor's notes: marks in the text, and the list that they lead to."""

from __future__ import annotations

from lxml import etree

from pipeline.akn.document import Note
from pipeline.render.markup import add, make
from pipeline.render.view import View


def notes(view: View, title: str) -> etree._Element | None:
    """The editor's notes of a document as a list under a title; None where there are none."""
    if not view.document.notes:
        return None
    section = make("section", "akn-notes", lang=view.interface.tag)
    add(section, make("h2", "akn-notes-title", title))
    listed = add(section, make("ol"))
    for note in view.document.notes:
        listed.append(_note(note, view))
    return section


def mark(source: etree._Element, view: View) -> etree._Element:
    """The mark of a note in the text, from a noteRef."""
    marker, target = source.get("marker", "*"), source.get("href", "").removeprefix("#")
    raised = make("sup", "akn-noteRef")
    add(raised, make("a", "akn-mark", f"[{marker}]", href=f"#{target}{view.suffix}",
                     aria_label=view.say("note_mark", marker=marker), role="doc-noteref"))
    return raised


def anchored(article: etree._Element) -> etree._Element:
    """The tree, each note leading back to the first of its marks, or nowhere if the text has none."""
    met: set[str] = set()
    for link in article.iter("a"):
        target = link.get("href", "")
        if link.get("class") == "akn-mark" and target not in met:
            met.add(target)
            link.set("id", f"ref-{target[1:]}")
    for link in article.xpath("//a[contains(@class, 'akn-back')]"):
        if link.get("href").replace("#ref-", "#", 1) not in met:
            link.getparent().remove(link)
    return article


def _note(note: Note, view: View) -> etree._Element:
    tag, words = view.interface.choose(note.words)
    number = note.marker if note.marker.isdecimal() and note.marker.isascii() else ""
    item = make("li", f"akn-note akn-note-{note.kind}", id=note.eid + view.suffix, value=number)
    add(item, make("span", "akn-note-kind", view.say(f"note_{note.kind}")), " ")
    add(item, make("span", "akn-note-words", words, lang="" if tag == view.interface.tag else tag), " ")
    add(item, make("a", "akn-back screen-only", "\u21a9", href=f"#ref-{note.eid}{view.suffix}",
                   aria_label=view.say("note_back", marker=note.marker)))
    return item
