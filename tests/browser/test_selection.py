"""What a reader selects and copies of the opinion is its clean text, as data.json has it, in every view."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from diptych.commands.main import main
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.serving import served

WORK = "akn/cn/act/guobanfa/2012/19/"
SELECT = """([eid, language]) => {
  const at = document.getElementById(eid);
  const whole = at.closest(".akn-parallel") ? [...at.querySelectorAll(`.akn-cell[lang="${language}"]`)] : [at];
  const range = document.createRange();
  range.setStart(whole[0], 0);
  range.setEnd(whole.at(-1), whole.at(-1).childNodes.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""
FORMS = """navigator.clipboard.read().then(async ([item]) => Object.fromEntries(await Promise.all(
  ["text/plain", "text/html"].map(async (type) => [type, await (await item.getType(type)).text()]))))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the opinion, with its emendations, notes and terms."""
    root = tmp_path_factory.mktemp("opinion")
    for name in ("source", "schema"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    result = CliRunner().invoke(main, ["-C", str(root), "build"])
    assert result.exit_code == 0, result.output
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block",
                                  permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def units(site: Path) -> list[Mapping[str, Any]]:
    """The provisions of the opinion that have no others inside them, as data.json has them."""
    found = json.loads((site / WORK / "data.json").read_text(encoding="utf-8"))["provisions"]
    parents = {one["parent"] for one in found}
    return [one for one in found if one["eId"] not in parents]


def copied(page: Page) -> str:
    page.keyboard.press("Control+c")
    return page.evaluate("navigator.clipboard.readText()")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("path", "languages"), [("", ("zho", "kor")), ("zho/", ("zho",)), ("kor/", ("kor",))],
                         ids=["parallel", "Chinese", "Korean"])
def test_a_copied_clause_is_the_text_of_the_data(page: Page, site: Path, address: str, path: str,
                                                 languages: tuple[str, ...]) -> None:
    page.goto(f"{address}{WORK}{path}")
    wrong, count = [], 0
    for unit in units(site):
        for language in languages:
            text = unit["texts"][language]
            expected = text["number"] + text["heading"] + text["text"]
            page.evaluate(SELECT, [unit["eId"], {"zho": "zh-Hans", "kor": "ko"}[language]])
            found = copied(page)
            count += 1
            if squeezed(found) != squeezed(expected) or not found.endswith(text["text"]):
                wrong.append((unit["eId"], language, found, expected))
    assert wrong == []
    assert count > 30 * len(languages)


def test_a_selection_that_is_drawn_down_a_column_stays_in_it(page: Page, address: str) -> None:
    page.goto(f"{address}{WORK}?#sec_6__para_7__p_1")
    for column, other in (("ko", "zh-Hans"), ("zh-Hans", "ko")):
        boxes = [page.locator(f"#{eid} > .akn-cell[lang={column}]").bounding_box()
                 for eid in ("sec_6__para_7__p_1", "sec_6__para_8__p_1")]
        away = page.locator(f"#sec_6__para_8__p_1 > .akn-cell[lang={other}]").bounding_box()
        assert boxes[0] and boxes[1] and away
        page.mouse.move(boxes[0]["x"] + 1, boxes[0]["y"] + 8)
        page.mouse.down()
        page.mouse.move(away["x"] + 40, away["y"] + 8, steps=4)
        page.mouse.move(boxes[1]["x"] + boxes[1]["width"] - 4, boxes[1]["y"] + boxes[1]["height"] - 4, steps=4)
        page.mouse.up()
        found = copied(page)
        foreign = "[一-鿿]" if column == "ko" else "[가-힣]"
        assert page.evaluate("([text, foreign]) => text.match(new RegExp(foreign))", [found, foreign]) is None, found
        assert len(found) > 100
        page.mouse.click(5, 400)
        page.evaluate("getSelection().removeAllRanges()")


def test_a_copy_has_a_form_with_markup(page: Page, address: str) -> None:
    page.goto(f"{address}{WORK}")
    page.evaluate(SELECT, ["sec_2__p_1", "ko"])
    page.keyboard.press("Control+c")
    forms = page.evaluate(FORMS)
    assert "km²로" in forms["text/plain"]
    assert forms["text/html"].count("<p") == 1
    assert 'lang="ko"' in forms["text/html"]
    for trace in ("<del", "[3]", "class=", "title=", "km2"):
        assert trace not in forms["text/html"]


def test_all_that_is_selected_has_each_text_and_nothing_of_the_page(page: Page, site: Path, address: str) -> None:
    page.goto(f"{address}{WORK}")
    page.keyboard.press("Control+a")
    found = squeezed(copied(page))
    for unit in units(site):
        assert all(squeezed(text["text"]) in found for text in unit["texts"].values()), unit["eId"]
    assert "짆" not in found
    assert "编者补〕" not in found
    page.locator(".akn-note").first.evaluate("note => getSelection().selectAllChildren(note)")
    assert copied(page).endswith("译文未予改动。")
