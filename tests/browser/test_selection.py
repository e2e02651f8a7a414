"""The pages of the opinion: copies are its clean text, as data.json has it; its marks, notes and first screen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from diptych.commands.main import main
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.conftest import ROOT
from tests.serving import served
from tests.waiting import until

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
    return str(page.evaluate("navigator.clipboard.readText()"))


def box(page: Page, eid: str, column: str) -> FloatRect:
    found = page.locator(f"#{eid} > .akn-cell[lang={column}]").bounding_box()
    assert found
    return found


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
        boxes = [box(page, eid, column) for eid in ("sec_6__para_7__p_1", "sec_6__para_8__p_1")]
        away = box(page, "sec_6__para_8__p_1", other)
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
    assert copied(page).endswith("采用译文自己的用语译出。")


def test_a_reader_shows_emendations_and_hides_notes_and_terms_and_finds_it_so_again(page: Page, address: str) -> None:
    page.goto(f"{address}{WORK}")
    row = page.locator("#sec_6__para_7__p_1 .akn-cell[lang=ko]")
    deleted, mark, term = row.locator("del").first, row.locator("a.akn-mark").first, page.locator(".akn a.term").first
    for again in (False, True):
        expect(deleted).to_be_visible() if again else expect(deleted).to_be_hidden()
        expect(mark).to_be_hidden() if again else expect(mark).to_be_visible()
        expect(term).to_have_css("text-decoration-line", "none" if again else "underline")
        assert term.evaluate("link => link.tabIndex") == (-1 if again else 0)
        page.locator("details.shown > summary").click()
        for name in ("emendations", "notes", "terms"):
            page.locator(f".shown input[value={name}]").set_checked(not again if name == "emendations" else again)
        page.reload()
    expect(deleted).to_be_hidden()
    expect(mark).to_be_visible()


def test_a_note_about_a_translation_has_one_number_and_stands_with_the_translation(page: Page, address: str) -> None:
    def numbers(path: str, unit: str) -> list[str]:
        page.goto(f"{address}{WORK}{path}")
        return page.locator(f"[data-eid='{unit}'] a.akn-mark").all_text_contents()

    assert numbers("", "sec_4__para_5__p_1") == numbers("kor/", "sec_4__para_5__p_1") == ["[6]"]
    assert numbers("zho/", "sec_4__para_5__p_1") == []
    page.goto(f"{address}{WORK}#note_1-zho")
    assert page.locator(".akn-notes").count() == 1
    assert page.locator(".akn-note").evaluate_all("all => all.map((one) => one.value)") == list(range(1, 17))
    back = page.locator(".akn-note[value='6'] .akn-back")
    expect(back).to_have_text(["↩ 韩语"])
    back.click()
    expect(page.locator(".akn-cell[lang=ko] .akn-mark:target")).to_be_in_viewport()


def test_a_note_says_what_cannot_be_seen(page: Page, address: str) -> None:
    page.goto(f"{address}{WORK}")
    expect(page.locator(".akn-note[value='4'] .akn-reading")).to_have_text(
        "收到的文本作没有字形的字符（U+F0852），今作「“」。")
    expect(page.locator(".akn-note[value='11'] .akn-reading")).to_have_text("收到的文本作「짆」，今作「진한」。")
    expect(page.locator(".akn-note[value='12'] .akn-reading")).to_have_text("补空格。")


def test_the_law_begins_on_the_first_screen_of_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "ko/", "en/"):
        page.goto(f"{address}{path}{WORK}")
        box = page.locator("#preamble__p_1").bounding_box()
        assert box
        assert box["y"] < 844 - 100


def test_the_contents_come_before_the_text_and_no_name_is_an_id(page: Page, address: str) -> None:
    page.goto(f"{address}{WORK}")
    stops = 0
    while not page.evaluate("document.activeElement.matches('.toc a')"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= 25
    assert page.locator("h1").count() == 1
    names = page.evaluate("""[...document.querySelectorAll("main [aria-label], main [title]")]
        .flatMap((one) => [one.ariaLabel, one.title]).filter(Boolean)""")
    assert len(names) > 100
    assert [name for name in names if "__" in name or "_1" in name] == []
    expect(page.locator("#sec_6__para_3__p_1")).to_have_attribute("aria-label", "第六部分第（三）项")
    expect(page.locator("#sec_6__para_3__p_1")).to_have_attribute("role", "group")


def test_no_rule_of_the_page_asks_what_is_anywhere_in_it(page: Page, address: str) -> None:
    page.goto(f"{address}{WORK}")
    wide = page.evaluate("""[...document.styleSheets].filter((sheet) => sheet.href?.includes("diptych"))
        .flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.selectorText ?? "")
        .filter((selector) => /(^|[ ,])(:root|html):has\\(/.test(selector))""")
    assert wide == []


BROKEN = r"""() => {
  const broken = [];
  for (const block of document.querySelectorAll("article.akn :is(p, h1, h2, h3, h4, h5)")) {
    if (block.closest("[lang]").lang !== "ko") continue;
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let [last, word] = [null, ""];
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest(".clause-tools, .akn-supplied")) continue;
      for (let at = 0; at < text.length; at++) {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = [...range.getClientRects()].at(-1);
        if (/\s/.test(text.data[at])) [last, word] = [null, ""];
        else if (box?.height) {
          const middle = box.top + box.height / 2;
          if (last !== null && middle > last + 14) broken.push(word + "|" + text.data.slice(at, at + 4));
          [last, word] = [middle, word + text.data[at]];
        }
      }
    }
  }
  return broken;
}"""
"""Words that go on in the next line."""


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_no_line_ends_inside_a_korean_word(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in (WORK, f"{WORK}kor/"):
        page.goto(address + path)
        page.keyboard.press("Shift")
        until(page, "document.documentElement.dataset.first === undefined")
        assert page.evaluate(BROKEN) == [], path
