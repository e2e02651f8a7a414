"""A name of a work or clause → the texts that it names: folders, permalinks, moved clauses, ranges, versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors
from diptych.akn.iri import Address
from diptych.anchors.ledger import Ledger, inside, settled
from diptych.compile import ended_addresses, printed_references, versions
from diptych.compile.expression import Expression
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.project import load
from diptych.project.load import WORKS, Schema, Source


@dataclass(frozen=True)
class Cited:
    """The meaning of an address: a version of a work, and a text or clause of it.

    `language` is the language of the text, empty for the work itself. `eid` is the clause as it is numbered today, or
    `art_3->art_5` for a range; it is empty for a whole text.
    """

    work: Compiled
    language: str = ""
    eid: str = ""

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The texts of the version, the original first."""
        return self.work.expressions

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts of the version as documents."""
        return versions.documents(self.work)

    @property
    def shown(self) -> tuple[Expression, ...]:
        """The text with the language, or all texts of the version."""
        return tuple(text for text in self.expressions if self.language in ("", text.document.language))

    @cached_property
    def eids(self) -> frozenset[str]:
        """The eIds of the clause or range, and all inside, in any text of the version."""
        first, _, last = self.eid.partition(iri.RANGE)
        eids: set[str] = set()
        for order in map(list, map(anchors, self.documents)):
            end = [index for index, eid in enumerate(order) if inside(eid, last or first)]
            if end and first in order:
                eids.update(order[order.index(first):end[-1] + 1])
        return frozenset(eids)

    def holds(self, eid: str, language: str = "") -> bool:
        """Whether a clause is part of the meaning; `language` is that of a translation. The original means all."""
        return (not self.eid or eid in self.eids) and (
            not language or self.language in ("", self.documents[0].language, language))


def named(name: str) -> Address | None:
    """The parts of a name of a work or clause; None if it is no name.

    A name is an address, with any host or page language before it, or a folder: `cn/guobanfa/2012/19` or a folder
    above, from the project's root or below source/works.
    """
    if iri.ROOT in f"/{name}":
        return iri.anywhere(f"/{name}")
    folder = iri.folder(name.rpartition(f"{WORKS}/")[2])
    return folder and replace(folder, path=folder.path.strip("/"))


def paths(name: str, sources: Iterable[Source]) -> Result[frozenset[str]]:
    """The paths of the works that a name means, of all for an empty name; P008 with the nearest paths if none."""
    address, known = named(name), {source.work.path: source for source in sources}
    chosen = frozenset(path for path, source in known.items() if address and _means(address, source))
    if known and not chosen:
        return Result(None, (missing(name, address.path if address else name, known),))
    return Result(chosen)


def clauses(name: str, works: Sequence[Compiled]) -> Result[tuple[Cited, ...]]:
    """The text or clause that a name means in each of some works; P008 with the nearest eIds if no work has it."""
    address = named(name)
    if address is None or not (address.first or address.language or address.date):
        return Result(tuple(map(Cited, works)))
    cited = tuple(filter(None, (within(work, address) for work in works)))
    readable = [work for work in works if work.expressions]
    return Result(None, (_missing_in(readable[0], name, address),)) if readable and not cited else Result(cited)


def _means(address: Address, source: Source) -> bool:
    """Whether an address means a work, or a folder around it."""
    work = iri.work_iri(source.work)
    if address.work:
        return address.work == work
    is_around = f"{source.work.path}/".startswith(f"{address.path}/") or not address.path
    return is_around or work == f"{iri.ROOT}{address.path}"


def find(root: Path, name: str, language: str = "", at: str = "") -> Result[Cited]:
    """The text or clause that a name means; a moved clause is found at its place of today. P008 if there is none.

    `language`, a code or tag such as ko, takes the place of the language in the name; `at`, a date, that of the date in
    it, and means the last version dated on or before it. P009 if there is none; P010 for a work that moved, P011 for
    one that was withdrawn. Behind the work a clause may have its printed name: `cn/guobanfa/2012/19 sec 6(3)`. The only
    work of a project need not be named.
    """
    known = load.schema(root)
    if known.value is None:
        return Result(None, known.diagnostics)
    whole, words = _printed(root, name)
    address = named(whole)
    source = load.source(root, known.value, address.path) if address and iri.parts(address.path) else Result(None)
    if address is None or source.value is None or not _means(address, source.value):
        return Result(None, (*source.diagnostics, *_absent(root, known.value, name, address, language)))
    work = compile_work(source.value, known.value)
    if at and work.expressions:
        before = [date for date in versions.dates(work) if date <= at]
        if not before:
            return Result(None, (_too_early(work, name, at),))
        address, language = replace(address, language="", date=before[-1]), language or address.language
    cited = _cited(work, name, address, words, known.value, language)
    if cited is not None:
        return Result(cited)
    problems = () if work.expressions else work.diagnostics
    return Result(None, (*source.diagnostics, *problems, _missing_in(work, name, named(name) or address, language)))


def _absent(root: Path, known: Schema, name: str, address: Address | None, language: str) -> tuple[Diagnostic, ...]:
    """P010 or P011 for a name of a work that moved or was withdrawn, else P008 with the nearest folders."""
    whole, published = named(name), load.published(root, known)
    meant = whole if whole and address and whole.path == address.path else address
    ended = ended_addresses.fate(published.value or (), name, meant) if meant else None
    folders = (folder.relative_to(root / WORKS).as_posix() for folder in load.folders(root))
    return (*published.diagnostics,
            ended or missing(name, address.path if address else name, folders, language))


def _printed(root: Path, name: str) -> tuple[str, str]:
    """The name of a work, and the printed name of a clause behind it; empty if the name has none."""
    whole, _, words = name.replace(iri.MARK, " ", 1).partition(" ")
    address = named(whole)
    if words and address is not None and iri.parts(address.path):
        return whole, words
    folders = load.folders(root) if name and iri.ROOT not in name and "/" not in name else []
    return (folders[0].relative_to(root / WORKS).as_posix(), name) if len(folders) == 1 else (name, "")


def _cited(work: Compiled, name: str, address: Address, words: str, known: Schema, language: str) -> Cited | None:
    """The text or clause that a name means: by printed words behind the address of a text, else by the whole name."""
    whole = named(name)
    target = replace(whole, language=address.language, date=address.date) if whole else address
    pinned = _pinned(work, target)
    printed = printed_references.eids(words, known.languages.values()) if words else ()
    ends = [eid.split(iri.RANGE) for eid in printed]
    known_eids = {eid for document in versions.documents(pinned) for eid in anchors(document)} if ends else ()
    ends += [inner for inner in (printed_references.in_parts(each, known_eids) for each in ends) if inner]
    found = (within(pinned, iri.of_clause(address, each[0], each[-1]), language) for each in ends)
    is_whole = not words if iri.MARK not in name else whole is not None
    return next(filter(None, found), within(pinned, target, language) if is_whole else None)


def _too_early(work: Compiled, name: str, date: str) -> Diagnostic:
    known = ", ".join(versions.dates(work)) or "none"
    return diagnostic("P009", Position(name), date=date, versions=known)


def _pinned(work: Compiled, address: Address) -> Compiled:
    """The work; if it has one version and the address its date, at its dated address."""
    of_language = {document.language: document for document in versions.documents(work)}
    document = of_language.get(address.language, next(iter(of_language.values()), None))
    is_dated = bool(address.date) and document is not None and versions.own_date(document) == address.date
    return versions.pinned(work, address.date) if is_dated and not work.earlier else work


def missing(name: str, wanted: str, known: Iterable[str], language: str = "") -> Diagnostic:
    """P008 for a name that means nothing; of the known names it lists the three nearest to the wanted one."""
    near = ", ".join(get_close_matches(wanted, sorted(known), cutoff=0))
    return diagnostic("P008", Position(name), language=language or "any language", near=near or "none")


def _missing_in(work: Compiled, name: str, address: Address, language: str = "") -> Diagnostic:
    """P008 for a name that means nothing in a work, with the nearest eIds; if it has the clause, the nearest texts."""
    eids = {eid for document in versions.documents(work) for eid in anchors(document)}
    if {address.first, address.last} <= {"", *eids}:
        texts = (text.address for version in versions.published(work) for text in versions.documents(version))
        return missing(name, address.text, texts, language)
    return missing(name, address.clause, eids, language)


def within(work: Compiled, address: Address, language: str = "") -> Cited | None:
    """The meaning of an address of a compiled work; None if the work has no such version, text or clause."""
    version = version_of(work, address)
    texts = version.expressions if version else ()
    known = {name: text.document.language for text in reversed(texts) for name in _names(text.document)}
    asked = language or address.language
    if version is None or not texts or asked and asked not in known:
        return None
    documents = versions.documents(version)
    part = work.source.ledger.of(documents[0].version if work.earlier else "")
    first, last = (_today(eid, part, documents) for eid in (address.first, address.last))
    moved = iri.of_clause(address, first, last)
    cited = Cited(version, known.get(asked, ""), moved.clause)
    if moved.clause and not any(_holds(text.document, moved) for text in cited.shown):
        return None
    return cited


def version_of(work: Compiled, address: Address) -> Compiled | None:
    """The version that an address names by its own date, or by the date of a text.

    Without a date it is the newest version, or the last one with a text in the language.
    """
    dated, language = versions.dated(work), address.language
    if not address.date:
        last = versions.left([versions.documents(version) for version in dated])
        lacking = next((document.version for _, document in last if document.language == language), None)
        return next((version for version in dated if version.source.work.version == lacking), work)
    ending = f"/{language}@{address.date}"
    return next((version for version in dated or (work,) if any(
        (document.expression_iri if language else document.home).endswith(ending)
        for document in versions.documents(version))), None)


def _today(eid: str, ledger: Ledger, documents: Sequence[Document]) -> str:
    """The eId of a published clause in these texts, if it moved to exactly one other eId."""
    here = {anchor for document in documents for anchor in anchors(document)}
    if eid in here:
        return eid
    published = settled(ledger.anchors, here)
    places = [anchor.to for anchor in published if anchor.id == eid and len(anchor.to) == 1]
    return places[-1][0] if places else eid


def _holds(document: Document, address: Address) -> bool:
    """Whether a text has the clause, or both ends of the range in this order."""
    places = {eid: place for place, eid in enumerate(anchors(document))}
    first, last = places.get(address.first, -1), places.get(address.last, -1)
    return 0 <= first <= last


def _names(document: Document) -> Sequence[str]:
    return document.language, interface_text.code(document.language), interface_text.tag(document)


def placed(item: Diagnostic, texts: Sequence[Expression]) -> Diagnostic:
    """A finding on a clause of some texts, with the author's place of it."""
    positions = {eid: place for text in reversed(texts) for eid, place in text.positions.items()}
    eid = item.eid or ""
    return replace(item, position=item.position or positions.get(eid) or positions.get(eid.rpartition("-")[0]))
