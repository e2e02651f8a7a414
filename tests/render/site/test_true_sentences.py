"""Sentences of the page of a work that assert something: each is said where it is true, and not where it is not."""

from __future__ import annotations

from functools import cache

import pytest
from diptych.compile import versions
from diptych.interface_text import interface
from diptych.render.site.page import Page, Settings
from diptych.render.site.published_work import PublishedWork
from lxml import html as parser

from tests import base
from tests.base import TEXT, compile_text
from tests.render.small import pages

WORK = (base.BASE / base.FOLDER / "work.toml").read_text(encoding="utf-8")
SHORTER = TEXT.replace("(3) 책을 잃어버리면 원래 가격대로 물어낸다.\n\n", "")
WAIVED = '[[waiver]]\ncode = "A001"\neid = "sec_2__para_3"\nwhy.en = "judged"\n'
ABSENT = '[[pair]]\nat.zho = "（三）丢失图书的"\nabsent = ["kor"]\nwhy.en = "an older text"\n'
TRANSLATION = '{ of = "zho", translator = "unknown-translator", authoritative = false }'
RIGHTS = 'rights = "unknown"'
NOTHING = ""
Case = tuple[str, str, str]
"""A work: its received text, its editorial.toml, its work.toml."""
BASE: Case = (TEXT, NOTHING, WORK)


def translated(changed: str) -> Case:
    return TEXT, NOTHING, WORK.replace(TRANSLATION, changed)


def licensed(rights: str, old: str = RIGHTS) -> Case:
    return TEXT, NOTHING, WORK.replace(old, rights)


UNFINISHED = WORK.replace(TRANSLATION, TRANSLATION.replace("false }", "false, complete = false }"))
NAMED = translated(TRANSLATION.replace("unknown-translator", "editor"))
OFFICIAL = translated(TRANSLATION.replace("authoritative = false", "authoritative = true"))
AUTHENTIC = TEXT, NOTHING, WORK.replace(f"translation = {TRANSLATION}", "authentic = true").replace(
    'rights = "official-document"', 'rights = "official-document"\nauthentic = true')
ALL_LICENSED = TEXT, NOTHING, WORK.replace(RIGHTS, 'rights = "CC-BY-4.0"').replace(
    'rights = "official-document"', 'rights = "CC-BY-4.0"')
STATES = {name: (TEXT, NOTHING, f'{WORK}\n[legal]\nstate = "{name.replace("_", "-")}"\n')
          for name in ("in_force", "partially_in_force", "not_in_force")}
SENTENCES: dict[str, tuple[Case, Case]] = {
    "absent": ((SHORTER, ABSENT, WORK), (SHORTER, WAIVED, WORK)),
    "untranslated": ((SHORTER, NOTHING, UNFINISHED), (SHORTER, WAIVED, WORK)),
    "preview": ((TEXT, NOTHING, f'{WORK}\n[certainty]\ndate = "read"\n'), BASE),
    "preview_provisional": ((TEXT, NOTHING, f'{WORK}\n[certainty]\ndate = "read"\n'), BASE),
    "preview_draft": ((TEXT, NOTHING, WORK.replace("[work]\n", '[work]\nstatus = "draft"\n')), BASE),
    "standing_original": (BASE, AUTHENTIC),
    "standing_authentic": (AUTHENTIC, BASE),
    "standing_unofficial": (BASE, OFFICIAL),
    "standing_authoritative": (OFFICIAL, BASE),
    "rights_official_document": (BASE, ALL_LICENSED),
    "rights_unknown": (BASE, ALL_LICENSED),
    "rights_cc0": (licensed('rights = "CC0-1.0"'), BASE),
    "rights_licensed": (ALL_LICENSED, BASE),
    "no_licence_text": (licensed('rights = "CC-BY-4.0"'), ALL_LICENSED),
    "no_licence": (BASE, ALL_LICENSED),
    "state_in_force": (STATES["in_force"], BASE),
    "state_partially_in_force": (STATES["partially_in_force"], BASE),
    "state_not_in_force": (STATES["not_in_force"], BASE),
}


def shown_pages(case: Case, texts: int = 2) -> dict[str, Page]:
    """The pages of a work with its first texts, by path."""
    received, editorial, work = case
    shown = PublishedWork(versions.documents(compile_text(received, editorial, work=work))[:texts])
    return {page.path: page for page in pages((shown,), Settings("https://example.org/"))} | {
        "": next(page for page in pages((shown,), Settings("https://example.org/")) if page.path == f"en/{shown.path}")}


@cache
def said(case: Case) -> str:
    """The words of the English page of a work."""
    received, editorial, work = case
    made = compile_text(received, editorial, work=work)
    shown = PublishedWork(versions.documents(made))
    page = next(page for page in pages((shown,), Settings("https://example.org/")) if page.path == f"en/{shown.path}")
    tree = parser.fragment_fromstring(page.html, create_parent=True)
    for legend in tree.xpath(".//ul[contains(@class, 'marks')] | .//*[@hidden]"):
        legend.getparent().remove(legend)
    return " ".join(tree.text_content().split())


def holds(case: Case, words: str) -> bool:
    return words in said(case)


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_is_said_where_it_is_true_and_nowhere_else(key: str) -> None:
    words = interface("en").say(key)
    true, false = SENTENCES[key]
    assert true != false
    assert holds(true, words)
    assert not holds(false, words)


def test_a_translation_without_authority_is_announced() -> None:
    words = interface("en").say("notice_unofficial", language="Korean")
    assert [holds(case, words) for case in (BASE, OFFICIAL, AUTHENTIC)] == [True, False, False]


def test_an_unknown_translator_is_said_of_no_known_one() -> None:
    words = interface("en").say("translator_unknown")
    label = interface("en").say("translator")
    assert [f"{label} {words}" in said(case) or f"{label}{words}" in said(case) for case in (BASE, NAMED)] == [
        True, False]


def test_what_is_stated_is_not_said_to_be_unstated() -> None:
    label, unstated = (interface("en").say(key) for key in ("legal_state", "state_not_stated"))
    shown = [f"{label} {unstated}" in said(case) or f"{label}{unstated}" in said(case)
             for case in (BASE, STATES["in_force"])]
    assert shown == [True, False]


@pytest.mark.parametrize(("case", "texts", "key"), [
    (BASE, 2, "description_parallel"), (AUTHENTIC, 2, "description_authentic"), (BASE, 1, "description_text")])
def test_a_page_is_described_by_the_texts_that_it_has(case: Case, texts: int, key: str) -> None:
    """A work with one text is not said to have a translation, nor texts in parallel."""
    words = interface("en").words
    ends = {name: words[name].rpartition("{title}")[2].replace("{language}", "Chinese") for name in (
        "description_parallel", "description_parallel_several", "description_authentic", "description_text")}
    described = shown_pages(case, texts)[""].description
    assert [name for name, end in ends.items() if described.endswith(end)] == [key]


@pytest.mark.parametrize("texts", [1, 2])
def test_a_list_offers_texts_in_parallel_of_a_work_that_has_several(texts: int) -> None:
    links = parser.fromstring(shown_pages(BASE, texts)["en/"].html).xpath("//ul[@class='work-texts']//a")
    assert (interface("en").say("read_parallel") in [link.text for link in links]) is (texts > 1)


def test_every_word_for_a_state_standing_or_preview_has_its_cases() -> None:
    families = ("state_", "standing_", "preview_", "rights_")
    others = {"state_not_stated", "standing_anonymous", "standing_incomplete", "rights_holder", "rights_reserved"}
    known = {key for key in interface("en").words if key.startswith(families)}
    assert known - others <= set(SENTENCES)
