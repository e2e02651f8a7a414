"""A template of assets/templates and its values → HTML."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from diptych.interface_text import Interface
from diptych.render import asset_files


def rendered(template: str, words: Interface, **values: object) -> str:
    """The HTML of a template; `say` and `tag` are those of the interface."""
    return _templates().get_template(template).render(say=words.say, tag=words.tag, **values)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(str(asset_files.folder("templates"))), autoescape=True,
                       undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
