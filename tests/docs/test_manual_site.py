"""The manual as MkDocs builds it: strict, complete, every link leads somewhere, for everyone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from diptych.commands.main import main
from playwright.sync_api import Browser, Page, Request, expect

from tests.conftest import ROOT
from tests.serving import served
from tests.test_catalogue import CATALOGUE

KINDS = {"front": "", "tutorial": "tutorial/", "Chinese": "zh/tutorial/", "Korean": "ko/tutorial/",
         "guide": "guides/hosting/", "commands": "reference/commands/", "options": "reference/options/",
         "codes": "reference/codes/", "file": "reference/files/work/", "format": "reference/formats/data/",
         "Python": "reference/python/", "background": "background/ledger/", "missing": "404.html"}
WIDTHS = {390: frozenset({"front", "tutorial", "file", "guide"}), 1280: frozenset(KINDS)}
"""Widths of a window, with the kinds of pages that axe tests there: on phones, the layouts that differ."""
PICTURES = ROOT / "build/screenshots/manual"


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual, built as `make docs` builds it, into another folder."""
    site = tmp_path_factory.mktemp("manual") / "site"
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict", "--config-file", "docs/mkdocs.yml",
         "--site-dir", str(site)], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "pipeline")})
    assert (built.returncode, built.stdout + built.stderr) == (0, "")
    return site


@pytest.fixture(scope="module")
def address(manual: Path) -> Iterator[str]:
    with served(manual) as url:
        yield url


def page(manual: Path, name: str) -> str:
    return (manual / name / "index.html").read_text(encoding="utf-8")


def test_no_link_and_no_fragment_leads_nowhere(manual: Path) -> None:
    """Links to other sites are not followed."""
    checked = subprocess.run(
        [Path(sys.executable).parent / "lychee", "--offline", "--include-fragments", "--index-files", "index.html",
         "--no-progress", "--root-dir", manual, f"{manual}/**/*.html"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert " 0 Errors" in checked.stdout


def test_every_command_code_and_option_is_in_the_reference(manual: Path) -> None:
    commands, codes = page(manual, "reference/commands"), page(manual, "reference/codes")
    assert [name for name in main.commands if f"<code>diptych {name}</code>" not in commands] == []
    assert [code for code in CATALOGUE if f'id="{code.lower()}"' not in codes] == []
    assert "<td><code>--format [tsv|json]</code></td>" in commands
    options = page(manual, "reference/options")
    assert [name for name in ("format", "report", "paper", "edition", "review")
            if f"<td><code>{name}</code></td>" not in options] == []


def test_a_page_says_its_language_and_shows_no_mark(manual: Path) -> None:
    for name, language in (("tutorial", "en"), ("zh/tutorial", "zh-Hans"), ("ko/tutorial", "ko")):
        assert re.search(r'<html lang="([\w-]+)"', page(manual, name))[1] == language  # type: ignore[index]
    assert not [path for path in manual.rglob("*.html") if re.search(r"<!-- (?:run|file|edit|start|output|not run)",
                                                                      path.read_text(encoding="utf-8"))]


def violations(opened: Page) -> str:
    """The report of axe on an open page; empty if it finds nothing."""
    found = Axe().run(opened, options={"resultTypes": ["violations"], "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_for_everyone(browser: Browser, address: str, kind: str) -> None:
    """No violation in axe, nothing from other hosts, nothing beside the window. Pictures are in build/screenshots."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width, kinds in WIDTHS.items():
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        opened, hosts = context.new_page(), set[str]()

        def note(request: Request, hosts: set[str] = hosts) -> None:
            hosts.add(request.url.split("/")[2])

        opened.on("request", note)
        opened.goto(address + KINDS[kind], wait_until="load")
        expect(opened.locator(".md-code__nav:not([aria-label])")).to_have_count(0)
        report = violations(opened) if kind in kinds else ""
        opened.screenshot(path=PICTURES / f"{kind}-{width}.png")
        wide = opened.evaluate("document.documentElement.scrollWidth")
        context.close()
        assert report == ""
        assert hosts == {address.split("/")[2]}
        assert wide <= width
