"""Running heads: the first and the last unit of each page, the short title, the date of the version."""

from __future__ import annotations

import pymupdf
import pytest
from diptych.akn.document import Document
from diptych.render.print import edition as print_
from diptych.render.print import pdf, running_heads
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts
from lxml import etree

from tests.render.conftest import twin


def many(count: int) -> str:
    """The text of one more item, `count` times."""
    numbers = range(2, count + 2)
    return "".join(f'<paragraph eId="sec_1__para_{number}"><num>({number})</num><content><p>'
                   f'{"字 " * 160}</p></content></paragraph>' for number in numbers)


def heads(data: bytes) -> list[set[str]]:
    """The texts above and below the type area of each page."""
    found = []
    for sheet in pymupdf.open(stream=data).pages():
        blocks = sheet.get_text("blocks")
        found.append({part.strip() for block in blocks if block[3] < 92 or block[1] > sheet.rect.height - 92
                      for part in block[4].splitlines()})
    return found


def long(language: str) -> Document:
    """A twin with 30 items."""
    document = twin(language)
    unit = document.main.find(".//{*}section")
    assert unit is not None
    for item in list(unit.iterfind("{*}paragraph"))[1:]:
        unit.remove(item)
    namespace = etree.QName(unit).namespace
    holder: etree._Element = etree.fromstring(f'<x xmlns="{namespace}">{many(30)}</x>')
    unit.extend(list(holder))
    return document


def test_each_page_names_its_first_and_its_last_unit_in_both_languages(family_fonts: Fonts, imprint: Imprint) -> None:
    made = pdf.render(print_.parallel((long("zho"), long("kor")), imprint), fonts=family_fonts)
    assert made.value, made.diagnostics
    texts = [" ".join(page) for page in heads(made.value)]
    with_range = [text for text in texts if "一(" in text and "1(" in text and "–" in text]
    assert len(with_range) >= 3
    assert "中文（原文）" in with_range[1]
    assert "关于示范区的意见 · 2012年4月13日" in with_range[1]
    assert "시범구역에 관한 의견 · 2012년 4월 13일" in with_range[1]


def test_a_page_with_a_single_unit_names_it_once(family_fonts: Fonts, imprint: Imprint) -> None:
    made = pdf.render(print_.expression(twin("kor"), imprint), fonts=family_fonts)
    assert made.value, made.diagnostics
    assert {"1–1(1)", "시범구역에 관한 의견 · 2012년 4월 13일"} <= heads(made.value)[2]


@pytest.mark.parametrize(("title", "room", "short"), [
    ("意见", 8.0, "意见"), ("关于示范区建设的若干意见", 6.0, "关于示范区…"),
    ("Addition of Lands to Reserves Act", 12.0, "Addition of Lands…"), ("중국 두만강지역", 6.0, "중국 두만…"),
    ("意见", 0.5, "意…")])
def test_a_long_title_ends_with_a_word(title: str, room: float, short: str) -> None:
    assert running_heads.shortened(title, room) == short
