"""Akoma Ntoso → DOCX: styles, numbers as text, ids as bookmarks around the words, notes as footnotes, a colophon.

The text is the fragment that the site shows. Every run has its language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lxml import etree

from diptych.akn import word_marks
from diptych.akn.iri import permalink
from diptych.akn.word_marks import bookmark
from diptych.render.html.notes import reading
from diptych.render.html.queries import HEADINGS, classes, language_of, with_class
from diptych.render.office import word_grid
from diptych.render.office.docx_package import WIDTH, Described, WordText, package
from diptych.render.office.wordprocessingml import Box, Face, Look, Paragraph, Tracked, WordTable, note
from diptych.render.print.apparatus import CLOSE, OPEN
from diptych.render.print.edition import PrintedText
from diptych.render.print.fonts import Declared

_PROPERTY_LENGTH: Final = 255
"""Greatest length of a document property in Word. If raised, Word reports a damaged file."""
_LINES: Final = (*HEADINGS, "p", "li")
"""Elements that become a paragraph."""
_MARKS: Final[Mapping[object, dict[str, Any]]] = {
    "b": {"bold": True}, "strong": {"bold": True}, "i": {"italic": True}, "del": {"deleted": True},
    "ins": {"inserted": True}, "sup": {"raised": True}, "sub": {"lowered": True}}
"""The look of the text in an inline element."""
_NOTES: Final = ("footnote", "endnote")
"""Kinds of notes, in the order of the parts of a package; a note of the editor is a footnote."""
_DEPTH: Final = 9
"""Levels of the outline (17.3.1.20)."""
_ROLES: Final = {"Title": "title", "Heading1": "label", "ColumnTitle": "label"}
"""The part of a page that the font of a style is chosen for, if it is not that of headings or of text."""
_SET_IN: Final = frozenset({"akn-subparagraph", "akn-point"})
"""Classes of units that are set in by a step in a language that does so."""


@dataclass(slots=True)
class _Writer:
    """A document being written.

    `listed` has each note by each of its ids, `noted` the numbers of those that have a mark. `waiting` are the eIds of
    units that become bookmarks of the next paragraph.
    """

    page: Box
    declared: Declared
    texts: Sequence[PrintedText]
    reading: str
    listed: Mapping[str, etree._Element]
    noted: dict[str, int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    numbers: int = 0
    """The bookmarks and tracked changes so far."""
    written: dict[str, list[str]] = field(default_factory=dict)
    """The footnotes and endnotes, as WordprocessingML."""
    links: dict[str, str] = field(default_factory=dict)
    """The targets of the links that leave the document, by the ids of their relationships."""
    heading: Paragraph | None = None
    """The last headline, if its text follows on the same line."""
    rows: WordTable | None = None
    """The table of the last row of texts side by side."""
    after: etree._Element | None = None
    """The number behind which the words of the paragraph at hand begin."""
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
        paragraph.open(number, name)
        paragraph.close(number)


def expression(shown: PrintedText, fragment: etree._Element, site_url: str, declared: Declared,
               reading: str = "clean") -> bytes:
    """The DOCX of one text; the same input gives the same bytes.

    In a `clean` reading emendations are text, in a `diplomatic` one tracked changes.
    """
    return _document((shown,), fragment, permalink(site_url, shown.document.address), declared, reading)


def parallel(texts: Sequence[PrintedText], fragment: etree._Element, site_url: str, declared: Declared,
             reading: str = "clean") -> bytes:
    """The DOCX of several texts side by side, in a table with a row for each group of aligned units."""
    return _document(texts, fragment, permalink(site_url, texts[0].document.home), declared, reading)


def _document(texts: Sequence[PrintedText], article: etree._Element, address: str, declared: Declared,
              reading: str) -> bytes:
    first = texts[0]
    listed = {name: item for item in with_class(article, "akn-note", "li") for name in _ids(item)}
    writer = _Writer(Box(WIDTH), declared, texts, reading, listed)
    _write_notices(writer)
    _fill(writer, writer.page, article, Look(first.known.tag))
    _write_colophon(writer, address)
    marks = tuple((f"{name}{index or ''}", value(text.document)) for index, text in enumerate(texts)
                  for name, value in ((word_marks.IDENTITY, word_marks.identity), (word_marks.WORDS, word_marks.digest)))
    properties = Described(
        " / ".join(text.known.title for text in texts)[:_PROPERTY_LENGTH],
        " / ".join(text.name for text in texts)[:_PROPERTY_LENGTH], first.known.author[:_PROPERTY_LENGTH],
        first.number, address, first.document.markup_date, first.known.tag, first.document.work_iri,
        tuple(text.running("single" if len(texts) == 1 else "parallel") for text in texts), marks)
    words = WordText(writer.page.xml, *(writer.written.get(kind, ()) for kind in _NOTES), links=writer.links,
                     single=len(texts) == 1)
    return package(properties, words, declared)


def _ids(item: etree._Element) -> Iterator[str]:
    """The ids of a listed note: its own, and those of the notes of other texts that it stands for."""
    yield item.get("id", "")
    yield from (inner.get("id", "") for inner in item.iter("span") if inner.get("id"))


def _write_notices(writer: _Writer) -> None:
    """Writes what a reader must know before the texts: that they are a preview, or unofficial translations."""
    for text in writer.texts:
        interface, preview = Look(text.words.tag), text.preview
        lines = [f"{preview.mark} {preview.why}"] if preview else []
        if not text.known.official:
            lines.append(text.say("notice_unofficial", language=text.known.name))
        for line in lines:
            writer.add(writer.page.paragraph("Notice"), line, interface)


def _write_colophon(writer: _Writer, address: str) -> None:
    """Writes the facts on each text and the address of the document."""
    for text in writer.texts:
        own, interface = Look(text.known.tag), Look(text.words.tag)
        writer.add(writer.page.paragraph("ColophonTitle"), text.name, interface)
        rights = (*text.rights, *(() if text.known.licence else (text.say("print_no_licence"),)))
        translator = text.known.translator
        named = text.say("print_translator", name=translator.words) if translator and not text.known.official else ""
        for words, look in ((text.known.title, own), (text.number, own), (text.known.author, own), (named, interface),
                            *((line, interface) for line in rights)):
            if words:
                writer.add(writer.page.paragraph("Colophon"), words, look)
    first = writer.texts[0]
    paragraph, look = writer.page.paragraph("Colophon"), Look(first.words.tag)
    writer.add(paragraph, first.say("print_address"), replace(look, bold=True))
    writer.add(paragraph, "\u2002", look)
    _write_link(writer, paragraph, address, address, look)


def _write_link(writer: _Writer, paragraph: Paragraph, target: str, words: str, look: Look) -> None:
    paragraph.link(_relation(writer, target), relation=True)
    writer.add(paragraph, words, look)
    paragraph.unlink()


def _relation(writer: _Writer, target: str) -> str:
    """The id of the relationship to a target outside the document."""
    known = next((name for name, other in writer.links.items() if other == target), "")
    name = known or f"rIdLink{len(writer.links) + 1}"
    writer.links[name] = target
    return name


def _fill(writer: _Writer, box: Box, parent: etree._Element, look: Look) -> None:
    """Writes the content of an element block by block."""
    for child in parent.iterchildren(etree.Element):
        if "akn-notes" in classes(child):
            continue
        own = _in_language(child, look)
        if child.get("data-eid") and child.tag not in _LINES:
            writer.waiting.append(child.get("data-eid", ""))
        if "akn-row" in classes(child):
            _write_row(writer, child, own)
            continue
        if box is writer.page and child.tag in (*_LINES, "table"):
            writer.rows = None
        if child.tag in _LINES:
            _write_block(writer, box, child, own)
        elif child.tag == "table":
            _write_table(writer, box, child, own)
        else:
            _fill(writer, box, child, own)


def _write_row(writer: _Writer, row: etree._Element, look: Look) -> None:
    """Writes a row of texts side by side, into the table of the row before if it is adjacent."""
    cells = [child for child in row if "akn-cell" in classes(child)]
    if writer.rows is None:
        writer.rows = _new_columns(writer, len(cells))
    for box, cell in zip(writer.rows.row(), cells, strict=True):
        _fill(writer, box, cell, _in_language(cell, look))


def _new_columns(writer: _Writer, number: int) -> WordTable:
    """A table of texts side by side, with the names of the texts in its first row. Columns are as wide as their
    languages run."""
    breadths = [writer.declared.setting(text.known.tag).breadth for text in writer.texts] or [1.0] * number
    widths = [int(writer.page.width * breadth / sum(breadths)) for breadth in breadths]
    table = WordTable("ParallelTexts", (*widths[:-1], writer.page.width - sum(widths[:-1])), headed=1)
    for box, text in zip(table.row(), writer.texts, strict=True):
        writer.add(box.paragraph("ColumnTitle"), text.name, Look(text.words.tag, "label"))
    writer.page.blocks.append(table)
    return table


def _write_table(writer: _Writer, box: Box, table: etree._Element, look: Look) -> None:
    """Writes a table with its spans; blocks in a cell stay blocks, a cell without is one paragraph."""
    rows = word_grid.rows(table)
    width = max((sum(place.columns for place in row) for row in rows), default=0)
    if not width:
        return
    headed = next((index for index, row in enumerate(rows) if not all(place.is_head for place in row)), len(rows))
    word_table = WordTable("TableGrid", [box.width // width] * width, headed=headed)
    box.blocks.append(word_table)
    for row in rows:
        boxes = word_table.spanned([(place.columns, place.merge) for place in row])
        for inner, cell in zip(boxes, (place.cell for place in row), strict=True):
            if cell is None:
                continue
            own = replace(_in_language(cell, look), bold=cell.tag == "th")
            if next(cell.iter(*_LINES, "table"), None) is None:
                _write_inline(writer, inner.paragraph(), cell, own)
            else:
                _fill(writer, inner, cell, own)


def _write_block(writer: _Writer, box: Box, block: etree._Element, look: Look) -> None:
    """Writes a paragraph with the waiting bookmarks; text after a run-in headline continues its paragraph."""
    runs_in = _runs_in(block)
    paragraph = writer.heading
    if paragraph is None or runs_in:
        paragraph = box.paragraph(_style(block, box, runs_in=runs_in))
        paragraph.inset = _inset(writer, block, box, look)
        paragraph.centred = any("akn-division" in classes(part) for part in [block.getparent()] if part is not None
                                ) and block.tag in HEADINGS
    else:
        paragraph.space()
    for eid in writer.waiting:
        writer.mark(paragraph, bookmark(eid))
    writer.waiting.clear()
    paragraph.first = paragraph.first or _opens_attachment(block)
    role = _ROLES.get(paragraph.style, "heading" if paragraph.style.startswith("Heading") else "text")
    _write_words(writer, paragraph, block, _run_in_look(writer, look, box) if runs_in else replace(look, role=role))
    writer.heading = paragraph if runs_in else None


def _run_in_look(writer: _Writer, look: Look, box: Box) -> Look:
    """The look of a headline on the line of its text: in the font of headings, bold where that is like the text's."""
    return replace(look, role="heading", runs_in=True,
                   bold=bool(box.style) or not writer.declared.setting(look.language).outer)


def _write_words(writer: _Writer, paragraph: Paragraph, block: etree._Element, look: Look) -> None:
    """Writes the text of a block, in brackets if the editor supplied it. The bookmark of a paragraph of the text is
    around its words, behind its number."""
    marked = "akn-p" in classes(block) and "akn-absent" not in classes(block) and bool(block.get("id"))
    numbers, supplied = with_class(block, "akn-num", "span"), with_class(block, "akn-supplied", "span")
    if supplied:
        writer.add(paragraph, OPEN, look)
    writer.after = numbers[-1] if marked and numbers else None
    name = bookmark(block.get("id", "")) if marked else ""
    if marked and not numbers:
        _open_words(writer, paragraph, name)
    _write_inline(writer, paragraph, block, look, name)
    if writer.opened:
        paragraph.close(writer.opened)
        writer.opened = 0
    if supplied:
        writer.add(paragraph, CLOSE, look)


def _open_words(writer: _Writer, paragraph: Paragraph, name: str) -> None:
    writer.opened = writer.number()
    paragraph.open(writer.opened, name)


def _inset(writer: _Writer, block: etree._Element, box: Box, look: Look) -> int:
    """The distance of a block from the margin: a step for each unit around it that is set in."""
    if box is not writer.page:
        return 0
    setting = writer.declared.setting(look.language)
    levels = sum(bool(_SET_IN & classes(part)) for part in block.iterancestors())
    return round(levels * setting.step * setting.size * 20)


def _opens_attachment(block: etree._Element) -> bool:
    """Whether a block is the first of an attachment."""
    attachment = next((part for part in block.iterancestors() if "akn-attachment" in classes(part)), None)
    return attachment is not None and next(attachment.iter(*_LINES, "table"), None) is block


def _runs_in(block: etree._Element) -> bool:
    """Whether the text of a unit follows its headline on the same line."""
    parent = block.getparent()
    return "akn-headline" in classes(block) and parent is not None and "akn-run-in" in classes(parent)


def _style(block: etree._Element, box: Box, *, runs_in: bool) -> str:
    """The style id of a block."""
    for name, style in {"akn-docTitle": "Title", "akn-docNumber": "Subtitle"}.items():
        if with_class(block, name, "span"):
            return style
    attached = sum("akn-attachment" in classes(part) for part in block.iterancestors())
    if block.tag in HEADINGS:
        level = max(1, int(block.tag[1]) - 1 - attached)
        return f"Clause{level}" if runs_in and not box.style else f"Heading{level}"
    if "akn-absent" in classes(block):
        return "Absent"
    around = frozenset().union(*(classes(part) for part in block.iterancestors()))
    if "akn-conclusions" in around and any({"akn-signature", "akn-docDate"} & classes(part) for part in block.iter()):
        return "Signature"
    if box.style:
        return box.style
    if "akn-preface" in around:
        return "Subtitle"
    if any(part.get("data-name") == "addressee" for part in block.iter("span")):
        return "Salutation"
    return f"Clause{_depth(block, attached)}" if _opens_unit(block) else "BodyText"


def _opens_unit(block: etree._Element) -> bool:
    """Whether a block has the number of a unit without headline."""
    unit = next(block.iterancestors("section"), None)
    return unit is not None and bool(unit.get("data-eid")) and bool(with_class(block, "akn-num", "span")) and next(
        unit.iter(*_LINES), None) is block


def _depth(block: etree._Element, attached: int) -> int:
    """The level of a unit in the outline."""
    units = sum(bool(part.get("data-eid")) for part in block.iterancestors("section"))
    return min(max(units - attached, 1), _DEPTH)


def _write_inline(writer: _Writer, paragraph: Paragraph, element: etree._Element, look: Look, name: str = "") -> None:
    """Writes the text of an element as runs. `name` is the bookmark of a block that begins behind a number in it."""
    writer.add(paragraph, element.text, look)
    for child in element.iterchildren(etree.Element):
        _write_child(writer, paragraph, child, look, name)
        tail = child.tail or ""
        if child is writer.after:
            writer.after = None
            if tail[:1].isspace():
                writer.add(paragraph, " ", look)
            _open_words(writer, paragraph, name)
            tail = tail.lstrip()
        writer.add(paragraph, tail, look)


def _write_child(writer: _Writer, paragraph: Paragraph, child: etree._Element, look: Look, name: str) -> None:
    """Writes an inline element: a mark, a change of the editor, a link, a heading in its bookmark, or formatted text."""
    kinds, own = classes(child), _in_language(child, look)
    if "akn-noteRef" in kinds:
        _write_mark(writer, paragraph, child, look)
    elif "screen-only" in kinds or "akn-supplied" in kinds:
        return
    elif child.tag in ("del", "ins") and "akn-editorial" in kinds:
        _write_change(writer, paragraph, child, own)
    elif "akn-heading" in kinds and child.get("id"):
        number = writer.number()
        paragraph.open(number, bookmark(child.get("id", "")))
        _write_inline(writer, paragraph, child, own)
        paragraph.close(number)
    elif child.tag == "a" and child.get("href"):
        href = child.get("href", "")
        paragraph.link(bookmark(href[1:]) if href.startswith("#") else _relation(writer, href),
                       relation=not href.startswith("#"))
        _write_inline(writer, paragraph, child, own)
        paragraph.unlink()
    else:
        _write_inline(writer, paragraph, child, replace(own, **_MARKS.get(child.tag, {})), name)


def _write_change(writer: _Writer, paragraph: Paragraph, change: etree._Element, look: Look) -> None:
    """Writes words that the editor deleted or inserted: as a tracked change, or only what was inserted."""
    if writer.reading == "diplomatic":
        first = writer.texts[0]
        tracked = Tracked(str(change.tag), writer.number(), first.say("docx_editor"), first.document.markup_date)
        writer.add(paragraph, "".join(map(str, change.itertext())), look, tracked)
    elif change.tag == "ins":
        _write_inline(writer, paragraph, change, look)


def _in_language(element: etree._Element, look: Look) -> Look:
    """A look with the language of an element."""
    tag = element.get("lang", look.language)
    return look if tag == look.language else replace(look, language=tag)


def _write_mark(writer: _Writer, paragraph: Paragraph, mark: etree._Element, look: Look) -> None:
    """Writes the note of a mark as a footnote or an endnote; a note that has a mark already is referred to again.

    A mark in a note is the mark alone.
    """
    name = next((link.get("href", "").removeprefix("#") for link in mark.iter("a")), "")
    item = writer.listed.get(name)
    if item is None or paragraph.is_note:
        if "akn-authorialNote" in classes(mark):
            writer.add(paragraph, "".join(map(str, mark.itertext())), replace(look, raised=True))
        return
    kind = "endnote" if "akn-note-endnote" in classes(item) else "footnote"
    key = item.get("id", "")
    if key in writer.noted:
        paragraph.refer_again(kind, _note_name(key), writer.noted[key])
        return
    written = writer.written.setdefault(kind, [])
    writer.noted[key] = len(written) + 1
    number = writer.number()
    paragraph.open(number, _note_name(key))
    paragraph.refer(kind, len(written) + 1)
    paragraph.close(number)
    written.append(note(kind, len(written) + 1, _note_lines(writer, item, mark)))


def _note_name(key: str) -> str:
    """The bookmark at the mark of a note; Word hides names that begin with an underscore."""
    return bookmark(f"_{key}")


def _note_lines(writer: _Writer, item: etree._Element, mark: etree._Element) -> list[Paragraph]:
    """The paragraphs of a note: each line of a note of the text; in one, the kind, readings and words of an editor's."""
    language = language_of(item)
    is_own = bool({f"akn-note-{kind}" for kind in _NOTES} & classes(item))
    words = next((text.words for text in writer.texts if text.words.tag == language), writer.texts[0].words)
    parts = [part for part in item if "screen-only" not in classes(part) and not (part.tag == "span" and part.get("id"))]
    if not is_own:
        parts[1:1] = reading(mark, words)
    lines: list[Paragraph] = []
    for part in parts:
        if is_own or not lines:
            lines.append(Paragraph(is_note=True))
        writer.add(lines[-1], " ", Look(language))
        _write_inline(writer, lines[-1], part, _in_language(part, Look(language)))
    return lines
