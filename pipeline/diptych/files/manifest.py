"""The install manifest: which files a build wrote, and which of them are unchanged on disk.

It is put in place together with them (placing.py), so that their sizes and times are enough to compare.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from diptych.files import product_places
from diptych.files.product_places import ForeignPlaceError, LinkError

RECORD: Final = "build/published"
_LINE: Final = re.compile(r"^(\w+) (\d+) (\d+) (.+)\n", re.MULTILINE)
_FOREIGN: Final = re.compile(rf"^\w+ \d+ \d+ ((?!(?:{'|'.join(product_places.FOLDERS)})/)[^\n]+)$", re.MULTILINE)
"""Pattern of a line on a file that cannot be a product; all lines of a manifest are looked at in one go."""
_STEPS: Final = ("/../", "/./", "//", "/..\n", "/.\n", "/\n")
"""Parts of paths that no product has."""


class Placed(NamedTuple):
    """An installed file: its path, the SHA-256 of its bytes, its size in bytes, and its time of modification in
    nanoseconds. There are many of them."""

    path: str
    sha256: str
    size: int
    time: int


@dataclass(frozen=True)
class Installed:
    """An installed artifact: its digest together with its places, a line for each of its files, and the paths of those
    that have changed on disk."""

    digest: str
    lines: str
    lost: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[Placed, ...]:
        """The files, parsed whenever they are asked for: those of many works are too large to keep."""
        return tuple(Placed(path, digest, int(size), int(time))
                     for digest, size, time, path in _LINE.findall(self.lines))


Record = Mapping[str, Installed]
"""The installed artifacts, by the names of their tasks."""


def installed(digest: str, files: Iterable[Placed], lost: tuple[str, ...] = ()) -> Installed:
    """An artifact whose files are in their places."""
    return Installed(digest, "".join(f"{file.sha256} {file.size} {file.time} {file.path}\n" for file in files), lost)


def recorded(root: Path, *, trusted: bool = False) -> Record:
    """The manifest of the last build, compared with the files on disk. If it is `trusted`, no file is looked at.

    Raises ForeignPlaceError for a manifest that names a file which no build makes.
    """
    known = _read(root / RECORD)
    return known if trusted else {name: _unchanged(root, entry) for name, entry in known.items()}


def encoded(record: Record) -> bytes:
    """The bytes of a manifest."""
    blocks = (f"# {entry.digest} {name}\n{entry.lines}" for name, entry in record.items())
    return "".join((*blocks, "# end\n")).encode()


def whole(root: Path, record: Record, folders: Sequence[str]) -> bool:
    """Whether some folders hold the installed files, unchanged, and nothing else."""
    known = {file.path for entry in record.values() for file in entry.files}
    return bool(record) and all(entry.digest for entry in record.values()) and not any(strays(root, folders, known))


def strays(root: Path, folders: Sequence[str], known: AbstractSet[str]) -> Iterator[str]:
    """The files in some folders that are not in the manifest. Of the folders of permalinks, which are many, only the
    names are compared. Raises LinkError for a symbolic link."""
    inside = {path.rpartition("/")[0] for path in known if "/~" in path}
    waiting = [name for name in folders if (root / name).is_dir()]
    while waiting:
        at = waiting.pop()
        for entry in _entries(f"{root}/{at}"):
            path = f"{at}/{entry.name}"
            if entry.is_symlink():
                raise LinkError(path)
            if not entry.is_dir():
                yield from (path,) if path not in known else ()
            elif entry.name.startswith("~"):
                yield from (path,) if path not in inside else ()
            else:
                waiting.append(path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _unchanged(root: Path, entry: Installed) -> Installed:
    """The artifact with those of its files that are unchanged on disk."""
    same = [file for file in entry.files if _is_same(root, file)]
    if len(same) == len(entry.files):
        return entry
    here = {file.path for file in same}
    return installed("", same, tuple(file.path for file in entry.files if file.path not in here))


def _is_same(root: Path, file: Placed) -> bool:
    path = f"{root}/{file.path}"
    try:
        status = os.lstat(path)
    except OSError:
        return False
    if status.st_size != file.size or not stat.S_ISREG(status.st_mode):
        return False
    return status.st_mtime_ns == file.time or _digest(path) == file.sha256


def _digest(path: str) -> str:
    try:
        return sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(path: Path) -> dict[str, Installed]:
    """A manifest; of one that is incomplete, the entries that are there."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    foreign = _FOREIGN.search(text)
    if foreign:
        raise ForeignPlaceError(RECORD, foreign[1])
    if any(step in text for step in _STEPS):
        for *_, named in _LINE.findall(text):
            product_places.check(named, RECORD)
    entries = {}
    for block in ("\n" + text.rpartition("\n")[0]).split("\n# "):
        first, _, lines = block.partition("\n")
        digest, _, name = first.partition(" ")
        entries[name] = Installed(digest, f"{lines}\n" if lines else "")
    return {name: entry for name, entry in entries.items() if name}
