"""The style sheet on small pages without their frame: space above headings, lines of tools, bars without views."""

from __future__ import annotations

import pytest
from diptych.render import asset_files
from diptych.render.site.page import Settings
from diptych.render.site.published_work import PublishedWork
from playwright.sync_api import Browser, Page

from tests.render.small import document, pages

STYLES = (asset_files.folder("theme") / "assets/diptych/site.css").read_text("utf-8")
ARTICLE = """<article eId="art_{0}"><num>{1}</num><heading eId="art_{0}__heading">{2}</heading>
<content eId="art_{0}__content"><p eId="art_{0}__p_1">{2}</p></content></article>"""
WORK = "akn/cn/act/test/2020/7/"


def law(label: str, chapter: str, words: str) -> str:
    articles = "".join(ARTICLE.format(number, label.format(number), words) for number in (1, 2))
    return (f'<body eId="body"><chapter eId="chp_1"><num>{chapter}</num><heading eId="chp_1__heading">{words}'
            f'</heading>{articles}</chapter></body>')


ZHO, KOR = document(law("第{}条", "第一章", "总则")), document(law("제{}조", "제1장", "총칙"), "kor", translation=True)


def shown(browser: Browser, path: str, width: int, works: PublishedWork) -> Page:
    made = next(page for page in pages((works,), Settings("https://x.example/")) if page.path == path)
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content(f'<html lang="en"><style>html {{ font-size: 125% }} body {{ margin: 0 }} {STYLES}</style>'
                     f'<div class="md-content__inner md-typeset">{made.html}</div>')
    return page


@pytest.mark.parametrize("path", [WORK, f"{WORK}kor/"])
def test_an_article_with_a_heading_stands_off_from_the_one_before(browser: Browser, path: str) -> None:
    page = shown(browser, path, 1280, PublishedWork((ZHO, KOR)))
    above, below = page.evaluate("""() => {
        const box = (article, inner) => document.querySelector(`#art_${article} ${inner}`).getBoundingClientRect();
        const [headline, words] = [box(2, ".akn-headline"), box(2, ".akn-p")];
        return [headline.top - box(1, ".akn-p").bottom, words.top - headline.bottom];
    }""")
    page.close()
    assert above > below + 12


@pytest.mark.parametrize(("texts", "bars"), [((ZHO, KOR), 1), ((ZHO,), 0)])
def test_a_wide_page_of_one_text_has_no_empty_bar(browser: Browser, texts: tuple[object, ...], bars: int) -> None:
    page = shown(browser, WORK if len(texts) > 1 else f"{WORK}zho/", 1280, PublishedWork(texts))  # type: ignore[arg-type]
    assert page.locator(".bar:visible").count() == bars
    page.close()


def test_the_tools_of_a_work_are_one_line_on_the_narrowest_page(browser: Browser) -> None:
    page = shown(browser, f"en/{WORK}", 320, PublishedWork((ZHO, KOR)))
    tops = page.evaluate("""[...document.querySelectorAll(".tools .cite-work a, .tools > details > summary")]
        .map((tool) => Math.round(tool.getBoundingClientRect().top / 8))""")
    page.close()
    assert len(tops) == 3
    assert len(set(tops)) == 1


@pytest.mark.parametrize("path", [f"{WORK}zho/", WORK])
def test_cells_are_not_indented_as_paragraphs_are(browser: Browser, path: str) -> None:
    table = '<table eId="art_1__table_1"><tr><td><p eId="art_1__table_1__p_1">一</p></td></tr></table>'
    zho, kor = (document(
        f'<body eId="body"><article eId="art_1"><num>{label}</num><content eId="art_1__content"><p eId="art_1__p_1">一'
        f'</p>{table}</content></article></body>', language, translation=language == "kor")
        for label, language in (("第一条", "zho"), ("제1조", "kor")))
    page = shown(browser, path, 390, PublishedWork((zho, kor)))
    indents = page.evaluate("""[...document.querySelectorAll(".akn-table .akn-p")].map(
        (cell) => getComputedStyle(cell).textIndent)""")
    page.close()
    assert set(indents) == {"0px"}
