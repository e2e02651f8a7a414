"""The pages of a work in three versions: where each stands, what each says of the others."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
import rdflib
from diptych.akn.document import Document
from diptych.compile import versions
from diptych.compile.work import compile_work
from diptych.interface_text import interface as packaged
from diptych.project import load
from diptych.render.site import jsonld
from diptych.render.site.page import Page, Settings, way
from diptych.render.site.published_work import PublishedWork, addresses
from diptych.render.site.version_history import PagePlace, history
from diptych.render.site.work_pages import Site, of_work
from lxml import html as lxml_html
from lxml.html import HtmlElement

from tests import base
from tests.conftest import ROOT

SITE = "https://law.example/"
WORK = "akn/cn/act/qingshitiaoli/2018/5/"
OLD, MIDDLE, NEW = "2018-05-01", "2021-06-01", "2024-01-01"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, of its own parser


@cache
def works() -> tuple[PublishedWork, ...]:
    """The story of tests/cases/versions: the newest version without a date, then all with theirs."""
    root = Path(mkdtemp())
    shutil.copytree(ROOT / "tests/cases/versions/source", root / "source")
    source = (load.sources(root, base.schema()).value or ())[0]
    shutil.rmtree(root)
    known = compile_work(source, base.schema())
    texts = tuple(map(versions.documents, versions.dated(known)))
    return tuple(PublishedWork(versions.documents(one), {}, texts,
                               versions.lineage(known))
                 for one in versions.published(known))


@cache
def made() -> dict[str, Page]:
    return {page.path: page for work in works() for page in of_work(Site(Settings(SITE)), work)}


def tree(path: str) -> HtmlElement:
    return lxml_html.fragment_fromstring(made()[path].html, create_parent="div")


def test_each_version_stands_at_its_date_and_the_newest_without_one_too() -> None:
    plain = {path.removeprefix(WORK) for path in made() if path.startswith("akn/")}
    assert plain == {
        "", "zho/", "kor/", f"@{OLD}/", f"zho@{OLD}/", f"kor@{OLD}/", f"@{MIDDLE}/", f"zho@{MIDDLE}/", f"kor@{MIDDLE}/",
        f"@{NEW}/", f"zho@{NEW}/", f"@{MIDDLE}/changes/", f"@{NEW}/changes/",
        f"@{NEW}/changes/{OLD}/"}
    assert "图书馆每天开放" in made()[f"{WORK}zho/"].html
    assert "每周开放五天" in made()[f"{WORK}zho@{OLD}/"].html


def test_a_language_that_the_newest_version_lacks_keeps_its_last_text() -> None:
    page = made()[f"{WORK}kor/"]
    assert "엿새" in page.html
    assert page.canonical == f"{SITE}{WORK}kor@{MIDDLE}/"
    assert "가장 새로운 버전이 아닙니다" in page.html


def test_what_stands_twice_is_found_without_its_date() -> None:
    assert made()[f"{WORK}@{NEW}/"].canonical == f"{SITE}{WORK}"
    assert made()[f"en/{WORK}@{NEW}/"].canonical == f"{SITE}en/{WORK}"
    assert made()[f"{WORK}zho@{NEW}/"].canonical == f"{SITE}{WORK}zho/"
    assert made()[f"{WORK}@{OLD}/"].canonical == f"{SITE}{WORK}@{OLD}/"
    listed = [address for work in works() for address, _ in addresses(Settings(SITE), work)]
    assert len(listed) == len(set(listed))
    assert not [address for address in listed if address.endswith(f"@{NEW}/")]
    assert f"{SITE}{WORK}@{NEW}/changes/" in listed


@pytest.mark.parametrize(("path", "shown"), [("", NEW), (f"@{OLD}/", OLD), (f"zho@{MIDDLE}/", MIDDLE)])
def test_a_page_says_which_version_it_shows_and_links_to_all(path: str, shown: str) -> None:
    found = tree(WORK + path).find_class("versions")[0]
    assert [time.get("datetime") for time in found.iter("time")] == [OLD, MIDDLE, NEW]
    assert ("notice" in lxml_html.tostring(found, encoding="unicode")) is (shown != NEW)
    assert [link.find("time").get("datetime") for link in found.xpath(".//a[@aria-current]")] == [shown] * bool(path)
    where = way(WORK + path)
    for href in found.xpath(".//a/@href"):
        assert href.startswith(where)
        assert href.removeprefix(where) in made()


@pytest.mark.parametrize("interface", ["en", "ko"])
def test_a_version_dated_after_its_markup_is_not_the_newest(interface: str) -> None:
    def dated(date: str, markup: str) -> list[Document]:
        texts = [replace(text, version=date) for text in works()[0].documents]
        for text in texts:
            vars(text)["markup_date"] = markup
        return texts

    known, words = [dated(OLD, "2020-01-01"), dated(MIDDLE, MIDDLE), dated(NEW, MIDDLE)], packaged(interface)
    place, sentence = PagePlace("akn/x/", ""), {
        OLD: "version_is_old", MIDDLE: "version_is_newest", NEW: "version_is_ahead"}
    for texts in known:
        said = history(known, texts[0], words, place, alone=False)
        iso = texts[0].version
        assert said
        assert said.statement == words.say(sentence[iso], date=words.date(iso), markup=words.date(MIDDLE))
        assert said.newest is (iso == MIDDLE)
        assert [version.standing for version in said.versions] == [
            "", words.say("version_newest"), words.say("version_ahead")]
    undated = history(known, replace(known[-1][0], version=""), words, place, alone=False)
    assert undated
    assert not undated.newest


def test_a_clause_that_changed_leads_to_what_changed_in_it() -> None:
    links = tree(WORK).find_class("clause-change")
    assert [link.get("href", "").partition("changes/")[2] for link in links] == ["#art_2"]
    assert tree(f"{WORK}@{NEW}/changes/").get_element_by_id("art_2") is not None
    assert not tree(f"{WORK}@{OLD}/").find_class("clause-change")


@pytest.mark.parametrize("form", ["", "ko/", "en/"])
def test_a_comparison_lists_every_clause_that_changed_with_what_it_came_from(form: str) -> None:
    page = tree(f"{form}{WORK}@{MIDDLE}/changes/")
    listed = [link.get("href", "") for link in page.find_class("changes-listed")[0].iter("a")]
    assert listed == ["#art_2", "#art_3", "#art_4", "#art_5", "#gone-art_5", "#art_6", "#art_7"]
    assert all(page.get_element_by_id(href[1:]) is not None for href in listed)
    assert len(page.get_element_by_id("art_2").findall(".//del")) == 4


def test_no_date_in_the_title_of_a_comparison_breaks() -> None:
    heading, = tree(f"ko/{WORK}@{NEW}/changes/").xpath("//h1")
    assert [date.text for date in heading.find_class("whole")] == ["2021년 6월 1일", "2024년 1월 1일"]
    assert made()[f"ko/{WORK}@{NEW}/changes/"].title.endswith(heading.text_content())


def test_a_link_on_a_dated_page_is_dated() -> None:
    links = {link.get("href", "") for link in tree(f"{WORK}zho@{OLD}/").find_class("permalink") if link.tag == "a"}
    assert f"{SITE}{WORK}zho@{OLD}/~art_4" in links
    assert {link.rpartition("~")[0] for link in links} == {f"{SITE}{WORK}zho@{OLD}/"}


def test_json_ld_ties_the_versions() -> None:
    graph = rdflib.Graph()
    for work in works():
        graph.parse(data=jsonld.script(jsonld.work(work.documents, SITE, {}, work.versions)), format="json-ld")
    says, node = rdflib.Namespace(jsonld.VOCABULARY), {date: rdflib.URIRef(f"{SITE}{WORK}@{date}/") for date in (
        OLD, MIDDLE, NEW)}
    whole = rdflib.URIRef(SITE + WORK)
    assert all((whole, says.workExample, one) in graph and (one, says.exampleOfWork, whole) in graph
               for one in node.values())
    assert (node[MIDDLE], says.legislationConsolidates, node[OLD]) in graph
    assert (whole, says.legislationConsolidates, node[MIDDLE]) in graph
    assert str(graph.value(node[OLD], says.legislationDateVersion)) == OLD
    assert (None, says.legislationIdentifier, rdflib.Literal("/akn/cn/act/qingzheng/2021/2")) in graph
