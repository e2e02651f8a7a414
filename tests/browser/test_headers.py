"""The finished site under the headers that `diptych headers` prints: all of it works, and no other script runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.anchors.ledger import Anchor, State
from diptych.build import offline_site
from diptych.citations.reader_templates import panel
from diptych.commands.headers import headers
from diptych.render.site.security_policy import policy
from playwright.sync_api import Browser, Page, expect

from tests import base
from tests.products.test_search import lay_out_index
from tests.serving import Host, served
from tests.test_mkdocs_plugin import lay_out, lay_out_addresses, project

WORK = "akn/cn/act/qingshizhengban/2020/3/"
KINDS = {"front": "", "parallel": f"en/{WORK}", "text": f"{WORK}kor/", "glossary": "ko/terms/", "prose": "about/",
         "moved": f"{WORK}~sec_9/", "divided": f"{WORK}~sec_8/",
         "missing": "404.html", "offline": "offline.html"}
VIOLATIONS = """window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site of the base project, with a clause that was withdrawn and one that was divided."""
    documents = tuple(one.document for one in base.compile_text(editorial=None).expressions)
    root = project(tmp_path_factory.mktemp("site"), documents)
    shutil.copy(base.BASE / "source/terms.toml", root / "source/terms.toml")
    made = lay_out(root)
    assert made.returncode == 0, made.stdout + made.stderr
    lay_out_index(root / "site", documents)
    (root / "site" / WORK / "citations.json").write_bytes(
        panel(documents, base.citation_styles(), "https://example.org/"))
    past = (Anchor("sec_9", "2020-03-01", (), State.WITHDRAWN, reason="废止"),
            Anchor("sec_8", "2020-03-01", (), State.SPLIT, ("sec_1", "sec_2")))
    lay_out_addresses(root, documents, past, "https://example.org/")
    offline_site.write(root / "site")
    return root / "site"


@pytest.fixture(scope="module")
def rule(site: Path) -> str:
    """The Content Security Policy that the command prints."""
    printed = CliRunner().invoke(headers, [], obj=site.parent, catch_exceptions=False).output.splitlines()
    [line] = [line for line in printed if line.startswith("  Content-Security-Policy: ")]
    assert line.removeprefix("  Content-Security-Policy: ") == policy(
        page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    return line.removeprefix("  Content-Security-Policy: ")


@pytest.fixture(scope="module")
def address(site: Path, rule: str) -> Iterator[str]:
    """The site on a server that sends the policy with each page."""
    class Strict(Host):
        """A static host with the policy."""

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", rule)
            super().end_headers()

    with served(site, host=Strict) as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh browser that records what the policy forbids."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(VIOLATIONS)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_page_is_forbidden(address: str, page: Page, kind: str) -> None:
    page.goto(address + KINDS[kind], wait_until="networkidle")
    assert page.evaluate("window.violations") == []
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != ""


@pytest.mark.parametrize("kind", KINDS)
def test_the_policy_in_a_page_is_enough(site: Path, page: Page, kind: str) -> None:
    with served(site) as url:
        page.goto(url + KINDS[kind], wait_until="networkidle")
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
        assert page.evaluate("window.violations") == []
        page.evaluate("""() => { const added = document.createElement("script");
            added.textContent = "window.ran = true"; document.body.append(added); }""")
        page.wait_for_function("window.violations.length > 0")
        assert page.evaluate("window.ran") is None


def test_nothing_is_forbidden_without_a_connection(address: str, page: Page) -> None:
    page.goto(address + KINDS["parallel"])
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.reload(wait_until="networkidle")
    page.context.set_offline(offline=True)
    for kind in ("parallel", "offline"):
        answer = page.goto(address + (KINDS[kind] if kind == "parallel" else "akn/nowhere/"))
        assert answer is not None
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert page.locator("main").count() == 1
        assert page.evaluate("window.violations") == []


def test_search_colours_and_citation_work(address: str, page: Page) -> None:
    page.goto(address + KINDS["parallel"])
    page.locator(".search-open").click()
    page.locator("dialog.search[open]").wait_for()
    page.locator(".search-input").fill("的")
    expect(page.locator(".search-hit").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("a.permalink").first.click()
    expect(page.locator("dialog.cite[open]")).to_be_visible()
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    assert page.evaluate("window.violations") == []


def test_a_script_of_others_does_not_run(address: str, page: Page) -> None:
    page.goto(address)
    page.evaluate("""() => { const added = document.createElement("script");
        added.textContent = "window.ran = true"; document.body.append(added); }""")
    page.wait_for_function("window.violations.length > 0")
    assert page.evaluate("window.ran") is None
