"""Footnotes, spans and raised text of a Word document arrive in pages, EPUB and DOCX, and can be read back."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from io import BytesIO

from diptych.akn.document import Document
from diptych.akn.names import local, tag
from diptych.compile.single_text import convert
from diptych.interface_text import packaged_interfaces
from diptych.project import load
from diptych.render.html import provisions
from diptych.render.html.view import View
from diptych.render.office import docx, epub
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import declared
from diptych.render.text.plain import text
from lxml import etree

from tests.conftest import ROOT
from tests.readers import packages

RUN = "<w:r><w:t>{}</w:t></w:r>"
MARK = '<w:r><w:{}Reference w:id="1"/></w:r>'
SUP = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p>" + RUN + "</w:p></w:tc>"
CELLS = ((('<w:gridSpan w:val="2"/>', "甲"), ('<w:vMerge w:val="restart"/>', "乙")),
         (("", "丙"), ("", "丁"), ("<w:vMerge/>", "")))
TABLE = "".join(f"<w:tr>{''.join(CELL.format(*cell) for cell in row)}</w:tr>" for row in CELLS)
BODY = (f"<w:p>{RUN.format('关于试行的通知')}</w:p><w:p>{RUN.format('第一条 面积为100m')}{SUP}"
        f"{RUN.format('，见')}{MARK.format('footnote')}{RUN.format('附表')}{MARK.format('endnote')}{RUN.format('。')}</w:p>"
        f"<w:tbl>{TABLE}</w:tbl><w:p>{RUN.format('第二条 自公布之日起施行。')}</w:p>")


@cache
def received() -> Document:
    return converted(packages.word(
        BODY, footnotes=f'<w:footnote w:id="1"><w:p>{RUN.format("脚注文字")}</w:p></w:footnote>',
        endnotes=f'<w:endnote w:id="1"><w:p>{RUN.format("尾注文字")}</w:p></w:endnote>'))


def converted(data: bytes) -> Document:
    schema = load.schema(ROOT).value
    assert schema
    value = convert(data, "a.docx", schema).value
    assert value
    return value.document


def objects(document: Document) -> list[tuple[str, str]]:
    names = ("authorialNote", "sup", "td")
    return [(local(element.tag), "".join("".join(element.itertext()).split()) + element.get("colspan", "")
             + element.get("rowspan", "")) for element in document.main.iter(*map(tag, names))]


def test_objects_are_at_their_places() -> None:
    assert objects(received()) == [("sup", "2"), ("authorialNote", "脚注文字"), ("authorialNote", "尾注文字"),
                                   ("td", "甲2"), ("td", "乙2"), ("td", "丙"), ("td", "丁")]
    assert "第一条 面积为100m2，见脚注文字附表尾注文字。" in text(received())


def test_a_page_links_marks_and_notes() -> None:
    page = provisions.fragment(View(received(), fragments((received(),), packaged_interfaces()).texts[0].words))
    marks = page.xpath("//sup[@class='akn-noteRef akn-authorialNote']/a")
    assert [mark.text for mark in marks] == ["1", "i"]
    paragraph = marks[0].getparent().getparent()
    assert paragraph.tag == "p"
    assert paragraph.xpath("string()").endswith("面积为100m2，见1附表i。")
    notes = page.xpath("//section[contains(@class, 'akn-footnotes')]//li")
    assert [(f"#{note.get('id')}", note.xpath("string(.//span[@class='akn-note-words'])")) for note in notes] == [
        (marks[0].get("href"), "脚注文字"), (marks[1].get("href"), "尾注文字")]
    assert [note.xpath("string(.//a/@href)") for note in notes] == [f"#{mark.get('id')}" for mark in marks]


def test_word_gets_what_it_gave() -> None:
    fonts = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert fonts
    shown = fragments((received(),), packaged_interfaces())
    data = docx.expression(shown.texts[0], shown.alone[0], "https://example.org/", fonts)
    assert objects(converted(data)) == objects(received())
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert "footnotes+xml" in package.read("[Content_Types].xml").decode()
        assert etree.fromstring(package.read("word/endnotes.xml")).xpath("string()").strip() == "尾注文字"


def test_a_book_has_the_notes() -> None:
    shown = fragments((received(),), packaged_interfaces())
    with zipfile.ZipFile(BytesIO(epub.epub(shown, "https://example.org/"))) as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert pages.count('class="akn-note akn-note-footnote"') == 1
    assert 'rowspan="2"' in pages


def gapped(side: str, merge: str, words: str, *, headed: bool = False) -> str:
    """A row of a cell with a free column before or after it."""
    head = "<w:tblHeader/>" if headed else ""
    return f'<w:tr><w:trPr><w:grid{side} w:val="1"/>{head}</w:trPr>{CELL.format(merge, words)}</w:tr>'


@cache
def with_gaps() -> Document:
    """A head with a free place before it, a row with one before its cell, and one behind a cell that goes on."""
    rows = (gapped("Before", "", "头", headed=True) + gapped("Before", "", "丙")
            + gapped("After", '<w:vMerge w:val="restart"/>', "甲") + gapped("After", "<w:vMerge/>", ""))
    return converted(packages.word(BODY.replace(TABLE, rows)))


def cells(document: Document) -> list[tuple[str, dict[str, str], str]]:
    return [(local(cell.tag), {str(name): str(value) for name, value in cell.attrib.items()},
             "".join("".join(cell.itertext()).split())) for cell in document.main.iter(tag("th"), tag("td"))]


def as_word(document: Document) -> bytes:
    fonts = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert fonts
    shown = fragments((document,), packaged_interfaces())
    return docx.expression(shown.texts[0], shown.alone[0], "https://example.org/", fonts)


def test_places_that_a_row_leaves_free_are_cells_of_a_class() -> None:
    assert cells(with_gaps()) == [
        ("th", {"class": "free"}, ""), ("th", {}, "头"), ("td", {"class": "free"}, ""), ("td", {}, "丙"),
        ("td", {"rowspan": "2"}, "甲"), ("td", {"class": "free"}, "")]


def test_free_places_of_a_head_are_no_headings_of_columns() -> None:
    page = provisions.fragment(View(with_gaps(), fragments((with_gaps(),), packaged_interfaces()).texts[0].words))
    assert [(cell.tag, cell.get("class"), cell.get("scope")) for cell in page.iter("th", "td")] == [
        ("td", "akn-th akn-free", None), ("th", "akn-th", "col"), ("td", "akn-td akn-free", None),
        ("td", "akn-td", None), ("td", "akn-td", None), ("td", "akn-td akn-free", None)]


def test_word_gives_free_places_back() -> None:
    """Word has them as gaps of their rows: the cells beside them show their lines (ISO/IEC 29500-1, 17.4.66)."""
    data = as_word(with_gaps())
    assert cells(converted(data)) == cells(with_gaps())
    with zipfile.ZipFile(BytesIO(data)) as word:
        document = word.read("word/document.xml")
    gaps = (document.count(b"<w:gridBefore"), document.count(b"<w:gridAfter"))
    assert (*gaps, document.count(b"<w:tcBorders>")) == (2, 2, 0)
    assert document.count(b"<w:tblHeader/>") == 1


def test_a_book_and_a_plain_text_keep_free_places() -> None:
    shown = fragments((with_gaps(),), packaged_interfaces())
    with zipfile.ZipFile(BytesIO(epub.epub(shown, "https://example.org/"))) as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert re.findall('<(t[dh]) class="([^"]*)akn-free"', pages) == [("td", "akn-th "), *[("td", "akn-td ")] * 2]
    assert "\n\t头\n\t丙\n甲\n" in text(with_gaps())
