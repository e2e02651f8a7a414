"""A command whose nth step on the disk fails or is its last, and what is left of its work after a loss of power.

A step is a file opened to be written, a flush, a rename, a folder made, a file or folder removed, below a root. After a
loss of power nothing is there that was not flushed: neither bytes of files nor entries of folders.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

_PROGRAM = """
import json, os, resource, signal, sys
root, fault, moment, log = sys.argv[1], sys.argv[2], int(sys.argv[3]), os.open(sys.argv[4], os.O_WRONLY | os.O_CREAT)
WRITING = os.O_WRONLY | os.O_RDWR
seen = 0
def step(kind, *names):
    global seen
    paths = [os.path.join(os.getcwd(), os.fsdecode(name)) for name in names]
    if not f"{paths[-1]}/".startswith(root) or fault == "full":
        return
    seen += 1
    if seen == moment and fault == "fail":
        raise OSError(28, "No space left on device", paths[-1])
    if seen == moment and fault == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    os.write(log, (json.dumps([kind, *paths]) + "\\n").encode())
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] and arguments[2] & WRITING:
        step("write", arguments[0])
    elif event == "os.rename":
        step("rename", *arguments[:2])
    elif event in ("os.mkdir", "os.remove", "os.rmdir") and arguments[-1] == -1:
        step(event[3:], arguments[0])
flush = os.fsync
def fsync(handle):
    step("fsync", os.readlink(f"/proc/self/fd/{handle}"))
    return flush(handle)
os.fsync = fsync
from diptych.commands.main import main
if fault == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (moment, resource.RLIM_INFINITY))
sys.addaudithook(hook)
main(sys.argv[5:])
"""
"""A command with faults: `fail` and `kill` at the nth step, `full` where a file gets longer than n bytes."""


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it said, and the steps that it took."""

    status: int
    said: str
    steps: tuple[tuple[str, ...], ...]


def run(root: Path, fault: str, moment: int, *words: object) -> Ran:
    """Runs a command on a project with a fault at a moment; a moment of 0 never comes."""
    log = root.parent / f"{root.name}.log"
    log.unlink(missing_ok=True)
    command = [sys.executable, "-c", _PROGRAM, f"{root}/", fault, str(moment), str(log), "-C", str(root),
               *map(str, words)]
    # Nothing but the English words and the libraries of this process.
    environment = {"PYTHONPATH": os.pathsep.join(("pipeline", *filter(None, [os.environ.get("PYTHONPATH")]))),
                   "PATH": os.environ["PATH"]}
    ran = subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=environment, timeout=300)
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return Ran(ran.returncode, (ran.stdout + ran.stderr).decode(), tuple(tuple(json.loads(line)) for line in lines))


def files(root: Path) -> dict[str, bytes]:
    """The files below a root, by name."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def lose_power(root: Path, before: Path, steps: tuple[tuple[str, ...], ...]) -> None:
    """Leaves below `root` only what the steps had flushed; `before` is a copy of it from before the steps.

    A file whose bytes were not flushed is empty. An entry of a folder that was not flushed is not there, and a renamed
    file is at its old place: as POSIX allows.
    """
    flushed, pending = dict[str, bool](), list[tuple[str, ...]]()
    for kind, *paths in steps:
        path = paths[-1]
        if kind == "write":
            flushed[path] = False
            pending.append(("write", path))
        elif kind == "fsync" and path in flushed:
            flushed[path] = True
        elif kind == "fsync":
            pending = [step for step in pending if str(Path(step[-1]).parent) != path]
        elif kind == "rename":
            flushed = {_moved(name, *paths): whole for name, whole in flushed.items()}
            pending = [tuple(_moved(name, *paths) for name in step) for step in pending]
            pending.append(("rename", *paths))
        elif kind == "mkdir":
            pending.append(("mkdir", path))
    for name in (Path(name) for name, whole in flushed.items() if not whole):
        if name.is_file():
            name.write_bytes(b"")
    for kind, *paths in reversed(pending):
        _undo(root, before, kind, *map(Path, paths))


def _moved(name: str, old: str, new: str) -> str:
    """Where a file is after a rename of it, or of a folder around it."""
    return new + name.removeprefix(old) if name == old or name.startswith(f"{old}/") else name


def _undo(root: Path, before: Path, kind: str, *paths: Path) -> None:
    """Takes back a step whose folder was not flushed."""
    path, known = paths[-1], before / paths[-1].relative_to(root)
    if kind == "rename" and path.exists():
        paths[0].parent.mkdir(parents=True, exist_ok=True)
        path.rename(paths[0])
    elif kind in ("write", "mkdir") and path.exists() and not known.exists():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if kind == "rename" and known.is_file():
        shutil.copy(known, path)
