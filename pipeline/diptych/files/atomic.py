"""Bytes → a file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replaces a file: at any moment the old file or the new one is on disk, never a part of one.

    The bytes are written beside, to `.NAME.new`, and renamed. A `durable` file survives a loss of power as well: it
    is flushed to the disk first. Raises OSError; the old file is still there then.
    """
    beside = unfinished(path)
    try:
        with beside.open("wb") as file:
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


def append(path: Path, line: str) -> None:
    """Adds a line to a file, which need not exist."""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def unfinished(path: Path) -> Path:
    """The file in which the bytes for `path` are written before they take its place."""
    return path.with_name(f".{path.name}.new")


def _flush(folder: Path) -> None:
    """Makes a rename in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
