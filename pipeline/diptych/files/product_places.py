"""Where products may be: below the folders of products, and reached through no symbolic link.

What an earlier build left, in the manifest, the state and the cache, may have been written by anybody.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

FOLDERS: Final = ("build/akn", "build/pdf", "build/report", "build/exports", "site")
"""The folders of a project in which a build puts its products."""
SUMS: Final = "SHA256SUMS"
"""The name of a file with the checksums of those beside and below it."""
_PLACE: Final = re.compile(r"(?:build/(?:akn|pdf|report|exports)|site)(?:/(?!\.{1,2}(?:/|$))[^/\x00\n]+)+")
_OWN: Final = ("build", "build/cache", "build/bulk")
"""Folders in which a build keeps what is its own: nothing in them is a link."""


class ForeignPlaceError(Exception):
    """A path at which no product can be, and the file that names it."""

    def __init__(self, file: str, path: str) -> None:
        super().__init__(f"{file} names {path}")
        self.file, self.path = file, path


class LinkError(Exception):
    """A symbolic link among the products, which a build does not follow."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is a symbolic link")
        self.path = path


def is_place(path: str) -> bool:
    """Whether a path relative to the project is below a folder of products."""
    return _PLACE.fullmatch(path) is not None


def check(path: str, file: str) -> str:
    """The path of a product that a file names. Raises ForeignPlaceError."""
    if not is_place(path):
        raise ForeignPlaceError(file, path)
    return path


def check_folders(root: Path) -> None:
    """Raises LinkError for a link in the place of a folder of products, or in a folder of the build's own."""
    for name in (*_OWN, *FOLDERS):
        if os.path.islink(f"{root}/{name}"):  # noqa: PTH114 - asked by each build
            raise LinkError(name)
    for name in _OWN:
        if link := _first_link(f"{root}/{name}"):
            raise LinkError(f"{name}/{link}")


def _first_link(folder: str) -> str:
    """The name of a link in a folder; empty if there is none."""
    if not os.path.isdir(folder):  # noqa: PTH112
        return ""
    with os.scandir(folder) as entries:
        return min((entry.name for entry in entries if entry.is_symlink()), default="")


def check_around(root: Path, path: str, known: set[str]) -> None:
    """Raises LinkError if a folder around a path is a link. `known` has the folders that are none, and gets more."""
    folder = path.rpartition("/")[0]
    while folder and folder not in known:
        if os.path.islink(f"{root}/{folder}"):  # noqa: PTH114 - there are many
            raise LinkError(folder)
        known.add(folder)
        folder = folder.rpartition("/")[0]
