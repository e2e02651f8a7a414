"""The site as MkDocs makes it, as files and in a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from diptych.akn.document import Document
from diptych.anchors.ledger import Anchors, Ledger
from diptych.build import mkdocs_process, offline_site
from diptych.citations.reader_templates import panel
from diptych.interface_text import interface, packaged_interfaces
from diptych.products import catalogue, pages
from diptych.products.catalogue import GuideInputs
from diptych.products.contract import Input, Texts
from diptych.products.pages import EntryInputs, ListPageInputs, PageInputs, SharedPageInputs, WorkEntry
from diptych.products.site_settings import site_options
from diptych.project import interface_catalogues
from diptych.project import load as project_
from diptych.render.site import glossary, page_shells
from diptych.render.site.page import Settings
from diptych.render.site.permalinks import addresses
from diptych.render.site.shared_pages import ListPart
from diptych.render.site.site_index import Digest
from diptych.render.site.tombstones import tombstones
from lxml import etree
from lxml import html as parser
from playwright.sync_api import Browser, Page, Request, expect

from tests.base import citation_styles
from tests.conftest import ROOT
from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document, twins
from tests.serving import served
from tests.waiting import until

Value = TypeVar("Value")
CONFIG = """site_name: Test
site_url: https://example.org/sub/path/
docs_dir: source/pages
not_in_nav: "*"
plugins:
  - diptych:
      report: "{report}"
theme:
  name: material
  language: zh
  font: false
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default, toggle: {{icon: material/weather-night}}}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {{icon: material/weather-sunny}}}}
"""
WORK = "akn/cn/act/test/2020/7/"
HOSTILE = "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x"


def project(root: Path, documents: tuple[Document, ...], report: str = "https://example.org/?at={permalink}") -> Path:
    """A project whose build is under way: its Akoma Ntoso stands in the stage."""
    (root / "source/pages/ko").mkdir(parents=True)
    (root / "source/pages/about.md").write_text(f"---\ntitle: A\n---\n# A\n\n## B\n\n[x]({WORK}index.md)\n", "utf-8")
    (root / "source/pages/ko/about.md").write_text("# K\n", "utf-8")
    (root / "source/pages/ko/index.md").write_text("Words without a heading.\n", "utf-8")
    (root / "mkdocs.yml").write_text(CONFIG.format(report=report), "utf-8")
    shutil.copytree(ROOT / "schema", root / "schema")
    for one in documents:
        file = root / "stage" / f"{one.language}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(etree.tostring(one.root))
    return root


def mkdocs(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(root / "site")]
    known = {"NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=root, env=os.environ | known, capture_output=True, text=True, check=False)


def given(value: Value) -> Input[Value]:
    """A value as an input of a product."""
    return Input({}, lambda: value)


def lay_out(root: Path, keys: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """What MkDocs says when it makes the frame for the Akoma Ntoso in the stage; the whole site then stands in site.

    Pages name the `keys` that sign releases.
    """
    texts = tuple((file.name, file.read_bytes()) for file in sorted((root / "stage").iterdir(), reverse=True))
    folder = root / "frame"
    folder.mkdir()
    schema = project_.schema(root).value
    assert schema
    terms = glossary.explained(project_.terms(root, schema).value or ())
    (folder / "asked.json").write_text(json.dumps({"pages": [WORK], "glossary": bool(terms)}), "utf-8")
    said = mkdocs(root, DIPTYCH_FRAME=str(folder))
    if said.returncode == 0:
        options = site_options(root).value
        assert options
        shells = mkdocs_process.decoded((folder / "shells.json").read_bytes())
        spoken = interface_catalogues.interfaces(root, options.languages, options.default_language).value
        assert spoken
        settings = given(Settings(options.url, options.report, keys=keys, interfaces=spoken))
        ids = given(frozenset(term.id for term in terms))
        files, none = given(Texts(texts)), given(None)
        ledger = given(Ledger((), ""))
        told = EntryInputs(files, given(()), settings, ledger, given({}), ids, given(None))
        entries = (msgspec.json.decode((pages.entry(told, "").value or ())[0][1], type=WorkEntry),)
        ours = PageInputs(files, given(()), settings, ledger, given({}), ids, given(citation_styles()),
                          given(shells.of_works()), given({}), none,
                          given(tuple(Digest(name, "", len(data)) for name, data in texts)))
        lists = SharedPageInputs(given(shells), settings, given(terms), none, given(entries))
        guides = GuideInputs(given(entries), given(()), given(()), settings, given(shells.site_name))
        fronts = [ListPageInputs(given(shells), settings, none, given(entries), given(ListPart(language, 0, 1)))
                  for language in spoken.languages]
        made = (*(pages.make(ours, "").value or ()), *(pages.shared(lists, "").value or ()),
                *(file for front in fronts for file in pages.lists(front, "").value or ()),
                *(catalogue.guides(guides, "").value or ()))
        for name, data in made:
            (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "site" / name).write_bytes(data)
    return said


def lay_out_addresses(root: Path, documents: tuple[Document, ...], past: Anchors, url: str) -> None:
    """Puts the pages of the addresses of a work into the finished site of a project."""
    shells = mkdocs_process.decoded((root / "frame/shells.json").read_bytes())
    settings, styles = Settings(url), citation_styles()
    made = dict(addresses(documents, past, (), settings, styles=styles))
    made |= {f"{page.path}index.html": page_shells.fill(shells, page).decode()
             for page in tombstones(documents, past, settings, styles=styles)}
    for path, page in made.items():
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_text(page, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    long = tuple(document(BODY.format(**words | {"lead": words["lead"] * 400}), language, translation=language == "kor",
                          notes=NOTE) for words, language in ((CHINESE, "zho"), (KOREAN, "kor")))
    root = project(tmp_path_factory.mktemp("site"), long)
    made = lay_out(root)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    offline_site.write(root / "site")
    return root / "site"


def test_pages_stand_at_their_addresses_in_their_languages(site: Path) -> None:
    languages = {path.parent.relative_to(site).as_posix(): parser.parse(path).getroot().get("lang")
                 for path in site.rglob("index.html")}
    work = WORK.rstrip("/")
    assert languages == {
        ".": "zh-Hans", "ko": "ko", "en": "en", "about": "zh-Hans", "ko/about": "ko", "en/about": "en",
        **{f"{home}{folder}": language for home, language in (("", "zh-Hans"), ("ko/", "ko"), ("en/", "en"))
           for folder in ("akn", "akn/cn", "akn/cn/act", "akn/cn/act/test", "akn/cn/act/test/2020")},
        work: "zh-Hans", f"ko/{work}": "ko", f"en/{work}": "en", f"{work}/zho": "zh-Hans", f"{work}/kor": "ko"}


def test_a_front_page_by_hand_without_a_heading_has_the_name_of_the_site_for_one(site: Path) -> None:
    page = parser.parse(str(site / "ko/index.html"))
    assert [heading.text for heading in page.iter("h1")] == ["Test"]
    assert page.findtext(".//title") == "Test"
    assert "Words without a heading." in page.getroot().text_content()


def test_the_words_around_a_page_are_in_its_language(site: Path) -> None:
    for language, home in zip(packaged_interfaces().languages, ("", "ko/", "en/"), strict=True):
        root = parser.parse(site / home / WORK / "index.html").getroot()
        words = interface(language).words
        text = " ".join((root.text_content(), *root.xpath("//@title"), *root.xpath("//@aria-label | //@data-light")))
        for key in ("contents", "home", "software", "scheme_dark", "scheme_light", "interface"):
            assert words[key] in text, (language, key)


def test_a_site_has_the_languages_of_its_configuration_and_those_that_the_project_adds(tmp_path: Path) -> None:
    root = project(tmp_path, twins())
    configured = "  - diptych:\n      languages: [ja, fr, zh-Hant, eo]\n      default_language: fr\n"
    config = (root / "mkdocs.yml").read_text("utf-8").replace("  - diptych:\n", configured)
    (root / "mkdocs.yml").write_text(config, "utf-8")
    (root / "schema/interface/eo.toml").write_text(
        '[words]\nhome = "Hejmo"\nnot_found = "Ne trovita"\noffline = "Ne legebla"\nsearch_hint = "Vortoj"\n', "utf-8")
    made = lay_out(root)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    pages = {path.parent.relative_to(root / "site").as_posix(): parser.parse(path).getroot()
             for path in (root / "site").rglob("index.html")}
    work = WORK.rstrip("/")
    above = ("akn", "akn/cn", "akn/cn/act", "akn/cn/act/test", "akn/cn/act/test/2020")
    assert {path: page.get("lang") for path, page in pages.items()
            if "about" not in path and not path.endswith(above)} == {
        ".": "fr", "ko": "fr", "ja": "ja", "zh-Hant": "zh-Hant", "eo": "eo", work: "fr", f"ja/{work}": "ja",
        f"zh-Hant/{work}": "zh-Hant", f"eo/{work}": "eo", f"{work}/zho": "zh-Hans", f"{work}/kor": "ko"}
    assert pages["eo"].xpath("//footer//a/text()")[0] == "Hejmo"
    assert pages["eo"].xpath("string(//dialog//input[@type='search']/@placeholder)") in ("Vortoj", "")
    for name, key in (("404.html", "not_found"), ("offline.html", "offline")):
        titles = parser.parse(root / "site" / name).getroot().xpath("//section/*[1]/text()")
        assert titles == [*(interface(language).words[key] for language in ("fr", "ja", "zh-Hant")),
                          "Ne trovita" if key == "not_found" else "Ne legebla"]
    manifest = json.loads((root / "site/manifest.webmanifest").read_text("utf-8"))
    assert (manifest["lang"], manifest["description"]) == ("fr", interface("fr").say("site_description"))
    assert pages[f"{work}/zho"].xpath("//header/div/a/@href") == ["../../../../../../../"]


def test_links_lead_to_files_of_the_site_and_to_no_other_host(site: Path) -> None:
    downloads = {"zho.pdf", "kor.pdf", "zho-kor.pdf", "zho.xml", "kor.xml", "data.json", "proof.json",
                 "zho-kor.tmx", "zho-kor.xlf", "zho-kor.csv", "zho-kor.jsonl", "zho-kor.epub",
                 "zho-kor.docx", "zho.docx", "kor.docx"}
    for path in site.rglob("index.html"):
        root = parser.parse(path).getroot()
        named = "not(@hreflang or @rel='canonical' or starts-with(@rel, 'schema.') or contains(@rel, ':'))"
        for link in root.xpath(f"//@src | //link[{named}]/@href | //a/@href"):
            if link.startswith("https://example.org/"):
                continue
            target = (path.parent / unquote(urlsplit(link).path)).resolve()
            assert target.name in downloads or (target / "index.html").is_file() or target.is_file(), (path, link)


def test_each_language_has_a_page_about_the_site_with_what_the_configuration_says(site: Path) -> None:
    for home, language in (("", "zh"), ("ko/", "ko"), ("en/", "en")):
        front = parser.parse(site / home / "index.html").getroot()
        assert len(front.xpath("//footer//a[contains(@href, 'about')]")) == 1
        root, words = parser.parse(site / home / "about/index.html").getroot(), interface(language)
        facts = {div.findtext("dt"): div.findtext("dd") for div in root.iterfind(".//dl[@class='about-site']/div")}
        assert [facts[words.say(key)] for key in ("publisher", "contact")] == [words.say("not_stated")] * 2
        feed = root.xpath("//main//a[text()='feed.xml']/@href")
        assert feed == ["../" * (home + "about/").count("/") + "feed.xml"]
        assert len(root.xpath("//h1")) == 1


def test_the_missing_page_speaks_all_languages_and_has_the_frame_from_the_root_of_the_host(site: Path) -> None:
    root = parser.parse(site / "404.html").getroot()
    assert root.xpath("//section/@lang") == ["zh-Hans", "ko", "en"]
    assert root.xpath("//section//a[not(ancestor::p[@hidden])]/@href") == [
        "/sub/path/", "/sub/path/ko/", "/sub/path/en/"]
    assert len(root.xpath("//header//button[@class='search-open'] | //dialog[@class='search']")) == 2
    links = root.xpath("//@src | //link/@href | //header//a/@href | //footer//a/@href")
    assert all(link.startswith("/sub/path/") for link in links)
    assert {path for link in root.xpath("//@src | //link[@rel='stylesheet']/@href")
            if not (path := site / link.removeprefix("/sub/path/")).is_file()} == set()


def test_a_page_says_how_it_is_shown_elsewhere_and_when_it_changed(site: Path) -> None:
    root = parser.parse(site / WORK / "kor/index.html").getroot()
    shown = {meta.get("property"): meta.get("content") for meta in root.xpath("//meta[starts-with(@property, 'og:')]")}
    assert shown["og:url"] == root.xpath("string(//link[@rel='canonical']/@href)") == (
        f"https://example.org/sub/path/{WORK}kor/")
    assert shown["og:title"] == KOREAN["title"]
    assert shown["og:description"] == root.xpath("string(//meta[@name='description']/@content)")
    assert shown["og:image"] == "https://example.org/sub/path/assets/icon-512.png"
    assert (site / "assets/icon-512.png").is_file()


def test_the_sitemap_names_the_alternates(site: Path) -> None:
    entries = etree.parse(site / "sitemap.xml").getroot()
    links = {entry[0].text: [link.get("hreflang") for link in entry[1:]] for entry in entries}
    assert links[f"https://example.org/sub/path/{WORK}"] == ["zh-Hans", "ko", "en", "x-default"]
    assert links[f"https://example.org/sub/path/{WORK}kor/"] == ["zh-Hans", "ko", "x-default"]


def test_a_hostile_title_stays_text_in_the_theme(tmp_path: Path) -> None:
    words = dict.fromkeys(CHINESE, HOSTILE)
    root = project(tmp_path, (document(BODY.format(**words)),))
    assert lay_out(root).returncode == 0
    page = parser.parse(root / "site" / WORK / "zho/index.html").getroot()
    assert not [script for script in page.xpath("//script[not(contains(@type, 'json'))]")
                if "alert" in (script.text or "")]
    assert json.loads(page.xpath("string(//script[contains(@type, 'json')])"))["name"][0]["@value"] == unescape(HOSTILE)
    assert not page.xpath("//@onload")
    assert page.xpath("string(//title)").startswith("</title><script>alert(1)")


def test_an_address_for_reports_that_cannot_be_used_stops_the_build_in_plain_words(tmp_path: Path) -> None:
    made = lay_out(project(tmp_path, twins(), "javascript:alert({eid})"))
    assert made.returncode == 1
    assert "mkdocs.yml:7:15: S001" in made.stdout + made.stderr
    assert "Traceback" not in made.stdout + made.stderr
    assert not (tmp_path / "site").exists()


def test_mkdocs_alone_says_what_is_wrong_with_the_sources(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/codes/_base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    (received,) = tmp_path.glob("source/works/**/received.txt")
    received.write_bytes(received.read_bytes() + b" ")
    made = mkdocs(tmp_path)
    assert made.returncode == 1
    assert "checksum" in (made.stdout + made.stderr).lower() or "not the file" in made.stdout + made.stderr
    assert "Traceback" not in made.stdout + made.stderr


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a path of a server, as a project page would have it."""
    root = tmp_path_factory.mktemp("server")
    shutil.copytree(site, root / "sub/path")
    citations = panel(twins(), citation_styles(), "https://example.org/sub/path/",
                      {"zho-kor.pdf": {"sec_1__para_1": 7}, "kor.pdf": {"sec_1__para_1": 4}})
    (root / "sub/path" / WORK / "citations.json").write_bytes(citations)
    with served(root, "sub/path/") as at:
        yield at


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_pages_fit_and_ask_nobody_else(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: note(request, asked))
    page.on("console", lambda message: said.append(message.text))
    for path in ("", f"en/{WORK}", f"{WORK}zho/", f"{WORK}kor/", "about/", "404.html"):
        page.goto(address + path, wait_until="networkidle" if width == 1280 else "load")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.close()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert said == []


def note(request: Request, asked: list[str]) -> None:
    asked.append(request.url)


def test_rows_stack_on_a_phone_and_stand_side_by_side_on_a_desk(browser: Browser, address: str) -> None:
    for width, beside in ((390, False), (1280, True)):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(address + WORK)
        tops = page.locator("#sec_1__para_1__p_1 .akn-cell").evaluate_all("all => all.map(cell => cell.offsetTop)")
        assert (tops[0] == tops[1]) is beside
        page.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 300)])
@pytest.mark.parametrize("clause", ["sec_1__p_1", "sec_1__para_1"])
def test_a_switch_of_text_or_interface_keeps_the_clause(
        browser: Browser, address: str, width: int, height: int, clause: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}{WORK}#{clause}")
    page.click(".views a[hreflang=ko]")
    follow(page, ".interfaces a[hreflang=ko]", f"{address}ko/{WORK}#{clause}")
    assert not page.locator(".akn-cell[lang|=zh]:visible").count()
    page.click(".views li:first-child a")
    assert page.locator(".akn-cell[lang|=zh]:visible").count()
    follow(page, ".interfaces a[hreflang=en]", f"{address}en/{WORK}#{clause}")
    page.wait_for_selector(".toc a[aria-current=location]", state="attached")
    page.close()


def test_a_link_lands_on_its_clause_however_the_page_began(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    # Some time after a page is loaded all heights are known.
    page.add_init_script("addEventListener('load', () => { began = 'skipping' in document.documentElement.dataset; })")
    top = "document.getElementById('sec_1__para_1').getBoundingClientRect().top"
    under_the_bars = f"{top} > 60 && {top} < 200"
    page.goto(f"{address}{WORK}#sec_1__para_1")
    until(page, under_the_bars)
    page.goto(address + WORK)
    page.reload()
    assert page.evaluate("began") is False
    page.goto(f"{address}en/{WORK}")
    assert page.evaluate("began") is True
    page.click(".contents summary")
    page.click(".contents a[href='#sec_1__para_1']")
    until(page, under_the_bars)
    page.wait_for_selector("html[data-skipping]")
    assert page.evaluate(under_the_bars)
    page.close()


def test_the_text_chosen_is_remembered_and_the_clause_stays_where_it_was(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 400})
    page = context.new_page()
    page.goto(address + WORK)
    page.keyboard.press("Shift")
    page.evaluate("document.getElementById('sec_1__para_1').scrollIntoView()")
    place = "document.getElementById('sec_1__para_1__p_1').getBoundingClientRect().top"
    before = page.evaluate(place)
    page.click(".views a[hreflang=ko]")
    assert page.url == address + WORK
    assert abs(page.evaluate(place) - before) < 2
    shown = ".akn-cell[lang|=zh]:visible, .heads p:first-child:visible"
    assert not page.locator(shown).count()
    page.goto(f"{address}en/{WORK}")
    assert not page.locator(shown).count()
    assert page.locator(".views [aria-current]").get_attribute("lang") == "ko"
    page.goto(f"{address}en/{WORK}?find=x")
    assert page.locator(shown).count()
    page.goto(f"{address}{WORK}kor/")
    follow(page, ".views li:first-child a", f"{address}ko/{WORK}")
    assert page.locator(shown).count()
    context.close()


def test_a_switch_keeps_the_clause_that_a_reader_scrolled_to(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 300}, bypass_csp=True)
    page.goto(address + WORK)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.getElementById('sec_1__para_1__p_1').scrollIntoView()")
    page.wait_for_function("document.querySelectorAll('.toc a[aria-current=location]').length === 1")
    assert "#" not in page.url
    page.click(".interfaces a[hreflang=ko]")
    page.wait_for_url(f"{address}ko/{WORK}#sec_1__*")
    page.close()


BROKEN_WORDS = """() => {
  const syllable = /[\\uac00-\\ud7a3]/, broken = [];
  for (const cell of document.querySelectorAll(".akn-cell[lang=ko], main [lang=ko] p")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    let last = null;
    while (texts.nextNode()) {
      for (let at = 0; at < texts.currentNode.length; at++) {
        const range = document.createRange();
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + 1);
        const box = range.getClientRects()[0], sign = texts.currentNode.data[at];
        const top = box && syllable.test(sign) ? box.top : null;
        if (top !== null && last !== null && top > last + box.height / 2) broken.push(sign);
        last = top;
      }
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_korean_lines_break_at_words_also_where_a_word_is_linked(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + WORK)
    page.evaluate("""() => {
      const cell = document.querySelector(".akn-cell[lang=ko]");
      cell.innerHTML = "<p>" + "<a href='#x'>국제협력시범구역</a>은 두만강지역의 ".repeat(40) + "</p>";
    }""")
    assert page.locator(".akn-cell[lang=ko]").first.evaluate("cell => cell.offsetHeight") > 200
    assert page.evaluate(BROKEN_WORDS) == []
    page.close()


def follow(page: Page, selector: str, url: str) -> None:
    page.click(selector)
    page.wait_for_url(url)


def test_the_switch_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + WORK)
    follow(page, ".views a[hreflang=ko]", f"{address}{WORK}kor/")
    expect(page.locator("#sec_1__p_1")).to_be_visible()
    context.close()


def test_a_permalink_copies_nothing_unasked(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{WORK}kor/")
    page.evaluate("navigator.clipboard.writeText('before')")
    page.click("#sec_1__para_1 a.permalink")
    page.wait_for_selector("dialog.cite[open]")
    assert page.url == f"{address}{WORK}kor/#sec_1__para_1"
    assert page.evaluate("navigator.clipboard.readText()") == "before"
    page.click("[data-copy=link]")
    permalink = f"https://example.org/sub/path/{WORK}kor/~sec_1__para_1"
    until(page, f"navigator.clipboard.readText().then((text) => text === '{permalink}')")
    html = page.evaluate("""navigator.clipboard.read().then(([item]) => item.getType("text/html"))
        .then((form) => form.text())""")
    assert f'href="{permalink}"' in html
    context.close()


def test_a_clause_is_cited_in_the_style_that_the_reader_chose(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], bypass_csp=True)
    page = context.new_page()
    page.goto(address + WORK)
    link = page.locator("[id='sec_1__para_1'] a.permalink").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.cite[open]")
    assert page.evaluate("document.activeElement.className").startswith("cite-style")
    page.select_option(".cite-style", "korean")
    page.select_option(".cite-text", "kor")
    assert "4" in page.inner_text(".cite-page")
    assert page.get_attribute(".cite-page", "href") == f"{address}{WORK}kor.pdf#nameddest=sec_1__para_1"
    page.click("[data-copy=citation]")
    page.wait_for_function("document.querySelector('.cite-status').textContent !== ''")
    copied = page.evaluate("navigator.clipboard.readText()")
    permalink = f"https://example.org/sub/path/{WORK}kor/~sec_1__para_1"
    assert f"제1부분 (1), 비공식 한국어 번역, {permalink} (최종방문일: 20" in copied
    page.click("[data-copy=clause]")
    until(page, "navigator.clipboard.readText().then((text) => text.startsWith('(1) 협력을 강화한다.\\n'))")
    page.select_option(".cite-text", "")
    page.click("[data-copy=clause]")
    until(page, """navigator.clipboard.readText().then((text) => text.startsWith(
        '（一）加强合作。\\n(1) 협력을 강화한다.\\n[비공식 한국어 번역]\\n'))""")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.cite[open]")).to_have_count(0)
    expect(link).to_be_focused()
    page.add_init_script("""globalThis.moved = 0;
        new PerformanceObserver((list) => { for (const shift of list.getEntries()) moved += shift.value; })
            .observe({ type: "layout-shift", buffered: true });""")
    page.reload(wait_until="networkidle")
    page.evaluate("moved = 0")
    link.click()
    page.wait_for_selector("dialog.cite[open]")
    assert page.input_value(".cite-style") == "korean"
    # Shifts are told after the frame in which something moved.
    frames = "new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next))))"
    assert page.evaluate(f"{frames}.then(() => moved)") < 0.01
    context.close()


def test_a_page_tells_machines_what_it_holds(site: Path) -> None:
    for home in ("", "ko/", "en/"):
        root = parser.parse(site / home / WORK / "index.html").getroot()
        assert root.xpath("//head/meta[@name='citation_title']/@content") == ["若干意见"]
        node = json.loads(root.xpath("string(//head/script[@type='application/ld+json'])"))
        assert node["@id"] == f"https://example.org/sub/path/{WORK}"
        [file] = [one for one in node["workExample"][1]["encoding"] if one["@id"].endswith("kor.xml")]
        assert len(file["sha256"]) == 64
    assert "https://example.org/sub/path/sitemap.xml" in (site / "robots.txt").read_text("utf-8")
    assert etree.parse(site / "feed.xml").findtext("{*}entry/{*}title") == "若干意见"
