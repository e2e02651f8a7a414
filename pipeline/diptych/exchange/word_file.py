"""The parts of a DOCX file that was handed out → its marks and its paragraphs, each in pieces by the bookmarks around
them, as they read when all tracked changes are accepted. Notes, heads and feet of pages are read too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lxml import etree

from diptych.akn import word_marks
from diptych.akn.names import local

DOCUMENT: Final = "word/document.xml"
PROPERTIES: Final = "docProps/custom.xml"
_NOTES: Final[Mapping[str, str]] = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
"""The parts with notes, by the elements that refer to a note in them."""
_COMMENTS: Final = "word/comments.xml"
_RUNNING: Final = ("word/header", "word/footer")
"""Beginnings of the names of the parts with heads and feet of pages."""
_MARKS: Final = ("FootnoteReference", "EndnoteReference", "FootnoteCharacters", "EndnoteCharacters", "FootnoteAnchor",
                 "EndnoteAnchor")
"""Ids of the character styles of marks of notes: those of Word, and those of LibreOffice."""
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DROPPED: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "Fallback", "instrText", "delText", "delInstrText"})
"""Elements whose text is no text of the file."""
_TRACKED: Final = frozenset({"ins", "del", "moveTo", "moveFrom"})
"""Elements that are tracked changes."""
_CHARACTERS: Final[Mapping[str, str]] = {
    "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
"""The text of elements that stand for a character."""
_MATH: Final = "oMath"
"""Element of a formula, defined by ECMA-376, part 1, 22.1.2.77."""
_REPEATED: Final = ("NOTEREF", "TOC ")
"""The fields whose results are no text: a mark of a note, a table of contents."""


_NO_PROPERTIES: Final[Mapping[str, str]] = MappingProxyType({})
"""The properties of a file without formulas."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words and the names of the bookmarks around them; `note` is the bookmark of a line of a note at this place."""

    names: frozenset[str]
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileParagraph:
    """A paragraph: the id of its style, its pieces, and the names of the bookmarks that begin in it."""

    style: str
    pieces: tuple[MarkedWords, ...]
    begun: tuple[str, ...]

    @property
    def words(self) -> str:
        """All words of the paragraph, without those of notes."""
        return "".join(piece.words for piece in self.pieces if not piece.note)


@dataclass(frozen=True, slots=True)
class WordFile:
    """A file that came back: its own properties, its paragraphs, and the numbers of tracked changes and comments in it.

    `around` are the paragraphs that are no text of the work, by the name of the property with their digests.
    """

    marks: Mapping[str, str]
    paragraphs: tuple[FileParagraph, ...]
    tracked: int
    comments: int = 0
    around: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    """A file being read: the bookmarks that are open, by number, and the fields that are open.

    `notes` are the notes by the element that refers to one and its id. `is_mark`: the run at hand is the mark of a
    note. `is_bare`: results of fields are no words. `properties` are those of the file, with its formulas.
    """

    notes: Mapping[tuple[str, str], etree._Element] = field(default_factory=dict)
    is_mark: bool = False
    is_bare: bool = False
    open: dict[str, str] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    pieces: list[MarkedWords] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    properties: Mapping[str, str] = field(default_factory=dict)


def is_read(name: str) -> bool:
    """Whether a part is read, by its name in the package."""
    return name in (DOCUMENT, PROPERTIES, _COMMENTS, *_NOTES.values()) or name.startswith(_RUNNING)


def read(parts: Mapping[str, etree._Element]) -> WordFile:
    """The file with these parts, by their names in the package."""
    marks = {item.get("name", ""): "".join(map(str, item.itertext()))
             for item in _part(parts, PROPERTIES).iter("{*}property")}
    document = _part(parts, DOCUMENT)
    notes = {(kind, note.get(f"{_W}id", "")): note for kind, name in _NOTES.items() for note in _part(parts, name)
             if note.get(f"{_W}type", "normal") == "normal"}
    tracked = sum(local(element.tag) in _TRACKED for part in (document, *notes.values())
                  for element in part.iter(f"{_W}*"))
    paragraphs = tuple(_paragraphs(document, notes, properties=marks))
    around: dict[str, list[str]] = {
        word_marks.HEADS: [paragraph.words for name, part in sorted(parts.items()) if name.startswith(_RUNNING)
                           for paragraph in _paragraphs(part, {}, bare=True)],
        word_marks.NOTES: [words for note in _referred(document, notes) for words in _unmarked(note)]}
    for paragraph in paragraphs:
        if paragraph.style in word_marks.STYLES:
            around.setdefault(word_marks.STYLES[paragraph.style], []).append(paragraph.words)
    return WordFile(marks, paragraphs, tracked, len(list(_part(parts, _COMMENTS).iter(f"{_W}comment"))),
                    {name: tuple(words for words in texts if words.strip()) for name, texts in around.items()})


def _part(parts: Mapping[str, etree._Element], name: str) -> etree._Element:
    return parts[name] if name in parts else etree.Element("missing")


def _referred(document: etree._Element, notes: Mapping[tuple[str, str], etree._Element]) -> Iterator[etree._Element]:
    """The notes that have a mark which is not deleted."""
    for reference in document.iter(*(f"{_W}{kind}" for kind in _NOTES)):
        note = notes.get((local(reference.tag), reference.get(f"{_W}id", "")))
        if note is not None and next(reference.iterancestors(f"{_W}del", f"{_W}moveFrom"), None) is None:
            yield note


def _unmarked(note: etree._Element) -> Iterator[str]:
    """The words of each paragraph of a note that are in no line of a note of the text itself."""
    for paragraph in _paragraphs(note, {}):
        yield "".join(piece.words for piece in paragraph.pieces if not any(map(word_marks.note_line_of, piece.names)))


def _paragraphs(document: etree._Element, notes: Mapping[tuple[str, str], etree._Element], *,
                bare: bool = False, properties: Mapping[str, str] = _NO_PROPERTIES) -> Iterator[FileParagraph]:
    """The paragraphs in order. One whose end was deleted goes on in the next. `bare`: without results of fields."""
    reader, style = _Reader(notes, is_bare=bare, properties=properties), ""
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
    elif name in _NOTES:
        reader.pieces += _noted(reader, element)
    elif name == _MATH:
        _add(reader, word_marks.formula_of(reader.open.values(), reader.properties) or _letters(element))
    elif name not in _DROPPED and not (name == "fldSimple" and (
            reader.is_bare or _is_repeated(element.get(f"{_W}instr", "")))):
        _read_inside(reader, element)


def _letters(formula: etree._Element) -> str:
    """The characters of a formula that the file did not have when it was handed out."""
    return "".join("".join(map(str, text.itertext())) for text in formula.iter("{*}t"))


def _read_inside(reader: _Reader, element: etree._Element) -> None:
    """Reads what is in a run or another element."""
    reader.is_mark = _is_mark(element)
    for child in element:
        _read(reader, child)
    reader.is_mark = False


def _is_mark(run: etree._Element) -> bool:
    """Whether a run is the mark of a note, whose words are no text."""
    named = run.find(f"{_W}rPr/{_W}rStyle")
    return named is not None and named.get(f"{_W}val") in _MARKS


def _noted(reader: _Reader, reference: etree._Element) -> Iterator[MarkedWords]:
    """The lines of a note of the text itself, at the place of its mark."""
    note = reader.notes.get((local(reference.tag), reference.get(f"{_W}id", "")))
    around = frozenset(reader.open.values())
    for paragraph in () if note is None else _paragraphs(note, {}, properties=reader.properties):
        for piece in paragraph.pieces:
            name = next(filter(None, map(word_marks.note_line_of, piece.names)), "")
            if name:
                yield MarkedWords(around, piece.words, name)


def _is_repeated(code: str) -> bool:
    return code.strip().startswith(_REPEATED)


def _read_field(reader: _Reader, kind: str) -> None:
    if kind == "begin":
        reader.fields.append("")
    elif kind == "end" and reader.fields:
        reader.fields.pop()


def _add(reader: _Reader, words: str) -> None:
    if not (reader.is_mark or reader.is_bare and reader.fields or any(map(_is_repeated, reader.fields))):
        reader.pieces.append(MarkedWords(frozenset(reader.open.values()), words))
