"""A project's folder → values: the knowledge in schema/, and of each work its TOML files and received bytes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeVar

from lxml import etree

from diptych.akn.vocabularies import Vocabularies, vocabularies
from diptych.anchors import published_works as past
from diptych.anchors.ledger import FILE as LEDGER
from diptych.anchors.ledger import Ledger, ledger
from diptych.anchors.published_works import RecordedWorks
from diptych.config import diagnostic_codes, rights, rules, schema_layers, toml_positions, works
from diptych.config.rights import Licence, Rights
from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Catalogue, Diagnostic, Position, Result, diagnostic, joined
from diptych.language.common_words import CommonWords, common_words
from diptych.language.equivalents import Equivalents, equivalents_of
from diptych.language.jurisdictions import Jurisdiction, jurisdiction
from diptych.language.profiles import Language, language
from diptych.language.wording import spelled
from diptych.project import portable_names
from diptych.project.unread_files import is_something, unread
from diptych.readers.formats.foreign_formats import foreign_formats
from diptych.readers.formats.plain_text.encoding import encodings
from diptych.readers.formats.received import Forms
from diptych.readers.formats.web_pages.html_page import pages

WORKS: Final = "source/works"
TERMS: Final = "source/terms.toml"
REFERENCES: Final = "source/references.toml"
"""Documents that the texts refer to; the file is optional."""
PUBLISHED: Final = past.FILE
VERSION: Final = "@"
"""The first character of the folder of a later version: `@2015-01-01`."""
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif"})
"""Suffixes of the files of pictures that a text in a work's folder may show."""
ALIGNING: Final = ("equivalents/hangul.tsv", "equivalents/variants.tsv", "equivalents/words.tsv")
"""Files of schema/: Korean readings, variants of characters, words in several languages."""
_CACHED: Final = 32
"""Files of languages whose content is cached; chosen, for two projects of all languages. Raised: more memory."""
Knowledge = TypeVar("Knowledge")
Read = Callable[[Path], bytes | None]
"""A function from a path to the bytes of the file; None if it cannot be read."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The knowledge in schema/, by code; `shapes` are the JSON Schemas of the project's TOML files.

    `licences` are by SPDX identifier. `rights` are those of mkdocs.yml, for a work that names none.
    """

    languages: Mapping[str, Language]
    jurisdictions: Mapping[str, Jurisdiction]
    language_codes: frozenset[str]
    rules: bytes
    fonts: bytes
    forms: Forms
    common_words: CommonWords
    shapes: Mapping[str, Mapping[str, Any]]
    licences: Mapping[str, Licence]
    vocabularies: Vocabularies
    rights: Rights = rights.UNSTATED


@dataclass(frozen=True, slots=True)
class Source:
    """One version of a work: its TOML files and the received bytes by file name; `folder` is relative to the project.

    `pictures` are the bytes of the pictures in the folder, by their paths in it. `cited` are other works of the project
    that its texts name.
    The newest version holds the `earlier` ones, the oldest first, and the ledger of all.
    """

    folder: str
    work: works.Work
    editorial: works.Editorial
    terms: tuple[works.Term, ...]
    received: Mapping[str, bytes]
    ledger: Ledger
    earlier: tuple[Source, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    cited: tuple[works.ReferencedWork, ...] = ()

    def with_cited(self, cited: tuple[works.ReferencedWork, ...]) -> Source:
        """The same, in all versions, with the other works of the project that the texts name."""
        return replace(self, cited=cited, earlier=tuple(version.with_cited(cited) for version in self.earlier))


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a project: its root, the knowledge to read them by, and the function that reads bytes."""

    root: Path
    known: Schema
    read: Read

    def name(self, path: Path) -> str:
        """The path in the project."""
        return path.relative_to(self.root).as_posix()

    def toml(self, path: Path, shape: str) -> Result[TomlSource]:
        """A TOML file that a shape allows; C001 if it is missing, C021 if it cannot be read."""
        name, data = self.name(path), self.read(path)
        return Result(None, (unread(path, name, "the project"),)) if data is None else (
            toml_positions.read(data, name, self.known.shapes[shape]))

    def optional(self, path: Path, shape: str, understand: Callable[[TomlSource], Knowledge]) -> Result[Knowledge]:
        """The content of an optional TOML file; no value and no finding if there is no such file."""
        read = self.toml(path, shape) if is_something(path) else Result[TomlSource](None)
        return Result(understand(read.value) if read.value else None, read.diagnostics)


def catalogue(root: Path) -> Catalogue:
    """The diagnostic codes that count in a project; the program's if the project's are broken."""
    return diagnostic_codes.catalogue(root).value or diagnostic_codes.packaged()


def schema(root: Path) -> Result[Schema]:
    """The knowledge in the packaged schema/ and in the project's own (config/schema_layers.py).

    A broken file of the project is C002 to C005, C016 or X001, one that nothing reads C015, a newer format C014, an
    unknown licence of mkdocs.yml C020.
    """
    # The reader of YAML takes a while to load, and a build that changes nothing does without.
    from diptych.config import mkdocs_file, project_format  # noqa: PLC0415

    schematron = schema_layers.data(root, "rules.sch")
    beside = (*project_format.project_format(root).diagnostics, *_broken_rules(root, schematron),
              *schema_layers.check(root))
    # A jurisdiction may be like another, whose table is read once all the same.
    data = cache(partial(schema_layers.data, root))
    languages = _by_code(root, "languages", _language, data)
    jurisdictions = _by_code(root, "jurisdictions", partial(
        toml_positions.understood, understand=partial(jurisdiction, kinds_of=partial(_kinds, data))), data)
    known_encodings = _understood(root, "encodings.toml", encodings)
    known_pages = _understood(root, "pages.toml", pages)
    foreign = _understood(root, "formats.toml", foreign_formats)
    words = _understood(root, "common_words.toml", common_words)
    profiles = _understood(root, "akoma_ntoso.toml", vocabularies)
    problems = (*beside, *joined(languages, jurisdictions, known_encodings, known_pages, foreign, words, profiles))
    if any(item.code != schema_layers.UNUSED for item in problems):
        return Result(None, problems)
    shapes = {name.removesuffix(".schema.json"): json.loads(content)
              for name, content in schema_layers.files(root, "*.schema.json").items()}
    licences = rights.licences(schema_layers.data(root, rights.FILE))
    usual = mkdocs_file.rights((mkdocs_file.read(root).value or mkdocs_file.SiteFile()), licences)
    problems = (*problems, *usual.diagnostics)
    if usual.value is None:
        return Result(None, problems)
    codes = schema_layers.data(root, "iso639-2.txt").decode().splitlines()
    return Result(Schema(languages.known, jurisdictions.known,
                         frozenset(code for line in codes if line[:1] != "#" for code in line.split()),
                         schematron, schema_layers.data(root, "fonts.toml"),
                         Forms(known_encodings.known, known_pages.known, foreign.known), words.known, shapes, licences,
                         profiles.known, usual.value), problems)


def _broken_rules(root: Path, schematron: bytes) -> Iterator[Diagnostic]:
    """X001 if rules.sch is no Schematron, C008 for each assertion in a project's own without a usable code."""
    place = Position("schema/rules.sch")
    try:
        rules.load(schematron)
    except etree.LxmlError as error:
        yield diagnostic("X001", place, problem=error)
        return
    if schematron == schema_layers.packaged_bytes("rules.sch"):
        return
    known = diagnostic_codes.of_rules(catalogue(root))
    for code, line in rules.codes(schematron):
        if code not in known:
            yield diagnostic("C008", Position(place.file, line), what="the code of an assertion", name=code,
                             where="schema/codes.toml, as one whose only fact is {problem}")


def _understood(root: Path, name: str, understand: Callable[[Mapping[str, Any]], Knowledge]) -> Result[Knowledge]:
    return toml_positions.understood(f"schema/{name}", schema_layers.data(root, name), understand)


def _kinds(data: Callable[[str], bytes], code: str) -> Sequence[Mapping[str, Any]]:
    """The tables of the kinds of a jurisdiction. Raises KeyError if no file has them."""
    kinds: Sequence[Mapping[str, Any]] = tomllib.loads(data(f"jurisdictions/{code}.toml").decode())["kinds"]
    return kinds


@lru_cache(_CACHED)
def _language(file: str, data: bytes) -> Result[Language]:
    """The language of a file of schema/languages. It is cached in each process, as is what others make of it."""
    return toml_positions.understood(file, data, language)


def _by_code(root: Path, folder: str, understood: Callable[[str, bytes], Result[Knowledge]],
             data: Callable[[str], bytes]) -> Result[Mapping[str, Knowledge]]:
    """The knowledge in each TOML file of a folder of schema/, by the file's name without its suffix; `data` are the
    bytes of a file by its name."""
    known: dict[str, Knowledge] = {}
    findings: list[Diagnostic] = []
    for name in schema_layers.names(root, f"{folder}/*.toml"):
        read = understood(f"schema/{name}", data(name))
        findings += read.diagnostics
        known |= {Path(name).stem: read.value} if read.value else {}
    return Result(None if findings else known, tuple(findings))


def equivalents(root: Path, known: Schema, base: tuple[works.Term, ...] | None = None) -> Result[Equivalents]:
    """Words that mean the same in several languages, for a project whose `schema` was read.

    They come from schema/equivalents, the names of months and numbers of the languages, and the term base: `base` if it
    was read before, else the project's if it has one.
    """
    entries = terms(root, known, optional=True) if base is None else Result(base)
    named = [(name, f"@#{term.id}") for term in entries.value or () for form in term.forms
             for name in (form.preferred, *form.allowed)]
    counted = [(f"{form}.", f"#{number}") for language_ in known.languages.values()
               for form, number in (*zip(language_.months, count(1), strict=False), *spelled(language_.words))]
    readings, variants, words = (schema_layers.data(root, name).decode() for name in ALIGNING)
    return Result(equivalents_of(readings, variants, words, (*named, *counted)), entries.diagnostics)


def source(root: Path, known: Schema, path: str) -> Result[Source]:
    """The work at a path below source/works, without a look at any other; no value if it cannot be read."""
    folder = root / WORKS / path
    if not (folder / "work.toml").is_file():
        return Result(None)
    base = terms(root, known)
    read = in_folder(folder, root, known, base.value or ())
    return Result(read.value, (*base.diagnostics, *read.diagnostics))


def sources(root: Path, known: Schema) -> Result[tuple[Source, ...]]:
    """Every readable work below source/works in the order of their paths, with all findings; C011 if there is none."""
    base, places = terms(root, known), folders(root)
    read = [in_folder(folder, root, known, base.value or ()) for folder in places]
    return Result(tuple(result.value for result in read if result.value),
                  (*base.diagnostics, *(item for result in read for item in result.diagnostics),
                   *misplaced(root, places)))


def misplaced(root: Path, places: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """The findings on the names below source/works, where `places` are the folders of works; C011 if there is none."""
    empty = () if places else (diagnostic("C011", Position(WORKS), folder=WORKS),)
    return (*portable_names.check(path.relative_to(root).as_posix() for path in (root / WORKS).rglob("*")), *empty)


def folders(root: Path) -> list[Path]:
    """The folders of works, in the order of their paths."""
    marked = {path.parent for path in (root / WORKS).rglob("*")
              if path.is_file() and path.name in ("work.toml", "editorial.toml", "received.txt")}
    return sorted(folder for folder in marked if not folder.name.startswith(VERSION))


def name(root: Path, path: Path) -> str:
    """The path of a file or folder in the project."""
    return path.relative_to(root).as_posix()


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def published(root: Path, known: Schema) -> Result[RecordedWorks]:
    """The ledger of the works that the project has published; empty if there is none. C002 to C005 if it is broken."""
    read = _Files(root, known, file_bytes).optional(root / PUBLISHED, "published", past.published_works)
    return Result(read.value if read.value is not None else None if read.diagnostics else (), read.diagnostics)


def terms(root: Path, known: Schema, *, optional: bool = False) -> Result[tuple[works.Term, ...]]:
    """The entries of the term base and of references.toml; C001 if there is no term base and it is not `optional`."""
    files = _Files(root, known, file_bytes)
    cited = files.optional(root / REFERENCES, "references", works.documents)
    if optional and not (root / TERMS).is_file():
        return Result(cited.value or (), cited.diagnostics)
    read = files.toml(root / TERMS, "terms")
    entries = (*(works.terms(read.value) if read.value else ()), *(cited.value or ()))
    return Result(entries, (*read.diagnostics, *cited.diagnostics, *_repeated(entries)))


def file_bytes(path: Path) -> bytes | None:
    """The bytes of a file; None if it is absent, no file or unreadable, or if no file can have its name."""
    try:
        return path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class PicturesBeside:
    """The pictures in a folder and below it, by their paths in it; `used` has those that were asked for."""

    folder: Path
    used: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, name: str) -> bytes | None:
        """The bytes of a picture; None if the folder has no such file."""
        path = self.folder / name
        if path.suffix.lower() not in PICTURES or not path.resolve().is_relative_to(self.folder.resolve()):
            return None
        data = file_bytes(path)
        if data is not None:
            self.used[name] = data
        return data


def in_folder(folder: Path, root: Path, known: Schema, terms: tuple[works.Term, ...],
              read: Read = file_bytes) -> Result[Source]:
    """A work in its newest version, with the earlier ones in it; `terms` are those of the project."""
    files = _Files(root, known, read)
    described = files.toml(folder / "work.toml", "work")
    if described.value is None:
        return Result(None, (*described.diagnostics, *_editorial(files, folder).diagnostics))
    first = works.work(described.value, folder.relative_to(root / WORKS).as_posix(), known.licences, known.rights)
    texts = _texts(files, folder, first, terms)
    findings, versions = [*texts.diagnostics], [texts.value] if texts.value else []
    for inner in sorted(path for path in folder.glob(f"{VERSION}*") if path.is_dir()):
        described = files.toml(inner / "version.toml", "version")
        findings += described.diagnostics
        if described.value:
            later = _texts(files, inner, works.version(described.value, first, known.licences), terms)
            findings += (*later.diagnostics, *_misdated(inner.name, later.value))
            versions += [later.value] if later.value else []
    published = files.optional(folder / LEDGER, "anchors", ledger)
    findings += published.diagnostics
    *earlier, newest = sorted(versions, key=lambda version: version.work.version)
    anchors = published.value or Ledger((), files.name(folder / LEDGER))
    return Result(replace(newest, ledger=anchors, earlier=tuple(earlier)), tuple(findings))


def _misdated(name: str, version: Source | None) -> Iterator[Diagnostic]:
    """C013 if the folder of a version is not named after the date of its original."""
    if version is not None and name != f"{VERSION}{version.work.version}":
        yield diagnostic("C013", version.work.expressions[0].position, folder=name, date=version.work.version)


def _texts(files: _Files, folder: Path, work: works.Work, terms: tuple[works.Term, ...]) -> Result[Source]:
    """A version of a work with the files of its folder, without the ledger."""
    editorial = _editorial(files, folder)
    read = {item.file: _received(files, folder, item) for item in work.received}
    findings = (*editorial.diagnostics, *(item for result in read.values() for item in result.diagnostics))
    received = {file: result.value for file, result in read.items() if result.value is not None}
    return Result(Source(files.name(folder), work, editorial.value or works.Editorial(), terms, received,
                         Ledger((), ""), pictures=_pictures(files, folder)), findings)


def _pictures(files: _Files, folder: Path) -> Mapping[str, bytes]:
    """The pictures in the folder of a version, by their paths in it; those of later versions are theirs."""
    paths = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PICTURES)
    own = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return {name: data for name, path in own if not name.startswith(VERSION) and (
        path.resolve().is_relative_to(folder.resolve())) and (data := files.read(path)) is not None}


def _editorial(files: _Files, folder: Path) -> Result[works.Editorial]:
    return files.optional(folder / "editorial.toml", "editorial", works.editorial)


def _received(files: _Files, folder: Path, item: works.Received) -> Result[bytes]:
    """The bytes of a received file; C001 if it is missing, C021 if unreadable, C010 if it is outside the folder."""
    path = folder / item.file
    data = files.read(path)
    if data is None:
        return Result(None, (unread(path, f"{files.name(folder)}/{item.file}", f"work.toml ({item.position})",
                                    item.position),))
    if not path.resolve().is_relative_to(folder.resolve()):
        return Result(None, (diagnostic("C010", item.position, file=item.file),))
    return Result(data)


def _repeated(terms: tuple[works.Term, ...]) -> Iterator[Diagnostic]:
    """C009 for each entry with the id of an earlier one."""
    first: dict[str, works.Term] = {}
    for term in terms:
        if first.setdefault(term.id, term) is not term:
            yield diagnostic("C009", term.position, name=term.id, first=first[term.id].position)
