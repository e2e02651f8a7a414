"""Akoma Ntoso → DOCX for editing: styles, numbers as text, ids as bookmarks, the editor's notes as comments.

The text is the fragment that the site shows. Every run has its language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final

from lxml import etree

from diptych.akn.iri import permalink
from diptych.render.html.queries import HEADINGS, classes, with_class
from diptych.render.office import word_grid
from diptych.render.office.docx_package import ADDRESS, Described, WordText, package
from diptych.render.office.wordprocessingml import WIDTH, Box, Look, Paragraph, WordTable, comment, note
from diptych.render.print.edition import PrintedText
from diptych.render.print.fonts import Declared

_NOT_IN_NAME: Final = re.compile(r"\W")
"""Pattern of the characters that a bookmark name cannot have."""
_NAME_LENGTH: Final = 40
"""Greatest length of a bookmark name in Word. If raised, Word drops longer bookmarks."""
_PROPERTY_LENGTH: Final = 255
"""Greatest length of a document property in Word. If raised, Word reports a damaged file."""
_LINES: Final = (*HEADINGS, "p", "li")
"""Elements that become a paragraph."""
_MARKS: Final[Mapping[object, dict[str, Any]]] = {
    "b": {"bold": True}, "strong": {"bold": True}, "i": {"italic": True}, "del": {"deleted": True},
    "ins": {"inserted": True}, "sup": {"raised": True}, "sub": {"lowered": True}}
"""The look of the text in an inline element."""


_NOTES: Final = ("footnote", "endnote")
"""Kinds of notes of a text itself, in the order of the parts of a package."""


@dataclass(slots=True)
class _Writer:
    """A document being written.

    `notes` has the text of each note of the editor by id, `footnotes` each note of the text itself that has no mark
    yet. `waiting` are the eIds that become bookmarks of the next paragraph.
    """

    page: Box
    declared: Declared
    notes: Mapping[str, str]
    footnotes: dict[str, etree._Element]
    editor: str
    date: str
    waiting: list[str] = field(default_factory=list)
    bookmarks: int = 0
    comments: list[str] = field(default_factory=list)
    written: dict[str, list[str]] = field(default_factory=dict)
    """The footnotes and endnotes, as WordprocessingML."""
    heading: Paragraph | None = None
    """The last headline, if its text follows on the same line."""
    rows: WordTable | None = None
    """The table of the last row of texts side by side."""

    def add(self, paragraph: Paragraph, words: str | None, look: Look) -> None:
        """Adds a run to a paragraph."""
        paragraph.add(words, look, self.declared.setting(look.language).text[0])


def expression(shown: PrintedText, fragment: etree._Element, site_url: str, declared: Declared) -> bytes:
    """The DOCX of one text; the same input gives the same bytes."""
    return _document((shown,), fragment, permalink(site_url, shown.document.address), declared)


def parallel(texts: Sequence[PrintedText], fragment: etree._Element, site_url: str, declared: Declared) -> bytes:
    """The DOCX of several texts side by side, in a table with a row for each group of aligned units."""
    return _document(texts, fragment, permalink(site_url, texts[0].document.home), declared)


def bookmark(eid: str) -> str:
    """The bookmark name of an eId: letters, digits and underscores, at most 40 characters, with a digest if longer."""
    name = _NOT_IN_NAME.sub("_", eid)
    return name if len(name) <= _NAME_LENGTH else f"{name[:_NAME_LENGTH - 9]}_{sha256(eid.encode()).hexdigest()[:8]}"


def _document(texts: Sequence[PrintedText], article: etree._Element, address: str, declared: Declared) -> bytes:
    first = texts[0]
    listed = {item.get("id", ""): item for item in with_class(article, "akn-note", "li")}
    footnotes = {name: item for name, item in listed.items() if _kind(item)}
    notes = {name: _note_text(item) for name, item in listed.items() if name not in footnotes}
    writer = _Writer(Box(WIDTH), declared, notes, footnotes, first.say("docx_editor"), first.document.markup_date)
    for text in texts:
        _write_front(writer, text)
    _write_address(writer, first, address)
    _fill(writer, writer.page, article, Look(first.known.tag))
    properties = Described(
        " / ".join(text.known.title for text in texts)[:_PROPERTY_LENGTH],
        " / ".join(text.name for text in texts)[:_PROPERTY_LENGTH], first.known.author[:_PROPERTY_LENGTH],
        first.number, address, first.document.markup_date, first.known.tag, first.document.work_iri)
    words = WordText(writer.page.xml, writer.comments, *(writer.written.get(kind, ()) for kind in _NOTES))
    return package(properties, words, declared.setting(first.known.tag).text[0])


def _write_front(writer: _Writer, shown: PrintedText) -> None:
    """Writes the facts before a text: that it is a preview, its number, author, standing, and a notice on an
    unofficial translation."""
    own, interface = Look(shown.known.tag), Look(shown.words.tag)
    bold = replace(interface, bold=True)
    notice = shown.preview
    lines = [*(((notice.mark, bold), (notice.why, interface)) if notice else ()), (shown.number, own),
             (shown.known.author, own), (shown.name, bold)]
    if not shown.known.official and shown.known.translator:
        unofficial = shown.say("notice_unofficial", language=shown.known.name)
        translator = shown.say("print_translator", name=shown.known.translator.words)
        lines.append((f"{unofficial} {translator}", interface))
    rights = (*shown.rights, *(() if shown.known.licence else (shown.say("print_no_licence"),)))
    lines += [(line, interface) for line in rights]
    for words, look in lines:
        if words:
            writer.add(writer.page.paragraph(), words, look)


def _write_address(writer: _Writer, first: PrintedText, address: str) -> None:
    paragraph = writer.page.paragraph()
    writer.add(paragraph, first.say("print_address"), Look(first.words.tag, bold=True))
    writer.add(paragraph, "\u2002", Look(first.words.tag))
    paragraph.link(ADDRESS, address)


def _fill(writer: _Writer, box: Box, parent: etree._Element, look: Look) -> None:
    """Writes the content of an element block by block."""
    for child in parent.iterchildren(etree.Element):
        if "akn-notes" in classes(child):
            continue
        own = _in_language(child, look)
        if child.get("data-eid"):
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
        writer.rows = WordTable(writer.page.width, len(cells))
        writer.page.blocks.append(writer.rows)
    for box, cell in zip(writer.rows.row(), cells, strict=True):
        _fill(writer, box, cell, _in_language(cell, look))


def _write_table(writer: _Writer, box: Box, table: etree._Element, look: Look) -> None:
    """Writes a table with its spans; blocks in a cell stay blocks, a cell without is one paragraph."""
    rows = word_grid.rows(table)
    width = max((sum(place.columns for place in row) for row in rows), default=0)
    if not width:
        return
    headed = next((index for index, row in enumerate(rows) if not all(place.is_head for place in row)), len(rows))
    word_table = WordTable(box.width, width, headed=headed)
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
        paragraph = box.paragraph(_style(block, runs_in=runs_in))
    else:
        paragraph.space()
    for eid in writer.waiting:
        writer.bookmarks += 1
        paragraph.mark(writer.bookmarks, bookmark(eid))
    writer.waiting.clear()
    paragraph.right = _is_signed(block)
    paragraph.first = paragraph.first or _opens_attachment(block)
    _write_inline(writer, paragraph, block, replace(look, bold=True) if runs_in else look)
    writer.heading = paragraph if runs_in else None


def _is_signed(block: etree._Element) -> bool:
    """Whether a block is the line of a signature or a date at the end of a document."""
    closes = any("akn-conclusions" in classes(part) for part in block.iterancestors())
    return closes and any({"akn-signature", "akn-docDate"} & classes(inner) for inner in block.iter())


def _opens_attachment(block: etree._Element) -> bool:
    """Whether a block is the first of an attachment."""
    attachment = next((part for part in block.iterancestors() if "akn-attachment" in classes(part)), None)
    return attachment is not None and next(attachment.iter(*_LINES, "table"), None) is block


def _runs_in(block: etree._Element) -> bool:
    """Whether the text of a unit follows its headline on the same line."""
    parent = block.getparent()
    return "akn-headline" in classes(block) and parent is not None and "akn-run-in" in classes(parent)


def _style(block: etree._Element, *, runs_in: bool) -> str:
    """The style id of a block; empty for running text."""
    for name, style in {"akn-docTitle": "Title", "akn-docNumber": "Subtitle"}.items():
        if with_class(block, name, "span"):
            return style
    if block.tag not in HEADINGS or runs_in:
        return ""
    attached = sum("akn-attachment" in classes(part) for part in block.iterancestors())
    return f"Heading{max(1, int(block.tag[1]) - 1 - attached)}"


def _write_inline(writer: _Writer, paragraph: Paragraph, element: etree._Element, look: Look) -> None:
    """Writes the text of an element as runs."""
    writer.add(paragraph, element.text, look)
    for child in element.iterchildren(etree.Element):
        if "akn-noteRef" in classes(child):
            _write_mark(writer, paragraph, child, look)
        elif "screen-only" not in classes(child):
            own = _in_language(child, look)
            _write_inline(writer, paragraph, child, replace(own, **_MARKS[child.tag]) if child.tag in _MARKS else own)
        writer.add(paragraph, child.tail, look)


def _in_language(element: etree._Element, look: Look) -> Look:
    """A look with the language of an element."""
    tag = element.get("lang", look.language)
    return look if tag == look.language else replace(look, language=tag)


def _write_mark(writer: _Writer, paragraph: Paragraph, mark: etree._Element, look: Look) -> None:
    """Writes the note of a mark: the editor's as a comment on the run before the mark, one of the text itself as one.

    A note of the text that is in another note, or that has a mark before, is the mark alone.
    """
    name = next((link.get("href", "").removeprefix("#") for link in mark.iter("a")), "")
    if name in writer.notes and paragraph.run >= 0:
        paragraph.comment(len(writer.comments))
        writer.comments.append(comment(len(writer.comments), writer.notes[name], writer.editor, writer.date))
    elif name in writer.footnotes and not paragraph.is_note:
        _write_footnote(writer, paragraph, writer.footnotes.pop(name), look)
    elif "akn-authorialNote" in classes(mark):
        writer.add(paragraph, "".join(map(str, mark.itertext())), replace(look, raised=True))


def _write_footnote(writer: _Writer, paragraph: Paragraph, item: etree._Element, look: Look) -> None:
    """Writes a footnote or an endnote, and its mark into the paragraph."""
    kind = _kind(item)
    written = writer.written.setdefault(kind, [])
    number = len(written) + 1
    paragraph.refer(kind, number)
    lines: list[Paragraph] = []
    for part in item:
        if "screen-only" not in classes(part):
            lines.append(Paragraph(is_note=True))
            _write_inline(writer, lines[-1], part, _in_language(part, look))
    written.append(note(kind, number, lines))


def _kind(item: etree._Element) -> str:
    """The kind of a listed note of the text itself; empty for a note of the editor."""
    return next((kind for kind in _NOTES if f"akn-note-{kind}" in classes(item)), "")


def _note_text(item: etree._Element) -> str:
    """The text of a listed note: its number in the series of the work, its kind, then its words."""
    parts = (" ".join("".join(map(str, part.itertext())).split()) for part in item
             if "screen-only" not in classes(part))
    number = f"[{item.get('value')}] " if item.get("value") else ""
    return number + ": ".join(filter(None, parts))
