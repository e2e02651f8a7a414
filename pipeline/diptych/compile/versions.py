"""The versions of a work: where each is published, what the ledger has against each, what each clause came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from diptych.akn import fingerprints
from diptych.akn.document import Document
from diptych.anchors import compare as anchors
from diptych.anchors import declare as declarations
from diptych.anchors.compare import Comparison, Texts, compare
from diptych.anchors.ledger import Anchor, Anchors, Ledger
from diptych.compile.work import Compiled
from diptych.diagnostics import Diagnostic, Result

Lineage = Mapping[str, tuple[str, ...]]
"""The eIds in the version before that each clause came from; none for a clause that is new."""
Versions = Sequence[Sequence[Document]]
"""The texts of every version of a work, at their dated addresses, the oldest first."""
Declare = Callable[[Ledger, Comparison], Result[Anchors]]


def published(work: Compiled) -> tuple[Compiled, ...]:
    """What of a work has addresses of its own: its newest version without a date; of a work in several versions also
    each of them with its date, the oldest first. Each has its part of the ledger."""
    return (_dated(work, work.source.ledger, ""), *dated(work))


def dated(work: Compiled) -> tuple[Compiled, ...]:
    """The versions of a work at their dated addresses, the oldest first; none of a work that has only one."""
    every = (*work.earlier, work) if work.earlier else ()
    return tuple(_dated(one, work.source.ledger, one.source.work.version) for one in every if one.expressions)


def documents(work: Compiled) -> tuple[Document, ...]:
    """The texts of a version."""
    return tuple(one.document for one in work.expressions)


def left(versions: Versions) -> tuple[tuple[Sequence[Document], Document], ...]:
    """The newest text, with its version, in each language that the newest version lacks."""
    newest = {document.language for document in versions[-1]} if versions else set()
    found = {document.language: (documents, document) for documents in versions for document in documents
             if document.language not in newest}
    return tuple(found.values())


def check(work: Compiled) -> Iterator[Diagnostic]:
    """What the ledger has against a work in all its versions. What is wrong with the newest is told once."""
    told: set[tuple[str, str | None]] = set()
    newest = work.source.work.version
    for one in published(work) if work.expressions else ():
        positions = {item.document.language: item.positions for item in one.expressions}
        ledger = one.source.ledger
        for found in anchors.check(ledger, documents(one), positions, work.source.work.path):
            if ledger.version != newest or (found.code, found.eid) not in told:
                yield found
            told |= {(found.code, found.eid)} if not ledger.version and found.eid else set()


def lineage(work: Compiled) -> Mapping[str, Lineage]:
    """What the clauses of each version came from, by the date of the version; the oldest came from nowhere."""
    every = dated(work)
    return {one.source.work.version: _lineage(work.source.ledger, before, one, newest=one is every[-1])
            for before, one in pairwise(every)}


def declare(work: Compiled, make: Declare, version: str = "") -> Result[Anchors]:
    """The anchors of a work's ledger with a declaration in it, on the addresses of a dated version, or else on those
    that show the newest and on its dated ones. It must be about something in one of them."""
    asked = (version,) if version else ("", work.source.work.version)
    made: dict[str, Result[Anchors]] = {}
    for one in published(work):
        ledger = one.source.ledger
        if ledger.version in asked:
            made[ledger.version] = make(ledger, compare(ledger, documents(one)))
    parts = {name: result.value for name, result in made.items() if result.value is not None}
    if not parts:
        return Result(None, tuple(dict.fromkeys(item for result in made.values() for item in result.diagnostics)))
    return Result(_with(work.source.ledger, parts))


def accept(work: Compiled, date: str, same: Sequence[str] = (), version: str = "") -> Result[Anchors]:
    """With all that is new in any version published on a date, each clause of a later version with what it came from.
    `same` are clauses of one version as in `declare`."""
    ledger, known = work.source.ledger, lineage(work)
    asked = (version,) if version else ("", work.source.work.version)
    parts: dict[str, Anchors] = {}
    refused: list[Diagnostic] = []
    for one in published(work):
        part = one.source.ledger
        told = compare(part, documents(one))
        concerned = [eid for eid in same if part.version in asked and _judged(eid, told)]
        made = declarations.accept(part, told, date, same if part.version == asked[0] else concerned)
        refused += made.diagnostics
        parts[part.version] = _traced(made.value or (), set(told.new), known.get(part.version))
    return Result(None, tuple(refused)) if refused else Result(_with(ledger, parts))


def _judged(eid: str, told: Comparison) -> bool:
    return eid in told.reworded or any(anchor.id == eid for anchor in told.replaced)


def _with(ledger: Ledger, parts: Mapping[str, Anchors]) -> Anchors:
    """The whole ledger with some of its parts in place of those that it has."""
    kept = tuple(anchor for anchor in ledger.anchors if anchor.version not in parts)
    return (*kept, *(anchor for part in parts.values() for anchor in part))


def _traced(found: Anchors, new: AbstractSet[str], known: Lineage | None) -> Anchors:
    """Anchors of a later version, the new ones with what they came from."""
    def traced(anchor: Anchor) -> Anchor:
        if known is None or not anchor.live or anchor.id not in new:
            return anchor
        origin = known[anchor.id]
        return replace(anchor, origin=None if origin == (anchor.id,) else origin)

    return tuple(map(traced, found))


def _dated(work: Compiled, ledger: Ledger, version: str) -> Compiled:
    """A version of a work at the addresses of a date."""
    expressions = tuple(replace(one, document=replace(one.document, version=version)) for one in work.expressions)
    return replace(work, expressions=expressions, source=replace(work.source, ledger=ledger.of(version)))


def _lineage(ledger: Ledger, before: Compiled, work: Compiled, *, newest: bool) -> Lineage:
    texts, there = anchors.texts(documents(work)), anchors.texts(documents(before))
    part, undated = ledger.of(work.source.work.version), ledger.of("")
    if part.anchors:
        found = _recorded(part, texts)
    elif newest and undated.anchors:
        found = _declared(undated, texts)
    else:
        found = _recognised(there, texts)
    moved = {anchor.id: anchor.to for anchor in ledger.of(before.source.work.version).anchors if not anchor.live}
    return {eid: tuple(dict.fromkeys(place for old in origin for place in _now(old, moved, there)))
            for eid, origin in found.items()}


def _now(eid: str, moved: Lineage, there: Texts) -> Sequence[str]:
    """Where a clause of the version before stands in it, whose own addresses may have changed since."""
    return [eid] if eid in there else [place for place in moved.get(eid, ()) if place in there]


def _recorded(part: Ledger, texts: Texts) -> Lineage:
    """As the ledger says; what was corrected within the version came from where it came from before."""
    def origin(anchor: Anchor) -> tuple[str, ...]:
        return (anchor.id,) if anchor.origin is None else anchor.origin

    live = {anchor.id: origin(anchor) for anchor in part.anchors if anchor.live}
    ended = [anchor for anchor in part.anchors if anchor.pending]
    return {eid: live[eid] if eid in live else tuple(
        old for anchor in ended if eid in anchor.to for old in origin(anchor)) for eid in texts}


def _declared(undated: Ledger, texts: Texts) -> Lineage:
    """As was declared since the last publication: what is live stayed, what ended went where it is said to be."""
    live = {anchor.id for anchor in undated.anchors if anchor.live}
    ended = [anchor for anchor in undated.anchors if anchor.pending]
    return {eid: (*((eid,) if eid in live else ()), *(anchor.id for anchor in ended if eid in anchor.to))
            for eid in texts}


def _recognised(before: Texts, texts: Texts) -> Lineage:
    """As the texts show it, where nothing was declared: published together, or a version that came to light later."""
    old = Ledger(tuple(Anchor(eid, "", tuple((language, fingerprints.fingerprint(text))
                                             for language, text in said.items()))
                       for eid, said in before.items()), "")
    told = anchors.compare_texts(old, texts)
    gone = {anchor.id for anchor in (*told.vanished, *told.replaced)}
    found = {new: (eid,) for eid, new in told.relocated}
    return {eid: found.get(eid, (eid,) if eid in before and eid not in gone else ()) for eid in texts}
