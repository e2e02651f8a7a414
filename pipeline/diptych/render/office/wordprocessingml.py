"""Runs, paragraphs, tables and comments → WordprocessingML (ECMA-376-1, 17) as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Final

from babel.core import get_global

WIDTH: Final = 9072
"""Width of the text on an A4 page in twentieths of a point (chosen: margins of 25 mm)."""
_SPACE: Final = re.compile(r"[ \t\r\n]+")
"""Pattern of the white space that HTML collapses."""


@dataclass(frozen=True, slots=True)
class Look:
    """The language and formatting of a run."""

    language: str
    bold: bool = False
    italic: bool = False
    deleted: bool = False
    inserted: bool = False
    raised: bool = False
    lowered: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph being written.

    `style` is a style id; `right` aligns to the right; `first` begins a page. `last` is the last character so far,
    `run` the index of the last run in `parts`. `is_note`: it is in a footnote or an endnote.
    """

    style: str = ""
    right: bool = False
    first: bool = False
    parts: list[str] = field(default_factory=list)
    last: str = ""
    run: int = -1
    is_note: bool = False

    def add(self, words: str | None, look: Look, font: str) -> None:
        """Adds a run with white space collapsed as in HTML."""
        text = _SPACE.sub(" ", words or "")
        text = text if self.last else text.lstrip(" ")
        if text:
            self.last, self.run = text[-1], len(self.parts)
            self.parts.append(f"<w:r>{_properties(look, font)}{_text(text)}</w:r>")

    def space(self) -> None:
        """Adds a space, but not at the start and not after a square character."""
        if self.last and self.last <= "\u2fff":
            self.last, self.run = " ", len(self.parts)
            self.parts.append(f"<w:r>{_text(' ')}</w:r>")

    def mark(self, number: int, name: str) -> None:
        """Adds a bookmark."""
        self.parts.append(f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/><w:bookmarkEnd w:id="{number}"/>')

    def link(self, relation: str, words: str) -> None:
        """Adds a link to the target of a relationship of the document."""
        self.last = words[-1:]
        self.parts.append(f'<w:hyperlink r:id="{relation}"><w:r>{_text(words)}</w:r></w:hyperlink>')

    def refer(self, kind: str, number: int) -> None:
        """Adds the mark of a footnote or an endnote."""
        self.last, self.run = "1", len(self.parts)
        self.parts.append(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/>'
                          "</w:r>")

    def comment(self, number: int) -> None:
        """Puts a comment on the last run."""
        self.parts.insert(self.run, f'<w:commentRangeStart w:id="{number}"/>')
        self.parts.append(f'<w:commentRangeEnd w:id="{number}"/>')
        self.run = len(self.parts)
        self.parts.append('<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
                          f'<w:commentReference w:id="{number}"/></w:r>')

    @property
    def xml(self) -> str:
        style = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        page, side = "<w:pageBreakBefore/>" if self.first else "", '<w:jc w:val="right"/>' if self.right else ""
        properties = f"<w:pPr>{style}{page}{side}</w:pPr>" if style or page or side else ""
        return f"<w:p>{properties}{''.join(self.parts)}</w:p>"


@dataclass(slots=True)
class Box:
    """The page or a cell: its width in twentieths of a point, its paragraphs and tables.

    A cell has a number of `columns`; `merge` is `restart` in the first of cells that are merged downwards and
    `continue` in the others.
    """

    width: int
    blocks: list[Paragraph | WordTable] = field(default_factory=list)
    columns: int = 1
    merge: str = ""

    def paragraph(self, style: str = "") -> Paragraph:
        """A new paragraph at the end of the box."""
        self.blocks.append(paragraph := Paragraph(style))
        return paragraph

    @property
    def xml(self) -> str:
        return "".join(block.xml for block in self.blocks)

    @property
    def cell(self) -> str:
        """The box as a table cell, which must end in a paragraph."""
        end = "" if self.blocks and isinstance(self.blocks[-1], Paragraph) else "<w:p/>"
        span = f'<w:gridSpan w:val="{self.columns}"/>' if self.columns > 1 else ""
        merge = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        return f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{self.width}"/>{span}{merge}</w:tcPr>{self.xml}{end}</w:tc>'


@dataclass(slots=True)
class WordTable:
    """A table of equal columns. `headed` are the rows that are repeated on each page, the first ones of the table."""

    width: int
    columns: int
    rows: list[list[Box]] = field(default_factory=list)
    headed: int = 0

    def row(self) -> list[Box]:
        """The boxes of a new row, one a column."""
        return self.spanned([(1, "")] * self.columns)

    def spanned(self, cells: Sequence[tuple[int, str]]) -> list[Box]:
        """The boxes of a new row of cells: the number of columns of each, and its part in a merged cell (`Box`)."""
        self.rows.append([Box(self.width // self.columns * columns, columns=columns, merge=merge)
                          for columns, merge in cells])
        return self.rows[-1]

    @property
    def xml(self) -> str:
        grid = f'<w:gridCol w:w="{self.width // self.columns}"/>' * self.columns
        rows = "".join(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if index < self.headed else ''}"
                       f"{''.join(box.cell for box in row)}</w:tr>" for index, row in enumerate(self.rows))
        return ('<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/>'
                '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1"'
                f' w:val="04A0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>')


def comment(number: int, words: str, author: str, date: str) -> str:
    """A comment; the date is as in 2026-01-01."""
    return (f'<w:comment w:id="{number}" w:author="{escape(author)}" w:initials="D" w:date="{date}T00:00:00Z"><w:p>'
            '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f"<w:annotationRef/></w:r><w:r>{_text(words)}</w:r></w:p></w:comment>")


def note(kind: str, number: int, lines: Sequence[Paragraph]) -> str:
    """A footnote or an endnote with these paragraphs, its mark before the first."""
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r><w:r>{_text(" ")}</w:r>'
    first, *others = lines or (Paragraph(),)
    first.parts.insert(0, mark)
    return f'<w:{kind} w:id="{number}">{"".join(line.xml for line in (first, *others))}</w:{kind}>'


def fonts(font: str) -> str:
    """The property that sets a font for all writing systems."""
    name = escape(font)
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def language(tag: str) -> str:
    """The property that sets a language for all writing systems, with the region that Word expects."""
    likely, name = get_global("likely_subtags"), tag.replace("-", "_")
    full = str(likely.get(name) or likely.get(name.partition("_")[0], name)).split("_")
    code = escape(f"{full[0]}-{full[-1]}" if len(full) > 2 else tag)
    return f'<w:lang w:val="{code}" w:eastAsia="{code}"/>'


@lru_cache(maxsize=256)
def _properties(look: Look, font: str) -> str:
    """The properties of a run, in the order of the schema (17.3.2.28)."""
    marks = ((look.bold, "<w:b/>"), (look.italic, "<w:i/>"), (look.deleted, "<w:strike/>"),
             (look.inserted, '<w:u w:val="single"/>'), (look.raised, '<w:vertAlign w:val="superscript"/>'),
             (look.lowered, '<w:vertAlign w:val="subscript"/>'))
    return f"<w:rPr>{fonts(font)}{''.join(mark for applies, mark in marks if applies)}{language(look.language)}</w:rPr>"


def _text(words: str) -> str:
    kept = ' xml:space="preserve"' if words.strip() != words else ""
    return f"<w:t{kept}>{escape(words, quote=False)}</w:t>"
