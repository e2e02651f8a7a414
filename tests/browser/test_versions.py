"""A day chosen on a page of a work with versions, and an address without a page, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from diptych.render import asset_files
from playwright.sync_api import Browser, expect

from tests.render.site.test_version_history import MIDDLE, NEW, OLD, WORK, made
from tests.serving import served

PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>{title}</title>{body}{script}'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a work in three versions without their frame, with the script of the versions."""
    root = tmp_path_factory.mktemp("versions")
    script = (asset_files.folder("theme") / "assets/diptych/versions.js").read_text("utf-8")
    for path, page in made().items():
        (root / path).mkdir(parents=True, exist_ok=True)
        html = PAGE.format(title=page.title, body=page.html, script=f"<script>{script}</script>")
        (root / path / "index.html").write_text(html, "utf-8")
    return root


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.mark.parametrize(("day", "found"), [
    (OLD, f"{WORK}zho@{OLD}/"), ("2021-05-31", f"{WORK}zho@{OLD}/"), (MIDDLE, f"{WORK}zho@{MIDDLE}/"),
    ("2030-01-01", f"{WORK}zho@{NEW}/")])
def test_a_day_leads_to_the_last_version_dated_on_or_before_it(browser: Browser, address: str, day: str,
                                                               found: str) -> None:
    page = browser.new_page()
    page.goto(address + WORK)
    page.fill(".version-on input", day)
    page.click(".version-on button")
    page.wait_for_url(address + found)
    page.close()


def test_a_text_stays_one_text_and_a_day_before_all_versions_says_so(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{WORK}zho/")
    page.fill(".version-on input", "1999-01-01")
    page.press(".version-on input", "Enter")
    expect(page.locator(".version-on [role=status]")).to_contain_text("2018")
    page.fill(".version-on input", "2022-01-01")
    page.press(".version-on input", "Enter")
    page.wait_for_url(f"{address}{WORK}zho@{MIDDLE}/")
    page.close()


def test_any_two_versions_are_compared_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{WORK}@{NEW}/changes/")
    page.click(f".versions time[datetime='{OLD}'] >> nth=0")
    page.wait_for_url(f"{address}{WORK}@{NEW}/changes/{OLD}/")
    expect(page.locator("h1")).to_contain_text("2018")
    expect(page.locator("details.change-folded[open]")).to_have_count(0)
    context.close()
