"""The files of assets/: templates, style sheets, scripts, the theme of the site."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable

from diptych.akn import iri


def folder(name: str) -> Traversable:
    """A folder of assets/ by its name: `print`, `epub`, `theme`."""
    return files(__package__) / "assets" / name


def filled(script: str) -> str:
    """A script with the grammar of addresses: the pattern and the mark of a clause in place of their placeholders."""
    pattern, mark = json.dumps(iri.CLAUSE), json.dumps(iri.MARK)
    return script.replace("{clause_pattern}", pattern).replace("{clause_mark}", mark)
