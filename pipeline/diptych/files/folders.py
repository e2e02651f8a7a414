"""Folders that are made, cleared, or there for a while."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make(folder: Path) -> None:
    """Makes a folder with those around it, unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)


def delete_file(path: Path) -> None:
    """Deletes a file, if it is there."""
    path.unlink(missing_ok=True)


@contextmanager
def temporary(parent: Path, prefix: str, *, sweep: bool) -> Iterator[Path]:
    """A folder of this process, which is deleted at the end. If `sweep`, those that killed processes left go too."""
    for old in parent.glob(f"{prefix}-*") if sweep else ():
        shutil.rmtree(old, ignore_errors=True)
    folder = parent / f"{prefix}-{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def lock(folder: Path) -> Iterator[bool]:
    """Locks a folder as long as this process lives; gives False if another process has locked it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
    finally:
        os.close(handle)
