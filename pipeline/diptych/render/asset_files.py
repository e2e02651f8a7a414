"""Where the files of assets/ are: templates, style sheets, scripts, the theme of the site."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def folder(name: str) -> Traversable:
    """A folder of assets/ by its name: `print`, `epub`, `theme`."""
    return files(__package__) / "assets" / name
