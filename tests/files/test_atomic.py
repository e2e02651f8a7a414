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
