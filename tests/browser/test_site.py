"""The whole site of a work in three versions: every link and fragment, every address in a browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from diptych.commands.main import main
from playwright.sync_api import Browser

from tests.base import as_built
from tests.conftest import ROOT
from tests.serving import Host, served

SITE = "https://law.test/"
WORK = "akn/cn/act/qingshitiaoli/2018/5/"
EACH = 7
"""Of the addresses that lead on every so many are taken; chosen, so that some are to each page."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the story, after its second version was declared and published upon the first, then the third."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(ROOT / "tests/cases/versions/source", root / "source")
    (root / "source/pages").mkdir()
    (root / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace(
        "https://diptych.example/", SITE), encoding="utf-8")
    work, later = root / f"source/works/{WORK.removeprefix('akn/').replace('act/', '')}", root / "later"
    later.mkdir()
    for folder in sorted(work.glob("@*")):
        folder.rename(later / folder.name)
    told(root, "anchors accept --date 2026-01-01")
    (later / "@2021-06-01").rename(work / "@2021-06-01")
    for words in ("renumber", "move art_3 art_3 art_4", "withdraw art_5 --why repealed", "accept --date 2026-02-01"):
        told(root, f"anchors {words}")
    (later / "@2024-01-01").rename(work / "@2024-01-01")
    told(root, "anchors accept --date 2026-03-01")
    told(root, "build")
    return root / "site"


def told(root: Path, words: str) -> None:
    if words.startswith("anchors accept"):
        as_built(root)
    result = CliRunner().invoke(main, ["-C", str(root), *words.split()])
    assert result.exit_code == 0, result.output


class Bare(Host):
    """A static host of pages and their scripts alone."""

    def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
        if self.path.endswith((".css", ".woff2", ".png", ".svg")):
            self.send_error(404)
        else:
            super().do_GET()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site, host=Bare) as at:
        yield at


def test_no_link_and_no_fragment_leads_nowhere(site: Path) -> None:
    lychee = Path(sys.executable).parent / "lychee"
    made = subprocess.run(
        [lychee, "--offline", "--include-fragments", "--index-files", "index.html", "--no-progress",
         "--root-dir", site, "--remap", f"{SITE} file://{site}/", f"{site}/**/*.html"],
        capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout
    assert " 0 Errors" in made.stdout


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_every_address_lands(browser: Browser, site: Path, address: str, scripts: bool) -> None:  # noqa: FBT001
    context = browser.new_context(java_script_enabled=scripts, service_workers="block")
    page = context.new_page()
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("~*/index.html"))
    assert len(found) > 200
    stones = []
    texts = {path: (site / path / "index.html").read_text(encoding="utf-8") for path in found}
    # A browser takes some of the addresses that lead on, to each page; where all of them lead is read in the files
    # elsewhere. A page takes much longer with its scripts than without.
    some = found[::EACH] if scripts else [
        path for place, path in enumerate(found) if place % EACH == 0 or 'content="0; url=' not in texts[path]]
    assert {path.partition("~")[0] for path in some} == {path.partition("~")[0] for path in found}
    for path in some:
        goes = texts[path].partition('content="0; url=')[2].partition('"')[0]
        page.goto(address + quote(path) + "/", wait_until="commit")
        if not goes:
            stones.append(path)
            assert page.locator("main").inner_text().strip()
            continue
        page.wait_for_url("**/*#*", wait_until="commit")
        place = page.url.partition("#")[2]
        page.locator(f"[id='{place}']").wait_for(state="attached")
    context.close()
    # art_3 was split, art_4 and art_6 moved and other clauses took their eIds, art_5 was withdrawn.
    assert scripts or {path.rpartition("~")[2].partition("__")[0] for path in stones} >= {
        "art_3", "art_4", "art_5", "art_6"}
    assert stones
    assert not [path for path in stones if "@" in path]


def test_an_old_fragment_lands_on_what_became_of_its_clause(browser: Browser, address: str) -> None:
    page = browser.new_page(service_workers="block")
    page.goto(f"{address}{WORK}#art_5", wait_until="commit")
    page.wait_for_url(f"{address}{WORK}~art_5/")
    assert "repealed" in page.locator("main").inner_text()
    page.locator("main a", has_text="2021").or_(page.locator("main a[href*='@']")).first.click()
    page.wait_for_url(lambda url: "@" in url and url.endswith("#art_5"))
    page.close()
