"""What an earlier build left may have been written by anybody: it leads a build to no file but its own products."""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.build import build, cache, state
from diptych.build.options import Order
from diptych.build.report import Report
from diptych.commands.serve import QUICK
from diptych.files import atomic, manifest, placing
from diptych.files.artifact import Artifact, pack
from diptych.files.checksums import verify
from diptych.files.install import Stage, Wanted
from diptych.files.product_places import ForeignPlaceError

from tests import base
from tests.build.test_safety import LEAN, OTHER, edit

NOTHING = "0" * 64
CHANGE = "三册", "五册"
"""A change of a text."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project, in whose cache all is that the next build needs after a change of a text."""
    root = tmp_path_factory.mktemp("built") / "project"
    base.write_base(root)
    shutil.copytree(root / base.FOLDER, root / OTHER)
    edit(root, OTHER, "〔2020〕3", "〔2020〕4", file="work.toml")
    assert not build.build(root, lambda _: None, LEAN).failed
    for change in (CHANGE, CHANGE[::-1]):
        edit(root, base.FOLDER, *change)
        assert not build.build(root, lambda _: None, LEAN).failed
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A built project, and a file beside it that is no business of a build."""
    (tmp_path / "victim").mkdir()
    (tmp_path / "victim/letter").write_bytes(b"letter")
    return shutil.copytree(built, tmp_path / "project", symlinks=True)


def made(root: Path, order: Order = LEAN) -> Report:
    """A build of a text that has changed; the file beside the project is as it was."""
    edit(root, base.FOLDER, *CHANGE)
    report = build.build(root, lambda _: None, order)
    assert [path.name for path in (root.parent / "victim").iterdir()] == ["letter"]
    assert (root.parent / "victim/letter").read_bytes() == b"letter"
    return report


def codes(report: Report) -> set[str]:
    return {item.code for item in report.findings if item.severity == "error"}


@pytest.mark.parametrize("order", [LEAN, QUICK])
@pytest.mark.parametrize("path", [
    "../victim/letter", "site/../../victim/letter", "/etc/letter", "source/terms.toml", "build/cache/index", "site/./a",
    "site//a", "site/..", "build/pdf/../../mkdocs.yml"])
def test_a_record_names_products_alone(root: Path, path: str, order: Order) -> None:
    record = root / manifest.RECORD
    lines = record.read_text("utf-8").replace("# end\n", f"# {NOTHING} other\n{NOTHING} 6 1 {path}\n# end\n")
    record.write_text(lines, encoding="utf-8")
    before = (root / "source/terms.toml").read_bytes()
    assert codes(made(root, order)) == {"B005"}
    assert (root / "source/terms.toml").read_bytes() == before


@pytest.mark.parametrize("place", ["../victim", "site/../../victim", "source", "build"])
def test_a_state_names_places_of_products_alone(root: Path, place: str) -> None:
    known = state.recall(root)
    folder = base.FOLDER
    wanted = tuple(replace(item, places=(place,)) for item in known.works[folder].wanted)
    spoilt = {**known.works, folder: replace(known.works[folder], wanted=wanted, key="")}
    (root / state.FILE).write_bytes(state.encoded(replace(known, works=spoilt)))
    # A work with an error stays as the state says that it was published.
    edit(root, folder, "（三）丢失", "（五）丢失")
    assert "B005" in codes(made(root))


def test_an_artifact_in_the_cache_has_no_file_elsewhere(root: Path) -> None:
    data = pack(Artifact((("../../victim/letter", b"mine"),)))
    digest = sha256(data).hexdigest()
    (root / cache.FOLDER / digest[:2]).mkdir(exist_ok=True)
    (root / cache.FOLDER / digest[:2] / digest).write_bytes(data)
    index = root / cache.FOLDER / "index"
    lines = [line.split() for line in index.read_text("ascii").splitlines()]
    index.write_text("".join(f"{key} {digest} 0 {turn}\n" for key, _, _, turn in lines), encoding="ascii")
    shutil.rmtree(root / "site")
    build.build(root, lambda _: None, LEAN)
    assert (root.parent / "victim/letter").read_bytes() == b"letter"


@pytest.mark.parametrize("name", ["../../victim/letter", "a/../../b", "", "."])
def test_an_artifact_has_files_below_its_place(name: str, tmp_path: Path) -> None:
    data = pack(Artifact(((name, b"mine"),)))
    stage = Stage(tmp_path / "stage/place", {})
    with pytest.raises(ForeignPlaceError):
        stage.add(Wanted("akn", sha256(data).hexdigest(), ("site",)), data)
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize("file", [state.FILE, manifest.RECORD, placing.JOURNAL, "build/cache/index",
                                  "build/cache/tasks", "SHA256SUMS", "artifacts"])
@pytest.mark.parametrize("damage", [b"", b"\xff" * 300, b"[[[[" * 99_999])
@pytest.mark.slow
def test_damage_to_what_a_build_left_is_mended_or_said(root: Path, file: str, damage: bytes) -> None:
    cached = list((root / cache.FOLDER).glob("??/*"))
    for path in cached if file == "artifacts" else [root / "site" / file if "/" not in file else root / file]:
        path.write_bytes(damage)
    for order in (QUICK, LEAN):
        report = made(root, order) if order is QUICK else build.build(root, lambda _: None, order)
        assert codes(report) <= {"B005"}
    if not codes(report):
        assert verify(str(root / "site")).whole


@pytest.mark.parametrize("name", ["site", "site/akn", "build/akn", "build/cache", "build/cache/00", "build/.before",
                                  "site/akn/cn/act/qingshizhengban/2020/3/~sec_1", "build/published"])
@pytest.mark.parametrize("order", [LEAN, QUICK])
def test_nothing_is_written_or_removed_through_a_link(root: Path, name: str, order: Order) -> None:
    place = root / name
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.symlink_to(root.parent / "victim")
    report = made(root, order)
    assert codes(report) == {"B006"}
    place.unlink()
    assert not build.build(root, lambda _: None, LEAN).failed


@pytest.mark.parametrize("path", ["../victim/letter", "source/terms.toml", "site/../../victim/letter"])
def test_a_journal_names_products_alone(root: Path, path: str) -> None:
    before = (root / "source/terms.toml").read_bytes()
    (root / placing.JOURNAL).write_bytes(f"diptych journal\n+{path}\0".encode())
    assert codes(made(root)) == {"B005"}
    assert (root / "source/terms.toml").read_bytes() == before


def test_an_unfinished_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"letter")
    atomic.unfinished(tmp_path / "a.toml").symlink_to(tmp_path / "letter")
    with pytest.raises(OSError, match="symbolic links"):
        atomic.write(tmp_path / "a.toml", b"mine")
    assert (tmp_path / "letter").read_bytes() == b"letter"
