"""mkdocs.yml → findings on the options that a site of this program cannot follow (schema/mkdocs.toml)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from diptych.config import mkdocs_file, schema_layers
from diptych.config.mkdocs_file import SiteFile
from diptych.diagnostics import Diagnostic, diagnostic
from diptych.render.site import palette

TABLE: Final = "mkdocs.toml"
SHAPE: Final = "site.schema.json"
PAGES: Final = "source/pages"
"""The folder of hand-written pages, by default and in every new project."""
_PROVIDERS: Final = "partials/integrations/analytics/"
_GOOGLE: Final = "google"
_INSIDE: Final = ("theme", "extra")
"""The tables of mkdocs.yml whose keys are options of their own."""


def check(file: SiteFile, root: Path) -> Iterator[Diagnostic]:
    """S010 for an option that cannot be followed or that there is not, S011 for a value that cannot."""
    known = schema_layers.packaged_table(TABLE)
    for path in mkdocs_file.options(file.data, _INSIDE):
        name = ".".join(path)
        instead = known["refused"].get(name)
        if instead is None and not _is_followed(name, known["followed"]):
            instead = "correct the spelling, or delete the option"
        if instead is not None:
            yield diagnostic("S010", file.position(*path), option=name, instead=instead)
    for name, limits in known["values"].items():
        path, value = tuple(name.split(".")), file.value(*name.split("."))
        if value is not None and value not in limits["allowed"]:
            yield _refused(file, path, f"{json.dumps(value, default=str)} cannot be followed", limits["instead"])
    yield from _files(file, root)
    yield from _look(file)
    yield from _visitors(file, root)
    yield from _links(file, root)
    yield from _style(file, root)


def theme_file(root: Path, file: SiteFile, name: str) -> Path | None:
    """A file that the theme names: in the folder of pages, or in custom_dir; None if neither has it."""
    folders = (file.value("docs_dir") or PAGES, file.value("theme", "custom_dir"))
    files = (root / folder / name for folder in folders if isinstance(folder, str))
    return next((path for path in files if path.is_file()), None)


@cache
def shape() -> dict[str, Any]:
    """The JSON Schema of the options of the plugin that say what a site publishes."""
    shape: dict[str, Any] = json.loads(schema_layers.packaged_bytes(SHAPE) or b"{}")
    return shape


def _is_followed(name: str, followed: list[str]) -> bool:
    return name in followed or f"{name.partition('.')[0]}.*" in followed or any(
        entry.startswith(f"{name}.") for entry in followed)


def _files(file: SiteFile, root: Path) -> Iterator[Diagnostic]:
    """S011 for folders that a build does not see, and for files that are not there."""
    pages = file.value("docs_dir")
    if pages is not None and Path(str(pages)).parts[:1] != ("source",):
        yield _refused(file, ("docs_dir",), f"{pages} is not in source/", f"name a folder in source/, such as {PAGES}")
    custom = file.value("theme", "custom_dir")
    if custom is not None and not ((root / str(custom)).is_dir() and _is_inside(root, root / str(custom))):
        yield _refused(file, ("theme", "custom_dir"), f"there is no folder {custom} in the project",
                       "name a folder beside mkdocs.yml")
    icon = file.value("theme", "favicon")
    if isinstance(icon, str) and not icon.startswith("assets/") and theme_file(root, file, icon) is None:
        yield _refused(file, ("theme", "favicon"), f"there is no file {icon}", "name a file in the folder of pages")


def _is_inside(root: Path, folder: Path) -> bool:
    return folder.resolve().is_relative_to(root.resolve()) and folder.resolve() != root.resolve()


def _look(file: SiteFile) -> Iterator[Diagnostic]:
    """S011 for colours and schemes that there are not."""
    for name, problem, instead in palette.problems(file.value("theme", "palette")):
        yield _refused(file, ("theme", "palette"), f"{name} {problem}", instead)


def _visitors(file: SiteFile, root: Path) -> Iterator[Diagnostic]:
    """S011 for statistics of visitors who are not asked first, and for a question without words."""
    counted, asked = file.value("extra", "analytics"), file.value("extra", "consent")
    if counted:
        provider = counted.get("provider") if isinstance(counted, dict) else None
        if not asked:
            yield _refused(file, ("extra", "analytics"), "visitors are not asked first",
                           "add extra.consent with title and description")
        if provider != _GOOGLE and _own_file(root, file, f"{_PROVIDERS}{provider}.html") is None:
            yield _refused(file, ("extra", "analytics"), f"there is no provider {provider}",
                           f"write {_GOOGLE}, or add {_PROVIDERS}NAME.html to theme.custom_dir")
        yield from _keys(file, "analytics", counted, ("provider", "property"))
    if asked is not None:
        if not (isinstance(asked, dict) and asked.get("title") and asked.get("description")):
            yield _refused(file, ("extra", "consent"), "it has no title or no description",
                           "give both, as words or as words by language tag")
        yield from _keys(file, "consent", asked, ("title", "description"))


def _keys(file: SiteFile, name: str, table: object, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    """S010 for each key of a table of `extra` that has no effect."""
    for key in table if isinstance(table, dict) else ():
        if key not in known:
            yield diagnostic("S010", file.position("extra", name, key), option=f"extra.{name}.{key}",
                             instead=f"leave it out: extra.{name} has {' and '.join(known)}")


def _links(file: SiteFile, root: Path) -> Iterator[Diagnostic]:
    """S011 for links to other places without an address, and for icons that there are not."""
    entries = file.value("extra", "social") or ()
    for entry in entries if isinstance(entries, (list, tuple)) else ({},):
        if not (isinstance(entry, dict) and entry.get("icon") and entry.get("link")):
            yield _refused(file, ("extra", "social"), "an entry has no icon or no link", "give each entry both")
        else:
            yield from _icon(file, root, ("extra", "social"), entry["icon"])
    for icon in palette.icons(file.value("theme", "palette")):
        yield from _icon(file, root, ("theme", "palette"), icon)


def _icon(file: SiteFile, root: Path, path: tuple[str, ...], name: str) -> Iterator[Diagnostic]:
    """S011 for an icon that neither the theme nor custom_dir has."""
    packaged = resources.files("material") / "templates" / ".icons" / f"{name}.svg"
    if not packaged.is_file() and _own_file(root, file, f".icons/{name}.svg") is None:
        yield _refused(file, path, f"there is no icon {name}", "write a name as in material/weather-night")


def _style(file: SiteFile, root: Path) -> Iterator[Diagnostic]:
    """S011 for a style of citations that there is not."""
    path, options = file.plugin
    wanted = options.get("citation_style")
    if not isinstance(wanted, str) or not wanted:
        return
    try:
        known = tomllib.loads(schema_layers.data(root, "citations/styles.toml").decode())
    except ValueError:
        return
    if wanted not in known:
        yield diagnostic("S011", file.position(*path, "citation_style"), option="diptych.citation_style",
                         problem=f"there is no style {wanted}", instead=f"write one of {', '.join(known)}")


def _own_file(root: Path, file: SiteFile, name: str) -> Path | None:
    """A file in the project's folder of templates; None if it has none."""
    folder = file.value("theme", "custom_dir")
    path = root / folder / name if isinstance(folder, str) else None
    return path if path and path.is_file() else None


def _refused(file: SiteFile, path: tuple[str, ...], problem: str, instead: str) -> Diagnostic:
    return diagnostic("S011", file.position(*path), option=".".join(path), problem=problem, instead=instead)
