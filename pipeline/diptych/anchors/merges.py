"""Published clauses and where they are likely now → those that were taken into another, and those that were divided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from diptych.anchors.ledger import Anchor, inside, kind
from diptych.anchors.likeness import ClauseLikeness


def merged(gone: Sequence[Anchor], hosts: Sequence[Anchor], moves: Mapping[str, str],
           likeness: ClauseLikeness) -> tuple[tuple[str, str], ...]:
    """The clauses that are likely part of another one now, with the eId of that.

    `hosts` are the clauses that lasted or moved; the text of such a one has its own words and those of a clause that
    is `gone`.
    """
    pairs: list[tuple[str, str]] = []
    for anchor in gone:
        # A clause that moved to the eId of another has its number, which is no more of its words.
        joined = [(likeness.original(anchor, place), place) for host in hosts
                  if kind(host.id) == kind(anchor.id) and not _nested(host.id, anchor.id)
                  and (place := moves.get(host.id, host.id)) != anchor.id and likeness.joins(host, anchor, place)]
        if joined:
            pairs.append((anchor.id, max(joined)[1]))
    return tuple(pairs)


def divided(hosts: Sequence[Anchor], moves: Mapping[str, str], new: Sequence[str], now: Iterable[str],
            likeness: ClauseLikeness) -> tuple[tuple[str, str, str], ...]:
    """The clauses whose words are likely at two places now, in their order: their own, and one that is `new`.

    `now` are all eIds in the order of the text.
    """
    triples: list[tuple[str, str, str]] = []
    order = {eid: place for place, eid in enumerate(now)}
    for anchor in hosts:
        own = moves.get(anchor.id, anchor.id)
        alike = [(likeness.divides(anchor, own, eid), eid) for eid in new
                 if kind(eid) == kind(own) and not _nested(eid, own)]
        best, other = max(alike, default=(0.0, ""))
        if best:
            triples.append((anchor.id, own, other) if order[own] < order[other] else (anchor.id, other, own))
    return tuple(triples)


def _nested(first: str, second: str) -> bool:
    """True if one of two clauses is inside the other, or they are the same."""
    return inside(first, second) or inside(second, first)
