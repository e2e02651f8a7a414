"""A link to selected words: it is offered, shows the words in place, or says what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from diptych.akn import fingerprints
from diptych.akn.fingerprints import anchors
from diptych.anchors.ledger import Ledger
from diptych.citations.reader_templates import panel
from diptych.compile import address_history
from diptych.render.site.work_changes import ledger_json
from diptych.review.cited_sources import quote_links
from diptych.review.cited_sources.quote_links import QuoteState
from playwright.sync_api import Browser, Page, expect

from tests import base
from tests.serving import served
from tests.test_mkdocs_plugin import lay_out, project

WORK = "akn/cn/act/qingshizhengban/2020/3/"
EID = "sec_1__para_1"
SELECT = """(eid) => {
  const walker = document.createTreeWalker(document.getElementById(eid), NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node.length < 8) node = walker.nextNode();
  getSelection().setBaseAndExtent(node, 1, node, node.length - 1);
  return String(getSelection());
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of the base project with what its panels load."""
    documents = tuple(one.document for one in base.compile_text(editorial=None).expressions)
    root = project(tmp_path_factory.mktemp("site"), documents)
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    folder = root / "site" / WORK
    with served(root / "site") as url:
        (folder / "citations.json").write_bytes(panel(documents, base.citation_styles(), url))
        (folder / "anchors.json").write_bytes(ledger_json(Ledger((), ""), documents, (), url))
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800},
                                  permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def clause() -> str:
    """The first clause that has a number and words enough."""
    document = base.compile_text(editorial=None).expressions[0].document
    return next(eid for eid, element in anchors(document).items()
                if "__p_" in eid and len(fingerprints.words(element)) > 30)


def copied(page: Page, address: str) -> tuple[str, str]:
    """The link that the page gives for selected words, and the words."""
    page.goto(f"{address}{WORK}zho/")
    words = page.evaluate(SELECT, clause())
    expect(page.locator(".quote-link")).to_be_visible()
    page.locator(".quote-link").click()
    expect(page.locator(".toast")).not_to_be_empty()
    return page.evaluate("navigator.clipboard.readText()"), words


def test_the_link_of_a_selection_is_what_the_command_verifies(address: str, page: Page) -> None:
    link, words = copied(page, address)
    parsed = quote_links.parse(link)
    assert parsed is not None
    assert parsed.words == words
    history = address_history.of_work(base.compile_text(editorial=None))
    check = quote_links.check(link, {history.iri: history})
    assert (check.state, check.places) == (QuoteState.STANDS, (parsed.eid,))


def test_the_words_are_lit_where_they_stand(address: str, page: Page) -> None:
    link, words = copied(page, address)
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".quote")).to_have_attribute("data-state", "stands")
    lit = page.evaluate("[...CSS.highlights.get('quote')].map(String).join('')")
    assert "".join(lit.split()) == "".join(words.split())


@pytest.mark.parametrize(("change", "state"), [
    ("other words", "changed"), ("another clause", "moved"), ("no such clause", "withdrawn"), ("a letter", "damaged"),
])
def test_what_became_of_the_words_is_said(address: str, page: Page, change: str, state: str) -> None:
    document = base.compile_text(editorial=None).expressions[0].document
    eid = clause()
    words = fingerprints.words(anchors(document)[eid])[:24]
    other = next(name for name in anchors(document) if name.partition("__")[0] != eid.partition("__")[0])
    made = quote_links.link(document, other if change == "another clause" else eid,
                            words.replace(words[3], "甲") if change == "other words" else words, address)
    made = made.replace(f":{fingerprints.digest(words)}", f":{'0' * 32}") if change == "a letter" else made
    if change == "no such clause":
        made = made.replace(f"#quote:{eid}:", "#quote:sec_77:").replace(quote(words), quote(words[:5])).replace(
            fingerprints.digest(words), fingerprints.digest(words[:5]))
    page.goto(f"{address}{WORK}zho/#{urlsplit(made).fragment}")
    expect(page.locator(".quote")).to_have_attribute("data-state", state)
    assert page.locator(".quote-present").is_visible() is (state == "changed")
