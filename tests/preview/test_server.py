"""What an author changed is made at once; what takes longer waits, and gives way."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from diptych.preview.server import Author


def test_what_takes_longer_gives_way_to_what_changed(tmp_path: Path) -> None:
    began = tmp_path / "began"
    command = (sys.executable, "-c", f"import pathlib, time; pathlib.Path({str(began)!r}).touch(); time.sleep(60)")
    times: list[bool] = []
    author = Author(lambda: times.append(author.process is None), command)
    author.changed()
    author.finish()
    process = author.process
    assert process is not None
    while not began.exists():
        time.sleep(0.01)
    author.changed()
    assert process.poll() is not None
    assert times == [True, True]
    author.stop()
    author.finish()
    assert author.process is None
