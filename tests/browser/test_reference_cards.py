"""The cards of references and of defined terms, and what refers to a clause, on a site of three laws."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from diptych.build import build
from diptych.build.options import Order
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.serving import served

ACTS = {
    "qingshi/2019/1": {
        "zho": "青石镇图书馆条例\n第一条　为了方便读者，制定本条例。\n第二条　图书馆每日开放。\n"
               "第三条　违反第二条规定的，由镇政府责令改正。\n第四条　本条例自2020年1月1日起施行。\n",
        "kor": "칭스진 도서관 조례\n제1조 독자의 편의를 위하여 이 조례를 제정한다.\n제2조 도서관은 매일 개방한다.\n"
               "제3조 제2조를 위반한 경우 진정부가 시정을 명한다.\n제4조 이 조례는 2020년 1월 1일부터 시행한다.\n"},
    "qingshi/2020/2": {
        "zho": "青石镇阅览室办法\n第一条　阅览室适用《青石镇图书馆条例》第二条的规定。\n"
               "第二条　本办法自2021年1月1日起施行。\n"},
    "qingshi/2021/3": {
        "zho": "青石镇阅览证条例\n第一条　为了方便读者，制定本条例。\n"
               "第二条　本条例所称读者证，是指镇图书馆发给居民的证件。\n"
               "第三条　本条例下列用语的含义：\n（一）阅览，是指在馆内读书。\n（二）外借，是指把书带出图书馆。\n"
               "第四条　居民凭读者证外借图书。\n第五条　本条例自2020年1月1日起施行。\n",
        "kor": "칭스진 열람증 조례\n제1조 독자의 편의를 위하여 이 조례를 제정한다.\n"
               '제2조 이 조례에서 "독자증"이란 진 도서관이 주민에게 발급하는 증서를 말한다.\n'
               '제3조 이 조례에서 사용하는 용어의 뜻은 다음과 같다.\n1. "열람"이란 관내에서 읽는 것을 말한다.\n'
               '2. "대출"이란 책을 도서관 밖으로 가져가는 것을 말한다.\n'
               "제4조 주민은 독자증으로 책을 대출할 수 있다.\n제5조 이 조례는 2020년 1월 1일부터 시행한다.\n"},
}
KNOWN = ('[[document]]\nid = "library-act"\niri = "/akn/cn/act/qingshi/2019/1"\n'
         'zho = { preferred = "青石镇图书馆条例" }\n')
WORK = """[work]
document_type = "act"
name = "regulation"
date = {date}
number = "{path}"
issuer = "state-council-general-office"
jurisdiction = "cn"
[markup]
date = 2026-11-23
editor = "diptych"
"""
TEXT = """[[received]]
file = "{language}.txt"
sha256 = "{sha}"
[[expression]]
language = "{language}"
file = "{language}.txt"
date = {date}
rights = "unknown"
"""
TRANSLATION = 'translation = { of = "zho", translator = "unknown-translator", authoritative = false }\n'
FIRST, SECOND, THIRD = (f"akn/cn/act/{path}/" for path in ACTS)
LINK = '.akn a.akn-ref[href*="art_2"]'
OPEN = ".card:popover-open"
TERM = '.akn a.akn-term[data-refers="defined-art_2"]'
DEFINED = {"zh": "镇图书馆发给居民的证件", "ko": "주민에게 발급하는 증서를"}
SAID = {"zh": "图书馆每日开放。", "ko": "도서관은 매일 개방한다."}


def laid_out(root: Path) -> Path:
    """A project with the acts."""
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(ROOT / "source", root / "source", ignore=shutil.ignore_patterns("works", "published.toml"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "source/references.toml").write_text(KNOWN, encoding="utf-8")
    for path, texts in ACTS.items():
        folder, date = root / "source/works/cn" / path, f"{path.split('/')[1]}-12-01"
        folder.mkdir(parents=True)
        entries = [WORK.format(date=date, path=path)]
        for language, text in texts.items():
            (folder / f"{language}.txt").write_text(text, encoding="utf-8")
            sha = sha256(text.encode()).hexdigest()
            entries += [TEXT.format(language=language, sha=sha, date=date), TRANSLATION * (language != "zho")]
        (folder / "work.toml").write_text("".join(entries), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = laid_out(tmp_path_factory.mktemp("acts"))
    build.build(root, lambda _: None, Order(without=frozenset({"pdf"})))
    return root


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with served(built / "site") as at:
        yield at


def opened(browser: Browser, url: str, **media: Any) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, service_workers="block", **media).new_page()
    page.goto(url)
    return page


def shows(page: Page, words: str) -> None:
    expect(page.locator(OPEN)).to_contain_text(words)


@pytest.mark.parametrize("language", SAID)
def test_a_card_shows_the_clause_in_the_readers_language(browser: Browser, address: str, language: str) -> None:
    page = opened(browser, f"{address}{'' if language == 'zh' else 'ko/'}{FIRST}")
    for link in page.locator(LINK).all():
        link.hover()
        shows(page, SAID[language])
        lang = page.locator(OPEN).locator("p:not(.card-title)").get_attribute("lang") or ""
        assert lang.partition("-")[0] == language
        page.mouse.move(0, 0)
        expect(page.locator(OPEN)).to_have_count(0)
    page.context.close()


def test_the_focus_shows_a_card_and_escape_closes_it(browser: Browser, address: str) -> None:
    page = opened(browser, address + FIRST)
    link = page.locator(LINK).first
    page.locator("a.permalink").nth(2).focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    shows(page, SAID["zh"])
    expect(link).to_be_focused()
    assert link.get_attribute("aria-describedby") == "card"
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.keyboard.press("Tab")
    expect(page.locator(".card-more")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#art_2")
    page.context.close()


def test_touch_opens_a_card_that_leads_on(browser: Browser, address: str) -> None:
    page = opened(browser, address + FIRST, has_touch=True)
    page.locator(LINK).first.tap()
    shows(page, SAID["zh"])
    assert "#" not in page.url
    page.locator(".card-more").tap()
    page.wait_for_url("**#art_2")
    page.context.close()


def test_a_card_shows_a_clause_of_another_work(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}ko/{SECOND}")
    page.locator(LINK).first.hover()
    shows(page, SAID["ko"])
    page.locator(LINK).first.click()
    page.wait_for_url(f"**/{FIRST}#art_2")
    page.context.close()


def test_without_scripts_a_reference_leads_to_its_clause(browser: Browser, address: str) -> None:
    page = opened(browser, address + FIRST, java_script_enabled=False)
    page.locator(LINK).first.click()
    page.wait_for_url("**#art_2")
    page.context.close()


def test_the_panel_of_a_clause_lists_what_refers_to_it(browser: Browser, address: str) -> None:
    page = opened(browser, address + FIRST)
    page.locator('[data-eid="art_2"] a.permalink').first.evaluate("link => link.click()")
    links = page.locator(".cite-referring a")
    expect(links).to_have_count(2)
    assert links.first.get_attribute("href") == "#art_3"
    links.last.click()
    page.wait_for_url(f"**/{SECOND}#art_1")
    page.context.close()


def test_the_files_for_programs_know_what_refers_to_a_clause(built: Path) -> None:
    folder = built / "build/exports" / FIRST.removeprefix("akn/")
    clauses = json.loads((folder / "data.json").read_bytes())["provisions"]
    referring = {clause["eId"]: [(item["work"], item["eId"]) for item in clause["referredBy"]] for clause in clauses}
    both = [(f"/{FIRST}".rstrip("/"), "art_3"), (f"/{SECOND}".rstrip("/"), "art_1")]
    assert {eid: items for eid, items in referring.items() if items} == {"art_2": both}
    parts = json.loads((folder / "work.jsonld").read_bytes())["hasPart"]
    cited = next(part["@reverse"]["citation"] for part in parts if "@reverse" in part)
    assert [item["@id"].partition("/akn/")[2] for item in cited] == [
        "cn/act/qingshi/2019/1/~art_3", "cn/act/qingshi/2020/2/~art_1"]


def test_books_and_word_files_lead_to_other_works(built: Path) -> None:
    folder = built / "build/exports" / SECOND.removeprefix("akn/")
    wanted = f"/{FIRST}#art_2"
    for file in (folder / "zho.epub", folder / "zho.docx"):
        with ZipFile(file) as package:
            parts = [package.read(name).decode() for name in package.namelist() if name.endswith(("xhtml", "rels"))]
        assert any(wanted in part and "https://" in part for part in parts), file.name


def test_the_references_of_a_work_are_a_table(built: Path) -> None:
    text = (built / "site" / SECOND / "references.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["first"]]
    assert [(row["eId"], row["words"], row["target"], row["first"]) for row in rows] == [
        ("art_1", "《青石镇图书馆条例》第二条", f"/{FIRST}".rstrip("/"), "art_2")]


@pytest.mark.parametrize("language", DEFINED)
def test_a_card_shows_the_definition_in_the_readers_language(browser: Browser, address: str, language: str) -> None:
    page = opened(browser, f"{address}{'' if language == 'zh' else 'ko/'}{THIRD}")
    links = page.locator(TERM)
    expect(links).to_have_count(2)
    for link in links.all():
        link.hover()
        expect(page.locator(OPEN)).to_contain_text(DEFINED[language])
        page.mouse.move(0, 0)
        expect(page.locator(OPEN)).to_have_count(0)
    page.context.close()


def test_a_card_shows_one_of_several_definitions(browser: Browser, address: str) -> None:
    page = opened(browser, address + THIRD)
    page.locator('.akn a.akn-term[href*="subpara_2"]').first.hover()
    expect(page.locator(OPEN)).to_contain_text("把书带出图书馆")
    expect(page.locator(OPEN)).not_to_contain_text("在馆内读书")
    page.context.close()


def test_the_focus_shows_a_definition_and_enter_leads_there(browser: Browser, address: str) -> None:
    page = opened(browser, address + THIRD)
    link = page.locator(TERM).first
    page.keyboard.press("Tab")
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(page.locator(OPEN)).to_contain_text(DEFINED["zh"])
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**#art_2")
    page.context.close()


def test_touch_opens_a_definition(browser: Browser, address: str) -> None:
    page = opened(browser, address + THIRD, has_touch=True)
    page.locator(TERM).first.tap()
    expect(page.locator(OPEN)).to_contain_text(DEFINED["zh"])
    assert "#" not in page.url
    page.context.close()


def test_without_scripts_a_term_leads_to_its_definition(browser: Browser, address: str) -> None:
    page = opened(browser, address + THIRD, java_script_enabled=False)
    page.locator(TERM).first.click()
    page.wait_for_url("**#art_2")
    page.context.close()


def test_the_files_for_programs_list_the_definitions(built: Path) -> None:
    data = json.loads((built / "build/exports" / THIRD.removeprefix("akn/") / "data.json").read_bytes())
    found = [[(item["id"], item["term"], item["at"]) for item in text["definitions"]] for text in data["expressions"]]
    ids = ["defined-art_2", "defined-art_3__subpara_1", "defined-art_3__subpara_2"]
    assert found == [[(id_, term, id_.removeprefix("defined-")) for id_, term in zip(ids, terms, strict=True)]
                     for terms in (("读者证", "阅览", "外借"), ("독자증", "열람", "대출"))]
    assert data["expressions"][0]["definitions"][0]["usedAt"] == ["art_4__p_1"]
