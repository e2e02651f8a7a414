"""A build makes everything or nothing: whatever is wrong, the last good build and site stay as they were."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.build import build
from diptych.build.options import FOLDERS
from diptych.build.report import Report
from diptych.diagnostics import Severity
from diptych.files.checksums import verify

from tests import base
from tests.conftest import ROOT

WORK = "cn/act/qingshizhengban/2020/3"
PAGES = "akn/cn/act/qingshizhengban/2020/3"
PRODUCTS = {
    *(f"build/akn/{WORK}/{name}.xml" for name in ("zho", "kor")),
    *(f"build/pdf/{WORK}/{name}.pdf" for name in ("zho", "kor", "zho-kor")),
    *(f"site/{PAGES}/{name}" for name in ("index.html", "zho/index.html", "kor/index.html", "zho.xml", "kor.xml",
                                          "zho.pdf", "kor.pdf", "zho-kor.pdf", "zho-kor.tmx", "zho-kor.xlf",
                                          "zho-kor.csv", "zho-kor.jsonl", "zho-kor.epub", "zho-kor.docx",
                                          "zho.docx", "kor.docx")),
    f"build/exports/{WORK}/zho-kor.tmx", "site/terms/terms.tbx",
    f"build/report/{WORK}/proof.json", "site/index.html", "site/ko/index.html", "site/en/index.html",
}
RECEIVED = base.RECEIVED
EDITORIAL = f"{base.FOLDER}/editorial.toml"
CONFIG = f"{base.FOLDER}/work.toml"
ENTRY = '\n[[note]]\nat.zho = "{0}"\ntext.en = "x"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    shutil.copytree(ROOT / "source/pages", tmp_path / "source/pages")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    base.write_base(tmp_path)
    return tmp_path


def change(root: Path, file: str, before: str, after: str, *, renew: bool = True) -> None:
    """The file with these words changed, as its editor would: with the checksum of a received text renewed."""
    text = (root / file).read_text(encoding="utf-8")
    assert before in text
    write(root, file, text.replace(before, after).encode(), renew=renew)


def write(root: Path, file: str, data: bytes, *, renew: bool = True) -> None:
    (root / file).write_bytes(data)
    if renew and file == RECEIVED:
        work = (root / CONFIG).read_text(encoding="utf-8")
        old = base.source().work.received[0].sha256
        (root / CONFIG).write_text(work.replace(old, sha256(data).hexdigest()), encoding="utf-8")


def rename(root: Path, file: str) -> None:
    (root / file).rename(root / f"{file}.gone")


BAD: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a missing text": (lambda root: rename(root, RECEIVED), "C001", CONFIG),
    "a missing work.toml": (lambda root: rename(root, CONFIG), "C001", CONFIG),
    "a missing term base": (lambda root: rename(root, "source/terms.toml"), "C001", "source/terms.toml"),
    "broken rules": (lambda root: write(root, "schema/rules.sch", b"<schema"), "X001", "schema/rules.sch"),
    "a broken catalogue": (lambda root: write(root, "schema/codes.toml", b"[C001"), "C002", "schema/codes.toml"),
    "a newer format": (lambda root: change(root, "mkdocs.yml", "  - diptych", "  - diptych:\n      format: 99"),
                       "C014", "mkdocs.yml"),
    "a wrong checksum": (lambda root: change(root, RECEIVED, "三册", "五册", renew=False), "C006", RECEIVED),
    "broken bytes": (lambda root: write(root, RECEIVED, b"\xff\xff" + base.TEXT.encode()), "T", RECEIVED),
    "a control character": (lambda root: change(root, RECEIVED, "三册", "三\x01册"), "T002", RECEIVED),
    "an unknown key": (lambda root: change(root, CONFIG, "[markup]", "[markup]\nx = 1"), "C003", CONFIG),
    "no TOML": (lambda root: change(root, EDITORIAL, "[[note]]", "[[note"), "C002", EDITORIAL),
    "no TOML at all": (lambda root: write(root, "source/terms.toml", b"\x00\xff"), "C002", "source/terms.toml"),
    "a quotation not found": (lambda root: change(root, EDITORIAL, "[[note]]", ENTRY.format("无") + "\n[[note]]"),
                              "E001", EDITORIAL),
    "a quotation found twice": (lambda root: change(root, EDITORIAL, "[[note]]", ENTRY.format("九时") + "\n[[note]]"),
                                "E002", EDITORIAL),
    "a language without text": (lambda root: write(root, RECEIVED, "\n".join(base.LINES[:28]).encode()), "T003",
                                CONFIG),
    "no text": (lambda root: write(root, RECEIVED, b""), "T003", CONFIG),
    "twins apart": (lambda root: change(root, RECEIVED, "(2) 대출 기간", "대출 기간"), "A001", RECEIVED),
    "a lost number": (lambda root: change(root, RECEIVED, "（三）丢失", "（五）丢失"), "N001", RECEIVED),
    "a path out of the folder": (lambda root: change(root, CONFIG, 'file = "received.txt"', 'file = "../x"'), "C005",
                                 CONFIG),
    "a character that XML forbids in a note": (
        lambda root: change(root, EDITORIAL, "原价指", "\\u0002"), "C005", EDITORIAL),
    "an unknown language": (lambda root: change(root, CONFIG, '"kor"', '"xxx"'), "C008", CONFIG),
    "a broken language": (lambda root: write(root, "schema/languages/kor.toml", b"code = 'kor'"), "C004",
                          "schema/languages/kor.toml"),
}


@pytest.mark.slow
def test_a_build_from_nothing_to_all_that_can_go_wrong(root: Path) -> None:
    told: list[str] = []
    report = build.build(root, told.append)
    assert not report.failed
    assert {product.path for product in report.products} >= PRODUCTS
    assert all(product.size == (root / product.path).stat().st_size for product in report.products)
    assert all(product.size for product in report.products if product.path in PRODUCTS)
    assert told
    assert not list((root / "build").glob(".stage*"))
    assert not any(str(root).encode() in (root / product.path).read_bytes() for product in report.products)
    again = build.build(root, told.append)
    assert (again.unchanged, again.findings, sorted(again.products)) == (True, report.findings, sorted(report.products))
    assert verify(str(root / "site")).whole
    good = published(root)
    for name, (spoil, code, file) in BAD.items():
        sources = kept(root)
        spoil(root)
        found = build.build(root, told.append)
        put_back(root, sources)
        assert (name, found.failed) == (name, True)
        assert (name, named(found, code, file)) == (name, True), found.findings
        assert (name, published(root) == good) == (name, True)
    assert build.build(root, told.append).unchanged
    change(root, RECEIVED, "三册", "五册")
    with pytest.raises(KeyboardInterrupt):
        build.build(root, interrupt)
    assert published(root) == good
    assert not list((root / "build").glob(".stage*"))


def interrupt(step: str) -> None:
    """Ctrl-C when the first PDF is made."""
    if step.startswith("pdf "):
        raise KeyboardInterrupt


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_finding_with_a_place_and_a_hint(root: Path, name: str) -> None:
    """The same without a build: `check` says it, and writes nothing."""
    spoil, code, file = BAD[name]
    spoil(root)
    before = kept(root)
    found = build.check(root)
    assert found.failed
    assert named(found, code, file)
    assert all(item.hint and item.position for item in found.findings)
    assert kept(root) == before
    assert not (root / "build").exists()


def named(report: Report, code: str, file: str) -> bool:
    return any(item.code.startswith(code) and item.position and item.position.file == file and item.severity is
               Severity.ERROR and item.hint for item in report.findings)


def published(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for folder in FOLDERS
            for path in (root / folder).rglob("*") if path.is_file()}


def kept(root: Path) -> dict[Path, bytes]:
    """All sources."""
    return {path: path.read_bytes() for folder in ("source", "schema") for path in (root / folder).rglob("*")
            if path.is_file()} | {root / "mkdocs.yml": (root / "mkdocs.yml").read_bytes()}


def put_back(root: Path, sources: dict[Path, bytes]) -> None:
    for path in set(kept(root)) - set(sources):
        path.unlink()
    for path, data in sources.items():
        path.write_bytes(data)


def test_findings_are_told_once_in_the_order_of_their_places(root: Path) -> None:
    change(root, RECEIVED, "（三）丢失", "（五）丢失\ue000")
    change(root, CONFIG, 'issuer = "qingshi-government-office"', 'issuer = "nobody"')
    found = build.check(root).findings
    assert len(found) == len(set(found))
    places = [item.position for item in found if item.position]
    assert places == sorted(places)


def test_works_without_a_readable_text_do_not_hide_the_others(root: Path) -> None:
    other = root / "source/works/cn/qingshizhengban/2020/4"
    shutil.copytree(root / base.FOLDER, other)
    (other / "received.txt").unlink()
    change(root, RECEIVED, "（三）丢失", "（五）丢失")
    codes = {(item.code, item.position.file if item.position else "") for item in build.check(root).findings}
    assert ("C001", f"{other.relative_to(root).as_posix()}/work.toml") in codes
    assert ("N001", RECEIVED) in codes
