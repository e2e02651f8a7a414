"""anchors.toml: the published addresses of a work, their clauses, and the changes of both."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from diptych.akn.iri import LANGUAGE
from diptych.config.toml_edit import quoted
from diptych.config.toml_positions import TomlSource
from diptych.diagnostics import Position
from diptych.values import from_table

FILE: Final = "anchors.toml"
_HEADER: Final = """\
# The published addresses of this work, kept by `diptych anchors`: commit it, review it, don't edit it by hand.
# A text is its language, the first half of its SHA-256 and a sketch of it (akn/fingerprints.py).
"""
_DIGITS: Final = re.compile(r"(\d+)")
_LANGUAGE: Final = re.compile(LANGUAGE)


class State(StrEnum):
    """The state of a published anchor."""

    LIVE = "live"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A clause published at an eId. If a later clause took over the eId, each has its own Anchor.

    `first` is the date of its publication, `until` that of its end, empty until the end is published. `texts` are
    fingerprints by language, `to` the present eIds of the clause. `version` is the dated version of the eId, empty for
    the address of the newest. `origin` are its eIds in the version before, None for the same eId. `behind` are outdated
    translations: by language the digest of the original that they translate. `corrected` are the dates on which other
    words of the clause were published there.
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
    corrected: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        """True if the clause is at its eId."""
        return self.state is State.LIVE

    @property
    def pending(self) -> bool:
        """True if its end was declared and is not yet published."""
        return not self.live and not self.until


Anchors = tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The anchors of a work, or of one of its versions, and their anchors.toml.

    `source` is None if there is no such file. `written` are the anchors of all versions, as in the file. `notes` is the
    highest number that a note of the work has had.
    """

    anchors: Anchors
    file: str
    source: TomlSource | None = None
    version: str = ""
    written: Anchors = ()
    notes: int = 0

    def position(self, anchor: Anchor) -> Position:
        """The position of an anchor in the file."""
        if self.source is None:
            return Position(self.file)
        return self.source.position(("anchor", (self.written or self.anchors).index(anchor)))

    def of(self, version: str) -> Ledger:
        """The part for the addresses of a dated version; of the newest for an empty date."""
        anchors = tuple(anchor for anchor in self.anchors if anchor.version == version)
        return Ledger(anchors, self.file, self.source, version, self.written or self.anchors, self.notes)


def ledger(source: TomlSource) -> Ledger:
    """The ledger of a checked anchors.toml."""
    return Ledger(tuple(_anchor(item) for item in source.data.get("anchor", ())), source.file, source,
                  notes=source.data.get("notes", 0))


def toml(anchors: Iterable[Anchor], notes: int = 0) -> str:
    """The text of an anchors.toml with these anchors, a line each, by version and id, and the highest number of a note.

    In a line each, changes of several people rarely meet, and a comparison of two states names the anchors.
    """
    entries = "".join(f"  {_inline(_plain(anchor))},\n" for anchor in sorted(anchors, key=_order))
    head = f"notes = {notes}\n\n" if notes else ""
    return f"{_HEADER}\n{head}anchor = [\n{entries}]\n"


def inside(eid: str, unit: str) -> bool:
    """True if an eId is that of a unit or of a part of it."""
    return eid == unit or eid.startswith(f"{unit}__")


def kind(eid: str) -> str:
    """The kind of unit of an eId by its last part: para, p, art."""
    return eid.rpartition("__")[2].partition("_")[0]


def settled(anchors: Anchors, now: Container[str]) -> Anchors:
    """The anchors with the present places of ended clauses, among the eIds of `now`.

    Pending declarations are applied to the places of the last publication. A clause without a place is withdrawn.
    """
    pending = {anchor.id: anchor for anchor in anchors if anchor.pending}
    return tuple(_settled(anchor, pending, now) if anchor.to else anchor for anchor in anchors)


def _settled(anchor: Anchor, pending: Mapping[str, Anchor], now: Container[str]) -> Anchor:
    """An ended anchor with its present places."""
    ends = list(_ends(anchor, pending, now, frozenset()))
    places = tuple(dict.fromkeys(place for place, _ in ends if place))
    if not places:
        return replace(anchor, state=State.WITHDRAWN, to=(), reason=ends[0][1])
    return replace(anchor, state=State.SPLIT if anchor.state is State.MOVED and places[1:] else anchor.state, to=places)


def _ends(anchor: Anchor, pending: Mapping[str, Anchor], now: Container[str],
          seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each place of an anchor; no place, and the reason, if the clause was withdrawn from there.

    The places of an anchor with a published end are those of the last publication, not of `now`.
    """
    for place in anchor.to:
        further = pending.get(place) if (anchor.until or place not in now) and place not in seen else None
        if further is None:
            yield place, ""
        elif further.to:
            yield from _ends(further, pending, now, seen | {place})
        else:
            yield "", further.reason


def _anchor(item: Mapping[str, Any]) -> Anchor:
    """The anchor of a table; its keys like `zho` and `zho-Hant` are languages."""
    texts = tuple((name, value) for name, value in item.items() if _LANGUAGE.fullmatch(name))
    return from_table(Anchor, item, texts=texts, state=State(item["state"]),
                      origin=tuple(item["from"]) if "from" in item else None,
                      behind=tuple(item.get("behind", {}).items()),
                      corrected=tuple(map(str, item.get("corrected", ()))))


def _plain(anchor: Anchor) -> Mapping[str, Any]:
    """The table of an anchor without empty keys; an empty `from` is kept, as it differs from a missing one."""
    dates = {name: datetime.date.fromisoformat(date) for name in ("version", "first", "until")
             if (date := getattr(anchor, name))}
    table = {
        "version": dates.get("version"), "id": anchor.id, "state": str(anchor.state), "first": dates["first"],
        "until": dates.get("until"), "to": list(anchor.to) or None,
        "from": list(anchor.origin) if anchor.origin is not None else None, "reason": anchor.reason or None,
        "corrected": [datetime.date.fromisoformat(date) for date in anchor.corrected] or None,
        **dict(anchor.texts), "behind": dict(anchor.behind) or None}
    return {key: value for key, value in table.items() if value is not None}


def _inline(value: object) -> str:
    """A string, date, list or table as a value of TOML in one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return quoted(value) if isinstance(value, str) else str(value)


def _order(anchor: Anchor) -> tuple[str, list[str | tuple[int, str]], str, str]:
    """The sort key of an anchor: version, id with numbers by value, date of publication and of the end, live ones
    last."""
    pieces: list[str | tuple[int, str]] = [
        (int(piece), piece) if piece.isdigit() else piece for piece in _DIGITS.split(anchor.id)]
    return anchor.version, pieces, anchor.first, "~" if anchor.live else anchor.until
