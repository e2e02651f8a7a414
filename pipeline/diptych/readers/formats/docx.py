"""A Word document (WordprocessingML) → its lines, with the numbers that Word would print, heading type and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Block, Cell, Table, Text
from diptych.readers.formats.lines import OBJECT, Line
from diptych.readers.formats.zipped_xml import Counters, NumberingLevel, UnreadableError, part

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SYSTEMS: Final = {
    "decimal": "arabic", "decimalHalfWidth": "arabic", "upperRoman": "roman-upper", "lowerRoman": "roman-lower",
    "upperLetter": "upper", "lowerLetter": "lower", "chineseCounting": "chinese", "ideographDigital": "chinese",
    "chineseCountingThousand": "chinese", "taiwaneseCounting": "chinese", "taiwaneseCountingThousand": "chinese",
    "japaneseCounting": "chinese", "ganada": "ganada", "chosung": "jamo", "decimalEnclosedCircle": "circled",
    "decimalEnclosedCircleChinese": "circled", "decimalEnclosedParen": "parenthesised",
    "decimalEnclosedFullstop": "full-stop", "ideographTraditional": "stem"}
"""Word's names of numeral systems and ours."""
_UNNUMBERED: Final = ("bullet", "none")
_NOTES: Final = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_SIGNS: Final = {_W + "tab": "\t", _W + "noBreakHyphen": "\u2011", _W + "cr": "\n", _W + "br": "\n"}
_UNREAD: Final = frozenset({_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "pPr", _W + "rPr"})


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: its list and depth, its weight, the style that it builds on."""

    number: str
    depth: int
    bold: bool
    base: str


@dataclass(slots=True)
class _Reader:
    """A document on the way: its styles and lists, the numbers reached, and how many paragraphs were read."""

    styles: Mapping[str, _Style]
    lists: Mapping[str, tuple[str, Mapping[int, NumberingLevel]]]
    fonts: Sequence[str]
    file: str
    counters: Counters = field(default_factory=Counters)
    read: int = 0

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        """The paragraphs and tables of a body, a cell or a note."""
        for child in parent:
            if child.tag == _W + "p":
                yield from self.paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self.table(child)
            elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "smartTag", _W + "customXml"):
                yield from self.blocks(child)

    def paragraph(self, element: etree._Element) -> Iterator[Line]:
        self.read += 1
        words = "".join(words for words, _ in self.runs(element))
        label = self.label(element) if words.strip() else ""
        strong = 0
        for run, is_strong in self.runs(element):
            if not is_strong and run.strip():
                break
            strong += len(run) if is_strong else 0
        for number, line in enumerate((label + words).split("\n")):
            yield Line(line, Position(self.file, self.read, 1 + number), 0 if number or not strong else min(
                strong + len(label), len(line)))
            strong = 0

    def runs(self, element: etree._Element) -> Iterator[tuple[str, bool]]:
        """The words of a paragraph, each with whether it is set in heading type."""
        strong = self.style(element).bold
        for run in element.iter(_W + "r"):
            if any(outer.tag in _UNREAD for outer in run.iterancestors()) or self.inner(run, element):
                continue
            yield "".join(self.words(run)), self.is_strong(run, usual=strong)

    def inner(self, run: etree._Element, element: etree._Element) -> bool:
        """Whether a run belongs to a paragraph within this one, such as that of a text box."""
        return next((outer for outer in run.iterancestors(_W + "p")), None) is not element

    def words(self, run: etree._Element) -> Iterator[str]:
        for child in run:
            if child.tag == _W + "t":
                yield child.text or ""
            elif child.tag == _W + "sym":
                yield chr(int(child.get(_W + "char", "fffd"), 16))
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]

    def is_strong(self, run: etree._Element, *, usual: bool) -> bool:
        bold = run.find(f"{_W}rPr/{_W}b")
        fonts = run.find(f"{_W}rPr/{_W}rFonts")
        named = fonts.get(_W + "eastAsia", "").lower() if fonts is not None else ""
        return (usual if bold is None else _on(bold)) or any(font in named for font in self.fonts)

    def style(self, paragraph: etree._Element) -> _Style:
        """What the paragraph's style and those below it say, nearer ones first."""
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        found, seen = _Style("", 0, bold=False, base=_value(named)), set[str]()
        while found.base and found.base not in seen and found.base in self.styles:
            seen.add(found.base)
            base = self.styles[found.base]
            number, depth = (found.number, found.depth) if found.number else (base.number, base.depth)
            found = _Style(number, depth, found.bold or base.bold, base.base)
        return found

    def label(self, paragraph: etree._Element) -> str:
        """The number that Word prints before the paragraph; empty for a bullet, which is no word of the text."""
        style, own = self.style(paragraph), paragraph.find(f"{_W}pPr/{_W}numPr")
        number = _value(own.find(_W + "numId"), style.number) if own is not None else style.number
        depth = int(_value(own.find(_W + "ilvl"), str(style.depth))) if own is not None else style.depth
        if not number or number == "0" or number not in self.lists:
            return ""
        name, levels = self.lists[number]
        return self.counters.label(name, levels, depth) if depth in levels and levels[depth].system else ""

    def table(self, element: etree._Element) -> Iterator[Line]:
        rows = tuple(tuple(Cell(tuple(self.cell(cell)), header=_on(row.find(f"{_W}trPr/{_W}tblHeader")))
                           for cell in row.iter(_W + "tc") if self.own(cell, element))
                     for row in element.iter(_W + "tr") if self.own(row, element))
        place = Position(self.file, self.read + 1, 1000)
        self.read += 1
        if any(row for row in rows):
            yield from (Line("", place), Line(OBJECT, place, table=Table(tuple(filter(None, rows)), place)),
                        Line("", place))

    def own(self, element: etree._Element, table: etree._Element) -> bool:
        """Whether a row or cell belongs to this table and not to one within it."""
        return next(element.iterancestors(_W + "tbl"), None) is table

    def cell(self, element: etree._Element) -> Iterator[Block]:
        for line in self.blocks(element):
            inner = line.table.rows if line.table else ()
            yield from (block for row in inner for cell in row for block in cell.blocks)
            if line.table is None and line.text.strip():
                yield Block((Text(line.text, line.position),), line.position)


def lines(data: bytes, file: str, fonts: Sequence[str]) -> tuple[Line, ...]:
    """The lines of the document, its notes at the end; a paragraph's number is its line."""
    body = part(data, "word/document.xml")
    held = body.find(_W + "body") if body is not None else None
    if held is None:
        raise UnreadableError("there is no text in the package")
    reader = _Reader(_styles(part(data, "word/styles.xml")), _lists(part(data, "word/numbering.xml")), fonts, file)
    found = [*reader.blocks(held)]
    for name, kind in _NOTES:
        notes = part(data, name)
        for note in notes.iter(_W + kind) if notes is not None else ():
            found += reader.blocks(note) if note.get(_W + "type") is None else ()
    return tuple(found)


def _styles(root: etree._Element | None) -> Mapping[str, _Style]:
    if root is None:
        return {}
    return {style.get(_W + "styleId", ""): _Style(
        _value(style.find(f"{_W}pPr/{_W}numPr/{_W}numId")),
        int(_value(style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"), "0")), _on(style.find(f"{_W}rPr/{_W}b")),
        _value(style.find(_W + "basedOn"))) for style in root.iter(_W + "style")}


def _lists(root: etree._Element | None) -> Mapping[str, tuple[str, Mapping[int, NumberingLevel]]]:
    """Each list's shared name and levels, by its number."""
    if root is None:
        return {}
    kinds = {kind.get(_W + "abstractNumId", ""): {int(level.get(_W + "ilvl", "0")): _level(level)
                                                  for level in kind.iter(_W + "lvl")}
             for kind in root.iter(_W + "abstractNum")}
    found: dict[str, tuple[str, Mapping[int, NumberingLevel]]] = {}
    for item in root.iter(_W + "num"):
        number, kind = item.get(_W + "numId", ""), _value(item.find(_W + "abstractNumId"))
        own = {int(override.get(_W + "ilvl", "0")): override for override in item.iter(_W + "lvlOverride")}
        levels = {depth: _overridden(level, own.get(depth)) for depth, level in kinds.get(kind, {}).items()}
        found[number] = (number if own else f"kind {kind}", levels)
    return found


def _level(element: etree._Element) -> NumberingLevel:
    kind = _value(element.find(_W + "numFmt"), "decimal")
    system = "" if kind in _UNNUMBERED else _SYSTEMS.get(kind, kind)
    return NumberingLevel(int(_value(element.find(_W + "start"), "1")), system, _value(element.find(_W + "lvlText")))


def _overridden(level: NumberingLevel, override: etree._Element | None) -> NumberingLevel:
    start = override.find(_W + "startOverride") if override is not None else None
    return level if start is None else NumberingLevel(int(_value(start, "1")), level.system, level.template)


def _value(element: etree._Element | None, otherwise: str = "") -> str:
    return otherwise if element is None else element.get(_W + "val", otherwise)


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(_W + "val", "1") not in ("0", "false", "off")
