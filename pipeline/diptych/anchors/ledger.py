"""anchors.toml: the addresses that a work has published, what stood there, and what became of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import tomli_w

from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Position

FILE: Final = "anchors.toml"
_HEADER: Final = """\
# The published addresses of this work, kept by `diptych anchors`: commit it, review it, don't edit it by hand.
# A text is its language, the first half of its SHA-256 and a sketch of it (akn/fingerprints.py).
"""
_DIGITS: Final = re.compile(r"(\d+)")


class State(StrEnum):
    """What became of a published anchor."""

    LIVE = "live"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One clause that was published at an eId. An eId that a later clause took over has one Anchor for each.

    `first` is the date of its publication there, `until` that of the end, empty until the end is published;
    `texts` are its fingerprints by language, `to` the eIds where it stands now. `version` is the dated version in which
    the eId stands, empty for the address that always shows the newest; `origin` are the eIds that it came from in the
    version before, None for the same eId. `behind` are translations whose words are older than their original's: by
    language the digest of the original that they translate.
    """

    id: str
    first: str
    texts: tuple[tuple[str, str], ...]
    state: State = State.LIVE
    to: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    version: str = ""
    origin: tuple[str, ...] | None = None
    behind: tuple[tuple[str, str], ...] = ()

    @property
    def live(self) -> bool:
        """Whether the clause stands at its eId."""
        return self.state is State.LIVE

    @property
    def pending(self) -> bool:
        """Whether its end was declared and not yet published."""
        return not self.live and not self.until


Anchors = tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The anchors of a work, or those `of` one of its versions, with their places in its anchors.toml; `source` is None
    if there is no such file."""

    anchors: Anchors
    file: str
    source: TomlSource | None = None
    version: str = ""
    written: Anchors = ()

    def position(self, anchor: Anchor) -> Position:
        """Where an anchor of this ledger is written."""
        if self.source is None:
            return Position(self.file)
        return self.source.position(("anchor", (self.written or self.anchors).index(anchor)))

    def of(self, version: str) -> Ledger:
        """The part for the addresses of a dated version; with no date, for those that always show the newest."""
        found = tuple(anchor for anchor in self.anchors if anchor.version == version)
        return Ledger(found, self.file, self.source, version, self.written or self.anchors)


def ledger(source: TomlSource) -> Ledger:
    """The ledger that a checked anchors.toml holds."""
    return Ledger(tuple(_anchor(item) for item in source.data.get("anchor", ())), source.file, source)


def toml(anchors: Iterable[Anchor]) -> str:
    """The text of an anchors.toml with these anchors, in the order of their versions and ids."""
    entries = [_plain(anchor) for anchor in sorted(anchors, key=_order)]
    return f"{_HEADER}\n{tomli_w.dumps({'anchor': entries})}"


def inside(eid: str, unit: str) -> bool:
    """Whether an eId is that of a unit or of something in it."""
    return eid == unit or eid.startswith(f"{unit}__")


def settled(anchors: Anchors, now: Container[str]) -> Anchors:
    """The anchors, each that ended with the places where its clause stands among the eIds of `now`: those where it was
    last published, by what was declared of them since. A clause of which nothing is left was withdrawn."""
    pending = {anchor.id: anchor for anchor in anchors if anchor.pending}
    return tuple(_settled(anchor, pending, now) if anchor.to else anchor for anchor in anchors)


def _settled(anchor: Anchor, pending: Mapping[str, Anchor], now: Container[str]) -> Anchor:
    ends = list(_ends(anchor, pending, now, frozenset()))
    places = tuple(dict.fromkeys(place for place, _ in ends if place))
    if not places:
        return replace(anchor, state=State.WITHDRAWN, to=(), reason=ends[0][1])
    return replace(anchor, state=State.SPLIT if anchor.state is State.MOVED and places[1:] else anchor.state, to=places)


def _ends(anchor: Anchor, pending: Mapping[str, Anchor], now: Container[str],
          seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each place that an anchor leads to; for a clause that was withdrawn from there none, and the reason. Where
    something that ended before led to is a place of the last publication, not of `now`."""
    for place in anchor.to:
        left = pending.get(place) if (anchor.until or place not in now) and place not in seen else None
        if left is None:
            yield place, ""
        elif left.to:
            yield from _ends(left, pending, now, seen | {place})
        else:
            yield "", left.reason


def _anchor(item: Mapping[str, Any]) -> Anchor:
    texts = tuple((name, value) for name, value in item.items() if len(name) == 3)
    return Anchor(item["id"], item["first"], texts, State(item["state"]), tuple(item.get("to", ())),
                  item.get("reason", ""), item.get("until", ""), item.get("version", ""),
                  tuple(item["from"]) if "from" in item else None, tuple(item.get("behind", {}).items()))


def _plain(anchor: Anchor) -> Mapping[str, Any]:
    date = datetime.date.fromisoformat
    return {
        **({"version": date(anchor.version)} if anchor.version else {}),
        "id": anchor.id, "state": str(anchor.state), "first": date(anchor.first),
        **({"until": date(anchor.until)} if anchor.until else {}),
        **({"to": list(anchor.to)} if anchor.to else {}),
        **({"from": list(anchor.origin)} if anchor.origin is not None else {}),
        **({"reason": anchor.reason} if anchor.reason else {}),
        **dict(anchor.texts),
        **({"behind": dict(anchor.behind)} if anchor.behind else {})}


def _order(anchor: Anchor) -> tuple[str, list[str | tuple[int, str]], str, str]:
    """By version and id, numbers by their value; the clauses of one id by the dates when they stood there, the live one
    last."""
    pieces: list[str | tuple[int, str]] = [
        (int(piece), piece) if piece.isdigit() else piece for piece in _DIGITS.split(anchor.id)]
    return anchor.version, pieces, anchor.first, "~" if anchor.live else anchor.until
