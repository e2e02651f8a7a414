"""The packaged JSON Schemas of TOML files → copies in a project, and the lines that lead an editor to them.

An editor that knows `#:schema` (taplo, Even Better TOML) completes and checks a file by the schema at this path. The
path is relative, so that it holds without a network and on each machine that has the project. A project whose schema/
is the packaged one needs no copies.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from diptych.config import schema_layers
from diptych.config.schema_folder import packaged
from diptych.project import load

FOLDER: Final = ".schema"
"""Folder of the copies in a project. No build reads it."""
SHAPES: Final = ("editorial", "references", "terms", "version", "work")
"""The TOML files that an editor writes."""


def line(root: Path, folder: str, shape: str) -> str:
    """The first line of a TOML file in a folder of the project: the path of its schema."""
    place = os.path.relpath(f"{_place(root)}/{_name(shape)}", folder).replace(os.sep, "/")
    return f"#:schema {place}"


def copies(root: Path) -> tuple[tuple[str, bytes], ...]:
    """The copies that the project lacks, or has of another version, by their paths in it."""
    return tuple(copy for copy in _copies(root) if load.file_bytes(root / copy[0]) != copy[1])


def outdated(root: Path) -> tuple[tuple[str, bytes], ...]:
    """The copies that the project has of another version."""
    return tuple(copy for copy in copies(root) if (root / copy[0]).is_file())


def _copies(root: Path) -> Iterator[tuple[str, bytes]]:
    for shape in SHAPES if _place(root) == FOLDER else ():
        yield f"{FOLDER}/{_name(shape)}", schema_layers.packaged_bytes(_name(shape)) or b""


def _place(root: Path) -> str:
    own = root / schema_layers.FOLDER
    return schema_layers.FOLDER if own.is_dir() and own.resolve() == packaged().resolve() else FOLDER


def _name(shape: str) -> str:
    return f"{shape}.schema.json"
