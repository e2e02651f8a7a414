"""A work → its versions: their addresses, the findings of the ledger on each, the origin of each clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from diptych.akn import fingerprints, iri
from diptych.akn.document import Document
from diptych.anchors import compare as anchors
from diptych.anchors import declare as declarations
from diptych.anchors.compare import Comparison, compare
from diptych.anchors.ledger import Anchor, Anchors, Ledger
from diptych.anchors.likeness import Texts
from diptych.anchors.published_works import PresentWork
from diptych.compile.work import Compiled
from diptych.diagnostics import Diagnostic, Result

Lineage = Mapping[str, tuple[str, ...]]
"""For each eId of a version, the eIds of its origins in the version before; none for a new clause."""
Versions = Sequence[Sequence[Document]]
"""The texts of every version of a work, at their dated addresses, the oldest first."""
Declare = Callable[[Ledger, Comparison], Result[Anchors]]
"""A declaration of the editor: a part of the ledger, compared with the texts → its anchors with the declaration."""


def published(work: Compiled) -> tuple[Compiled, ...]:
    """The work at each of its addresses, with that address's part of the ledger.

    The newest version without a date is the first. A work in several versions follows with each at its date.
    """
    return (_dated(work, work.source.ledger, ""), *dated(work))


def dated(work: Compiled) -> tuple[Compiled, ...]:
    """The versions of a work at their dated addresses, the oldest first; empty if there is only one version."""
    every = (*work.earlier, work) if work.earlier else ()
    return tuple(_dated(version, work.source.ledger, version.source.work.version)
                 for version in every if version.expressions)


def dates(work: Compiled) -> tuple[str, ...]:
    """The dates of all versions, the oldest first; of a work with one version that of its original, if it is known."""
    several = tuple(documents(version)[0].version for version in dated(work))
    return several or tuple(filter(None, (own_date(document) for document in documents(work)[:1])))


def own_date(document: Document) -> str:
    """The date in the IRI of a text; empty if it is unknown."""
    return document.expression_iri.rpartition("@")[2]


def pinned(work: Compiled, date: str) -> Compiled:
    """A work with one version at the address of its date, with the ledger of the undated addresses."""
    return replace(_dated(work, work.source.ledger, date), source=work.source)


def present(work: Compiled) -> PresentWork:
    """The work as the ledger of published works must know it. The work must have expressions."""
    editions, ledger = published(work), work.source.ledger
    texts = [document for edition in editions for document in documents(edition)]
    return PresentWork(texts[0].work_iri.removeprefix(iri.ROOT), frozenset(text.language for text in texts),
                       frozenset(text.version for text in texts if text.version),
                       ledger.source is not None, frozenset(single(work)),
                       frozenset(f"{name}@{text.version}" for text in texts if text.version
                                 for name in ("", text.language)),
                       frozenset(anchor.id for anchor in ledger.anchors) if ledger.source is not None else None)


def single(work: Compiled) -> tuple[str, ...]:
    """The dated addresses of a work with one version, below its own: `@2012-04-13`, `zho@2012-04-13`."""
    texts = [(own_date(document), document.language) for document in (() if work.earlier else documents(work))]
    return tuple(f"{name}@{date}" for date, name in (*((date, "") for date, _ in texts[:1]), *texts) if date)


def documents(work: Compiled) -> tuple[Document, ...]:
    """The texts of a version."""
    return tuple(expression.document for expression in work.expressions)


def left(versions: Versions) -> tuple[tuple[Sequence[Document], Document], ...]:
    """For each language that the newest version lacks, the last version with it, and its text."""
    newest = {document.language for document in versions[-1]} if versions else set()
    last = {document.language: (documents, document) for documents in versions for document in documents
            if document.language not in newest}
    return tuple(last.values())


def check(work: Compiled) -> Iterator[Diagnostic]:
    """The findings of the ledger on all addresses of a work. The newest version has two; its findings come once."""
    undated: set[tuple[str, str | None]] = set()
    newest = work.source.work.version
    for part in published(work) if work.expressions else ():
        positions = {item.document.language: item.positions for item in part.expressions}
        ledger = part.source.ledger
        for finding in anchors.check(ledger, documents(part), positions, work.source.work.path):
            if ledger.version != newest or (finding.code, finding.eid) not in undated:
                yield finding
            if not ledger.version and finding.eid:
                undated.add((finding.code, finding.eid))


def lineage(work: Compiled) -> Mapping[str, Lineage]:
    """The origins of the clauses of each version but the oldest, by the date of the version."""
    every, ledger = dated(work), work.source.ledger
    published = _last_published(ledger.of(""), every[:-1])
    return {version.source.work.version: _lineage(ledger, before, version,
                                                  declared=version is every[-1] and before is published)
            for before, version in pairwise(every)}


def declare(work: Compiled, make: Declare, version: str = "") -> Result[Anchors]:
    """The anchors of a work's ledger after a declaration on the addresses of a dated version.

    Without a version, the declaration concerns the undated addresses and the dated ones of the newest version. It must
    apply to one of them at least; else its findings are returned.
    """
    results = {part.source.ledger.version: make(part.source.ledger, compare(part.source.ledger, documents(part)))
               for part in published(work) if part.source.ledger.version in _concerned(work, version)}
    parts = {date: result.value for date, result in results.items() if result.value is not None}
    if not parts:
        return Result(None, tuple(dict.fromkeys(item for result in results.values() for item in result.diagnostics)))
    return Result(_with(work.source.ledger, parts))


def accept(work: Compiled, date: str, same: Sequence[str] = (), version: str = "") -> Result[Anchors]:
    """The anchors of a work's ledger after all news of all versions were published on `date`, with their origins.

    `same` are clauses of the versions that `declare` concerns.
    """
    origins, concerned = lineage(work), _concerned(work, version)
    parts: dict[str, Anchors] = {}
    refused: list[Diagnostic] = []
    for ledger, comparison in ((part.source.ledger, compare(part.source.ledger, documents(part)))
                               for part in published(work)):
        judged = {*comparison.reworded, *(anchor.id for anchor in comparison.replaced)}
        own = [eid for eid in same if ledger.version in concerned and eid in judged]
        accepted = declarations.accept(ledger, comparison, date, same if ledger.version == concerned[0] else own)
        refused += accepted.diagnostics
        parts[ledger.version] = _traced(accepted.value or (), set(comparison.new), origins.get(ledger.version))
    return Result(None, tuple(refused)) if refused else Result(_with(work.source.ledger, parts))


def _concerned(work: Compiled, version: str) -> tuple[str, ...]:
    """The dates of the addresses that a declaration concerns; an empty date is the undated addresses."""
    return (version,) if version else ("", work.source.work.version)


def _with(ledger: Ledger, parts: Mapping[str, Anchors]) -> Anchors:
    """The anchors of the whole ledger with some of its parts replaced."""
    kept = tuple(anchor for anchor in ledger.anchors if anchor.version not in parts)
    return (*kept, *(anchor for part in parts.values() for anchor in part))


def _traced(accepted: Anchors, new: AbstractSet[str], origins: Lineage | None) -> Anchors:
    """The anchors of a version, the new ones with their origins; the oldest version has none."""
    def traced(anchor: Anchor) -> Anchor:
        if origins is None or not anchor.live or anchor.id not in new:
            return anchor
        origin = origins[anchor.id]
        return replace(anchor, origin=None if origin == (anchor.id,) else origin)

    return tuple(map(traced, accepted))


def _dated(work: Compiled, ledger: Ledger, version: str) -> Compiled:
    """A version of a work at the addresses of a date."""
    expressions = tuple(replace(expression, document=replace(expression.document, version=version))
                        for expression in work.expressions)
    return replace(work, expressions=expressions, source=replace(work.source, ledger=ledger.of(version)))


def _last_published(undated: Ledger, earlier: Sequence[Compiled]) -> Compiled | None:
    """The version whose texts the undated addresses had when they were published last: declarations begin there.

    If the newest version was added together with an older one, it is not the version before the newest.
    """
    def known(version: Compiled) -> int:
        words = anchors.texts(documents(version))
        return sum(fingerprints.digest(words[anchor.id][language]) == recorded.partition(".")[0]
                   for anchor in undated.anchors if not anchor.until and anchor.id in words
                   for language, recorded in anchor.texts if language in words[anchor.id])

    return max(reversed(earlier), key=known, default=None)


def _lineage(ledger: Ledger, before: Compiled, work: Compiled, *, declared: bool) -> Lineage:
    """The origins of the clauses of a version in the one before it.

    `declared` says that the open declarations on undated addresses concern these two.
    """
    texts, earlier = anchors.texts(documents(work)), anchors.texts(documents(before))
    part, undated = ledger.of(work.source.work.version), ledger.of("")
    if part.anchors:
        origins = _recorded(part, texts)
    elif declared and undated.anchors:
        origins = _declared(undated, texts)
    else:
        origins = _recognised(earlier, texts)
    moved = {anchor.id: anchor.to for anchor in ledger.of(before.source.work.version).anchors if not anchor.live}
    return {eid: tuple(dict.fromkeys(place for old in origin for place in _now(old, moved, earlier)))
            for eid, origin in origins.items()}


def _now(eid: str, moved: Lineage, texts: Texts) -> Sequence[str]:
    """The eIds of a clause of the version before in its texts today; its addresses may have changed since."""
    return [eid] if eid in texts else [place for place in moved.get(eid, ()) if place in texts]


def _recorded(part: Ledger, texts: Texts) -> Lineage:
    """The origins that the ledger records; a clause corrected within the version keeps its origins."""
    def origin(anchor: Anchor) -> tuple[str, ...]:
        return (anchor.id,) if anchor.origin is None else anchor.origin

    live = {anchor.id: origin(anchor) for anchor in part.anchors if anchor.live}
    ended = [anchor for anchor in part.anchors if anchor.pending]
    return {eid: live[eid] if eid in live else tuple(
        old for anchor in ended if eid in anchor.to for old in origin(anchor)) for eid in texts}


def _declared(undated: Ledger, texts: Texts) -> Lineage:
    """The origins by the declarations since the last publication: live clauses stayed, ended ones went to `to`."""
    live = {anchor.id for anchor in undated.anchors if anchor.live}
    ended = [anchor for anchor in undated.anchors if anchor.pending]
    return {eid: (*((eid,) if eid in live else ()), *(anchor.id for anchor in ended if eid in anchor.to))
            for eid in texts}


def _recognised(before: Texts, texts: Texts) -> Lineage:
    """The origins by similarity of the texts, without any declaration.

    This is so if versions were published together, or if an older version came to light later.
    """
    old = Ledger(tuple(Anchor(eid, "", tuple((language, fingerprints.fingerprint(text))
                                             for language, text in words.items()))
                       for eid, words in before.items()), "")
    comparison = anchors.compare_texts(old, texts)
    gone = {anchor.id for anchor in (*comparison.vanished, *comparison.replaced)}
    moved = {new: (eid,) for eid, new in comparison.relocated}
    return {eid: moved.get(eid, (eid,) if eid in before and eid not in gone else ()) for eid in texts}
