"""The packaged schema/ and a project's own over it → the files that count, with their bytes.

Each reader of schema/ asks here. A file of the project replaces the packaged file of its name, or is merged with it
entry by entry (config/layer_merge.py). The name of a file is its path below schema/.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final

from diptych.config import layer_merge
from diptych.config.schema_folder import packaged
from diptych.diagnostics import Diagnostic, Position, diagnostic

FOLDER: Final = "schema"
OPEN: Final = ("languages/*.toml", "jurisdictions/*.toml", "interface/*.toml", "citations/*.toml", "citations/*.csl")
"""Files that a project may add under any name."""
UNREAD: Final = ("*.schema.json", "mkdocs.toml", "colours.toml", "messages/*", "published/*", "earlier.txt",
                 "init/*", "init/pages/*/*",
                 "init/example/works/*/*/*/*/*", "init/example/works/*/*/*/*/*/*")
"""Packaged files that a project cannot replace."""
UNUSED: Final = "C015"
"""The code of a file that nothing reads, which is no error."""
UNCHECKED: Final = ("*.md", ".*", "*~")
"""Files beside the tables, in any folder: notes, and what editors and file managers leave."""


def own_folder(root: Path) -> Path | None:
    """The folder schema/ of a project; None if it has none, or if it is the packaged one."""
    folder = root / FOLDER
    return folder if folder.is_dir() and folder.resolve() != packaged().resolve() else None


def data(root: Path, name: str) -> bytes:
    """The bytes of a file: the project's merged into the packaged ones; none if neither has the file.

    A table of the project that is no TOML counts alone, so that its reader finds the mistake at its place.
    """
    own, default = own_bytes(root, name), packaged_bytes(name)
    if own is None or fits(name, UNREAD):
        return default or b""
    return own if default is None else layer_merge.merged(name, default, own)


def names(root: Path, pattern: str) -> tuple[str, ...]:
    """The names of the files of both layers that fit a pattern, sorted."""
    own = {name for name in own_names(root) if fits(name, OPEN) and fits(name, (pattern,))}
    return tuple(sorted(own | set(packaged_names(pattern))))


def packaged_names(pattern: str) -> tuple[str, ...]:
    """The names of the packaged files that fit a pattern, sorted."""
    return tuple(sorted(path.relative_to(packaged()).as_posix() for path in packaged().glob(pattern) if path.is_file()))


def files(root: Path, pattern: str) -> Mapping[str, bytes]:
    """The bytes of the files of both layers that fit a pattern, by name."""
    return {name: data(root, name) for name in names(root, pattern)}


def own_names(root: Path) -> tuple[str, ...]:
    """The names of all files in the project's own schema/, sorted."""
    folder = own_folder(root)
    return () if folder is None else tuple(sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))


def own_bytes(root: Path, name: str) -> bytes | None:
    """The bytes of a file of the project; None if there is no such file or it cannot be read."""
    folder = own_folder(root)
    try:
        return (folder / name).read_bytes() if folder and (folder / name).is_file() else None
    except OSError:
        return None


@cache
def packaged_table(name: str) -> Mapping[str, Any]:
    """A TOML file of the packaged schema/. Not to be changed."""
    return tomllib.loads((packaged_bytes(name) or b"").decode())


def packaged_bytes(name: str) -> bytes | None:
    """The bytes of a packaged file; None if there is no such file."""
    path = packaged() / name
    return path.read_bytes() if path.is_file() else None


def fits(name: str, patterns: tuple[str, ...]) -> bool:
    """True if a name fits one of the patterns, folder by folder."""
    return any(fnmatchcase(name, pattern) and name.count("/") == pattern.count("/") for pattern in patterns)


def check(root: Path) -> Iterator[Diagnostic]:
    """The mistakes in a project's schema/: C015 for a file that nothing reads, C016 for one that cannot be read.

    A copy of a packaged file that cannot be replaced is no mistake.
    """
    folder = own_folder(root)
    for name in own_names(root) if folder else ():
        file = f"{FOLDER}/{name}"
        if folder and not os.access(folder / name, os.R_OK):
            yield diagnostic("C016", Position(file), file=file, problem="its permissions do not allow it")
        elif _is_unread(root, name):
            yield diagnostic(UNUSED, Position(file), file=file)
        elif name in layer_merge.ROWS and not _is_utf8(own_bytes(root, name) or b""):
            yield diagnostic("C016", Position(file), file=file, problem="it is not UTF-8")


def _is_unread(root: Path, name: str) -> bool:
    """True if nothing reads a file of the project, and it is no copy of a packaged one."""
    if fits(name, UNREAD):
        return own_bytes(root, name) != packaged_bytes(name)
    beside = fits(Path(name).name, UNCHECKED)
    return not beside and not fits(name, OPEN) and not (packaged() / name).is_file()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
