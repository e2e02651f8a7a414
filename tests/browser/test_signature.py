"""The panel of citations of a site with keys verifies, in the browser, whether a signature covers the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from diptych.citations.reader_templates import panel
from diptych.files import checksums
from diptych.files.signatures import ed25519, ssh_signature
from diptych.files.signatures.release_chain import NAMESPACE, Chain, Key
from playwright.sync_api import Browser, Page, expect

from tests import base
from tests.files.signatures.test_release_chain import PRIVATE, PUBLIC
from tests.serving import served
from tests.test_mkdocs_plugin import lay_out, project

WORK = "akn/cn/act/qingshizhengban/2020/3/"
KEY = Chain((Key(PUBLIC[0], "2026-01-01"),))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the base project, not signed yet; its pages know a key."""
    documents = tuple(each.document for each in base.compile_text(editorial=None).expressions)
    root = project(tmp_path_factory.mktemp("site"), documents)
    made = lay_out(root, keys=(PUBLIC[0].fingerprint,))
    assert made.returncode == 0, made.stdout + made.stderr
    (root / "site" / WORK / "citations.json").write_bytes(panel(documents, base.citation_styles(), "https://a.example/"))
    return root / "site"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(service_workers="block")
    with served(site) as address:
        opened = context.new_page()
        opened.goto(f"{address}en/{WORK}")
        yield opened
    context.close()


def sign(site: Path, number: int = 0) -> None:
    """Puts a release beside the files of a site, signed with a key."""
    unsigned = checksums.read(checksums.sums(site).encode())
    release = KEY.next_release("2026-03-01", unsigned.digest)
    data = checksums.text(unsigned.listed, Chain(KEY.keys, (release,))).encode()
    (site / checksums.SUMS).write_bytes(data)
    blob = ed25519.sign(PRIVATE[number], NAMESPACE, data)
    (site / checksums.SIGNATURE).write_text(ssh_signature.armoured(blob), "ascii")


def opened(page: Page) -> None:
    with page.expect_response(re.compile(r"SHA256SUMS\.sig$")):
        page.locator("a.permalink").first.click()
    page.wait_for_load_state("networkidle")


def test_a_signature_is_verified_and_its_key_is_named(page: Page, site: Path) -> None:
    sign(site)
    opened(page)
    line = page.locator(".cite-signature")
    expect(line).to_contain_text(PUBLIC[0].fingerprint)
    line.get_by_role("button").click()
    expect(line.get_by_role("status")).to_have_text(re.compile(r"is right\. Release 1 of 2026-03-01"))


@pytest.mark.parametrize("what", ["page", "sums"])
def test_a_page_that_is_not_the_signed_one_is_told(page: Page, site: Path, what: str) -> None:
    sign(site)
    file = site / ("en/" + WORK + "index.html" if what == "page" else checksums.SUMS)
    before = file.read_bytes()
    file.write_bytes(before + b"\n" if what == "page" else before.replace(before[-80:-76], b"beef"))
    try:
        opened(page)
        page.locator(".cite-verify").click()
        expect(page.locator(".cite-signature [role=status]")).to_have_text(re.compile("does not cover"))
    finally:
        file.write_bytes(before)


@pytest.mark.parametrize("lacking", ["signature", "key"])
def test_without_a_signature_of_a_known_key_nothing_is_said(page: Page, site: Path, lacking: str) -> None:
    sign(site, 1)
    if lacking == "signature":
        (site / checksums.SIGNATURE).unlink()
    opened(page)
    expect(page.locator("dialog.cite[open]")).to_be_visible()
    expect(page.locator(".cite-signature")).to_be_hidden()
