"""A long law: contents far from the window are skipped, and every clause is where it would be without that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import CHROMIUM
from tests.render.small import BODY, CHINESE, KOREAN, document
from tests.serving import served
from tests.test_mkdocs_plugin import WORK, lay_out, project
from tests.waiting import until

ARTICLES = 60
ARTICLE = """<article eId="art_{0}"><num>{1}</num>
<paragraph eId="art_{0}__para_1"><content eId="art_{0}__para_1__content">
<p eId="art_{0}__para_1__p_1">{2}</p></content></paragraph><paragraph eId="art_{0}__para_2">
<content eId="art_{0}__para_2__content"><p eId="art_{0}__para_2__p_1">{3}</p></content></paragraph></article>"""
UNITS = "[...document.querySelectorAll('.akn-later, .akn-soon')]"
HEIGHTS = f"{UNITS}.map((unit) => unit.getBoundingClientRect().height).join()"
SKIPPED = f"{UNITS}.some((unit) => !unit.firstElementChild.checkVisibility({{contentVisibilityAuto: true}}))"
LEARN = (f"learned = 0; {UNITS}.forEach((unit) => new MutationObserver(() => {{ learned += 1; }})"
         ".observe(unit, {attributeFilter: ['class']}))")
LEARNED = f"learned >= {UNITS}.length && !document.querySelector('.measured')"
TOP = "document.querySelector(':target').getBoundingClientRect().top"
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def law(words: dict[str, str], one: str, other: str, label: str) -> str:
    articles = "".join(ARTICLE.format(number, label.format(number), one * (1 + number % 5), other * (1 + number % 7))
                       for number in range(1, ARTICLES + 1))
    return BODY.format(**words).replace("</body>", f"{articles}</body>")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    chinese = law(CHINESE, "国家鼓励各类企业依法开展合作。", "具体办法由国务院规定。", "第{}条")
    korean = law(KOREAN, "국가는 각종 기업이 협력하도록 장려한다. ", "구체적인 방법은 국무원이 정한다. ", "제{}조")
    root = project(tmp_path_factory.mktemp("site"), (document(chinese), document(korean, "kor", translation=True)))
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    with served(root / "site", WORK) as at:
        yield at


def opened(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_a_skipped_unit_has_the_height_of_its_clauses(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address, width)
    assert page.evaluate(SKIPPED)
    page.click(".scheme")
    page.click(".views li:nth-child(2) a")
    assert page.evaluate(SKIPPED)
    page.evaluate(LEARN)
    page.click(".views li:first-child a")
    until(page, LEARNED)
    skipped = page.evaluate(HEIGHTS)
    page.evaluate("delete document.documentElement.dataset.skipping")
    assert page.evaluate(HEIGHTS) == skipped
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_followed_before_the_heights_are_known_leads_to_its_clause(browser: Browser, address: str,
                                                                         width: int) -> None:
    page = opened(browser, address, width)
    page.evaluate(LEARN)
    page.click(".views li:nth-child(2) a")
    page.evaluate("location.hash = 'art_50'")
    until(page, "document.querySelector(':target') && scrollY > 1000")
    until(page, LEARNED)
    place = page.evaluate(TOP)
    page.goto(f"{address}#art_1")
    page.goto(f"{address}#art_50")
    assert abs(page.evaluate(TOP) - place) < 2
    page.close()


def test_the_page_stays_under_the_thumb_of_the_scroll_bar(browser: Browser, address: str) -> None:
    """The heights are known when the thumb is grasped, and the page is where the thumb was put for good."""
    with_bars = browser.browser_type.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM),
                                            ignore_default_args=["--hide-scrollbars"])
    page = opened(with_bars, address, 1280)
    page.evaluate(LEARN)
    page.mouse.move(1274, 25)
    page.mouse.down()
    # A hand moves after it has grasped; before that the compositor scrolls by the heights of the last frame.
    page.evaluate(PAINTED)
    page.mouse.move(1274, 400, steps=3)
    page.evaluate(PAINTED)
    place, heights = page.evaluate("scrollY"), page.evaluate(HEIGHTS)
    page.mouse.move(1274, 401)
    page.evaluate(PAINTED)
    page.mouse.move(1274, 400)
    page.wait_for_timeout(700)
    assert place > 1000
    # A busy browser may take two moves for one.
    until(page, f"Math.abs(scrollY - {place}) <= 2", lambda: page.mouse.move(1274, 400))
    assert page.evaluate(HEIGHTS) == heights
    page.mouse.up()
    page.evaluate("delete document.documentElement.dataset.skipping")
    assert page.evaluate(HEIGHTS) == heights
    with_bars.close()
