"""What an editor declares of published anchors: a ledger's anchors → the same with the declaration in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from diptych.akn import fingerprints
from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.anchors.compare import Comparison
from diptych.anchors.compare import texts as texts_at
from diptych.anchors.ledger import Anchor, Anchors, Ledger, State, inside, settled
from diptych.diagnostics import Position, Result, diagnostic


def accept(ledger: Ledger, told: Comparison, date: str, same: Collection[str] = ()) -> Result[Anchors]:
    """With new eIds published on `date` and reworded ones renewed; `same` are the eIds whose text reads quite
    otherwise now and is still their clause. What was declared before is published on that date too. A translation that
    stayed as it was while its original changed is behind from now on."""
    strangers = sorted(set(same) - {anchor.id for anchor in told.replaced} - set(told.reworded))
    if strangers:
        return Result(None, tuple(diagnostic("K007", Position(ledger.file), eid, anchor=eid) for eid in strangers))
    renewed = {*told.reworded, *same}
    anchors = settled(ledger.anchors, told.texts)
    kept = [replace(anchor, until=date) if anchor.pending
            else replace(anchor, texts=_texts(anchor.id, told), behind=behind(anchor, told.texts[anchor.id]))
            if anchor.live and anchor.id in renewed else anchor
            for anchor in anchors]
    new = (Anchor(eid, date, _texts(eid, told), version=ledger.version) for eid in told.new)
    return Result((*kept, *new))


def behind(anchor: Anchor, now: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The translations of a clause that are older than its original as it reads now, each with the digest of the
    original that it translates. The first language is the original's."""
    before, known = {language: text.partition(".")[0] for language, text in anchor.texts}, dict(anchor.behind)
    digests = {language: fingerprints.digest(text) for language, text in now.items()}
    original, *others = digests
    if original not in before:
        return ()
    translates = {language: known.get(language, before[original]) for language in others
                  if digests[language] == before.get(language)}
    return tuple((language, digest) for language, digest in translates.items() if digest != digests[original])


def outdated(ledger: Ledger, documents: Sequence[Document]) -> Mapping[str, frozenset[str]]:
    """By language the provisions of an original, the first of the documents, that changed since they were translated;
    of nested ones the innermost."""
    items, texts = {item.eid for item in provisions(documents[0])}, texts_at(documents)
    found: dict[str, set[str]] = {}
    for anchor in ledger.anchors:
        if anchor.live and anchor.id in texts:
            for language, _ in behind(anchor, texts[anchor.id]):
                found.setdefault(language, set()).add(anchor.id)
    return {language: frozenset(_innermost(eids, items)) for language, eids in found.items()}


def _innermost(eids: Collection[str], items: Collection[str]) -> Iterator[str]:
    """The innermost of the eIds; a paragraph that is all of its unit goes by the name of the unit."""
    for eid in eids:
        if not any(other.startswith(f"{eid}__") for other in eids):
            yield eid if eid in items else eid.rpartition("__")[0]


def translated(ledger: Ledger, eids: Collection[str]) -> Result[Anchors]:
    """With the translations of these clauses, and of what is inside them, declared to be those of the original as it is
    in the ledger; K007 for an eId that it does not hold."""
    live = {anchor.id for anchor in ledger.anchors if anchor.live}
    strangers = sorted(set(eids) - live)
    if strangers:
        return Result(None, tuple(diagnostic("K007", Position(ledger.file), eid, anchor=eid) for eid in strangers))
    return Result(tuple(replace(anchor, behind=()) if any(inside(anchor.id, eid) for eid in eids) else anchor
                        for anchor in ledger.anchors))


def move(ledger: Ledger, old: str, new: tuple[str, ...], *, merged: bool = False) -> Result[Anchors]:
    """With the clause at `old`, and what is inside it, at `new`: of several, it was split; `merged`: into another."""
    state = State.SPLIT if len(new) > 1 else State.MERGED if merged else State.MOVED
    ends: dict[str, tuple[str, ...]] = {old: new}
    if new == (old,):
        ends = {}
    elif state is State.MOVED:
        ends = {anchor.id: (new[0] + anchor.id.removeprefix(old),) for anchor in ledger.anchors
                if inside(anchor.id, old)}
    elif state is State.MERGED:
        ends = {anchor.id: new for anchor in ledger.anchors if inside(anchor.id, old)}
    return _ended(ledger, old, ends, state)


def withdraw(ledger: Ledger, eid: str, reason: str) -> Result[Anchors]:
    """With the clause at an eId, and what is inside it, withdrawn for a reason."""
    ends: dict[str, tuple[str, ...]] = {anchor.id: () for anchor in ledger.anchors if inside(anchor.id, eid)}
    return _ended(ledger, eid, ends, State.WITHDRAWN, reason)


def renumber(ledger: Ledger, told: Comparison, unit: str = "") -> Result[Anchors]:
    """With each clause moved to where it was found, all at once; with `unit` only what was in that unit."""
    ends = {old: (new,) for old, new in told.found if not unit or inside(old, unit)}
    return _ended(ledger, unit, ends, State.MOVED)


def _ended(ledger: Ledger, named: str, ends: Mapping[str, tuple[str, ...]], state: State,
           reason: str = "") -> Result[Anchors]:
    """With each clause of `ends` no longer at its eId; K007 if there is none, for the eId that was named. What was
    declared of a clause by itself stays when something is said of the unit around it."""
    around = next((anchor for anchor in ledger.anchors if anchor.id == named and anchor.pending), None)

    def concerned(anchor: Anchor) -> bool:
        return anchor.id in ends and (anchor.live or anchor.pending and _follows(anchor, around))

    if not any(map(concerned, ledger.anchors)):
        return Result(None, (diagnostic("K007", Position(ledger.file), named or None, anchor=named or "nothing"),))
    return Result(tuple(replace(anchor, state=state, to=ends[anchor.id], reason=reason) if concerned(anchor) else anchor
                        for anchor in ledger.anchors))


def _follows(anchor: Anchor, around: Anchor | None) -> bool:
    """Whether what was declared of a clause is what was declared of the unit around it, or it is that unit."""
    if around is None:
        return False
    inner = anchor.id.removeprefix(around.id) if around.state is State.MOVED else ""
    return anchor is around or (anchor.state, anchor.reason, anchor.to) == (
        around.state, around.reason, tuple(f"{place}{inner}" for place in around.to))


def _texts(eid: str, told: Comparison) -> tuple[tuple[str, str], ...]:
    return tuple((language, fingerprints.fingerprint(text)) for language, text in told.texts[eid].items())
