"""eIds are unique, follow the printed numbers, and stay when something is added at the end."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
from diptych.akn import ids
from diptych.akn.names import AKN, tag
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

UNITS = ("part", "chapter", "section", "article", "paragraph", "hcontainer")
BLOCKS = ("p", "table", "content", "intro", "wrapUp", "heading")
INLINES = ("ref", "term", "organization", "span")
NUMBERS = ("", "", "1", "2", "3", "12-2")


def trees() -> st.SearchStrategy[etree._Element]:
    """Elements of a body in any nesting, with any printed numbers, the same ones twice as well."""
    leaf = st.builds(element, st.sampled_from(BLOCKS), st.just(""), st.lists(
        st.builds(element, st.sampled_from(INLINES), st.just(""), st.just([])), max_size=2))
    unit = st.recursive(leaf, lambda inner: st.builds(
        element, st.sampled_from(UNITS), st.sampled_from(NUMBERS), st.lists(inner, max_size=4)), max_leaves=14)
    return st.lists(unit, max_size=6).map(lambda children: element("body", "", children))


def element(name: str, number: str, children: list[etree._Element]) -> etree._Element:
    made = etree.Element(tag(name), {"number": number} if number else {})
    made.extend(children)
    return made


def number(unit: etree._Element) -> str:
    return unit.get("number", "")


def copied(tree: etree._Element) -> etree._Element:
    return deepcopy(tree)


@given(trees())
def test_no_eid_stands_twice(tree: etree._Element) -> None:
    found = list(ids.expected(copied(tree), number).values())
    assert len(found) == len(set(found))


@given(trees(), trees())
def test_eids_stay_when_something_is_added_at_the_end(tree: etree._Element, more: etree._Element) -> None:
    before, after = copied(tree), copied(tree)
    after.extend(list(copied(more)))
    old = list(ids.expected(before, number).values())
    assert list(ids.expected(after, number).values())[:len(old)] == old


@given(trees())
def test_each_element_that_needs_one_has_one(tree: etree._Element) -> None:
    tree = copied(tree)
    found = ids.expected(tree, number)
    assert set(found) == {one for one in tree.iter() if etree.QName(one).localname in ids.REQUIRED}


@pytest.mark.parametrize(("inner", "expected"), [
    ('<section n="1"><p/><p/></section>', ["sec_1", "sec_1__p_1", "sec_1__p_2"]),
    ('<section n="1"><paragraph n="2"/></section>', ["sec_1", "sec_1__para_2"]),
    ('<section n="3"><paragraph/><paragraph/></section>', ["sec_3", "sec_3__para_1", "sec_3__para_2"]),
    ('<chapter n="1"><article n="5"/></chapter><chapter n="2"><article n="6"/></chapter>',
     ["chp_1", "art_5", "chp_2", "art_6"]),
    ('<article n="12-2"><paragraph/></article>', ["art_12-2", "art_12-2__para_1"]),
    ('<article n="1"/><hcontainer><article n="1"/></hcontainer>', ["art_1", "hcontainer_1", "hcontainer_1__art_1"]),
    ('<section n="2"/><section n="2"><p/></section>', ["sec_2", "sec_2__oc_2", "sec_2__oc_2__p_1"]),
    ('<section n="2"><intro><p/></intro><paragraph n="1"/><wrapUp><p/></wrapUp></section>',
     ["sec_2", "sec_2__intro", "sec_2__p_1", "sec_2__para_1", "sec_2__wrapup", "sec_2__p_2"]),
    ('<section n="2"><p><ref/><term/><ref/></p><p><ref/></p></section>',
     ["sec_2", "sec_2__p_1", "sec_2__p_1__ref_1", "sec_2__p_1__term_1", "sec_2__p_1__ref_2", "sec_2__p_2",
      "sec_2__p_2__ref_1"]),
])
def test_the_naming_convention(inner: str, expected: list[str]) -> None:
    body = etree.fromstring(f'<body xmlns="{AKN}">{inner}</body>')
    read: Callable[[etree._Element], str] = lambda unit: unit.get("n", "")  # noqa: E731
    assert list(ids.expected(body, read).values()) == ["body", *expected]
