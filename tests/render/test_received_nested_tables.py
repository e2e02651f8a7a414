"""Tables and lists in cells of pages, DOCX and HWPX arrive once in every product, with the table around them."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import pytest
from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.names import tag
from diptych.compile.single_text import convert
from diptych.interface_text import packaged_interfaces
from diptych.project import load
from diptych.render.html import parallel, provisions
from diptych.render.html.view import View
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from diptych.render.print import edition, pdf
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts, declared
from diptych.render.text.json_tree import tree
from diptych.render.text.plain import text
from lxml import etree

from tests.conftest import ROOT
from tests.readers import packages
from tests.readers.formats.web_pages.test_html_page import LAW

WORDS = ("外项", "外额", "借书甲", "内一", "内二", "内三", "内四", "条目一", "条目二", "还书乙")
KINDS = ("html", "docx", "hwpx")


def word_cell(*blocks: str) -> str:
    return f"<w:tc>{''.join(blocks)}</w:tc>"


def word_line(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def hangul_line(words: str, held: str = "") -> str:
    return f"<p><run><t>{words}</t>{held}</run></p>"


def hangul_cell(content: str) -> str:
    return f"<tc><subList>{content}</subList></tc>"


def source(kind: str) -> bytes:
    if kind == "html":
        inner = "<table><tr><td>内一</td><td>内二</td></tr><tr><td>内三</td><td>内四</td></tr></table>"
        lists = "<ul><li>条目一</li><li>条目二</li></ul>"
        head = "<tr><th>外项</th><th>外额</th></tr>"
        table = f"<table>{head}<tr><td>借书甲{inner}</td><td>{lists}还书乙</td></tr></table>"
        last = f"<p>{'第九条 其他事项另行规定，由主管部门负责解释并组织实施。' * 3}</p>"
        return f"<html><body>{LAW}{table}{last}</body></html>".encode()
    pairs = (("内一", "内二"), ("内三", "内四"))
    if kind == "docx":
        rows = "".join(f"<w:tr>{''.join(word_cell(word_line(words)) for words in row)}</w:tr>" for row in pairs)
        outer = (f"<w:tr>{word_cell(word_line('外项'))}{word_cell(word_line('外额'))}</w:tr><w:tr>"
                 + word_cell(word_line("借书甲"), f"<w:tbl>{rows}</w:tbl>", "<w:p/>")
                 + word_cell(*map(word_line, WORDS[-3:])) + "</w:tr>")
        return packages.word("".join((word_line("关于试行的通知"), word_line("第一条 收费标准如下表。"),
                                      f"<w:tbl>{outer}</w:tbl>", word_line("第二条 自公布之日起施行。"))))
    rows = "".join(f"<tr>{''.join(hangul_cell(hangul_line(words)) for words in row)}</tr>" for row in pairs)
    outer = (f"<tr>{hangul_cell(hangul_line('外项'))}{hangul_cell(hangul_line('外额'))}</tr><tr>"
             + hangul_cell(hangul_line("借书甲", f"<tbl>{rows}</tbl>"))
             + hangul_cell("".join(map(hangul_line, WORDS[-3:]))) + "</tr>")
    return packages.hangul(hangul_line("关于试行的通知") + hangul_line("第一条 收费标准如下表。", f"<tbl>{outer}</tbl>")
                           + hangul_line("第二条 自公布之日起施行。"))


@cache
def received(kind: str) -> Document:
    schema = load.schema(ROOT).value
    assert schema
    result = convert(source(kind), f"a.{kind}", schema)
    assert result.value, result.diagnostics
    assert not {"L001", "L002", "T025", "T030", "X010"} & {item.code for item in result.diagnostics}
    return result.value.document


def counted(words: str) -> list[int]:
    return ["".join(words.split()).replace("\u2060", "").count(word) for word in WORDS]


@pytest.mark.parametrize("kind", KINDS)
def test_the_inner_table_is_in_the_cell(kind: str) -> None:
    outer, inner = received(kind).main.iter(tag("table"))
    assert next(inner.iterancestors(tag("td"))).getparent().getparent() is outer  # type: ignore[union-attr]
    assert [len(row) for row in inner] == [2, 2]
    assert counted(received(kind).text) == [1] * len(WORDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_product_has_each_word_once(kind: str) -> None:
    document = received(kind)
    assert counted(text(document)) == [1] * len(WORDS)
    assert counted(str(tree(document))) == [1] * len(WORDS)
    view = View(document, interface_text.interface("en"))
    assert counted("".join(map(str, provisions.fragment(view).itertext()))) == [1] * len(WORDS)
    assert counted("".join(map(str, parallel.fragment((view, view)).itertext()))) == [2] * len(WORDS)
    fonts = declared((ROOT / "schema/fonts.toml").read_bytes(), "fonts.toml").value
    assert fonts
    shown = fragments((document,), packaged_interfaces())
    data = docx.expression(shown.texts[0], shown.alone[0], "https://example.org/", fonts)
    with zipfile.ZipFile(BytesIO(data)) as file:
        words = etree.fromstring(file.read("word/document.xml"))
    assert counted("".join(map(str, words.itertext()))) == [1] * len(WORDS)


def test_a_pdf_is_made(family_fonts: Fonts, imprint: Imprint) -> None:
    html = edition.expression(received("docx"), imprint)
    assert counted("".join(map(str, etree.HTML(html).itertext()))) == [1] * len(WORDS)
    assert pdf.render(html, fonts=family_fonts).value
