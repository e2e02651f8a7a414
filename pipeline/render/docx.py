"""Akoma Ntoso → DOCX for people who edit: styles, numbers as text, ids as bookmarks, the editor's notes as comments.

The text is the fragment that the site shows. Every word is in a run that says its language.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import docx
from babel.core import get_global
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from pipeline.akn.document import Document
from pipeline.render import bilingual, html
from pipeline.render.archive import repacked
from pipeline.render.fonts import Declared
from pipeline.render.print import Text, text
from pipeline.render.record import permalink
from pipeline.render.view import NOWHERE, View

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_NO_NAME: Final = re.compile(r"\W")
_LONGEST: Final = 40
"""How long the name of a bookmark may be."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set."""

    language: str
    bold: bool = False
    deleted: bool = False
    inserted: bool = False
    raised: bool = False


@dataclass(slots=True)
class _Desk:
    """A document being written: its fonts, the notes by id, the ids that wait for the next paragraph."""

    word: Word
    declared: Declared
    notes: Mapping[str, str]
    editor: str
    waiting: list[str] = field(default_factory=list)
    bookmarks: int = 0
    heading: Paragraph | None = None
    """A headline whose text runs in behind it."""
    rows: Table | None = None
    """The table of texts side by side."""


def expression(document: Document, site_url: str, declared: Declared) -> bytes:
    """One text. The same document gives the same bytes."""
    shown = text(document)
    return _made((shown,), html.fragment(View(document, shown.words)), permalink(site_url, document.address), declared)


def parallel(documents: Sequence[Document], site_url: str, declared: Declared) -> bytes:
    """Texts side by side, a table with a row for each of their pairs."""
    texts = tuple(map(text, documents))
    views = [View(view.document, one.words, view.addresses, view.suffix, view.title)
             for view, one in zip(bilingual.views(documents, texts[0].words, NOWHERE), texts, strict=True)]
    return _made(texts, bilingual.fragment(views), permalink(site_url, documents[0].home), declared)


def bookmark(eid: str) -> str:
    """The name of the bookmark of an eId: letters, digits and underscores, no longer than Word allows."""
    name = _NO_NAME.sub("_", eid)
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST - 9]}_{sha256(eid.encode()).hexdigest()[:8]}"


def _made(texts: Sequence[Text], article: etree._Element, address: str, declared: Declared) -> bytes:
    word = docx.Document()
    _describe(word, texts, address)
    _restyle(word, texts[0], declared)
    notes = {item.get("id", ""): _words(item) for item in article.iter("li") if "akn-note" in _classes(item)}
    desk = _Desk(word, declared, notes, texts[0].say("docx_editor"))
    for one in texts:
        _front(desk, one)
    _front_address(desk, texts[0], address)
    _fill(desk, word, article, Look(texts[0].known.tag))
    _date_comments(word, texts[0].document.markup_date)
    target = io.BytesIO()
    word.save(target)
    return repacked(target.getvalue())


def _describe(word: Word, texts: Sequence[Text], address: str) -> None:
    """The core properties."""
    made = dt.datetime.fromisoformat(texts[0].document.markup_date)
    core = word.core_properties
    core.title = " / ".join(one.known.title for one in texts)[:255]
    core.author = texts[0].known.author[:255]
    core.subject = " / ".join(one.name for one in texts)[:255]
    core.comments, core.keywords = address, texts[0].number
    core.language, core.identifier = texts[0].known.tag, texts[0].document.work_iri
    core.last_modified_by, core.revision = "Diptych", 1
    core.created = core.modified = made


def _restyle(word: Word, first: Text, declared: Declared) -> None:
    """The styles of the template in the fonts of the original's language, in black."""
    for name in ("Normal", "Title", "Subtitle", *(f"Heading {level}" for level in range(1, 7))):
        style = word.styles[name]
        properties = style.element.get_or_add_rPr()
        _set_fonts(properties, declared, first.known.tag)
        _set_language(properties, first.known.tag)
        style.font.color.rgb, style.font.italic = RGBColor(0, 0, 0), False
        for line in style.element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)
    word.styles["Normal"].font.size = Pt(11)
    word.styles["Title"].font.size = Pt(18)
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)


def _front(desk: _Desk, shown: Text) -> None:
    """What a reader has to know before the text."""
    own, said = Look(shown.known.tag), Look(shown.words.tag)
    for words, look in ((shown.number, own), (shown.known.author, own), (shown.name, replace(said, bold=True))):
        if words:
            _run(desk, desk.word.add_paragraph(), words, look)
    if not shown.known.official and shown.known.translator:
        notice = shown.say("notice_unofficial", language=shown.known.name)
        by = shown.say("print_translator", name=shown.known.translator.words)
        _run(desk, desk.word.add_paragraph(), f"{notice} {by}", said)


def _front_address(desk: _Desk, first: Text, address: str) -> None:
    paragraph = desk.word.add_paragraph()
    _run(desk, paragraph, f"{first.say('print_address')}: ", Look(first.words.tag))
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), desk.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = OxmlElement("w:r")
    run.text = address
    link.append(run)
    _append(paragraph, link)


def _fill(desk: _Desk, box: Word | _Cell, parent: etree._Element, look: Look) -> None:
    """Writes what stands inside an element, block by block."""
    for child in parent.iterchildren(etree.Element):
        classes = _classes(child)
        own = replace(look, language=child.get("lang", look.language))
        if "akn-notes" in classes:
            continue
        if child.get("data-eid"):
            desk.waiting.append(child.get("data-eid", ""))
        if "akn-row" in classes:
            _row(desk, child, own)
            continue
        if box is desk.word and child.tag in (*_HEADINGS, "p", "li", "table"):
            desk.rows = None
        if child.tag in (*_HEADINGS, "p", "li"):
            _block(desk, box, child, own)
        elif child.tag == "table":
            _table(desk, box, child, own)
        else:
            _fill(desk, box, child, own)


def _row(desk: _Desk, row: etree._Element, look: Look) -> None:
    """A row of texts side by side, in one table with the row before it."""
    cells = [child for child in row if "akn-cell" in _classes(child)]
    if desk.rows is None:
        desk.rows = desk.word.add_table(0, len(cells), desk.word.styles["Table Grid"])
    for cell, made in zip(desk.rows.add_row().cells, cells, strict=True):
        _fill(desk, cell, made, replace(look, language=made.get("lang", look.language)))
        _drop_first(cell)


def _table(desk: _Desk, box: Word | _Cell, table: etree._Element, look: Look) -> None:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max(map(len, rows), default=0)
    if not width:
        return
    made = box.add_table(len(rows), width)
    made.style = desk.word.styles["Table Grid"]
    for cells, line in zip(rows, made.rows, strict=True):
        for cell, source in zip(line.cells, cells, strict=False):
            _inline(desk, cell.paragraphs[0], source, replace(look, bold=source.tag == "th"))


def _drop_first(cell: _Cell) -> None:
    """Takes out the empty paragraph that every new cell begins with, if another follows."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 and not first.text:
        first._p.getparent().remove(first._p)


def _block(desk: _Desk, box: Word | _Cell, block: etree._Element, look: Look) -> None:
    """A paragraph with the bookmarks that wait for one."""
    runs_in = _runs_in(block)
    paragraph = desk.heading
    if paragraph is None or runs_in:
        paragraph = box.add_paragraph(style=desk.word.styles[_style(block, runs_in=runs_in)])
    elif paragraph.text and not _is_wide(paragraph.text[-1]):
        paragraph.add_run(" ")
    for eid in desk.waiting:
        _mark(desk, paragraph, eid)
    desk.waiting.clear()
    if any("akn-conclusions" in _classes(one) for one in block.iterancestors()):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _inline(desk, paragraph, block, replace(look, bold=look.bold or runs_in))
    desk.heading = paragraph if runs_in else None


def _runs_in(block: etree._Element) -> bool:
    """Whether the text of a unit follows its headline on the same line."""
    parent = block.getparent()
    return "akn-headline" in _classes(block) and parent is not None and "akn-run-in" in _classes(parent)


def _is_wide(character: str) -> bool:
    """Whether a mark brings its own space with it."""
    return character > "\u2fff"


def _style(block: etree._Element, *, runs_in: bool) -> str:
    if any("akn-docTitle" in _classes(one) for one in block.iter("span")):
        return "Title"
    if any("akn-docNumber" in _classes(one) for one in block.iter("span")):
        return "Subtitle"
    return f"Heading {max(1, int(block.tag[1]) - 1)}" if block.tag in _HEADINGS and not runs_in else "Normal"


def _inline(desk: _Desk, paragraph: Paragraph, element: etree._Element, look: Look) -> None:
    """The text of an element in runs, each piece as it is marked."""
    _run(desk, paragraph, element.text, look)
    for child in element.iterchildren(etree.Element):
        classes, own = _classes(child), replace(look, language=child.get("lang", look.language))
        if "akn-noteRef" in classes:
            _comment(desk, paragraph, child)
        elif "screen-only" not in classes:
            _inline(desk, paragraph, child, replace(
                own, bold=own.bold or child.tag in ("b", "strong"), deleted=own.deleted or child.tag == "del",
                inserted=own.inserted or child.tag == "ins", raised=own.raised or child.tag == "sup"))
        _run(desk, paragraph, child.tail, look)


def _run(desk: _Desk, paragraph: Paragraph, words: str | None, look: Look) -> Run | None:
    said = _SPACE.sub(" ", words or "")
    said = said if paragraph.text else said.lstrip(" ")
    if not said:
        return None
    run = paragraph.add_run(said)
    run.bold, run.font.strike, run.font.underline = look.bold or None, look.deleted or None, look.inserted or None
    run.font.superscript = look.raised or None
    properties = run._r.get_or_add_rPr()
    _set_fonts(properties, desk.declared, look.language)
    _set_language(properties, look.language)
    return run


def _comment(desk: _Desk, paragraph: Paragraph, mark: etree._Element) -> None:
    """The editor's note as a comment on what stands before its mark."""
    named = next((link.get("href", "").removeprefix("#") for link in mark.iter("a")), "")
    if named in desk.notes and paragraph.runs:
        desk.word.add_comment(paragraph.runs[-1], desk.notes[named], desk.editor, "D")


def _date_comments(word: Word, date: str) -> None:
    """Comments bear the date of the markup: a document says nothing of when it was written out."""
    for comment in word.comments:
        comment._comment_elm.set(qn("w:date"), f"{date}T00:00:00Z")


def _mark(desk: _Desk, paragraph: Paragraph, eid: str) -> None:
    desk.bookmarks += 1
    for name, attributes in (("w:bookmarkStart", {"w:name": bookmark(eid)}), ("w:bookmarkEnd", {})):
        made = OxmlElement(name)
        for key, value in {"w:id": str(desk.bookmarks), **attributes}.items():
            made.set(qn(key), value)
        _append(paragraph, made)


def _append(paragraph: Paragraph, made: etree._Element) -> None:
    inside: etree._Element = paragraph._p
    inside.append(made)


def _set_fonts(properties: etree._Element, declared: Declared, language: str) -> None:
    found = properties.find(qn("w:rFonts"))
    if found is None:
        found = OxmlElement("w:rFonts")
        properties.insert(0, found)
    found.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        found.set(qn(script), declared.setting(language).text[0])


def _set_language(properties: etree._Element, language: str) -> None:
    """The language for Latin and for East Asian letters alike, with the country by which Word knows it."""
    likely, tag = get_global("likely_subtags"), language.replace("-", "_")
    full = str(likely.get(tag) or likely.get(tag.partition("_")[0], tag)).split("_")
    name = f"{full[0]}-{full[-1]}" if len(full) > 2 else language
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    made = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia"):
        made.set(qn(script), name)
    properties.append(made)


def _words(item: etree._Element) -> str:
    parts = [" ".join("".join(map(str, one.itertext())).split()) for one in item if "screen-only" not in _classes(one)]
    return ": ".join(part for part in parts if part)


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())
