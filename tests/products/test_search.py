"""The search as a reader meets it: a site with its index, in a browser."""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from urllib.parse import urljoin

import jsonschema_rs
import pytest
from diptych.akn.document import Document
from diptych.build import build, offline_site
from diptych.config.works import Term
from diptych.interface_text import interface, packaged_interfaces, tag
from diptych.language.equivalents import NOTHING
from diptych.products import contract
from diptych.products import search as index
from diptych.project import load
from diptych.render.site import glossary, search_entries, search_index
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document
from tests.serving import served
from tests.test_mkdocs_plugin import lay_out, project

SCHEMA = load.schema(ROOT).value
assert SCHEMA
LANGUAGES = SCHEMA.languages
EQUIVALENTS = load.equivalents(ROOT, SCHEMA).value or NOTHING
TERMS = load.terms(ROOT, SCHEMA).value or ()
QUERIES = ROOT / "tests/products/search_queries.tsv"
WORK = "akn/cn/act/test/2020/7/"
ASK = """async (queries) => {
  const dialog = document.querySelector("dialog.search");
  const input = dialog.querySelector("input");
  const more = dialog.querySelector(".search-more");
  const until = async (done) => {
    const late = Date.now() + 120_000;
    while (!done()) {
      if (Date.now() > late) throw new Error(`${done} after ${dialog.dataset.found}`);
      await new Promise((next) => setTimeout(next, 4));
    }
  };
  const found = [];
  for (const query of queries) {
    delete dialog.dataset.found;
    input.value = query;
    input.dispatchEvent(new Event("input"));
    await until(() => dialog.dataset.found?.endsWith(` ${query}`));
    const count = Number(dialog.dataset.found.split(" ")[0]);
    const hits = () => [...dialog.querySelectorAll(".search-hit")];
    while (hits().length < count) {
      const before = hits().length;
      more.click();
      await until(() => hits().length > before);
    }
    found.push(hits().map((hit) => hit.dataset.clause));
  }
  return found;
}"""


def indexed(documents: Sequence[Document], terms: tuple[Term, ...] = ()) -> dict[str, bytes]:
    """The files of the index of these texts, which are of one work."""
    files = dict(index.of_work(documents, packaged_interfaces(), LANGUAGES))
    notes = [json.loads(files.pop(contract.NOTE))]
    listed = dict(index.of_glossary(glossary.explained(terms), packaged_interfaces(), LANGUAGES))
    notes += [json.loads(listed.pop(contract.NOTE))] if listed else []
    return files | listed | dict(index.of_all([index.grouped(notes)], index.Vocabulary(LANGUAGES, terms, EQUIVALENTS)))


def lay_out_index(site: Path, documents: Sequence[Document], terms: tuple[Term, ...] = ()) -> None:
    """Puts the index of some documents, and of a glossary, into a site."""
    (site / index.FOLDER).mkdir(exist_ok=True)
    for name, data in indexed(documents, terms).items():
        (site / index.FOLDER / name).write_bytes(data)


def serve(site: Path, folder: Path, documents: Sequence[Document], terms: tuple[Term, ...] = ()) -> Iterator[str]:
    """The site under a path of a server, with the index of these documents."""
    shutil.copytree(site, folder / "sub/path")
    lay_out_index(folder / "sub/path", documents, terms)
    offline_site.write(folder / "sub/path")
    with served(folder, "sub/path/") as at:
        yield at


@pytest.fixture(scope="module")
def documents() -> tuple[Document, Document]:
    """Twins with an emendation, Latin letters, digits, traditional characters, and a string at the end of one."""
    emended = "사회 간접자본(東寧)을 <del status='editorial'>촉짆다</del><ins status='editorial'>촉진한다</ins>."
    chinese = CHINESE | {"lead": "到2015年，加入ＷＴＯ。", "text": "基础设施、珲春口岸。" * 30}
    return (document(BODY.format(**chinese)),
            document(BODY.format(**KOREAN | {"text": emended}), "kor", translation=True, notes=NOTE))


@pytest.fixture(scope="module")
def address(documents: tuple[Document, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = project(tmp_path_factory.mktemp("site"), documents)
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    yield from serve(root / "site", tmp_path_factory.mktemp("server"), documents)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    # Playwright waits for a condition by eval, which the pages forbid.
    made = browser.new_page(bypass_csp=True)
    made.goto(address)
    yield made
    made.close()


def ask(page: Page, queries: Sequence[str]) -> list[list[str]]:
    page.keyboard.press("/")
    page.locator("dialog.search[open]").wait_for()
    answers: list[list[str]] = page.evaluate(ASK, list(queries))
    return answers


Lines = list[tuple[str, list[str]]]


def lines(texts: Sequence[Document]) -> Lines:
    """Each line of each clause in elements, with the clause as the page names it."""
    return [(f"{tag(one)} {one.work_iri.strip('/')}/#{clause.eid}", search_entries.elements(line))
            for one in texts for clause in search_entries.clauses(one, packaged_interfaces())
            for line in (*clause.published, *clause.received)]


def standing(known: Lines, query: str) -> list[str]:
    """Where a query stands, found by comparing every line."""
    asked = search_entries.elements(query)
    return sorted({clause for clause, said in known
                   if any(said[at:at + len(asked)] == asked for at in range(len(said)))})


@pytest.mark.parametrize(("query", "eids"), [
    ("사회간접자본", {"sec_1__para_1"}),
    ("사회 간접자본", {"sec_1__para_1"}),
    ("东宁", {"sec_1__para_1"}),
    ("촉짆", {"sec_1__para_1"}),
    ("촉진한다", {"sec_1__para_1"}),
    ("wto", {"sec_1"}),
    ("wt", set()),
    ("2015年加入", {"sec_1"}),
    ("201", set()),
    ("琿春", {"sec_1__para_1"}),
    ("珲", {"sec_1__para_1"}),
    ("珲江", set()),
    ("意义到", set()),
    ("，", set()),
])
def test_a_string_is_found_where_it_stands_and_nowhere_else(page: Page, query: str, eids: set[str]) -> None:
    assert {clause.partition("#")[2] for clause in ask(page, [query])[0]} == eids


def test_what_is_found_is_shown_in_its_language_with_its_twin_and_marked_where_it_leads(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator(".search-input").fill("간접자본")
    hit = page.locator(".search-hit")
    hit.wait_for()
    assert hit.locator(".search-text[lang=ko] mark").inner_text() == "간접자본"
    assert "基础设施" in hit.locator(".search-twin[lang=zh-Hans]").inner_text()
    expect(page.locator(".search-status")).to_have_text(interface("zh").words["search_count"].format(
        query="간접자본", count=1))
    page.keyboard.press("ArrowDown")
    assert page.locator(".search-input").get_attribute("aria-activedescendant") == hit.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_function("CSS.highlights.get('found')?.size > 0")
    assert page.url.partition("/sub/path/")[2].startswith(WORK)
    assert page.evaluate("location.hash") == "#sec_1__para_1"
    marked = page.evaluate("[...CSS.highlights.get('found')].map((range) => String(range))")
    assert set(marked) == {"간접자본"}


def test_what_is_found_stays_while_a_syllable_is_composed(page: Page) -> None:
    # All that is asked for below is there already, so that a search ends with the timer that begins it.
    assert [len(found) for found in ask(page, ["촉ㅈ", "촉진", "촉"])] == [0, 1, 1]
    page.locator(".search-input").focus()
    page.keyboard.press("End")
    keyboard = page.context.new_cdp_session(page)
    for letters, found in (("ㅈ", "1 촉"), ("진", "1 촉진")):
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": 1, "selectionEnd": 1})
        page.evaluate("new Promise((next) => setTimeout(() => setTimeout(next), 100))")
        assert page.locator(".search-hit").count() == 1
        assert page.evaluate("document.querySelector('dialog.search').dataset.found") == found
    keyboard.send("Input.imeSetComposition", {"text": "ㅈ", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.insertText", {"text": "ㅈ"})
    expect(page.locator(".search-hit")).to_have_count(0)


def test_filters_narrow_and_the_keyboard_leads_out(page: Page, documents: tuple[Document, ...]) -> None:
    assert len(ask(page, ["7"])[0]) == 0
    page.locator(".search-filters summary").click()
    page.wait_for_function("document.querySelector('.search select[name=language]').length === 3")
    assert page.locator(".search select[name=work] option").last.inner_text().startswith(f"{documents[0].number} ")
    page.locator(".search select[name=language]").select_option("ko")
    assert ask_again(page, "意义") == []
    assert ask_again(page, "의의") == ["ko " + WORK + "#sec_1"]
    page.locator(".search select[name=year]").select_option("2020")
    assert ask_again(page, "의의") == ["ko " + WORK + "#sec_1"]
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search[open]")).to_have_count(0)


def ask_again(page: Page, query: str) -> list[str]:
    answers: list[list[str]] = page.evaluate(ASK, [query])
    return answers[0]


def test_the_key_is_the_same_in_the_browser(page: Page) -> None:
    ranges = ((0x20, 0x250), (0x300, 0x370), (0x1100, 0x1200), (0x1e00, 0x1f00), (0x2000, 0x2100), (0x2460, 0x2500),
              (0x3000, 0x3400), (0x4e00, 0x9fff), (0xac00, 0xd7a4), (0xf900, 0xfb00), (0xff00, 0xfff0),
              (0x20000, 0x2a6d0), (0xf0850, 0xf0860))
    chance = random.Random(5)  # noqa: S311
    texts = ["".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randrange(12)))
             for _ in range(3000)]
    whole = search_entries.table(set(map(chr, range(sys.maxunicode))))
    page.keyboard.press("/")
    page.locator("dialog.search[open]").wait_for()
    answers = page.evaluate("""async ([texts, whole]) => {
      const from = (name) => import(new URL(name, document.querySelector("script[src]").src));
      const { learn, key, elements } = await from("search-key.js");
      learn(whole);
      return texts.map((text) => [key(text), elements(text)]);
    }""", [texts, whole])
    assert answers == [[search_entries.key(text), search_entries.elements(text)] for text in texts]


def test_the_files_have_the_shapes_that_the_schema_on_the_site_tells() -> None:
    shape = json.loads((ROOT / "schema/published/search.schema.json").read_bytes())
    files = indexed([document(BODY.format(**CHINESE)), document(BODY.format(**KOREAN), "kor", translation=True)])
    directory = json.loads(files["index.json"])
    jsonschema_rs.validator_for(shape).validate(directory)
    assert urljoin("https://example.org/search/index.json", directory["$schema"]) == (
        "https://example.org/schema/1/search.schema.json")
    kinds = {name.partition("-")[0] for name in files} & shape["$defs"].keys()
    assert kinds == {"pairs", "names", "text", "grammar", "terms", "readings"}
    for name, data in files.items():
        if name != "index.json":
            kind = name.partition("-")[0].removesuffix(".json")
            part = {"$defs": shape["$defs"], "$ref": f"#/$defs/{kind}"}
            made = json.loads(data)
            assert made["$schema"] == f"{directory['$schema']}#/$defs/{kind}"
            jsonschema_rs.validator_for(part).validate(made)
            assert not jsonschema_rs.validator_for(part).is_valid(directory)


def test_the_table_of_characters_has_those_alone_that_a_query_can_find() -> None:
    assert search_entries.table({"图", "们"}) == "們们圖图"


def test_places_are_read_as_they_were_written(page: Page) -> None:
    places = [0, 1, 57, 93, 0xd7dd, 0x20000, 0x20001, 0x400000, 0x400000 + 0xd7dc, 0x1000000]
    assert page.evaluate("""async (distances) => {
      const { numbers } = await import(new URL("search-index.js", document.querySelector("script[src]").src));
      return numbers(distances);
    }""", search_index.distances(places)) == places


@pytest.mark.slow
def test_recall_and_precision_on_the_published_text(browser: Browser, tmp_path: Path) -> None:
    works, _ = build.compiled(ROOT)
    texts = tuple(one.document for one in works[0].expressions)
    chance, known = random.Random(19), lines(texts)  # noqa: S311
    queries = [query for one in texts for query in substrings(one, 100, chance)]
    pairs = {pair for _, said in known for pair in pairwise(said)}
    letters = sorted({letter for pair in pairs for letter in pair})
    absent: list[str] = []
    while len(absent) < 100:
        pair = chance.choice(letters), chance.choice(letters)
        if pair not in pairs and not all(part.isascii() for part in pair):
            absent.append("".join(pair))
    root = project(tmp_path / "project", texts)
    assert lay_out(root).returncode == 0
    for address in serve(root / "site", tmp_path / "server", texts):
        page = browser.new_page()
        page.goto(address)
        answers = ask(page, [*queries, *absent])
        wrong = [(query, answer) for query, answer in zip([*queries, *absent], answers, strict=True)
                 if sorted(answer) != standing(known, query)]
        page.close()
    assert wrong == []
    assert all(answers[:len(queries)])
    assert not any(answers[len(queries):])


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with the index of the opinion and of the glossary."""
    works, _ = build.compiled(ROOT)
    texts = tuple(each.document for each in works[0].expressions)
    root = project(tmp_path_factory.mktemp("project"), texts)
    assert lay_out(root).returncode == 0
    yield from serve(root / "site", tmp_path_factory.mktemp("server"), texts, TERMS)


def test_queries_find_what_they_mean(browser: Browser, published: str) -> None:
    rows = [line.split("\t") for line in QUERIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    page = browser.new_page()
    page.goto(published)
    answers = ask(page, [query for query, _ in rows])
    page.close()
    late = [query for (query, part), answer in zip(rows, answers, strict=True)
            if not any(part in clause for clause in answer[:3])]
    assert len(rows) >= 50
    assert len(late) <= len(rows) // 20, late


@pytest.mark.parametrize(("query", "words"), [
    ("두만강지역을", ["두만강지역"]), ("Hunchun", ["珲春", "훈춘"]), ("珲春 합작", ["珲春", "合作"]),
    ("2012. 4. 13.", ["2012-04-13"])])
def test_what_was_understood_is_said(browser: Browser, published: str, query: str, words: Sequence[str]) -> None:
    page = browser.new_page()
    page.goto(published)
    assert ask(page, [query])[0]
    told = page.locator(".search-advice").inner_text()
    page.close()
    assert all(word in told for word in words)


def test_who_finds_nothing_learns_what_stands_nearby_and_how_to_ask_for_more(browser: Browser, published: str) -> None:
    page = browser.new_page()
    page.goto(published)
    assert ask(page, ["Hunchum", "훈춘시로 北京"]) == [[], []]
    words = interface("zh").words
    page.get_by_role("button", name=words["search_any_word"]).click()
    page.locator("[role=listbox] [role=option]").first.wait_for()
    assert ask(page, ["Hunchum"]) == [[]]
    page.locator(".search-advice").get_by_role("button", name="hunchun", exact=True).click()
    page.locator("[role=listbox] [role=option]").first.wait_for()
    page.close()


def test_the_other_clauses_of_a_work_unfold_in_their_place(browser: Browser, published: str) -> None:
    page = browser.new_page()
    page.goto(published)
    page.keyboard.press("/")
    page.locator(".search-input").fill("口岸")
    folded = page.locator(".search-rest")
    folded.first.wait_for()
    before = page.locator(".search-hit").count()
    folded.first.click()
    page.wait_for_function("count => document.querySelectorAll('.search-hit').length > count", arg=before)
    page.close()


def substrings(one: Document, count: int, chance: random.Random) -> list[str]:
    """Random pieces of the lines as they are printed, cut at the borders of words and numbers."""
    printed = [" ".join(line.split()) for clause in search_entries.clauses(one, packaged_interfaces())
               for line in (*clause.published, *clause.received)]
    found: list[str] = []
    while len(found) < count:
        line = chance.choice(printed)
        start = chance.randrange(len(line))
        query = line[start:start + chance.randrange(2, 30)]
        pieces = line[:start], query, line[start + len(query):]
        apart = [*chain(*map(search_entries.elements, pieces))]
        if len(search_entries.key(query)) > 1 and apart == search_entries.elements(line):
            found.append(query)
    return found
