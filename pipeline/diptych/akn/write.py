"""Draft + metadata → the bytes of an Akoma Ntoso document, and the author's place of each eId.

XML is written as text in one pass, without a tree, for speed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from diptych.akn import formulas, ids, metadata
from diptych.akn.counterparts import Counterpart, Counterparts
from diptych.akn.escapes import escaped, quoted
from diptych.akn.ids import OUTERMOST, Eids, Prefixes
from diptych.akn.metadata_element import STEP, Element
from diptych.akn.names import AKN, FREE
from diptych.config import works
from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Draft, Emendation, Footnote, Inline, Mark, Note, NoteRef, Table, Text, Unit

_OWN_ID: Final = re.compile(r'<[^<>]* eId="([^"]*)"')
"""The start of a tag up to its eId; a text holds no "<"."""
_OPENING: Final = f"<?xml version='1.0' encoding='UTF-8'?>\n<akomaNtoso xmlns=\"{AKN}\">"

_CAPTION: Final = "caption"
_RUBY: Final = "ruby"
"""Inline element of a text with its reading. Akoma Ntoso has none: it is a `span` of this class, titled with it."""
_REFERRING: Final = frozenset({"party", "judge"})
"""Inline elements that must refer to an entry of the metadata, by the schema."""
_SECTION: Final = "decision"
"""The section of a judgment whose text names none."""
_UNSAID: Final = Counterpart()
_NOTHING: Final[Counterparts] = MappingProxyType({})
"""The counterparts of a text of whose parts nothing is said."""


@dataclass(frozen=True, slots=True)
class Written:
    """A written document: its XML, and by eId the author's places and the numbers of units."""

    text: str
    positions: Mapping[str, Position]
    numbers: Mapping[str, str]

    @property
    def data(self) -> bytes:
        """The XML as bytes in UTF-8."""
        return self.text.encode()


@dataclass(frozen=True, slots=True)
class _Writer:
    """The XML written so far, in pieces; places and units' numbers by eId.

    By a note's key, `markers` are the numbers in eIds and `notes` the notes.

    `counterparts` are what the editor says of the parts.

    `pad` is in every method the line break and the white space before an element.
    """

    out: list[str]
    eids: Eids
    places: dict[str, Position]
    numbers: dict[str, str]
    markers: dict[str, int]
    notes: Mapping[str, Note]
    counterparts: Counterparts
    entries: dict[str, list[str]] = field(default_factory=dict)
    """The words of the entries to which inlines must refer, by the name of the inline."""

    def judgment(self, draft: Draft, prefixes: Prefixes, pad: str) -> None:
        """Writes a judgment, which must have a header and a body with at least one section."""
        header = (*draft.preface, *draft.preamble)
        self.box("header", header, prefixes, pad)
        if not header:
            self.out.append(f'{pad}<header eId="{self.eids.once("header", prefixes)}"/>')
        self.body("judgmentBody", draft, prefixes, pad)
        self.box("conclusions", draft.conclusions, prefixes, pad)

    def parts(self, draft: Draft, prefixes: Prefixes, pad: str, *, hierarchical: bool) -> None:
        self.box("preface", draft.preface, prefixes, pad)
        self.box("preamble", draft.preamble, prefixes, pad)
        self.body("body" if hierarchical else "mainBody", draft, prefixes, pad)
        self.box("conclusions", draft.conclusions, prefixes, pad)
    def body(self, name: str, draft: Draft, prefixes: Prefixes, pad: str) -> None:
        eid = self.eids.once(name, prefixes)
        place = draft.body[0].position if draft.body else _first(draft)
        if place:
            self.places[eid] = place
        self.out.append(f'{pad}<{name} eId="{eid}"{">" if draft.body else "/>"}')
        if name == "judgmentBody":
            self.sections(draft.body, prefixes, pad + STEP)
        for unit in draft.body if name != "judgmentBody" else ():
            self.unit(unit, prefixes, pad + STEP)
        self.out.append(f"{pad}</{name}>" if draft.body else "")

    def sections(self, units: Sequence[Unit], prefixes: Prefixes, pad: str) -> None:
        """Writes the units of a judgment in their sections."""
        latest = ""
        for unit in units:
            if unit.section or not latest:
                self.out.append(f"{pad}</{latest}>" if latest else "")
                latest = unit.section or _SECTION
                self.out.append(f"{pad}<{latest}>")
            self.unit(unit, prefixes, pad + STEP)
        self.out.append(f"{pad}</{latest}>" if latest else "")

    def said(self, name: str, place: Position) -> Counterpart:
        """What the editor says of the counterparts of an element."""
        return self.counterparts.get((name, place), _UNSAID) if self.counterparts else _UNSAID

    def unit(self, unit: Unit, prefixes: Prefixes, pad: str) -> None:
        """Writes a unit. Its eId is unique, so the eIds of its only heading, content and paragraph need no count."""
        name, place, places = unit.element, unit.position, self.places
        said = self.said(name, place)
        eid = self.eids.unit(name, unit.number, prefixes, said.ordinal)
        places[eid] = place
        if unit.number:
            self.numbers[eid] = unit.number
        named = f' name="{quoted(unit.name)}"' if unit.name else ""
        attributes = "" if said is _UNSAID else said.attributes
        opening = f'{pad}<{name}{named}{attributes} eId="{eid}">'
        if unit.headed_above:
            opening += self.heading(unit, eid, prefixes)
        if unit.label:
            opening += f"<num>{self.words(unit.label, name, eid, prefixes, place)}</num> "
        if unit.heading and not unit.headed_above:
            opening += self.heading(unit, eid, prefixes)
        block = unit.content[0] if len(unit.content) == 1 and not (unit.children or unit.wrap_up) else None
        words = _received(block.content) if isinstance(block, Block) and not block.supplied else ""
        if block is not None and words and self.said("p", block.position) is _UNSAID:
            # Most units are one line. A space separates number, heading and text if the tags are left out.
            places[f"{eid}__content"] = places[f"{eid}__p_1"] = block.position
            self.out.append(f'{opening}<content eId="{eid}__content"><p eId="{eid}__p_1">{words}</p></content>'
                            f"</{name}>")
            return
        self.out.append(opening.rstrip(" "))
        self.inner(unit, prefixes.within(name, eid), pad + STEP)
        self.out.append(f"{pad}</{name}>")

    def heading(self, unit: Unit, eid: str, prefixes: Prefixes) -> str:
        """The heading of a unit, as XML."""
        heading = f"{eid}__heading"
        self.places[heading] = unit.position
        inside = prefixes.within(unit.element, eid)
        words = self.words(unit.heading, "heading", heading, inside, unit.position)
        return f'<heading eId="{heading}">{words}</heading> '

    def inner(self, unit: Unit, inside: Prefixes, pad: str) -> None:
        """Writes the content of a unit after its label and heading."""
        if unit.children:
            self.box("intro", unit.intro, inside, pad)
            for child in unit.children:
                self.unit(child, inside, pad)
        elif unit.content:
            self.box("content", unit.content, inside, pad)
        else:
            empty = self.eids.once("content", inside)
            self.places[empty] = unit.position
            self.out.append(f'{pad}<content eId="{empty}"/>')
        self.box("wrapUp", unit.wrap_up, inside, pad)

    def box(self, name: str, blocks: Sequence[Block | Table], prefixes: Prefixes, pad: str) -> None:
        """Writes an element around blocks, if there are any; its place is the place of the first."""
        if not blocks:
            return
        eid = self.eids.once(name, prefixes)
        self.places[eid] = blocks[0].position
        self.out.append(f'{pad}<{name} eId="{eid}">')
        self.blocks(blocks, prefixes.within(name, eid), pad + STEP)
        self.out.append(f"{pad}</{name}>")

    def blocks(self, blocks: Sequence[Block | Table], prefixes: Prefixes, pad: str) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.table(block, prefixes, pad)
                continue
            said = self.said("p", block.position)
            eid = self.eids.counted("p", prefixes, said.ordinal)
            self.places[eid] = block.position
            words = self.words(block.content, "p", eid, prefixes, block.position)
            status = ' status="editorial"' if block.supplied else ""
            status += "" if said is _UNSAID else said.attributes
            self.out.append(f'{pad}<p{status} eId="{eid}">{words}</p>' if words else f'{pad}<p{status} eId="{eid}"/>')

    def table(self, table: Table, prefixes: Prefixes, pad: str) -> None:
        said = self.said("table", table.position)
        eid = self.eids.counted("table", prefixes, said.ordinal)
        self.places[eid] = table.position
        attributes = "" if said is _UNSAID else said.attributes
        self.out.append(f'{pad}<table{attributes} eId="{eid}"{">" if table.rows else "/>"}')
        if table.caption:
            words = self.words(table.caption, "table", eid, prefixes, table.position)
            self.out.append(f"{pad}{STEP}<caption>{words}</caption>")
        for row in table.rows:
            self.row(row, prefixes.within("table", eid), pad + STEP)
        self.out.append(f"{pad}</table>" if table.rows else "")

    def row(self, cells: Sequence[Cell], prefixes: Prefixes, pad: str) -> None:
        step = pad + STEP
        self.out.append(f"{pad}<tr>" if cells else f"{pad}<tr/>")
        for cell in cells:
            name = "th" if cell.header else "td"
            opening = f'{step}<{name} class="{FREE}"' if cell.free else f"{step}<{name}"
            if cell.columns > 1 or cell.rows > 1:
                opening += "".join([f' {key}="{count}"' for key, count in (
                    ("colspan", cell.columns), ("rowspan", cell.rows)) if count > 1])
            if cell.blocks:
                self.out.append(f"{opening}>")
                self.blocks(cell.blocks, prefixes, step + STEP)
                self.out.append(f"{step}</{name}>")
            else:
                self.out.append(f"{opening}/>")
        self.out.append(f"{pad}</tr>" if cells else "")

    def words(self, items: Sequence[Inline], name: str, eid: str, prefixes: Prefixes, place: Position) -> str:
        """The text of a label, heading or paragraph, as XML; `name` and `eid` are those of its element."""
        return _received(items) or self.inlines(items, prefixes.within(name, eid), place)

    def inlines(self, items: Sequence[Inline], prefixes: Prefixes, place: Position) -> str:
        return "".join([escaped(item.text) if isinstance(item, Text) else self.inline(item, prefixes, place)
                        for item in items])

    def inline(self, item: Emendation | NoteRef | Mark | Footnote, prefixes: Prefixes, place: Position) -> str:
        if isinstance(item, Emendation):
            return _emended(item)
        if isinstance(item, Footnote):
            return self.footnote(item, prefixes)
        if isinstance(item, NoteRef):
            note = self.notes.get(item.note)
            rank = self.markers.setdefault(item.note, note.rank if note and note.rank else len(self.markers) + 1)
            return f'<noteRef href="#note_{rank}" marker="{note.marker if note and note.marker else rank}"/>'
        if item.name == formulas.NAME:
            return self.formula(item, prefixes, place)
        if item.name == _RUBY:
            item = Mark("span", (("class", _RUBY), ("title", dict(item.attributes)["reading"])), item.content)
        if item.name == _CAPTION:
            item = Mark("span", (("class", _CAPTION),), item.content)
        attributes = "".join(f' {name}="{quoted(value)}"' for name, value in item.attributes)
        if item.name in ids.INLINE:
            eid = self.eids.inline(item.name, prefixes)
            self.places[eid] = place
            attributes += f' eId="{eid}"'
        if item.name in _REFERRING:
            attributes += f' refersTo="#{self.entry(item)}"'
        words = self.inlines(item.content, prefixes, place)
        return f"<{item.name}{attributes}>{words}</{item.name}>" if words else f"<{item.name}{attributes}/>"

    def entry(self, item: Mark) -> str:
        """The id of the entry with the words of an inline; a new one for words that are new."""
        words, known = " ".join(_plain(item.content).split()), self.entries.setdefault(item.name, [])
        if words not in known:
            known.append(words)
        return f"{item.name}_{known.index(words) + 1}"

    def formula(self, mark: Mark, prefixes: Prefixes, place: Position) -> str:
        """A formula as XML; its text alone if the editor changed it, or if it is not whole."""
        known = dict(mark.attributes)
        if _is_emended(mark.content) or _plain(mark.content) != known["linear"]:
            return self.inlines(mark.content, prefixes, place)
        eid = self.eids.inline("subFlow", prefixes)
        self.places[eid] = place
        return formulas.written(known["mathml"], eid)

    def footnote(self, note: Footnote, prefixes: Prefixes) -> str:
        """A note of the received text, as XML on one line."""
        eid = self.eids.inline("authorialNote", prefixes)
        self.places[eid] = note.position
        inner = _Writer([], self.eids, self.places, self.numbers, self.markers, self.notes, self.counterparts,
                        self.entries)
        # A note without text has a paragraph too, as the schema asks.
        inner.blocks(note.blocks or (Block((), note.position),), prefixes.within("authorialNote", eid), "")
        return (f'<authorialNote class="{note.kind}" marker="{quoted(note.marker)}" placement="bottom" eId="{eid}">'
                f"{''.join(inner.out)}</authorialNote>")


def emended_words(block: Block, notes: Mapping[str, Note]) -> str:
    """The XML of a block of text, emendations and marks of `notes`, which are by their keys and have their ranks."""
    return _Writer([], Eids(), {}, {}, {}, notes, _NOTHING).inlines(block.content, OUTERMOST, block.position)


def _received(items: Sequence[Inline]) -> str:
    """The text as XML if it is received text alone; else empty."""
    first = items[0] if items else None
    if len(items) == 1:
        return escaped(first.text) if isinstance(first, Text) else ""
    texts = [item.text for item in items if isinstance(item, Text)]
    return escaped("".join(texts)) if len(texts) == len(items) else ""


def _is_emended(items: Sequence[Inline]) -> bool:
    return any(_is_emended(item.content) if isinstance(item, Mark) else not isinstance(item, Text) for item in items)


def _emended(item: Emendation) -> str:
    return "".join(f'<{name} status="editorial">{escaped(text)}</{name}>'
                   for name, text in (("del", item.deleted), ("ins", item.inserted)) if text)


def write(draft: Draft, identity: metadata.Identity, references: Sequence[works.Term],
          notes: Sequence[Note], counterparts: Counterparts = _NOTHING) -> Written:
    """The document with eIds; `references` are in `meta`, notes in the order of their numbers, else of their marks."""
    by_key = {note.key: note for note in notes}
    writer = _Writer([], Eids(), {}, {}, {}, by_key, counterparts)
    kind, pad = identity.work.document_type, "\n" + 2 * STEP
    if kind == "judgment":
        writer.judgment(draft, OUTERMOST, pad)
    else:
        writer.parts(draft, OUTERMOST, pad, hierarchical=kind in ("act", "bill"))
    _attachments(writer, draft, identity, pad)
    meta = metadata.meta(identity, references, tuple(
        by_key[key] for key in sorted(writer.markers, key=writer.markers.__getitem__)), writer.entries)
    contains = f' contains="{identity.contains}"' if identity.contains else ""
    opening = (_OPENING, f'\n{STEP}<{kind} name="{quoted(identity.work.name)}"{contains}>',
               _meta(writer, meta, _first(draft), pad))
    text = "".join((*opening, *writer.out, f"\n{STEP}</{kind}>\n</akomaNtoso>\n"))
    return Written(text, writer.places, writer.numbers)


def with_first_ids(written: Written, first: Mapping[str, str]) -> Written:
    """The document with a wId behind each eId of `first`: the eId that the clause was first published at."""
    def named(match: re.Match[str]) -> str:
        known = first.get(match[1])
        return f'{match[0]} wId="{quoted(known)}"' if known else match[0]

    return replace(written, text=_OWN_ID.sub(named, written.text)) if first else written


def _attachments(writer: _Writer, draft: Draft, identity: metadata.Identity, pad: str) -> None:
    if not draft.attachments:
        return
    step = pad + STEP
    writer.out.append(f"{pad}<attachments>")
    for number, carried in enumerate(draft.attachments, 1):
        eid = writer.eids.counted("attachment", OUTERMOST)
        place, prefixes = _first(carried) or _first(draft), OUTERMOST.within("attachment", eid)
        if place:
            writer.places[eid] = place
        meta = _meta(writer, metadata.component(identity, number, title(carried), eid), place, step + 2 * STEP)
        writer.out.append(f'{step}<attachment eId="{eid}">{step}{STEP}<doc name="attachment">{meta}')
        writer.parts(carried, prefixes, step + 2 * STEP, hierarchical=False)
        writer.out.append(f"{step}{STEP}</doc>{step}</attachment>")
    writer.out.append(f"{pad}</attachments>")


def _meta(writer: _Writer, meta: Element, place: Position | None, pad: str) -> str:
    """The metadata as XML; `place` becomes the place of each of its eIds."""
    if place:
        writer.places.update(dict.fromkeys(meta.eids(), place))
    return meta.written(pad)


def _first(draft: Draft) -> Position | None:
    """The place of the first block or unit of a document."""
    parts: tuple[Sequence[Block | Table | Unit], ...] = (draft.preface, draft.preamble, draft.body, draft.conclusions)
    own = next((part[0].position for part in parts if part), None)
    return own or next(filter(None, map(_first, draft.attachments)), None)


def title(draft: Draft) -> str:
    """The printed title of a Draft, as published; the citation of a judgment without one; empty if it has neither."""
    marks = [item for block in draft.preface if isinstance(block, Block) for item in block.content
             if isinstance(item, Mark)]
    named = "".join(_plain(item.content) for item in marks if item.name == "docTitle")
    return named or next((_plain(item.content) for item in marks if item.name == "neutralCitation"), "")


def _plain(items: Sequence[Inline]) -> str:
    return "".join(item.text if isinstance(item, Text) else item.inserted if isinstance(item, Emendation)
                   else _plain(item.content) if isinstance(item, Mark) else "" for item in items)
