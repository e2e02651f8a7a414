"""The site without a connection: kept on a device by its service worker, and copied into a zip."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

import pytest
from diptych.build import offline_site
from diptych.citations.reader_templates import panel
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.site.page import OFFLINE
from playwright.sync_api import Browser, Page

from tests.base import citation_styles
from tests.products.test_search import lay_out_index
from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document
from tests.serving import Host, served
from tests.test_mkdocs_plugin import WORK, lay_out, project
from tests.waiting import until

TWINS = (document(BODY.format(**CHINESE), notes=NOTE), document(BODY.format(**KOREAN), "kor", translation=True))
KEPT = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
STONE = '<!DOCTYPE html><html lang="ko"><title>x</title><h1 id="gone">Withdrawn</h1>'
WAY = '<!DOCTYPE html><meta http-equiv="refresh" content="0; url=../#sec_1"><a href="../#sec_1">x</a>'


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site, with its search, the address of a clause and that of one that was withdrawn."""
    root = project(tmp_path_factory.mktemp("site"), TWINS)
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    lay_out_index(root / "site", TWINS)
    for eid, page in (("sec_1", WAY), ("sec_9", STONE)):
        (root / "site" / WORK / f"~{eid}").mkdir()
        (root / "site" / WORK / f"~{eid}/index.html").write_text(page, "utf-8")
    (root / "site" / WORK / "citations.json").write_bytes(panel(TWINS, citation_styles(), "https://example.org/"))
    return root / "site"


@pytest.fixture
def site(finished: Path, tmp_path: Path) -> Path:
    return publish(shutil.copytree(finished, tmp_path / "server/sub/path"))


def publish(site: Path) -> Path:
    """The site with its service worker, which waits for a machine that is slow."""
    offline_site.write(site)
    worker = (site / "sw.js").read_text("utf-8")
    assert "PATIENCE = 3000;" in worker
    (site / "sw.js").write_text(worker.replace("PATIENCE = 3000;", "PATIENCE = 60_000;"), "utf-8")
    return site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def kept(page: Page) -> list[str]:
    """The addresses that the device keeps."""
    found: list[str] = page.evaluate("""(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith("diptych "));
      const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
      return all.flat().map((request) => request.url);
    })()""")
    return found


def until_kept(page: Page, *addresses: str) -> None:
    listed = json.dumps(addresses)
    until(page, f"Promise.all({listed}.map((one) => caches.match(one))).then((all) => all.every(Boolean))")


def test_a_first_visit_keeps_the_shell_then_the_open_work_and_the_search(page: Page, site: Path) -> None:
    with served(site.parent.parent, "sub/path/") as address:
        page.goto(f"{address}{WORK}")
        until(page, KEPT)
        until_kept(page, *(address + name for name in ("offline.html", f"{WORK}kor/", f"{WORK}citations.json",
                                                       f"ko/{WORK}", "search/index.json", "")))
        # Neither files of this work nor pages beside it.
        assert not [url for url in kept(page) if url.endswith((".pdf", ".xml", ".docx")) or "/about/" in url]
        page.goto(f"{address}about/")
    for path in (f"ko/{WORK}", f"{WORK}kor/", "about/", ""):
        page.goto(address + path)
        assert page.locator("h1").first.is_visible(), path
        assert page.locator(".md-header").evaluate("bar => getComputedStyle(bar).position") == "sticky"
    page.goto(f"{address}{WORK}~sec_1__para_1/")
    assert page.url == f"{address}{WORK}#sec_1__para_1"
    page.goto(f"{address}{WORK}kor")
    assert page.url == f"{address}{WORK}kor/"
    page.goto(address)
    page.keyboard.press("/")
    page.locator(".search-input").fill("협력을")
    assert page.locator(".search-hit").first.inner_text()
    said = page.goto(f"{address}akn/cn/act/other/2020/1/")
    assert said
    assert said.status == 503
    assert page.locator("h1").inner_text() == interface(packaged_interfaces().languages[0]).words["offline"]


class Counting(Host):
    """A host without compression that remembers which files it sent, once for each time."""

    sent: ClassVar[list[Path]] = []

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        body = super().send_head()
        if body is not None:
            self.sent.append(Path(self.translate_path(self.path)))
        return body


@pytest.mark.parametrize("path", ["", WORK])
def test_a_first_visit_is_small(page: Page, site: Path, path: str) -> None:
    """A first visit, until the device has nothing to do, sends the page and the shell: each file once, the shell with
    150 kB as it is, and page and shell with 150 kB by a server that compresses."""
    # A page that asks for nothing when it is idle.
    page.add_init_script("ServiceWorker.prototype.postMessage = () => {};")
    Counting.sent.clear()
    shell = json.loads(lists(site)["SHELL"])
    with served(site.parent.parent, "sub/path/", Counting) as address:
        page.goto(address + path)
        until(page, KEPT)
        until_kept(page, *(address + name for name in shell))
    files = [file / "index.html" if file.is_dir() else file for file in Counting.sent]
    opened, *others = (file.relative_to(site).as_posix() for file in files)
    assert opened == f"{path}index.html"
    assert sorted(others) == sorted({*shell, "sw.js"} - {"build.txt"} | {"build.txt"} & set(others))
    assert sum((site / name).stat().st_size for name in others) < 150_000
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) < 90_000


@pytest.mark.parametrize(("left_out", "gone", "still"), [
    ("search", "search/index.json", f"{WORK}kor/"), ("work", f"{WORK}kor/", "search/index.json"),
    ("visited", "about/", f"{WORK}kor/")])
def test_each_part_can_be_left_out(page: Page, site: Path, left_out: str, gone: str, still: str) -> None:
    offline_site.write(site, [part for part in OFFLINE if part != left_out])
    with served(site.parent.parent, "sub/path/") as address:
        page.goto(f"{address}{WORK}")
        until(page, KEPT)
        until_kept(page, f"{address}offline.html", address + still)
        page.goto(f"{address}about/")
        page.wait_for_load_state("networkidle")
        page.goto(f"{address}{WORK}")
        until_kept(page, address + still)
        assert address + gone not in kept(page)


def test_a_site_of_which_nothing_may_be_kept_takes_away_what_was(page: Page, site: Path) -> None:
    with served(site.parent.parent, "sub/path/") as address:
        page.goto(f"{address}{WORK}")
        until(page, KEPT)
        offline_site.write(site, ())
        (site / "build.txt").unlink(missing_ok=True)
        for path in site.rglob("*.html"):
            text = path.read_text("utf-8")
            path.write_text(re.sub(r'(<link rel="manifest"[^>]*)>', r"\1 data-nothing-kept>", text), "utf-8")
        os.utime(site / "sw.js", (2_000_000_000, 2_000_000_000))
        page.goto(f"{address}about/")
        until(page, "(async () => !(await caches.keys()).length && !await navigator.serviceWorker.getRegistration())()",
              again=page.reload)


def republish(site: Path) -> None:
    """The next build: other words, and assets under another name."""
    (folder,) = site.glob("assets/diptych-*")
    folder.rename(folder.with_name("diptych-0123abcd"))
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8").replace(folder.name, "diptych-0123abcd")
        path.write_text(text.replace("<title>", "<title>NEW "), "utf-8")
    publish(site)
    # The server tells builds apart by the second.
    for path in site.rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))


def test_a_new_build_shows_at_once_and_replaces_the_old_one_whole(page: Page, site: Path) -> None:
    answered: list[tuple[int, str]] = []
    page.on("response", lambda answer: answered.append((answer.status, answer.url)))
    with served(site.parent.parent, "sub/path/") as address:
        page.goto(address + WORK)
        until(page, KEPT)
        other = page.context.new_page()
        other.goto(address)
        until_kept(other, *(address + name for name in json.loads(lists(site)["SEARCH"])))
        republish(site)
        page.reload()
        assert page.title().startswith("NEW ")
        # A page of the old build goes on working: what it loads late is gone from the server, and kept.
        other.keyboard.press("/")
        other.locator("dialog.search[open]").wait_for()
        other.wait_for_load_state("networkidle")
        until(page, "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)")
        other.close()
        # The newer worker takes over when a page is opened and no other is; should the old one have given up waiting
        # for that, when the next is.
        page.goto(address)
        until(page, "(async () => (await caches.keys()).length === 1"
                    " && !(await navigator.serviceWorker.getRegistration()).waiting)()",
              again=lambda: page.goto(address))
    page.goto(address + WORK)
    assert page.title().startswith("NEW ")
    assert page.locator(".md-header").evaluate("bar => getComputedStyle(bar).position") == "sticky"
    assert [url for status, url in answered if status == 404] == []


def test_a_server_that_holds_two_builds_is_not_kept(page: Page, site: Path) -> None:
    (site / "offline.html").write_text("of another build", "utf-8")
    with served(site.parent.parent, "sub/path/") as address:
        page.goto(address)
        assert page.evaluate("""async () => {
          let worker = null;
          // The page has registered it too, and may have been refused already.
          while (!worker) {
            const { installing, waiting, active } = await navigator.serviceWorker.register("sw.js");
            worker = installing ?? waiting ?? active;
          }
          await new Promise((done) => {
            const look = () => { if (worker.state !== "installing") done(); };
            worker.onstatechange = look;
            look();
          });
          return worker.state;
        }""") == "redundant"


def lists(site: Path) -> dict[str, str]:
    """The lists of the service worker, by name, as JSON."""
    source = (site / "sw.js").read_text("utf-8")
    return dict(re.findall(r"^const (SHELL|SEARCH) = (\{.*\});$", source, re.MULTILINE))


def test_the_lists_hold_the_frame_and_the_search(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell, search = (set(json.loads(lists(site)[name])) for name in ("SHELL", "SEARCH"))
    assert {"offline.html", "manifest.webmanifest"} <= shell
    assert "search/index.json" in search
    assert any(name.startswith("search/pairs-") for name in search)
    before = (site / "sw.js").read_text("utf-8")
    publish(site)
    assert (site / "sw.js").read_text("utf-8") == before
    monkeypatch.setattr(offline_site, "SEARCH", 0)
    publish(site)
    kept = json.loads(lists(site)["SEARCH"])
    assert "search/index.json" in kept
    assert not [name for name in kept if name.startswith(("search/pairs-", "search/text-", "search/names-"))]
    assert any(name.endswith("/search-dialog.js") for name in kept)


def test_the_site_can_be_installed(site: Path) -> None:
    said = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    assert all((site / icon["src"]).is_file() for icon in said["icons"])
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in said["icons"]}
    assert said["start_url"] == said["scope"] == "./"


def test_the_copy_opens_from_a_folder_and_says_that_it_has_no_search(
        page: Page, finished: Path, tmp_path: Path) -> None:
    offline_site.copy(finished, tmp_path / "one/copy.zip")
    offline_site.copy(finished, tmp_path / "two/copy.zip")
    assert (tmp_path / "one/copy.zip").read_bytes() == (tmp_path / "two/copy.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one/copy.zip") as archive:
        archive.extractall(tmp_path)
    root = tmp_path / "copy"
    pages = sorted(path for path in root.rglob("*.html"))
    assert len(pages) == 28
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in (path for path in pages if "~sec_1" not in path.parts):
        page.goto(path.as_uri())
        links = page.evaluate("[...document.querySelectorAll('a[href], link[rel=stylesheet]')].map((one) => one.href)")
        files = [re.split("[?#]", link)[0] for link in links if link.startswith("file:")]
        missing = {link for link in files if not Path(link.removeprefix("file://").replace("%3E", ">")).is_file()}
        assert {Path(link).name for link in missing} <= {
            "zho.pdf", "kor.pdf", "zho-kor.pdf", "zho.xml", "kor.xml", "data.json", "proof.json",
            "zho-kor.tmx", "zho-kor.xlf", "zho-kor.csv", "zho-kor.jsonl", "zho-kor.epub", "zho-kor.docx", "zho.docx",
            "kor.docx", "references.csv", "feed.xml", "changes.json"}, path
    page.goto((root / WORK / "~sec_1/index.html").as_uri())
    page.wait_for_url(f"{(root / WORK / 'index.html').as_uri()}#sec_1")
    assert said == []
    for language, home in zip(packaged_interfaces().languages, ("", "ko/", "en/"), strict=True):
        page.goto((root / home / "index.html").as_uri())
        assert not page.locator(".search-open").is_visible()
        assert page.locator(".copy-only").inner_text() == interface(language).words["search_copy"]
    page.goto((root / WORK / "index.html").as_uri())
    page.click(".views a[hreflang=ko]")
    assert not page.locator(".akn-cell[lang|=zh]:visible").count()
