"""Files of a stage → their places in a project, all of them or none.

A journal lists what changes. The files that are replaced or removed are first linked into a folder beside. An error
rolls back; after a kill the next build does. The checksums of the site are taken away first and put last.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from diptych.files import atomic, product_places
from diptych.files.product_places import ForeignPlaceError

JOURNAL: Final = "build/.journal"
BEFORE: Final = "build/.before"
"""The folder for what was in the places."""
RECORDS: Final = ("build/published", "build/state.json")
"""What a build writes down of its products: it changes with them."""
_LAST: Final = ("site/SHA256SUMS.sig", "site/SHA256SUMS")
_HEADER: Final = b"diptych journal\n"


class PlaceChange(StrEnum):
    """What becomes of a place."""

    ADDED = "+"
    REPLACED = "="
    REMOVED = "-"


class JournalEntry(NamedTuple):
    """A line of the journal: a path relative to the project, and what becomes of it. There are many of them."""

    change: PlaceChange
    path: str


def place(root: Path, stage: Path, removed: Iterable[str], *, durable: bool) -> None:
    """Renames the files of a stage into their places, and removes others. Raises OSError; all is as it was then.

    What is `durable` survives a loss of power as well.
    """
    entries = tuple(_planned(root, stage, removed))
    known = set[str]()
    for entry in entries:
        product_places.check_around(root, entry.path, known)
    shutil.rmtree(root / BEFORE, ignore_errors=True)
    lines = "".join(f"{entry.change}{entry.path}\0" for entry in entries)
    atomic.write(root / JOURNAL, _HEADER + os.fsencode(lines), durable=durable)
    try:
        _keep(root, entries)
        _flush(durable=durable)
        _carry_out(root, stage, entries)
        _flush(durable=durable)
        atomic.remove(root / JOURNAL, above=root)
    except BaseException:
        recover(root)
        raise
    shutil.rmtree(root / BEFORE, ignore_errors=True)


def recover(root: Path) -> None:
    """Puts everything where it was before a build that was killed while it placed files. Raises OSError.

    Raises ForeignPlaceError or LinkError for a journal that no build wrote.
    """
    entries = _journal(root)
    if entries is not None:
        for number, entry in enumerate(entries):
            if entry.path in _LAST and os.path.lexists(root / BEFORE / str(number)):
                (root / entry.path).unlink(missing_ok=True)
        for number, entry in sorted(enumerate(entries), key=lambda item: _turn(item[1])):
            _undo(root, entry, root / BEFORE / str(number))
        _prune(root, (entry.path for entry in entries if entry.change is PlaceChange.ADDED))
        _flush(durable=True)
    shutil.rmtree(root / BEFORE, ignore_errors=True)
    if entries is not None:
        atomic.remove(root / JOURNAL, above=root)


def _planned(root: Path, stage: Path, removed: Iterable[str]) -> Iterator[JournalEntry]:
    """What becomes of each place: first what is removed. A folder that is new counts as one place."""
    coming = tuple(_coming(root, stage))
    blocked = (path for path in coming if _is_folder(root / path))
    gone = dict.fromkeys(part for path in (*removed, *blocked) for part in _parts(root, path))
    yield from (JournalEntry(PlaceChange.REMOVED, path) for path in gone)
    for path in coming:
        replaced = path not in gone and os.path.lexists(root / path)
        yield JournalEntry(PlaceChange.REPLACED if replaced else PlaceChange.ADDED, path)


def _coming(root: Path, stage: Path) -> Iterator[str]:
    """The paths of the files in a stage, and of the folders in it that the project has not."""
    for folder, names, files in os.walk(stage):
        around = os.path.relpath(folder, stage).removeprefix(".")
        for name in list(names):
            path = f"{around}/{name}".lstrip("/")
            if not os.path.lexists(root / path):
                names.remove(name)
                yield path
        yield from (f"{around}/{name}".lstrip("/") for name in files)


def _parts(root: Path, path: str) -> Iterator[str]:
    """A path that is there; of a folder first all in it."""
    if _is_folder(root / path):
        for folder, names, files in os.walk(root / path, topdown=False):
            links = [name for name in names if (Path(folder) / name).is_symlink()]
            yield from (f"{os.path.relpath(folder, root)}/{name}" for name in (*files, *links))
    if os.path.lexists(root / path):
        yield path


def _keep(root: Path, entries: Sequence[JournalEntry]) -> None:
    """Links the files that will go into the folder beside, each by its number in the journal."""
    (root / BEFORE).mkdir(exist_ok=True)
    for number, (change, path) in enumerate(entries):
        place, kept = f"{root}/{path}", f"{root}/{BEFORE}/{number}"
        if change is PlaceChange.ADDED or _is_folder(place):
            continue
        try:
            os.link(place, kept, follow_symlinks=False)
        except OSError:
            # A file system without links.
            shutil.copy2(place, kept, follow_symlinks=False)


def _carry_out(root: Path, stage: Path, entries: Sequence[JournalEntry]) -> None:
    paths = {entry.path for entry in entries if entry.change is not PlaceChange.ADDED}
    for last in _LAST:
        if last in paths:
            (root / last).unlink(missing_ok=True)
    gone = [path for change, path in entries if change is PlaceChange.REMOVED]
    for path in gone:
        if _is_folder(root / path):
            shutil.rmtree(root / path)
        (root / path).unlink(missing_ok=True)
    _prune(root, gone)
    for _, path in sorted((entry for entry in entries if entry.change is not PlaceChange.REMOVED), key=_turn):
        _move(f"{stage}/{path}", f"{root}/{path}")


def _turn(entry: JournalEntry) -> int:
    """Where in the order of changes an entry comes: the checksums are the last."""
    return _LAST.index(entry.path) + 1 if entry.path in _LAST else 0


def _prune(root: Path, paths: Iterable[str]) -> None:
    """Removes the folders around some paths as far as they are empty, the innermost first."""
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents} - {"."}
    for folder in sorted(folders, key=lambda name: -name.count("/")):
        with suppress(OSError):
            (root / folder).rmdir()


def _undo(root: Path, entry: JournalEntry, kept: Path) -> None:
    """Puts one place in order again, by what was kept of it; what is in order stays."""
    place = root / entry.path
    if entry.change is PlaceChange.ADDED:
        if _is_folder(place):
            shutil.rmtree(place)
        with suppress(FileNotFoundError, NotADirectoryError):
            place.unlink()
    elif os.path.lexists(kept):
        _move(str(kept), str(place))


def _move(source: str, target: str) -> None:
    try:
        os.replace(source, target)  # noqa: PTH105 - there are many
    except FileNotFoundError:
        os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
        os.replace(source, target)  # noqa: PTH105


def _is_folder(path: str | Path) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114 - there are many


def _journal(root: Path) -> tuple[JournalEntry, ...] | None:
    """The journal of a build that was killed; None if there is none."""
    try:
        data = (root / JOURNAL).read_bytes()
    except FileNotFoundError:
        return None
    known, entries = set[str](), list[JournalEntry]()
    for line in os.fsdecode(data.removeprefix(_HEADER)).split("\0")[:-1]:
        path = line[1:]
        own = path in (*RECORDS, *product_places.FOLDERS) or product_places.is_place(path)
        if line[:1] not in tuple(PlaceChange) or not own:
            raise ForeignPlaceError(JOURNAL, path)
        product_places.check_around(root, path, known)
        entries.append(JournalEntry(PlaceChange(line[0]), path))
    return tuple(entries)


def _flush(*, durable: bool) -> None:
    """Has everything written that the system keeps in memory: one call for thousands of files and folders."""
    if durable:
        os.sync()
