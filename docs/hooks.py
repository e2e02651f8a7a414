"""Hooks of MkDocs for the manual: pages that are made of the program itself, and the marks of tested commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from docs.generated import api_page, code_page, command_page, option_page, schema_pages

ROOT: Final = Path(__file__).parent.parent
_MARK: Final = re.compile(r"^<!-- (?:run|not run|file|edit|output|start)\b.*-->\n", re.MULTILINE)
_LANGUAGE: Final = '<html lang="en"'
_UNNAMED: Final = 'data-md-component="search" role="dialog"'
"""The theme's dialog for the search, which has no name for readers of screens."""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The files with the pages of the reference that are made of schema/, click and docstrings."""
    for path, content in generated():
        files.append(File.generated(config, path, content=content))
    return files


def generated() -> Iterator[tuple[str, str]]:
    """The path and Markdown of each generated page."""
    yield from schema_pages.pages(ROOT / "schema")
    yield "reference/options.md", option_page.page()
    yield "reference/commands.md", command_page.page()
    yield "reference/codes.md", code_page.page(ROOT / "schema/codes.toml")
    yield "reference/python.md", api_page.page()


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The Markdown without the marks by which tests find commands (tests/docs/commands.py)."""
    return _MARK.sub("", markdown)


def on_post_page(output: str, *, page: Page, **_: Any) -> str:
    """The page with the language that its front matter names."""
    language = page.meta.get("language", "en")
    return _named(output.replace(_LANGUAGE, f'<html lang="{language}"', 1))


def on_post_template(output: str, **_: Any) -> str:
    """The page for a missing address, with a name for the search."""
    return _named(output)


def _named(output: str) -> str:
    return output.replace(_UNNAMED, f'{_UNNAMED} aria-label="Search"')
