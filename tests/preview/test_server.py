"""What an author changed is made at once; what takes longer waits, and gives way."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from diptych.preview.server import Author

from tests.waiting import SECONDS


def until_begun(process: subprocess.Popen[bytes], began: Path) -> None:
    """Waits until a process has made its file; fails if it ends before, or takes longer than SECONDS."""
    deadline = time.monotonic() + SECONDS
    while not began.exists():
        assert process.poll() is None, "the command ended without its work"
        assert time.monotonic() < deadline, "the command did not begin"
        time.sleep(0.01)


def test_what_takes_longer_gives_way_to_what_changed(tmp_path: Path) -> None:
    began = tmp_path / "began"
    command = (sys.executable, "-c", f"import pathlib, time; pathlib.Path({str(began)!r}).touch(); time.sleep(60)")
    times: list[bool] = []
    author = Author(lambda: times.append(author.process is None), command)
    author.changed()
    author.finish()
    process = author.process
    assert process is not None
    until_begun(process, began)
    author.changed()
    assert process.poll() is not None
    assert times == [True, True]
    author.stop()
    author.finish()
    assert author.process is None
