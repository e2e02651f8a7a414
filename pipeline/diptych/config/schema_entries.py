"""The names of files and entries of schema/ → their text, as `diptych schema` shows and copies them.

An entry is named by its file and its path in it: `codes/C001`, `fonts/languages/ko`, `citations/styles/apa`. The suffix
of a file may be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from diptych.config import layer_merge, schema_layers, toml_positions


@dataclass(frozen=True, slots=True)
class SchemaEntry:
    """A file of schema/, or the entry at a path in one. `text` is the file or entry that counts in the project."""

    file: str
    path: tuple[str, ...]
    text: str


def entry(root: Path, name: str) -> SchemaEntry | None:
    """The file or entry that counts in a project; None if there is none of this name."""
    parts = name.removeprefix(f"{schema_layers.FOLDER}/").split("/")
    for end in range(len(parts), 0, -1):
        file = _file(root, "/".join(parts[:end]))
        if file is not None:
            return _inside(file, tuple(parts[end:]), schema_layers.data(root, file).decode(errors="surrogateescape"))
    return None


def near(root: Path, name: str) -> tuple[str, ...]:
    """The names of files that are most like a name."""
    known = {part: file for file in schema_layers.names(root, "**/*") for part in (file, Path(file).stem)}
    return tuple(dict.fromkeys(known[match] for match in get_close_matches(name, known, 3)))


def with_entry(before: bytes, copied: SchemaEntry) -> bytes | None:
    """A project's file with an entry added at its end; None if the file, or that entry in it, is there already."""
    if not before:
        return copied.text.encode(errors="surrogateescape")
    if not copied.path or any(path[:len(copied.path)] == copied.path for path in toml_positions.spans(before)):
        return None
    return before.rstrip() + b"\n\n" + copied.text.encode(errors="surrogateescape")


def origin(root: Path, name: str) -> str:
    """Where a file comes from: `program`, `project`, or `project + program` if both count."""
    own, default = schema_layers.own_bytes(root, name), schema_layers.packaged_bytes(name)
    if own is None or own == default or schema_layers.fits(name, schema_layers.UNREAD):
        return "program"
    return "project + program" if default is not None and layer_merge.is_merged(name) else "project"


def _file(root: Path, name: str) -> str | None:
    """The name of a file, given with its suffix or without."""
    known = schema_layers.names(root, "**/*")
    return next((file for file in known if name in (file, str(Path(file).with_suffix("")))), None)


def _inside(file: str, path: tuple[str, ...], text: str) -> SchemaEntry | None:
    """The entry at a path in a file: the lines of its table, with those of the tables in it."""
    if not path:
        return SchemaEntry(file, path, text)
    if layer_merge.rule(file) is None:
        return None
    spans = toml_positions.spans(text.encode())
    lines = text.splitlines(keepends=True)
    tables = [span for key, span in spans.items() if key[:len(path)] == path
              and lines[span[0] - 1].lstrip().startswith("[")]
    shown = sorted(dict.fromkeys(number for first, last in tables for number in range(first, last + 1)))
    return SchemaEntry(file, path, "".join(lines[number - 1] for number in shown)) if shown else None
