"""Draft + metadata → an Akoma Ntoso document, and where the author wrote each thing that has an eId."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline import config
from pipeline.akn import ids, metadata
from pipeline.akn.names import AKN, DOCUMENT_TYPES, HIERARCHY, local, tag
from pipeline.diagnostics import Position
from pipeline.model import Block, Draft, Emendation, Inline, Mark, Note, NoteRef, Table, Text, Unit

STRUCTURE = frozenset({
    "akomaNtoso", "meta", "identification", "FRBRWork", "FRBRExpression", "FRBRManifestation", "references", "notes",
    "note", "proprietary", "provenance", "statement", "preface", "preamble", "body", "mainBody", "conclusions",
    "attachments", "attachment", "content", "intro", "wrapUp", "table", "tr", "td"}) | HIERARCHY | DOCUMENT_TYPES
"""Elements that hold no text of their own, where white space for the eye does no harm."""


@dataclass(frozen=True, slots=True)
class Written:
    """The akomaNtoso element, the author's place of each element by eId, and each unit's number, likewise."""

    root: etree._Element
    positions: Mapping[str, Position]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Collects, while elements are made, where they come from, which notes they name, and units' numbers."""

    places: dict[etree._Element, Position]
    numbers: dict[etree._Element, str]
    markers: dict[str, str]

    def unit(self, parent: etree._Element, unit: Unit) -> None:
        element = etree.SubElement(parent, tag(unit.element))
        if unit.name:
            element.set("name", unit.name)
        self.places[element], self.numbers[element] = unit.position, unit.number
        if unit.label:
            self.inlines(etree.SubElement(element, tag("num")), unit.label)
        if unit.heading:
            self.inlines(etree.SubElement(element, tag("heading")), unit.heading)
        self.box(element, "intro" if unit.children else "content", unit.intro if unit.children else unit.content,
                 needed=not unit.children)
        for child in unit.children:
            self.unit(element, child)
        self.box(element, "wrapUp", unit.wrap_up, needed=False)

    def box(self, parent: etree._Element, name: str, blocks: Sequence[Block | Table], *, needed: bool) -> None:
        if not blocks and not needed:
            return
        self.blocks(etree.SubElement(parent, tag(name)), blocks)

    def blocks(self, parent: etree._Element, blocks: Sequence[Block | Table]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.table(parent, block)
                continue
            p = etree.SubElement(parent, tag("p"))
            if block.supplied:
                p.set("status", "editorial")
            self.places[p] = block.position
            self.inlines(p, block.content)

    def table(self, parent: etree._Element, table: Table) -> None:
        element = etree.SubElement(parent, tag("table"))
        self.places[element] = table.position
        for row in table.rows:
            tr = etree.SubElement(element, tag("tr"))
            for cell in row:
                self.blocks(etree.SubElement(tr, tag("td")), cell)

    def inlines(self, parent: etree._Element, items: Sequence[Inline]) -> None:
        for item in items:
            if isinstance(item, Text):
                _add_text(parent, item.text)
            elif isinstance(item, Mark):
                self.inlines(etree.SubElement(parent, tag(item.name), dict(item.attributes)), item.content)
            elif isinstance(item, Emendation):
                _emend(parent, item)
            else:
                marker = self.markers.setdefault(item.note, str(len(self.markers) + 1))
                etree.SubElement(parent, tag("noteRef"), href=f"#note_{marker}", marker=marker)


def _emend(parent: etree._Element, item: Emendation) -> None:
    for name, text in (("del", item.deleted), ("ins", item.inserted)):
        if text:
            etree.SubElement(parent, tag(name), status="editorial").text = text


def _add_text(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def write(draft: Draft, identity: metadata.Identity, references: Sequence[config.Term],
          notes: Sequence[Note]) -> Written:
    """The document with eIds, its notes numbered as the text names them, and the references that it may name."""
    writer = _Writer({}, {}, {})
    root = etree.Element(tag("akomaNtoso"), nsmap={None: AKN})
    main = etree.SubElement(root, tag(identity.work.document_type), name=identity.work.name)
    _parts(writer, main, draft)
    for number, attachment in enumerate(draft.attachments):
        _attach(writer, main, attachment, identity, first=number == 0)
    by_key = {note.key: note for note in notes}
    named = tuple(by_key[key] for key in writer.markers)
    main.insert(0, metadata.meta(identity, references, named))
    assigned = ids.expected(root, lambda element: writer.numbers.get(element, ""))
    for element, eid in assigned.items():
        element.set("eId", eid)
    _indent(root, 0)
    places = _spread(root, writer.places)
    return Written(root, {eid: places[element] for element, eid in assigned.items() if element in places},
                   {assigned[element]: number for element, number in writer.numbers.items() if number})


def _parts(writer: _Writer, main: etree._Element, draft: Draft) -> None:
    for name, blocks in (("preface", draft.preface), ("preamble", draft.preamble)):
        writer.box(main, name, blocks, needed=False)
    hierarchical = local(main.tag) in ("act", "bill")
    body = etree.SubElement(main, tag("body" if hierarchical else "mainBody"))
    for unit in draft.body:
        writer.unit(body, unit)
    writer.box(main, "conclusions", draft.conclusions, needed=False)


def _attach(writer: _Writer, main: etree._Element, draft: Draft, identity: metadata.Identity, *, first: bool) -> None:
    parent = etree.SubElement(main, tag("attachments")) if first else main[-1]
    attachment = etree.SubElement(parent, tag("attachment"))
    doc = etree.SubElement(attachment, tag("doc"), name="attachment")
    _parts(writer, doc, draft)
    doc.insert(0, metadata.component(identity, len(parent), title(draft)))


def title(draft: Draft) -> str:
    """The title that a Draft prints, as the editor publishes it; empty if it has none."""
    return "".join(_plain(item.content) for block in draft.preface for item in block.content
                   if isinstance(item, Mark) and item.name == "docTitle")


def _plain(items: Sequence[Inline]) -> str:
    return "".join(item.text if isinstance(item, Text) else item.inserted if isinstance(item, Emendation)
                   else "" if isinstance(item, NoteRef) else _plain(item.content) for item in items)


def _spread(root: etree._Element, places: Mapping[etree._Element, Position]) -> Mapping[etree._Element, Position]:
    """A place for every element: its own, else that of the first thing in it, else that of the element around it."""
    found: dict[etree._Element, Position] = {}
    for element in root.iter(etree.Element):
        parent = element.getparent()
        place = next((places[inner] for inner in element.iter(etree.Element) if inner in places), None)
        place = place or (found.get(parent) if parent is not None else None)
        if place:
            found[element] = place
    return found


def _indent(element: etree._Element, depth: int) -> None:
    """Line breaks and spaces between the children of elements that hold no text of their own."""
    if not len(element) or local(element.tag) not in STRUCTURE:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth


def serialize(root: etree._Element) -> bytes:
    """The bytes of a document: UTF-8, with an XML declaration and a final line break."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"

