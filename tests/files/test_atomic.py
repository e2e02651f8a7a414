"""A file is written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from diptych.files import atomic

KILLED = """
import os, signal, sys
from pathlib import Path
from diptych.files import atomic
setattr(os, sys.argv[1], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
atomic.write(Path(sys.argv[2]), b"new" * 100_000)
"""


def test_a_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    atomic.write(file, b"new")
    assert file.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


@pytest.mark.parametrize("durable", [True, False])
def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, durable: bool) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        atomic.write(file, b"new", durable=durable)
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


@pytest.mark.parametrize("moment", ["fsync", "never"])
def test_a_killed_write_leaves_the_old_file(tmp_path: Path, moment: str) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    ran = subprocess.run([sys.executable, "-c", KILLED, moment, str(file)], check=False)
    assert ran.returncode == -9
    assert file.read_bytes() == b"old"
    atomic.write(file, b"newer")
    assert file.read_bytes() == b"newer"
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_a_folder_is_made_with_all_its_files_or_not_at_all(tmp_path: Path) -> None:
    files, stage = [("a.toml", b"a"), ("b.txt", b"b")], tmp_path / ".new"
    stage.mkdir()
    (stage / "left").write_bytes(b"by a process that was killed")
    atomic.write_folder(tmp_path / "x/7", files, stage)
    assert {path.name: path.read_bytes() for path in (tmp_path / "x/7").iterdir()} == dict(files)
    with pytest.raises(OSError, match="not empty"):
        atomic.write_folder(tmp_path / "x/7", [("a.toml", b"c")], stage)
    assert (tmp_path / "x/7/a.toml").read_bytes() == b"a"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_what_a_killed_write_left_is_discarded(tmp_path: Path) -> None:
    atomic.unfinished(tmp_path / "a.xml").write_bytes(b"part")
    for _ in range(2):
        atomic.discard(tmp_path / "a.xml")
    assert not list(tmp_path.iterdir())


def test_a_removed_file_takes_empty_folders_with_it(tmp_path: Path) -> None:
    for name in ("a/b/c.txt", "a/d.txt"):
        atomic.write(tmp_path / name, b"", parents=True)
    atomic.remove(tmp_path / "a/b/c.txt", above=tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "d.txt"]
    atomic.remove(tmp_path / "a/d.txt", above=tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert tmp_path.is_dir()


def test_new_files_are_added_all_or_none(tmp_path: Path) -> None:
    root, files = tmp_path / "a/project", [("one.toml", b"1"), ("source/two.toml", b"2")]
    atomic.add_files(root, files, root / ".new")
    assert {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()} == dict(
        files)
    with pytest.raises(FileExistsError):
        atomic.add_files(root, [("x/three.toml", b"3"), ("one.toml", b"4")], root / ".new")
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*")) == [
        "one.toml", "source", "source/two.toml"]
    assert (root / "one.toml").read_bytes() == b"1"


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        atomic.add_files(tmp_path, [("a.toml", b"1")], tmp_path / ".new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_of_files_that_cannot_be_added_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"a file in the place of a folder")
    with pytest.raises(OSError, match="source"):
        atomic.add_files(tmp_path, [("a.toml", b"1"), ("source/b.toml", b"2")], tmp_path / ".new")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]
    with pytest.raises(OSError, match="source"):
        atomic.add_files(tmp_path / "source/new", [("a.toml", b"1")], tmp_path / "source/new/.new")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]
