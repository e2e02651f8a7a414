"""Artifacts of earlier builds: files named by their SHA-256, and an index from the keys of tasks to artifacts.

The index only grows while a build runs, so that a build that is killed leaves a valid cache. An artifact is compared
with its name when it is read; a damaged one counts as absent.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from diptych.build.task import Task
from diptych.build.task_inputs import TaskInputs
from diptych.files import atomic, folders

KEPT: Final = 4
"""Builds for which an artifact stays that none of them used, chosen. More takes more of the disk."""
FOLDER: Final = "build/cache"
"""The folder of the cache in a project."""
_INDEX: Final = "index"
_TASKS: Final = "tasks"


class DamagedError(Exception):
    """An artifact is not what its name says. It is deleted now and must be made again."""


@dataclass
class Cache:
    """A cache in a folder. `turn` counts the builds. `index` has, by the key of a task, the digest of its artifact, the
    number of findings in it, and the turn that last used it. `tasks` are the inputs with which each task was last
    done."""

    folder: Path
    turn: int
    index: dict[str, tuple[str, int, int]]
    tasks: TaskInputs

    def find(self, task: Task) -> tuple[str, int] | None:
        """The digest of the artifact of a task and the number of findings in it, if the cache has it."""
        known = self.index.get(task.key)
        if known is None or not self.holds(known[0]):
            return None
        if known[2] < self.turn - 1:
            # The task was done with other inputs since.
            self.tasks.add(task)
        self.index[task.key] = (known[0], known[1], self.turn)
        return known[:2]

    def before(self, task: Task) -> Mapping[str, str] | None:
        """The marks of the inputs with which a task was last done; None for a new one."""
        return self.tasks.before(task.name)

    def read(self, digest: str) -> bytes:
        """An artifact by its digest. Raises DamagedError."""
        return read(self.folder, digest)

    def put(self, task: Task, data: bytes, findings: int) -> str:
        """Keeps the artifact of a task, which has so many findings; gives its digest."""
        digest = sha256(data).hexdigest()
        file = self._file(digest)
        if not file.exists():
            atomic.write(file, data, durable=False, parents=True)
        self.index[task.key] = (digest, findings, self.turn)
        atomic.append(self.folder / _INDEX, f"{task.key} {digest} {findings} {self.turn}")
        self.tasks.add(task)
        return digest

    def holds(self, digest: str) -> bool:
        """Whether the cache has an artifact."""
        return os.path.exists(f"{self.folder}/{digest[:2]}/{digest}")  # noqa: PTH110 - asked of many

    def use_again(self, digests: Collection[str], since: int) -> None:
        """Notes that this build uses some artifacts, for their tasks that were used in the turn `since` or later."""
        again = {key: known for key, known in self.index.items() if known[2] >= since and known[0] in digests}
        self.index |= {key: (digest, findings, self.turn) for key, (digest, findings, _) in again.items()}

    def close(self, needed: Iterable[str]) -> None:
        """Writes the index anew, and deletes artifacts that the last builds did not use, but for those `needed`."""
        self.index = {key: known for key, known in self.index.items() if known[2] > self.turn - KEPT}
        lines = (f"{key} {digest} {findings} {turn}\n" for key, (digest, findings, turn) in self.index.items())
        atomic.write(self.folder / _INDEX, "".join(lines).encode(), durable=False)
        self.tasks.shorten(self.index.__contains__)
        kept = {known[0] for known in self.index.values()} | set(needed)
        for file in self.folder.glob("??/*"):
            if file.name not in kept:
                folders.delete_file(file)

    def _file(self, digest: str) -> Path:
        return _place(self.folder, digest)


def read(folder: Path, digest: str) -> bytes:
    """An artifact of the cache in a folder by its digest. Raises DamagedError."""
    file = _place(folder, digest)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise DamagedError(digest) from None
    if sha256(data).hexdigest() != digest:
        folders.delete_file(file)
        raise DamagedError(digest)
    return data


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def opened(folder: Path) -> Cache:
    """The cache in a folder, which need not exist."""
    folders.make(folder)
    index: dict[str, tuple[str, int, int]] = {}
    for line in _lines(folder / _INDEX):
        parts = line.split()
        if len(parts) == 4 and len(parts[1]) == len(parts[0]) == 64 and parts[2].isdigit() and parts[3].isdigit():
            index[parts[0]] = (parts[1], int(parts[2]), int(parts[3]))
    turn = max((known[2] for known in index.values()), default=0) + 1
    return Cache(folder, turn, index, TaskInputs(folder / _TASKS))


def sweep(folder: Path) -> None:
    """Deletes all artifacts of a cache that are not what their names say."""
    for file in folder.glob("??/*"):
        if sha256(file.read_bytes()).hexdigest() != file.name:
            folders.delete_file(file)


def forget(folder: Path) -> None:
    """Makes a cache forget which artifact is that of which task, where one is of another kind than its task's."""
    folders.delete_file(folder / _INDEX)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
