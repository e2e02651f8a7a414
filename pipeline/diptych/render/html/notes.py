"""The editor's notes: the marks in the text, and the list of notes to which they link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from diptych.akn.notes import Note
from diptych.interface_text import Interface
from diptych.render.html.elements import CODEPOINT, add, make
from diptych.render.html.queries import language_of
from diptych.render.html.view import View

KINDS: Final = ("footnote", "endnote")
"""Kinds of notes of a text itself. Others class their notes in words of their own: these are footnotes."""


def notes(view: View, title: str) -> Iterator[etree._Element]:
    """The section of the editor's notes of a document, a list under a title; no section if there are none."""
    if view.document.notes:
        section = make("section", "akn-notes", lang=view.interface.tag)
        add(section, make("h2", "akn-notes-title", title))
        add(section, make("ol")).extend(_note(note, view) for note in view.document.notes)
        yield section


def mark(source: etree._Element, view: View) -> etree._Element:
    """The mark of a note in the text, made from a noteRef."""
    marker, target = source.get("marker", "*"), source.get("href", "").removeprefix("#")
    eid = source.get("eId", "")
    raised = make("sup", "akn-noteRef", id=eid and eid + view.suffix)
    add(raised, make("a", "akn-mark", f"[{marker}]", href=f"#{target}{view.suffix}",
                     aria_label=view.interface.say("note_mark", marker=marker), role="doc-noteref"))
    return raised


def footnote_mark(source: etree._Element, view: View) -> etree._Element:
    """The mark of a note of the text itself, made from an authorialNote."""
    raised = make("sup", "akn-noteRef akn-authorialNote")
    add(raised, make("a", "akn-mark", source.get("marker", "*"), href=f"#{source.get('eId', '')}{view.suffix}",
                     role="doc-noteref"))
    return raised


def footnote(source: etree._Element, view: View, lines: Iterable[etree._Element]) -> etree._Element:
    """The entry of a note of the text itself in the list of notes, with its lines."""
    eid, marker = source.get("eId", "") + view.suffix, source.get("marker", "")
    kind = source.get("class") if source.get("class") in KINDS else KINDS[0]
    item = make("li", f"akn-note akn-note-{kind}", id=eid)
    add(item, make("span", "akn-note-number screen-only", marker), " ")
    for line in lines:
        add(item, line, " ")
    add(item, make("a", "akn-back screen-only", "\u21a9", href=f"#ref-{eid}", aria_label=f"\u21a9 {marker}",
                   role="doc-backlink"))
    return item


def anchored(article: etree._Element) -> etree._Element:
    """The tree, in which each note links back to the first of its marks; a note without a mark loses its link."""
    marked: set[str] = set()
    for link in article.iter("a"):
        target = link.get("href", "")
        if link.get("class") == "akn-mark" and target not in marked:
            marked.add(target)
            link.set("id", f"ref-{target[1:]}")
    for link in article.xpath("//a[contains(@class, 'akn-back')]"):
        if link.get("href").replace("#ref-", "#", 1) not in marked:
            link.getparent().remove(link)
    return article


def reading(raised: etree._Element, words: Interface) -> tuple[etree._Element, ...]:
    """The received and the published reading beside the mark of an emendation; empty if the mark explains none.

    The rest of the emended word may stand between both.
    """
    sides = {"del": "", "ins": ""}
    before = raised.getprevious()
    if before is not None and before.tag in sides and len((before.tail or "").split()) == 1:
        sides[before.tag] = _form(before, words)
        before = before.getprevious() if before.tag == "ins" else None
    while before is not None and before.tag not in sides and len(before) and not (before.tail or "").strip():
        before = before[-1]
    while before is not None and before.tag in sides and not (before.tail or "").strip() and not sides[before.tag]:
        sides[before.tag] = _form(before, words)
        before = before.getprevious()
    if not any(sides.values()):
        return ()
    key = "print_changed" if all(sides.values()) else "print_added" if sides["ins"] else "print_removed"
    return (make("span", "akn-reading", words.say(key, received=sides["del"], published=sides["ins"])),)


def _form(changed: etree._Element, words: Interface) -> str:
    """The text of an emendation in quotation marks; a space, or a character without a glyph, by its name."""
    text = "".join(map(str, changed.itertext()))
    if text.isspace():
        return words.say("reading_space")
    if len(changed) == 1 and changed[0].get("class") == CODEPOINT and text == changed[0].text:
        return words.say("reading_glyphless", code=text)
    return words.say("reading_quoted", text=text) if text else ""


def with_readings(article: etree._Element, words: Interface) -> etree._Element:
    """The tree, in which each listed note on an emendation gives both readings."""
    items = {item.get("id", ""): item for item in article.iter("li")}
    for link in article.iter("a"):
        item, raised = items.get(link.get("href", "").removeprefix("#")), link.getparent()
        if link.get("class") == "akn-mark" and item is not None and raised is not None:
            for readings in reading(raised, words):
                readings.tail = " "
                item.insert(1, readings)
    return article


def united(article: etree._Element, title: str, names: Mapping[str, str]) -> etree._Element:
    """The tree of columns with one list of the editor's notes, by their numbers in the series of the work.

    A note of several columns is one entry, which keeps all its ids and links back to each column. `names` are the
    names of the columns by the language tags of their cells.
    """
    sections = [section for section in article.findall("section") if section.get("class") == "akn-notes"]
    if not sections:
        return article
    title_line, entries = sections[0]
    # The old title may have joints between its words.
    title_line[:] = []
    title_line.text = title
    for section in sections[1:]:
        entries.extend(list(section[-1]))
        article.remove(section)
    _unite(entries, {f"#{mark.get('id')}": names.get(language_of(mark), "") for mark in article.iter("a")})
    return article


def _unite(entries: etree._Element, columns: Mapping[str, str]) -> None:
    """Merges entries of one note and sorts them, in place; `columns` are the names of columns by their marks."""
    first: dict[tuple[str, str], etree._Element] = {}
    for entry in list(entries):
        words = "".join(map(str, entry.xpath("span[@class='akn-note-words']//text()")))
        for back in _backs(entry, columns):
            name = columns[back.get("href", "")]
            back.text = f"\u21a9 {name}".strip()
            back.set("aria-label", f"{back.get('aria-label', '')} {name}".strip())
        kept = first.setdefault((entry.get("value", entry.get("id", "")), words), entry)
        if kept is not entry:
            add(kept, make("span", id=entry.get("id", "")))
            kept.extend(_backs(entry, columns))
            entries.remove(entry)
    entries[:] = sorted(entries, key=lambda entry: int(entry.get("value") or 0))


def _backs(entry: etree._Element, columns: Mapping[str, str]) -> list[etree._Element]:
    """The links of an entry back to its marks."""
    return [link for link in entry.findall("a") if link.get("href", "") in columns]


def with_cuts(article: etree._Element, title: str) -> etree._Element:
    """The tree with an empty mark at each place where the editor has deleted text and inserted none."""
    for cut in article.xpath("//del[contains(@class, 'akn-editorial')]"):
        follower = cut.getnext()
        if follower is None or follower.tag != "ins" or (cut.tail or "").strip():
            mark = make("span", "akn-cut", title=title)
            mark.tail, cut.tail = cut.tail, None
            cut.addnext(mark)
    return article


def _note(note: Note, view: View) -> etree._Element:
    tag, words = view.interface.choose(note.words)
    number = note.marker if note.marker.isdecimal() and note.marker.isascii() else ""
    item = make("li", f"akn-note akn-note-{note.kind}", id=note.eid + view.suffix, value=number)
    add(item, make("span", "akn-note-kind", view.interface.say(f"note_{note.kind}")), " ")
    add(item, make("span", "akn-note-words", words, lang="" if tag == view.interface.tag else tag), " ")
    add(item, make("a", "akn-back screen-only", "\u21a9", href=f"#ref-{note.eid}{view.suffix}",
                   aria_label=view.interface.say("note_back", marker=note.marker)))
    return item
