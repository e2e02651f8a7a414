"""The anchors of a work → the eId that each clause was first published at, which is its wId."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count

from diptych.anchors.ledger import Anchor, Anchors, State, settled


def first_ids(versions: Sequence[Anchors], now: Container[str]) -> Mapping[str, str]:
    """For each eId of a text whose clause was first published elsewhere, that first eId.

    `versions` are the anchors of the version behind those of each version before, `now` are the eIds of the text. A
    clause at an eId that another clause had before gets the eId and its ordinal: `art_5__oc_2`. Clauses that were
    split or merged are new ones.
    """
    known: dict[str, str] = {}
    used: set[str] = set()
    for anchors in versions:
        known = _identities(anchors, known, used, now if anchors is versions[-1] else ())
    return {eid: identity for eid, identity in known.items() if eid != identity and eid in now}


def _identities(anchors: Anchors, before: Mapping[str, str], used: set[str], now: Container[str]) -> dict[str, str]:
    """The identity of each eId of a version; `before` are those of the version before, `used` those of all."""
    placed = settled(anchors, now) if now else anchors
    named: dict[str, list[tuple[Anchor, str]]] = defaultdict(list)
    for anchor in sorted(placed, key=lambda item: (item.first, item.until or "~")):
        identity = _identity(anchor, before, used)
        used.add(identity)
        named[anchor.id].append((anchor, identity))
    known: dict[str, str] = {}
    for eid, occupants in named.items():
        last, identity = occupants[-1]
        known[eid] = identity if last.live else _free(eid, used)
    moved = [(anchor, identity) for occupants in named.values() for anchor, identity in occupants
             if anchor.state is State.MOVED and len(anchor.to) == 1]
    for anchor, identity in sorted(moved, key=lambda item: item[0].first, reverse=True):
        known[anchor.to[0]] = identity
    return known


def _identity(anchor: Anchor, before: Mapping[str, str], used: AbstractSet[str]) -> str:
    """The identity of a clause: that of its only origin in the version before, or an unused one."""
    origins = (anchor.id,) if anchor.origin is None else anchor.origin
    return before[origins[0]] if len(origins) == 1 and origins[0] in before else _free(anchor.id, used)


def _free(eid: str, used: AbstractSet[str]) -> str:
    """The eId, with an ordinal if another clause has it as its identity."""
    return eid if eid not in used else next(
        name for number in count(2) if (name := f"{eid}__oc_{number}") not in used)
