"""Files of assets/: templates, style sheets, scripts, the theme of the site."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape


def folder(name: str) -> Traversable:
    """A folder of assets/ by its name: `print`, `epub`, `theme`."""
    return files(__package__) / "assets" / name


@cache
def template(folder_name: str, name: str) -> Template:
    """A compiled template of a folder of assets/. Unknown names raise; values are escaped, but not in CSS."""
    return _templates(folder_name).get_template(name)


@cache
def _templates(folder_name: str) -> Environment:
    return Environment(loader=FileSystemLoader(str(folder(folder_name))), undefined=StrictUndefined,
                       autoescape=select_autoescape(disabled_extensions=("css",), default=True),
                       trim_blocks=True, lstrip_blocks=True)
