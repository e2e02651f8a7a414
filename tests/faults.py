"""A command whose nth step on the disk fails or is its last, and what is left of its work after a loss of power.

A step is a file opened to be written, a flush, a rename, a link, a folder made, a file or folder removed, below a root.
After a loss of power nothing is there that was not flushed: neither bytes of files nor entries of folders.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.loaded_commands import ROOT, Loaded

_HOOK = """
import json, os, resource, signal, sys
WRITING = os.O_WRONLY | os.O_RDWR
seen = 0
def step(kind, *names):
    global seen
    paths = [os.path.join(os.getcwd(), os.fsdecode(name)) for name in names]
    passed = fault == "full" or fault == "kill for good" and kind not in ("fsync", "rename")
    if not f"{paths[-1]}/".startswith(root) or passed:
        return
    seen += 1
    if seen == moment and fault == "fail":
        raise OSError(28, "No space left on device", paths[-1])
    if seen == moment and fault.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    os.write(log, (json.dumps([kind, *paths]) + "\\n").encode())
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] and arguments[2] & WRITING:
        step("write", arguments[0])
    elif event in ("os.rename", "os.link"):
        step(event[3:], *arguments[:2])
    elif event in ("os.mkdir", "os.remove", "os.rmdir") and arguments[-1] == -1:
        step(event[3:], arguments[0])
flush = os.fsync
def fsync(handle):
    step("fsync", os.readlink(f"/proc/self/fd/{handle}"))
    return flush(handle)
os.fsync = fsync
flush_all = os.sync
def sync():
    step("sync", root)
    return flush_all()
os.sync = sync
"""
_ARMED = f"""
{_HOOK}
root, fault, moment, name = {{}}
log = os.open(name, os.O_WRONLY | os.O_CREAT)
if fault == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (moment, resource.RLIM_INFINITY))
sys.addaudithook(hook)
"""
"""What the process of a command does first: `fail` and `kill` at the nth step, `kill for good` at the nth flush or
rename, `full` where a file gets longer than n bytes."""
_FORKED = f"""
{_HOOK}
from pathlib import Path
from diptych.build import build
from diptych.build.options import Order
root, fault, moment, log = sys.argv[1], "none", 0, -1
def made(order):
    return build.build(Path(root), lambda _: None, order)
def order(without, keep):
    return Order(without=frozenset(without), keep=keep)
for line in sys.stdin:
    fault, moment, name, without, keep = json.loads(line)
    child = os.fork() if fault != "warm" else 0
    if child == 0:
        seen, log = 0, os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        if fault != "warm":
            sys.addaudithook(hook)
        try:
            report = made(order(without, keep))
            said = " ".join(item.code for item in report.findings if item.severity == "error")
        except BaseException as error:
            said = "Traceback " + repr(error)
        if fault != "warm":
            os.write(1, (said + "\\n").encode())
            os._exit(1 if said else 0)
        status = 0
        os.write(1, b"\\n")
    else:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.write(1, (str(status) + "\\n").encode())
"""
"""A process that has all loaded, and makes a copy of itself for each build with a fault."""


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it said, and the steps that it took."""

    status: int
    said: str
    steps: tuple[tuple[str, ...], ...]


def run(loaded: Loaded, root: Path, fault: str, moment: int, *words: object) -> Ran:
    """Runs a command on a project with a fault at a moment; a moment of 0 never comes."""
    log = root.parent / f"{root.name}.log"
    log.unlink(missing_ok=True)
    before = _ARMED.replace("{}", repr((f"{root}/", fault, moment, str(log))))
    # Nothing but the English words and the libraries of this process.
    environment = {"PYTHONPATH": os.pathsep.join(("pipeline", *filter(None, [os.environ.get("PYTHONPATH")]))),
                   "PATH": os.environ["PATH"]}
    status, said = loaded.run(ROOT, "-C", root, *words, environment=environment, before=before)
    return Ran(status, said, _steps(log))


def _steps(log: Path) -> tuple[tuple[str, ...], ...]:
    """The steps that a log tells; none if it was not begun."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return tuple(tuple(json.loads(line)) for line in lines)


class Builds:
    """Builds of one project with faults, each in a process of its own that has all loaded. `warm` is a build without
    fault, which is done first."""

    def __init__(self, root: Path, without: Sequence[str]) -> None:
        self.root, self.without = root, list(without)
        self.log = root.parent / f"{root.name}.log"
        self.process = subprocess.Popen(
            [sys.executable, "-c", _FORKED, f"{root}/"], cwd=ROOT, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "pipeline"})

    def run(self, fault: str, moment: int = 0, *, keep: bool = False) -> Ran:
        """A build whose nth step fails or is its last; a moment of 0 never comes."""
        assert self.process.stdin
        assert self.process.stdout
        self.log.unlink(missing_ok=True)
        self.process.stdin.write(json.dumps([fault, moment, str(self.log), self.without, keep]) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        status = said if said.strip().lstrip("-").isdigit() else self.process.stdout.readline()
        return Ran(int(status), said.strip(), _steps(self.log))

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()


def files(root: Path) -> dict[str, bytes]:
    """The files below a root, by name."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def lose_power(root: Path, before: Path, steps: tuple[tuple[str, ...], ...]) -> None:
    """Leaves below `root` only what the steps had flushed; `before` is a copy of it from before the steps.

    A file whose bytes were not flushed is empty. An entry of a folder that was not flushed is not there, and a renamed
    file is at its old place: as POSIX allows.
    """
    flushed, pending = dict[str, bool](), list[tuple[str, ...]]()
    for step in steps:
        flushed, pending = _unflushed(flushed, pending, *step)
    for name in (Path(name) for name, whole in flushed.items() if not whole):
        if name.is_file():
            name.write_bytes(b"")
    for kind, *paths in reversed(pending):
        _undo(root, before, kind, *map(Path, paths))


def _unflushed(flushed: dict[str, bool], pending: list[tuple[str, ...]], kind: str, *paths: str) -> tuple[
        dict[str, bool], list[tuple[str, ...]]]:
    """Which files are flushed and which steps are not, after one step more."""
    path = paths[-1]
    if kind == "sync":
        return dict.fromkeys(flushed, True), []
    if kind == "fsync" and path in flushed:
        return {**flushed, path: True}, pending
    if kind == "fsync":
        return flushed, [step for step in pending if str(Path(step[-1]).parent) != path]
    if kind == "rename":
        moved = [tuple(_moved(name, *paths) for name in step) for step in pending]
        return {_moved(name, *paths): whole for name, whole in flushed.items()}, [*moved, (kind, *paths)]
    if kind == "write":
        return {**flushed, path: False}, [*pending, (kind, path)]
    return flushed, [*pending, ("write" if kind == "link" else kind, path)] if kind in ("link", "mkdir") else pending


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
