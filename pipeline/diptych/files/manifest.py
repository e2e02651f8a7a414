"""The install manifest: which files a build wrote, and which of them are unchanged on disk.

It is put in place together with them (placing.py), so that their sizes and times are enough to compare.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from diptych.files import product_places
from diptych.files.product_places import ForeignPlaceError, LinkError

RECORD: Final = "build/published"
_LINE: Final = re.compile(r"^(\w+) (\d+) (\d+) (.+)\n", re.MULTILINE)
_PATHS: Final = re.compile(r"^\w+ \d+ \d+ (.+)\n", re.MULTILINE)
_FOREIGN: Final = re.compile(rf"^\w+ \d+ \d+ ((?!(?:{'|'.join(product_places.FOLDERS)})/)[^\n]+)$", re.MULTILINE)
"""Pattern of a line on a file that cannot be a product; all lines of an entry are looked at in one go."""
_NAMED: Final = re.compile(rb"^(\w+) \d+ \d+ (.+)\n", re.MULTILINE)
_SIZES: Final = re.compile(rf"^\w+ (\d+) \d+ ({'|'.join(product_places.FOLDERS)})/".encode(), re.MULTILINE)
"""Pattern of the size of a file and of the folder of products that it is in."""
_STEPS: Final = ("/../", "/./", "//", "/..\n", "/.\n", "/\n")
"""Parts of paths that no product has."""
_LEVEL: Final = 1
"""Level of zlib, chosen: lines shrink to a third, in less time than it takes to read them."""
_LARGE_FROM: Final = 64_000_000
"""Bytes of a large manifest, chosen. Its lines are packed in memory, and permalinks are compared by their folders.
Raised, a build takes more memory; where the kernel has forgotten the files, more time too."""
_PARTS: Final = 64
"""Parts in which hashes of paths are sorted, chosen. Lowered, it takes more memory."""
_AT_ONCE: Final = 1 << 20
"""Characters of a manifest that are read at once, chosen. Raised, it takes more memory."""


class Placed(NamedTuple):
    """An installed file: its path, the SHA-256 of its bytes, its size in bytes, and its time of modification in
    nanoseconds. There are many of them."""

    path: str
    sha256: str
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed artifact: its digest together with its places, a line for each of its files, and the paths of those
    that have changed on disk. Lines that are `packed` are compressed: those of many works are too large to keep."""

    digest: str
    kept: bytes
    lost: tuple[str, ...] = ()
    packed: bool = True

    @property
    def lines(self) -> bytes:
        """The lines as they are written down."""
        return zlib.decompress(self.kept) if self.packed else self.kept

    @property
    def digests(self) -> Sequence[tuple[bytes, bytes]]:
        """The SHA-256 and the path of each file."""
        return _NAMED.findall(self.lines)

    @property
    def sizes(self) -> Sequence[tuple[bytes, bytes]]:
        """The size of each file and the folder of products that it is in, of product_places.FOLDERS."""
        return _SIZES.findall(self.lines)

    @property
    def files(self) -> tuple[Placed, ...]:
        """The files, parsed whenever they are asked for."""
        return _parsed(self.lines.decode())

    @property
    def paths(self) -> Sequence[str]:
        """The paths of the files."""
        return _PATHS.findall(self.lines.decode())


Record = Mapping[str, Installed]
"""The installed artifacts, by the names of their tasks."""


@dataclass(frozen=True, slots=True)
class KnownPaths(Container[str]):
    """The paths of installed files, and the folders of permalinks among them. There are many: only their hashes are
    kept, in parts by the last bits, each part in its order."""

    files: Sequence[Sequence[int]]
    permalinks: Sequence[Sequence[int]]

    def __contains__(self, path: object) -> bool:
        """Whether a path is that of an installed file."""
        return _holds(self.files, hash(path))

    def is_permalink(self, folder: str) -> bool:
        """Whether a folder is that of an installed permalink."""
        return _holds(self.permalinks, hash(folder))


def known_paths(entries: Iterable[Installed]) -> KnownPaths:
    """The paths of the files of some artifacts."""
    files, permalinks = ([array("q") for _ in range(_PARTS)] for _ in range(2))
    for entry in entries:
        paths = entry.paths
        for value in map(hash, paths):
            files[value % _PARTS].append(value)
        for value in (hash(path.rpartition("/")[0]) for path in paths if "/~" in path):
            permalinks[value % _PARTS].append(value)
    # Sorted as a whole they would take five times the memory for a while.
    return KnownPaths(*([array("q", sorted(part)) for part in parts] for parts in (files, permalinks)))


def _holds(hashes: Sequence[Sequence[int]], value: int) -> bool:
    part = hashes[value % _PARTS]
    place = bisect_left(part, value)
    return place < len(part) and part[place] == value


def installed(digest: str, files: Iterable[Placed], lost: tuple[str, ...] = ()) -> Installed:
    """An artifact whose files are in their places."""
    lines = "".join(f"{file.sha256} {file.size} {file.time} {file.path}\n" for file in files)
    return Installed(digest, zlib.compress(lines.encode(), _LEVEL), lost)


def _parsed(lines: str) -> tuple[Placed, ...]:
    return tuple(Placed(path, digest, int(size), int(time)) for digest, size, time, path in _LINE.findall(lines))


def recorded(root: Path, *, trusted: bool = False) -> Record:
    """The manifest of the last build, compared with the files on disk. If it is `trusted`, no file is looked at.

    Raises ForeignPlaceError for a manifest that names a file which no build makes.
    """
    is_large = _size(root / RECORD) > _LARGE_FROM
    return {name: _entry(root, digest, lines, trusted=trusted, large=is_large)
            for name, digest, lines in _read(root / RECORD) if name}


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def encoded(record: Record) -> Iterator[bytes]:
    """The bytes of a manifest, piece by piece."""
    for name, entry in record.items():
        yield f"# {entry.digest} {name}\n".encode() + entry.lines
    yield b"# end\n"


def whole(root: Path, record: Record, folders: Sequence[str]) -> bool:
    """Whether some folders hold the installed files, unchanged, and nothing else."""
    return bool(record) and all(entry.digest for entry in record.values()) and not any(
        strays(root, folders, known_paths(record.values())))


def strays(root: Path, folders: Sequence[str], known: KnownPaths) -> Iterator[str]:
    """The files in some folders that are not in the manifest. Of the folders of permalinks, which are many, only the
    names are compared. Raises LinkError for a symbolic link."""
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
                yield from (path,) if not known.is_permalink(path) else ()
            else:
                waiting.append(path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _entry(root: Path, digest: str, lines: str, *, trusted: bool, large: bool) -> Installed:
    """An artifact by its lines, with those of its files that are unchanged on disk; with all if it is trusted."""
    files = () if trusted or _are_untouched(root, lines, by_folders=large) else _parsed(lines)
    same = [file for file in files if _is_same(root, file)]
    if len(same) == len(files):
        data = lines.encode()
        return Installed(digest, zlib.compress(data, _LEVEL) if large else data, packed=large)
    here = {file.path for file in same}
    return installed("", same, tuple(file.path for file in files if file.path not in here))


def _are_untouched(root: Path, lines: str, *, by_folders: bool) -> bool:
    """Whether files have the sizes and the times of modification that lines of a manifest say. There are many.

    `by_folders`: a permalink whose folder has its time is not looked at. Permalinks are nine of ten files, each in a
    folder of its own. One that is overwritten in place is then taken for unchanged; one that is replaced is not.
    """
    # What the loop needs is looked up once: it runs a hundred times for each work.
    around, lstat, is_file = str(root), os.lstat, stat.S_ISREG
    try:
        for _, size, time, path in _LINE.findall(lines):
            if by_folders and "/~" in path and (
                    lstat(f"{around}/{path.rpartition('/')[0]}").st_mtime_ns == int(time)):
                continue
            status = lstat(f"{around}/{path}")
            if status.st_mtime_ns != int(time) or status.st_size != int(size) or not is_file(status.st_mode):
                return False
    except OSError:
        return False
    return True


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


def _read(path: Path) -> Iterator[tuple[str, str, str]]:
    """The name, the digest and the lines of each entry of a manifest; of one that is incomplete, those that are there.

    Raises ForeignPlaceError.
    """
    for block in _blocks(path):
        first, _, lines = block.partition("\n")
        digest, _, name = first.partition(" ")
        lines = f"{lines}\n" if lines else ""
        foreign = _FOREIGN.search(lines)
        if foreign:
            raise ForeignPlaceError(RECORD, foreign[1])
        if any(step in lines for step in _STEPS):
            for named in _PATHS.findall(lines):
                product_places.check(named, RECORD)
        yield name, digest, lines


def _blocks(path: Path) -> Iterator[str]:
    """The entries of a manifest without the number signs before them; of the last one only whole lines."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            rest = "\n"
            while data := file.read(_AT_ONCE):
                *blocks, rest = (rest + data).split("\n# ")
                yield from blocks
    except OSError:
        return
    yield rest.rpartition("\n")[0]
