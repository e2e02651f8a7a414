"""Draft + metadata → the bytes of an Akoma Ntoso document, and where the author wrote each thing that has an eId.

The text is written as it goes, not as a tree first: a document has as many elements as lines, and more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipeline import config
from pipeline.akn import ids, metadata
from pipeline.akn.escapes import escaped, quoted
from pipeline.akn.ids import OUTERMOST, Eids, Prefixes
from pipeline.akn.names import AKN, local, tag
from pipeline.diagnostics import Position
from pipeline.model import Block, Draft, Emendation, Inline, Mark, Note, NoteRef, Table, Text, Unit

_SPACED: Final = frozenset({"meta", "identification", "FRBRWork", "FRBRExpression", "FRBRManifestation", "references",
                            "notes", "note", "proprietary", "provenance", "statement"})
"""Elements of the metadata that hold no text of their own, where white space for the eye does no harm."""
_STEP: Final = "  "
_OPENING: Final = f"<?xml version='1.0' encoding='UTF-8'?>\n<akomaNtoso xmlns=\"{AKN}\">"


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes (UTF-8, with an XML declaration and a final line break), the author's place of each element by eId,
    and each unit's number, likewise."""

    data: bytes
    positions: Mapping[str, Position]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Collects what is written, and while it is, where elements come from, which notes they name, and units' numbers.
    `pad` is the line break and the white space before an element."""

    out: list[str]
    eids: Eids
    places: dict[str, Position]
    numbers: dict[str, str]
    markers: dict[str, str]

    def parts(self, draft: Draft, prefixes: Prefixes, pad: str, *, hierarchical: bool) -> None:
        self.part("preface", draft.preface, prefixes, pad)
        self.part("preamble", draft.preamble, prefixes, pad)
        self.body("body" if hierarchical else "mainBody", draft, prefixes, pad)
        self.part("conclusions", draft.conclusions, prefixes, pad)

    def part(self, name: str, blocks: Sequence[Block], prefixes: Prefixes, pad: str) -> None:
        if blocks:
            eid = self.eids.once(name, prefixes)
            self.holder(name, eid, blocks, prefixes.within(name, eid), pad)

    def body(self, name: str, draft: Draft, prefixes: Prefixes, pad: str) -> None:
        eid = self.eids.once(name, prefixes)
        place = draft.body[0].position if draft.body else _first(draft)
        if place:
            self.places[eid] = place
        if not draft.body:
            self.out.append(f'{pad}<{name} eId="{eid}"/>')
            return
        self.out.append(f'{pad}<{name} eId="{eid}">')
        for unit in draft.body:
            self.unit(unit, prefixes, pad + _STEP)
        self.out.append(f"{pad}</{name}>")

    def unit(self, unit: Unit, prefixes: Prefixes, pad: str) -> None:
        name, place = unit.element, unit.position
        eid = self.eids.unit(name, unit.number, prefixes)
        self.places[eid] = place
        if unit.number:
            self.numbers[eid] = unit.number
        inside, step = prefixes.within(name, eid), pad + _STEP
        named = f' name="{quoted(unit.name)}"' if unit.name else ""
        self.out.append(f'{pad}<{name}{named} eId="{eid}">')
        if unit.label:
            self.out.append(f'{step}<num>{self.words(unit.label, "num", eid, inside, place)}</num>')
        if unit.heading:
            self.heading(unit, inside, step)
        if unit.children:
            if unit.intro:
                self.box("intro", unit.intro, inside, step)
            for child in unit.children:
                self.unit(child, inside, step)
        elif unit.content:
            self.content(unit.content, inside, step)
        else:
            empty = self.eids.once("content", inside)
            self.places[empty] = place
            self.out.append(f'{step}<content eId="{empty}"/>')
        if unit.wrap_up:
            self.box("wrapUp", unit.wrap_up, inside, step)
        self.out.append(f"{pad}</{name}>")

    def content(self, blocks: Sequence[Block | Table], prefixes: Prefixes, pad: str) -> None:
        """What a unit without units holds: most hold one paragraph without marks, and that is quickly written."""
        block = blocks[0] if len(blocks) == 1 else None
        if not isinstance(block, Block) or block.supplied or len(block.content) > 1 or not isinstance(
                block.content[0], Text):
            self.box("content", blocks, prefixes, pad)
            return
        around, eid = self.eids.once("content", prefixes), self.eids.counted("p", prefixes)
        self.places[around] = self.places[eid] = block.position
        words = f'{pad}{_STEP}<p eId="{eid}">{escaped(block.content[0].text)}</p>'
        self.out.append(f'{pad}<content eId="{around}">{words}{pad}</content>')

    def heading(self, unit: Unit, prefixes: Prefixes, pad: str) -> None:
        eid = self.eids.once("heading", prefixes)
        self.places[eid] = unit.position
        words = self.words(unit.heading, "heading", eid, prefixes, unit.position)
        self.out.append(f'{pad}<heading eId="{eid}">{words}</heading>')

    def box(self, name: str, blocks: Sequence[Block | Table], prefixes: Prefixes, pad: str) -> None:
        self.holder(name, self.eids.once(name, prefixes), blocks, prefixes, pad)

    def holder(self, name: str, eid: str, blocks: Sequence[Block | Table], prefixes: Prefixes, pad: str) -> None:
        """An element around blocks; it stands where they begin."""
        self.places[eid] = blocks[0].position
        self.out.append(f'{pad}<{name} eId="{eid}">')
        self.blocks(blocks, prefixes, pad + _STEP)
        self.out.append(f"{pad}</{name}>")

    def blocks(self, blocks: Sequence[Block | Table], prefixes: Prefixes, pad: str) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.table(block, prefixes, pad)
                continue
            eid = self.eids.counted("p", prefixes)
            self.places[eid] = block.position
            words = self.words(block.content, "p", eid, prefixes, block.position)
            status = ' status="editorial"' if block.supplied else ""
            self.out.append(f'{pad}<p{status} eId="{eid}">{words}</p>' if words else f'{pad}<p{status} eId="{eid}"/>')

    def table(self, table: Table, prefixes: Prefixes, pad: str) -> None:
        eid = self.eids.counted("table", prefixes)
        self.places[eid] = table.position
        if not table.rows:
            self.out.append(f'{pad}<table eId="{eid}"/>')
            return
        self.out.append(f'{pad}<table eId="{eid}">')
        for row in table.rows:
            self.row(row, prefixes.within("table", eid), pad + _STEP)
        self.out.append(f"{pad}</table>")

    def row(self, cells: Sequence[Sequence[Block]], prefixes: Prefixes, pad: str) -> None:
        step = pad + _STEP
        self.out.append(f"{pad}<tr>" if cells else f"{pad}<tr/>")
        for cell in cells:
            self.out.append(f"{step}<td>" if cell else f"{step}<td/>")
            self.blocks(cell, prefixes, step + _STEP)
            self.out.append(f"{step}</td>" if cell else "")
        self.out.append(f"{pad}</tr>" if cells else "")

    def words(self, items: Sequence[Inline], name: str, eid: str, prefixes: Prefixes, place: Position) -> str:
        """What stands in a label, a heading or a paragraph."""
        if len(items) == 1 and isinstance(items[0], Text):
            return escaped(items[0].text)
        return self.inlines(items, prefixes.within(name, eid), place)

    def inlines(self, items: Sequence[Inline], prefixes: Prefixes, place: Position) -> str:
        return "".join([escaped(item.text) if isinstance(item, Text) else self.inline(item, prefixes, place)
                        for item in items])

    def inline(self, item: Emendation | NoteRef | Mark, prefixes: Prefixes, place: Position) -> str:
        if isinstance(item, Emendation):
            return _emended(item)
        if isinstance(item, NoteRef):
            marker = self.markers.setdefault(item.note, str(len(self.markers) + 1))
            return f'<noteRef href="#note_{marker}" marker="{marker}"/>'
        given = "".join(f' {name}="{quoted(value)}"' for name, value in item.attributes)
        if item.name in ids.INLINE:
            eid = self.eids.inline(item.name, prefixes)
            self.places[eid] = place
            given += f' eId="{eid}"'
        words = self.inlines(item.content, prefixes, place)
        return f"<{item.name}{given}>{words}</{item.name}>" if words else f"<{item.name}{given}/>"


def _emended(item: Emendation) -> str:
    return "".join(f'<{name} status="editorial">{escaped(text)}</{name}>'
                   for name, text in (("del", item.deleted), ("ins", item.inserted)) if text)


def write(draft: Draft, identity: metadata.Identity, references: Sequence[config.Term],
          notes: Sequence[Note]) -> Written:
    """The document with eIds, its notes numbered as the text names them, and the references that it may name."""
    writer = _Writer([], Eids(), {}, {}, {})
    kind, pad = identity.work.document_type, "\n" + 2 * _STEP
    writer.parts(draft, OUTERMOST, pad, hierarchical=kind in ("act", "bill"))
    _attachments(writer, draft, identity, pad)
    by_key = {note.key: note for note in notes}
    meta = metadata.meta(identity, references, tuple(by_key[key] for key in writer.markers))
    opening = (_OPENING, f'\n{_STEP}<{kind} name="{quoted(identity.work.name)}">',
               _meta(writer, meta, _first(draft), OUTERMOST, pad))
    text = "".join((*opening, *writer.out, f"\n{_STEP}</{kind}>\n</akomaNtoso>\n"))
    return Written(text.encode(), writer.places, writer.numbers)


def _attachments(writer: _Writer, draft: Draft, identity: metadata.Identity, pad: str) -> None:
    if not draft.attachments:
        return
    step = pad + _STEP
    writer.out.append(f"{pad}<attachments>")
    for number, carried in enumerate(draft.attachments, 1):
        eid = writer.eids.counted("attachment", OUTERMOST)
        place, prefixes = _first(carried) or _first(draft), OUTERMOST.within("attachment", eid)
        if place:
            writer.places[eid] = place
        meta = _meta(writer, metadata.component(identity, number, title(carried)), place, prefixes, step + 2 * _STEP)
        writer.out.append(f'{step}<attachment eId="{eid}">{step}{_STEP}<doc name="attachment">{meta}')
        writer.parts(carried, prefixes, step + 2 * _STEP, hierarchical=False)
        writer.out.append(f"{step}{_STEP}</doc>{step}</attachment>")
    writer.out.append(f"{pad}</attachments>")


def _meta(writer: _Writer, meta: etree._Element, place: Position | None, prefixes: Prefixes, pad: str) -> str:
    """The metadata of a document that begins at that place."""
    root = etree.Element(tag("akomaNtoso"), nsmap={None: AKN})
    root.append(meta)
    for element, eid in ids.expected(meta, lambda _: "", prefixes).items():
        element.set("eId", eid)
        if place:
            writer.places[eid] = place
    _indent(meta, pad)
    # The namespace is that of the whole document, which declares it.
    return pad + etree.tostring(meta, encoding="unicode", with_tail=False).replace(f' xmlns="{AKN}"', "", 1)


def _indent(element: etree._Element, pad: str) -> None:
    """Line breaks and spaces between the children of elements that hold no text of their own."""
    if not len(element) or local(element.tag) not in _SPACED:
        return
    element.text = pad + _STEP
    for child in element:
        _indent(child, pad + _STEP)
        child.tail = pad + _STEP
    element[-1].tail = pad


def _first(draft: Draft) -> Position | None:
    """Where the first thing in a document stands."""
    parts: tuple[Sequence[Block | Unit], ...] = (draft.preface, draft.preamble, draft.body, draft.conclusions)
    own = next((part[0].position for part in parts if part), None)
    return own or next(filter(None, map(_first, draft.attachments)), None)


def title(draft: Draft) -> str:
    """The title that a Draft prints, as the editor publishes it; empty if it has none."""
    return "".join(_plain(item.content) for block in draft.preface for item in block.content
                   if isinstance(item, Mark) and item.name == "docTitle")


def _plain(items: Sequence[Inline]) -> str:
    return "".join(item.text if isinstance(item, Text) else item.inserted if isinstance(item, Emendation)
                   else "" if isinstance(item, NoteRef) else _plain(item.content) for item in items)
