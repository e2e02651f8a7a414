"""A link with quoted words → whether its clause still has them, or what became of them.

The link is the address of a text with `#quote:`, the eId, the date of the version, two digests and the words. The
digests are those of the ledger: of the quoted words, and of the whole clause from which they were taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote, unquote

from diptych.akn import fingerprints, iri
from diptych.akn.document import Document, emended
from diptych.akn.fingerprints import anchors
from diptych.compile.address_history import AddressFate, Records, WorkHistory, of_record
from diptych.review.cited_sources.folded_text import bare_words

MARK: Final = "#quote:"
_FORM: Final = re.compile(r"([\w.-]{1,200}):([\d-]{0,10}):([0-9a-f]{32}):([0-9a-f]{32}):([^:]{1,60000})")
"""Pattern of a fragment behind the mark: eId, date, digest of the words, digest of the clause, the words."""
_EDGES: Final = frozenset(" \t\r\n\"'<>()\u3000\u3002\uff0c\uff08\uff09\u300a\u300b\u201c\u201d")
"""Characters that end a link in a text."""
_LONG: Final = 16
"""Letters of quoted words that are recognised at another place; chosen. Lowered, common words are taken for them."""


class QuoteState(StrEnum):
    """What became of quoted words."""

    STANDS = "stands"
    MOVED = "moved"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    UNCERTAIN = "uncertain"
    DAMAGED = "damaged"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """The parts of a link with quoted words: `digest` is that of the words, `clause` that of the clause."""

    address: iri.Address
    eid: str
    date: str
    digest: str
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What became of quoted words: `places` are the eIds of the clauses that have them, or those of
    the clause as it is.

    `present` are the words of the clause as they are, `date` and `reason` those of its end.
    """

    state: QuoteState
    places: tuple[str, ...] = ()
    present: str = ""
    date: str = ""
    reason: str = ""


def links(text: str) -> Iterator[str]:
    """The links with quoted words in a text."""
    at = text.find(MARK)
    while at >= 0:
        start, end = at, at + len(MARK)
        while start and text[start - 1] not in _EDGES:
            start -= 1
        while end < len(text) and text[end] not in _EDGES:
            end += 1
        yield text[start:end]
        at = text.find(MARK, end)


def parse(link: str) -> QuoteLink | None:
    """The parts of a link; None if it is none or its words are not those of its digest."""
    before, _, fragment = link.strip().partition(MARK)
    match, address = _FORM.fullmatch(fragment), iri.anywhere(before)
    if match is None or address is None or not address.language:
        return None
    eid, date, digest, clause, written = match.groups()
    words = unquote(written)
    if fingerprints.digest(bare_words(words)) != digest:
        return None
    return QuoteLink(address, eid, date, digest, clause, words)


def link(document: Document, eid: str, words: str, site_url: str = "") -> str:
    """The link for words of a clause of a text."""
    date = document.expression_iri.rpartition("@")[2]
    clause = fingerprints.digest(fingerprints.words(anchors(document)[eid]))
    digest = fingerprints.digest(bare_words(words))
    return f"{iri.permalink(site_url, document.address)}{MARK}{eid}:{date}:{digest}:{clause}:{quote(words, safe='')}"


def check(link: str, histories: Mapping[str, WorkHistory], records: Records = ()) -> QuoteCheck:
    """What became of the words of a link among the works of a project or site."""
    parsed = parse(link)
    if parsed is None:
        return QuoteCheck(QuoteState.DAMAGED)
    history = histories.get(parsed.address.work)
    if history is not None:
        return _in_work(parsed, history)
    state = of_record(parsed.address.work, records)
    if state.fate is AddressFate.MOVED and state.places[0] in histories:
        found = _in_work(parsed, histories[state.places[0]])
        stands = found.state is QuoteState.STANDS
        return QuoteCheck(QuoteState.MOVED, state.places, date=state.date) if stands else found
    if state.fate is AddressFate.NO_WORK:
        return QuoteCheck(QuoteState.ABSENT)
    return QuoteCheck(QuoteState.WITHDRAWN, date=state.date, reason=state.reason)


def _in_work(quoted: QuoteLink, history: WorkHistory) -> QuoteCheck:
    """What became of quoted words in a work."""
    texts = [text for text in history.version(quoted.address.date) if text.language == quoted.address.language]
    if not texts:
        lacking = history.state("", quoted.address.language, quoted.address.date)
        ended = QuoteState.WITHDRAWN if lacking.fate is AddressFate.WITHDRAWN else QuoteState.ABSENT
        return QuoteCheck(ended, date=lacking.date, reason=lacking.reason)
    clauses = {eid: bare_words(emended(element, noted=False)) for eid, element in anchors(texts[0]).items()}
    present = {eid: fingerprints.digest(fingerprints.words(element)) for eid, element in anchors(texts[0]).items()}
    places, is_certain = _places(quoted, history, present)
    sought = bare_words(quoted.words)
    standing = tuple(place for place in places if sought in clauses[place])
    if standing:
        state = QuoteState.STANDS if quoted.eid in standing else QuoteState.MOVED
        return QuoteCheck(state if is_certain else QuoteState.UNCERTAIN, standing, clauses[standing[0]])
    elsewhere = _innermost([eid for eid, text in clauses.items() if sought in text]) if len(sought) >= _LONG else ()
    if len(elsewhere) == 1:
        return QuoteCheck(QuoteState.MOVED, elsewhere, clauses[elsewhere[0]])
    return QuoteCheck(QuoteState.CHANGED, places, clauses[places[0]]) if places else _gone(quoted, history, present)


def _gone(quoted: QuoteLink, history: WorkHistory, present: Mapping[str, str]) -> QuoteCheck:
    """What became of a clause that is at no place any more."""
    ended = [anchor for anchor in history.ended(quoted.address.date, present) if anchor.id == quoted.eid]
    if ended:
        return QuoteCheck(QuoteState.WITHDRAWN, date=ended[-1].until, reason=ended[-1].reason)
    state = history.state(quoted.eid, date=quoted.address.date)
    return QuoteCheck(QuoteState.ABSENT if state.fate is AddressFate.ABSENT else QuoteState.WITHDRAWN, date=state.date,
                      reason=state.reason)


def _places(quoted: QuoteLink, history: WorkHistory, present: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """The present eIds of the clause, and whether they are certain: another clause may have taken over its eId.

    `present` are the digests of the clauses as they are.
    """
    if present.get(quoted.eid) == quoted.clause:
        return (quoted.eid,), True
    ended = [anchor for anchor in history.ended(quoted.address.date, present) if anchor.id == quoted.eid]
    same = [anchor for anchor in ended if dict(anchor.texts).get(quoted.address.language, "").startswith(quoted.clause)]
    chosen = same or ended
    moved = tuple(place for anchor in chosen for place in anchor.to if place in present)
    if same or quoted.eid not in present:
        return moved, True
    return (quoted.eid, *moved), not ended


def _innermost(eids: Sequence[str]) -> tuple[str, ...]:
    return tuple(eid for eid in eids if not any(other.startswith(f"{eid}__") for other in eids))
