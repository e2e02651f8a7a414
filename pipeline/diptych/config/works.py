"""Checked TOML → what the project says of itself: works, editorial entries, terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Position

Words = tuple[tuple[str, str], ...]
"""The same words for readers of several languages: (BCP 47 tag, words)."""
EXPLAINED_KINDS: Final = ("place", "organization", "plan", "term", "concept")
"""What a glossary explains, in this order; agents and quantities need no explanation."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Of which language, by whom (an id of the term base), whether it has authority, and whether it is all done."""

    of: str
    translator: str
    authoritative: bool
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Expression:
    """One language version of a Work; `translation` is None for an original."""

    language: str
    file: str
    date: str
    rights: str
    translation: Translation | None
    position: Position


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received and the SHA-256 of its bytes."""

    file: str
    sha256: str
    position: Position


@dataclass(frozen=True, slots=True)
class Amendment:
    """A document that changed a work; `iri` is empty where it has none that is known."""

    title: str
    date: str
    iri: str


@dataclass(frozen=True, slots=True)
class Work:
    """work.toml, or what version.toml makes of it. `path` is the folder below source/works: the Work IRI without /akn
    and the document type."""

    path: str
    document_type: str
    name: str
    date: str
    number: str
    issuer: str
    jurisdiction: str
    markup_date: str
    editor: str
    received: tuple[Received, ...]
    expressions: tuple[Expression, ...]
    provenance: tuple[Words, ...]
    position: Position
    romanised: tuple[tuple[str, str], ...] = ()
    """Title and authority of the original in Roman letters, by these names, as far as the editor gives them."""
    amendments: tuple[Amendment, ...] = ()
    """What made a later version of the work."""

    @property
    def version(self) -> str:
        """The date of the version: that of its original."""
        return next((item.date for item in self.expressions if not item.translation), self.expressions[0].date)

    def sha256(self, file: str) -> str:
        """The recorded checksum of a received file; empty if it is not listed."""
        return next((item.sha256 for item in self.received if item.file == file), "")


@dataclass(frozen=True, slots=True)
class Emendation:
    """In `language`, `find` (inside the longer quotation `within`) is replaced."""

    language: str
    find: str
    within: str
    replace: str
    why: Words
    position: Position


@dataclass(frozen=True, slots=True)
class Supplied:
    """A block that the received text lacks; `element` is its Akoma Ntoso part."""

    language: str
    element: str
    text: str
    date: str
    why: Words
    position: Position


@dataclass(frozen=True, slots=True)
class Note:
    """A note set after the quotation `at` (inside `within`) of each language named."""

    at: tuple[tuple[str, str], ...]
    within: tuple[tuple[str, str], ...]
    text: Words
    position: Position


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the editor accepts; `words`, where they are given, are among those that it is about."""

    code: str
    eid: str
    why: str
    position: Position
    words: str = ""

    @property
    def is_of_review(self) -> bool:
        """Whether it is about what a review of both texts finds, rather than about what stops a publication."""
        return self.code.startswith("Q")


@dataclass(frozen=True, slots=True)
class Editorial:
    """editorial.toml."""

    emendations: tuple[Emendation, ...] = ()
    supplied: tuple[Supplied, ...] = ()
    notes: tuple[Note, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class TermForm:
    """How one language names a thing; `reading` is its pinyin where a dictionary would read the name otherwise."""

    language: str
    preferred: str
    allowed: tuple[str, ...]
    forbidden: tuple[str, ...]
    hanja: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the term base."""

    id: str
    kind: str
    iri: str
    forms: tuple[TermForm, ...]
    note: Words
    position: Position

    def shown(self, language: str) -> str:
        """Its preferred name in a language, else in the first that has one, else its id."""
        named = next((form.preferred for form in self.forms if form.language == language), "")
        return named or (self.forms[0].preferred if self.forms else self.id)


def work(source: TomlSource, path: str) -> Work:
    """The Work that a checked work.toml in the folder `path` describes."""
    data = source.data
    head, markup = data["work"], data["markup"]
    return Work(
        path, head["document_type"], head["name"], head["date"], head["number"], head["issuer"],
        head["jurisdiction"], markup["date"], markup["editor"], _received(source), _expressions(source),
        tuple(_words(item) for item in data.get("provenance", ())), source.position(("work",)),
        tuple(data.get("romanised", {}).items()))


def version(source: TomlSource, first: Work) -> Work:
    """The Work in the version that a checked version.toml describes; `first` is its work.toml."""
    data, markup = source.data, source.data["markup"]
    return replace(
        first, markup_date=markup["date"], editor=markup["editor"], received=_received(source),
        expressions=_expressions(source), provenance=tuple(_words(item) for item in data.get("provenance", ())),
        position=source.position(("markup",)),
        amendments=tuple(Amendment(item["title"], item["date"], item.get("iri", ""))
                         for item in data.get("amendment", ())))


def _received(source: TomlSource) -> tuple[Received, ...]:
    return tuple(Received(item["file"], item["sha256"], source.position(("received", index)))
                 for index, item in enumerate(source.data["received"]))


def _expressions(source: TomlSource) -> tuple[Expression, ...]:
    return tuple(_expression(item, source.position(("expression", index)))
                 for index, item in enumerate(source.data["expression"]))


def _expression(item: Mapping[str, Any], position: Position) -> Expression:
    said = item.get("translation")
    translation = Translation(said["of"], said["translator"], said["authoritative"],
                              said.get("complete", True)) if said else None
    return Expression(item["language"], item["file"], item["date"], item["rights"], translation, position)


def editorial(source: TomlSource) -> Editorial:
    """The entries of a checked editorial.toml, in the file's order."""
    def entries(table: str) -> list[tuple[Mapping[str, Any], Position]]:
        return [(item, source.position((table, index))) for index, item in enumerate(source.data.get(table, ()))]

    return Editorial(
        tuple(Emendation(item["language"], item["find"], item.get("within", item["find"]), item["replace"],
                         _words(item["why"]), position) for item, position in entries("emendation")),
        tuple(Supplied(item["language"], item["element"], item["text"], item.get("date", ""), _words(item["why"]),
                       position) for item, position in entries("supplied")),
        tuple(Note(tuple(item["at"].items()), tuple(item.get("within", {}).items()), _words(item["text"]), position)
              for item, position in entries("note")),
        tuple(Waiver(item["code"], item["eid"], item["why"], position, item.get("words", ""))
              for item, position in entries("waiver")))


def terms(source: TomlSource) -> tuple[Term, ...]:
    """The entries of a checked terms.toml, in the file's order."""
    return tuple(_term(item, source.position(("term", index)))
                 for index, item in enumerate(source.data.get("term", ())))


def _term(item: Mapping[str, Any], position: Position) -> Term:
    forms = tuple(
        TermForm(language, form["preferred"], tuple(form.get("allowed", ())), tuple(form.get("forbidden", ())),
             form.get("hanja", ""), form.get("reading", ""))
        for language, form in item.items() if isinstance(form, dict) and "preferred" in form)
    return Term(item["id"], item["kind"], item.get("iri", ""), forms, _words(item.get("note", {})), position)


def _words(item: Mapping[str, str]) -> Words:
    return tuple(item.items())
