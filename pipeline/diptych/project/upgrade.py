"""A project of an older format → what changes it to the newest one. The addresses of its works stay as they are.

Format 1: schema/ holds only what differs from the packaged schema/. A project of before had a whole copy of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from diptych.config import layer_merge, project_format, schema_layers
from diptych.diagnostics import Result
from diptych.project import editor_schemas

EARLIER: Final = "earlier.txt"
"""The digests of earlier packaged files, each with the file's name."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of a file, named by its path in the project: its new bytes, None if it goes; `why` is for the author."""

    file: str
    data: bytes | None
    why: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The changes of a project. `kept` are its own files of schema/; `unmarked` if mkdocs.yml has no place for the
    format."""

    changes: tuple[FileChange, ...]
    kept: tuple[str, ...]
    unmarked: bool


def plan(root: Path) -> Result[Upgrade]:
    """The changes that bring a project to the newest format; C014 for one that is newer. Nothing is written."""
    before = project_format.project_format(root)
    if before.value is None:
        return Result(None, before.diagnostics)
    marked = project_format.with_format(root) if before.value < project_format.NEWEST else None
    changes = [*_schema(root)]
    if marked is not None:
        changes.append(FileChange(project_format.FILE, marked, f"the format {project_format.NEWEST} is stated"))
    changes += [FileChange(file, copy, "it completes TOML files in editors, as this version of the program reads them")
                for file, copy in editor_schemas.outdated(root)]
    gone = {change.file for change in changes if change.data is None}
    kept = tuple(file for name in schema_layers.own_names(root)
                 if (file := f"{schema_layers.FOLDER}/{name}") not in gone)
    return Result(Upgrade(tuple(changes), kept, before.value < project_format.NEWEST and marked is None))


def _schema(root: Path) -> Iterator[FileChange]:
    """The files of the project's schema/ without what the program has or had too."""
    earlier = frozenset((schema_layers.packaged_bytes(EARLIER) or b"").decode().splitlines())
    for name in schema_layers.own_names(root):
        own, default = schema_layers.own_bytes(root, name), schema_layers.packaged_bytes(name)
        file = f"{schema_layers.FOLDER}/{name}"
        if own is not None and f"{sha256(own).hexdigest()}  {name}" in earlier:
            yield FileChange(file, None, "it is an earlier table of the program")
            continue
        rest = own if own is None or default is None else layer_merge.added(name, default, own)
        if rest is None and own is not None:
            yield FileChange(file, None, "all of it comes with the program")
        elif rest is not None and rest != own:
            yield FileChange(file, rest, "only what differs from the program's table is left")
