"""Akoma Ntoso → DOCX: styles, numbers as text, ids as bookmarks around the words, notes as footnotes, a colophon.

The text is the fragment that the site shows. Every run has its language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Final

from lxml import etree

from diptych.akn import word_marks
from diptych.akn.iri import permalink
from diptych.akn.word_marks import bookmark
from diptych.render.html.inline_notation import CAPTION
from diptych.render.html.queries import HEADINGS, classes, is_free, with_class
from diptych.render.office import word_grid
from diptych.render.office.block_styles import LINES, opens_attachment, runs_in, style
from diptych.render.office.docx_package import WIDTH, Described, WordText, package, running_words
from diptych.render.office.mixed_text import has_words, holds_lines, parted
from diptych.render.office.word_runs import NOTES, Writer, in_language, open_words, own_marks, write_inline, write_link
from diptych.render.office.wordprocessingml import Box, Look, Paragraph, WordTable, contents
from diptych.render.print.apparatus import CLOSE, OPEN
from diptych.render.print.edition import PrintedText
from diptych.render.print.fonts import Declared
from diptych.render.print.outline import is_article, units

_PROPERTY_LENGTH: Final = 255
"""Greatest length of a document property in Word. If raised, Word reports a damaged file."""
_LISTED: Final = 20
"""Headings of the first two levels of a text with a table of contents; chosen. If raised, longer texts have none."""
_ROLES: Final = {"Title": "title", "Heading1": "label", "ColumnTitle": "label"}
"""The part of a page that the font of a style is chosen for, if it is not that of headings or of text."""
_SET_IN: Final = frozenset({"akn-subparagraph", "akn-point"})
"""Classes of units that are set in by a step in a language that does so."""


def expression(shown: PrintedText, fragment: etree._Element, site_url: str, declared: Declared,
               reading: str = "clean", pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The DOCX of one text; the same input gives the same bytes. `pictures` are the bytes of its pictures by name.

    In a `clean` reading emendations are text, in a `diplomatic` one tracked changes.
    """
    return _document((shown,), fragment, permalink(site_url, shown.document.address), declared, reading, pictures or {})


def parallel(texts: Sequence[PrintedText], fragment: etree._Element, site_url: str,
             declared: Declared, reading: str = "clean", pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The DOCX of several texts side by side, in a table with a row for each group of aligned units."""
    return _document(texts, fragment, permalink(site_url, texts[0].document.home), declared, reading, pictures or {})


def _document(texts: Sequence[PrintedText], article: etree._Element, address: str,
              declared: Declared, reading: str, pictures: Mapping[str, bytes]) -> bytes:
    first = texts[0]
    listed = {name: item for item in with_class(article, "akn-note", "li") for name in _ids(item)}
    divisions = frozenset(unit for unit in units(article)
                          if not is_article(unit) and any(map(is_article, unit.iterdescendants("section"))))
    writer = Writer(Box(WIDTH), declared, texts, reading, listed, divisions if len(texts) == 1 else frozenset(),
                    pictures=pictures, marked=own_marks(article))
    _write_notices(writer)
    _fill(writer, writer.page, article, Look(first.known.tag))
    _list_contents(writer.page)
    _write_colophon(writer, address)
    known = (word_marks.IDENTITY, word_marks.identity), (word_marks.WORDS, word_marks.digest)
    running = tuple(text.running("single" if len(texts) == 1 else "parallel") for text in texts)
    marks = (*((f"{name}{index or ''}", value(text.document)) for index, text in enumerate(texts)
               for name, value in known), *_digests(writer, running),
             *((f"{word_marks.FORMULA}{number}", linear) for number, linear in enumerate(writer.formulas, 1)))
    properties = Described(
        " / ".join(text.known.title for text in texts)[:_PROPERTY_LENGTH],
        " / ".join(text.name for text in texts)[:_PROPERTY_LENGTH], first.known.author[:_PROPERTY_LENGTH],
        first.number, address, first.document.markup_date, first.known.tag, first.document.work_iri,
        running, marks)
    footnotes, endnotes = (writer.written.get(kind, ()) for kind in NOTES)
    words = WordText(writer.page.xml, footnotes, endnotes, writer.links, len(texts) == 1,
                     {relation: (name, pictures[name]) for relation, name in writer.shown.items()})
    return package(properties, words, declared)


def _digests(writer: Writer, running: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The properties with digests of what is no text of the work, by which an import knows that it was changed."""
    texts: dict[str, list[str]] = {word_marks.HEADS: [*running_words(running)], word_marks.NOTES: writer.remarks}
    for paragraph in writer.page.paragraphs:
        if paragraph.style in word_marks.STYLES:
            texts.setdefault(word_marks.STYLES[paragraph.style], []).append(paragraph.words)
    for name, words in texts.items():
        yield from word_marks.digest_properties(name, words)


def _ids(item: etree._Element) -> Iterator[str]:
    """The ids of a listed note: its own, and those of the notes of other texts that it stands for."""
    yield item.get("id", "")
    yield from (inner.get("id", "") for inner in item.iter("span") if inner.get("id"))


def _write_notices(writer: Writer) -> None:
    """Writes what a reader must know before the texts: that they are a preview, or unofficial translations."""
    for text in writer.texts:
        interface, preview = Look(text.words.tag), text.preview
        lines = [f"{preview.mark} {preview.why}"] if preview else []
        if not text.known.official:
            lines.append(text.say("notice_unofficial", language=text.known.name))
        for line in lines:
            writer.add(writer.page.paragraph("Notice"), line, interface)


def _list_contents(page: Box) -> None:
    """Puts a table of contents before the first heading of a long text, in place."""
    headings = [block for block in page.blocks if isinstance(block, Paragraph) and block.names
                and block.style in ("Heading1", "Heading2")]
    if len(headings) >= _LISTED:
        at = page.blocks.index(headings[0])
        page.blocks[at:at] = contents([(int(heading.style[-1]), heading.words, heading.names[0])
                                       for heading in headings])
        headings[0].first = True


def _write_colophon(writer: Writer, address: str) -> None:
    """Writes the facts on each text and the address of the document."""
    for text in writer.texts:
        own, interface = Look(text.known.tag), Look(text.words.tag)
        writer.add(writer.page.paragraph("ColophonTitle"), text.name, interface)
        rights = (*text.rights, *(() if text.known.licence else (text.say("print_no_licence"),)))
        translator = text.known.translator
        named = text.say("print_translator", name=translator.words) if translator and not text.known.official else ""
        for words, look in ((text.known.title, own), (text.number, own), (text.known.author, own), (named, interface),
                            (" · ".join(text.legal), interface), *((line, interface) for line in rights)):
            if words:
                writer.add(writer.page.paragraph("Colophon"), words, look)
    first = writer.texts[0]
    paragraph, look = writer.page.paragraph("Colophon"), Look(first.words.tag)
    writer.add(paragraph, first.say("print_address"), replace(look, bold=True))
    writer.add(paragraph, "\u2002", look)
    write_link(writer, paragraph, address, address, look)


def _fill(writer: Writer, box: Box, parent: etree._Element, look: Look) -> None:
    """Writes the content of an element block by block."""
    for child in parent.iterchildren(etree.Element):
        if "akn-notes" in classes(child):
            continue
        own = in_language(child, look)
        if child.get("data-eid") and child.tag not in LINES:
            writer.waiting.append(child.get("data-eid", ""))
        if "akn-row" in classes(child):
            _write_row(writer, child, own)
            continue
        if box is writer.page and child.tag in (*LINES, "table"):
            writer.rows = None
        if child.tag == "table":
            _write_table(writer, box, child, own)
        elif child.tag in LINES and not holds_lines(child):
            _write_block(writer, box, child, own)
        elif has_words(child):
            for part in parted(child):
                _fill(writer, box, part, own)
        else:
            _fill(writer, box, child, own)


def _write_row(writer: Writer, row: etree._Element, look: Look) -> None:
    """Writes a row of texts side by side, into the table of the row before if it is adjacent."""
    cells = [child for child in row if "akn-cell" in classes(child)]
    if writer.rows is None:
        writer.rows = _new_columns(writer, len(cells))
    for box, cell in zip(writer.rows.row(), cells, strict=True):
        _fill(writer, box, cell, in_language(cell, look))


def _new_columns(writer: Writer, number: int) -> WordTable:
    """A table of texts side by side, with the names of the texts in its first row. Columns are as wide as their
    languages run."""
    breadths = [writer.declared.setting(text.known.tag).breadth for text in writer.texts] or [1.0] * number
    widths = [int(writer.page.width * breadth / sum(breadths)) for breadth in breadths]
    table = WordTable("ParallelTexts", (*widths[:-1], writer.page.width - sum(widths[:-1])), headed=1)
    for box, text in zip(table.row(), writer.texts, strict=True):
        writer.add(box.paragraph("ColumnTitle"), text.name, Look(text.words.tag, "label"))
    writer.page.blocks.append(table)
    return table


def _write_table(writer: Writer, box: Box, table: etree._Element, look: Look) -> None:
    """Writes a table with its spans; blocks in a cell stay blocks, a cell without is one paragraph."""
    rows = word_grid.rows(table)
    width = max((sum(place.columns for place in row) for row in rows), default=0)
    if not width:
        return
    for caption in table.iterchildren("caption"):
        _write_caption(writer, box.paragraph("Caption"), caption, table.get("id", ""), look)
    headed = next((index for index, row in enumerate(rows) if not word_grid.is_headed(row)), len(rows))
    word_table = WordTable("TableGrid", [box.width // width] * width, headed=headed)
    box.blocks.append(word_table)
    for row in rows:
        boxes = word_table.spanned([(place.columns, place.merge) for place in row])
        for inner, cell in zip(boxes, (place.cell for place in row), strict=True):
            if cell is None:
                continue
            inner.free = is_free(cell)
            if inner.free and not len(cell):
                continue
            own = replace(in_language(cell, look), bold=cell.tag == "th")
            if next(cell.iter(*LINES, "table"), None) is None:
                writer.room = inner.width
                write_inline(writer, inner.paragraph(), cell, own)
            else:
                _fill(writer, inner, cell, own)


def _write_caption(writer: Writer, paragraph: Paragraph, caption: etree._Element, table: str, look: Look) -> None:
    """Writes the caption of a table in the bookmark of its table."""
    number = writer.number()
    if table:
        paragraph.begin(number, bookmark(table))
    write_inline(writer, paragraph, caption, in_language(caption, look))
    if table:
        paragraph.end(number)


def _write_block(writer: Writer, box: Box, block: etree._Element, look: Look) -> None:
    """Writes a paragraph with the waiting bookmarks; text after a run-in headline continues its paragraph."""
    is_run_in = runs_in(block)
    writer.room = box.width
    paragraph = writer.heading
    caption = next(iter(with_class(block, CAPTION, "span")), None)
    if caption is not None and paragraph is None:
        _write_figure(writer, box, block, look)
        return
    if paragraph is None or is_run_in:
        outer = [classes(part) for part in block.iterancestors()]
        paragraph = box.paragraph(style(block, outer, box.style, runs_in=is_run_in))
        paragraph.inset = _inset(writer, outer, look) if box is writer.page else 0
        paragraph.first = any("akn-attachment" in names for names in outer) and opens_attachment(block)
        around = block.getparent()
        paragraph.centred = block.tag in HEADINGS and around in writer.divisions
    else:
        paragraph.space()
    for eid in writer.waiting:
        writer.mark(paragraph, bookmark(eid))
    writer.waiting.clear()
    role = _ROLES.get(paragraph.style, "heading" if paragraph.style.startswith("Heading") else "text")
    _write_words(writer, paragraph, block, _run_in_look(writer, look, box) if is_run_in else replace(look, role=role))
    writer.heading = paragraph if is_run_in else None
    for said in with_class(block, "akn-lagging", "span"):
        write_inline(writer, box.paragraph("Absent"), said, in_language(said, look))


def _write_figure(writer: Writer, box: Box, block: etree._Element, look: Look) -> None:
    """Writes the pictures of a paragraph, and their caption as a paragraph of its own, above or below them."""
    words, pictures = deepcopy(block), etree.Element("p")
    is_above = CAPTION in classes(next(iter(block.iter("img", "span"))))
    pictures.extend(deepcopy(image) for image in block.iter("img"))
    etree.strip_elements(words, "img", with_tail=False)
    for part in (words, pictures) if is_above else (pictures, words):
        paragraph = box.paragraph("Caption" if part is words else box.style or "BodyText")
        paragraph.centred = True
        for eid in writer.waiting:
            writer.mark(paragraph, bookmark(eid))
        writer.waiting.clear()
        if part is words:
            _write_words(writer, paragraph, part, look)
        else:
            write_inline(writer, paragraph, part, look)


def _run_in_look(writer: Writer, look: Look, box: Box) -> Look:
    """The look of a headline on the line of its text: in the font of headings, bold where that is like the text's."""
    return replace(look, role="heading", runs_in=True,
                   bold=bool(box.style) or not writer.declared.setting(look.language).outer)


def _write_words(writer: Writer, paragraph: Paragraph, block: etree._Element, look: Look) -> None:
    """Writes the text of a block, in brackets if the editor supplied it. The bookmark of a paragraph of the text is
    around its words, behind its number."""
    marked = "akn-p" in classes(block) and "akn-absent" not in classes(block) and bool(block.get("id"))
    numbers, supplied = with_class(block, "akn-num", "span"), with_class(block, "akn-supplied", "span")
    if supplied:
        writer.add(paragraph, OPEN, look)
    writer.after = numbers[-1] if marked and numbers else None
    name = bookmark(block.get("id", "")) if marked else ""
    if marked and not numbers:
        open_words(writer, paragraph, name)
    write_inline(writer, paragraph, block, look, name)
    if writer.opened:
        paragraph.end(writer.opened)
        writer.opened = 0
    if supplied:
        writer.add(paragraph, CLOSE, look)


def _inset(writer: Writer, outer: Sequence[frozenset[str]], look: Look) -> int:
    """The distance of a block from the margin: a step for each unit around it that is set in."""
    setting = writer.declared.setting(look.language)
    return round(sum(bool(_SET_IN & names) for names in outer) * setting.step * setting.size * 20)
