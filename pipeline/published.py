"""Bundles → files in their places: what changed is written beside and then renamed; a record says what was put where.

The record of what is to be stands beside the old one while files are renamed, so that the next build knows, if this
one is killed, which files to look at; it looks at their bytes then, and otherwise at their sizes and times alone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline.bundle import unpack

RECORD: Final = "build/published"
_COMING: Final = "build/published.new"


@dataclass(frozen=True, slots=True)
class Placed:
    """A file in its place: the SHA-256 of its bytes, its size, and its time when it was put there."""

    path: str
    sha256: str
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class Published:
    """A bundle that was put in its places: its digest with these places, its files, and the paths of those that are
    not there any more as they were put."""

    digest: str
    files: tuple[Placed, ...]
    lost: tuple[str, ...] = ()


Record = Mapping[str, Published]
"""What stands in the project's folders, by the name of the task that made it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A bundle whose files, or those whose names end like `only`, are to stand in some places: folders relative to the
    project."""

    name: str
    digest: str
    places: tuple[str, ...]
    only: str = ""

    @property
    def mark(self) -> str:
        """What tells whether it stands there already."""
        return sha256("\0".join((self.digest, self.only, *self.places)).encode()).hexdigest()


def recorded(root: Path) -> Record:
    """What the last build put in place, as far as it is still there as it was."""
    broken = (root / _COMING).exists()
    known = _read(root / RECORD)
    if broken:
        # Files of either record may stand there now.
        known = {**{f"{name} before": told for name, told in known.items()}, **_read(root / _COMING)}
    return {name: _found(root, told, by_bytes=broken) for name, told in known.items()}


@dataclass(frozen=True, slots=True)
class Ground:
    """Where bundles are put: a project, those of its folders that hold nothing else, and a folder to write in first;
    how a bundle is got by its digest, and what makes the files that list all others."""

    root: Path
    folders: Sequence[str]
    stage: Path
    load: Callable[[str], bytes]
    last: Callable[[Iterable[Placed], Callable[[str], bytes]], tuple[tuple[str, bytes], ...]]

    def read(self, path: str) -> bytes:
        """A file as it will stand in the project."""
        written = self.stage / path
        return (written if written.exists() else self.root / path).read_bytes()


def publish(ground: Ground, before: Record, wanted: Sequence[Wanted]) -> Record:
    """Puts bundles in their places and takes away whatever else stands there. Nothing is touched before everything is
    written."""
    root, stage = ground.root, ground.stage
    stands = {one.path: one for told in before.values() for one in told.files}
    record: dict[str, Published] = {}
    for one in wanted:
        known = before.get(one.name)
        record[one.name] = known if known is not None and known.digest == one.mark else Published(
            one.mark, tuple(_written(stage, stands, _files(one, ground.load))))
    listing = ground.last([placed for told in record.values() for placed in told.files], ground.read)
    record["listing"] = Published("listing", tuple(_written(stage, stands, listing)))
    _write_record(root / _COMING, record)
    _rename(root, stage)
    kept = {one.path for told in record.values() for one in told.files}
    lost = (path for told in before.values() for path in told.lost)
    _remove(root, [path for path in (*stands, *lost, *_strays(root, ground.folders, kept)) if path not in kept])
    (root / _COMING).replace(root / RECORD)
    return record


def laid_out(wanted: Sequence[Wanted], load: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of some bundles."""
    for one in wanted:
        yield from _files(one, load)


def whole(root: Path, record: Record, folders: Sequence[str]) -> bool:
    """Whether all that was put into some folders stands there as it was put, and nothing else does."""
    known = {one.path for told in record.values() for one in told.files}
    return bool(record) and all(told.digest for told in record.values()) and not any(_strays(root, folders, known))


def _strays(root: Path, folders: Sequence[str], known: AbstractSet[str]) -> Iterator[str]:
    """What stands in some folders and was not put there. Of the folders of single addresses, which are many, only the
    names are looked at."""
    inside = {path.rpartition("/")[0] for path in known}
    for top in folders:
        for folder, names, files in os.walk(root / top):
            at = os.path.relpath(folder, root)
            yield from (f"{at}/{name}" for name in files if f"{at}/{name}" not in known)
            leaves = [name for name in names if name.startswith("~")]
            yield from (f"{at}/{name}" for name in leaves if f"{at}/{name}" not in inside)
            names[:] = [name for name in names if not name.startswith("~")]


def _files(one: Wanted, load: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    files = [(name, data) for name, data in unpack(load(one.digest)).files if name.endswith(one.only)]
    return ((f"{place}/{name}", data) for place in one.places for name, data in files)


def _written(stage: Path, stands: Mapping[str, Placed], files: Iterable[tuple[str, bytes]]) -> Iterator[Placed]:
    """Each file, after writing those into the stage that do not stand in their places yet."""
    for path, data in files:
        digest = sha256(data).hexdigest()
        known = stands.get(path)
        if known is not None and known.sha256 == digest:
            yield known
        else:
            yield Placed(path, digest, len(data), write(f"{stage}/{path}", data))


def write(path: str, data: bytes) -> int:
    """Writes a file; gives its time."""
    # There are many: pathlib and buffers would take three times as long for each.
    with suppress(FileExistsError):
        os.makedirs(path.rpartition("/")[0])  # noqa: PTH103
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(data)
        return os.fstat(file.fileno()).st_mtime_ns


def _rename(root: Path, stage: Path) -> None:
    """What stands in the stage, to its place in the project: whole folders where there is nothing yet."""
    for folder, names, files in os.walk(stage):
        target = root / os.path.relpath(folder, stage)
        for name in list(names):
            if not (target / name).exists():
                target.mkdir(parents=True, exist_ok=True)
                os.rename(f"{folder}/{name}", target / name)  # noqa: PTH104
                names.remove(name)
        for name in files:
            if (target / name).is_dir():
                shutil.rmtree(target / name)
            os.replace(f"{folder}/{name}", target / name)  # noqa: PTH105


def _remove(root: Path, paths: Iterable[str]) -> None:
    """Takes away files, and folders that are empty without them."""
    for path in paths:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        with suppress(FileNotFoundError, NotADirectoryError):
            (root / path).unlink()
        for folder in (root / path).parents:
            if folder == root:
                break
            try:
                folder.rmdir()
            except OSError:
                break


def _found(root: Path, told: Published, *, by_bytes: bool) -> Published:
    """What of a bundle's files is still there as it was put."""
    left = tuple(one for one in told.files if _stands(root, one, by_bytes=by_bytes))
    if len(left) == len(told.files):
        return told
    here = {one.path for one in left}
    return Published("", left, tuple(one.path for one in told.files if one.path not in here))


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


def _write_record(file: Path, record: Record) -> None:
    lines = []
    for name, told in record.items():
        lines.append(f"# {told.digest} {name}\n")
        lines += [f"{one.sha256} {one.size} {one.time} {one.path}\n" for one in told.files]
    lines.append("# end\n")
    file.write_text("".join(lines), encoding="utf-8")


def _read(file: Path) -> dict[str, Published]:
    """A record; of one that was not written to its end, what is there."""
    found: dict[str, tuple[str, list[Placed]]] = {}
    files: list[Placed] = []
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    for line in text[:text.rfind("\n") + 1].splitlines():
        first, _, rest = line.partition(" ")
        if first == "#":
            digest, _, name = rest.partition(" ")
            files = []
            found[name] = (digest, files)
        elif rest.count(" ") > 1:
            size, time, path = rest.split(" ", 2)
            files.append(Placed(path, first, int(size), int(time)))
    return {name: Published(digest, tuple(files)) for name, (digest, files) in found.items() if name}
