"""The lists of works in a browser: sorted and filtered on demand, complete without scripts, facets closed on a phone.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from diptych.build import build
from diptych.build.options import Order
from diptych.render.site import work_lists
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_everyone import violations
from tests.products.test_catalogue import LEFT_OUT, project
from tests.render.site.test_work_lists import works
from tests.serving import served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A built site of two works."""
    root = project(tmp_path_factory.mktemp("project"))
    build.build(root, lambda _: None, Order(without=LEFT_OUT))
    with served(root / "site") as at:
        yield at


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(service_workers="block")
    opened = context.new_page()
    opened.goto(f"{address}en/")
    yield opened
    context.close()


def titles(page: Page) -> list[str]:
    return [title.split("\n")[0] for title in page.locator(".work-title").all_inner_texts()]


def test_a_list_is_filtered_and_sorted_and_comes_back_as_it_was(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before, html = titles(page), page.locator("ul.works").inner_html()
    assert len(before) == 2
    assert not [url for url in asked if "list" in url], "the file with all works is loaded on demand"
    page.fill(".list-filter", "2018 条例")
    expect(page.locator(".work")).to_have_count(1)
    expect(page.locator(".list-status")).to_have_text("1 documents")
    page.fill(".list-filter", "nowhere")
    expect(page.locator(".work")).to_have_count(0)
    page.fill(".list-filter", "")
    expect(page.locator(".work")).to_have_count(2)
    assert page.locator("ul.works").inner_html() == html
    page.select_option(".list-sort", "oldest")
    expect(page.locator(".list-status")).to_have_text("2 documents")
    assert titles(page) == before[::-1]
    links = page.eval_on_selector_all("ul.works a", "all => all.map((link) => link.href)")
    assert all(page.request.get(link).ok for link in links)
    assert len([url for url in asked if url.endswith("en/works/list.json")]) == 1
    assert violations(page) == []


def test_a_long_list_is_shown_in_parts(page: Page) -> None:
    page.route("**/works/list.json", lambda route: route.fulfill(body=work_lists.data(works(120), "")))
    page.select_option(".list-sort", "oldest")
    expect(page.locator(".work")).to_have_count(50)
    page.locator(".list-more").click()
    expect(page.locator(".work")).to_have_count(100)
    focused = "[...document.querySelectorAll('.work')].indexOf(document.activeElement.closest('.work'))"
    assert page.evaluate(focused) == 50
    page.locator(".list-more").click()
    expect(page.locator(".work")).to_have_count(120)
    expect(page.locator(".list-more")).to_be_hidden()


def test_sorted_titles_break_where_those_of_the_page_do(page: Page) -> None:
    text = {"language": "zho", "tag": "zh-Hans", "name": "Chinese", "title": "甲关于支持乙的意见", "standing": "",
            "pieces": ("甲关于支持", "乙的意见")}
    work = {**works(1)[0], "texts": [text]}
    page.route("**/works/list.json", lambda route: route.fulfill(body=work_lists.data([work], "")))
    page.select_option(".list-sort", "oldest")
    expect(page.locator(".work")).to_have_count(1)
    assert page.locator(".work-title span").inner_html() == "甲关于支持<wbr>乙的意见"


def test_a_list_that_cannot_be_loaded_says_where_all_works_are(page: Page) -> None:
    page.route("**/works/list.json", lambda route: route.abort())
    page.fill(".list-filter", "a")
    expect(page.locator(".list-status")).to_contain_text("pages below")
    assert len(titles(page)) == 2


def test_the_search_opens_from_the_list(page: Page) -> None:
    page.locator(".list-search").click()
    expect(page.locator("dialog.search[open]")).to_be_visible()


def test_facets_are_closed_on_a_phone_and_open_on_a_desk(browser: Browser, address: str) -> None:
    shown = {}
    for width in (390, 1280):
        page = browser.new_context(viewport={"width": width, "height": 844}, service_workers="block").new_page()
        page.goto(f"{address}en/")
        shown[width] = page.locator(".facets li a").first.is_visible()
        assert violations(page) == []
        if width == 390:
            page.locator(".facets summary").first.click()
            assert page.locator(".facets li a").first.is_visible()
        page.context.close()
    assert shown == {390: False, 1280: True}


def test_without_scripts_the_pages_of_a_list_have_all_works(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False, service_workers="block").new_page()
    page.goto(f"{address}en/")
    expect(page.locator(".list-tools")).to_be_hidden()
    series = page.locator(".facets a[href*='works/series/']").first
    page.goto(str(series.evaluate("link => link.href")))
    expect(page.locator(".work")).to_have_count(1)
    page.context.close()
