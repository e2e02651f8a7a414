"""Runs, paragraphs, tables and notes → WordprocessingML (ECMA-376-1, 17) as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Final

from babel.core import get_global

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
"""Beginning of the namespaces of DrawingML, defined by ECMA-376, part 1, 20."""
_PIXEL: Final = 9525
"""English Metric Units (EMU) of a CSS pixel, defined by ECMA-376, part 1, 20.1.2.1."""
_TWIP: Final = 635
"""EMU of a twentieth of a point, defined by ECMA-376, part 1, 20.1.2.1."""
_TALLEST: Final = 7_200_000
"""Greatest height of a picture in EMU, chosen: 200 mm. If raised, a picture may not fit a page with its caption."""
_SPACE: Final = re.compile(r"[ \t\r\n]+")
"""Pattern of the white space that HTML collapses."""


@dataclass(frozen=True, slots=True)
class Look:
    """The language and formatting of a run. `role` is the part of a page that its font is chosen for; `runs_in`: it is
    a headline on the line of its text."""

    language: str
    role: str = "text"
    runs_in: bool = False
    bold: bool = False
    italic: bool = False
    deleted: bool = False
    inserted: bool = False
    raised: bool = False
    lowered: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts of a run that its style doesn't give: of Latin and of East Asian characters."""

    latin: str
    text: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change: `ins` or `del`, its number, its author, and its date as in 2026-01-01."""

    kind: str
    number: int
    author: str
    date: str


@dataclass(slots=True)
class Paragraph:
    """A paragraph being written.

    `style` is a style id; `first` begins a page; `inset` is its distance from the margin in twentieths of a point.
    `last` is the last character so far, `words` its text and `names` its bookmarks. One with a picture (`is_drawn`) has
    lines as high as what is in them.
    """

    style: str = ""
    first: bool = False
    inset: int = 0
    centred: bool = False
    parts: list[str] = field(default_factory=list)
    last: str = ""
    is_note: bool = False
    words: str = ""
    names: list[str] = field(default_factory=list)
    is_drawn: bool = False

    def add(self, words: str | None, look: Look, face: Face | None, change: Tracked | None = None) -> None:
        """Adds a run with white space collapsed as in HTML."""
        text = _SPACE.sub(" ", words or "")
        text = text if self.last else text.lstrip(" ")
        if text:
            self.last = text[-1]
            self.words += text
            run = f"<w:r>{_properties(look, face)}{_text(text, change)}</w:r>"
            self.parts.append(f"{_opening(change)}{run}</w:{change.kind}>" if change else run)

    def draw(self, relation: str, number: int, words: str, size: tuple[int, int]) -> None:
        """Adds a picture in the line: the id of its relationship, its number, the words for it, its size in EMU."""
        self.last, self.is_drawn = "1", True
        spoken, extent = escape(words), f'cx="{size[0]}" cy="{size[1]}"'
        self.parts.append(
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
            f' distR="0"><wp:extent {extent}/><wp:docPr id="{number}" name="{relation}" descr="{spoken}"/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="{relation}"'
            f' descr="{spoken}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")

    def calculate(self, formula: str, linear: str) -> None:
        """Adds a formula of OMML, whose text is its linear form."""
        self.last = linear[-1:] or self.last
        self.words += linear
        self.parts.append(formula)

    def space(self) -> None:
        """Adds a space, but not at the start and not after a square character."""
        if self.last and self.last <= "\u2fff":
            self.last = " "
            self.parts.append(f"<w:r>{_text(' ')}</w:r>")

    def begin(self, number: int, name: str) -> None:
        """Begins a bookmark."""
        self.names.append(name)
        self.parts.append(f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/>')

    def end(self, number: int) -> None:
        """Ends a bookmark."""
        self.parts.append(f'<w:bookmarkEnd w:id="{number}"/>')

    def begin_link(self, target: str, *, relation: bool = False) -> None:
        """Begins a link to a bookmark, or to the target of a relationship of the document."""
        self.parts.append(f'<w:hyperlink {"r:id" if relation else "w:anchor"}="{escape(target)}" w:history="1">')

    def end_link(self) -> None:
        """Ends a link."""
        self.parts.append("</w:hyperlink>")

    def refer(self, kind: str, number: int, mark: str = "") -> None:
        """Adds the mark of a footnote or an endnote: its number in the file, or a `mark` of its own (17.11.14)."""
        self.last = "1"
        own = ' w:customMarkFollows="1"' if mark else ""
        self.parts.append(f'<w:r><w:rPr><w:rStyle w:val="{kind.title()}Reference"/></w:rPr>'
                          f'<w:{kind}Reference{own} w:id="{number}"/>{_text(mark) if mark else ""}</w:r>')

    def refer_again(self, kind: str, name: str, mark: str) -> None:
        """Adds the mark of a note that has one already, whose place has a bookmark."""
        self.last = "1"
        style = f'<w:rPr><w:rStyle w:val="{kind.title()}Reference"/></w:rPr>'
        self.parts.append(field_code(f"NOTEREF {name} \\h", mark, style))

    @property
    def xml(self) -> str:
        properties = "".join((
            f'<w:pStyle w:val="{self.style}"/>' if self.style else "", "<w:pageBreakBefore/>" if self.first else "",
            '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>' if self.is_drawn else "",
            f'<w:ind w:left="{self.inset}"/>' if self.inset else "",
            '<w:jc w:val="center"/>' if self.centred else ""))
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(self.parts)}</w:p>"


_NO_LINES: Final = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
"""The borders of a cell without lines; the cells beside it show theirs (ISO/IEC 29500-1, 17.4.66)."""


@dataclass(slots=True)
class Box:
    """The page or a cell: its width in twentieths of a point, its paragraphs and tables.

    A cell has a number of `columns`; `merge` is `restart` in the first of cells that are merged downwards and
    `continue` in the others. `free`: it stands for columns that the row leaves free.
    """

    width: int
    blocks: list[Paragraph | WordTable] = field(default_factory=list)
    columns: int = 1
    merge: str = ""
    style: str = ""
    free: bool = False

    def paragraph(self, style: str = "") -> Paragraph:
        """A new paragraph at the end of the box."""
        self.blocks.append(paragraph := Paragraph(style or self.style))
        return paragraph

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs, those in tables too."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (inner for row in block.rows for box in row for inner in box.paragraphs)

    @property
    def xml(self) -> str:
        return "".join(block.xml for block in self.blocks)

    @property
    def is_gap(self) -> bool:
        """Whether the box is nothing but free columns of its row."""
        return self.free and not self.blocks and not self.merge

    @property
    def cell(self) -> str:
        """The box as a table cell, which must end in a paragraph."""
        end = "" if self.blocks and isinstance(self.blocks[-1], Paragraph) else Paragraph(self.style).xml
        span = f'<w:gridSpan w:val="{self.columns}"/>' if self.columns > 1 else ""
        merge = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        lines = f"<w:tcBorders>{_NO_LINES}</w:tcBorders>" if self.free else ""
        return (f'<w:tc><w:tcPr><w:tcW w:w="{self.width}" w:type="dxa"/>{span}{merge}{lines}</w:tcPr>'
                f"{self.xml}{end}</w:tc>")


@dataclass(slots=True)
class WordTable:
    """A table. `widths` are those of its columns in twentieths of a point, `headed` its first rows that are repeated on
    each page. No row breaks over two pages."""

    style: str
    widths: Sequence[int]
    rows: list[list[Box]] = field(default_factory=list)
    headed: int = 0

    def row(self) -> list[Box]:
        """The boxes of a new row, one a column."""
        return self.spanned([(1, "")] * len(self.widths))

    def spanned(self, cells: Sequence[tuple[int, str]]) -> list[Box]:
        """The boxes of a new row of cells: the number of columns of each, and its part in a merged cell (`Box`).

        Columns behind them are left free: LibreOffice 25.2 would put the last cell there too.
        """
        first, boxes = 0, []
        for columns, merge in cells:
            width = sum(self.widths[first:first + columns])
            boxes.append(Box(width, columns=columns, merge=merge, style="TableText"))
            first += columns
        behind = self.widths[first:]
        self.rows.append([*boxes, Box(sum(behind), columns=len(behind), free=True)] if behind else boxes)
        return boxes

    @property
    def xml(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        rows = "".join(_row(row, headed=index < self.headed) for index, row in enumerate(self.rows))
        return (f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.style}"/><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
                '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
                f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>')


def _row(boxes: Sequence[Box], *, headed: bool) -> str:
    """A row of a table. Columns that are left free at its ends are properties of it (ISO/IEC 29500-1, 17.4).

    A free box elsewhere is a cell without lines, and so is one that is alone: a row without cells has no place in Word.
    """
    cells, gaps = list(boxes), ""
    for name, end in (("Before", 0), ("After", -1)):
        columns = width = 0
        while len(cells) > 1 and cells[end].is_gap:
            gap = cells.pop(end)
            columns, width = columns + gap.columns, width + gap.width
        if columns:
            gaps += f'<w:grid{name} w:val="{columns}"/><w:w{name} w:w="{width}" w:type="dxa"/>'
    return (f"<w:tr><w:trPr>{gaps}<w:cantSplit/>{'<w:tblHeader/>' if headed else ''}</w:trPr>"
            f"{''.join(box.cell for box in cells)}</w:tr>")


def drawn_size(width: int, height: int, room: int) -> tuple[int, int]:
    """Width and height in EMU of a picture of so many CSS pixels, made smaller to fit a `room` in twentieths of a point
    and a page; a square of a third of the room if one of them is unknown."""
    if not width or not height:
        return room * _TWIP // 3, room * _TWIP // 3
    scale = min(1.0, room * _TWIP / (width * _PIXEL), _TALLEST / (height * _PIXEL))
    return max(int(width * _PIXEL * scale), 1), max(int(height * _PIXEL * scale), 1)


def note(kind: str, number: int, lines: Sequence[Paragraph], mark: str = "") -> str:
    """A footnote or an endnote with these paragraphs; before the first is its number in the file, or its own `mark`.

    Word prints the mark as it is written there. LibreOffice puts one of its own before it: brackets keep both apart.
    """
    level = '<w:vertAlign w:val="baseline"/>' if mark else ""
    shown = _text(f"[{mark}]") if mark else f"<w:{kind}Ref/>"
    first, *others = lines or (Paragraph(),)
    first.parts.insert(0, f'<w:r><w:rPr><w:rStyle w:val="{kind.title()}Reference"/>{level}</w:rPr>{shown}</w:r>'
                          f'<w:r>{_text(" ")}</w:r>')
    for line in (first, *others):
        line.style = f"{kind.title()}Text"
    return f'<w:{kind} w:id="{number}">{"".join(line.xml for line in (first, *others))}</w:{kind}>'


def contents(entries: Sequence[tuple[int, str, str]]) -> list[Paragraph]:
    """The paragraphs of a table of contents: the level, the words and the bookmark of each entry.

    Page numbers come when a reader has the field updated.
    """
    lines = []
    for level, words, name in entries:
        lines.append(line := Paragraph(f"TOC{level}"))
        line.begin_link(name)
        line.parts.append(f"<w:r>{_text(words)}</w:r>")
        line.end_link()
    if lines:
        kinds = ("begin", "separate", "end")
        begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
        code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z </w:instrText></w:r>'
        lines[0].parts.insert(0, f"{begin}{code}{middle}")
        lines[-1].parts.append(end)
    return lines


def field_code(instruction: str, result: str, properties: str = "") -> str:
    """The runs of a field, with its result as it was computed last (17.16.18)."""
    def run(content: str) -> str:
        return f"<w:r>{properties}{content}</w:r>"

    begin, middle, end = (run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end"))
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return f"{begin}{run(code)}{middle}{run(_text(result))}{end}"


def language(tag: str) -> str:
    """The tag of a language with the region that Word expects."""
    likely, name = get_global("likely_subtags"), tag.replace("-", "_")
    full = str(likely.get(name) or likely.get(name.partition("_")[0], name)).split("_")
    return f"{full[0]}-{full[-1]}" if len(full) > 2 else tag


@lru_cache(maxsize=256)
def _properties(look: Look, face: Face | None) -> str:
    """The properties of a run, in the order of the schema (17.3.2.28)."""
    fonts = "" if face is None else (
        f'<w:rFonts w:ascii="{escape(face.latin)}" w:hAnsi="{escape(face.latin)}" w:eastAsia="{escape(face.text)}"'
        f' w:cs="{escape(face.latin)}"/>')
    marks = ((look.bold, "<w:b/>"), (look.italic, "<w:i/>"), (look.deleted, "<w:strike/>"),
             (look.inserted, '<w:u w:val="single"/>'), (look.raised, '<w:vertAlign w:val="superscript"/>'),
             (look.lowered, '<w:vertAlign w:val="subscript"/>'))
    code = escape(language(look.language))
    return (f"<w:rPr>{fonts}{''.join(mark for applies, mark in marks if applies)}"
            f'<w:lang w:val="{code}" w:eastAsia="{code}"/></w:rPr>')


def _opening(change: Tracked | None) -> str:
    return "" if change is None else (f'<w:{change.kind} w:id="{change.number}" w:author="{escape(change.author)}"'
                                      f' w:date="{change.date}T00:00:00Z">')


def _text(words: str, change: Tracked | None = None) -> str:
    name = "w:delText" if change is not None and change.kind == "del" else "w:t"
    kept = ' xml:space="preserve"' if words.strip() != words else ""
    return f"<{name}{kept}>{escape(words, quote=False)}</{name}>"
