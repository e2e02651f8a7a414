"""A project's folder → values: what schema/ knows, and for each work what its TOML files say and what was received."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree

from diptych.anchors.ledger import FILE as LEDGER
from diptych.anchors.ledger import Ledger, ledger
from diptych.config import rules, toml_positions, works
from diptych.diagnostics import Catalogue, Code, Diagnostic, Position, Result, Severity, diagnostic
from diptych.language.equivalents import Equivalents, equivalents_of
from diptych.language.jurisdictions import Jurisdiction, jurisdiction
from diptych.language.profiles import Language, language
from diptych.language.wording import spelled
from diptych.readers.formats.encoding import encodings
from diptych.readers.formats.html_page import pages
from diptych.readers.formats.received import Forms

WORKS = "source/works"
TERMS = "source/terms.toml"
VERSION = "@"
"""How the name of a folder begins that holds a later version of the work: `@2015-01-01`."""
EQUIVALENTS = "schema/equivalents"
FORMS = ("encodings.toml", "pages.toml")
NEEDED = ("iso639-2.txt", "rules.sch", "fonts.toml", "work.schema.json", "editorial.schema.json", "terms.schema.json",
          "version.schema.json", "anchors.schema.json", "citations/styles.toml", *FORMS)
"""Files of schema/ without which nothing can be read or checked."""
ALIGNING = ("hangul.tsv", "variants.tsv", "words.tsv")
"""Files of schema/equivalents: Korean readings, forms of characters, words in several languages."""
Knowledge = TypeVar("Knowledge")
Read = Callable[[Path], bytes | None]
"""How the bytes of a file are got; None for one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What schema/ holds, by code; `shapes` are the JSON Schemas of the project's TOML files."""

    languages: Mapping[str, Language]
    jurisdictions: Mapping[str, Jurisdiction]
    language_codes: frozenset[str]
    rules: bytes
    fonts: bytes
    forms: Forms
    shapes: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """One version of a work: what its editor wrote, and the bytes received, by file name. `folder` is relative to the
    project. The newest version holds the `earlier` ones, oldest first, and the ledger of all."""

    folder: str
    work: works.Work
    editorial: works.Editorial
    terms: tuple[works.Term, ...]
    received: Mapping[str, bytes]
    ledger: Ledger
    earlier: tuple[Source, ...] = ()


def catalogue(root: Path) -> Catalogue:
    """The diagnostic codes of schema/codes.toml."""
    data = tomllib.loads((root / "schema/codes.toml").read_text(encoding="utf-8"))
    return Catalogue({code: Code(code, Severity(item["severity"]), item["title"], item["message"], item["hint"],
                                 item["explanation"].strip()) for code, item in data.items()})


def schema(root: Path) -> Result[Schema]:
    """The knowledge in schema/; a missing file is C001, a broken one C002 to C005."""
    folder = root / "schema"
    lacking = [name for name in NEEDED if not (folder / name).is_file()]
    if lacking:
        return Result(None, tuple(_missing(f"schema/{name}") for name in lacking))
    shapes = {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
              for path in sorted(folder.glob("*.schema.json"))}
    languages = _known(folder / "languages", root, language)
    jurisdictions = _known(folder / "jurisdictions", root, jurisdiction)
    if languages.value is None or jurisdictions.value is None:
        return Result(None, (*languages.diagnostics, *jurisdictions.diagnostics))
    read = {name: toml_positions.read((folder / name).read_bytes(), f"schema/{name}", {}) for name in FORMS}
    encodings_, pages_ = (read[name].value for name in FORMS)
    if encodings_ is None or pages_ is None:
        return Result(None, tuple(item for one in read.values() for item in one.diagnostics))
    forms = Forms(encodings(encodings_.data), pages(pages_.data))
    try:
        rules.load((folder / "rules.sch").read_bytes())
    except etree.LxmlError as error:
        return Result(None, (diagnostic("X001", Position("schema/rules.sch"), problem=error),))
    codes = (folder / "iso639-2.txt").read_text(encoding="utf-8").split("\n", 1)[1].split()
    return Result(Schema(
        languages.value, jurisdictions.value, frozenset(codes), (folder / "rules.sch").read_bytes(),
        (folder / "fonts.toml").read_bytes(), forms, shapes))


def _known(folder: Path, root: Path, understand: Callable[[Mapping[str, Any]], Knowledge]) -> Result[
        Mapping[str, Knowledge]]:
    """What each TOML file of a folder describes, by the file's name."""
    found: dict[str, Knowledge] = {}
    findings: list[Diagnostic] = []
    for path in sorted(folder.glob("*.toml")):
        read = toml_positions.understood(path.relative_to(root).as_posix(), path.read_bytes(), understand)
        findings += read.diagnostics
        found |= {path.stem: read.value} if read.value else {}
    return Result(None if findings else found, tuple(findings))


def equivalents(root: Path, known: Schema, base: tuple[works.Term, ...] | None = None) -> Result[Equivalents]:
    """What schema/equivalents, the months of the languages and the project's term base, if there is one, say is the
    same in several languages; a missing table is C001."""
    tables = [file_bytes(root / EQUIVALENTS / name) for name in ALIGNING]
    readings, variants, words_ = tables
    if readings is None or variants is None or words_ is None:
        return Result(None, tuple(_missing(f"{EQUIVALENTS}/{name}") for name, data in zip(ALIGNING, tables, strict=True)
                                  if data is None))
    entries = Result(base) if base is not None else terms(root, known) if (root / TERMS).is_file() else Result(())
    named = [(name, f"@#{term.id}") for term in entries.value or () for form in term.forms
             for name in (form.preferred, *form.allowed)]
    counted = [(f"{form}.", f"#{number}") for language_ in known.languages.values()
               for form, number in (*zip(language_.months, count(1), strict=False), *spelled(language_.words))]
    return Result(equivalents_of(readings.decode(), variants.decode(), words_.decode(), (*named, *counted)),
                  entries.diagnostics)


def _missing(file: str) -> Diagnostic:
    return diagnostic("C001", Position(file), file=file, named="the project")


def source(root: Path, known: Schema, path: str) -> Result[Source]:
    """The work at a path below source/works, without looking at any other; no value where none can be read."""
    folder = root / WORKS / path
    if not (folder / "work.toml").is_file():
        return Result(None)
    base = terms(root, known)
    found = in_folder(folder, root, known, base.value or ())
    return Result(found.value, (*base.diagnostics, *found.diagnostics))


def sources(root: Path, known: Schema) -> Result[tuple[Source, ...]]:
    """Every work below source/works that can be read at all, in the order of their paths, with all findings."""
    base = terms(root, known)
    entries, findings = base.value or (), [*base.diagnostics]
    found: list[Source] = []
    places = folders(root)
    for folder in places:
        read = in_folder(folder, root, known, entries)
        findings += read.diagnostics
        if read.value:
            found.append(read.value)
    if not places:
        findings.append(diagnostic("C011", Position(WORKS), folder=WORKS))
    return Result(tuple(found), tuple(findings))


def folders(root: Path) -> list[Path]:
    """The folders of works, in the order of their paths."""
    found = {path.parent for path in (root / WORKS).rglob("*")
             if path.is_file() and path.name in ("work.toml", "editorial.toml", "received.txt")}
    return sorted(folder for folder in found if not folder.name.startswith(VERSION))


def terms(root: Path, known: Schema) -> Result[tuple[works.Term, ...]]:
    """The entries of the term base."""
    read = _read(root / TERMS, root, known, "terms", file_bytes)
    entries = works.terms(read.value) if read.value else ()
    return Result(entries, (*read.diagnostics, *_repeated(entries)))


def _read(path: Path, root: Path, known: Schema, shape: str, read: Read) -> Result[toml_positions.TomlSource]:
    name = path.relative_to(root).as_posix()
    data = read(path)
    if data is None:
        return Result(None, (diagnostic("C001", Position(name), file=name, named="the project"),))
    return toml_positions.read(data, name, known.shapes[shape])


def file_bytes(path: Path) -> bytes | None:
    """The bytes of a file; None for one that is absent, no file, not to be read, or whose name no file can have."""
    try:
        return path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        return None


def in_folder(folder: Path, root: Path, known: Schema, terms: tuple[works.Term, ...],
              read: Read = file_bytes) -> Result[Source]:
    """A work in its newest version, with the earlier ones in it; `terms` are those of the project."""
    described = _read(folder / "work.toml", root, known, "work", read)
    if described.value is None:
        return Result(None, (*described.diagnostics, *_editorial(folder, root, known, read).diagnostics))
    first = works.work(described.value, folder.relative_to(root / WORKS).as_posix())
    texts = _texts(folder, first, terms, root, known, read)
    findings, versions = [*texts.diagnostics], [texts.value] if texts.value else []
    for inner in sorted(path for path in folder.glob(f"{VERSION}*") if path.is_dir()):
        told = _read(inner / "version.toml", root, known, "version", read)
        findings += told.diagnostics
        if told.value:
            later = _texts(inner, works.version(told.value, first), terms, root, known, read)
            findings += (*later.diagnostics, *_misdated(inner.name, later.value))
            versions += [later.value] if later.value else []
    published = _ledger(folder / LEDGER, root, known, read)
    findings += published.diagnostics
    *earlier, newest = sorted(versions, key=lambda source: source.work.version)
    anchors = published.value or Ledger((), (folder / LEDGER).relative_to(root).as_posix())
    return Result(replace(newest, ledger=anchors, earlier=tuple(earlier)), tuple(findings))


def _misdated(name: str, source: Source | None) -> Iterator[Diagnostic]:
    """C013 if the folder of a version is not named after the date of its original."""
    if source is not None and name != f"{VERSION}{source.work.version}":
        yield diagnostic("C013", source.work.expressions[0].position, folder=name, date=source.work.version)


def _texts(folder: Path, work: works.Work, terms: tuple[works.Term, ...], root: Path, known: Schema,
           read: Read) -> Result[Source]:
    """A version of a work with the files of its folder; the ledger is left to the work."""
    editorial = _editorial(folder, root, known, read)
    findings = [*editorial.diagnostics]
    received: dict[str, bytes] = {}
    for item in work.received:
        data = _received(folder, item, root, read)
        findings += data.diagnostics
        if data.value is not None:
            received[item.file] = data.value
    return Result(Source(str(folder.relative_to(root)), work, editorial.value or works.Editorial(), terms, received,
                         Ledger((), "")), tuple(findings))


def _editorial(folder: Path, root: Path, known: Schema, read: Read) -> Result[works.Editorial]:
    """What the editor did to the texts of a folder; nothing where there is no editorial.toml."""
    if not (folder / "editorial.toml").exists():
        return Result(None)
    entries = _read(folder / "editorial.toml", root, known, "editorial", read)
    return Result(works.editorial(entries.value) if entries.value else None, entries.diagnostics)


def _ledger(path: Path, root: Path, known: Schema, read: Read) -> Result[Ledger]:
    """What a work has published; nothing where no ledger was begun."""
    if not path.exists():
        return Result(None)
    data = _read(path, root, known, "anchors", read)
    return Result(ledger(data.value) if data.value else None, data.diagnostics)


def _received(folder: Path, item: works.Received, root: Path, read: Read) -> Result[bytes]:
    path = folder / item.file
    data = read(path)
    if data is None:
        file = f"{folder.relative_to(root).as_posix()}/{item.file}"
        return Result(None, (diagnostic("C001", item.position, file=file, named=f"work.toml ({item.position})"),))
    if not path.resolve().is_relative_to(folder.resolve()):
        return Result(None, (diagnostic("C010", item.position, file=item.file),))
    return Result(data)


def _repeated(terms: tuple[works.Term, ...]) -> Iterator[Diagnostic]:
    counts = Counter(term.id for term in terms)
    first: dict[str, works.Term] = {}
    for term in terms:
        if counts[term.id] > 1 and term.id in first:
            yield diagnostic("C009", term.position, name=term.id, first=first[term.id].position)
        first.setdefault(term.id, term)
