"""Akoma Ntoso → DOCX for people who edit: styles, numbers as text, ids as bookmarks, the editor's notes as comments.

The text is the fragment that the site shows. Every word is in a run that says its language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from lxml import etree

from diptych.akn.iri import permalink
from diptych.render.office.docx_package import ADDRESS, Described, package
from diptych.render.office.wordprocessingml import WIDTH, Box, Look, Paragraph, WordTable, comment
from diptych.render.print.edition import PrintedText
from diptych.render.print.fonts import Declared

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_NAME: Final = re.compile(r"\W")
_LONGEST: Final = 40
"""How long the name of a bookmark may be."""
_SAID: Final = 255
"""How many characters of a title programs show."""


@dataclass(slots=True)
class _Desk:
    """A document being written: its page, its fonts, the notes by id with their author and date, the ids that wait for
    the next paragraph."""

    page: Box
    declared: Declared
    notes: Mapping[str, str]
    editor: str
    date: str
    waiting: list[str] = field(default_factory=list)
    bookmarks: int = 0
    comments: list[str] = field(default_factory=list)
    heading: Paragraph | None = None
    """A headline whose text runs in behind it."""
    rows: WordTable | None = None
    """The table of texts side by side."""

    def add(self, paragraph: Paragraph, words: str | None, look: Look) -> None:
        """Adds a run to a paragraph."""
        paragraph.add(words, look, self.declared.setting(look.language).text[0])


def expression(shown: PrintedText, fragment: etree._Element, site_url: str, declared: Declared) -> bytes:
    """One text. The same gives the same bytes."""
    return _made((shown,), fragment, permalink(site_url, shown.document.address), declared)


def parallel(texts: Sequence[PrintedText], fragment: etree._Element, site_url: str, declared: Declared) -> bytes:
    """Texts side by side, a table with a row for each of their pairs."""
    return _made(texts, fragment, permalink(site_url, texts[0].document.home), declared)


def bookmark(eid: str) -> str:
    """The name of the bookmark of an eId: letters, digits and underscores, no longer than Word allows."""
    name = _NO_NAME.sub("_", eid)
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST - 9]}_{sha256(eid.encode()).hexdigest()[:8]}"


def _made(texts: Sequence[PrintedText], article: etree._Element, address: str, declared: Declared) -> bytes:
    first = texts[0]
    notes = {item.get("id", ""): _words(item) for item in article.iter("li") if "akn-note" in _classes(item)}
    desk = _Desk(Box(WIDTH), declared, notes, first.say("docx_editor"), first.document.markup_date)
    for one in texts:
        _front(desk, one)
    _front_address(desk, first, address)
    _fill(desk, desk.page, article, Look(first.known.tag))
    said = Described(
        " / ".join(one.known.title for one in texts)[:_SAID], " / ".join(one.name for one in texts)[:_SAID],
        first.known.author[:_SAID], first.number, address, first.document.markup_date, first.known.tag,
        first.document.work_iri)
    return package(said, desk.page.xml, desk.comments, declared.setting(first.known.tag).text[0])


def _paragraph(box: Box, style: str = "") -> Paragraph:
    """A new paragraph in a box."""
    box.blocks.append(made := Paragraph(style))
    return made


def _front(desk: _Desk, shown: PrintedText) -> None:
    """What a reader has to know before the text."""
    own, said = Look(shown.known.tag), Look(shown.words.tag)
    for words, look in ((shown.number, own), (shown.known.author, own), (shown.name, replace(said, bold=True))):
        if words:
            desk.add(_paragraph(desk.page), words, look)
    if not shown.known.official and shown.known.translator:
        notice = shown.say("notice_unofficial", language=shown.known.name)
        by = shown.say("print_translator", name=shown.known.translator.words)
        desk.add(_paragraph(desk.page), f"{notice} {by}", said)


def _front_address(desk: _Desk, first: PrintedText, address: str) -> None:
    paragraph = _paragraph(desk.page)
    desk.add(paragraph, first.say("print_address"), Look(first.words.tag, bold=True))
    desk.add(paragraph, "\u2002", Look(first.words.tag))
    paragraph.link(ADDRESS, address)


def _fill(desk: _Desk, box: Box, parent: etree._Element, look: Look) -> None:
    """Writes what stands inside an element, block by block."""
    for child in parent.iterchildren(etree.Element):
        classes = _classes(child)
        own = _spoken(child, look)
        if "akn-notes" in classes:
            continue
        if child.get("data-eid"):
            desk.waiting.append(child.get("data-eid", ""))
        if "akn-row" in classes:
            _row(desk, child, own)
            continue
        if box is desk.page and child.tag in (*_HEADINGS, "p", "li", "table"):
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
        desk.rows = WordTable(desk.page.width, len(cells))
        desk.page.blocks.append(desk.rows)
    for box, made in zip(desk.rows.row(), cells, strict=True):
        _fill(desk, box, made, _spoken(made, look))


def _table(desk: _Desk, box: Box, table: etree._Element, look: Look) -> None:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max(map(len, rows), default=0)
    if not width:
        return
    made = WordTable(box.width, width)
    box.blocks.append(made)
    for cells in rows:
        for inner, source in zip(made.row(), cells, strict=False):
            _inline(desk, _paragraph(inner), source, replace(look, bold=source.tag == "th"))


def _block(desk: _Desk, box: Box, block: etree._Element, look: Look) -> None:
    """A paragraph with the bookmarks that wait for one."""
    runs_in = _runs_in(block)
    paragraph = desk.heading
    if paragraph is None or runs_in:
        paragraph = _paragraph(box, _style(block, runs_in=runs_in))
    else:
        paragraph.space()
    for eid in desk.waiting:
        desk.bookmarks += 1
        paragraph.mark(desk.bookmarks, bookmark(eid))
    desk.waiting.clear()
    paragraph.right = _signed(block)
    paragraph.first = paragraph.first or _opens_attachment(block)
    _inline(desk, paragraph, block, replace(look, bold=True) if runs_in else look)
    desk.heading = paragraph if runs_in else None


def _signed(block: etree._Element) -> bool:
    """Whether a line that closes a document is a signature or a date."""
    closes = any("akn-conclusions" in _classes(one) for one in block.iterancestors())
    return closes and any({"akn-signature", "akn-docDate"} & set(_classes(one)) for one in block.iter())


def _opens_attachment(block: etree._Element) -> bool:
    """Whether a block is the first of a document that is attached to this one."""
    around = next((one for one in block.iterancestors() if "akn-attachment" in _classes(one)), None)
    return around is not None and next(around.iter(*_HEADINGS, "p", "li", "table"), None) is block


def _runs_in(block: etree._Element) -> bool:
    """Whether the text of a unit follows its headline on the same line."""
    parent = block.getparent()
    return "akn-headline" in _classes(block) and parent is not None and "akn-run-in" in _classes(parent)


def _style(block: etree._Element, *, runs_in: bool) -> str:
    """The id of the style of a block; empty for text."""
    if any("akn-docTitle" in _classes(one) for one in block.iter("span")):
        return "Title"
    if any("akn-docNumber" in _classes(one) for one in block.iter("span")):
        return "Subtitle"
    if block.tag not in _HEADINGS or runs_in:
        return ""
    attached = sum("akn-attachment" in _classes(one) for one in block.iterancestors())
    return f"Heading{max(1, int(block.tag[1]) - 1 - attached)}"


def _inline(desk: _Desk, paragraph: Paragraph, element: etree._Element, look: Look) -> None:
    """The text of an element in runs, each piece as it is marked."""
    desk.add(paragraph, element.text, look)
    for child in element.iterchildren(etree.Element):
        classes = _classes(child)
        if "akn-noteRef" in classes:
            _comment(desk, paragraph, child)
        elif "screen-only" not in classes:
            _inline(desk, paragraph, child, _marked(child, _spoken(child, look)))
        desk.add(paragraph, child.tail, look)


def _spoken(element: etree._Element, look: Look) -> Look:
    """The look in the language of an element."""
    tag = element.get("lang", look.language)
    return look if tag == look.language else replace(look, language=tag)


def _marked(element: etree._Element, look: Look) -> Look:
    """The look of what an element marks."""
    match element.tag:
        case "b" | "strong":
            return replace(look, bold=True)
        case "del":
            return replace(look, deleted=True)
        case "ins":
            return replace(look, inserted=True)
        case "sup":
            return replace(look, raised=True)
    return look


def _comment(desk: _Desk, paragraph: Paragraph, mark: etree._Element) -> None:
    """The editor's note as a comment on what stands before its mark."""
    named = next((link.get("href", "").removeprefix("#") for link in mark.iter("a")), "")
    if named in desk.notes and paragraph.run >= 0:
        paragraph.comment(len(desk.comments))
        desk.comments.append(comment(len(desk.comments), desk.notes[named], desk.editor, desk.date))


def _words(item: etree._Element) -> str:
    parts = [" ".join("".join(map(str, one.itertext())).split()) for one in item if "screen-only" not in _classes(one)]
    return ": ".join(part for part in parts if part)


def _classes(element: etree._Element) -> list[str]:
    return element.get("class", "").split()
