"""Artifacts → files in their places. Changed files are written beside as soon as they are made, and renamed when all
are there."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from diptych.files import manifest, placing, product_places
from diptych.files.artifact import contents, head
from diptych.files.manifest import Installed, Placed, Record, installed

_LEFT: Final = "build"
"""Where artifacts and their places are kept between two builds."""
_LISTING: Final = "listing"
"""The name of the files that list all others."""
_BEHIND: Final = 50
"""Artifacts at most that wait for the writer, chosen. Raised, it takes more memory; lowered, workers wait for disks."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An artifact to be installed: the name of its task, its digest, and the folders for its files, relative to the
    project. If `only` is given, only the files whose names end with it are installed."""

    name: str
    digest: str
    places: tuple[str, ...]
    only: str = ""

    @property
    def mark(self) -> str:
        """The digest of the artifact together with its places."""
        return sha256("\0".join((self.digest, self.only, *self.places)).encode()).hexdigest()


class _Output(NamedTuple):
    """A file to install: its path, its bytes and their SHA-256. There are many of them."""

    path: str
    data: bytes
    sha256: str


@dataclass
class Stage:
    """A folder in which files are written before they are renamed into their places.

    `before` is what is in place; files that an artifact of the same name had are not written again. `artifacts` are
    those that the stage holds, by name. A `writer` writes what is sent to it while the build goes on.
    """

    folder: Path
    before: Record
    writer: Executor | None = None
    artifacts: dict[str, Installed] = field(default_factory=dict)
    sent: deque[Future[Installed]] = field(default_factory=deque)

    def send(self, wanted: Wanted, data: bytes) -> None:
        """Has the writer write the files of an artifact. Waits for it where it is far behind."""
        if self.writer:
            self.sent.append(self.writer.submit(self.add, wanted, data))
            self.settle(_BEHIND)

    def settle(self, left: int = 0) -> None:
        """Waits for the writer until it has no more artifacts than so many."""
        while len(self.sent) > left:
            self.sent.popleft().result()

    def add(self, wanted: Wanted, data: bytes) -> Installed:
        """Writes the files of an artifact, instead of those of another of its name."""
        self.drop(wanted.name)
        return self.write(wanted.name, wanted.mark, _outputs(wanted, data))

    def write(self, name: str, mark: str, outputs: Iterable[_Output]) -> Installed:
        """Writes the files of an artifact that are not in their places already."""
        known = {file.path: file for file in self.before[name].files} if name in self.before else {}
        self.artifacts[name] = installed(mark, (self._written(output, known.get(output.path)) for output in outputs))
        return self.artifacts[name]

    def write_listings(self, listings: Iterable[tuple[str, Iterable[bytes]]]) -> Installed:
        """Writes the files that list all others and are not in their places already, piece by piece."""
        known = {file.path: file for file in self.before[_LISTING].files} if _LISTING in self.before else {}
        files = (_streamed(self.folder, path, pieces, known.get(path)) for path, pieces in listings)
        self.artifacts[_LISTING] = installed(_LISTING, files)
        return self.artifacts[_LISTING]

    def drop(self, name: str) -> None:
        """Deletes the files of an artifact."""
        for file in self.artifacts.pop(name).files if name in self.artifacts else ():
            with suppress(OSError):
                (self.folder / file.path).unlink()
                os.removedirs((self.folder / file.path).parent)

    def _written(self, output: _Output, known: Placed | None) -> Placed:
        """The record of a file, which is written unless it is in its place already, as `known` says."""
        if known is not None and known.sha256 == output.sha256:
            return known
        time = write(f"{self.folder}/{output.path}", output.data)
        return Placed(output.path, output.sha256, len(output.data), time)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where artifacts are installed: a project, those of its folders that hold nothing else, and the stage.

    `load` gives an artifact by its digest. `listings` makes the files that list all others, in pieces. `records` are
    files of the build's own that change with the products. What is `durable` survives a loss of power.
    """

    root: Path
    folders: Sequence[str]
    stage: Stage
    load: Callable[[str], bytes]
    listings: Callable[[Record], Iterable[tuple[str, Iterable[bytes]]]]
    records: Sequence[tuple[str, bytes]] = ()
    durable: bool = False

    def prepared(self, wanted: Wanted, known: Installed | None) -> Installed:
        """The record of an artifact whose files are in their places or in the stage."""
        staged = self.stage.artifacts.get(wanted.name)
        if staged is not None and staged.digest == wanted.mark:
            return staged
        self.stage.drop(wanted.name)
        if known is not None and known.digest == wanted.mark:
            return known
        return self.stage.add(wanted, self.load(wanted.digest))


def publish(ground: Ground, before: Record, wanted: Sequence[Wanted]) -> Record:
    """Installs artifacts and removes all other files from the folders; gives the new record. Nothing in the folders is
    touched before all files are written."""
    stage = ground.stage
    stage.settle()
    record = {item.name: ground.prepared(item, before.get(item.name)) for item in wanted}
    for name in stage.artifacts.keys() - record.keys():
        stage.drop(name)
    record[_LISTING] = stage.write_listings(ground.listings(record))
    kept = manifest.known_paths(record.values())
    changed = [entry for name, entry in before.items() if record.get(name) is not entry]
    others = chain((path for entry in changed for path in entry.paths),
                   (path for entry in before.values() for path in entry.lost),
                   manifest.strays(ground.root, ground.folders, kept))
    _install(ground, record, (path for path in others if path not in kept))
    return record


def patch(ground: Ground, before: Record, wanted: Sequence[Wanted]) -> Record:
    """Installs some artifacts and leaves all other files, the listings too, as they are; gives the new record."""
    changed = {item.name: ground.prepared(item, before.get(item.name)) for item in wanted}
    record = {**before, **changed}
    kept = manifest.known_paths(changed.values())
    old = (path for name in changed if name in before for path in before[name].paths)
    _install(ground, record, (path for path in old if path not in kept))
    return record


def _install(ground: Ground, record: Record, removed: Iterable[str]) -> None:
    """Renames the files of the stage into their places, together with the manifest, and removes others."""
    _write_pieces(f"{ground.stage.folder}/{manifest.RECORD}", manifest.encoded(record))
    for path, data in ground.records:
        write(f"{ground.stage.folder}/{path}", data)
    placing.place(ground.root, ground.stage.folder, removed, durable=ground.durable)


def _streamed(stage: Path, path: str, pieces: Iterable[bytes], known: Placed | None) -> Placed:
    """The record of a file that is given in pieces, and is written unless it is in its place already."""
    total, staged = sha256(), f"{stage}/{path}"

    def counted() -> Iterator[bytes]:
        for piece in pieces:
            total.update(piece)
            yield piece

    _write_pieces(staged, counted())
    status, digest = os.stat(staged), total.hexdigest()  # noqa: PTH116
    if known is not None and known.sha256 == digest:
        os.unlink(staged)  # noqa: PTH108
        return known
    return Placed(path, digest, status.st_size, status.st_mtime_ns)


def _write_pieces(path: str, pieces: Iterable[bytes]) -> None:
    """Writes a file that is too large to be held as a whole."""
    os.makedirs(path.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
    with open(path, "wb") as file:  # noqa: PTH123
        file.writelines(pieces)


def lay_out(wanted: Sequence[Wanted], load: Callable[[str], bytes], site: Path) -> None:
    """Writes the files of some artifacts that belong into a site, wherever that is."""
    for item in wanted:
        for output in _outputs(item, load(item.digest)):
            if output.path.startswith("site/"):
                write(f"{site}/{output.path.removeprefix('site/')}", output.data)


def _outputs(wanted: Wanted, data: bytes) -> Iterator[_Output]:
    files = [item for item in contents(data, head(data)) if item[0].name.endswith(wanted.only)]
    return (_Output(product_places.check(f"{place}/{file.name}", _LEFT), content, file.sha256)
            for place in wanted.places for file, content in files)


def write(path: str, data: bytes) -> int:
    """Writes a file and gives its time of modification in nanoseconds. The folder of a permalink gets the same time."""
    # There are many: pathlib and buffers take three times as long for each.
    folder = path.rpartition("/")[0]
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(data)
        time = os.fstat(file.fileno()).st_mtime_ns
    if "/~" in path:
        os.utime(folder, ns=(time, time))
    return time
