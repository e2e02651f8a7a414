"""The panel of citations in a browser: ranges of clauses, their names and addresses; what a line offers; downloads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from diptych.citations.pinpoints import pinpoint
from diptych.citations.reader_templates import panel
from diptych.render.site.page import Settings
from diptych.render.site.permalinks import addresses
from playwright.sync_api import Browser, Page, expect

from tests import base
from tests.browser.test_everyone import violations
from tests.serving import served
from tests.test_mkdocs_plugin import lay_out, project

WORK = "akn/cn/act/qingshizhengban/2020/3/"
SITE = "https://example.org/sub/path/"
RANGES = """() => {
  const eids = [...new Set([...document.querySelectorAll("[data-eid]")].map((clause) => clause.dataset.eid))];
  return eids.flatMap((first) => diptych.range.after(first).map((last) => [first, last]));
}"""
LIT = "() => [...document.querySelectorAll('.in-range')].map((line) => line.dataset.eid)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of the base project on a server that answers an unknown address with 404.html."""
    documents = tuple(each.document for each in base.compile_text(editorial=None).expressions)
    root = project(tmp_path_factory.mktemp("site"), documents)
    shutil.copy(base.BASE / "source/terms.toml", root / "source/terms.toml")
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    (root / "site" / WORK / "citations.json").write_bytes(panel(documents, base.citation_styles(), SITE))
    for path, page in addresses(documents, (), (), Settings(SITE), styles=base.citation_styles()):
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_text(page, "utf-8")
    shutil.copytree(root / "site", root / "server/sub/path")
    with served(root / "server", "sub/path/") as at:
        yield at


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(service_workers="block", permissions=["clipboard-read", "clipboard-write"],
                                  accept_downloads=True, bypass_csp=True)
    opened = context.new_page()
    opened.goto(f"{address}en/{WORK}")
    yield opened
    context.close()


def opened(page: Page, eid: str) -> None:
    page.locator(f"[data-eid='{eid}'] a.permalink").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.cite[open]")).to_be_visible()


def test_a_range_is_named_as_the_program_names_it(page: Page) -> None:
    """Every range that the panel offers, in every language of citations."""
    documents = tuple(each.document for each in base.compile_text(editorial=None).expressions)
    words = base.citation_styles().words
    ranges = page.evaluate(RANGES)
    assert len(ranges) > 20
    opened(page, "sec_1")
    found = page.evaluate("""async (ranges) => {
        const data = await (await fetch(document.querySelector("dialog.cite").dataset.source)).json();
        const select = (name, value) => {
            const list = document.querySelector(`.cite-${name}`);
            if (![...list.options].some((option) => option.value === value)) list.add(new Option(value, value));
            list.value = value;
            list.dispatchEvent(new Event("change", { bubbles: true }));
        };
        const panel = document.querySelector("dialog.cite");
        return ranges.map(([first, last]) => {
            select("from", first);
            select("to", last);
            return Object.keys(data.pinpoints).map((code) => {
                panel.dataset.words = code;
                select("to", last);
                return document.querySelector(".cite-clause").textContent;
            });
        });
    }""", ranges)
    codes = sorted({base.citation_styles().words_for(style, document).code
                    for style in base.citation_styles().styles.values() for document in documents})
    expected = [[pinpoint(documents, f"{first}->{last}", words[code]) for code in codes] for first, last in ranges]
    assert found == expected


def test_a_range_is_chosen_copied_and_opens_lit_as_a_whole(page: Page, address: str) -> None:
    opened(page, "sec_2__para_1")
    page.select_option(".cite-to", "sec_2__para_2")
    assert page.url == f"{address}en/{WORK}?to=sec_2__para_2#sec_2__para_1"
    lit = page.evaluate(LIT)
    assert {eid.rpartition("__p_")[0] for eid in lit} == {"sec_2__para_1", "sec_2__para_2"}
    page.click("[data-copy=link]")
    expect(page.locator(".cite-status")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{SITE}{WORK}~sec_2__para_1-%3Esec_2__para_2"
    page.click("[data-copy=clause]")
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('\\n'))")
    text = page.evaluate("navigator.clipboard.readText()")
    assert {"（一）", "（二）"} <= {line[:3] for line in text.splitlines()}
    assert violations(page) == []
    # The address is that of a range, for which the host has no page.
    path = copied.removeprefix(SITE)
    page.goto(address + "404.html")
    page.evaluate("path => history.replaceState(null, '', path)", f"/{address.split('/', 3)[3]}{path}")
    html = page.evaluate("fetch(location.origin + '/sub/path/404.html').then((answer) => answer.text())")
    page.route(f"**/{path}", lambda route: route.fulfill(status=404, body=html, content_type="text/html"))
    page.goto(address + path)
    page.wait_for_url(f"{address}{WORK}?to=sec_2__para_2#sec_2__para_1")
    assert page.evaluate(LIT) == lit
    page.goto(f"{address}{WORK}#sec_1")
    assert page.evaluate(LIT) == []


@pytest.mark.parametrize(("dates", "asked", "found"), [
    (["2018-05-01", "2021-06-01"], "@2018-05-05/~sec_1/", "@2018-05-01/~sec_1/"),
    (["2018-05-01", "2021-06-01"], "zho@2030-01-01/", "zho@2021-06-01/"),
    ([], "kor@2030-01-01/~sec_1", "kor@2020-02-01/~sec_1/")])
def test_any_day_in_an_address_leads_to_the_last_version_on_or_before_it(page: Page, address: str, dates: list[str],
                                                                         asked: str, found: str) -> None:
    html = page.evaluate("fetch(location.origin + '/sub/path/404.html').then((answer) => answer.text())")
    data = {"versions": [{"date": date} for date in dates], "expressions": [{"iri": "/akn/x/zho@2020-02-01"}]}
    page.route(f"**/{WORK}data.json", lambda route: route.fulfill(json=data))
    page.route(f"**/{WORK}{asked}", lambda route: route.fulfill(status=404, body=html, content_type="text/html"))
    page.route(f"**/{WORK}{found}", lambda route: route.fulfill(body="<p>version", content_type="text/html"))
    page.goto(f"{address}{WORK}{asked}")
    page.wait_for_url(f"{address}{WORK}{found}")


def test_the_page_of_a_missing_address_says_the_text_as_of_which_day_it_leads_to(page: Page, address: str) -> None:
    html = page.evaluate("fetch(location.origin + '/sub/path/404.html').then((answer) => answer.text())")
    data = {"versions": [{"date": "2018-05-01"}], "expressions": []}
    page.route(f"**/{WORK}data.json", lambda route: route.fulfill(json=data))
    page.route(f"**/{WORK}@2018-05-05/", lambda route: route.fulfill(status=404, body=html, content_type="text/html"))
    page.route(f"**/{WORK}@2018-05-01/", lambda route: route.fulfill(status=204))
    page.goto(f"{address}{WORK}@2018-05-05/", wait_until="commit")
    lines = page.locator(".as-of:visible")
    expect(lines.first).to_be_visible()
    assert {line.text_content() for line in lines.all()} >= {
        "截至2018年5月1日的文本", "2018년 5월 1일 기준 본문", "Text as of May 1, 2018"}
    links = page.locator(".as-of a").all()
    assert {link.get_attribute("href") for link in links} == {f"/sub/path/{WORK}@2018-05-01/"}


def test_a_day_before_all_versions_leads_nowhere_else(page: Page, address: str) -> None:
    html = page.evaluate("fetch(location.origin + '/sub/path/404.html').then((answer) => answer.text())")
    data = {"versions": [{"date": "2018-05-01"}], "expressions": []}
    page.route(f"**/{WORK}data.json", lambda route: route.fulfill(json=data))
    page.route(f"**/{WORK}@1999-01-01/", lambda route: route.fulfill(status=404, body=html, content_type="text/html"))
    page.goto(f"{address}{WORK}@1999-01-01/")
    expect(page.locator(".nearest a").first).to_be_visible()
    assert page.url == f"{address}{WORK}@1999-01-01/"


def test_a_range_that_is_left_is_no_longer_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}{WORK}kor/?to=sec_2#sec_1")
    assert page.evaluate("document.querySelectorAll('.in-range').length") > 1
    page.evaluate("location.hash = 'sec_2'")
    page.wait_for_url(f"{address}{WORK}kor/#sec_2")
    assert page.evaluate("document.querySelectorAll('.in-range').length") == 0


def test_a_line_has_one_button_that_the_keyboard_and_touch_reach(browser: Browser, page: Page, address: str) -> None:
    link = page.locator("[data-eid='sec_2__para_1__p_1'] a.permalink")
    assert link.get_attribute("aria-label")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    page.locator("[data-eid='sec_2__para_1__p_1'] .akn-cell").first.hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    link.focus()
    expect(link).to_have_css("opacity", "1")
    touch = browser.new_context(service_workers="block", has_touch=True, is_mobile=True, bypass_csp=True,
                                viewport={"width": 390, "height": 844}).new_page()
    touch.goto(f"{address}{WORK}")
    expect(touch.locator("a.permalink").first).to_have_css("opacity", "1")
    sizes = touch.evaluate("""[...document.querySelectorAll(".clause-tools a")].filter((link) => link.checkVisibility())
        .map((link) => link.getBoundingClientRect()).map((box) => Math.min(box.width, box.height))""")
    assert min(sizes) >= 24
    touch.add_style_tag(content="html { font-size: 250%; }")
    grown = touch.evaluate("document.querySelector('.clause-tools a').getBoundingClientRect().width")
    assert grown >= 1.9 * sizes[0], "the button grows with the letters"
    touch.context.close()


def test_a_report_names_the_clause_that_the_panel_is_at(page: Page) -> None:
    opened(page, "sec_1")
    assert unquote(page.get_attribute(".cite .report", "href") or "") == f"https://example.org/?at={SITE}{WORK}~sec_1"


def test_a_download_has_a_name_that_says_what_it_is(page: Page) -> None:
    page.locator("details.downloads:not(.shown) > summary").click()
    groups = page.locator("details.downloads:not(.shown) dt")
    assert groups.all_inner_texts() == ["For reading", "For working", "For programs"]
    link = page.locator("details.downloads a[href$='zho.xml']")
    expect(link.locator("xpath=following-sibling::*[@class='size']")).to_have_text("9 kB")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "青石政办2020-3_zh.xml"
    assert violations(page) == []
