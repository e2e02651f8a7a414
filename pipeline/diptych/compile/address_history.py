"""The texts and the ledger of a work → what became of each address: it is there, moved, ended, or never was."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from diptych.akn import iri
from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors
from diptych.anchors.ledger import Anchor, Anchors, Ledger, settled
from diptych.anchors.published_works import RecordedState, RecordedWork
from diptych.compile import versions
from diptych.compile.work import Compiled
from diptych.project.built_site import PublishedCopy

Records = Sequence[RecordedWork]
"""The ledger of published works."""


class AddressFate(StrEnum):
    """What became of an address."""

    PRESENT = "present"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"
    NO_TEXT = "no_text"
    NO_WORK = "no_work"


@dataclass(frozen=True, slots=True)
class AddressState:
    """What became of an address: `places` are the eIds, or the IRI of the work, to which it moved.

    `date` is the ISO date of its end, `reason` the editor's; both are empty if unknown.
    """

    fate: AddressFate
    places: tuple[str, ...] = ()
    date: str = ""
    reason: str = ""


@dataclass(frozen=True)
class WorkHistory:
    """The texts of a work by the date of their version, those of the newest under the empty date, and its ledger."""

    iri: str
    texts: Mapping[str, Sequence[Document]]
    anchors: Anchors = ()
    record: RecordedWork | None = None

    @cached_property
    def eids(self) -> frozenset[str]:
        """Every eId that the work has or had in any version."""
        present = {eid for texts in self.texts.values() for text in texts for eid in anchors(text)}
        return frozenset({*present, *(anchor.id for anchor in self.anchors), *(self.record.ids if self.record else ())})

    @cached_property
    def dates(self) -> frozenset[str]:
        """The dates by which its texts are known, those of single versions too."""
        known = {text.expression_iri.rpartition("@")[2] for texts in self.texts.values() for text in texts}
        return frozenset({*known, *self.texts})

    def version(self, date: str) -> Sequence[Document]:
        """The texts of a dated version; the newest ones for an empty date or their own."""
        if date in self.texts:
            return self.texts[date]
        newest = self.texts.get("", ())
        return newest if date in {text.expression_iri.rpartition("@")[2] for text in newest} else ()

    def state(self, eid: str, language: str = "", date: str = "") -> AddressState:
        """What became of a clause in a version, or of the version if no clause is named."""
        texts = self.version(date)
        if not texts:
            return AddressState(AddressFate.NO_TEXT)
        if language and language not in {text.language for text in texts}:
            return self._language(language)
        here = {place for text in texts for place in anchors(text)}
        if not eid or eid in here:
            return AddressState(AddressFate.PRESENT)
        return self._ended(eid, date, here)

    def ended(self, date: str, here: Container[str]) -> Anchors:
        """The anchors of a version whose clauses ended or moved, with their places among the eIds of `here`."""
        ledger = Ledger(self.anchors, "").of(date if date in self.texts else "").anchors
        return tuple(anchor for anchor in settled(ledger, here) if not anchor.live)

    def _language(self, language: str) -> AddressState:
        """What became of a language that a version lacks."""
        withdrawn = dict(self.record.withdrawn) if self.record else {}
        if language in withdrawn:
            return AddressState(AddressFate.WITHDRAWN, reason=withdrawn[language])
        older = any(text.language == language for texts in self.texts.values() for text in texts)
        return AddressState(AddressFate.WITHDRAWN if older else AddressFate.NO_TEXT)

    def _ended(self, eid: str, date: str, here: set[str]) -> AddressState:
        """What became of a clause that the texts of a version lack."""
        known = [anchor for anchor in self.ended(date, here) if anchor.id == eid]
        if known and known[-1].to:
            return AddressState(AddressFate.MOVED, known[-1].to, self._until(known[-1]))
        if known:
            return AddressState(AddressFate.WITHDRAWN, (), self._until(known[-1]), known[-1].reason)
        after = [later for earlier, later in zip(self._dated, self._dated[1:], strict=False)
                 if any(eid in anchors(text) for text in self.texts[earlier])]
        recorded = self.record is not None and eid in self.record.ids
        if after or recorded:
            return AddressState(AddressFate.WITHDRAWN, date=after[-1] if after else "")
        return AddressState(AddressFate.ABSENT)

    @cached_property
    def _dated(self) -> Sequence[str]:
        return sorted(date for date in self.texts if date)

    def _until(self, anchor: Anchor) -> str:
        """The date of the end of an anchor: that of its publication, else of the version that lacks it."""
        return anchor.until or next((date for date in reversed(self._dated)), "")


def of_work(work: Compiled, record: RecordedWork | None = None) -> WorkHistory:
    """The history of a compiled work, which must have expressions."""
    texts = {part.source.ledger.version: versions.documents(part) for part in versions.published(work)}
    return WorkHistory(texts[""][0].work_iri, texts, work.source.ledger.anchors, record)


def of_address(address: iri.Address, histories: Mapping[str, WorkHistory],
               records: Records) -> AddressState:
    """What became of an address, by the histories of works by IRI and the ledger of published works."""
    history = histories.get(address.work)
    if history is None:
        return of_record(address.work, records)
    redated = dict(history.record.redated) if history.record else {}
    date = redated.get(address.date, address.date)
    states = [history.state(eid, address.language, date) for eid in dict.fromkeys((address.first, address.last))]
    state = next((state for state in states if state.fate is not AddressFate.PRESENT), states[0])
    moved = date != address.date and state.fate is AddressFate.PRESENT
    return AddressState(AddressFate.MOVED, (f"{address.work}/{address.language}@{date}",)) if moved else state


def of_record(work: str, records: Records) -> AddressState:
    """What became of a work that the project does not have, by its IRI."""
    record = next((item for item in records if f"{iri.ROOT}{item.path}" == work), None)
    if record is None:
        return AddressState(AddressFate.NO_WORK)
    if record.state is RecordedState.MOVED:
        return AddressState(AddressFate.MOVED, (f"{iri.ROOT}{record.to}",))
    return AddressState(AddressFate.WITHDRAWN, reason=record.reason)


def of_copy(copy: PublishedCopy) -> WorkHistory:
    """The history of a work of a finished site."""
    return WorkHistory(copy.iri, {"": copy.texts[max(copy.texts)], **copy.texts}, copy.anchors)
