"""The names and digests of the files of a site, in the order of their names, on disk: there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_END: Final = "\0"
"""What ends a name: no file has it in its name, and it comes before all other bytes."""
_AT_ONCE: Final = 200_000
"""Files that are sorted at once, chosen: some 40 MB. Raised, it takes more memory; lowered, more files to merge."""


@dataclass(frozen=True, slots=True)
class ListedFiles:
    """Files: a file with a line for each, its name and its SHA-256; `more` take the place of those of their names.
    UTF-8 keeps the order of names."""

    lines: Path
    more: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The name and the SHA-256 of each file."""
        waiting = sorted(self.more.items(), reverse=True)
        for line in _read(self.lines):
            name, _, sha = line.decode().partition(_END)
            while waiting and waiting[-1][0] < name:
                yield waiting.pop()
            if name not in self.more:
                yield name, sha[:-1]
        yield from reversed(waiting)

    def with_files(self, files: Iterable[tuple[str, str]]) -> ListedFiles:
        """The same files and some others by name and SHA-256, which take the place of those of their names."""
        return ListedFiles(self.lines, {**self.more, **dict(files)})


def listed_files(files: Iterable[tuple[bytes, bytes]], folder: Path) -> ListedFiles:
    """Files by name and SHA-256, in any order. Their lines are kept in a folder of the caller's."""
    lines = (b"%s\0%s\n" % file for file in files)
    parts = [_written(sorted(part), folder / f"listed-{number}")
             for number, part in enumerate(iter(lambda: list(islice(lines, _AT_ONCE)), []))]
    return ListedFiles(parts[0] if len(parts) == 1 else _written(merge(*map(_read, parts)), folder / "listed"))


@contextmanager
def listed_for_a_while(files: Iterable[tuple[bytes, bytes]]) -> Iterator[ListedFiles]:
    """As `listed_files`; the lines are where the system has temporary files, and are deleted at the end."""
    with TemporaryDirectory() as folder:
        yield listed_files(files, Path(folder))


def _written(lines: Iterable[bytes], path: Path) -> Path:
    with path.open("wb") as file:
        file.writelines(lines)
    return path


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
