"""The inputs with which each task was last done ⇄ a file of a line a task, which grows as tasks are done.

The inputs of many works are too large to keep in memory, and are asked for only where a task must be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from diptych.build.task import Task
from diptych.files import atomic

_GROWN: Final = 2
"""Lines for each task from which on the file is written anew, chosen. Raised, it takes more of the disk."""


class DoneTask(NamedTuple):
    """A line of the file: the name of a task, its key, and the marks of its inputs."""

    name: str
    key: str
    marks: Mapping[str, str]


_LINES: Final = msgspec.json.Decoder(DoneTask)


@dataclass
class TaskInputs:
    """A file of the inputs of tasks. `places` has the byte at which the last line of a task begins, by the hash of its
    name, once a task was asked for; `lines` is how many the file had then."""

    file: Path
    places: dict[int, int] | None = None
    lines: int = 0

    def add(self, task: Task) -> None:
        """Notes the inputs of a task that is done."""
        atomic.append(self.file, msgspec.json.encode((task.name, task.key, task.marks)).decode())

    def before(self, name: str) -> Mapping[str, str] | None:
        """The marks of the inputs with which a task was last done before this build; None for a new or damaged one."""
        if self.places is None:
            self.places = self._places()
        place = self.places.get(hash(name))
        if place is None:
            return None
        with self.file.open("rb") as file:
            file.seek(place)
            line = _decoded(file.readline())
        return line.marks if line and line.name == name else None

    def shorten(self, is_known: Callable[[str], bool]) -> None:
        """Writes the file anew if most of its lines are of no use: the last line of each task whose key is known."""
        if self.places is not None and self.lines > _GROWN * len(self.places):
            last = set(self._places().values())
            kept = (data for place, data in self._read() if place in last
                    if (line := _decoded(data)) and is_known(line.key))
            atomic.write_pieces(self.file, kept)

    def _places(self) -> dict[int, int]:
        """Where the last line of each task begins."""
        places, self.lines = dict[int, int](), 0
        for place, data in self._read():
            self.lines += 1
            line = _decoded(data)
            if line:
                places[hash(line.name)] = place
        return places

    def _read(self) -> Iterator[tuple[int, bytes]]:
        """The lines of the file, each with the byte at which it begins."""
        try:
            with self.file.open("rb") as file:
                place = 0
                for data in file:
                    yield place, data
                    place += len(data)
        except OSError:
            return


def _decoded(data: bytes) -> DoneTask | None:
    """A line; None for a damaged one."""
    try:
        return _LINES.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
