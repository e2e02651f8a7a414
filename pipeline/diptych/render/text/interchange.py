"""Akoma Ntoso → the same document in the form that common renderers show whole, as bytes.

Such renderers leave `meta` out, give a heading no id, take a note from `authorialNote`, and follow `ref` alone. No word
of the text is changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from diptych.akn import formulas, iri
from diptych.akn.document import Document
from diptych.akn.names import local, tag
from diptych.render.html.elements import drop

SUFFIX: Final = ".interchange.xml"
"""The end of the names of such files."""
_ONTOLOGY: Final = f"{iri.ROOT}ontology/"
_LABELS: Final = ("num", "heading", "subheading")
_PLAIN: Final = ("hcontainer",)
"""Units whose heading is shown without its notes."""


def interchange(document: Document) -> bytes:
    """The document with its notes, references and headings in the form for interchange."""
    root = deepcopy(document.root)
    formulas.as_words(root)
    entries = {entry.get("eId", ""): entry.get("href", "") for entry in root.iter(etree.Element)
               if local(entry.tag).startswith("TLC")}
    _place_notes(root)
    for note in list(root.iter(tag("authorialNote"))):
        _show(note)
    for reference in list(root.iter(tag("ref"), tag("rref"))):
        _refer(reference, entries)
    for heading in root.iter(tag("heading")):
        heading.attrib.clear()
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _place_notes(root: etree._Element) -> None:
    """Puts each of the editor's notes at its first mark, in place; its further marks refer to it."""
    notes = {f"#{note.get('eId', '')}": note for note in root.iter(tag("note"))}
    for mark in list(root.iter(tag("noteRef"))):
        note = notes.get(mark.get("href", ""))
        if note is None:
            continue
        if note.tag == tag("authorialNote"):
            marker = etree.Element(tag("ref"), href=mark.get("href", ""))
            marker.text = mark.get("marker", "")
            _replace(mark, marker)
            continue
        _leave_metadata(note)
        note.tag, note.tail = tag("authorialNote"), None
        note.set("placement", "bottom")
        _strip_indentation(note)
        _replace(mark, note)


def _leave_metadata(note: etree._Element) -> None:
    """Removes a note from the metadata, and the section of notes that is empty without it, in place."""
    section = note.getparent()
    meta = None if section is None else section.getparent()
    if section is not None:
        section.remove(note)
        if meta is not None and not len(section):
            meta.remove(section)


def _strip_indentation(note: etree._Element) -> None:
    """Removes the white space between the paragraphs of a note, in place, which stands within a line now."""
    note.text = None
    for paragraph in note:
        paragraph.tail = None


def _show(note: etree._Element) -> None:
    """Moves a note from a label that is shown without notes to its heading or first paragraph, in place."""
    label = next((outer for outer in note.iterancestors() if local(outer.tag) in _LABELS), None)
    unit = None if label is None else label.getparent()
    if label is None or unit is None or local(label.tag) != "num" and local(unit.tag) not in _PLAIN:
        return
    heading = None if local(unit.tag) in _PLAIN else unit.find(tag("heading"))
    noted = {line for other in unit.iter(tag("authorialNote")) for line in other.iter(tag("p"))}
    target = heading if heading is not None else next((line for line in unit.iter(tag("p")) if line not in noted), None)
    if target is not None:
        drop(note)
        note.tail, target.text = target.text, None
        target.insert(0, note)


def _refer(reference: etree._Element, entries: Mapping[str, str]) -> None:
    """Makes a reference lead to a document or a unit of this one, in place; one to an entry of `meta` is an entity."""
    first = reference.get("href") or reference.get("from") or ""
    known = entries.get(first.removeprefix("#")) if first.startswith("#") else None
    if known is not None and (not known or known.startswith(_ONTOLOGY)):
        for name in ("href", "from", "upTo"):
            reference.attrib.pop(name, None)
        reference.tag = tag("entity")
        reference.set("name", "reference")
        reference.set("refersTo", first)
    elif reference.tag == tag("ref"):
        reference.set("href", known or first)
    elif known is None:
        _link_range(reference, first)


def _link_range(reference: etree._Element, first: str) -> None:
    """Puts a `ref` to the first unit of a range into its `rref`, in place."""
    link = etree.Element(tag("ref"), href=first, eId=f"{reference.get('eId', '')}__ref_1")
    link.text, reference.text = reference.text, None
    link.extend(list(reference))
    reference.append(link)


def _replace(old: etree._Element, new: etree._Element) -> None:
    """Puts an element in the place of another, with the text behind it, in place."""
    new.tail = old.tail
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)
