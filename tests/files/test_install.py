"""What is put in place is whole at every moment, and what another build left half done is mended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.files import install
from diptych.files import manifest as standing_
from diptych.files.artifact import Artifact, pack
from diptych.files.install import Ground, Stage, Wanted
from diptych.files.manifest import Record

FIRST = {"akn": {"zho.xml": b"one", "kor.xml": b"two"}, "pages": {"x/index.html": b"page", "~a/index.html": b"way"}}
SECOND = {"akn": {"zho.xml": b"one", "kor.xml": b"TWO"}, "pages": {"x/index.html": b"PAGE", "y/index.html": b"new"}}
Bundles = Mapping[str, Mapping[str, bytes]]


class Killed(BaseException):
    """The end of a process in the middle of its work."""


def publish(root: Path, bundles: Bundles) -> None:
    (root / "build").mkdir(exist_ok=True)
    stage = root / f"stage-{len(list(root.glob('stage-*')))}"
    packed = {name: pack(Artifact(tuple(files.items()))) for name, files in bundles.items()}
    made = {sha256(data).hexdigest(): data for data in packed.values()}
    wanted = [Wanted(name, sha256(data).hexdigest(), ("site",)) for name, data in packed.items()]
    record = standing_.recorded(root)
    ground = Ground(root, ("site",), Stage(stage, record), made.__getitem__, listing)
    install.publish(ground, record, wanted)


def listing(record: Record) -> tuple[tuple[str, Iterable[bytes]], ...]:
    files = sorted(file for entry in record.values() for file in entry.files)
    return (("site/LIST", (f"{file.path} {file.sha256}\n".encode() for file in files)),)


def standing(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root / "site").as_posix(): path.read_bytes()
            for path in sorted((root / "site").rglob("*")) if path.is_file()}


def files(bundles: Bundles) -> dict[str, bytes]:
    return {name: data for made in bundles.values() for name, data in made.items()}


def test_what_is_wanted_stands_and_nothing_else(tmp_path: Path) -> None:
    for bundles in (FIRST, SECOND, FIRST):
        (tmp_path / "site/stray").mkdir(parents=True, exist_ok=True)
        (tmp_path / "site/stray/left.html").write_bytes(b"x")
        publish(tmp_path, bundles)
        there = standing(tmp_path)
        there.pop("LIST")
        assert there == files(bundles)
        assert not (tmp_path / "site/stray").exists()


def test_an_unchanged_file_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, FIRST)
    before = (tmp_path / "site/zho.xml").stat().st_ino
    publish(tmp_path, SECOND)
    assert (tmp_path / "site/zho.xml").stat().st_ino == before


@pytest.mark.parametrize("moment", range(5))
def test_a_build_that_is_killed_while_it_renames_is_mended_by_the_next(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    publish(tmp_path, FIRST)
    count = iter(range(100))
    rename = os.replace

    def killing(source: str, target: str | Path) -> None:
        if next(count) == moment:
            raise Killed
        rename(source, target)

    monkeypatch.setattr(os, "replace", killing)
    with suppress(Killed):
        publish(tmp_path, SECOND)
    monkeypatch.undo()
    both = [files(FIRST), files(SECOND)]
    assert all(data in [one.get(name) for one in both] for name, data in standing(tmp_path).items() if name != "LIST")
    publish(tmp_path, SECOND)
    clean = tmp_path / "clean"
    clean.mkdir()
    publish(clean, SECOND)
    assert standing(tmp_path) == standing(clean)


@pytest.mark.parametrize("spoil", ["alter", "remove", "add", "touch"])
def test_what_somebody_else_did_to_a_file_is_seen_and_undone(tmp_path: Path, spoil: str) -> None:
    publish(tmp_path, FIRST)
    assert standing_.whole(tmp_path, standing_.recorded(tmp_path), ("site",))
    file = tmp_path / "site/zho.xml"
    if spoil == "alter":
        file.write_bytes(b"eno")
    elif spoil == "remove":
        file.unlink()
    elif spoil == "touch":
        os.utime(file, (1, 1))
    else:
        (tmp_path / "site/~b").mkdir()
    assert standing_.whole(tmp_path, standing_.recorded(tmp_path), ("site",)) is (spoil == "touch")
    publish(tmp_path, FIRST)
    assert {name: data for name, data in standing(tmp_path).items() if name != "LIST"} == files(FIRST)


@pytest.mark.parametrize("torn", [0, 10, 60, 200])
def test_a_torn_record_only_costs_another_look(tmp_path: Path, torn: int) -> None:
    publish(tmp_path, FIRST)
    record = tmp_path / standing_.RECORD
    record.write_bytes(record.read_bytes()[:torn])
    publish(tmp_path, SECOND)
    assert {name: data for name, data in standing(tmp_path).items() if name != "LIST"} == files(SECOND)


def test_a_listing_that_stays_the_same_is_not_put_in_place_again(tmp_path: Path) -> None:
    publish(tmp_path, FIRST)
    before = (tmp_path / "site/LIST").stat()
    publish(tmp_path, FIRST)
    assert (tmp_path / "site/LIST").stat() == before
    publish(tmp_path, SECOND)
    assert (tmp_path / "site/LIST").stat().st_ino != before.st_ino


def test_few_artifacts_wait_for_the_writer(tmp_path: Path) -> None:
    packed = pack(Artifact((("a", b"one"),)))
    with ThreadPoolExecutor(1) as writer:
        stage, waiting = Stage(tmp_path, {}, writer), list[int]()
        for number in range(200):
            stage.send(Wanted(f"akn {number}", sha256(packed).hexdigest(), (f"site/{number}",)), packed)
            waiting.append(len(stage.sent))
        stage.settle()
    assert max(waiting) == 50
    assert len(stage.artifacts) == len(list((tmp_path / "site").iterdir())) == 200


def replace(path: Path) -> None:
    (path.parent / "new").write_bytes(b"WAY")
    (path.parent / "new").replace(path)


def in_a_file(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"way")


@pytest.mark.parametrize("size", [0, 1 << 40])
@pytest.mark.parametrize("change", [Path.unlink, replace, in_a_file])
def test_a_changed_permalink_is_put_in_order(change: Callable[[Path], None], size: int, tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_, "_LARGE_FROM", size)
    publish(tmp_path, FIRST)
    change(tmp_path / "site/~a/index.html")
    publish(tmp_path, FIRST)
    assert standing(tmp_path)["~a/index.html"] == b"way"


@pytest.mark.parametrize(("size", "seen"), [(0, []), (1 << 40, ["site/~a/index.html"])])
def test_the_permalinks_of_a_large_manifest_are_compared_by_their_folders(
        size: int, seen: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_, "_LARGE_FROM", size)
    publish(tmp_path, FIRST)
    (tmp_path / "site/~a/index.html").write_bytes(b"WAY")
    assert changed(tmp_path) == seen
    (tmp_path / "site/x/index.html").write_bytes(b"PAGE")
    assert changed(tmp_path) == ["site/x/index.html", "site/~a/index.html"]


def changed(root: Path) -> list[str]:
    return sorted(path for entry in standing_.recorded(root).values() for path in entry.lost)
