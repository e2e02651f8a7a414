"""Fragments made ready for paper."""

from __future__ import annotations

import re

from diptych.interface_text import interface
from diptych.render.html import parallel
from diptych.render.html.provisions import fragment
from diptych.render.html.view import NOWHERE, View
from diptych.render.print import outline
from diptych.render.print.binding import JOINER
from diptych.render.print.body import hold_words, prepare
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from tests.render.conftest import twin

UNSEEN = re.compile("[\u2060\u200b]")
LAW = """<article lang="zh"><section class="akn-chapter" id="chp_1" data-eid="chp_1"><h2 class="akn-headline"><span
class="akn-num">第一章</span> <span class="akn-heading">总则</span></h2><section class="akn-article" id="art_1"
data-eid="art_1"><h3 class="akn-headline"><span class="akn-num">第一条</span></h3><section class="akn-paragraph"
id="art_1__para_1" data-eid="art_1__para_1"><div class="akn-content"><p class="akn-p" id="art_1__para_1__p_1"
data-eid="art_1__para_1__p_1">甲。</p></div></section><section class="akn-paragraph" id="art_1__para_2"
data-eid="art_1__para_2"><p>乙。</p><table><tr><td><p data-eid="art_1__para_2__p_2">丙</p></td></tr></table></section>
</section></section></article>"""
INLINES = st.sampled_from(["span", "b", "a", "ins"])
KOREAN = st.text(alphabet="가나다라 中A1,(-", max_size=8)


def korean(language: str) -> bool:
    return language == "ko"


def body(language: str) -> etree._Element:
    article = fragment(View(twin(language), interface("ko")))
    prepare(article, {"ko": interface("ko")}, korean)
    return article


def tree(markup: str) -> etree._Element:
    return html.fragment_fromstring(markup)


def text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


@given(st.lists(st.tuples(INLINES, KOREAN, KOREAN), max_size=4))
def test_words_are_held_across_inline_elements_and_nothing_else_changes(parts: list[tuple[str, str, str]]) -> None:
    markup = "".join(f"<{name}>{inside}</{name}>{behind}" for name, inside, behind in parts)
    held = tree(f"<p lang='ko'>{markup}</p>")
    before = text(held)
    hold_words(held, korean)
    after = text(held)
    assert after.replace(JOINER, "") == before
    assert after == " ".join(re.sub(f"(?<=[A1]){JOINER}(?=[A1])", "", JOINER.join(word))
                             for word in before.split(" "))


def test_a_word_may_break_after_a_dash_and_a_slash_but_not_after_a_hyphen() -> None:
    held = tree("<p lang='ko'>가—나 가/나 가-나</p>")
    hold_words(held, korean)
    assert text(held) == f"가{JOINER}—나 가{JOINER}/나 {JOINER.join('가-나')}"


def test_what_connects_two_words_begins_no_line() -> None:
    held = tree("<p lang='zh'>吉林—<b>图们</b>—珲春，五～六月，卡尔·马克思——德国人</p>")
    hold_words(held, korean)
    assert text(held).replace(JOINER, "|") == "吉林|—图们|—珲春，五|～六月，卡尔|·马克思——德国人"


def test_holding_twice_is_holding_once() -> None:
    held = tree("<p lang='ko'>가나<b>다</b>라</p>")
    hold_words(held, korean)
    once = text(held)
    hold_words(held, korean)
    assert text(held) == once


def test_other_languages_and_other_blocks_are_left_alone() -> None:
    held = tree("<div lang='ko'><p>가</p><p>나</p><p lang='zh'>中文</p></div>")
    hold_words(held, korean)
    assert JOINER not in text(held)


def test_a_note_moves_to_its_mark_and_says_what_was_changed() -> None:
    article = body("kor")
    note = next(article.iter("{*}span", "span"))
    notes = article.xpath(".//span[@class='footnote']")
    assert len(notes) == 1
    assert note is not None
    assert notes[0].get("id") == "note_1"
    assert "1(1) 촉진] 촉짆" in text(notes[0]).replace(JOINER, "")
    assert notes[0].getprevious().get("class") == "akn-noteRef"
    assert not article.xpath(".//section[contains(@class, 'akn-notes')]")


def test_notes_on_a_row_stand_at_its_foot_each_below_its_column() -> None:
    twins = [twin(language) for language in ("zho", "kor")]
    article = parallel.fragment(parallel.views(twins, interface("ko"), NOWHERE))
    prepare(article, {tag: interface(code) for code, tag in (("zh", "zh-Hans"), ("ko", "ko"))}, korean)
    feet = article.xpath(".//span[@class='foot-row']")
    assert feet
    for foot in feet:
        cells = next(one for one in foot.iterancestors() if "akn-row" in one.get("class", ""))
        assert len(foot) == len(cells)
        for below, cell in zip(foot, cells, strict=True):
            named = {mark.get("href") for mark in cell.xpath(".//a[contains(@class, 'akn-mark')]")}
            assert {f"#{note.get('id')}" for note in below} <= named


def test_the_number_of_an_article_stands_before_its_first_paragraph_as_where_that_is_the_only_one() -> None:
    article = tree(LAW)
    listed = outline.contents(article)
    prepare(article, {}, korean)
    first = next(article.iter("p"))
    assert text(first).replace(JOINER, "") == "第一条\u3000甲。"
    assert [one.get("class") for one in first] == ["akn-number"]
    assert [text(label) for label in article.xpath(".//a[@class='eid']")] == ["¶2"]
    assert "akn-division" in article[0].get("class", "")
    assert [id_ for _, id_, _ in listed] == ["chp_1"]


def test_bookmarks_are_the_published_text() -> None:
    labels = [unit.get("data-bookmark") for unit in body("kor").xpath(".//section[@data-bookmark]")]
    assert labels == ["1. 범위", "(1) 훈춘의 촉진하는 중국-조선 시범구역은…", "(1) 범위"]


def test_contents_list_headed_units() -> None:
    article = fragment(View(twin("zho"), interface("zh")))
    assert outline.contents(article) == ((1, "sec_1", (("zh-Hans", "一、范围"),)),)


def test_a_deleted_code_point_stays_legible() -> None:
    article = tree("<p><del>가</del><del><span class='akn-codepoint'>U+E000</span></del></p>")
    prepare(article, {}, korean)
    assert [deleted.get("class") for deleted in article.iter("del")] == [None, "akn-unstruck"]


def test_what_only_a_screen_needs_is_gone() -> None:
    article = tree("<article lang='ko'><p>가<a class='screen-only' href='#x'>나</a>다</p></article>")
    prepare(article, {}, str.isdecimal)
    assert text(article).replace(JOINER, "") == "가다"


ATTACHED = """<article lang="zh"><section class="akn-conclusions" id="conclusions">
<p data-eid="a">本通知自印发之日起施行。</p><p data-eid="b"><span class="akn-signature">某某市</span></p>
<p data-eid="c"><time class="akn-docDate">2020年</time></p><p data-eid="d">（此件公开发布）</p></section>
<section class="akn-attachment" id="att_1" data-eid="att_1"><section class="akn-preface"><p>附件</p>
<h2 data-eid="att_1__preface__p_1"><span class="akn-docTitle">工作方案</span></h2></section>
<section class="akn-section" id="att_1__sec_1" data-eid="att_1__sec_1"><h3 class="akn-headline">一、<span
class="akn-heading">任务</span></h3></section></section></article>"""


def test_an_attachment_is_a_document_of_its_own() -> None:
    article = tree(ATTACHED)
    listed = outline.contents(article)
    prepare(article, {}, korean)
    assert [(level, [title for _, title in titles]) for level, _, titles in listed] == [
        (1, ["工作方案"]), (2, ["一、任务"])]
    said = [(unit.get("data-level"), unit.get("data-rank"), unit.get("data-bookmark"))
            for unit in article.xpath(".//section[@data-level]")]
    assert said == [("1", "0", "工作方案"), ("2", "1", "一、任务")]
    attached = article.xpath(".//*[contains(@class, 'akn-attached')]")
    assert [text(one).replace(JOINER, "") for one in attached] == ["附件"]
    titles = article.xpath(".//*[@class='akn-title']")
    assert [(one.tag, one.get("data-running")) for one in titles] == [("h2", "工作方案")]


def test_signature_and_date_stand_together_and_other_closing_lines_are_text() -> None:
    article = tree(ATTACHED)
    prepare(article, {}, korean)
    closing = article[0]
    assert [(line.tag, line.get("class")) for line in closing] == [
        ("p", None), ("div", "akn-closing"), ("p", None)]
    assert [line.get("class") for line in closing[1]] == ["akn-signed", "akn-signed akn-dated"]


def test_contents_do_not_list_articles_that_are_a_number_alone() -> None:
    law = tree(LAW)
    chapter, article = law[0], law[0][1]
    law.replace(chapter, article)
    assert outline.contents(law) == ()
