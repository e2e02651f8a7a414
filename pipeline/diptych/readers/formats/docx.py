"""A Word document (WordprocessingML, ECMA-376) → its lines, with automatic numbers, heading type and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from diptych.diagnostics import Position
from diptych.draft import Cell
from diptych.readers.formats.lines import Line, cell_blocks, paragraph_lines, table_lines
from diptych.readers.formats.zipped_xml import Counters, NumberingLevel, UnreadableError, part

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of WordprocessingML, defined by ECMA-376, as lxml writes it."""
_SYSTEMS: Final = {
    "decimal": "arabic", "decimalHalfWidth": "arabic", "upperRoman": "roman-upper", "lowerRoman": "roman-lower",
    "upperLetter": "upper", "lowerLetter": "lower", "chineseCounting": "chinese", "ideographDigital": "chinese",
    "chineseCountingThousand": "chinese", "taiwaneseCounting": "chinese", "taiwaneseCountingThousand": "chinese",
    "japaneseCounting": "chinese", "ganada": "ganada", "chosung": "jamo", "decimalEnclosedCircle": "circled",
    "decimalEnclosedCircleChinese": "circled", "decimalEnclosedParen": "parenthesised",
    "decimalEnclosedFullstop": "full-stop", "ideographTraditional": "stem", "bullet": "", "none": ""}
"""Numeral system of each value of ST_NumberFormat, the names defined by ECMA-376; empty where it prints no number. A
number in an unlisted system is unreadable."""
_NOTES: Final = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
"""Parts with notes, in the order in which they are read, and the element of one note."""
_SIGNS: Final = {_W + "tab": "\t", _W + "noBreakHyphen": "\u2011", _W + "cr": "\n", _W + "br": "\n"}
"""Elements of a run that are one character."""
_UNREAD: Final = frozenset({_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "pPr", _W + "rPr"})
"""Elements whose runs are no text: deletions, field codes, properties."""
_CONTAINERS: Final = frozenset({_W + "sdt", _W + "sdtContent", _W + "ins", _W + "smartTag", _W + "customXml"})
"""Elements around paragraphs that are read through."""
_TABLE_COLUMN: Final = 1000
"""Column of a table's position; chosen. If raised, positions of findings in tables change and nothing else."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: list and depth of its numbering, weight, and the name of the style that it builds on."""

    number: str
    depth: int
    bold: bool
    base: str


_NumberingList = tuple[str, Mapping[int, NumberingLevel]]
"""The name under which a list counts, shared by lists that count on, and its levels by depth."""


@dataclass(slots=True)
class _Reader:
    """State while a document is read: `read` is the number of paragraphs and tables so far."""

    styles: Mapping[str, _Style]
    lists: Mapping[str, _NumberingList]
    fonts: Sequence[str]
    file: str
    counters: Counters = field(default_factory=Counters)
    read: int = 0

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        """The lines of the paragraphs and tables in a body, a cell or a note."""
        for child in parent:
            if child.tag == _W + "p":
                yield from self.paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self.table(child)
            elif child.tag in _CONTAINERS:
                yield from self.blocks(child)

    def paragraph(self, element: etree._Element) -> Iterator[Line]:
        self.read += 1
        runs = tuple(self.runs(element))
        label = self.label(element) if any(words.strip() for words, _ in runs) else ""
        return paragraph_lines(label, runs, self.file, self.read)

    def runs(self, element: etree._Element) -> Iterator[tuple[str, bool]]:
        """The texts of a paragraph's runs, each with whether it is in heading type."""
        strong = self.style(element).bold
        for run in element.iter(_W + "r"):
            if _is_nearest(element, run, "p") and not any(outer.tag in _UNREAD for outer in run.iterancestors()):
                yield "".join(_words(run)), self.is_strong(run, usual=strong)

    def is_strong(self, run: etree._Element, *, usual: bool) -> bool:
        """Whether a run is bold, or in an East Asian font for headings; `usual` is the weight of its paragraph."""
        bold = run.find(f"{_W}rPr/{_W}b")
        fonts = run.find(f"{_W}rPr/{_W}rFonts")
        named = fonts.get(_W + "eastAsia", "").lower() if fonts is not None else ""
        return (usual if bold is None else _on(bold)) or any(font in named for font in self.fonts)

    def style(self, paragraph: etree._Element) -> _Style:
        """The paragraph's style together with the styles that it builds on; the nearer ones come first."""
        style = _Style("", 0, bold=False, base=_value(paragraph.find(f"{_W}pPr/{_W}pStyle")))
        seen: set[str] = set()
        while style.base and style.base not in seen and style.base in self.styles:
            seen.add(style.base)
            base = self.styles[style.base]
            numbered = style if style.number else base
            style = _Style(numbered.number, numbered.depth, style.bold or base.bold, base.base)
        return style

    def label(self, paragraph: etree._Element) -> str:
        """The number that Word prints before the paragraph. Bullets are no words of the text and are left out."""
        style = self.style(paragraph)
        number = _value(paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId"), style.number)
        depth = int(_value(paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"), str(style.depth)))
        if not number or number == "0" or number not in self.lists:
            return ""
        name, levels = self.lists[number]
        return self.counters.label(name, levels, depth) if depth in levels and levels[depth].system else ""

    def table(self, element: etree._Element) -> Iterator[Line]:
        rows = [tuple(Cell(tuple(cell_blocks(self.blocks(cell))), header=_on(row.find(f"{_W}trPr/{_W}tblHeader")))
                      for cell in row.iter(_W + "tc") if _is_nearest(element, cell, "tbl"))
                for row in element.iter(_W + "tr") if _is_nearest(element, row, "tbl")]
        self.read += 1
        yield from table_lines(rows, Position(self.file, self.read, _TABLE_COLUMN))


def lines(data: bytes, file: str, fonts: Sequence[str]) -> tuple[Line, ...]:
    """The lines of the document, its notes at the end. A position's line is the paragraph's number.

    `fonts` are the families of heading type, in lower case.
    """
    body = part(data, "word/document.xml").find(_W + "body")
    if body is None:
        raise UnreadableError("there is no text in the package")
    reader = _Reader(_styles(part(data, "word/styles.xml")), _lists(part(data, "word/numbering.xml")), fonts, file)
    notes = (note for name, kind in _NOTES for note in part(data, name).iter(_W + kind)
             if note.get(_W + "type") is None)
    return (*reader.blocks(body), *(line for note in notes for line in reader.blocks(note)))


def _words(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag == _W + "sym":
            yield chr(int(child.get(_W + "char", "fffd"), 16))
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]


def _is_nearest(outer: etree._Element, inner: etree._Element, name: str) -> bool:
    """Whether an element is the innermost of its name around another: text boxes and nested tables are read apart."""
    return next(inner.iterancestors(_W + name), None) is outer


def _styles(root: etree._Element) -> Mapping[str, _Style]:
    return {style.get(_W + "styleId", ""): _Style(
        _value(style.find(f"{_W}pPr/{_W}numPr/{_W}numId")),
        int(_value(style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"), "0")), _on(style.find(f"{_W}rPr/{_W}b")),
        _value(style.find(_W + "basedOn"))) for style in root.iter(_W + "style")}


def _lists(root: etree._Element) -> Mapping[str, _NumberingList]:
    """The lists of the document by their numbers. A list that overrides a level counts by itself."""
    kinds = {kind.get(_W + "abstractNumId", ""): {int(level.get(_W + "ilvl", "0")): _level(level)
                                                  for level in kind.iter(_W + "lvl")}
             for kind in root.iter(_W + "abstractNum")}
    lists: dict[str, _NumberingList] = {}
    for item in root.iter(_W + "num"):
        number, kind = item.get(_W + "numId", ""), _value(item.find(_W + "abstractNumId"))
        own = {int(override.get(_W + "ilvl", "0")): override for override in item.iter(_W + "lvlOverride")}
        levels = {depth: _overridden(level, own.get(depth)) for depth, level in kinds.get(kind, {}).items()}
        lists[number] = (number if own else f"kind {kind}", levels)
    return lists


def _level(element: etree._Element) -> NumberingLevel:
    kind, start = _value(element.find(_W + "numFmt"), "decimal"), int(_value(element.find(_W + "start"), "1"))
    return NumberingLevel(start, _SYSTEMS.get(kind, kind), _value(element.find(_W + "lvlText")))


def _overridden(level: NumberingLevel, override: etree._Element | None) -> NumberingLevel:
    start = override.find(_W + "startOverride") if override is not None else None
    return level if start is None else replace(level, start=int(_value(start, "1")))


def _value(element: etree._Element | None, otherwise: str = "") -> str:
    return otherwise if element is None else element.get(_W + "val", otherwise)


def _on(element: etree._Element | None) -> bool:
    """Whether a toggle property is set: it is present and its value doesn't switch it off."""
    return element is not None and element.get(_W + "val", "1") not in ("0", "false", "off")
