"""The parts of a DOCX file that was handed out → its marks and its paragraphs, each in pieces by the bookmarks around
them, as they read when all tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.akn.names import local

DOCUMENT: Final = "word/document.xml"
PROPERTIES: Final = "docProps/custom.xml"
PARTS: Final = (DOCUMENT, PROPERTIES)
"""The parts that are read."""
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DROPPED: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "Fallback", "instrText", "delText", "delInstrText"})
"""Elements whose text is no text of the file."""
_TRACKED: Final = frozenset({"ins", "del", "moveTo", "moveFrom"})
"""Elements that are tracked changes."""
_CHARACTERS: Final[Mapping[str, str]] = {
    "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
"""The text of elements that stand for a character."""
_REPEATED: Final = ("NOTEREF", "TOC ")
"""The fields whose results are no text: a mark of a note, a table of contents."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words and the names of the bookmarks around them."""

    names: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class FileParagraph:
    """A paragraph: the id of its style, its pieces, and the names of the bookmarks that begin in it."""

    style: str
    pieces: tuple[MarkedWords, ...]
    begun: tuple[str, ...]

    @property
    def words(self) -> str:
        """All words of the paragraph."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class WordFile:
    """A file that came back: its own properties, its paragraphs, and the number of tracked changes in it."""

    marks: Mapping[str, str]
    paragraphs: tuple[FileParagraph, ...]
    tracked: int


@dataclass(slots=True)
class _Reader:
    """A file being read: the bookmarks that are open, by number, and the fields that are open."""

    open: dict[str, str] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    pieces: list[MarkedWords] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)


def read(parts: Mapping[str, etree._Element]) -> WordFile:
    """The file with these parts, by their names in PARTS."""
    marks = {item.get("name", ""): "".join(map(str, item.itertext())) for item in parts[PROPERTIES].iter("{*}property")}
    document = parts[DOCUMENT]
    tracked = sum(local(element.tag) in _TRACKED for element in document.iter(f"{_W}*"))
    return WordFile(marks, tuple(_paragraphs(document)), tracked)


def _paragraphs(document: etree._Element) -> Iterator[FileParagraph]:
    """The paragraphs in order. One whose end was deleted goes on in the next."""
    reader, style = _Reader(), ""
    for element in document.iter(f"{_W}p", f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        if element.tag != f"{_W}p":
            if next(element.iterancestors(f"{_W}p"), None) is None:
                _read(reader, element)
            continue
        if any(True for _ in element.iterancestors(f"{_W}p", f"{_W}del", f"{_W}moveFrom")):
            continue
        style = style or _style(element)
        for child in element:
            _read(reader, child)
        if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
            yield FileParagraph(style, tuple(reader.pieces), tuple(reader.begun))
            reader.pieces, reader.begun, style = [], [], ""
    if reader.pieces:
        yield FileParagraph(style, tuple(reader.pieces), tuple(reader.begun))


def _style(paragraph: etree._Element) -> str:
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if named is None else named.get(f"{_W}val", "")


def _read(reader: _Reader, element: etree._Element) -> None:
    """Reads an element of a paragraph."""
    name = local(element.tag)
    if name == "bookmarkStart":
        reader.open[element.get(f"{_W}id", "")] = element.get(f"{_W}name", "")
        reader.begun.append(element.get(f"{_W}name", ""))
    elif name == "bookmarkEnd":
        reader.open.pop(element.get(f"{_W}id", ""), None)
    elif name == "fldChar":
        _read_field(reader, element.get(f"{_W}fldCharType", ""))
    elif name == "instrText" and reader.fields:
        reader.fields[-1] += element.text or ""
    elif name == "t" or name in _CHARACTERS:
        _add(reader, _CHARACTERS.get(name, element.text or ""))
    elif name == "fldSimple" and _is_repeated(element.get(f"{_W}instr", "")):
        return
    elif name not in _DROPPED:
        for child in element:
            _read(reader, child)


def _is_repeated(code: str) -> bool:
    return code.strip().startswith(_REPEATED)


def _read_field(reader: _Reader, kind: str) -> None:
    if kind == "begin":
        reader.fields.append("")
    elif kind == "end" and reader.fields:
        reader.fields.pop()


def _add(reader: _Reader, words: str) -> None:
    if not any(map(_is_repeated, reader.fields)):
        reader.pieces.append(MarkedWords(frozenset(reader.open.values()), words))
