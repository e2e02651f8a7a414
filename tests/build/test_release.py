"""Previews, drafts and releases: a build always builds, lists leave drafts out, a release refuses what is not
confirmed."""

from __future__ import annotations

import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.build import build
from diptych.build.options import Order
from diptych.build.report import Report

from tests.test_codes import CODES, lay_out

PAGES = "site/akn/cn/act/qingshizhengban/0001/3"
MARK = "预览，未发布"
DRAFT = """
[work]
document_type = "act"
name = "rules"
jurisdiction = "cn"
status = "draft"

[certainty]
date = "unknown"
number = "unknown"
issuer = "missing"

[markup]
date = 2026-01-01
editor = "editor"

[[received]]
file = "a.txt"
sha256 = "{chinese}"

[[received]]
file = "b.txt"
sha256 = "{korean}"

[[expression]]
language = "zho"
file = "a.txt"
rights = "unknown"

[[expression]]
language = "kor"
file = "b.txt"
rights = "unknown"
translation = {{ of = "zho", translator = "unknown-translator", authoritative = false }}
"""
CHINESE = "公园规则\n第一条 免费开放。\n第二条 自明日起施行。\n".encode()
KOREAN = "공원 규칙\n제1조 무료로 개방한다.\n제2조 내일부터 시행한다.\n".encode()


def edited(root: Path, folder: str, *changes: tuple[str, str]) -> None:
    file = root / folder / "work.toml"
    text = file.read_text(encoding="utf-8")
    for find, replace in changes:
        assert find in text
        text = text.replace(find, replace)
    file.write_text(text, encoding="utf-8")


def made(root: Path, *, release: bool = False) -> Report:
    return build.build(root, lambda _: None, Order(release=release))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a published work, and a draft of which little is known."""
    root = tmp_path_factory.mktemp("release")
    lay_out(CODES / "_base", root)
    draft = root / "source/works/cn/qingshizhengban/0001/3"
    draft.mkdir(parents=True)
    (draft / "a.txt").write_bytes(CHINESE)
    (draft / "b.txt").write_bytes(KOREAN)
    (draft / "work.toml").write_text(DRAFT.format(
        chinese=sha256(CHINESE).hexdigest(), korean=sha256(KOREAN).hexdigest()), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def preview(root: Path) -> Report:
    return made(root)


def test_a_build_warns_and_builds(preview: Report) -> None:
    assert not preview.failed, preview.findings
    assert ("C017", "warning") in {(item.code, str(item.severity)) for item in preview.findings}


def test_every_page_and_file_of_a_preview_says_so(root: Path, preview: Report) -> None:
    folders = (root / PAGES, root / "site/ko" / PAGES.removeprefix("site/"))
    pages = [page for folder in folders for page in folder.rglob("index.html")]
    marks = (MARK, "미리보기, 발행되지 않음")
    assert len(pages) > 10
    assert [page for page in pages if not any(mark in page.read_text(encoding="utf-8") for mark in marks)] == []
    assert json.loads((root / PAGES / "data.json").read_bytes())["preview"] == "draft"
    assert [name for name in ("zho.docx", "zho-kor.epub") if not in_package(root / PAGES / name, MARK)] == []


def test_each_file_of_a_preview_for_translators_says_so(root: Path, preview: Report) -> None:
    for name in ("zho-kor.tmx", "zho-kor.xlf", "zho-kor.csv", "zho-kor.jsonl"):
        assert "preview" in (root / PAGES / name).read_text("utf-8"), name
        published = root / "site/akn/cn/act/qingshizhengban/2020/3" / name
        assert "preview" not in published.read_text("utf-8"), name


def test_a_published_work_says_nothing_of_previews(root: Path, preview: Report) -> None:
    pages = [*(root / "site/akn/cn/act/qingshizhengban/2020").rglob("index.html")]
    assert [page for page in pages if MARK in page.read_text(encoding="utf-8")] == []
    assert "preview" not in json.loads((root / "site/akn/cn/act/qingshizhengban/2020/3/data.json").read_bytes())


def test_no_list_has_a_draft(root: Path, preview: Report) -> None:
    listing = [root / "site" / name for name in (
        "index.html", "ko/index.html", "sitemap.xml", "feed.xml", "index.json", "changes.json", "catalogue.jsonld")]
    listing += [*(root / "site/works").rglob("*.html"), *(root / "site/search").rglob("*.json")]
    texts = {file.name: file.read_text(encoding="utf-8") for file in listing}
    assert [name for name, text in texts.items() if "qingshizhengban/0001" in text] == []
    # The glossary is in the list too, without a date.
    listed = json.loads((root / "site/search/index.json").read_bytes())["works"]
    assert [date for _, date, *_ in listed if date] == ["2020-05-08"]


def test_nothing_is_said_of_what_nobody_knows(root: Path, preview: Report) -> None:
    kinds = (".html", ".json", ".jsonld", ".txt")
    files = [file for file in (root / "site").rglob("*") if file.suffix in kinds or file.name.endswith("feed.xml")]
    assert [file for file in files if "0001-01-01" in file.read_text(encoding="utf-8")] == []
    page = (root / PAGES / "index.html").read_text(encoding="utf-8")
    assert "<dt>日期</dt><dd>未载明</dd>" in page
    assert json.loads((root / PAGES / "data.json").read_bytes())["date"] is None
    assert "unknown-issuer" not in page


def test_a_release_refuses_what_nobody_confirmed(root: Path, preview: Report) -> None:
    before = (root / "site/SHA256SUMS").read_bytes()
    for _ in range(2):
        refused = made(root, release=True)
        assert refused.failed
        assert [item.code for item in refused.findings if str(item.severity) == "error"] == ["C017"]
    assert build.check(root, release=True).failed
    assert not build.check(root).failed
    assert (root / "site/SHA256SUMS").read_bytes() == before


def test_a_release_makes_what_is_confirmed(root: Path, preview: Report, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(root, copy)
    edited(copy, "source/works/cn/qingshizhengban/0001/3", ('issuer = "missing"', 'issuer = "unknown"'))
    assert not made(copy, release=True).failed
    settings = copy / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("https://example.org/", "https://laws.example/"), "utf-8")
    assert [item.code for item in made(copy, release=True).findings if str(item.severity) == "error"] == ["S004"]
    assert not made(copy).failed


def in_package(file: Path, words: str) -> bool:
    with zipfile.ZipFile(file) as package:
        return any(words.encode() in package.read(name) for name in package.namelist())
