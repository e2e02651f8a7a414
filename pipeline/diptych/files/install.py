"""Bundles → files in their places: what changed is written beside, as soon as it is made, and renamed when all is
there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from diptych.files import manifest
from diptych.files.artifact import contents, head
from diptych.files.manifest import Placed, Published, Record, published


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


class _Made(NamedTuple):
    """A file that was made: where it is to stand, its bytes and their SHA-256. There are many of them."""

    path: str
    data: bytes
    sha256: str


@dataclass
class Stage:
    """A folder in which files are written before they are put in their places: what bundle stands there under each
    name. What stands in its place already is not written. A `writer` writes what is sent while others go on."""

    folder: Path
    stands: Mapping[str, Placed]
    writer: Executor | None = None
    bundles: dict[str, Published] = field(default_factory=dict)
    sent: list[Future[Published]] = field(default_factory=list)

    def send(self, one: Wanted, data: bytes) -> None:
        """Has the files of a bundle written."""
        if self.writer:
            self.sent.append(self.writer.submit(self.add, one, data))

    def settle(self) -> None:
        """Waits for what was sent."""
        while self.sent:
            self.sent.pop().result()

    def add(self, one: Wanted, data: bytes) -> Published:
        """Writes the files of a bundle, in the place of another of its name."""
        self.drop(one.name)
        self.bundles[one.name] = published(one.mark, map(self.written, _files(one, data)))
        return self.bundles[one.name]

    def drop(self, name: str) -> None:
        """Takes the files of a bundle away."""
        for file in self.bundles.pop(name).files if name in self.bundles else ():
            with suppress(OSError):
                (self.folder / file.path).unlink()
                os.removedirs((self.folder / file.path).parent)

    def written(self, made: _Made) -> Placed:
        """A file, after writing it if it does not stand in its place yet."""
        known = self.stands.get(made.path)
        if known is not None and known.sha256 == made.sha256:
            return known
        return Placed(made.path, made.sha256, len(made.data), write(f"{self.folder}/{made.path}", made.data))


@dataclass(frozen=True, slots=True)
class Ground:
    """Where bundles are put: a project, those of its folders that hold nothing else, and where files are written first;
    how a bundle is got by its digest, and what makes the files that list all others."""

    root: Path
    folders: Sequence[str]
    stage: Stage
    load: Callable[[str], bytes]
    last: Callable[[Iterable[Placed], Callable[[str], bytes]], tuple[tuple[str, bytes], ...]]

    def read(self, path: str) -> bytes:
        """A file as it will stand in the project."""
        written = self.stage.folder / path
        return (written if written.exists() else self.root / path).read_bytes()

    def laid(self, one: Wanted, known: Published | None) -> Published:
        """A bundle whose files stand in their places, or in the stage."""
        made = self.stage.bundles.get(one.name)
        if made is not None and made.digest == one.mark:
            return made
        self.stage.drop(one.name)
        return known if known is not None and known.digest == one.mark else self.stage.add(one, self.load(one.digest))


def in_place(record: Record) -> Mapping[str, Placed]:
    """The files of a record, by path."""
    return {one.path: one for told in record.values() for one in told.files}


def publish(ground: Ground, before: Record, wanted: Sequence[Wanted]) -> Record:
    """Puts bundles in their places and takes away whatever else stands there. Nothing is touched before everything is
    written."""
    ground.stage.settle()
    record = {one.name: ground.laid(one, before.get(one.name)) for one in wanted}
    for name in ground.stage.bundles.keys() - record.keys():
        ground.stage.drop(name)
    listing = ground.last([placed for told in record.values() for placed in told.files], ground.read)
    listed = (_Made(path, data, sha256(data).hexdigest()) for path, data in listing)
    record["listing"] = published("listing", map(ground.stage.written, listed))
    manifest.begin(ground.root, record)
    _rename(ground.root, ground.stage.folder)
    kept = {one.path for told in record.values() for one in told.files}
    lost = (path for told in before.values() for path in told.lost)
    strays = manifest.strays(ground.root, ground.folders, kept)
    _remove(ground.root, [path for path in (*ground.stage.stands, *lost, *strays) if path not in kept])
    manifest.end(ground.root)
    return record


def patch(ground: Ground, before: Record, wanted: Sequence[Wanted]) -> Record:
    """Puts some bundles in their places, and leaves all others, and what lists them, as they are."""
    made = {one.name: ground.laid(one, before.get(one.name)) for one in wanted}
    record = {**before, **made}
    manifest.begin(ground.root, record)
    _rename(ground.root, ground.stage.folder)
    kept = {one.path for told in made.values() for one in told.files}
    _remove(ground.root, [one.path for name in made if name in before for one in before[name].files
                          if one.path not in kept])
    manifest.end(ground.root)
    return record


def lay_out(wanted: Sequence[Wanted], load: Callable[[str], bytes], site: Path) -> None:
    """Writes the files of some bundles that belong into a site, wherever that is."""
    for one in wanted:
        for made in _files(one, load(one.digest)):
            if made.path.startswith("site/"):
                write(f"{site}/{made.path.removeprefix('site/')}", made.data)


def _files(one: Wanted, data: bytes) -> Iterator[_Made]:
    files = [found for found in contents(data, head(data)) if found[0].name.endswith(one.only)]
    return (_Made(f"{place}/{file.name}", content, file.sha256) for place in one.places for file, content in files)


def write(path: str, data: bytes) -> int:
    """Writes a file; gives its time."""
    # There are many: pathlib and buffers would take three times as long for each.
    folder = path.rpartition("/")[0]
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
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
