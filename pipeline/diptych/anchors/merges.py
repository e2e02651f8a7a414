"""Published clauses and where they are likely now → those that were taken into another, and those that were divided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

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
    published, added = {anchor.id for anchor in hosts}, frozenset(new)
    order = {eid: place for place, eid in enumerate(now)}
    for anchor in hosts:
        own = moves.get(anchor.id, anchor.id)
        alike = [(likeness.divides(anchor, own, eid), eid) for eid in new
                 if kind(eid) == kind(own) and not _nested(eid, own)]
        best, other = max(alike, default=(0.0, ""))
        if best:
            whole, own, other = _widest(anchor.id, own, other, moves, published, added)
            triples.append((whole, own, other) if order[own] < order[other] else (whole, other, own))
    return tuple(dict.fromkeys(triples))


def _widest(whole: str, own: str, other: str, moves: Mapping[str, str], published: Collection[str],
            new: Collection[str]) -> tuple[str, str, str]:
    """The outermost units around a clause and its two parts of which the second is new as well."""
    outer, first, second = (eid.rpartition("__")[0] for eid in (whole, own, other))
    if outer not in published or second not in new or moves.get(outer, outer) != first or first == second:
        return whole, own, other
    return _widest(outer, first, second, moves, published, new)


def _nested(first: str, second: str) -> bool:
    """True if one of two clauses is inside the other, or they are the same."""
    return inside(first, second) or inside(second, first)
