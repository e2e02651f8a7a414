"""Inline content of a fragment → runs of a DOCX: bookmarks, links, the editor's changes, notes as footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final

from lxml import etree

from diptych.akn import word_marks
from diptych.akn.word_marks import bookmark
from diptych.config import media
from diptych.language.numerals import write
from diptych.render.html import inline_notation
from diptych.render.html.notes import reading
from diptych.render.html.queries import classes, language_of, with_class
from diptych.render.office import office_math
from diptych.render.office.wordprocessingml import Box, Face, Look, Paragraph, Tracked, WordTable, drawn_size, note
from diptych.render.print.edition import PrintedText
from diptych.render.print.fonts import Declared

_MARKS: Final[Mapping[object, dict[str, Any]]] = {
    "b": {"bold": True}, "strong": {"bold": True}, "i": {"italic": True}, "del": {"deleted": True},
    "ins": {"inserted": True}, "sup": {"raised": True}, "sub": {"lowered": True}}
"""The look of the text in an inline element."""
_LEFT_OUT: Final = frozenset({"screen-only", "akn-supplied", "akn-lagging"})
"""Classes of words that are no words of the text, and not in the document."""
NOTES: Final = ("footnote", "endnote")
"""Kinds of notes, in the order of the parts of a package; a note of the editor is a footnote."""


@dataclass(slots=True)
class Writer:
    """A document being written.

    `listed` has each note by each of its ids, `noted` the marks of those that have one. The headings of `divisions` are
    centred. `waiting` are the eIds of units that become bookmarks of the next paragraph. `marked`: notes have marks of
    their own, and no numbers of the file.
    """

    page: Box
    declared: Declared
    texts: Sequence[PrintedText]
    reading: str
    listed: Mapping[str, etree._Element]
    divisions: frozenset[etree._Element]
    marked: bool = False
    noted: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    numbers: int = 0
    """The bookmarks and tracked changes so far."""
    written: dict[str, list[str]] = field(default_factory=dict)
    """The footnotes and endnotes, as WordprocessingML."""
    inner: list[tuple[etree._Element, etree._Element]] = field(default_factory=list)
    """The notes on words of the note at hand, each with its mark."""
    remarks: list[str] = field(default_factory=list)
    """The paragraphs of the editor's notes."""
    links: dict[str, str] = field(default_factory=dict)
    """The targets of the links that leave the document, by the ids of their relationships."""
    heading: Paragraph | None = None
    """The last headline, if its text follows on the same line."""
    rows: WordTable | None = None
    """The table of the last row of texts side by side."""
    after: etree._Element | None = None
    """The number behind which the words of the paragraph at hand begin."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of the pictures of the texts by name."""
    shown: dict[str, str] = field(default_factory=dict)
    """The names of the pictures in the document, by the ids of their relationships."""
    formulas: list[str] = field(default_factory=list)
    """The linear forms of the formulas so far."""
    room: int = 0
    """The width of the page or the cell at hand in twentieths of a point."""
    opened: int = 0
    """The number of the bookmark around the words of the paragraph at hand; 0 for none."""

    @property
    def home(self) -> str:
        """The language tag of the document."""
        return self.texts[0].known.tag

    def add(self, paragraph: Paragraph, words: str | None, look: Look, change: Tracked | None = None) -> None:
        """Adds a run to a paragraph."""
        paragraph.add(words, look, self.face(look), change)

    def face(self, look: Look) -> Face | None:
        """The fonts of a run in another language than the document's."""
        if look.language == self.home and not look.runs_in:
            return None
        fonts = self.declared.office_fonts(look.language)
        text = str(getattr(fonts, look.role))
        whole_em = self.declared.setting(look.language).whole_em
        return Face(fonts.latin if whole_em or look.role == "text" else text, text)

    def number(self) -> int:
        """The number of the next bookmark or tracked change."""
        self.numbers += 1
        return self.numbers

    def mark(self, paragraph: Paragraph, name: str) -> None:
        """Adds a bookmark without words."""
        number = self.number()
        paragraph.begin(number, name)
        paragraph.end(number)


def write_link(writer: Writer, paragraph: Paragraph, target: str, words: str, look: Look) -> None:
    """Writes a link out of the document."""
    paragraph.begin_link(_relation(writer, target), relation=True)
    writer.add(paragraph, words, look)
    paragraph.end_link()


def _relation(writer: Writer, target: str) -> str:
    """The id of the relationship to a target outside the document."""
    known = next((name for name, other in writer.links.items() if other == target), "")
    name = known or f"rIdLink{len(writer.links) + 1}"
    writer.links[name] = target
    return name


def open_words(writer: Writer, paragraph: Paragraph, name: str) -> None:
    """Begins the bookmark around the words of a paragraph."""
    writer.opened = writer.number()
    paragraph.begin(writer.opened, name)


def write_inline(writer: Writer, paragraph: Paragraph, element: etree._Element, look: Look, name: str = "") -> None:
    """Writes the text of an element as runs. `name` is the bookmark of a block that begins behind a number in it."""
    writer.add(paragraph, element.text, look)
    for child in element.iterchildren(etree.Element):
        _write_child(writer, paragraph, child, look, name)
        tail = child.tail or ""
        if child is writer.after:
            writer.after = None
            if tail[:1].isspace():
                writer.add(paragraph, " ", look)
            open_words(writer, paragraph, name)
            tail = tail.lstrip()
        writer.add(paragraph, tail, look)


def _write_child(writer: Writer, paragraph: Paragraph, child: etree._Element, look: Look, name: str) -> None:
    """Writes an inline element: a mark, a change of the editor, a heading in its bookmark, a link, formatted text."""
    kinds, own = classes(child), in_language(child, look)
    if "akn-noteRef" in kinds:
        _write_mark(writer, paragraph, child, look)
    elif not kinds.isdisjoint(_LEFT_OUT):
        return
    elif child.tag == "img":
        _write_picture(writer, paragraph, child, own)
    elif child.get(inline_notation.FORMULA):
        _write_formula(writer, paragraph, child, own)
    elif child.tag in ("del", "ins") and "akn-editorial" in kinds:
        _write_change(writer, paragraph, child, own)
    elif "akn-heading" in kinds and child.get("id"):
        number = writer.number()
        paragraph.begin(number, bookmark(child.get("id", "")))
        write_inline(writer, paragraph, child, own)
        paragraph.end(number)
    elif child.tag == "a" and child.get("href"):
        href = child.get("href", "")
        paragraph.begin_link(bookmark(href[1:]) if href.startswith("#") else _relation(writer, href),
                       relation=not href.startswith("#"))
        write_inline(writer, paragraph, child, own)
        paragraph.end_link()
    else:
        write_inline(writer, paragraph, child, replace(own, **_MARKS.get(child.tag, {})), name)


def _write_picture(writer: Writer, paragraph: Paragraph, image: etree._Element, look: Look) -> None:
    """Writes a picture with its words, no wider than its place; its words alone if its file is not there."""
    name, words = media.named(image.get("src", "")), image.get("alt", "")
    if name not in writer.pictures:
        writer.add(paragraph, f"[{words}]", look)
        return
    known = next((relation for relation, other in writer.shown.items() if other == name), "")
    relation = known or f"rIdPicture{len(writer.shown) + 1}"
    writer.shown[relation] = name
    width, height = (int(image.get(measure) or 0) for measure in ("width", "height"))
    paragraph.draw(relation, writer.number(), words, drawn_size(width, height, writer.room or writer.page.width))


def _write_formula(writer: Writer, paragraph: Paragraph, span: etree._Element, look: Look) -> None:
    """Writes a formula in a bookmark, with its linear form in a property; the linear form alone if Word has no such
    formula."""
    linear = "".join(map(str, span.itertext()))
    formula = office_math.formula(span.get(inline_notation.FORMULA, ""))
    if not formula or len(linear) > word_marks.LONGEST_FORMULA:
        write_inline(writer, paragraph, span, look)
        return
    writer.formulas.append(linear)
    number = writer.number()
    paragraph.begin(number, word_marks.formula_mark(len(writer.formulas)))
    paragraph.calculate(formula, linear)
    paragraph.end(number)


def _write_change(writer: Writer, paragraph: Paragraph, change: etree._Element, look: Look) -> None:
    """Writes words that the editor deleted or inserted: as a tracked change, or only what was inserted."""
    if writer.reading == "diplomatic":
        first = writer.texts[0]
        tracked = Tracked(str(change.tag), writer.number(), first.say("docx_editor"), first.document.markup_date)
        writer.add(paragraph, "".join(map(str, change.itertext())), look, tracked)
    elif change.tag == "ins":
        write_inline(writer, paragraph, change, look)


def in_language(element: etree._Element, look: Look) -> Look:
    """A look with the language of an element."""
    tag = element.get("lang", look.language)
    return look if tag == look.language else replace(look, language=tag)


def own_marks(fragment: etree._Element) -> bool:
    """Whether the notes of a fragment have other marks than Word gives, as in a work whose notes have gaps in their
    numbers: Word counts footnotes in figures and endnotes in small Roman numerals."""
    endnotes = {f"#{item.get('id')}" for item in with_class(fragment, "akn-note-endnote", "li")}
    marks = dict.fromkeys((link.get("href", ""), _shown(link)) for link in with_class(fragment, "akn-mark", "a"))
    counted = count(1), count(1)
    given = [write(next(counted[name in endnotes]), "roman-lower" if name in endnotes else "arabic")
             for name, _ in marks]
    return [mark for _, mark in marks] != given


def _shown(link: etree._Element) -> str:
    """The mark of a note without the brackets that pages have around it."""
    return "".join(map(str, link.itertext())).strip("[] ")


def _write_mark(writer: Writer, paragraph: Paragraph, mark: etree._Element, look: Look) -> None:
    """Writes the note of a mark as a footnote or an endnote; a note that has a mark already is referred to again.

    A note in a note is written behind it. Any other mark in a note is the mark alone.
    """
    link = next(iter(mark.iter("a")), None)
    item = None if link is None else writer.listed.get(link.get("href", "").removeprefix("#"))
    if link is None or item is None or paragraph.is_note:
        if "akn-authorialNote" in classes(mark):
            writer.add(paragraph, "".join(map(str, mark.itertext())), replace(look, raised=True))
        if item is not None:
            writer.inner.append((item, mark))
        return
    kind = "endnote" if "akn-note-endnote" in classes(item) else "footnote"
    key = item.get("id", "")
    if key in writer.noted:
        paragraph.refer_again(kind, _note_name(key), writer.noted[key])
        return
    written = writer.written.setdefault(kind, [])
    own = _shown(link) if writer.marked else ""
    writer.noted[key] = own or str(len(written) + 1)
    number = writer.number()
    paragraph.begin(number, _note_name(key))
    paragraph.refer(kind, len(written) + 1, own)
    paragraph.end(number)
    lines = _note_lines(writer, item, mark)
    while writer.inner:
        lines += _note_lines(writer, *writer.inner.pop(0), inner=True)
    written.append(note(kind, len(written) + 1, lines, own))


def _note_name(key: str) -> str:
    """The bookmark at the mark of a note; Word hides names that begin with an underscore."""
    return bookmark(f"_{key}")


def _note_lines(writer: Writer, item: etree._Element, mark: etree._Element, *, inner: bool = False) -> list[Paragraph]:
    """The paragraphs of a note: each line of a note of the text; one with kind, readings and words of an editor's.

    A note of the text that stands in another (`inner`) begins with its mark.
    """
    language = language_of(item)
    is_own = bool({f"akn-note-{kind}" for kind in NOTES} & classes(item))
    words = next((text.words for text in writer.texts if text.words.tag == language), writer.texts[0].words)
    parts = [part for part in item
             if "screen-only" not in classes(part) and "".join(map(str, part.itertext())).strip()]
    if not is_own:
        parts[1:1] = reading(mark, words)
    lines: list[Paragraph] = []
    for index, part in enumerate(parts):
        if is_own or not lines:
            lines.append(Paragraph(is_note=True))
        if is_own and inner and not index:
            writer.add(lines[-1], "".join(map(str, mark.itertext())), Look(language, raised=True))
        writer.add(lines[-1], " ", Look(language))
        number = writer.number() if is_own else 0
        if is_own:
            lines[-1].begin(number, word_marks.note_line(item.get("id", ""), index))
        write_inline(writer, lines[-1], part, in_language(part, Look(language)))
        if is_own:
            lines[-1].end(number)
    writer.remarks += [] if is_own else [line.words for line in lines]
    return lines
