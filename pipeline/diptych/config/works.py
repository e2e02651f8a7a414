"""Checked TOML → works, editorial entries and terms of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from diptych.config import legal_status
from diptych.config.legal_status import LegalStatus, OfficialSource
from diptych.config.rights import UNSTATED, Licence, Rights, rights
from diptych.config.structural_corrections import StructuralCorrection, structural_correction
from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Position
from diptych.values import from_table

DOCUMENT: Final = "document"
"""The kind of a document that texts refer to; it is neither marked by name nor explained."""
Words = tuple[tuple[str, str], ...]
"""The same words in several languages: (BCP 47 tag, words)."""
UNDETERMINED: Final = "und"
"""The tag of words whose language is not stated (ISO 639-2: undetermined)."""
UNKNOWN_DATE: Final = "0001-01-01"
"""The date of a work whose date is unknown: Akoma Ntoso demands a full date."""
UNKNOWN_ISSUER: Final = "unknown-issuer"
"""The issuer of a work whose issuer is unknown; no entry of the term base."""
UNKNOWN: Final = "unknown"
"""The certainty of a fact that is confirmed as unknown."""
DRAFT: Final = "draft"
"""The status of a work that is listed nowhere."""
_ABSENT: Final = MappingProxyType({"date": UNKNOWN_DATE, "number": "", "issuer": UNKNOWN_ISSUER})
"""The values of facts that [work] leaves out."""
LanguagePair = tuple[str, str]
"""The languages of two texts that are published side by side, as in FRBRlanguage."""
EXPLAINED_KINDS: Final = ("place", "organization", "plan", "term", "concept")
"""The kinds of terms in a glossary, in this order; agents and quantities need no explanation."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation `of` a language; `translator` is an id of the term base."""

    of: str
    translator: str
    authoritative: bool
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Expression:
    """A language version of a Work; `translation` is None for an original, and for each of several `authentic` ones."""

    language: str
    file: str
    date: str
    rights: Rights
    translation: Translation | None
    position: Position
    authentic: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """A received file and the SHA-256 of its bytes."""

    file: str
    sha256: str
    position: Position


@dataclass(frozen=True, slots=True)
class Amendment:
    """A document that changed a work; `iri` is empty if none is known."""

    title: str
    date: str
    iri: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work.toml, or its changes by a version.toml.

    `path` is the folder below source/works: the Work IRI without /akn and the document type.
    """

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
    """Title and authority of the original in Roman letters, by these names, if given by the editor."""
    translated: tuple[tuple[str, str], ...] = ()
    """Title and authority of the original in English, by these names, if the editor translated them."""
    amendments: tuple[Amendment, ...] = ()
    """The documents that changed the work up to this version."""
    legal: LegalStatus = legal_status.UNSTATED
    """Its legal status, as far as it is stated."""
    official: OfficialSource = legal_status.NO_SOURCE
    """The official source of the text, as far as it is stated."""
    rights: Rights = UNSTATED
    """The rights in its expressions that say nothing of their own."""
    status: str = ""
    """`draft`, or empty."""
    certainty: tuple[tuple[str, str], ...] = ()
    """The facts that nobody has confirmed, or that are confirmed as unknown, each with its certainty."""
    levels: str = ""
    """The jurisdiction whose kinds of documents its texts have; empty if it is its own."""

    pairs: tuple[LanguagePair, ...] = ()
    """The pairs of languages that work.toml asks for; none if it does not ask."""

    @property
    def kinds(self) -> str:
        """The jurisdiction by whose kinds of documents its texts are read."""
        return self.levels or self.jurisdiction

    @property
    def provisional(self) -> tuple[tuple[str, str], ...]:
        """The facts that nobody has confirmed, each with its certainty."""
        return tuple((fact, certainty) for fact, certainty in self.certainty if certainty != UNKNOWN)

    @property
    def preview(self) -> str:
        """`draft` or `provisional` if the work is a preview, and why; else empty."""
        return DRAFT if self.status == DRAFT else "provisional" if self.provisional else ""

    @property
    def version(self) -> str:
        """The date of the version, which is that of its original."""
        return next((item.date for item in self.expressions if not item.translation), self.expressions[0].date)

    def sha256(self, file: str) -> str:
        """The recorded SHA-256 of a received file; empty if it is not listed."""
        return next((item.sha256 for item in self.received if item.file == file), "")


@dataclass(frozen=True, slots=True)
class ReferencedVersion:
    """A version of a work that others cite: its date, empty if it is unknown; the eIds of its units, and of those that
    were repealed, with spaces between them."""

    date: str
    eids: str
    repealed: str = ""


@dataclass(frozen=True, slots=True)
class ReferencedWork:
    """A work of the project that others cite: its IRI, the languages and names by which they do, and its versions, the
    oldest first."""

    iri: str
    names: Words = ()
    versions: tuple[ReferencedVersion, ...] = ()

    def version(self, date: str) -> ReferencedVersion | None:
        """The version of a date, the newest if the date is unknown; None if the first one is later."""
        known = [item for item in self.versions if not date or item.date <= date]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Emendation:
    """The replacement of `find`, inside the longer quotation `within`, in one language.

    If `structural`, it counts before the structure is read. It may then replace all `count` places that the regular
    expression `pattern` meets, instead of a quotation. `number` is that of its note in the work, 0 until it is given.
    """

    language: str
    find: str
    within: str
    replace: str
    why: Words
    position: Position
    structural: bool = False
    pattern: str = ""
    count: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Supplied:
    """A block missing in the received text; `element` is its Akoma Ntoso part, `number` that of its note."""

    language: str
    element: str
    text: str
    date: str
    why: Words
    position: Position
    number: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note after the quotation `at`, inside `within`, by language; `number` is its number in the work."""

    at: tuple[tuple[str, str], ...]
    within: tuple[tuple[str, str], ...]
    text: Words
    position: Position
    number: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the editor accepts; `words`, if given, are among its words."""

    code: str
    eid: str
    why: Words
    position: Position
    words: str = ""

    @property
    def reason(self) -> str:
        """The reason in the first language that has it."""
        return self.why[0][1]

    @property
    def is_of_review(self) -> bool:
        """True for findings of the review of a pair of texts, which stop no publication."""
        return self.code.startswith("Q")


@dataclass(frozen=True, slots=True)
class PairedParts:
    """Parts of the texts `at`, by language, that are one row; the texts in the languages `absent` do not have them.

    A part is a quotation or an eId.
    """

    at: tuple[tuple[str, tuple[str, ...]], ...]
    absent: tuple[str, ...]
    why: Words
    position: Position


@dataclass(frozen=True, slots=True)
class Editorial:
    """The entries of an editorial.toml."""

    emendations: tuple[Emendation, ...] = ()
    supplied: tuple[Supplied, ...] = ()
    notes: tuple[Note, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    structure: tuple[StructuralCorrection, ...] = ()
    pairs: tuple[PairedParts, ...] = ()


@dataclass(frozen=True, slots=True)
class TermForm:
    """The names of a term in one language; `reading` is its pinyin if dictionaries differ."""

    language: str
    preferred: str
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    hanja: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the term base."""

    id: str
    kind: str
    iri: str
    forms: tuple[TermForm, ...]
    note: Words
    position: Position

    def shown(self, language: str) -> str:
        """Its preferred name in a language, else in the usual form of it, else in the first language, else its id."""
        names = {form.language: form.preferred for form in reversed(self.forms)}
        first = self.forms[0].preferred if self.forms else self.id
        return names.get(language) or names.get(language.partition("-")[0]) or first


def work(source: TomlSource, path: str, licences: Mapping[str, Licence], usual: Rights = UNSTATED) -> Work:
    """The Work of a checked work.toml in the folder `path`; `usual` are the rights that it has if it names none."""
    romanised, translated = (tuple(source.data.get(name, {}).items()) for name in ("romanised", "translated"))
    asked = tuple((left, right) for left, right in source.data.get("pairs", ()))
    facts = {**_ABSENT, **source.data["work"]}
    return from_table(Work, facts, path=path, romanised=romanised, translated=translated,
                      position=source.position(("work",)), certainty=tuple(source.data.get("certainty", {}).items()),
                      pairs=asked, **_edition(source, facts["date"], licences, usual))


def pairs(languages: Sequence[str], asked: Sequence[LanguagePair] = ()) -> tuple[LanguagePair, ...]:
    """The pairs of the languages of a work that are published: those asked for, else the first with each other."""
    chosen = tuple(pair for pair in asked if set(pair) <= set(languages))
    return chosen or tuple((languages[0], other) for other in languages[1:])


def version(source: TomlSource, first: Work, licences: Mapping[str, Licence]) -> Work:
    """The Work in the version of a checked version.toml; `first` is that of its work.toml."""
    return replace(first, position=source.position(("markup",)),
                   **_edition(source, first.date, licences, first.rights))


def _edition(source: TomlSource, date: str, licences: Mapping[str, Licence], usual: Rights) -> dict[str, Any]:
    """The fields of a Work that work.toml and version.toml have in common; `date` is that of the work."""
    data = source.data
    common = rights(data["rights"], licences) if "rights" in data else usual
    return {
        "markup_date": data["markup"]["date"], "editor": data["markup"]["editor"],
        "received": tuple(from_table(Received, item, position=source.position(("received", index)))
                          for index, item in enumerate(data["received"])),
        "rights": common,
        "amendments": tuple(Amendment(item["title"], item["date"], item.get("iri", ""))
                            for item in data.get("amendment", ())),
        "legal": legal_status.legal_status(data.get("legal", {})),
        "official": legal_status.official_source(data.get("official", {})),
        "expressions": tuple(_expression({"date": date, **item}, source.position(("expression", index)),
                                         rights(item["rights"], licences) if "rights" in item else common)
                             for index, item in enumerate(data["expression"])),
        "provenance": tuple(map(_words, data.get("provenance", ())))}


def _expression(item: Mapping[str, Any], position: Position, own: Rights) -> Expression:
    """The expression of a table, with its rights."""
    translation = item.get("translation")
    return from_table(Expression, item, position=position, rights=own,
                      translation=from_table(Translation, translation) if translation else None)


def editorial(source: TomlSource) -> Editorial:
    """The entries of a checked editorial.toml, in the order of the file."""
    def entries(table: str) -> list[tuple[Mapping[str, Any], Position]]:
        return [(item, source.position((table, index))) for index, item in enumerate(source.data.get(table, ()))]

    return Editorial(
        tuple(from_table(Emendation, item, find=item.get("find", ""), within=item.get("within", item.get("find", "")),
                         why=_words(item["why"]), position=position) for item, position in entries("emendation")),
        tuple(from_table(Supplied, item, date=item.get("date", ""), why=_words(item["why"]), position=position)
              for item, position in entries("supplied")),
        tuple(Note(tuple(item["at"].items()), tuple(item.get("within", {}).items()), _words(item["text"]), position,
                   item.get("number", 0)) for item, position in entries("note")),
        tuple(from_table(Waiver, item, why=_words(item["why"]), position=position)
              for item, position in entries("waiver")),
        tuple(structural_correction(item, _words(item["why"]), position)
              for item, position in entries("structure")),
        tuple(PairedParts(tuple((language, (parts,) if isinstance(parts, str) else tuple(parts))
                                for language, parts in item["at"].items()),
                          tuple(item.get("absent", ())), _words(item["why"]), position)
              for item, position in entries("pair")))


def terms(source: TomlSource) -> tuple[Term, ...]:
    """The terms of a checked terms.toml, in the order of the file."""
    return tuple(_term(item, source.position(("term", index)))
                 for index, item in enumerate(source.data.get("term", ())))


def documents(source: TomlSource) -> tuple[Term, ...]:
    """The documents of a checked references.toml, in the order of the file, as terms of the kind `DOCUMENT`."""
    return tuple(_term({**item, "kind": DOCUMENT}, source.position(("document", index)))
                 for index, item in enumerate(source.data.get("document", ())))


def _term(item: Mapping[str, Any], position: Position) -> Term:
    """The term of a table; its tables with the key `preferred` are its forms."""
    forms = tuple(from_table(TermForm, form, language=language) for language, form in item.items()
                  if isinstance(form, dict) and "preferred" in form)
    return Term(item["id"], item["kind"], item.get("iri", ""), forms, _words(item.get("note", {})), position)


def _words(item: str | Mapping[str, str]) -> Words:
    """The words of a table by language, or of a text without a language."""
    return ((UNDETERMINED, item),) if isinstance(item, str) else tuple(item.items())
