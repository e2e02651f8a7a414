"""A project's files and the program → the digests of all that a build reads, and the values that products share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final, TypeVar

from diptych.build.digests import PUBLISHED, Reading, published
from diptych.build.task import digest
from diptych.citations import csl_styles
from diptych.config import schema_layers
from diptych.diagnostics import Catalogue, Result, joined
from diptych.interface_text import SITE, Interfaces
from diptych.products import pdf_editions
from diptych.products.contract import Input, pickled
from diptych.products.inputs import ProjectInputs
from diptych.products.site_settings import SiteOptions, site_options
from diptych.project import interface_catalogues, load
from diptych.render.print.fonts import Declared
from diptych.render.site import glossary
from diptych.render.site.page import Settings
from diptych.review.work import ReviewTables

_BASE: Final = (load.TERMS, load.REFERENCES)
_SCHEMA: Final = f"{schema_layers.FOLDER}/"
_CATALOGUES: Final = f"{_SCHEMA}interface/"
_SITE: Final = f"{_SCHEMA}{SITE}"
Value = TypeVar("Value")


def project_inputs(root: Path, catalogue: Catalogue, reading: Reading, *, printed: bool,
                   unmade: tuple[str, ...] = ()) -> Result[ProjectInputs]:
    """The values that all works of a project share, by the digests of its files and of the program's parts.

    Each table of the project is read once. What PDFs are set with is there if they are to be `printed`: only then the
    machine is asked for its fonts, and findings on fonts matter. `unmade` as in Settings.
    """
    tables = load.schema(root)
    if tables.value is None:
        return Result(None, tables.diagnostics)
    schema, terms, styles, options = tables.value, load.terms(root, tables.value), csl_styles.citations(root), (
        site_options(root))
    gone = load.published(root, schema)
    fonts, site = pdf_editions.families(schema), options.value or SiteOptions()
    spoken = interface_catalogues.interfaces(root, site.languages, site.default_language)
    if spoken.value is None:
        return Result(None, joined(options, spoken))
    known = spoken.value
    base = terms.value or ()
    explained = glossary.explained(base) if site.glossary else ()
    same = cache(lambda: load.equivalents(root, schema, base).known)

    def of(*names: str) -> str:
        return digest(*(f"{path} {sha}" for layer in (reading.program, reading.files) for path, sha in layer.items()
                        if path.startswith(names)))

    parts, ids, knowledge = reading.program, frozenset(term.id for term in explained), of(_SCHEMA, *_BASE)
    settings = Settings(site.url, site.report, site.review, site.name, site.citation_style, site.interchange,
                        pictures=printed, escape_formulas=site.escape_formulas,
                        keys=tuple(key.fingerprint for key in site.publisher.keys), interfaces=known, unmade=unmade)
    words = digest(of(_CATALOGUES, _SITE), *known.languages)
    asset: Mapping[str, Input[None]] = {
        name: _shared(name, part, _nothing) for name, part in parts.items() if not name.startswith(_SCHEMA)}
    made = ProjectInputs(
        code=Input({name: parts[name] for name in ("program", "libraries")}, _nothing),
        schema=_shared("schema", digest(of(_SCHEMA), repr(schema.rights)), lambda: schema),
        terms=_shared("termbase", of(*_BASE), lambda: base),
        explained=_shared("explained", digest(of(load.TERMS), str(site.glossary)), lambda: explained),
        explained_ids=_shared("terms", digest(*sorted(ids)), lambda: ids),
        settings=Input({"site": _settings_digest(settings), "interface": words}, lambda: settings, shared=True),
        review=_shared("review", digest(str(site.review), knowledge), lambda: (
            ReviewTables(schema.languages, base, same()), catalogue.codes) if site.review else None),
        sentences=_shared("sentences", knowledge, lambda: (schema.languages, same(), metadata.version("diptych"))),
        fonts=_shared("families", of(pdf_editions.FONTS), lambda: fonts.value),
        styles=_shared("citations", of(csl_styles.CITATIONS), lambda: styles.value),
        publisher=_shared("publisher", pickled(site.publisher).digest, lambda: site.publisher),
        print_assets=asset["print"], epub_assets=asset["epub"], docx_assets=asset["docx"],
        reading=_shared("reading", site.reading, lambda: site.reading),
        interface=_shared("interface", words, lambda: known), templates=asset["templates"], theme=asset["theme"],
        formats=_shared("formats", parts[PUBLISHED], published),
        published=Input({"published works": of(load.PUBLISHED)}, lambda: gone.value or ()),
        print_settings=_print_settings(fonts.value, site, known) if printed and fonts.value else None)
    return Result(made, joined(tables, terms, styles, options, spoken, gone, *((fonts,) if printed else ())))


def _print_settings(fonts: Declared, site: SiteOptions, known: Interfaces) -> Input[pdf_editions.PrintSettings]:
    settings = pickled(pdf_editions.settings(fonts, site, known))
    return Input({"press": settings.digest}, settings, shared=True)


def _settings_digest(settings: Settings) -> str:
    """The digest of the settings but for the words of their catalogues."""
    names = (name for name in Settings.__dataclass_fields__ if name != "interfaces")
    return digest(*(f"{name} {getattr(settings, name)}" for name in names))


def _shared(name: str, sha: str, get: Callable[[], Value]) -> Input[Value]:
    return Input({name: sha}, get, shared=True)


def _nothing() -> None:
    """Not a value: the digest alone is needed."""
