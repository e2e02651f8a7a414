"""Bytes → a file, or a new folder of files, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from errno import EEXIST
from pathlib import Path
from typing import Final

_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


def write(path: Path, data: bytes, *, durable: bool = True, parents: bool = False) -> None:
    """Replaces a file: at any moment the old file or the new one is on disk, never a part of one.

    The bytes are written beside, to `.NAME.new`, and renamed. A `durable` file survives a loss of power as well: it
    is flushed to the disk first. `parents` makes missing folders. Raises OSError; the old file is still there then.
    A link in the place of `.NAME.new` is not followed.
    """
    beside = unfinished(path)
    made = _make_folders(path.parent) if parents else []
    try:
        with os.fdopen(os.open(beside, _FLAGS, 0o666), "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    if durable:
        _flush_new(made)
        _flush(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` to be written, which takes its place at the end; if that fails, the old file stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = unfinished(path)
    try:
        yield beside
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Replaces a file by pieces of bytes, which together may be large; if that fails, the old file stays."""
    with replacing(path) as beside, beside.open("wb") as file:
        file.writelines(pieces)


def append(path: Path, line: str) -> None:
    """Adds a line to a file, which need not exist."""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def unfinished(path: Path) -> Path:
    """The file in which the bytes for `path` are written before they take its place."""
    return path.with_name(f".{path.name}.new")


def discard(path: Path) -> None:
    """Removes the unfinished file of a write that was killed. Raises OSError."""
    unfinished(path).unlink(missing_ok=True)


def remove(path: Path, *, above: Path) -> None:
    """Removes a file, and the folders that it leaves empty inside the folder `above`. Raises OSError."""
    path.unlink()
    _remove_empty(path.parent, above)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]], stage: Path) -> None:
    """Makes a new folder with files in it: at any moment all of them are on disk, or no such folder.

    The files are written to `stage`, a folder of the same file system, and the stage is renamed. A stage that a killed
    process left is removed first. Raises OSError; the folder is not there then, or the one that was there before.
    """
    shutil.rmtree(stage, ignore_errors=True)
    made: list[Path] = []
    try:
        stage.mkdir(parents=True)
        for name, data in files:
            write(stage / name, data, parents=True)
        made += _make_folders(folder.parent)
        _flush_new(made)
        stage.rename(folder)
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        _remove_folders(made)
        raise
    _flush(folder.parent)


def replace_folder(folder: Path, files: Iterable[tuple[str, bytes]], stage: Path) -> None:
    """Makes a folder with files in it; one of its name gives way when all of them are on disk.

    The files are written to `stage`, a folder of the same file system. The old folder is renamed to `STAGE-old` and
    deleted. Raises OSError; the old folder is there then.
    """
    old = stage.with_name(f"{stage.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    ready = stage.with_name(f"{stage.name}-ready")
    shutil.rmtree(ready, ignore_errors=True)
    write_folder(ready, files, stage)
    try:
        if folder.exists():
            folder.rename(old)
        ready.rename(folder)
    except OSError:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(ready, ignore_errors=True)
        raise
    _flush(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def move_folder(folder: Path, target: Path, *, above: Path) -> None:
    """Renames a folder, and removes the folders that it leaves empty inside the folder `above`. Raises OSError."""
    made = _make_folders(target.parent)
    try:
        _flush_new(made)
        folder.rename(target)
    except OSError:
        _remove_folders(made)
        raise
    _flush(target.parent)
    _remove_empty(folder.parent, above)


def add_files(root: Path, files: Sequence[tuple[str, bytes]], stage: Path) -> None:
    """Adds new files to a folder, which need not exist: all of them, or none.

    The files are written to `stage`, a folder of the same file system, and renamed into their places. A stage that a
    killed process left is removed first. Raises FileExistsError if a place is taken, else OSError; what was added is
    gone then.
    """
    shutil.rmtree(stage, ignore_errors=True)
    added: list[Path] = []
    folders: list[Path] = []
    try:
        folders += _make_folders(root)
        for name, data in files:
            write(stage / name, data, parents=True)
        for path in [root / name for name, _ in files]:
            if path.exists() or path.is_symlink():
                raise FileExistsError(EEXIST, "there is a file already", str(path))
            folders += _make_folders(path.parent)
            (stage / path.relative_to(root)).rename(path)
            added.append(path)
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        for path in added:
            path.unlink(missing_ok=True)
        _remove_folders(folders)
        raise
    shutil.rmtree(stage, ignore_errors=True)
    _flush_new(folders)
    for folder in {path.parent for path in added}:
        _flush(folder)


def _make_folders(folder: Path) -> list[Path]:
    """Makes a folder and the missing ones above it; returns those that it made, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    for index, path in enumerate(missing):
        try:
            path.mkdir(exist_ok=True)
        except OSError:
            _remove_folders(missing[:index])
            raise
    return missing


def _remove_folders(folders: Sequence[Path]) -> None:
    """Removes those of some folders that are empty, the outermost first in the list."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _remove_empty(folder: Path, above: Path) -> None:
    """Removes a folder and those around it inside the folder `above` as far as they are empty."""
    while folder.is_relative_to(above) and folder != above and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
    _flush(folder)


def _flush_new(folders: Sequence[Path]) -> None:
    """Makes new folders survive a loss of power, the outermost first: each is an entry of the one around it."""
    for folder in folders:
        _flush(folder.parent)


def _flush(folder: Path) -> None:
    """Makes a rename in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
