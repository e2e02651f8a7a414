"""The body of a Word document → lines: paragraphs with their numbers, tables, text boxes, notes at their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Block, Footnote, Table
from diptych.readers.formats import package_reading
from diptych.readers.formats.inline_objects import blocks
from diptych.readers.formats.lines import InlineObject, Line, table_lines
from diptych.readers.formats.wordprocessing import tables
from diptych.readers.formats.wordprocessing.captions import captioned
from diptych.readers.formats.wordprocessing.content import Content, ContentReader
from diptych.readers.formats.wordprocessing.lists import Numbering
from diptych.readers.formats.wordprocessing.notes import REFERENCES, own_mark, without_mark
from diptych.readers.formats.wordprocessing.properties import W, value
from diptych.readers.formats.wordprocessing.styles import TextStyle
from diptych.readers.formats.zipped_xml import local

_TABLE_COLUMN: Final = 1000
"""Column of a table's position; chosen. If raised, positions of findings in tables change and nothing else."""
_DELETED: Final = frozenset({"del", "moveFrom"})
"""Elements with deleted blocks; in the properties of a paragraph's mark they say that the mark is deleted."""
_LOOSE: Final = frozenset({"r", "t", "oMath", "oMathPara", "hyperlink", "fldSimple"})
"""Elements that should be in a paragraph; elsewhere each is read as one."""


@dataclass(slots=True)
class BodyReader:
    """State while a document is read: `number` is the number of paragraphs and tables so far.

    `open` is the content of a paragraph whose mark was deleted, so that the next paragraph continues it. `printed` are
    the labels of paragraphs and the signs of forms. `captions` are the numbers of paragraphs that are captions, by
    their style or because they are `counted`.
    """

    content: ContentReader
    numbering: Numbering
    file: str
    number: int = 0
    open: Content | None = None
    printed: list[str] = field(default_factory=list)
    counted: frozenset[etree._Element] = frozenset()
    captions: set[int] = field(default_factory=set)

    def lines(self, elements: Iterable[etree._Element]) -> list[Line]:
        """The lines of the blocks among these elements, such as the children of a body, a cell or a note."""
        before, self.open = self.open, None
        lines: list[Line] = []
        for element in elements:
            self._block(element, lines)
        self._end(lines)
        self.open = before
        return captioned(lines, self.captions) if self.captions else lines

    def _end(self, lines: list[Line]) -> None:
        """Adds a last paragraph whose mark was deleted."""
        if self.open is not None:
            self._write(self.open, "", lines)

    def _block(self, element: etree._Element, lines: list[Line]) -> None:
        name = local(element)
        if name == "p":
            self._paragraph(element, lines)
        elif name == "tbl":
            self.number += 1
            at = Position(self.file, self.number, _TABLE_COLUMN)
            lines += table_lines(tables.rows(element, self._cell, self._omit_row), at)
        elif name in _DELETED:
            self.content.omit(element, package_reading.DELETED)
        elif name in ("altChunk", "subDoc"):
            self.content.omit(element, package_reading.EMBEDDED)
        elif name in _LOOSE:
            content = Content()
            self.content.read((element,), content, TextStyle())
            self._write(content, "", lines)
        elif name == "AlternateContent":
            shown = self.content.shown(element)
            for child in shown if shown is not None else ():
                self._block(child, lines)
        elif name and not name.endswith("Pr"):
            for child in element:
                self._block(child, lines)

    def _cell(self, element: etree._Element) -> list[Block | Table]:
        return list(blocks(self.lines(element)))

    def _omit_row(self, element: etree._Element) -> None:
        self.content.omit(element, package_reading.DELETED)

    def _paragraph(self, element: etree._Element, lines: list[Line]) -> None:
        properties = element.find(W + "pPr")
        named = value(properties.find(W + "pStyle")) if properties is not None else ""
        styles = self.content.styles
        style = styles.of(named or styles.usual)
        content = Content()
        self.content.read(element, content, style)
        if self.open is not None:
            self.open.append(content)
            content, self.open = self.open, None
        if properties is not None and _is_mark_deleted(properties):
            self.open = content
            return
        label = self.numbering.label(properties, style)
        if named in styles.captions or element in self.counted:
            self.captions.add(self.number + 1)
        # A paragraph without text is counted, and its number stands alone: nothing of the text, but in a cell.
        is_shown = bool(content.text.strip()) or _is_alone(element)
        self._write(content, label if is_shown else "", lines)

    def _write(self, content: Content, label: str, lines: list[Line]) -> None:
        """Adds the lines of a paragraph, and those of the blocks in it."""
        self.number += 1
        at, is_seen = Position(self.file, self.number), bool(content.text.strip())
        label = label if is_seen else label.rstrip()
        if label:
            self.printed.append(label)
        self.printed += content.printed
        notes = tuple(self._notes(content, len(label), at)) if is_seen else ()
        lines += content.lines(label, notes, at)
        if not is_seen:
            lines += [line for _, note in content.references for line in self._unmarked(note)]
        for block in content.blocks:
            lines += self.lines(block if local(block) == "txbxContent" else (block,))

    def _notes(self, content: Content, before: int, at: Position) -> Iterator[InlineObject]:
        """The notes of a paragraph at their marks, by offset; `before` is the length of its label."""
        for offset, reference in content.references:
            kind = REFERENCES[local(reference)]
            note = self.content.notes.take(kind, reference.get(W + "id", ""))
            if note is not None:
                own, place = own_mark(reference), before + offset
                if own:
                    without_mark(note, own, self.content.omissions)
                marker = own or self.content.notes.mark(kind)
                yield InlineObject(place, place, Footnote(marker, kind, tuple(blocks(self.lines(note))),
                                                  Position(at.file, at.line, 1 + place)))

    def _unmarked(self, reference: etree._Element) -> list[Line]:
        """The lines of a note whose mark is in a paragraph without text."""
        note = self.content.notes.take(REFERENCES[local(reference)], reference.get(W + "id", ""))
        return [] if note is None else self.lines(note)


def _is_alone(paragraph: etree._Element) -> bool:
    """Whether a paragraph is all that a cell of a table has: its number counts the rows."""
    cell = paragraph.getparent()
    return cell is not None and local(cell) == "tc" and not any(
        local(other) not in ("", "tcPr") for other in cell if other is not paragraph)


def _is_mark_deleted(properties: etree._Element) -> bool:
    mark = properties.find(W + "rPr")
    return mark is not None and any(local(item) in _DELETED for item in mark)
