"""Measures a command: wall seconds, processor seconds, and the most memory of all its processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_EVERY = 0.2
"""Seconds between two looks at all processes, chosen: a look takes milliseconds for each gigabyte."""


def run(command: Sequence[str], cores: int | None = None) -> dict[str, float]:
    """`wall` and `processor` in seconds and `memory` in MB of a command on `cores` cores; the command must succeed.

    Memory that several processes share counts once (the PSS of proc(5)).
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    pinned = ["taskset", "--cpu-list", f"0-{cores - 1}", *command] if cores else command
    process = subprocess.Popen(pinned, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    most = [0]
    watcher = threading.Thread(target=_watch, args=(process.pid, most), daemon=True)
    watcher.start()
    code = process.wait()
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return {"wall": wall, "memory": most[0] / 1e6,
            "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def _watch(process: int, most: list[int]) -> None:
    while held := sum(map(_held, _tree(process))):
        most[0] = max(most[0], held)
        time.sleep(_EVERY)


def _tree(process: int) -> Iterator[int]:
    """A process and its descendants."""
    yield process
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = tasks.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _held(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
