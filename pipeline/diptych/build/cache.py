"""What was made before: bundles in plain files named by their SHA-256, and an index from keys of tasks to bundles.

A file is written beside and then renamed, the index only grows while a build runs: a process that is killed leaves
nothing that is half there. What is read is held against its name, and what is damaged is not there.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from diptych.build.task import Task

KEPT: Final = 4
"""How many builds a file stays that none of them used."""
_INDEX: Final = "index"
_TASKS: Final = "tasks.json"


class DamagedError(Exception):
    """A file of the cache is not what its name says; it is gone now, and what it held must be made again."""


@dataclass
class Cache:
    """A cache in a folder. `turn` counts the builds; `index` gives the bundle of a key, how many findings are in it,
    and the turn that last used it; `tasks` are the inputs with which each task was last done."""

    folder: Path
    turn: int
    index: dict[str, tuple[str, int, int]]
    tasks: dict[str, Mapping[str, str]]
    done: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, task: Task) -> tuple[str, int] | None:
        """The digest of the bundle that a task makes and the number of findings in it, if it is here."""
        self.done[task.name] = task.inputs
        known = self.index.get(task.key)
        if known is None or not self.holds(known[0]):
            return None
        self.index[task.key] = (known[0], known[1], self.turn)
        return known[:2]

    def read(self, digest: str) -> bytes:
        """A bundle by its digest."""
        try:
            data = self._file(digest).read_bytes()
        except FileNotFoundError:
            raise DamagedError(digest) from None
        if sha256(data).hexdigest() != digest:
            self._file(digest).unlink()
            raise DamagedError(digest)
        return data

    def put(self, task: Task, data: bytes, findings: int) -> str:
        """Keeps what a task made, with so many findings; gives its digest."""
        digest = sha256(data).hexdigest()
        file = self._file(digest)
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = self.folder / f"new-{os.getpid()}"
            beside.write_bytes(data)
            beside.replace(file)
        self.index[task.key] = (digest, findings, self.turn)
        with (self.folder / _INDEX).open("a", encoding="ascii") as index:
            index.write(f"{task.key} {digest} {findings} {self.turn}\n")
        return digest

    def holds(self, digest: str) -> bool:
        """Whether a bundle is here."""
        return os.path.exists(f"{self.folder}/{digest[:2]}/{digest}")  # noqa: PTH110 - asked of many

    def close(self, needed: Iterable[str]) -> None:
        """Writes down what this build used, and takes away what the last builds did not, but for the bundles needed."""
        self.index = {key: known for key, known in self.index.items() if known[2] > self.turn - KEPT}
        lines = (f"{key} {digest} {findings} {turn}\n" for key, (digest, findings, turn) in self.index.items())
        _replace(self.folder / _INDEX, "".join(lines).encode())
        _replace(self.folder / _TASKS, json.dumps(self.done, separators=(",", ":")).encode())
        kept = {known[0] for known in self.index.values()} | set(needed)
        for file in (*self.folder.glob("??/*"), *self.folder.glob("new-*")):
            if file.name not in kept:
                file.unlink(missing_ok=True)

    def _file(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def opened(folder: Path) -> Cache:
    """The cache in a folder, which need not be there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    index: dict[str, tuple[str, int, int]] = {}
    for line in _lines(folder / _INDEX):
        parts = line.split()
        if len(parts) == 4 and len(parts[1]) == len(parts[0]) == 64 and parts[2].isdigit() and parts[3].isdigit():
            index[parts[0]] = (parts[1], int(parts[2]), int(parts[3]))
    try:
        tasks = json.loads((folder / _TASKS).read_bytes())
    except (OSError, ValueError):
        tasks = {}
    turn = max((known[2] for known in index.values()), default=0) + 1
    return Cache(folder, turn, index, tasks if isinstance(tasks, dict) else {})


def sweep(folder: Path) -> None:
    """Takes away every file of a cache that is not what its name says."""
    for file in folder.glob("??/*"):
        if sha256(file.read_bytes()).hexdigest() != file.name:
            file.unlink()


@contextmanager
def lock(folder: Path) -> Iterator[bool]:
    """Holds a folder locked as long as this process lives; gives False where another process holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []


def _replace(file: Path, data: bytes) -> None:
    beside = file.with_name(f"new-{file.name}")
    beside.write_bytes(data)
    beside.replace(file)
