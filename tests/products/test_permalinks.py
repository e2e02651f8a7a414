"""The addresses of a small site opened in a browser, under a sub-path, with scripts and without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from diptych.akn import iri
from diptych.anchors.ledger import Anchor, State
from diptych.files.checksums import verify
from diptych.render import asset_files
from diptych.render.site.page import Settings
from diptych.render.site.permalinks import addresses
from diptych.render.site.tombstones import tombstones
from jinja2 import Template
from playwright.sync_api import Browser, expect

from tests import base
from tests.conftest import ROOT
from tests.serving import Host, served

WORK = "akn/cn/act/qingshizhengban/2020/3/"
THEME = ROOT / "pipeline/diptych/render/assets/theme"
PAST = (Anchor("sec_8", "2020-03-01", (), State.MOVED, ("sec_2__para_3",)),
        Anchor("sec_9", "2020-03-01", (), State.WITHDRAWN, reason="废止"),
        Anchor("sec_2__para_1", "2020-03-01", (), State.MOVED, ("sec_2__para_2",)))
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<dialog class="cite" data-addresses="./"></dialog>
{ids}<script src="{root}place.js"></script><script src="{root}anchors.js"></script>"""


class OwnMissingPage(Host):
    """A static host that shows the site's own 404 page."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        page = (Path(self.directory) / "site/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with bare work pages, in the folder of a host."""
    root = tmp_path_factory.mktemp("host")
    site = root / "site"
    work = base.compile_text(editorial=None)
    for folder in ("", "zho/", "kor/"):
        (site / WORK / folder).mkdir(parents=True)
    documents = [one.document for one in work.expressions]
    settings, styles = Settings("https://law.example/"), base.citation_styles()
    stones = ((f"{page.path}index.html", f'<!doctype html><meta charset="utf-8"><main>{page.html}</main>')
              for page in tombstones(documents, PAST, settings, styles=styles))
    for path, page in (*addresses(documents, PAST, (), settings, styles=styles), *stones):
        (site / path).parent.mkdir(parents=True)
        (site / path).write_text(page, encoding="utf-8")
    eids = sorted(path.name.removeprefix("~") for path in (site / WORK).glob("~*"))
    ids = "".join(f'<p id="{eid}" data-eid="{eid}">{eid}</p>' for eid in eids if eid not in ("sec_8", "sec_9"))
    for folder in ("", "zho/", "kor/"):
        page = PAGE.format(ids=ids, root="../" * (WORK + folder).count("/"))
        (site / WORK / folder / "index.html").write_text(page, encoding="utf-8")
    for name in ("place.js", "anchors.js"):
        script = (THEME / "assets/diptych" / name).read_text(encoding="utf-8")
        (site / name).write_text(asset_files.filled(script), encoding="utf-8")
    script = (THEME / "404.html").read_text(encoding="utf-8").partition("<script>")[2].partition("</script>")[0]
    script = Template(script).render(diptych_clause=iri.CLAUSE, diptych_mark=iri.MARK)
    (site / "404.html").write_text(f"<!doctype html><title>404</title><script>{script}</script>", encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site.parent, f"site/{WORK}", OwnMissingPage) as at:
        yield at


@pytest.mark.slow
def test_every_address_lands_on_its_clause_without_scripts(browser: Browser, site: Path, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    pages = sorted(path.parent.relative_to(site / WORK).as_posix() for path in (site / WORK).rglob("~*/index.html"))
    assert len(pages) == 3 * (22 + 2)
    for path in pages:
        folder, _, eid = path.rpartition("~")
        page.goto(address + path, wait_until="commit")
        if eid == "sec_9":
            expect(page.locator("p.notice")).to_contain_text("废止")
        elif eid == "sec_2__para_1":
            page.locator("main li a").first.click()
            page.wait_for_url(f"{address}{folder}#sec_2__para_2")
        else:
            page.wait_for_url(f"{address}{folder}#{'sec_2__para_3' if eid == 'sec_8' else eid}")
    context.close()


def test_an_old_fragment_that_a_later_clause_took_lets_the_reader_choose(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}#sec_2__para_1", wait_until="commit")
    page.wait_for_url(f"{address}~sec_2__para_1/")
    page.locator("main a").last.click()
    page.wait_for_url(f"{address}#sec_2__para_1")
    page.wait_for_load_state("networkidle")
    assert page.url == f"{address}#sec_2__para_1"
    page.close()


@pytest.mark.parametrize("folder", ["", "zho/", "kor/"])
def test_old_fragments_and_ranges_land_too(browser: Browser, address: str, folder: str) -> None:
    page = browser.new_page()
    for asked, found in {
            "#sec_8": f"{folder}#sec_2__para_3", "#sec_9": f"{folder}~sec_9/", "#sec_1": f"{folder}#sec_1",
            "~sec_1->sec_2": f"{folder}?to=sec_2#sec_1",
            "~sec_8-%3Esec_2/": f"{folder}?to=sec_2#sec_2__para_3"}.items():
        page.goto("about:blank")
        page.goto(address + folder + asked, wait_until="commit")
        page.wait_for_url(address + found)
    page.goto(f"{address}{folder}#no-such", wait_until="networkidle")
    assert unquote(page.url) == f"{address}{folder}#no-such"
    page.evaluate("location.hash = 'sec_8'")
    page.wait_for_url(f"{address}{folder}#sec_2__para_3")
    page.close()


@pytest.mark.slow
def test_a_site_that_mkdocs_makes_alone_has_its_addresses_and_sums(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    shutil.copytree(base.BASE, tmp_path, dirs_exist_ok=True)
    made = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], cwd=tmp_path,
                          env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout) == (0, ""), made.stderr
    assert (tmp_path / "site" / WORK / "kor/~sec_2__para_1/index.html").is_file()
    assert verify(str(tmp_path / "site")).whole
    assert (tmp_path / "site/.nojekyll").exists()
