"""A work in three languages: which of its texts are side by side, by the menu, by the address and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_everyone import judge, opened
from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document
from tests.serving import served
from tests.test_mkdocs_plugin import WORK, lay_out, project
from tests.waiting import until

ENGLISH = {"title": "Some Opinions", "one": "1.", "heading": "Meaning", "lead": "As follows.", "item": "(1)",
           "text": "Work together."}
ONLY_CHINESE = '<p eId="sec_1__p_2">只有中文。</p></intro>'
HEADS = "[...document.querySelectorAll('.heads p')].map((head) => head.dataset.column).join(' ')"
CELLS = "[...document.querySelectorAll('#sec_1__p_1 > .akn-cell')].map((cell) => cell.lang).join(' ')"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = (document(BODY.format(**CHINESE).replace("</intro>", ONLY_CHINESE), notes=NOTE),
                 document(BODY.format(**KOREAN), "kor", translation=True, notes=NOTE),
                 document(BODY.format(**ENGLISH), "eng", translation=True))
    root = project(tmp_path_factory.mktemp("site"), documents)
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site, WORK) as at:
        yield at


def side_by_side(page: Page, languages: str, tags: str) -> None:
    until(page, f"{HEADS} === '{languages}' && {CELLS} === '{tags}'")


def test_the_keyboard_adds_a_column_that_is_announced_and_remembered(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(address)
    side_by_side(page, "zho kor", "zh-Hans ko")
    page.locator(".columns summary").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("End")
    side_by_side(page, "zho kor eng", "zh-Hans ko en")
    expect(page.locator(".columns-status")).to_have_text("对照显示：中文 | 韩语 | 英语")
    assert page.evaluate("document.activeElement.matches('.columns label:nth-of-type(3) select')")
    assert page.url.endswith("?columns=zho,kor,eng")
    assert judge(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".columns summary")).to_be_focused()
    page.goto(address)
    side_by_side(page, "zho kor eng", "zh-Hans ko en")
    page.context.close()


def test_a_text_that_is_in_another_column_changes_places_with_it(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(address)
    page.locator(".columns summary").click()
    page.locator(".columns select").nth(1).select_option("zho")
    side_by_side(page, "kor zho", "ko zh-Hans")
    expect(page.locator(".akn-parallel > .akn-notes")).to_have_count(2)
    page.context.close()


@pytest.mark.parametrize(("asked", "languages", "tags"), [
    ("kor,eng", "kor eng", "ko en"), ("eng,zho,kor", "eng zho kor", "en zh-Hans ko"),
    ("eng", "zho kor", "zh-Hans ko"), ("eng,eng", "zho kor", "zh-Hans ko"), ("eng,x", "zho kor", "zh-Hans ko")])
def test_an_address_shows_its_columns(browser: Browser, address: str, asked: str, languages: str, tags: str) -> None:
    page = opened(browser)
    page.goto(f"{address}?columns={asked}")
    side_by_side(page, languages, tags)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    assert heading.evaluate("(title) => title.closest('.akn-cell').lang") == tags.split(maxsplit=1)[0]
    page.context.close()


def test_a_clause_that_no_column_has_is_hidden_until_a_link_leads_to_it(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(f"{address}?columns=kor,eng")
    side_by_side(page, "kor eng", "ko en")
    clause = page.locator("#sec_1__p_2")
    expect(clause).to_be_hidden()
    page.evaluate("location.hash = '#sec_1__p_2'")
    expect(clause).to_be_visible()
    page.context.close()


def test_a_text_is_loaded_when_it_is_shown(browser: Browser, address: str) -> None:
    page = opened(browser)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1]))
    page.goto(address)
    side_by_side(page, "zho kor", "zh-Hans ko")
    assert not [name for name in fetched if name.startswith("column-")]
    assert "Work together" not in page.content()
    page.goto(f"{address}?columns=zho,eng")
    side_by_side(page, "zho eng", "zh-Hans en")
    assert [name for name in fetched if name.startswith("column-")] == ["column-eng.json"]
    page.context.close()


def test_a_text_that_cannot_be_loaded_leaves_the_page_as_it_was(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.route("**/column-eng.json", lambda route: route.fulfill(status=404))
    page.goto(address)
    page.locator(".columns summary").click()
    page.locator(".columns select").nth(2).select_option("eng")
    expect(page.locator(".columns-status")).to_have_text("未能载入此文本")
    side_by_side(page, "zho kor", "zh-Hans ko")
    expect(page.locator(".columns select").nth(2)).to_have_value("")
    page.context.close()


def test_a_text_that_the_search_found_is_shown(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(f"{address}?find=together&text=en#sec_1__para_1__p_1")
    side_by_side(page, "zho eng", "zh-Hans en")
    page.goto(f"{address}?find=合作&text=zh-Hans#sec_1__para_1__p_1")
    side_by_side(page, "zho kor", "zh-Hans ko")
    page.context.close()


def test_without_scripts_the_page_has_its_pair_and_links_to_each_text(browser: Browser, address: str) -> None:
    page = opened(browser, java_script_enabled=False)
    page.goto(f"{address}?columns=eng,kor")
    assert page.evaluate(CELLS) == "zh-Hans ko"
    expect(page.locator(".columns")).to_be_hidden()
    expect(page.locator(".views a")).to_have_count(4)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_three_columns_fit_and_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: Any) -> None:
    page = opened(browser, width, color_scheme=scheme)
    page.goto(f"{address}?columns=eng,kor,zho")
    side_by_side(page, "eng kor zho", "en ko zh-Hans")
    page.locator(".columns summary").click()
    assert judge(page) == []
    tops = page.evaluate("[...document.querySelectorAll('#sec_1__p_1 > .akn-cell')].map("
                         "(cell) => cell.getBoundingClientRect().top)")
    assert len(set(tops)) == (3 if width < 720 else 1)
    page.context.close()


def test_one_text_of_those_that_are_shown_stands_alone(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(f"{address}?columns=kor,eng")
    side_by_side(page, "kor eng", "ko en")
    page.locator(".views a[data-view=en]").click()
    expect(page.locator(".views a[data-view=en]")).to_have_attribute("aria-current", "page")
    expect(page.locator("#sec_1__p_1 > [lang=en]")).to_be_visible()
    expect(page.locator("#sec_1__p_1 > [lang=ko]")).to_be_hidden()
    page.locator(".views a[data-view=zh-Hans]").click()
    page.wait_for_url("**/zho/")
    page.context.close()
