"""A text of anyone → the citations of works in it, and what each is worth: it holds, moved, ended, or is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from diptych.akn import iri
from diptych.akn.document import Document
from diptych.compile import address_history
from diptych.compile.address_history import AddressFate, AddressState, Records, WorkHistory
from diptych.diagnostics import Position
from diptych.language.profiles import Language
from diptych.review.cited_sources import pinpoints, quoted_words
from diptych.review.cited_sources.cited_works import CitedWork, NamedWork, WorkNames, named_works, names
from diptych.review.cited_sources.folded_text import folded
from diptych.review.cited_sources.pinpoints import Pinpoint, PinpointWords, pinpoint_words
from diptych.review.cited_sources.quoted_words import QuotedWords

_ADDRESS: Final = re.compile(r"(?:https?://[\w.:-]{1,253}(?:/[\w.%-]{1,99}){0,9}?)?/akn/[\w@!~#%:.>/-]{3,400}")
"""Pattern of an address in a text."""
_AFTER_ADDRESS: Final = ".,:;/-!"
_NEAR: Final = 90
"""Characters before the name of a work that are searched for its clause; chosen. Raised: slower."""
_JOINT: Final = re.compile(r"[\s,\uff0c]*")
"""Pattern of what comes between a work and its clause in any language."""


class CitationVerdict(StrEnum):
    """What a citation is worth."""

    HOLDS = "holds"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"
    NO_TEXT = "no_text"
    NO_WORK = "no_work"
    OTHER_TITLE = "other_title"
    OTHER_NUMBER = "other_number"
    OTHER_CLAUSE = "other_clause"
    OTHER_WORDS = "other_words"


PASSED: Final = frozenset({CitationVerdict.MOVED, CitationVerdict.WITHDRAWN})
"""Verdicts on what was right once."""
WRONG: Final = frozenset(CitationVerdict) - PASSED - {CitationVerdict.HOLDS}
"""Verdicts on what is wrong."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as printed, from `start` to `end` of a line, and what it is worth.

    `work` is the IRI of the work. `eids` are the clauses that it may mean, none for a work as a whole. `places` are
    the clauses to which they moved or where the quoted words stand. `printed` and `right` are a title, a number or
    words as the citation has them and as they are.
    """

    position: Position
    start: int
    end: int
    words: str
    work: str
    verdict: CitationVerdict
    eids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str = ""
    reason: str = ""
    printed: str = ""
    right: str = ""


@dataclass(frozen=True)
class CitedWorks:
    """The works that a text may cite, with the languages of all citations and the ledger of published works."""

    works: tuple[CitedWork, ...]
    languages: tuple[Language, ...]
    records: Records
    known: WorkNames
    histories: Mapping[str, WorkHistory]
    host: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation in a line before it is judged: a work with the candidates for its clause, or an address."""

    start: int
    end: int
    work: CitedWork | None
    eids: tuple[str, ...] = ()
    named: bool = False
    address: iri.Address | None = None
    title: str = ""
    number: str = ""


def cited_works(works: Sequence[CitedWork], languages: Sequence[Language], records: Records = (),
                site_url: str = "") -> CitedWorks:
    """The works and languages prepared for the search."""
    return CitedWorks(tuple(works), tuple(languages), records, names(works, languages),
                      {work.history.iri: work.history for work in works}, urlsplit(site_url).netloc)


def citations(lines: Iterable[tuple[str, Position]], works: CitedWorks) -> Iterator[Citation]:
    """The citations in the lines of a text, in order."""
    for text, position in lines:
        found = sorted((*_addresses(text, works), *_named(text, works)), key=lambda item: (item.start, item.end))
        quoted = quoted_words.quotations(text, works.languages) if found else ()
        for index, item in enumerate(found):
            limits = (found[index - 1].end if index else 0,
                      found[index + 1].start if index + 1 < len(found) else len(text))
            beside = quoted_words.beside(text, item.start, item.end, limits, quoted)
            yield _judged(text, position, item, beside, works)


def _addresses(text: str, works: CitedWorks) -> Iterator[_Found]:
    """The addresses in a text, without those of other works on other hosts."""
    for match in _ADDRESS.finditer(text) if iri.ROOT in text else ():
        printed = match[0].rstrip(_AFTER_ADDRESS)
        address = iri.anywhere(unquote(printed))
        foreign = urlsplit(printed).netloc not in ("", works.host) if works.host else False
        if address is not None and (not foreign or address.work in works.histories):
            yield _Found(match.start(), match.start() + len(printed), None, address=address,
                         named=bool(address.first))


def linked_addresses(source: str) -> Iterator[tuple[int, str]]:
    """The column and the words of each address in the source of a page, links included."""
    for match in _ADDRESS.finditer(source) if iri.ROOT in source else ():
        yield match.start() + 1, match[0].rstrip(_AFTER_ADDRESS)


def _named(text: str, works: CitedWorks) -> Iterator[_Found]:
    """The works that a text names by title or number, once for each clause named with them."""
    spoken = [words for words in map(pinpoint_words, works.languages) if words]
    for named in named_works(text, folded(text), works.known):
        cited = list(_with_clauses(text, named, spoken))
        if cited or named.certain:
            yield from cited or [_Found(named.start, named.end, named.work, title=named.other_title,
                                        number=named.other_number)]


def _with_clauses(text: str, named: NamedWork, spoken: Sequence[PinpointWords]) -> Iterator[_Found]:
    """A named work with each clause that is named behind it, or before it."""
    eids = named.work.history.eids
    behind = [list(pinpoints.series(text, start, words)) for words in spoken
              for start in _behind(text, named.end, words)]
    series = max(behind, key=lambda found: found[-1].end if found else 0, default=[])
    for index, item in enumerate(series or [item for words in spoken for item in _before(text, named, words)][:1]):
        first, last = min(item.start, named.start) if not index else item.start, max(item.end, named.end)
        yield _Found(first, last, named.work, pinpoints.resolved(item.units, eids), named=True,
                     title="" if index else named.other_title, number="" if index else named.other_number)


def _before(text: str, named: NamedWork, words: PinpointWords) -> Iterator[Pinpoint]:
    """The clause that is named before a work, as in section 3 of the Act."""
    start = max(0, named.start - _NEAR)
    before = text[start:named.start]
    joint = words.of.search(before)
    for match in words.first.finditer(before) if joint else ():
        item = pinpoints.at(before, match.start(), words)
        if item is not None and joint is not None and item.end == joint.start():
            yield replace(item, start=start + item.start, end=start + item.end)


def _behind(text: str, end: int, words: PinpointWords) -> Iterator[int]:
    """The positions behind a name at which a clause may be named."""
    for pattern in (_JOINT, words.gap):
        match = pattern.match(text, end)
        if match:
            further = _JOINT.match(text, match.end())
            yield further.end() if further else match.end()


def _judged(text: str, position: Position, found: _Found, quoted: QuotedWords | None, works: CitedWorks) -> Citation:
    """A citation with what it is worth."""
    address = found.address
    work = address.work if address else found.work.history.iri if found.work else ""
    ends = dict.fromkeys((address.first, address.last)) if address and address.first else ()
    place = replace(position, column=(position.column or 1) + found.start)
    cited = Citation(place, found.start, found.end, text[found.start:found.end], work, CitationVerdict.HOLDS,
                     tuple(ends) if address else found.eids)
    if found.title or found.number:
        return _misnamed(cited, found)
    history = works.histories.get(work)
    state = address_history.of_address(address, works.histories, works.records) if address else _state(found)
    words = _compared(cited, history, address, quoted, state) if quoted and history else None
    verdict = CitationVerdict.HOLDS if state.fate is AddressFate.PRESENT else CitationVerdict(state.fate.value)
    return words or replace(cited, verdict=verdict, places=state.places, date=state.date, reason=state.reason)


def _misnamed(cited: Citation, found: _Found) -> Citation:
    """A citation with a title and a number that are not those of one work."""
    work = found.work
    if found.title:
        right = work.titles[0] if work else ""
        return replace(cited, verdict=CitationVerdict.OTHER_TITLE, printed=found.title, right=right)
    right = work.numbers[0] if work else ""
    return replace(cited, verdict=CitationVerdict.OTHER_NUMBER, printed=found.number, right=right)


def _state(found: _Found) -> AddressState:
    """What became of the clause that a citation means: of several candidates, one that is there."""
    if found.work is None or not found.named:
        return AddressState(AddressFate.PRESENT)
    states = [found.work.history.state(eid) for eid in found.eids]
    return min(states, key=lambda state: list(AddressFate).index(state.fate), default=AddressState(AddressFate.ABSENT))


def _compared(cited: Citation, history: WorkHistory, address: iri.Address | None, quoted: QuotedWords,
              state: AddressState) -> Citation | None:
    """The citation, if the quoted words are not those of its clause."""
    if state.fate not in (AddressFate.PRESENT, AddressFate.MOVED):
        return None
    is_present = state.fate is AddressFate.PRESENT
    texts = history.version(address.date if address else "")
    shown = [text for text in texts if not address or address.language in ("", text.language)]
    clauses = list(_clauses(shown, cited.eids if is_present else state.places))
    if any(quoted_words.holds(quoted.words, text) for text in clauses):
        return None
    places = quoted_words.places(quoted.words, shown) if is_present else ()
    if places:
        return replace(cited, verdict=CitationVerdict.OTHER_CLAUSE, places=places, printed=quoted.words)
    found = quoted_words.difference(quoted.words, clauses)
    if found is None:
        return None
    return replace(cited, verdict=CitationVerdict.OTHER_WORDS, printed=found.quoted, right=found.present)


def _clauses(texts: Sequence[Document], eids: Sequence[str]) -> Iterator[str]:
    """The letters of the clauses, or of whole texts if none is named."""
    for text in texts:
        own = quoted_words.clause_letters(text)
        if eids:
            yield from (own[eid] for eid in eids if eid in own)
        else:
            yield "".join(part for eid, part in own.items() if "__" not in eid)
