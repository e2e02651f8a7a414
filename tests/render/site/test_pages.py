"""The site's pages as data."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files

import pytest
from diptych.config.schema_folder import packaged
from diptych.diagnostics import Position
from diptych.exchange import files as exchange
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.html.clause_tools import check_report
from diptych.render.site.page import Page, Settings
from diptych.render.site.published_work import PublishedWork
from lxml import html as parser
from lxml.html import HtmlElement

from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document, pages, twins

REPORT = "mailto:editor@example.org?subject={eid}%20{title}&body={permalink}"
SITE = Settings("https://example.org/sub/", REPORT)
WORK = "akn/cn/act/test/2020/7/"
MAIN = ("", "ko/", "en/")


def made() -> dict[str, Page]:
    return {page.path: page for page in pages((PublishedWork(twins()),), SITE)}


def tree(page: Page) -> HtmlElement:
    root = parser.fragment_fromstring(page.html, create_parent="main")
    assert isinstance(root, HtmlElement)
    return root


def test_a_work_has_a_page_for_each_interface_and_each_text() -> None:
    assert set(made()) == {*MAIN, *(f"{home}{WORK}" for home in MAIN), f"{WORK}zho/", f"{WORK}kor/"}


def test_each_page_speaks_its_language() -> None:
    found = made()
    assert [found[f"{home}{WORK}"].interface.tag for home in MAIN] == ["zh-Hans", "ko", "en"]
    assert [found[f"{WORK}{text}/"].interface.tag for text in ("zho", "kor")] == ["zh-Hans", "ko"]
    assert [found[f"{home}{WORK}"].title for home in MAIN] == ["若干意见", "몇 가지 의견", "若干意见"]


def test_every_link_within_the_site_leads_to_a_page_or_file_of_it() -> None:
    found = made()
    known = set(found) | {
        WORK + name for name in (*PublishedWork(twins()).files, *PublishedWork(twins()).handouts)} | {exchange.TERMS}
    for page in found.values():
        for link in tree(page).xpath("//a/@href[not(starts-with(., 'https:') or starts-with(., 'mailto:'))]"):
            path, _, anchor = link.partition("#")
            assert not path.startswith("/")
            target = resolved(page.path, path) if path else page.path
            assert target in known
            if anchor:
                assert tree(found[target]).xpath("//*[@id=$id]", id=anchor)


def resolved(base: str, link: str) -> str:
    parts = base.split("/")[:-1]
    for step in link.split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    return "/".join(parts)


@pytest.mark.parametrize("path", [WORK, f"en/{WORK}", f"{WORK}kor/"])
def test_every_unit_and_paragraph_has_its_lasting_absolute_permalink(path: str) -> None:
    page = tree(made()[path])
    cited = page.xpath("//@data-eid")
    assert {"sec_1", "sec_1__p_1", "sec_1__para_1", "sec_1__para_1__p_1", "preface__p_1"} == set(cited)
    address = f"https://example.org/sub/{path.removeprefix('en/')}"
    links = page.xpath("//a[@class='permalink']")
    named = [[link.get("href").rpartition("~")[2], *link.get("data-also", "").split()] for link in links]
    assert sorted(eid for eids in named for eid in eids) == sorted(set(cited))
    assert {link.get("href") for link in links} == {f"{address}~{eids[0]}" for eids in named}
    assert all(link.get("aria-label") for link in links)
    assert set(cited) <= set(page.xpath("//@id"))


def test_a_line_has_one_link_for_the_clauses_that_begin_in_it() -> None:
    page = tree(made()[WORK])
    assert {len(tools) for tools in page.find_class("clause-tools")} == {1}
    [link] = page.xpath("//a[@data-also='sec_1__para_1__p_1']")
    assert link.get("href").endswith("~sec_1__para_1"), "the unit, not its paragraph"


def test_the_panel_reports_errors_of_a_clause_and_the_page_those_of_the_document() -> None:
    page = tree(made()[f"{WORK}kor/"])
    [report] = page.xpath("//a[@class='report']")
    title = "%EB%AA%87%20%EA%B0%80%EC%A7%80%20%EC%9D%98%EA%B2%AC"
    place = "https%3A%2F%2Fexample.org%2Fsub%2Fakn%2Fcn%2Fact%2Ftest%2F2020%2F7%2Fkor%2F"
    assert report.get("data-form") == f"mailto:editor@example.org?subject={{eid}}%20{title}&body={{permalink}}"
    assert report.get("href") == f"mailto:editor@example.org?subject=%20{title}&body={place}"
    assert page.xpath("//p[@class='report-work']/a/@href") == [report.get("href")]


def test_without_an_address_there_are_no_reports() -> None:
    found = pages((PublishedWork(twins()),), Settings("https://example.org/"))
    assert not [page for page in found if tree(page).find_class("report")]


@pytest.mark.parametrize("template", [
    "javascript:alert('{eid}')", "data:text/html,{eid}", "{eid}", "//example.org/{eid}", "https://example.org/{clause}",
    "https://example.org/{eid.__class__}", "https://example.org/{eid!r}", "https://example.org/{eid:>9}",
    "https://example.org/{0}", "https://example.org/{", "https://example.org/{}",
])
def test_a_report_address_that_cannot_be_used_is_refused(template: str) -> None:
    assert [item.code for item in check_report(template, Position("mkdocs.yml"))] == ["S001"]


@pytest.mark.parametrize("template", ["", REPORT, "https://example.org/new?title={title}&at={permalink}"])
def test_a_good_report_address_is_taken(template: str) -> None:
    assert check_report(template, Position("mkdocs.yml")) == ()


def test_what_the_reader_must_know_of_a_translation_is_said_in_every_language() -> None:
    found = made()
    for path in (f"{home}{WORK}" for home in MAIN):
        page = tree(found[path])
        words = found[path].interface
        name = words.language_name("ko")
        assert words.say("notice_unofficial", language=name) in page.find_class("notice")[0].text_content()
        assert words.say("rights_unknown") in page.get_element_by_id("about-text").text_content()
        assert words.say("no_licence") in page.get_element_by_id("about-text").text_content()
    assert not tree(found[f"{WORK}zho/"]).find_class("notice")
    assert "nobody kor" in tree(found[f"{WORK}kor/"]).get_element_by_id("about-text").text_content()


def test_the_front_page_lists_what_the_works_say_of_themselves() -> None:
    front = tree(made()["en/"])
    assert [(title.get("lang"), title.text) for title in front.xpath("//h3//span")] == [
        ("zh-Hans", "若干意见"), ("ko", "몇 가지 의견")]
    assert front.find_class("work-kicker")[0].text_content().split("\n")[0] == "No. 7 Office zho January 2, 2020"
    assert [entry.text_content() for entry in front.find_class("standing")] == ["Original", "Unofficial translation"]


def test_alternates_are_reciprocal() -> None:
    found = made()
    for page in found.values():
        addresses = dict(page.alternates)
        assert page.canonical in addresses.values()
        for address in addresses.values():
            assert found[address.removeprefix("https://example.org/sub/")].alternates == page.alternates


def test_hostile_titles_and_notes_come_out_as_text() -> None:
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;"
    one = document(BODY.format(**dict.fromkeys(CHINESE, hostile)), notes=NOTE.replace("缘由", hostile))
    for page in pages((PublishedWork((one,)),), SITE):
        assert not tree(page).xpath("//script")
        assert "<script" not in page.html


def test_a_work_in_one_language_needs_no_twin() -> None:
    one = PublishedWork((document(BODY.format(**CHINESE)),))
    assert one.files == ("zho.pdf", "zho.xml", "zho.epub", "zho.docx", "data.json", "proof.json")
    assert len(pages((one,), SITE)) == 7
    assert "尚未翻译" not in next(page.html for page in pages((one,), SITE) if page.path == WORK)
    assert "尚未翻译" not in made()[WORK].html


def test_the_contents_name_units_by_heading_or_first_words() -> None:
    (section,) = made()[f"{WORK}kor/"].contents
    assert (section.id, section.title) == ("sec_1", "1. 의의")
    assert [(item.id, item.title) for item in section.children] == [("sec_1__para_1", "(1) 협력을 강화한다.")]


def test_the_catalogues_agree() -> None:
    words = [interface(language).words for language in packaged_interfaces().languages]
    assert [set(one) for one in words] == [set(words[0])] * len(words)
    for key in words[0]:
        assert len({frozenset(re.findall(r"\{(\w+)\}", one[key])) for one in words}) == 1, key


def test_templates_hold_no_words() -> None:
    templates = files("diptych.render").joinpath("assets", "templates").iterdir()
    for template in templates:
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|\{#.*?#\}", " ", template.read_text("utf-8"), flags=re.DOTALL)
        assert not set(re.findall(r"\w+", bare)) - {"SHA", "256", "1"}, template.name


def test_catalogues_are_read_as_they_are() -> None:
    for language in packaged_interfaces().languages:
        text = (packaged() / "interface" / f"{language}.toml").read_text("utf-8")
        assert tomllib.loads(text)["words"] == dict(interface(language).words)


def test_a_note_on_an_emendation_tells_what_was_changed() -> None:
    text = KOREAN | {"text": '가<del status="editorial">나</del><ins status="editorial">다</ins>'
                             '<noteRef href="#note_1" marker="1"/>'}
    work = PublishedWork((twins()[0], document(BODY.format(**text), "kor", translation=True, notes=NOTE)))
    for page in pages((work,), SITE):
        for item in tree(page).find_class("akn-note"):
            told = page.interface.say("print_changed", received="「나」", published="「다」")
            assert item.find_class("akn-reading")[0].text == told


def test_a_work_in_one_language_has_no_parallel_page() -> None:
    alone = document(BODY.format(**CHINESE))
    found = {page.path: page for page in pages((PublishedWork((alone,)),), SITE)}
    for home in MAIN:
        shown = tree(found[home + WORK])
        assert not shown.find_class("akn-parallel")
        assert not shown.find_class("views")
        assert not shown.xpath("//select[contains(@class, 'cite-text')]/option[@value='']")
        assert len(shown.xpath("//h1")) == 1
        assert found[home + WORK].beside == ()


def several() -> dict[str, Page]:
    texts = (*twins(), document(BODY.format(**CHINESE), "zho-Hant", translation=True),
             document(BODY.format(**KOREAN), "jpn", translation=True))
    return {page.path: page for page in pages((PublishedWork(texts),), SITE)}


def test_the_page_of_a_work_in_several_languages_names_them_all_and_shows_two() -> None:
    found = several()
    english, korean = (tree(found[f"{home}{WORK}"]) for home in ("en/", "ko/"))
    views = [name.text for name in english.xpath("//nav/ul/li/a")]
    assert views == ["Parallel", "中文", "한국어", "繁體中文", "日本語"]
    assert [head.text for head in english.xpath("//div[@class='heads']/p")] == ["Chinese", "Korean"]
    assert [head.text for head in korean.xpath("//div[@class='heads']/p")] == ["중국어", "한국어"]
    assert {len(row) for row in english.find_class("akn-row")} == {3}, "two cells and the links of the clause"
    notice = english.find_class("notice")[0].text_content()
    assert "The Korean, Chinese (Traditional), and Japanese texts are unofficial translations" in notice
    labels = [" ".join(link.text_content().split()) for link in english.xpath("//details[@class='downloads']//a")]
    assert "Chinese – Chinese (Traditional) PDF" in labels
    assert len(set(labels)) == len(labels)


def test_the_columns_of_a_page_are_files_beside_it() -> None:
    found = several()[f"en/{WORK}"]
    files = {name: json.loads(data) for name, data in found.beside}
    assert list(files) == [f"column-{language}.json" for language in ("zho", "kor", "zho-Hant", "jpn")]
    assert (files["column-jpn.json"]["tag"], files["column-jpn.json"]["name"]) == ("ja", "Japanese")
    rows = tree(found).find_class("akn-row")
    assert {len(file["cells"]) for file in files.values()} == {len(rows)}
    assert all(page.beside == () for page in made().values())
