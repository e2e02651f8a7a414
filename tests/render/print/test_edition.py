"""The print HTML of an edition."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.akn.document import read
from diptych.akn.names import DIPTYCH
from diptych.interface_text import interface
from diptych.render.print import edition as print_
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Coverage
from lxml import etree, html

from tests.render.conftest import twin
from tests.render.small import BODY, CHINESE, document


def text(page: str) -> str:
    body = html.document_fromstring(page).find("body")
    assert body is not None
    return " ".join(body.text_content().replace("\u2060", "").split())


def test_a_translation_says_what_it_is(imprint: Imprint) -> None:
    page = print_.expression(twin("kor"), imprint)
    assert "한국어(비공식 번역)" in text(page)
    assert "번역자: 범위." in text(page)
    assert "비공식" not in text(print_.expression(twin("zho"), imprint))


def test_the_permanent_address_is_that_of_the_site(imprint: Imprint) -> None:
    page = html.document_fromstring(print_.expression(twin("kor"), imprint))
    assert page.xpath("//p[@class='address']/a/@href") == ["https://example.org/laws/akn/cn/act/x/2012/1/kor/"]
    both = html.document_fromstring(print_.parallel((twin("zho"), twin("kor")), imprint))
    assert both.xpath("//p[@class='address']/a/@href") == ["https://example.org/laws/akn/cn/act/x/2012/1/"]


def test_the_head_carries_the_metadata(imprint: Imprint) -> None:
    page = html.document_fromstring(print_.parallel((twin("zho"), twin("kor")), imprint))
    meta = {item.get("name"): item.get("content") for item in page.iter("meta") if item.get("name")}
    assert page.get("lang") == "zh-Hans"
    assert meta["dcterms.language"] == "zh-Hans ko"
    assert meta["dcterms.identifier"] == "/akn/cn/act/x/2012/1"
    assert meta["dcterms.created"] == "2026-11-23T00:00:00Z"


def test_both_texts_keep_their_own_words(imprint: Imprint) -> None:
    page = text(print_.parallel((twin("zho"), twin("kor")), imprint))
    assert "键入错误。" in page
    assert "입력 오류." in page


def test_markup_in_a_text_is_text(imprint: Imprint) -> None:
    attack = "&lt;/style>&lt;script>alert(1)&lt;/script>{{ imprint }}&lt;img src=x>"
    for page in (print_.expression(twin("zho", title=attack, heading=attack, office=attack), imprint),
                 print_.parallel((twin("zho", title=attack), twin("kor", heading=attack)), imprint)):
        tree = html.document_fromstring(page)
        assert not tree.xpath("//script|//img")
        assert "{{ imprint }}" in text(page)


@pytest.mark.parametrize(("language", "words"), [("eng", "About the text in English"), ("fin", "suomi")])
def test_a_language_without_an_interface_is_served_in_english(language: str, words: str, imprint: Imprint) -> None:
    page = print_.expression(twin("kor", language=language, translation=""), imprint)
    assert words in text(page)


def test_paper_is_a_choice(imprint: Imprint) -> None:
    assert "size: 612.0pt 792.0pt" in print_.expression(twin("zho"), replace(imprint, paper="letter"))


def test_a_preview_says_so_on_its_cover_and_on_every_page(imprint: Imprint) -> None:
    published = etree.tostring(twin("kor").root)
    mark = f'<proprietary source="#e"><d:preview xmlns:d="{DIPTYCH}" why="draft"/></proprietary></meta>'.encode()
    draft = read(published.replace(b"</meta>", mark), "twin.xml").value
    assert draft
    words = interface("ko").say("preview")
    page = html.document_fromstring(print_.expression(draft, imprint))
    assert page.find_class("cover-notice")[0].text_content().replace("\u2060", "").startswith(words)
    assert f'@top-left {{ content: "{words} · ' in "".join(page.xpath("//style/text()"))
    assert words not in print_.expression(twin("kor"), imprint)


def test_unknown_facts_leave_no_trace_in_a_citation() -> None:
    words = interface("en")
    assert words.say("print_citation", author="", title="Rules", number="", clause="section 1") == "Rules, section 1."
    assert words.say("print_citation", author="A", title="Rules", number="7", clause="section 1") == (
        "A, Rules (7), section 1.")


@pytest.mark.parametrize(("language", "country", "words", "fonts"), [
    ("zho", "tw", "zh-Hant", "Noto Serif CJK TC"), ("zho", "cn", "zh", "Noto Serif CJK SC"),
    ("fra", "ca", "fr", "Liberation Serif"), ("jpn", "jp", "ja", "Noto Serif CJK JP"),
])
def test_the_frame_is_in_the_language_and_script_of_the_text(
        imprint: Imprint, language: str, country: str, words: str, fonts: str) -> None:
    shown = document(BODY.format(**CHINESE), language, country=country)
    page = html.document_fromstring(print_.expression(shown, imprint))
    known = interface(words)
    assert page.get("lang") == known.tag
    said = text(print_.expression(shown, imprint)).replace("\u00a0", " ").replace("\u202f", " ")
    for key in ("contents", "print_address", "print_fonts"):
        assert known.say(key).replace("\u00a0", " ") in said, key
    assert fonts in page.xpath("string(//style)")


def test_an_edition_without_front_begins_with_what_a_reader_must_know(imprint: Imprint) -> None:
    bare = replace(imprint, front="none")
    page = html.document_fromstring(print_.expression(twin("kor"), bare))
    assert not page.xpath("//*[@class='cover' or @class='front']")
    assert page.xpath("//body/*/@class")[:2] == ["bare-notice", "akn akn-act"]
    assert "비공식" in text(print_.expression(twin("kor"), bare)).partition("시범구역에 관한 의견")[0]
    assert "비공식" not in text(print_.expression(twin("zho"), bare))
    assert page.xpath("//p[@class='address']/a/@href") == ["https://example.org/laws/akn/cn/act/x/2012/1/kor/"]


def test_the_colophon_names_the_characters_that_a_typeface_lacks(imprint: Imprint) -> None:
    name = next(iter(imprint.declared.setting("zh").typefaces["fangsong"]))
    coverage = Coverage((0x20, 0x4E00), (0x7E, 0x9FFF))
    chosen = replace(imprint, declared=imprint.declared.set_in("fangsong", {name}), coverage={name: coverage})
    whole = text(print_.expression(twin("zho"), chosen))
    assert f"{name}, Noto Serif CJK SC" in whole
    assert "以宋体代替" not in whole
    assert "缺字" not in whole
    rare = replace(chosen, coverage={name: Coverage((0x20, 0x4E00), (0x7E, 0x72FF))})
    assert f"{name} 缺字：" in text(print_.expression(twin("zho"), rare))
    assert "珲" in text(print_.expression(twin("zho"), rare)).partition("缺字：")[2]
