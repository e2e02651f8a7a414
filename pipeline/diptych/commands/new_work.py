"""A work that is added → its folder: work.toml with the certainty of each fact, its files, entries of the term base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from diptych.akn.names import UNKNOWN_TRANSLATOR
from diptych.commands import adopted_files
from diptych.commands.adopted_files import AdoptedFile
from diptych.compile.recognised_jurisdiction import NOWHERE
from diptych.compile.single_text import series_path
from diptych.config import works
from diptych.config.toml_edit import quoted
from diptych.config.works import UNKNOWN_DATE
from diptych.language.jurisdictions import Jurisdiction
from diptych.project import confirmation, portable_names
from diptych.project.load import WORKS
from diptych.readers.structure.identity import PrintedIdentity

EDITORS: Final = ("editor", "diptych")
"""Ids of the agent that marks the text up. `diptych init` enters the first, `diptych add` the second if both lack."""


@dataclass(frozen=True, slots=True)
class AddedText:
    """One language of the work: its file, and its printed identity. `form` is the key of its written form in
    schema/languages."""

    language: str
    form: str
    file: Path
    place: Jurisdiction
    """The jurisdiction whose kinds of documents it has."""
    printed: PrintedIdentity
    shown: tuple[str, str] = ("act", "document")
    """The Akoma Ntoso document that it shows itself to be, and its name."""
    adopted: AdoptedFile | None = None
    """What the file says of itself, if it is Akoma Ntoso."""
    shows_place: bool = True
    """Whether the text shows its jurisdiction, which is not guessed from the language alone."""
    named: str = ""
    """The country that the text or its user names, or `xx`; empty if it is that of `place`."""

    @property
    def country(self) -> str:
        """The code of its country, or `xx`."""
        return self.named or self.place.code

    @property
    def is_translated(self) -> bool:
        """Whether the file says itself that it is a translation."""
        return self.adopted is not None and bool(self.adopted.identity.translated)

    @property
    def facts(self) -> int:
        """The number of facts in its identity: an original prints more of them than its translation."""
        return sum(map(bool, (self.printed.title, self.printed.number, self.printed.date, self.printed.issuer)))


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work that is added: its texts, the original first, its files by name, and the project's terms.

    `given` is whether its user named the jurisdiction.
    """

    texts: tuple[AddedText, ...]
    data: Mapping[str, bytes]
    terms: Sequence[works.Term]
    given: bool

    @property
    def original(self) -> AddedText:
        """The original."""
        return self.texts[0]

    @property
    def path(self) -> str:
        """Its folder below source/works: the numeral of its number, else the name of its files without suffixes."""
        printed, adopted = self.original.printed, self.original.adopted
        if adopted is not None:
            return adopted.path(self.original.file.name.partition(".")[0], self.original.place)
        name = confirmation.last_part(printed.number) if printed.number else self.original.file.name.partition(".")[0]
        name = f"{name}-1" if portable_names.problem(name) else name
        return series_path(self.original.country, (printed.date or UNKNOWN_DATE)[:4], name)

    @property
    def certainty(self) -> Iterator[tuple[str, str]]:
        """Where each fact of its work.toml comes from, but those that its user gave."""
        printed, adopted = self.original.printed, self.original.adopted
        yield "address", "guessed"
        if not self.given:
            is_read = adopted is not None or self.original.country != NOWHERE or (
                self.original.place.is_number(printed.number))
            yield "jurisdiction", "read" if is_read else "guessed"
        issued = any(text.printed.issuer for text in self.texts)
        yield "date", adopted.certainty if adopted else "read" if printed.date else "missing"
        yield from ((fact, "read" if known else "missing") for fact, known in (
            ("number", printed.number), ("issuer", issued)))
        if len(self.texts) > 1:
            yield "original", "guessed"
            yield from () if self.authentic else (("translator", "missing"),)

    @property
    def authentic(self) -> bool:
        """Whether the texts are equally authentic: all are Akoma Ntoso, and none says that it is a translation."""
        return len(self.texts) > 1 and all(text.adopted and not text.is_translated for text in self.texts)


@dataclass(frozen=True, slots=True)
class Added:
    """A new work: its folder in the project, its files, and new entries for the term base as TOML. `renamed` are the
    files that have another name in the folder, with that name."""

    folder: str
    files: tuple[tuple[str, bytes], ...]
    terms: str
    renamed: tuple[tuple[Path, str], ...] = ()
    adopted: bool = False
    """Whether the files are Akoma Ntoso, so that adding them again changes nothing."""


def added(work: NewWork, head: str, date: str) -> Added:
    """The folder of a work; `head` is the first line of its work.toml, `date` that of the markup."""
    ids = {term.id for term in work.terms}
    editor = next((name for name in EDITORS if name in ids), EDITORS[-1])
    printed = {text.language: text.printed.issuer for text in work.texts if text.printed.issuer}
    issuer = confirmation.known_name(work.terms, printed) if printed else ""
    named = issuer or (confirmation.new_id("issuer", ids) if printed else "")
    entries = "".join(_terms(work, ids, () if issuer else printed.items(), named))
    toml = "\n".join((head, *_toml(work, named, f'date = {date}\neditor = "{editor}"')))
    return Added(f"{WORKS}/{work.path}", (("work.toml", toml.encode()), *work.data.items()), entries,
                 adopted=work.original.adopted is not None)


def _terms(work: NewWork, known: set[str], issuer: Iterable[tuple[str, str]], new: str) -> Iterator[str]:
    """Entries for the term base: the editor, the translator, and an issuer with its names by language."""
    languages = [text.language for text in work.texts]
    if known.isdisjoint(EDITORS):
        yield confirmation.entry(EDITORS[-1], "agent", [(language, "Diptych") for language in languages])
    if len(languages) > 1 and UNKNOWN_TRANSLATOR not in known:
        yield confirmation.entry(UNKNOWN_TRANSLATOR, "agent", [(name, UNKNOWN_TRANSLATOR) for name in languages])
    if names := tuple(issuer):
        yield confirmation.entry(new, "organization", names)


def _toml(work: NewWork, issuer: str, markup: str) -> Iterator[str]:
    """The lines of work.toml; `markup` is the content of its table of this name."""
    original = work.original
    yield "# The folder's path is the address of the work for ever: country, series (`unknown` until somebody names"
    yield "# it), year, number."
    document_type, name = original.adopted.kind if original.adopted else original.shown
    yield from ("[work]", f'document_type = "{document_type}"', f'name = "{name}"')
    yield from ((f"date = {original.printed.date}",) if original.printed.date else ())
    yield from ((f"number = {quoted(original.printed.number)}",) if original.printed.number else ())
    yield from ((f'issuer = "{issuer}"',) if issuer else ())
    yield f'jurisdiction = "{original.country}"'
    yield from ((f'levels = "{original.place.code}"',) if original.country != original.place.code else ())
    yield from ("", "# How far each fact is known: read from the text, guessed, missing in it, or unknown to all.")
    yield "# `diptych confirm` settles all but the last; until then the work is a preview, and no release has it."
    yield from ("[certainty]", *(f'{fact} = "{certainty}"' for fact, certainty in work.certainty))
    yield from ("", "[markup]", markup)
    for name, content in work.data.items():
        yield from ("", "[[received]]", f"file = {quoted(name)}", f'sha256 = "{sha256(content).hexdigest()}"')
    for index, text in enumerate(work.texts):
        yield from ("", "[[expression]]", f'language = "{text.language}"', f"file = {quoted(text.file.name)}")
        version = text.adopted.identity.version if text.adopted else ""
        yield from ((f"date = {version}",) if version else ())
        if work.authentic:
            yield "authentic = true"
        elif index:
            yield (f'translation = {{ of = "{original.language}", translator = "{UNKNOWN_TRANSLATOR}", '
                   "authoritative = false }")
    for text in work.texts:
        yield from adopted_files.provenance(text.adopted, text.file.name) if text.adopted else ()
    yield ""
