"""What the site generator has made → the same with a style sheet of the theme that holds what the site uses."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from diptych.files import atomic, folders
from diptych.render.site import style_sheets

_SHEETS: Final = "assets/stylesheets"


def reduce(site: Path, shells: Mapping[str, str]) -> dict[str, str]:
    """Replaces the theme's style sheet by a smaller one under a new name, and gives the shells with that name.

    The pages in the folder of the site get the name too.
    """
    sheet = next(iter(sorted((site / _SHEETS).glob("main.*.css"))), None)
    if sheet is None:
        return dict(shells)
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    text = style_sheets.reduced(sheet.read_text("utf-8"), _names(site, sheet, (*pages.values(), *shells.values())))
    old, new = sheet.name, f"main.{sha256(text.encode()).hexdigest()[:8]}.min.css"
    folders.delete_file(sheet)
    atomic.write(sheet.with_name(new), text.encode(), durable=False)
    for path, html in pages.items():
        atomic.write(path, html.replace(old, new).encode(), durable=False)
    return {name: html.replace(old, new) for name, html in shells.items()}


def _names(site: Path, sheet: Path, pages: tuple[str, ...]) -> frozenset[str]:
    """The names that the pages, the scripts and the other style sheets of a site have.

    Pages of works have no class of the theme that their shells lack.
    """
    scripts = (path.read_text("utf-8") for path in site.rglob("*.js"))
    others = (path.read_text("utf-8") for path in site.rglob("*.css") if path != sheet)
    return frozenset().union(
        *map(style_sheets.names_in_page, pages), *map(style_sheets.names_in_script, scripts),
        *map(style_sheets.names_in_styles, others))
