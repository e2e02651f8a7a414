"""A version of a work whose texts differ in structure → entries of editorial.toml that make them agree.

Each entry is tried: the version is compiled with it. An entry that is not followed, or that brings another error, is
only shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from diptych.akn import counterparts
from diptych.akn.document import Document, bare, received
from diptych.compile.work import Compiled, compile_work
from diptych.config.structural_corrections import StructuralCorrection
from diptych.config.works import Editorial, PairedParts
from diptych.diagnostics import Diagnostic, Position
from diptych.language.equivalents import Equivalents
from diptych.project.load import Schema, Source
from diptych.review.clause_pairs import ClausePair
from diptych.review.pair_proposals.proposed_entries import ProposedEntry, Reason, entries, readings
from diptych.review.pair_proposals.proposed_rows import proposed_rows
from diptych.review.pairing.twins import pairs

OPEN: Final = frozenset({"A001", "A002"})
"""The codes of parts without counterpart."""
SURE: Final = 0.5
"""Confidence from which an entry is proposed; below it is only shown. Chosen by the pairs of a sample. Raised: fewer
entries, fewer of them wrong."""
_STRUCTURAL: Final = frozenset("AENXL")
"""The groups of codes that an entry must not add to."""
_SCATTERED: Final = "A006"
"""The code of a row whose parts are scattered."""
_TRIES: Final = 3
"""Times that the rest is asked for, and that entries are left out that are not followed. Chosen. Raised: slower, a few
more entries."""
_READINGS: Final = 12
"""Lines that are tried in another reading. Chosen for speed. Raised: slower in texts that are read badly."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The entries that are proposed, in the order in which they are to be written, and those that are only shown.

    `found` are the parts without counterpart, `open` those that are left if the proposals are followed."""

    proposed: tuple[ProposedEntry, ...]
    shown: tuple[ProposedEntry, ...]
    found: tuple[Diagnostic, ...]
    open: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """A version, and the same compiled with entries."""

    source: Source
    schema: Schema
    work: Compiled
    tried: tuple[ProposedEntry, ...] = ()

    def with_entries(self, more: Sequence[ProposedEntry]) -> _Trial:
        """The version with more entries. The position of an entry is its place among all."""
        tried = (*self.tried, *more)
        own = [replace(item.entry, position=_place(at)) for at, item in enumerate(tried)]
        editorial = replace(
            self.source.editorial,
            pairs=(*self.source.editorial.pairs, *(item for item in own if isinstance(item, PairedParts))),
            structure=(*self.source.editorial.structure,
                       *(item for item in own if isinstance(item, StructuralCorrection))))
        return replace(self, tried=tried, work=_compiled(self.source, self.schema, editorial))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts, the original first."""
        return tuple(item.document for item in self.work.expressions)

    @property
    def positions(self) -> Mapping[str, Mapping[str, Position]]:
        """The author's places by eId, for each language."""
        return {item.document.language: item.positions for item in self.work.expressions}

    @property
    def open(self) -> tuple[Diagnostic, ...]:
        """The findings on parts without counterpart."""
        return tuple(item for item in self.work.diagnostics if item.code in OPEN)

    def named(self, language: str) -> AbstractSet[str]:
        """The eIds in a language that have no counterpart."""
        return {item.eid or "" for item in self.open if dict(item.facts)["language"] == language}

    @property
    def errors(self) -> int:
        """The number of structural errors."""
        return sum(item.code[0] in _STRUCTURAL for item in self.work.diagnostics)

    def unfollowed(self) -> Iterator[int]:
        """The places of the entries that are not followed as they are meant."""
        places = {_place(at): at for at in range(len(self.tried))}
        yield from (places[item.position] for item in self.work.diagnostics if item.position in places)
        scattered = {row for item in self.work.diagnostics if item.code == _SCATTERED
                     for document in self.documents for element in document.main.iter()
                     if element.get("eId") == item.eid and (row := counterparts.row(element))}
        rows = {document.language: _rows(document) for document in self.documents}
        for at, item in enumerate(self.tried):
            names = rows[self.documents[0].language].keys() - scattered
            if isinstance(item.entry, PairedParts) and not any(
                    all(rows[language].get(name) == words for language, words in item.words.items()) for name in names):
                yield at



def proposals(version: Compiled, schema: Schema, equivalents: Equivalents) -> Proposals:
    """The proposals for one version of a work."""
    source = replace(version.source, earlier=())
    trial = first = _Trial(source, schema, compile_work(source, schema) if version.earlier else version)
    shown: dict[object, ProposedEntry] = {}
    # What is left is asked again, so that a second run of the command finds nothing new.
    for _ in range(_TRIES):
        known = len(trial.tried), len(shown)
        for translation in range(1, len(trial.documents)):
            trial = _with_readings(trial, translation, equivalents)
            trial, doubtful = _with_rows(trial, translation, equivalents)
            shown |= {item.entry: item for item in doubtful if item.entry not in shown}
        if known == (len(trial.tried), len(shown)):
            break
    return Proposals(trial.tried, tuple(shown.values()), first.open, trial.open)


def _with_readings(trial: _Trial, translation: int, equivalents: Equivalents) -> _Trial:
    """The trial with other readings of lines by which the texts agree in more: the one that helps most, then others."""
    found = list(readings(*_texts(trial, translation, equivalents))) if trial.errors else []
    # Of two readings that help as much, a line in the body is rather a heading.
    found = sorted(found, key=lambda item: item.reason is not Reason.HEADING)[:_READINGS]
    while found:
        tries = [trial.with_entries([entry]) for entry in found]
        gains = [0 if any(other.unfollowed()) else trial.errors - other.errors for other in tries]
        best = gains.index(max(gains))
        if gains[best] <= 0:
            break
        trial = tries[best]
        found = [item for at, item in enumerate(found) if gains[at] > 0 and at != best]
    return trial


def _with_rows(trial: _Trial, translation: int, equivalents: Equivalents) -> tuple[_Trial, Sequence[ProposedEntry]]:
    """The trial with the rows for a translation, and the entries that are only shown."""
    documents, paired = _texts(trial, translation, equivalents)
    named = trial.named(documents[0].language), trial.named(documents[1].language)
    found = list(entries(proposed_rows(*documents, paired, named), *documents))
    sure = _addressed(trial, [item for item in found if item.confidence >= SURE])
    before = len(trial.tried)
    for _ in range(_TRIES):
        other = trial.with_entries(sure) if sure else trial
        failed = {at - before for at in other.unfollowed() if at >= before}
        if not failed:
            if _is_better(trial, other):
                names = {item.shown for item in sure}
                return other, [item for item in found if item.shown not in names]
            break
        sure = [item for at, item in enumerate(sure) if at not in failed]
    return trial, found


def _addressed(trial: _Trial, found: Sequence[ProposedEntry]) -> list[ProposedEntry]:
    """The entries, those first that name a part by its eId: each eId is the one that the entries before it give."""
    first = trial.positions
    by_eid = [item for item in found if isinstance(item.entry, PairedParts) and any(
        name in first[language] for language, names in item.entry.at for name in names)]
    done: list[ProposedEntry] = []
    for item in by_eid:
        now = trial.with_entries(done).positions if done else first
        if isinstance(item.entry, PairedParts):
            at = tuple((language, tuple(_eid_now(name, first[language], now[language]) for name in names))
                       for language, names in item.entry.at)
            done.append(replace(item, entry=replace(item.entry, at=at)))
    return [*done, *(item for item in found if item not in by_eid)]


def _eid_now(name: str, before: Mapping[str, Position], now: Mapping[str, Position]) -> str:
    """The eId that a part has now whose eId was `name`; a quotation stays."""
    return next((eid for eid, position in now.items()
                 if name in before and position == before[name] and _kind(eid) == _kind(name)), name)


def _kind(eid: str) -> tuple[int, str]:
    """The depth of an eId and the abbreviation of its element."""
    return eid.count("__"), eid.rpartition("__")[2].partition("_")[0]


def _is_better(before: _Trial, after: _Trial) -> bool:
    """Whether there are fewer parts without counterpart, and no more errors of any other code."""
    counts = [Counter(item.code for item in trial.work.diagnostics if item.code[0] in _STRUCTURAL)
              for trial in (before, after)]
    return after.errors <= before.errors and all(
        count <= counts[0][code] for code, count in counts[1].items() if code not in OPEN)


def _texts(trial: _Trial, translation: int, equivalents: Equivalents) -> tuple[
        tuple[Document, Document], tuple[ClausePair, ...]]:
    documents = trial.documents[0], trial.documents[translation]
    return documents, pairs(*documents, equivalents)


def _compiled(source: Source, schema: Schema, editorial: Editorial) -> Compiled:
    return compile_work(replace(source, editorial=editorial), schema)


def _place(at: int) -> Position:
    """The position of a proposed entry, which is in no file yet."""
    return Position("", at + 1)


def _rows(document: Document) -> dict[str, tuple[str, ...]]:
    """The words of the parts in each row of a text, by its name."""
    rows: dict[str, list[str]] = {}
    for element in document.main.iter():
        if isinstance(element.tag, str) and (name := counterparts.row(element)):
            rows.setdefault(name, []).append(bare(received(element)))
    return {name: tuple(sorted(words)) for name, words in rows.items()}
