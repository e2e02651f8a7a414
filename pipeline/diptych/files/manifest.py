"""What was put into a project's folders: a record of it in a file, and what of that still stands there as it was put.

The record of what is to be stands beside the old one while files are renamed, so that the next build knows, if this
one is killed, which files to look at; it looks at their bytes then, and otherwise at their sizes and times alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

RECORD: Final = "build/published"
_COMING: Final = "build/published.new"
_LINE: Final = re.compile(r"(\w+) (\d+) (\d+) (.+)\n")


class Placed(NamedTuple):
    """A file in its place: its path, the SHA-256 of its bytes, its size, and its time when it was put there. There are
    many of them."""

    path: str
    sha256: str
    size: int
    time: int


@dataclass(frozen=True)
class Published:
    """A bundle that was put in its places: its digest with these places, a line for each of its files, and the paths of
    those that are not there any more as they were put."""

    digest: str
    lines: str
    lost: tuple[str, ...] = ()

    @cached_property
    def files(self) -> tuple[Placed, ...]:
        """Its files; they are read when somebody asks."""
        return tuple(Placed(path, told, int(size), int(time)) for told, size, time, path in _LINE.findall(self.lines))


Record = Mapping[str, Published]
"""What stands in the project's folders, by the name of the task that made it."""


def published(digest: str, files: Iterable[Placed], lost: tuple[str, ...] = ()) -> Published:
    """A bundle whose files were put in their places."""
    return Published(digest, "".join(f"{one.sha256} {one.size} {one.time} {one.path}\n" for one in files), lost)


def recorded(root: Path, *, trusted: bool = False) -> Record:
    """What the last build put in place, as far as it is still there as it was; `trusted` looks at no file, unless that
    build was killed while it put files in place."""
    broken = (root / _COMING).exists()
    known = _read(root / RECORD)
    if broken:
        # Files of either record may stand there now.
        known = {**{f"{name} before": told for name, told in known.items()}, **_read(root / _COMING)}
    if trusted and not broken:
        return known
    return {name: _found(root, told, by_bytes=broken) for name, told in known.items()}


def begin(root: Path, record: Record) -> None:
    """Writes down what is to be, before any file is put in its place."""
    blocks = (f"# {told.digest} {name}\n{told.lines}" for name, told in record.items())
    (root / _COMING).write_text("".join((*blocks, "# end\n")), encoding="utf-8")


def end(root: Path) -> None:
    """Says that what was to be now is."""
    (root / _COMING).replace(root / RECORD)


def whole(root: Path, record: Record, folders: Sequence[str]) -> bool:
    """Whether all that was put into some folders stands there as it was put, and nothing else does."""
    known = {one.path for told in record.values() for one in told.files}
    return bool(record) and all(told.digest for told in record.values()) and not any(strays(root, folders, known))


def strays(root: Path, folders: Sequence[str], known: AbstractSet[str]) -> Iterator[str]:
    """What stands in some folders and was not put there. Of the folders of single addresses, which are many, only the
    names are looked at."""
    inside = {path.rpartition("/")[0] for path in known if "/~" in path}
    waiting = [name for name in folders if (root / name).is_dir()]
    while waiting:
        at = waiting.pop()
        for entry in _entries(f"{root}/{at}"):
            path = f"{at}/{entry.name}"
            if not entry.is_dir():
                yield from (path,) if path not in known else ()
            elif entry.name.startswith("~"):
                yield from (path,) if path not in inside else ()
            elif not entry.is_symlink():
                waiting.append(path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return list(found)


def _found(root: Path, told: Published, *, by_bytes: bool) -> Published:
    """What of a bundle's files is still there as it was put."""
    left = [one for one in told.files if _stands(root, one, by_bytes=by_bytes)]
    if len(left) == len(told.files):
        return told
    here = {one.path for one in left}
    return published("", left, tuple(one.path for one in told.files if one.path not in here))


def _stands(root: Path, one: Placed, *, by_bytes: bool) -> bool:
    path = f"{root}/{one.path}"
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return False
    if found.st_size == one.size and found.st_mtime_ns == one.time and not by_bytes:
        return True
    return found.st_size == one.size and _digest(path) == one.sha256


def _digest(path: str) -> str:
    try:
        return sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(file: Path) -> dict[str, Published]:
    """A record; of one that was not written to its end, what is there."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    found = {}
    for block in ("\n" + text.rpartition("\n")[0]).split("\n# "):
        first, _, lines = block.partition("\n")
        digest, _, name = first.partition(" ")
        found[name] = Published(digest, f"{lines}\n" if lines else "")
    return {name: told for name, told in found.items() if name}
