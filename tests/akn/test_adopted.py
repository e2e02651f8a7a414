"""Akoma Ntoso of others: whatever it is built of, all its words are in units that can be aligned."""

from __future__ import annotations

from collections import Counter

from diptych.akn.adopted import adopted
from diptych.akn.document import Document
from diptych.akn.names import AKN
from diptych.align.units import units
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests import base

CONTAINERS = ("section", "article", "content", "intro", "blockList", "item", "table", "tr", "td", "li", "recital",
              "longTitle", "container", "quotedStructure", "attachment", "doc", "preface", "mainBody", "component")
LINES = ("p", "num", "heading", "subheading", "crossHeading", "block", "listIntroduction", "tocItem", "span", "caption")
EIDS = st.sampled_from(("", "", "a", "b"))


def element(name: str, eid: str, text: str, children: list[str]) -> str:
    said = f' eId="{eid}"' if eid else ""
    return f"<{name}{said}>{text}{''.join(children)}</{name}>"


WORDS = st.sampled_from(("", "", "words", "第三条", "하나\n      둘", " ", "<!-- told -->after"))
LEAF = st.builds(element, st.sampled_from(LINES), EIDS, WORDS, st.lists(
    st.sampled_from(("<b>bold</b>tail", "<authorialNote><p eId='a'>note</p></authorialNote>")), max_size=2))
TREE = st.recursive(LEAF, lambda inner: st.builds(
    element, st.sampled_from(CONTAINERS), EIDS, WORDS, st.lists(st.tuples(inner, WORDS).map("".join), max_size=4)))


def act(body: str, beside: str = "") -> Document:
    return Document(etree.fromstring(
        f'<akomaNtoso xmlns="{AKN}"><act name="act"><meta>unread</meta><body>{body}</body></act>{beside}</akomaNtoso>'))


def signs(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(st.lists(TREE, max_size=5), st.lists(TREE, max_size=1))
def test_all_words_are_in_units_of_different_names(body: list[str], beside: list[str]) -> None:
    components = f"<components><component>{''.join(beside)}</component></components>"
    document = act("".join(body), components)
    words = signs("".join(document.root.itertext("{*}*"))) - signs("unread")
    found = units(adopted(document))
    assert signs("".join(unit.shown for unit in found)) == words
    assert len({unit.id for unit in found}) == len(found)


def test_our_own_comes_out_as_it_went_in() -> None:
    for data in base.twins():
        document = base.document(data)
        assert units(adopted(document)) == units(document)


def test_what_prints_a_number_is_a_unit_and_a_wrapped_line_is_one() -> None:
    found = units(adopted(act("<section><num>1</num><content><p>So it\n   is.</p></content></section>"
                              "<recitals><recital><num>(1)</num><p>Whereas.</p></recital></recitals>"
                              "<container><num>(2)</num><p>Also.</p></container>")))
    assert [(unit.id, unit.shown) for unit in found] == [
        ("sec_1", "1 So it is."), ("rec_1", "(1) Whereas."), ("hcontainer_1", "(2) Also.")]
