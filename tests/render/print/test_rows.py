"""Rows of the parallel edition: headings in their sentence, common base lines, notes of a row."""

from __future__ import annotations

import base64

import pymupdf
import pytest
from diptych.render import asset_files
from diptych.render.html.queries import classes
from diptych.render.print import pdf, rows
from diptych.render.print.fonts import Fonts
from lxml import html as lxml_html

from tests.readers import packages

HEADS = """<article><section class="akn-paragraph" data-eid="p" id="p"><div class="akn-row akn-row-heading" id="h"
data-also="h-zho"><div class="akn-cell" lang="zh"><h3 class="akn-headline">指导思想{0}</h3></div>
<div class="akn-cell" lang="ko"><h3 class="akn-headline">지도사상{1}</h3></div></div>
<div class="akn-row akn-row-p" id="t">
<p class="akn-cell akn-p" lang="zh">高举旗帜。</p><p class="akn-cell akn-p" lang="ko">깃발을 든다.</p></div></section>
<p><a href="#h-zho">上文</a></p></article>"""


def test_headings_that_begin_a_sentence_stand_before_it() -> None:
    article = lxml_html.fragment_fromstring(HEADS.format("：", "."))
    rows.run_in(article)
    row, = article.xpath(".//div[contains(@class, 'akn-row ')]")
    assert {"akn-row-p", rows.RUN_IN} <= classes(row)
    assert [cell.text_content() for cell in row] == ["指导思想：高举旗帜。", "지도사상. 깃발을 든다."]
    assert [cell.get("lang") for cell in row] == ["zh", "ko"]
    assert row.get("data-also") == "h h-zho"
    assert article.xpath("string(.//a/@href)") == "#t"


def test_a_heading_of_its_own_keeps_its_row() -> None:
    article = lxml_html.fragment_fromstring(HEADS.format("：", ""))
    rows.run_in(article)
    assert len(article.xpath(".//div[contains(@class, 'akn-row ')]")) == 2


STYLE = """@page { size: 400px 300px; margin: 40px } p { margin: 0; height: 60px; font: 16px 'Noto Serif CJK SC' }
.r { display: table; table-layout: fixed; width: 100% } .c { display: table-cell; vertical-align: top;
line-height: 20px; font-size: 16px; orphans: 1; widows: 1 } .n { float: footnote; footnote-policy: line }
.n::footnote-call, .n::footnote-marker { content: none }
.z { font-family: 'Noto Serif CJK SC' } .k { font-family: 'Noto Serif CJK KR'; font-size: 10px }"""


def pages(markup: str, fonts: Fonts) -> list[pymupdf.Page]:
    made = pdf.render(f"<html lang='zh-Hans'><title>t</title><style>{STYLE}</style><body>{markup}", fonts=fonts)
    assert made.value, made.diagnostics
    return list(pymupdf.open(stream=made.value).pages())


def test_the_lines_of_a_row_have_common_base_lines(family_fonts: Fonts) -> None:
    row = f"<div class=r><div class='c z'>{'字' * 30}</div><div class='c k' lang=ko>{'글 ' * 40}</div></div>"
    page, = pages(row, family_fonts)
    places = {character: {round(span["origin"][1], 1) for block in page.get_text("dict")["blocks"]
                          for line in block["lines"] for span in line["spans"] if character in span["text"]}
              for character in "字글"}
    assert len(places["字"]) >= 3
    assert len(places["字"] & places["글"]) >= 3


def test_a_row_whose_notes_take_its_room_is_divided(family_fonts: Fonts) -> None:
    note = f"〔1〕<span class=n>{'注' * 40}</span>"
    row = f"<div class=r><div class='c z'>{'字' * 130}</div><div class='c z'>丙{note}{'乙' * 90}</div></div>"
    shown = [page.get_text() for page in pages(f"<p>甲</p>{row}", family_fonts)]
    assert all(sign in shown[0] for sign in "甲字丙注")
    assert "注" not in "".join(shown[1:])
    assert "".join(shown).count("字") == 130


PICTURE = f"data:image/png;base64,{base64.b64encode(packages.png(10)).decode()}"


@pytest.mark.parametrize(("picture", "kept"), [
    ('<img src="a" height="200">', True), ('<img src="a">', True), ('<img src="a" height="20">', False),
    ('<figure><img src="a" height="20"></figure>', True), ("", False)])
def test_a_row_with_a_picture_higher_than_its_lines_is_kept_on_a_page(picture: str, kept: bool) -> None:  # noqa: FBT001
    cells = f'<div class="akn-cell">字</div><div class="akn-cell">{picture}</div>'
    article = lxml_html.fragment_fromstring(f'<article><div class="akn-row">{cells}</div></article>')
    rows.keep_pictures(article)
    assert (rows.PICTURED in classes(article[0])) == kept


def test_a_row_whose_picture_has_no_room_moves_as_a_whole(family_fonts: Fonts) -> None:
    css = (asset_files.folder("print") / "print.css").read_text("utf-8")
    rule = next(line for line in css.splitlines() if rows.PICTURED in line)
    row = (f"<style>{rule}</style><p>甲<p>丁<div class='r {rows.PICTURED}'><div class='c z'>{'字' * 60}</div>"
           f"<div class='c z'>乙<img src='{PICTURE}' style='height: 120px'></div></div>")
    shown = [page.get_text() for page in pages(row, family_fonts)]
    assert "字" not in shown[0]
    assert shown[1].count("字") == 60
