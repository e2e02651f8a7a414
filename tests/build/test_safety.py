"""A build that is killed, a work with an error, a damaged cache: what stands is whole, and the next build mends it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.build import build, cache
from diptych.build.options import FOLDERS, LEFT_OUT, Order
from diptych.build.report import Report
from diptych.commands.serve import QUICK
from diptych.files.checksums import verify

from tests import base
from tests.conftest import ROOT

LEAN = Order(without=frozenset((*LEFT_OUT["pdf"], "search")))
OTHER = "source/works/cn/qingshizhengban/2020/4"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of two works."""
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    shutil.copytree(tmp_path / base.FOLDER, tmp_path / OTHER)
    edit(tmp_path, OTHER, "〔2020〕3", "〔2020〕4", file="work.toml")
    return tmp_path


def edit(root: Path, folder: str, before: str, after: str, file: str = "received.txt") -> None:
    """A change of a work as its editor would make it, with the checksum of the text renewed."""
    path, work = root / folder / file, root / folder / "work.toml"
    old = sha256((root / folder / "received.txt").read_bytes()).hexdigest()
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    new = sha256((root / folder / "received.txt").read_bytes()).hexdigest()
    work.write_text(work.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def standing(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for folder in FOLDERS
            for path in (root / folder).rglob("*") if path.is_file()}


def made(root: Path) -> Report:
    return build.build(root, lambda _: None, LEAN)


def test_one_bad_work_stops_no_other_and_keeps_what_was_published_of_it(root: Path) -> None:
    assert not made(root).failed
    before = standing(root)
    edit(root, OTHER, "三册", "五册")
    edit(root, base.FOLDER, "（三）丢失", "（五）丢失")
    report = made(root)
    assert report.failed
    assert {item.code for item in report.findings if item.severity == "error"} >= {"N001"}
    after = standing(root)
    changed = {name for name in after if after[name] != before.get(name)}
    assert after.keys() == before.keys()
    assert any("2020/4" in name for name in changed)
    assert not any("2020/3" in name for name in changed)
    assert verify(str(root / "site")).whole
    edit(root, base.FOLDER, "（五）丢失", "（三）丢失")
    assert not made(root).failed
    reasons = {name.split()[0] for name, _ in made(root).reasons}
    assert reasons == set()


def test_only_what_depends_on_a_change_is_made_and_it_is_said_why(root: Path) -> None:
    made(root)
    edit(root, OTHER, "三册", "五册")
    report = made(root)
    told = dict(report.reasons)
    assert not any("2020/3" in name for name in told)
    assert told[f"akn {OTHER}"] == "received.txt, work.toml changed"
    # A page also gives the sizes of the files beside it.
    path = "cn/act/qingshizhengban/2020/4"
    assert told[f"pages {path}"] == f"zho.xml, kor.xml, exchange {path} changed"
    assert "frame" not in told
    page = (root / "site/akn/cn/act/qingshizhengban/2020/4/index.html").read_text(encoding="utf-8")
    assert "五册" in page
    assert made(root).unchanged


def test_a_preview_makes_the_work_that_changed_and_a_build_the_rest(root: Path) -> None:
    made(root)
    before = standing(root)
    edit(root, OTHER, "三册", "五册")
    report = build.build(root, lambda _: None, QUICK)
    assert not report.failed
    after = standing(root)
    changed = {name for name in after if after[name] != before.get(name)}
    assert after.keys() == before.keys()
    assert "site/akn/cn/act/qingshizhengban/2020/4/index.html" in changed
    assert all("2020/4" in name for name in changed)
    assert not build.build(root, lambda _: None, QUICK).products
    made(root)
    clean = root / "clean"
    for name in ("source", "schema"):
        shutil.copytree(root / name, clean / name)
    shutil.copy(root / "mkdocs.yml", clean)
    made(clean)
    assert standing(root) == standing(clean)


def test_a_damaged_cache_is_made_again(root: Path) -> None:
    made(root)
    before = standing(root)
    for file in (root / cache.FOLDER).glob("??/*"):
        file.write_bytes(file.read_bytes()[:-3] + b"xyz")
    shutil.rmtree(root / "site")
    assert not made(root).failed
    assert standing(root) == before


@pytest.mark.slow
def test_a_build_that_is_killed_at_any_moment_is_repaired_by_the_next(root: Path) -> None:
    made(root)
    first = standing(root)
    edit(root, OTHER, "三册", "五册")
    clean = root / "clean"
    for name in ("source", "schema"):
        shutil.copytree(root / name, clean / name)
    shutil.copy(root / "mkdocs.yml", clean)
    made(clean)
    second = standing(clean)
    chance = random.Random(8)  # noqa: S311
    command = [sys.executable, "-c", "from diptych.commands.main import main; main()", "-C", str(root), "build",
               "--without", "pdf", "--without", "search"]
    for _ in range(int(os.environ.get("DIPTYCH_KILLS", "4"))):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
        time.sleep(chance.uniform(0.3, 4))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = standing(root)
        assert all(data in (first.get(name), second.get(name)) for name, data in now.items())
    assert not made(root).failed
    assert standing(root) == second


@pytest.mark.slow
def test_a_quick_build_of_one_work_links_the_works_that_stay_as_they_were(root: Path) -> None:
    shutil.copytree(ROOT / "tests/codes/R037/source/works/cn/tiaoli", root / "source/works/cn/tiaoli")
    whole = build.build(root, lambda _: None, QUICK)
    assert {item.code for item in whole.findings} >= {"R034", "R037"}
    edit(root, "source/works/cn/tiaoli/2022/2", "借书按照", "还书按照")
    quick = build.build(root, lambda _: None, QUICK)
    text = (root / "build/akn/cn/act/tiaoli/2022/2/zho.xml").read_text(encoding="utf-8")
    assert "还书按照" in text
    assert "/akn/cn/act/tiaoli/2021/1/~art_3" in text
    assert {"R034", "R037"} <= {item.code for item in quick.findings}
