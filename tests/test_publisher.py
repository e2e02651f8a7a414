"""A publisher's own site, by configuration alone: the project tests/publisher, as built, as files and in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from diptych.build import build
from diptych.build.options import Order
from diptych.diagnostics import Severity
from diptych.interface_text import interface
from lxml import etree, html
from lxml.html import HtmlElement
from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.render.test_style_sheets import of_all_pages
from tests.serving import served
from tests.waiting import until

WORK = "akn/cn/act/qingshizhengban/2020/3/"
TREATY = "akn/cn/act/qingshixieyi/2021/1/"
SA = "https://creativecommons.org/licenses/by-sa/4.0/"
OWN = "https://qingshi.example.org/licence/"
PICTURES = ROOT / "build/screenshots/publisher"
WISHES = {
    "name": ("en/", ".site-name"),
    "favicon": ("img/favicon.png", "img"),
    "logo": ("", ".site-name img"),
    "colours": (WORK, ".md-header"),
    "style sheet": (WORK, ".notice"),
    "copyright": ("en/", "footer"),
    "navigation": ("zh/", ".site-nav"),
    "social links": ("", "footer a[title=Mastodon]"),
    "analytics": ("en/", "dialog.consent"),
    "interface language": (f"fr/{WORK}", "html[lang=fr] .bar"),
    "default language": ("", "html[lang=ko] h1"),
    "templates": ("", ".qingshi-hours"),
    "imprint": ("zh/imprint/", "main"),
    "front page": ("zh/", "main"),
    "no glossary": (WORK, "html:not(:has([data-terms-more], a[href*='terms/#'])) header"),
    "citation style": (f"en/{WORK}", "dialog.cite"),
    "offline copy": (WORK, "main"),
    "name on PDFs": (f"build/pdf/{WORK[4:]}zho-kor.pdf", ""),
}
"""What a publisher may want to be his own: the page, and the part of it that shows the wish."""
TRANSLATED = re.compile("原文|译文|译者|번역|원문|original|translat", re.IGNORECASE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished project."""
    root = shutil.copytree(ROOT / "tests/publisher", tmp_path_factory.mktemp("publisher") / "project")
    report = build.build(root, lambda _: None, Order(trusted=True))
    assert [item for item in report.findings if item.severity is Severity.ERROR] == []
    return root


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return project / "site"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A page of a reader who was never asked anything; its base is the site."""
    with served(site) as address:
        context = browser.new_context(base_url=address, color_scheme="light")
        yield context.new_page()
        context.close()


def tree(file: Path) -> HtmlElement:
    return html.document_fromstring(file.read_bytes())


def printed(file: Path) -> str:
    return subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=True).stdout.decode()


def pages(site: Path) -> list[HtmlElement]:
    return [tree(site / path / "index.html") for path in (
        "zh", "", "en", "zh/about", f"zh/{WORK}", WORK, f"{WORK}kor", f"fr/{WORK}")]


def test_the_name_is_everywhere(site: Path, project: Path) -> None:
    for one in pages(site):
        assert one.xpath("string(//a[contains(@class, 'site-name')])") == "Qingshi Library"
        assert one.xpath("//meta[@property='og:site_name']/@content") == ["Qingshi Library"]
    address = tree(site / WORK / "~sec_1/index.html")
    assert address.xpath("//meta[@property='og:site_name']/@content") == ["Qingshi Library"]
    assert json.loads((site / "manifest.webmanifest").read_text())["name"] == "Qingshi Library"
    assert etree.parse(site / "feed.xml").findtext("{*}title") == "Qingshi Library"


def test_the_address_of_the_environment_is_on_pages_and_pdfs(site: Path, project: Path) -> None:
    base = "https://qingshi.example.org/law/"
    assert tree(site / WORK / "index.html").xpath("//link[@rel='canonical']/@href") == [base + WORK]
    assert base + "akn" in printed(project / f"build/pdf/{WORK[4:]}zho.pdf").replace("\n", "")


def test_favicon_and_logo(site: Path) -> None:
    for one in pages(site):
        assert one.xpath("//link[@rel='icon']/@href")[0].endswith("img/favicon.png")
        assert one.xpath("//a[contains(@class, 'site-name')]/img/@src")[0].endswith("img/logo.svg")
    [icon] = json.loads((site / "manifest.webmanifest").read_text())["icons"]
    assert (icon["src"], icon["sizes"], icon["type"]) == ("img/favicon.png", "48x48", "image/png")


def test_copyright_publisher_imprint_and_links_are_in_the_footer(site: Path) -> None:
    for one, name in zip(pages(site), ("青石镇图书馆", "칭스진 도서관", "Qingshi Library"), strict=False):
        [footer] = one.xpath("//footer")
        assert name in footer.text_content()
        assert "© 2026 Qingshi Library, terms" in footer.text_content()
        assert footer.xpath(".//a[@title='Mastodon']/@href") == ["https://social.qingshi.example.org/@library"]
        assert footer.xpath(".//a[@title='Mastodon']/*[local-name()='svg']")
        assert "Diptych" not in footer.text_content()
    assert tree(site / "zh" / WORK / "index.html").xpath("//footer//a[contains(@href, '/imprint/')]")
    assert not tree(site / "en/index.html").xpath("//footer//a[contains(@href, '/imprint/')]")


def test_the_menu_is_that_of_the_language(site: Path) -> None:
    def entries(path: str) -> list[str]:
        return [" ".join(item.text_content().split()) for item in tree(site / path / "index.html").xpath(
            "//nav[contains(@class, 'site-nav')]/ul/li")]

    assert entries(f"zh/{WORK}") == ["馆藏规则", "关于", "更多 版本说明", "Catalogue"]
    assert entries(WORK) == ["소개", "Catalogue"]
    current = tree(site / "zh/about/index.html").xpath("//nav[contains(@class, 'site-nav')]//a[@aria-current='page']")
    assert [one.text_content() for one in current] == ["关于"]
    links = tree(site / "zh" / WORK / "index.html").xpath("//nav[contains(@class, 'site-nav')]//a/@href")
    assert [(site / "zh" / WORK / link).resolve() for link in links[:3]] == [
        site / "zh", site / "zh/about", site / "zh/imprint"]
    assert links[3] == "https://catalogue.qingshi.example.org/"


def test_the_front_page_has_words_of_its_own_above_the_list(site: Path) -> None:
    front = tree(site / "zh/index.html")
    assert [one.text_content() for one in front.xpath("//h1")] == ["青石镇图书馆规则"]
    assert front.findtext(".//title") == "青石规则 – Qingshi Library"
    assert front.xpath("//meta[@name='description']/@content") == ["青石镇图书馆的规则与协定。"]
    assert front.xpath(f"//p/a[@href='{WORK}']")
    assert len(front.xpath("//ul[@class='works']/li")) == 2
    assert "The rules of the library" in tree(site / "en/index.html").text_content()
    assert len(tree(site / "en/index.html").xpath("//h1")) == len(tree(site / "index.html").xpath("//h1")) == 1
    assert "<loc>https://qingshi.example.org/law/zh/</loc>" in (site / "sitemap.xml").read_text()


def test_the_interface_has_the_chosen_languages_and_begins_in_the_default_one(site: Path) -> None:
    """Pages whose path names no language are Korean, and the languages of the frame are those of the list."""
    for path, tag in (("", "ko"), ("zh", "zh-Hans"), ("en", "en"), ("fr", "fr")):
        front, work = (tree(site / path / folder / "index.html") for folder in ("", WORK))
        assert [one.get("lang") for one in (front, work)] == [tag, tag]
        for one in (front, work):
            assert one.xpath("//*[contains(@class, 'interfaces')]//a/@hreflang") == ["ko", "zh-Hans", "en", "fr"]
    assert tree(site / WORK / "index.html").xpath("//link[@hreflang='x-default']/@href") == [
        f"https://qingshi.example.org/law/{WORK}"]
    assert json.loads((site / "manifest.webmanifest").read_text())["lang"] == "ko"
    for path, language in (("", "ko"), ("zh", "zh"), ("en", "en"), ("fr", "fr")):
        words = interface(language).words
        assert tree(site / path / "index.html").xpath("string(//a[@class='md-skip'])") == words["skip"]
        assert words["cite_work"] in tree(site / path / WORK / "index.html").text_content()
    assert not (site / "ja").exists()
    assert not (site / "ko").exists()


def test_own_templates_come_before_ours(site: Path) -> None:
    for one in pages(site):
        assert one.xpath("//meta[@name='qingshi']/@content") == ["own template"]


def test_there_is_no_glossary_where_none_is_wanted(site: Path) -> None:
    assert not (site / "terms").exists()
    assert not tree(site / WORK / "index.html").xpath("//a[contains(@href, 'terms/#')]")


def test_the_first_citation_is_in_the_style_of_the_house(page: Page) -> None:
    page.goto(f"/{WORK}")
    page.click("[data-consent=no]")
    page.click(".cite-open")
    page.wait_for_selector("dialog.cite[open]")
    assert page.input_value(".cite-style") == "house"


def test_colours_fonts_and_measures(page: Page) -> None:
    page.goto(f"/{WORK}")
    style = "one => getComputedStyle(document.querySelector(one))"
    # The first scheme of the palette counts, whatever the system asks for.
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.evaluate(f"({style})('.md-header').backgroundColor") == "rgb(10, 152, 138)"
    assert page.evaluate(f"({style})('.notice').backgroundColor") == "rgb(16, 32, 29)"
    page.click("[data-consent=no]")
    assert page.get_attribute(".scheme", "title") == "Light"
    page.click(".scheme")
    assert page.get_attribute(".scheme", "title") == "Dark"
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    page.goto("/en/")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Georgia")


def test_nothing_is_counted_before_a_visitor_allows_it(page: Page) -> None:
    page.goto("/en/")
    assert page.inner_text("dialog.consent .consent-title") == "Statistics"
    assert page.evaluate("globalThis.counted ?? null") is None
    page.click("[data-consent=no]")
    page.goto(f"/{WORK}")
    assert page.evaluate("globalThis.counted ?? null") is None
    assert not page.is_visible("dialog.consent")
    page.click(".consent-open")
    page.click("[data-consent=yes]")
    assert page.evaluate("globalThis.counted") == "QS-1"
    page.goto("/")
    assert page.evaluate("globalThis.counted") == "QS-1"


def test_the_device_keeps_what_the_publisher_allows(site: Path) -> None:
    worker = (site / "sw.js").read_text()
    assert 'const KEPT = ["shell", "work", "visited"];' in worker
    assert "const SEARCH = {};" in worker
    [shell] = re.findall(r"^const SHELL = (.*);$", worker, re.MULTILINE)
    assert {"css/own.css", "img/logo.svg", "img/favicon.png"} < json.loads(shell).keys()


def test_the_publisher_is_on_the_pdf_and_in_the_book(project: Path) -> None:
    file = project / f"build/pdf/{WORK[4:]}zho-kor.pdf"
    cover = subprocess.run(["pdftotext", "-l", "1", file, "-"], capture_output=True, check=True).stdout.decode()
    assert "青石镇图书馆" in cover
    assert "칭스진 도서관" in cover
    with pikepdf.open(file) as pdf:
        assert pdf.open_metadata()["dc:publisher"] == {"青石镇图书馆"}
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert sorted(str(one.Alt) for one in figures) == ["固定网址的二维码", "青石镇图书馆"]
    with zipfile.ZipFile(project / f"build/exports/{WORK[4:]}zho-kor.epub") as book:
        assert '<dc:publisher xml:lang="ko">칭스진 도서관</dc:publisher>' in book.read("EPUB/package.opf").decode()
        assert book.read("EPUB/logo.svg") == (project / "source/pages/img/logo.svg").read_bytes()
        assert 'src="logo.svg" alt="青石镇图书馆"' in book.read("EPUB/title.xhtml").decode()


def test_rights_are_those_of_the_text_of_the_work_or_of_the_project(site: Path, project: Path) -> None:
    texts = {work: json.loads((site / work / "data.json").read_text())["expressions"] for work in (WORK, TREATY)}
    assert [(text["licence"]["id"], text["holder"]) for text in texts[WORK]] == [
        ("CC-BY-4.0", {"und": "Qingshi Library"}),
        ("CC-BY-SA-4.0", {"zh": "青石译社", "ko": "칭스번역사", "en": "Qingshi Translators"})]
    assert [text["licence"]["url"] for text in texts[TREATY]] == [OWN, OWN]
    listed = json.loads((site / "index.json").read_text())["works"]
    assert {text["licence"]["url"] for work in listed for text in work["expressions"]} == {
        OWN, SA, "https://creativecommons.org/licenses/by/4.0/"}


def test_rights_are_in_every_product(site: Path, project: Path) -> None:
    akn = etree.parse(project / f"build/akn/{WORK[4:]}kor.xml")
    assert akn.xpath("//*[local-name()='rights']/@href") == [SA]
    shown = tree(site / WORK / "index.html")
    assert SA in shown.xpath("//a[@rel='license']/@href")
    node = json.loads(shown.xpath("string(//script[@type='application/ld+json'])"))
    assert node["workExample"][1]["license"] == {"@id": SA}
    assert tree(site / WORK / "kor/index.html").xpath("//link[@rel='license']/@href") == [SA]
    with pikepdf.open(project / f"build/pdf/{WORK[4:]}kor.pdf") as pdf:
        assert pdf.open_metadata()["xmpRights:WebStatement"] == SA
        assert "© 2020 칭스번역사" in str(pdf.open_metadata()["dc:rights"])
    with zipfile.ZipFile(project / f"build/exports/{WORK[4:]}zho-kor.epub") as book:
        assert f'<meta property="dcterms:license">{SA}</meta>' in book.read("EPUB/package.opf").decode()
    with zipfile.ZipFile(project / f"build/exports/{WORK[4:]}kor.docx") as word:
        assert SA in word.read("word/document.xml").decode()
    assert SA in (site / "catalogue.jsonld").read_text()
    assert SA in (site / "feed.xml").read_text()
    assert f'rel="license" href="{OWN}"' in (site / "feed.xml").read_text()


def test_no_licence_is_denied_where_there_is_one(site: Path, project: Path) -> None:
    for work in (WORK, TREATY):
        assert not tree(site / work / "index.html").xpath("//*[@class='no-licence']")
        for file in (project / f"build/pdf/{work[4:]}").iterdir():
            words = printed(file)
            assert "不就文本主张" not in words.replace("\n", "")
            assert "주장하거나 부여하지" not in words.replace("\n", " ")


def test_authentic_texts_are_no_translations_of_each_other(site: Path, project: Path) -> None:
    """In no product is one of two authentic texts called an original or a translation."""
    for home, word in (("zh/", "作准文本"), ("", "정본"), ("en/", "Authentic text")):
        words = tree(site / home / TREATY / "index.html").text_content()
        assert words.count(word) >= 4
        assert not TRANSLATED.search(words)
    for path in (project / "build/pdf" / TREATY[4:]).iterdir():
        assert not TRANSLATED.search(printed(path)), path
    for path in (project / "build/exports" / TREATY[4:]).iterdir():
        if path.suffix in (".epub", ".docx"):
            with zipfile.ZipFile(path) as archive:
                said = [archive.read(name).decode() for name in archive.namelist()
                        if name.endswith(("html", "opf", "document.xml"))]
            assert not any(TRANSLATED.search(text) for text in said), path
    for text in json.loads((site / TREATY / "data.json").read_text())["expressions"]:
        assert (text["authentic"], text["translation"]) == (True, None)
    for language in ("zho", "kor"):
        akn = etree.parse(project / f"build/akn/{TREATY[4:]}{language}.xml")
        assert akn.xpath("//*[local-name()='FRBRauthoritative']/@value") == ["true"]
        assert not akn.xpath("//*[local-name()='FRBRtranslation']")
    graph = json.loads((site / TREATY / "work.jsonld").read_text())
    assert not TRANSLATED.search(json.dumps(graph, ensure_ascii=False))


@pytest.mark.parametrize("wish", WISHES)
def test_each_wish_has_its_picture(wish: str, browser: Browser, project: Path, site: Path) -> None:
    """The pictures stay in build/screenshots/publisher, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    file, (path, selector) = PICTURES / f"{wish.replace(' ', '-')}.png", WISHES[wish]
    if path.endswith(".pdf"):
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-l", "1", "-r", "60", project / path, file.with_suffix("")],
                       check=True)
    else:
        context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 800})
        context.new_page()
        with served(site) as address:
            show(context.pages[0], wish, address + path)
            if wish != "offline copy":
                context.pages[0].locator(selector).first.screenshot(path=file, animations="disabled")
        if wish == "offline copy":
            # The server is gone.
            context.pages[0].reload()
            assert context.pages[0].locator("h1").is_visible()
            context.pages[0].locator(selector).first.screenshot(path=file, animations="disabled")
        context.close()
    with Image.open(file) as picture:
        assert max(ImageStat.Stat(picture.convert("RGB")).stddev) > 1, wish


def show(page: Page, wish: str, address: str) -> None:
    """Opens a page and what shows a wish on it."""
    page.goto(address)
    if wish != "analytics" and page.locator("[data-consent=no]").count():
        page.click("[data-consent=no]")
    if wish == "citation style":
        page.click(".cite-open")
        page.wait_for_selector("dialog.cite[open] .cite-text:not(:empty)")
    if wish == "offline copy":
        until(page, f"caches.match({json.dumps(address)}).then(Boolean)")


def test_each_variable_of_the_style_sheet_is_documented() -> None:
    sheet = (ROOT / "pipeline/diptych/render/assets/theme/assets/diptych/site.css").read_text("utf-8")
    described = (ROOT / "docs/manual/guides/own-site.md").read_text("utf-8")
    names = set(re.findall(r"(--diptych-[a-z-]+):", sheet))
    assert {name for name in names if f"`{name}`" not in described} == set()
    assert set(re.findall(r"`(--diptych-[a-z-]+)`", described)) == names


def test_the_style_sheet_of_the_theme_has_what_the_pages_use(site: Path) -> None:
    [sheet] = (site / "assets/stylesheets").glob("main.*.css")
    assert sheet.read_text("utf-8") == of_all_pages(site)
    assert sheet.name in (site / WORK / "index.html").read_text("utf-8")
    assert sheet.name in (site / "zh/about/index.html").read_text("utf-8")


def test_a_changed_template_of_the_publisher_is_seen(project: Path, tmp_path: Path) -> None:
    root = shutil.copytree(project, tmp_path / "project")
    template = root / "overrides/main.html"
    template.write_text(template.read_text("utf-8").replace("own template", "changed"), "utf-8")
    assert not build.build(root, lambda _: None, Order(trusted=True)).failed
    assert tree(root / "site" / WORK / "index.html").xpath("//meta[@name='qingshi']/@content") == ["changed"]
