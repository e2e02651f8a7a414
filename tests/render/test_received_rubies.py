"""Readings above a text of pages and DOCX: the text is the base, pages and books show the reading as ruby."""

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
from diptych.readers.formats.lines import notations, pieces, unwritten
from diptych.render.html import provisions
from diptych.render.html.elements import serialise
from diptych.render.html.view import View
from diptych.render.office import epub
from diptych.render.office.text_fragments import fragments
from diptych.render.print import edition
from diptych.render.print.edition import Imprint
from diptych.render.text.json_tree import tree
from diptych.render.text.plain import text
from lxml import etree, html

from tests.conftest import ROOT
from tests.readers import packages
from tests.readers.formats.web_pages.test_html_page import LAW, read

RUN = "<w:r><w:t>{}</w:t></w:r>"
RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt>{1}</w:rt><w:rubyBase>{0}</w:rubyBase></w:ruby></w:r>"


@cache
def received(kind: str) -> Document:
    schema = load.schema(ROOT).value
    assert schema
    last = f"<p>{'第九条 其他事项另行规定，由主管部门负责解释并组织实施。' * 3}</p>"
    pair = RUBY.format(RUN.format("瑕疵"), RUN.format("かし"))
    body = (f"<w:p>{RUN.format('关于试行的通知')}</w:p><w:p>{RUN.format('第一条 有')}{pair}{RUN.format('的。')}</w:p>"
            f"<w:p>{RUN.format('第二条 自公布之日起施行。')}</w:p>")
    ruby = "<ruby>瑕疵<rp>(</rp><rt>かし</rt><rp>)</rp></ruby>"
    page = f"<html><body>{LAW}<p>第八条 有{ruby}的。</p>{last}</body></html>"
    data = packages.word(body) if kind == "docx" else page.encode()
    result = convert(data, f"a.{kind}", schema)
    assert result.value, result.diagnostics
    assert not {"L001", "L002", "T025", "T030", "X010"} & {item.code for item in result.diagnostics}
    return result.value.document


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_base_is_the_text_and_the_reading_is_shown(kind: str) -> None:
    document = received(kind)
    span, = document.main.iter(tag("span"))
    assert (span.text, span.get("class"), span.get("title")) == ("瑕疵", "ruby", "かし")
    assert "有瑕疵的。" in text(document)
    assert "有瑕疵的。" in str(tree(document))
    shown = serialise(provisions.fragment(View(document, interface_text.interface("en"))))
    assert "瑕疵<rp>(</rp><rt>かし</rt><rp>)</rp></ruby>的。" in shown
    known = fragments((document,), packaged_interfaces())
    with zipfile.ZipFile(BytesIO(epub.epub(known, "https://example.org/"))) as book:
        pages = [etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")]
    assert [item.text for page in pages for item in page.iter("{*}rt")] == ["かし"]


def test_an_edition_prints_the_reading_behind_its_base(imprint: Imprint) -> None:
    shown = html.document_fromstring(edition.expression(received("html"), imprint))
    assert "有瑕疵(かし)的。" in shown.text_content().replace("\u2060", "").replace("\u200b", "")


@pytest.mark.parametrize(("ruby", "base", "letters"), [
    ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢字", ["かん", "じ"]),
    ("<ruby><rb>漢字</rb><rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>", "漢字", ["（かんじ）"]),
    ("<ruby>漢字<rtc><rt>かん</rt><rt>じ</rt></rtc></ruby>", "漢字", ["かんじ"]),
    ("<ruby><rt>かん</rt></ruby>", "かん", []),
    ("<ruby>漢<a href='https://example.org/'>字</a><rt>じ</rt></ruby>", "漢字じ", []),
    ("<ruby>漢字</ruby>", "漢字", []),
])
def test_every_character_is_accounted_for(ruby: str, base: str, letters: list[str]) -> None:
    lines = read(f"{LAW}<p>甲{ruby}乙</p>")
    words = "".join(words for words, _ in pieces(lines))
    assert f"甲{base}乙" in words
    assert [own for own, _ in unwritten(notations(lines))] == letters
    whole = html.fragment_fromstring(f"<p>{ruby}</p>").text_content()
    assert sorted("".join((base, *letters))) == sorted(whole)
