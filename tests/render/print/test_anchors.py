"""Folding: fewer elements, the same text, every id still a place."""

from __future__ import annotations

import pytest
from diptych.akn.document import Document
from diptych.interface_text import interface
from diptych.render.html import parallel as bilingual
from diptych.render.html.provisions import fragment
from diptych.render.html.view import NOWHERE, View
from diptych.render.print.anchors import fold, names, unwrap
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from tests.render.conftest import twin

WORDS = interface("ko")


def text(tree: etree._Element) -> str:
    return "".join(map(str, tree.itertext()))


def ids(tree: etree._Element) -> set[str]:
    return {name for one in tree.iter("*") if (name := one.get("id"))}


def single() -> etree._Element:
    return fragment(View(twin("kor"), WORDS))


def parallel() -> etree._Element:
    return bilingual.fragment(bilingual.views((twin("zho"), twin("kor")), WORDS, NOWHERE))


@pytest.mark.parametrize("make", [single, parallel])
def test_the_text_stays_and_every_id_is_still_a_place(make: object) -> None:
    assert callable(make)
    before, after = make(), make()
    fold(after)
    assert "".join(text(after).split()) == "".join(text(before).split())
    cited = {eid for eid in ids(before) if not eid.startswith("ref-")}
    assert cited <= {name for known in names(after).values() for name in known}


def eids(document: Document) -> set[str]:
    return {eid for eid, element in document.by_eid.items()
            if next(element.iterancestors("{*}meta"), None) is None}


def test_the_parallel_edition_knows_the_plain_ids_of_both_texts() -> None:
    article = parallel()
    fold(article)
    assert eids(twin("zho")) | eids(twin("kor")) <= {name for known in names(article).values() for name in known}


def test_links_lead_to_where_they_led() -> None:
    article = html.fragment_fromstring(
        "<article><section id='u' data-eid='u'><div class='akn-content' id='u__content'><p id='u__p_1'>a</p></div>"
        "</section><p id='q'><a href='#u__p_1'>b</a> <a href='#u__content'>c</a> <a href='#q'>d</a></p></article>")
    fold(article)
    assert [link.get("href") for link in article.iter("a")] == ["#u", "#u", "#q"]


def test_white_space_around_blocks_leaves_no_gap_in_a_line() -> None:
    article = html.fragment_fromstring(
        "<article><section class='akn-run-in' id='u' data-eid='u'><h3 class='akn-headline'>a.</h3>"
        "<div class='akn-content'>\n  <p>b</p>\n </div>\n</section></article>")
    fold(article)
    assert text(article).strip() == "a.b"


def test_a_place_of_its_own_keeps_its_id() -> None:
    article = single()
    fold(article)
    assert {"sec_1", "sec_1__para_1", "sec_1__para_2", "preface__p_1"} <= ids(article)


SHORT = st.text("ab ", max_size=3)


@given(st.lists(st.tuples(SHORT, SHORT), max_size=4), SHORT)
def test_unwrapping_keeps_every_character_in_its_place(parts: list[tuple[str, str]], tail: str) -> None:
    inner = "".join(f"<b>{inside}</b>{behind}" for inside, behind in parts)
    tree = html.fragment_fromstring(f"<p>x<span>{inner}</span>{tail}</p>")
    before, span = text(tree), tree.find("span")
    assert span is not None
    unwrap(span)
    assert text(tree) == before
    assert tree.find("span") is None


def test_a_cell_of_one_paragraph_is_that_paragraph() -> None:
    cells = "<div class='akn-cell' lang='zh'><p>甲</p></div><div class='akn-cell' lang='ko'><p>가</p><p>나</p></div>"
    article = html.fragment_fromstring(f"<article><div class='akn-row'>{cells}</div></article>")
    fold(article)
    assert [(cell.tag, cell.get("lang"), len(cell)) for cell in article[0]] == [("p", "zh", 0), ("div", "ko", 2)]
