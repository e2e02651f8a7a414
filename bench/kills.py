"""Kills builds at random moments and builds again: `python -m bench.kills 50` must find the same bytes every time.

The counts are in bench/results/kills.json.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from diptych.build.options import FOLDERS

from bench import corpus
from bench.build import machine
from bench.scale import LEAN, change

RESULT = Path(__file__).parent / "results/kills.json"
WORKS = 9
"""Works of the project (chosen): enough for the build to use several processes."""
COMMAND = (sys.executable, "-m", "diptych.commands.main", "-C")


def main() -> None:
    """Half of the killed builds begin from nothing, half from a build before a clause was changed. In every third only
    the parent process is killed."""
    count, chance = int(sys.argv[1]), random.Random(8)  # noqa: S311 - the same each time
    with tempfile.TemporaryDirectory() as name:
        source, built, clean = (Path(name) / one for one in ("source", "built", "clean"))
        corpus.make(source, WORKS)
        shutil.copytree(source, built)
        finish(built)
        for root in (source, built):
            change(min((root / "source/works").rglob("work.toml")).parent)
        shutil.copytree(source, clean)
        began = time.monotonic()
        finish(clean)
        longest, whole = time.monotonic() - began, standing(clean)
        assert whole
        for number in range(count):
            root = Path(name) / "killed"
            shutil.copytree(built if number % 2 else source, root)
            kill(root, chance.uniform(0, longest), alone=number % 3 == 0)
            finish(root)
            if standing(root) != whole:
                raise SystemExit(f"build {number} was not repaired: {root}")
            shutil.rmtree(root)
            print(f"{number + 1} of {count}", flush=True)
    told = {"machine": machine(), "works": WORKS, "kills": count, "same bytes": count}
    RESULT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def kill(root: Path, seconds: float, *, alone: bool) -> None:
    """Begins a build and kills it after `seconds`: all its processes, or the parent alone."""
    process = subprocess.Popen([*COMMAND, str(root), "build", *LEAN], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    if alone:
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def finish(root: Path) -> None:
    """Builds without a kill."""
    subprocess.run([*COMMAND, str(root), "build", *LEAN], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def standing(root: Path) -> Mapping[str, str]:
    """The digest of every published file."""
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest() for folder in FOLDERS
            for path in (root / folder).rglob("*") if path.is_file()}


if __name__ == "__main__":
    main()
