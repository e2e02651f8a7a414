"""The files of assets/: templates, style sheets, scripts, the theme of the site."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from diptych.akn import iri


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


def filled(script: str) -> str:
    """A script with the grammar of addresses: the pattern and the mark of a clause in place of their placeholders."""
    pattern, mark = json.dumps(iri.CLAUSE), json.dumps(iri.MARK)
    range_mark = json.dumps(iri.RANGE)
    return (script.replace("{clause_pattern}", pattern).replace("{clause_mark}", mark)
            .replace("{clause_range}", range_mark))
