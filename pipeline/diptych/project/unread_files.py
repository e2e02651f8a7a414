"""A path without bytes → the finding that says why: nothing is there, or something that is no file to be read."""

from __future__ import annotations

import os.path
from pathlib import Path

from diptych.diagnostics import Diagnostic, Position, diagnostic


def unread(path: Path, file: str, named: str, position: Position | None = None) -> Diagnostic:
    """C001 for a path at which nothing is; C021 for a folder, a link to no file, a device, or a forbidden file.

    `file` is its name in the project, `named` names the file that asks for it. Without a `position` it is the place.
    """
    place, problem = position or Position(file), _problem(path)
    if problem:
        return diagnostic("C021", place, file=file, problem=problem)
    return diagnostic("C001", place, file=file, named=named)


def is_something(path: Path) -> bool:
    """Whether a file, a folder or a link is at a path, a link to no file included."""
    return os.path.lexists(path)


def _problem(path: Path) -> str:
    """Why what is at a path cannot be read; empty if nothing is there. Unlike `Path`, `os.path` takes any name."""
    if os.path.isdir(path):  # noqa: PTH112
        return "it is a folder"
    if os.path.isfile(path):  # noqa: PTH113
        return "you may not read it"
    if os.path.islink(path):  # noqa: PTH114
        return "it is a link that leads to no file"
    return "it is no regular file" if os.path.exists(path) else ""  # noqa: PTH110
