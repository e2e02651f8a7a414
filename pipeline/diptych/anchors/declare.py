"""A ledger, an editor's declaration of published anchors → the anchors of the ledger with the declaration."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from diptych.akn import fingerprints
from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.anchors.compare import Comparison
from diptych.anchors.compare import texts as texts_at
from diptych.anchors.ledger import Anchor, Anchors, Ledger, State, inside, settled
from diptych.diagnostics import Position, Result, diagnostic


def accept(ledger: Ledger, comparison: Comparison, date: str, same: Collection[str] = ()) -> Result[Anchors]:
    """The anchors with new eIds published on `date` and reworded ones renewed.

    `same` are eIds that hold their clause although its text changed much; K007 if they hold no such text. Earlier
    declarations are published on that date too. A translation is outdated if its original changed and it did not.
    """
    unknown = set(same) - {anchor.id for anchor in comparison.replaced} - set(comparison.reworded)
    if unknown:
        return _refused(ledger, unknown)
    renewed = {*comparison.reworded, *same}
    anchors = settled(ledger.anchors, comparison.texts)
    texts = comparison.texts
    kept = [replace(anchor, until=date) if anchor.pending
            else replace(anchor, texts=_texts(anchor.id, comparison), behind=behind(anchor, texts[anchor.id]),
                         corrected=_corrected(anchor, texts[anchor.id], date))
            if anchor.live and anchor.id in renewed else anchor
            for anchor in anchors]
    new = (Anchor(eid, date, _texts(eid, comparison), version=ledger.version) for eid in comparison.new)
    return Result((*kept, *new))


def _corrected(anchor: Anchor, now: Mapping[str, str], date: str) -> tuple[str, ...]:
    """The dates of the corrections of a clause, with `date` if a language that it had says other words now."""
    digests = {language: fingerprints.digest(text) for language, text in now.items()}
    is_other = any(digests.get(language) != text.partition(".")[0] for language, text in anchor.texts)
    return tuple(sorted({*anchor.corrected, date})) if is_other and date != anchor.first else anchor.corrected


def behind(anchor: Anchor, now: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The outdated translations of a clause, with the digest of the original that each translates.

    The first language of `now` is that of the original.
    """
    before, known = {language: text.partition(".")[0] for language, text in anchor.texts}, dict(anchor.behind)
    digests = {language: fingerprints.digest(text) for language, text in now.items()}
    original, *others = digests
    if original not in before:
        return ()
    translates = {language: known.get(language, before[original]) for language in others
                  if digests[language] == before.get(language)}
    return tuple((language, digest) for language, digest in translates.items() if digest != digests[original])


def outdated(ledger: Ledger, documents: Sequence[Document]) -> Mapping[str, frozenset[str]]:
    """By language the innermost provisions of the first document that changed after their translation."""
    items, texts = {item.eid for item in provisions(documents[0])}, texts_at(documents)
    outdated_eids: dict[str, set[str]] = {}
    for anchor in ledger.anchors:
        if anchor.live and anchor.id in texts:
            for language, _ in behind(anchor, texts[anchor.id]):
                outdated_eids.setdefault(language, set()).add(anchor.id)
    return {language: frozenset(_innermost(eids, items)) for language, eids in outdated_eids.items()}


def _innermost(eids: Collection[str], items: Collection[str]) -> Iterator[str]:
    """The innermost of the eIds; the eId of its unit for a paragraph that is no provision itself."""
    for eid in eids:
        if not any(other.startswith(f"{eid}__") for other in eids):
            yield eid if eid in items else eid.rpartition("__")[0]


def translated(ledger: Ledger, eids: Collection[str]) -> Result[Anchors]:
    """The anchors with the translations of these clauses, and of those inside them, declared up to date.

    K007 for an eId without a live clause.
    """
    unknown = set(eids) - {anchor.id for anchor in ledger.anchors if anchor.live}
    if unknown:
        return _refused(ledger, unknown)
    return Result(tuple(replace(anchor, behind=()) if any(inside(anchor.id, eid) for eid in eids) else anchor
                        for anchor in ledger.anchors))


def move(ledger: Ledger, old: str, new: tuple[str, ...], *, merged: bool = False,
         now: Container[str] = ()) -> Result[Anchors]:
    """The anchors with the clause at `old`, and those inside it, moved to `new`: split for several, or `merged`.

    What was inside it is at the new place itself, if that has no such part among the eIds of `now`.
    """
    state = State.SPLIT if len(new) > 1 else State.MERGED if merged else State.MOVED
    ends: dict[str, tuple[str, ...]] = {old: new}
    if new == (old,):
        ends = {}
    elif state is State.MOVED:
        ends = {anchor.id: (place if (place := new[0] + anchor.id.removeprefix(old)) in now or new[0] not in now
                            else new[0],) for anchor in ledger.anchors if inside(anchor.id, old)}
    elif state is State.MERGED:
        ends = {anchor.id: new for anchor in ledger.anchors if inside(anchor.id, old)}
    return _ended(ledger, old, ends, state)


def withdraw(ledger: Ledger, eid: str, reason: str) -> Result[Anchors]:
    """The anchors with the clause at an eId, and those inside it, withdrawn for a reason."""
    ends: dict[str, tuple[str, ...]] = {anchor.id: () for anchor in ledger.anchors if inside(anchor.id, eid)}
    return _ended(ledger, eid, ends, State.WITHDRAWN, reason)


def renumber(ledger: Ledger, comparison: Comparison, unit: str = "") -> Result[Anchors]:
    """The anchors with each relocated clause moved to its new place; with `unit`, only the clauses of that unit."""
    ends = {old: (new,) for old, new in comparison.relocated if not unit or inside(old, unit)}
    return _ended(ledger, unit, ends, State.MOVED)


def _ended(ledger: Ledger, named: str, ends: Mapping[str, tuple[str, ...]], state: State,
           reason: str = "") -> Result[Anchors]:
    """The anchors with each clause of `ends` moved from its eId; K007 if there is none, for the eId `named`.

    An earlier declaration of a clause by itself is kept when its unit is declared.
    """
    around = next((anchor for anchor in ledger.anchors if anchor.id == named and anchor.pending), None)

    def concerned(anchor: Anchor) -> bool:
        return anchor.id in ends and (anchor.live or anchor.pending and _follows(anchor, around))

    if not any(map(concerned, ledger.anchors)):
        return Result(None, (diagnostic("K007", Position(ledger.file), named or None, anchor=named or "nothing"),))
    return Result(tuple(replace(anchor, state=state, to=ends[anchor.id], reason=reason) if concerned(anchor) else anchor
                        for anchor in ledger.anchors))


def _follows(anchor: Anchor, around: Anchor | None) -> bool:
    """True if the declaration of a clause follows from that of the unit around it, or is that one."""
    if around is None:
        return False
    inner = anchor.id.removeprefix(around.id) if around.state is State.MOVED else ""
    return anchor is around or (anchor.state, anchor.reason, anchor.to) == (
        around.state, around.reason, tuple(f"{place}{inner}" for place in around.to))


def _refused(ledger: Ledger, unknown: Collection[str]) -> Result[Anchors]:
    """K007 for each of the eIds."""
    return Result(None, tuple(
        diagnostic("K007", Position(ledger.file), eid, anchor=eid) for eid in sorted(unknown)))


def _texts(eid: str, comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """The fingerprints at an eId by language."""
    return tuple((language, fingerprints.fingerprint(text)) for language, text in comparison.texts[eid].items())
