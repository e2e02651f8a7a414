"""A project → findings on what in it runs code, or leads out of it. A build refuses both in one that is not trusted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from diptych.config import mkdocs_file, schema_layers
from diptych.config.mkdocs_file import FILE, Key, SiteFile
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.products.mkdocs_options import PAGES, TABLE

_LISTS: Final = {"plugins": "plugin", "markdown_extensions": "Markdown extension"}
_STANDARD: Final = "markdown.extensions."
"""The package of the extensions that Python-Markdown knows by their short names."""
_READ: Final = ("source", schema_layers.FOLDER)


def check(root: Path) -> Iterator[Diagnostic]:
    """S030 for each thing in mkdocs.yml that runs code of the project or unknown code, S031 for each path that leads
    out of the project."""
    file = mkdocs_file.read(root).value
    if file is None:
        return
    yield from _code(file)
    yield from _folders(root, file)
    custom = file.value("theme", "custom_dir")
    for name in (*_READ, *((custom,) if isinstance(custom, str) and custom else ()), FILE):
        yield from _links(root, name)


def _code(file: SiteFile) -> Iterator[Diagnostic]:
    """S030 for plugins, extensions and objects that are not listed, and for the project's own templates."""
    harmless = schema_layers.packaged_table(TABLE)["harmless"]
    for option, kind in _LISTS.items():
        for name, path in _entries(file, option):
            if name.removeprefix(_STANDARD) not in harmless[option]:
                yield diagnostic("S030", file.position(*path), what=f"the {kind} {name}")
    for name, place in file.objects:
        if name not in harmless["python"]:
            yield diagnostic("S030", place, what=f"!!python/{name}")
    for path in (("theme", "custom_dir"), ("extra_templates",), ("hooks",)):
        if file.value(*path):
            yield diagnostic("S030", file.position(*path), what=".".join(path))


def _entries(file: SiteFile, option: str) -> Iterator[tuple[str, Key]]:
    """The names in a list of plugins or extensions, which may be names, tables of one name, or one table of all."""
    listed = file.value(option)
    if isinstance(listed, Mapping):
        yield from ((str(name), (option, str(name))) for name in listed)
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        for name in item if isinstance(item, Mapping) else (item,):
            yield str(name), (option, index)


def _folders(root: Path, file: SiteFile) -> Iterator[Diagnostic]:
    """S031 for a folder of pages that is not below source/."""
    pages = file.value("docs_dir")
    folder, around = root / str(pages or PAGES), root / "source"
    if not _leads_into(folder, around):
        yield diagnostic("S031", file.position("docs_dir"), path=str(pages or PAGES))


def _links(root: Path, name: str) -> Iterator[Diagnostic]:
    """S031 for each symbolic link at or below a path that leads out of the project."""
    waiting = [name]
    while waiting:
        path = waiting.pop()
        place = f"{root}/{path}"
        if os.path.islink(place) and not _leads_into(Path(place), root):  # noqa: PTH114 - there are many
            yield diagnostic("S031", Position(path), path=path)
        elif os.path.isdir(place) and not os.path.islink(place):  # noqa: PTH112, PTH114
            with os.scandir(place) as entries:
                waiting += sorted(f"{path}/{entry.name}" for entry in entries
                                  if entry.is_symlink() or entry.is_dir(follow_symlinks=False))


def _leads_into(path: Path, folder: Path) -> bool:
    """Whether a path, its links followed, is below a folder or is the folder itself."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False
