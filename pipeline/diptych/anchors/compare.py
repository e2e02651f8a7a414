"""The Akoma Ntoso of a work against the ledger of what it has published: does every address still hold its clause?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from diptych.akn import fingerprints
from diptych.akn.document import Document
from diptych.anchors.ledger import Anchor, Ledger, State, inside, settled
from diptych.diagnostics import Diagnostic, Position, diagnostic

ALIKE: Final = 0.2
"""Texts at least as alike as this are one clause. On 41 texts of the corpus (bench/anchors.py) that takes 319 of 328
clauses of which half was reworded for the same, and 8 of 328 that another law's clause replaced."""
NEARER: Final = 0.2
"""A text that is more alike to another published clause by this much is that clause: the two were exchanged."""
Texts = Mapping[str, Mapping[str, str]]
"""The words at each eId, by language."""
Likeness = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a work's addresses hold, beside what its ledger says.

    `new` are eIds without a published clause, `reworded` those whose clause reads otherwise now or has words in
    another language besides; `vanished` and `replaced` are published clauses that no longer stand at their eIds;
    `found` says where those clauses seem to stand now.
    """

    texts: Texts
    new: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    vanished: tuple[Anchor, ...] = ()
    replaced: tuple[Anchor, ...] = ()
    found: tuple[tuple[str, str], ...] = ()


def texts(documents: Iterable[Document]) -> Texts:
    """The words at every anchor of a work's expressions."""
    found: dict[str, dict[str, str]] = {}
    for document in documents:
        for eid, element in fingerprints.anchors(document).items():
            found.setdefault(eid, {})[document.language] = fingerprints.words(element)
    return found


def compare(ledger: Ledger, documents: Iterable[Document]) -> Comparison:
    """A work's anchors beside those of its ledger."""
    return judge(ledger, texts(documents))


def judge(ledger: Ledger, now: Texts) -> Comparison:
    """The texts at eIds beside those of a ledger. Only a text that differs is judged by its likeness."""
    live = [anchor for anchor in ledger.anchors if anchor.live]
    published = {anchor.id for anchor in live}
    new = tuple(eid for eid in now if eid not in published)
    vanished = [anchor for anchor in live if anchor.id not in now]
    changed = [anchor for anchor in live if anchor.id in now and not _unchanged(anchor, now[anchor.id])]
    translated = tuple(anchor.id for anchor in live if anchor.id in now and anchor not in changed
                       and not now[anchor.id].keys() <= dict(anchor.texts).keys())
    if not changed and not vanished:
        return Comparison(now, new, translated)
    lost, taken = [*changed, *vanished], _taken(ledger)
    before = {anchor.id for anchor in ledger.anchors if anchor.live or anchor.pending}
    likeness, others = _likeness(lost, now), taken | _exchanged(lost, now)
    gone: set[str] = set()
    for anchor in reversed(changed):
        if anchor.id in others or _alone(anchor.id, before) in gone or _replaced(anchor, lost, likeness):
            gone.add(anchor.id)
    found = _found(_lost(changed, vanished, gone), _free(new, now, gone, taken), now, likeness)
    ended, places = {anchor.id for anchor in vanished} | gone, dict(found)
    open_ = {*new, *(anchor.id for anchor in changed)}
    along = {anchor.id for anchor in changed if _emptied(anchor.id, before, ended, places)
             or (place := _along(anchor.id, places)) in open_ and _nearer(anchor, place, likeness)} - gone
    if along:
        gone |= along
        found = _found(_lost(changed, vanished, gone), _free(new, now, gone, taken), now, likeness)
    reworded = tuple(anchor.id for anchor in changed if anchor.id not in gone)
    return Comparison(now, new, (*reworded, *translated), tuple(vanished), _lost(changed, (), gone), found)


def check(ledger: Ledger, documents: Sequence[Document], positions: Mapping[str, Mapping[str, Position]],
          work: str) -> Iterator[Diagnostic]:
    """K001 to K006: what the comparison has to say, with the words to write. `positions` are the author's places of
    the clauses, by language."""
    told, taken = compare(ledger, documents), _taken(ledger)
    here = f"--work {work}" + f" --version {ledger.version}" * bool(ledger.version)
    for code, anchors in (("K001", told.vanished), ("K002", told.replaced)):
        for anchor in anchors:
            changed = _changed(anchor, told.texts.get(anchor.id, {}))
            place = next((places[anchor.id] for language in changed
                          if anchor.id in (places := positions.get(language, {}))), ledger.position(anchor))
            yield diagnostic(code, place, anchor.id, anchor=anchor.id, work=work, date=anchor.first,
                             languages=", ".join(changed), declare=_declaration(anchor, told, taken, here))
    for code, eids in (("K003", told.new), ("K004", told.reworded)):
        if eids:
            yield diagnostic(code, ledger.position(ledger.anchors[0]) if ledger.anchors else Position(ledger.file),
                             count=len(eids), anchors=_listed(eids, ledger.version), work=work)
    yield from _inconsistent(ledger, told.texts)


def _inconsistent(ledger: Ledger, now: Texts) -> Iterator[Diagnostic]:
    """K005: an eId that is said to lead where nothing is; K006: two clauses that are said to stand at one eId."""
    known = {anchor.id for anchor in ledger.anchors if anchor.live or anchor.state is State.WITHDRAWN} | set(now)
    live: set[str] = set()
    for anchor, led in zip(ledger.anchors, settled(ledger.anchors, now), strict=True):
        for target in led.to:
            if target not in known:
                yield diagnostic("K005", ledger.position(anchor), anchor.id, anchor=anchor.id, target=target)
        if anchor.live and anchor.id in live:
            yield diagnostic("K006", ledger.position(anchor), anchor.id, anchor=anchor.id)
        live |= {anchor.id} if anchor.live else set()


def _taken(ledger: Ledger) -> frozenset[str]:
    """The eIds to which clauses were declared to have moved since the last publication."""
    return frozenset(place for anchor in ledger.anchors if anchor.pending and anchor.state is State.MOVED
                     for place in anchor.to)


def _unchanged(anchor: Anchor, now: Mapping[str, str]) -> bool:
    """Whether the text is the same in each language that was published and still is."""
    return not any(language in now for language in _changed(anchor, now))


def _changed(anchor: Anchor, now: Mapping[str, str]) -> tuple[str, ...]:
    """The languages in which the text is not the one published: a clause that one of them exchanged did not move."""
    return tuple(language for language, recorded in anchor.texts
                 if language not in now or not recorded.startswith(fingerprints.digest(now[language]) + "."))


def _likeness(lost: Sequence[Anchor], now: Texts) -> Callable[[Anchor, str], Likeness]:
    """How alike, by language, a published clause and the text at an eId are; each text is sketched once at most."""
    recorded = {anchor.id: {language: fingerprints.parts(text)[1] for language, text in anchor.texts}
                for anchor in lost}
    made: dict[str, Mapping[str, int]] = {}

    def likeness(anchor: Anchor, eid: str) -> Likeness:
        if eid not in made:
            made[eid] = {language: fingerprints.sketch(text) for language, text in now[eid].items()}
        return {language: fingerprints.similarity(mark, made[eid][language])
                for language, mark in recorded[anchor.id].items() if language in made[eid]}

    return likeness


def _exchanged(lost: Sequence[Anchor], now: Texts) -> frozenset[str]:
    """The eIds that hold in some language the very text of another lost clause of their kind, and not their own."""
    recorded: dict[tuple[str, str, str], set[str]] = {}
    for anchor in lost:
        for language, text in anchor.texts:
            recorded.setdefault((_kind(anchor.id), language, fingerprints.parts(text)[0]), set()).add(anchor.id)
    found = set()
    for anchor in lost:
        for language, text in now.get(anchor.id, {}).items():
            owners = recorded.get((_kind(anchor.id), language, fingerprints.digest(text)), set())
            found |= {anchor.id} if owners and anchor.id not in owners else set()
    return frozenset(found)


def _replaced(anchor: Anchor, lost: Sequence[Anchor], likeness: Callable[[Anchor, str], Likeness]) -> bool:
    """Whether another clause stands at the eId now: unlike what stood there, or much more like another that moved."""
    own = likeness(anchor, anchor.id)
    return bool(own) and (_mean(own) < ALIKE or any(
        alike > own[language] + NEARER
        for rival in lost if rival.id != anchor.id and _kind(rival.id) == _kind(anchor.id)
        for language, alike in likeness(rival, anchor.id).items() if language in own))


def _lost(changed: Iterable[Anchor], vanished: Iterable[Anchor], gone: AbstractSet[str]) -> tuple[Anchor, ...]:
    return (*vanished, *(anchor for anchor in changed if anchor.id in gone))


def _free(new: Iterable[str], now: Texts, gone: AbstractSet[str], taken: AbstractSet[str]) -> Sequence[str]:
    """The eIds where a lost clause may stand."""
    return [eid for eid in (*new, *(eid for eid in now if eid in gone)) if eid not in taken]


def _emptied(unit: str, before: Iterable[str], ended: AbstractSet[str], found: Mapping[str, str]) -> bool:
    """Whether nothing is left of a unit: all that was inside has ended, and what was found again stands elsewhere."""
    inner = [eid for eid in before if eid != unit and inside(eid, unit)]
    places = [found[eid] for eid in inner if eid in found]
    return bool(places) and ended >= set(inner) and not any(inside(place, unit) for place in places)


def _along(eid: str, found: Mapping[str, str]) -> str:
    """Where an eId would be inside the unit around it, if that was found elsewhere; empty if it was not."""
    unit = eid
    while unit:
        unit = unit.rpartition("__")[0]
        if unit in found:
            return found[unit] + eid.removeprefix(unit)
    return ""


def _nearer(anchor: Anchor, place: str, likeness: Callable[[Anchor, str], Likeness]) -> bool:
    """Whether a published clause is much more like the text at a place than like that at its own eId."""
    return _mean(likeness(anchor, place)) > _mean(likeness(anchor, anchor.id)) + NEARER


def _alone(unit: str, before: Iterable[str]) -> str:
    """The one anchor inside a unit, which stands and goes with it; empty if there are none or several."""
    inner = [eid for eid in before if eid != unit and inside(eid, unit)]
    return inner[0] if len(inner) == 1 else ""


def _found(lost: Sequence[Anchor], places: Sequence[str], now: Texts,
           likeness: Callable[[Anchor, str], Likeness]) -> tuple[tuple[str, str], ...]:
    """Where the lost clauses seem to stand now, each place for one: those found unchanged, then the most alike."""
    found = _unchanged_elsewhere(lost, places, now)
    free, left = set(places) - set(found.values()), [anchor for anchor in lost if anchor.id not in found]
    alike = sorted(((_mean(likeness(anchor, place)), anchor.id, place) for anchor in left for place in places
                    if place in free and place != anchor.id and _kind(place) == _kind(anchor.id)),
                   key=lambda one: -one[0])
    for mean, eid, place in alike:
        if mean >= ALIKE and eid not in found and place in free:
            found[eid] = place
            free.remove(place)
    return tuple(found.items())


def _unchanged_elsewhere(lost: Sequence[Anchor], places: Sequence[str], now: Texts) -> dict[str, str]:
    """The places of lost clauses whose text is the same in all languages that there are now, and with them those of
    the units around."""
    spoken = {language for words in now.values() for language in words}
    held: dict[tuple[str, frozenset[tuple[str, str]]], list[str]] = {}
    for place in reversed(places):
        marks = frozenset((language, fingerprints.digest(text)) for language, text in now[place].items())
        held.setdefault((_kind(place), marks), []).append(place)
    found: dict[str, str] = {}
    ids, free = {anchor.id for anchor in lost}, set(places)
    for anchor in reversed(lost):
        marks = frozenset((language, fingerprints.parts(text)[0]) for language, text in anchor.texts
                          if language in spoken)
        places_left = [place for place in held.get((_kind(anchor.id), marks), ()) if place in free]
        old, new = anchor.id, places_left[0] if places_left else ""
        while old in ids and old not in found and new in free and _kind(old) == _kind(new):
            found[old] = new
            free.remove(new)
            (old, _, last), (new, _, other) = old.rpartition("__"), new.rpartition("__")
            if last != other:
                break
    return found


def _mean(alike: Likeness) -> float:
    return sum(alike.values()) / len(alike) if alike else 0


def _kind(eid: str) -> str:
    """What an eId names by its last part: para, p, art."""
    return eid.rpartition("__")[2].partition("_")[0]


def _declaration(anchor: Anchor, told: Comparison, taken: AbstractSet[str], here: str) -> str:
    """The command that says what became of a clause: for one that moved or vanished along with its unit, that of the
    unit."""
    found = dict(told.found)
    if anchor.id in found and len(_changed(anchor, told.texts.get(anchor.id, {}))) == len(anchor.texts):
        old, new = _outermost(anchor.id, found)
        return f"diptych anchors move {old} {new} {here}"
    # Where another published clause stands now, this one does not stand in other words.
    there = {*found.values(), *taken}
    gone = ({one.id for one in told.vanished} | {one.id for one in told.replaced} & there) - set(found)
    eid = anchor.id
    while eid in gone and eid.rpartition("__")[0] in gone:
        eid = eid.rpartition("__")[0]
    withdraw = f'diptych anchors withdraw {eid} --why "…" {here}'
    return withdraw if eid in gone else f"diptych anchors accept --date … --same {eid} {here}, or {withdraw}"


def _outermost(old: str, found: Mapping[str, str]) -> tuple[str, str]:
    new = found[old]
    outer_old, _, last_old = old.rpartition("__")
    outer_new, _, last_new = new.rpartition("__")
    if last_old == last_new and found.get(outer_old) == outer_new:
        return _outermost(outer_old, found)
    return old, new


def _listed(eids: Sequence[str], version: str) -> str:
    shown = [f"@{version}/~{eid}" if version else eid for eid in eids[:5]]
    return ", ".join(shown) + (" …" if len(eids) > 5 else "")
