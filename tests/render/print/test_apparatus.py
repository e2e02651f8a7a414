"""The apparatus: the clean text, and at the foot what was received, keyed to its unit."""

from __future__ import annotations

import pytest
from diptych.interface_text import packaged_interfaces
from diptych.render.html.provisions import fragment
from diptych.render.html.view import View
from diptych.render.print import apparatus
from diptych.render.print.body import prepare
from lxml import etree, html

from tests.render.conftest import twin

MARK = "<sup class='akn-noteRef'><a class='akn-mark' href='#n'>[1]</a></sup>"


def change(removed: str, added: str) -> str:
    """The markup of an emendation."""
    parts = (("del", removed), ("ins", added))
    return "".join(f"<{name} class='akn-{name} akn-editorial'>{text}</{name}>" for name, text in parts if text)


def paragraph(inside: str) -> etree._Element:
    return html.fragment_fromstring(
        f"<section class='akn-paragraph' data-eid='sec_6__para_7' data-num='(7)'><p>{inside}</p></section>")


def text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).replace("\u2060", "")


@pytest.mark.parametrize(("inside", "entry"), [
    (f"구축을 촉{change('짆', '진한')}다{MARK}. 관련", "(7) 촉진한다] 촉짆다"),
    (f"구축을 촉{change('짆', '진한')}{MARK}다. 관련", "(7) 촉진한] 촉짆"),
    (f"기술계획을 통해{change('', ' ')}{MARK}훈춘 국제", "(7) 통해 훈춘] 통해훈춘"),
    (f"이론과 {change('<span class=akn-codepoint>U+F0852</span>', '“')}{MARK}3개", "(7) “] U+F0852"),
    (f"合作示范区建设需要大力{change('推近', '推进')}{MARK}。", "(7) 需要大力推进] 需要大力推近"),
    (f"글 {change('', '덧붙임')}{MARK}", ""), (f"글 {change('뺌', '')}{MARK}", ""),
    (f"고친 {change('짆', '진')} 곳 뒤{MARK}", "")])
def test_an_entry_is_the_word_as_corrected_and_as_received(inside: str, entry: str) -> None:
    unit = paragraph(inside)
    assert apparatus.entry(next(unit.iter("sup"))) == entry


@pytest.mark.parametrize(("inside", "clean"), [
    (f"촉{change('짆', '진한')}다.", "촉진한다."), (f"통해{change('', ' ')}훈춘", "통해 훈춘"),
    (f"가{change('', '나')}다", "가〔나〕다"), (f"가{change('나', '')}다", "가다"),
    ("<ins class='akn-ins'>나</ins><del class='akn-del'>다</del>", "나다")])
def test_the_clean_text_has_no_deletions_and_brackets_what_was_supplied(inside: str, clean: str) -> None:
    unit = paragraph(inside)
    apparatus.clean(unit)
    assert text(unit) == clean


def test_a_supplied_paragraph_is_in_brackets_before_its_note_and_without_a_label() -> None:
    unit = paragraph(f"국무원 <b>판공청</b>{MARK} <span class='akn-supplied'>[보충]</span>")
    apparatus.bracket_supplied(unit)
    assert text(unit) == "〔국무원 판공청〕[1]"


@pytest.mark.parametrize(("diplomatic", "line", "note"), [
    (False, "훈춘의 촉진[1]", "1(1) 촉진] 촉짆."), (True, "훈춘의 촉짆촉진[1]", "「촉짆」 → 여기서는: 「촉진」")])
def test_an_edition_is_clean_or_diplomatic(diplomatic: bool, line: str, note: str) -> None:  # noqa: FBT001
    words = packaged_interfaces().of("ko")
    article = fragment(View(twin("kor"), words))
    prepare(article, {"ko": words}, str.isdecimal, diplomatic=diplomatic)
    foot = next(span for span in article.iter("span") if span.get("class") == "footnote")
    assert note in text(foot)
    foot.clear(keep_tail=True)
    assert line in text(article)
