"""The bars of a page in a narrow window: what has no room scrolls, and what a reader looks for is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from diptych.render import asset_files
from playwright.sync_api import Browser, Page

FOLDER = asset_files.folder("theme") / "assets/diptych"
CURRENT = '<li><a href="#" aria-current="true">{}</a></li>'
OTHER = '<li><a href="#">{}</a></li>'
LANGUAGES = ("简体中文", "한국어", "English", "français", "日本語", "繁體中文")
BAR = """<div class="md-typeset"><div class="bar"><nav class="views"><ul>
<li><a href="#" aria-current="true">En regard</a></li><li><a href="#">Bahasa Indonesia</a></li>
<li><a href="#">français</a></li></ul></nav>
<details class="contents"><summary><span class="contents-name">Sommaire</span>
<span class="contents-here">Article premier : dispositions</span></summary><div></div></details></div></div>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of 360 pixels with the style sheet of a site."""
    made = browser.new_page(viewport={"width": 360, "height": 700})
    yield made
    made.close()


def show(page: Page, body: str) -> None:
    style = (FOLDER / "site.css").read_text("utf-8")
    page.set_content(f"<style>html {{ font-size: 20px }} {style}</style><body>{body}")


@pytest.mark.parametrize("number", range(len(LANGUAGES)))
def test_the_language_of_the_page_is_seen(page: Page, number: int) -> None:
    items = "".join((CURRENT if at == number else OTHER).format(name) for at, name in enumerate(LANGUAGES))
    show(page, f'<header class="md-header"><div class="md-header__inner" style="display: flex"><a class="site-name">'
               f'Registry of laws</a><nav class="interfaces"><ul>{items}</ul></nav></div></header>')
    page.add_script_tag(content=(FOLDER / "interfaces.js").read_text("utf-8"))
    assert page.evaluate("""() => {
      const box = (name) => document.querySelector(name).getBoundingClientRect();
      const [list, own] = [box(".interfaces"), box("[aria-current]")];
      return own.left >= list.left - 1 && own.right <= list.right + 1;
    }""")


def test_the_name_of_the_contents_is_whole_beside_the_names_of_the_texts(page: Page) -> None:
    show(page, BAR)
    name, summary = (page.locator(part).bounding_box() for part in (".contents-name", ".contents summary"))
    assert name
    assert summary
    assert name["x"] + name["width"] <= summary["x"] + summary["width"] + 1
    assert summary["x"] + summary["width"] <= 360
