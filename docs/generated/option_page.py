"""The plugin's options, from its class → a page of the manual."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from diptych.mkdocs_plugin import DiptychConfig

from docs.generated.markdown import block, code, table, text

_OF_MKDOCS: Final = """\
All other options are those of [MkDocs](https://www.mkdocs.org/user-guide/configuration/): among them `site_name`,
`site_url`, `site_description`, `docs_dir`, `theme` and `extra_css`.
"""


def page() -> str:
    """The Markdown of the page."""
    rows = [(code(name), text(words), code(_yaml(default)) if default is not None else "nothing")
            for name, words, default in options()]
    lines = "\n".join(f"      {name}: {_yaml(default)}" for name, _, default in options() if default is not None)
    return "\n".join((
        "# Options in `mkdocs.yml`\n",
        "`mkdocs.yml` is the file of settings of your project. The plugin `diptych` has these options:\n",
        table(("Option", "What it is", "Without it"), rows),
        "The same in YAML:\n",
        block("yaml", f"plugins:\n  - diptych:\n{lines}"),
        _OF_MKDOCS))


def options() -> Iterator[tuple[str, str, object]]:
    """Name, docstring and default of each option."""
    [body] = [node.body for node in ast.parse(inspect.getsource(DiptychConfig)).body if isinstance(node, ast.ClassDef)]
    words = {node.targets[0].id: following.value.value for node, following in pairwise(body)
             if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
             and isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)}
    for name, option in DiptychConfig._schema:  # noqa: SLF001 - MkDocs has no other list of options
        yield name, str(words.get(name, "")), option.default


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) if value != "" else '""'
