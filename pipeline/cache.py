"""Whether the last build still holds: digests of all that a build reads and of all that it made."""

from __future__ import annotations

import fcntl
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

READ = ("source", "schema", "mkdocs.yml")
LIBRARIES = ("bibtexparser", "citeproc-py", "cobalt", "lxml", "mkdocs", "mkdocs-material", "pikepdf", "pydyf", "rispy",
             "weasyprint")
"""Libraries whose version shows in the products."""

Digests = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build remembers of itself."""

    findings: tuple[Mapping[str, Any], ...]


def inputs(root: Path) -> Digests:
    """A digest of every file that a build reads, the program itself and the versions of its libraries."""
    program = Path(__file__).parent
    found = {f"program/{path.relative_to(program).as_posix()}": _digest(path) for path in _files(program)}
    for name in READ:
        found |= {path.relative_to(root).as_posix(): _digest(path) for path in _files(root / name)}
    found |= {f"library/{name}": metadata.version(name) for name in LIBRARIES}
    return found | {"python": sys.version}


def current(root: Path, state: str, read: Digests, made: Sequence[str]) -> Build | None:
    """The last build, if it read the same and all that it made is still there as it was made."""
    try:
        told = json.loads((root / state).read_text(encoding="utf-8"))
        same = told["inputs"] == read and all(told["products"][name] == _made(root, name) for name in made)
        return Build(tuple(told["findings"])) if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(root: Path, state: str, read: Digests, made: Sequence[str], findings: Sequence[Mapping[str, Any]]) -> None:
    """Writes down what a build read and made."""
    told = {"inputs": read, "products": {name: _made(root, name) for name in made}, "findings": findings}
    beside = root / f"{state}.new"
    beside.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(root / state)


@contextmanager
def lock(path: Path) -> Iterator[bool]:
    """Holds the file locked; gives False where another process holds it."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def _made(root: Path, name: str) -> str:
    """One digest of all files below a folder, their names among them."""
    total = sha256()
    for path in _files(root / name):
        total.update(f"{path.relative_to(root).as_posix()} {_digest(path)}\n".encode())
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
