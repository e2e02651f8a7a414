"""Sentences of permalinks, comparisons, reviews, version pages and PDFs: said where they are true, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
from diptych.anchors import declare
from diptych.anchors.compare import compare
from diptych.compile import versions
from diptych.config.works import Waiver
from diptych.diagnostics import Position
from diptych.interface_text import interface
from diptych.project import load
from diptych.render.print import edition as print_
from diptych.render.print.edition import Imprint
from diptych.render.print.stylesheet import READINGS
from diptych.render.site.page import Settings
from diptych.render.site.published_work import PublishedWork
from diptych.render.site.review_page import review_pages
from diptych.render.site.tombstones import tombstones
from diptych.review.work import ReviewTables, reviews
from lxml import html

from tests import base
from tests.anchors.test_compare import ITEMS, SECOND, declared, published, texts
from tests.conftest import ROOT
from tests.render.site.test_true_sentences import ALL_LICENSED, BASE, NAMED, OFFICIAL, SHORTER, Case, licensed
from tests.render.site.test_version_history import MIDDLE, NEW, OLD, WORK, made

FATES: Mapping[str, str] = {"moved": "sec_1__para_1", "divided": "sec_1__para_2", "merged": "sec_1__para_3",
                            "withdrawn": "sec_1__para_4"}
FATE_SENTENCES = {"address_moved": "moved", "address_split": "divided", "address_merged": "merged",
                  "address_withdrawn": "withdrawn", "address_reason": "withdrawn"}
PRINTED: dict[str, tuple[Case, Case]] = {
    "print_translator": (BASE, NAMED), "print_no_licence": (BASE, ALL_LICENSED),
    "print_licence": (ALL_LICENSED, BASE), "notice_unofficial": (BASE, OFFICIAL),
    "print_holder": (licensed('rights = { holder = "칭스 도서관" }'), BASE)}
EMENDED = '[[emendation]]\nlanguage = "kor"\nfind = "30일이며"\nreplace = "40일이며"\nwhy.en = "A slip."\n'


def words_of(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().replace("\u2060", "").split())


def start(key: str, language: str = "en") -> str:
    """The words of a sentence before its first fact."""
    return interface(language).words[key].partition("{")[0].strip()


@cache
def stones() -> Mapping[str, str]:
    """The words of the page of each clause that ended, by what became of it."""
    old = published()
    for name, new, merged in (("moved", ("sec_1__para_9",), False), ("merged", ("sec_1__para_5",), True),
                              ("divided", ("sec_1__para_7", "sec_1__para_8"), False)):
        old = declared(declare.move(old, FATES[name], new, merged=merged).value)
    old = declared(declare.withdraw(old, FATES["withdrawn"], "It was a mistake.").value)
    now = texts((*ITEMS[4:], *ITEMS[:4], *ITEMS))
    old = declared(declare.accept(old, compare(old, now), SECOND).value)
    site = Settings("https://law.example/")
    made_now = tombstones(now, old.anchors, site, styles=base.citation_styles())
    pages = {page.path: words_of(page.html) for page in made_now
             if "/zho/" not in page.path and "/kor/" not in page.path}
    return {name: next((words for path, words in pages.items() if path.endswith(f"~{eid}/")), "")
            for name, eid in FATES.items()}


@pytest.mark.parametrize("key", FATE_SENTENCES)
def test_what_became_of_a_clause_is_said_of_no_other(key: str) -> None:
    said = interface("zh").words[key].rpartition("}")[2].strip() or start(key, "zh")
    said = said if key != "address_reason" else start(key, "zh")
    true = FATE_SENTENCES[key]
    assert [name for name, words in stones().items() if said in words] == [true]


@pytest.mark.parametrize(("path", "newest"), [("", None), (f"@{NEW}/", True), (f"@{MIDDLE}/", False),
                                              (f"@{OLD}/", False)])
def test_a_version_is_said_to_be_the_newest_or_not(path: str, *, newest: bool | None) -> None:
    words = words_of(made()[f"en/{WORK}{path}"].html)
    date = interface("en").date(path.strip("@/") or NEW)
    is_newest, is_old = (interface("en").say(key, date=date) for key in ("version_is_newest", "version_is_old"))
    assert (is_newest in words) is (newest is not False)
    assert (is_old in words) is (newest is False)


def test_a_comparison_says_that_nothing_differs_only_if_so() -> None:
    compared = [page.html for path, page in made().items() if path.startswith(f"en/{WORK}@") and "changes" in path]
    assert compared
    assert not any(interface("en").say("changes_none") in words_of(page) for page in compared)


@cache
def reviewed(text: str, waiver: str) -> str:
    documents = tuple(item.document for item in base.compile_text(text).expressions)
    waivers = [Waiver("Q001", waiver, (("en", "So issued."),), Position("editorial.toml"))] if waiver else []
    (found, _), = reviews(documents, ReviewTables(base.schema().languages), waivers)
    pages = review_pages(PublishedWork(documents), found, load.catalogue(ROOT).codes, Settings("https://x.example/"))
    return words_of(next(page.html for page in pages if page.interface.language == "en"))


def test_a_review_says_that_it_has_no_findings_only_if_so() -> None:
    wrong = base.TEXT.replace("기간은 30일이며", "기간은 40일이며")
    nothing, waived = (interface("en").say(key) for key in ("review_nothing", "review_why"))
    assert nothing in reviewed(base.TEXT, "")
    assert nothing not in reviewed(wrong, "")
    assert waived not in reviewed(wrong, "")
    assert waived in reviewed(wrong, "sec_2__para_2")


def test_a_review_says_that_a_clause_stands_alone_only_if_so() -> None:
    alone = interface("en").say("review_absent")
    assert [alone in reviewed(text, "") for text in (base.TEXT, SHORTER)] == [False, True]


@pytest.mark.parametrize("key", PRINTED)
def test_a_pdf_says_of_its_text_what_is_true(key: str, imprint: Imprint) -> None:
    def printed(case: Case) -> str:
        received, editorial, work = case
        document = versions.documents(base.compile_text(received, editorial, work=work))[1]
        return words_of(print_.expression(document, imprint))

    true, false = PRINTED[key]
    unknown = interface("ko").say("translator_unknown")
    sentence = interface("ko").words[key].replace("{language}", "한국어").replace("{name}", unknown)
    said = sentence.partition("{")[0].strip()
    assert said
    assert said in printed(true)
    assert said not in printed(false)


@pytest.mark.parametrize("reading", READINGS)
def test_a_pdf_explains_the_signs_that_it_has(reading: str, imprint: Imprint) -> None:
    document = versions.documents(base.compile_text(base.TEXT, EMENDED))[1]
    page = print_.expression(document, replace(imprint, reading=reading))
    shown = html.fromstring(page)
    assert bool(shown.xpath("//del | //ins")) is (reading == "diplomatic")
    signs, clean = (interface("ko").say(key) for key in ("print_signs", "print_signs_clean"))
    assert (signs in words_of(page), clean in words_of(page)) == (reading == "diplomatic", reading == "clean")
    assert "A slip." in words_of(page)
