"""The Akoma Ntoso of a work, the ledger of its published addresses → clauses that are no longer at their address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from diptych.akn import fingerprints
from diptych.akn.document import Document
from diptych.anchors.ledger import Anchor, Ledger, State, inside, kind, settled
from diptych.anchors.likeness import ClauseLikeness, Texts, clause_likeness
from diptych.anchors.merges import divided, merged
from diptych.diagnostics import Diagnostic, Position, diagnostic

ALIKE: Final = 0.2
"""Similarity, from 0 to 1, from which two texts are the same clause. Chosen on 41 texts of the corpus, as measured by
bench/anchors.py: 319 of 328 clauses with half of their words changed are recognised, and 8 of 328 replaced by a clause
of another law. Raised: fewer of both."""
NEARER: Final = 0.2
"""Similarity by which a text must be nearer to another published clause to be that clause. Chosen. Raised: fewer
exchanged clauses are recognised."""
ELSEWHERE: Final = 0.3
"""Similarity from which a clause is that at another eId, chosen: two standard errors of a sketch above what clauses of
one law have in common, so that a text that took the place of a whole article is not taken for parts of it. Raised:
fewer clauses that moved and changed are recognised."""
FEW: Final = 3
"""Moves that are told one by one, chosen. More of them are one finding, which `diptych anchors renumber` declares."""
_PAIR: Final = 2
"""A clause and a place with its words: if there are more of either, other clauses tell which belong together."""
_MOVE: Final = "diptych anchors move "
@dataclass(frozen=True, slots=True)
class Comparison:
    """The texts of a work compared with its ledger.

    `new` are eIds without a published clause. `reworded` are those with a changed text, or with a further language.
    `vanished` and `replaced` are published clauses that are not at their eIds. `relocated` are their likely eIds now.
    `merged` are those whose words are likely in another published clause now, with its eId. `divided` are clauses whose
    words are likely at two eIds now, with both.
    """

    texts: Texts
    new: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    vanished: tuple[Anchor, ...] = ()
    replaced: tuple[Anchor, ...] = ()
    relocated: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    divided: tuple[tuple[str, str, str], ...] = ()


def texts(documents: Iterable[Document]) -> Texts:
    """The words at every anchor of a work's expressions."""
    by_eid: dict[str, dict[str, str]] = {}
    for document in documents:
        for eid, element in fingerprints.anchors(document).items():
            by_eid.setdefault(eid, {})[document.language] = fingerprints.words(element)
    return by_eid


def compare(ledger: Ledger, documents: Iterable[Document]) -> Comparison:
    """The anchors of a work compared with its ledger."""
    return compare_texts(ledger, texts(documents))


def compare_texts(ledger: Ledger, now: Texts) -> Comparison:
    """The texts at eIds compared with a ledger. Similarity matters only for texts that differ."""
    live = [anchor for anchor in ledger.anchors if anchor.live]
    published = {anchor.id for anchor in live}
    new = tuple(eid for eid in now if eid not in published)
    vanished = [anchor for anchor in live if anchor.id not in now]
    changed = [anchor for anchor in live if anchor.id in now and not _unchanged(anchor, now[anchor.id])]
    translated = tuple(anchor.id for anchor in live if anchor.id in now and anchor not in changed
                       and not now[anchor.id].keys() <= dict(anchor.texts).keys())
    if not changed and not vanished:
        return Comparison(now, new, translated)
    lost, taken = [*changed, *vanished], _move_targets(ledger)
    before = {anchor.id for anchor in ledger.anchors if anchor.live or anchor.pending}
    likeness, others = clause_likeness(lost, now), taken | _exchanged(lost, now)
    replaced: set[str] = set()
    for anchor in reversed(changed):
        if anchor.id in others or _only_part(anchor.id, before) in replaced or _is_replaced(anchor, lost, likeness):
            replaced.add(anchor.id)

    def relocated() -> tuple[tuple[str, str], ...]:
        free = [eid for eid in (*new, *(eid for eid in now if eid in replaced)) if eid not in taken]
        return _relocated([*vanished, *(anchor for anchor in changed if anchor.id in replaced)], free, now, likeness)

    moves = relocated()
    alike = _alike_at_both_places(live, changed, dict(moves), now)
    if alike:
        changed, lost, replaced = [*changed, *alike], [*lost, *alike], replaced | {anchor.id for anchor in alike}
        likeness, moves = clause_likeness(lost, now), relocated()
    ended, places = {anchor.id for anchor in vanished} | replaced, dict(moves)
    open_ = {*new, *(anchor.id for anchor in changed)}
    along = {anchor.id for anchor in changed if _emptied(anchor.id, before, ended, places)
             or (place := _place_in_moved_unit(anchor.id, places)) in open_ and _is_nearer(anchor, place, likeness)}
    if along - replaced:
        replaced |= along
        moves = relocated()
    reworded = tuple(anchor.id for anchor in changed if anchor.id not in replaced)
    gone = (*vanished, *(anchor for anchor in changed if anchor.id in replaced))
    places = dict(moves)
    whole = [anchor for anchor in changed if anchor.id not in replaced] + [
        anchor for anchor in lost if anchor.id in places]
    joined = merged([anchor for anchor in gone if anchor.id not in places], whole, places, likeness)
    halves = [eid for eid in (*new, *replaced) if eid in now and eid not in {*places.values(), *taken}]
    parted = divided(whole, places, halves, now, likeness)
    return Comparison(now, new, (*reworded, *translated), tuple(vanished), gone[len(vanished):], moves, joined, parted)


def check(ledger: Ledger, documents: Sequence[Document], positions: Mapping[str, Mapping[str, Position]],
          work: str) -> Iterator[Diagnostic]:
    """K001 to K006, K013 and K014, one for each command that declares changes; `positions` are those of the clauses, by
    language."""
    comparison, taken = compare(ledger, documents), _move_targets(ledger)
    here = f"--work {work}" + f" --version {ledger.version}" * bool(ledger.version)
    declared = _declared(comparison, taken, here)
    parts = {*dict(comparison.merged), *(old for old, *_ in comparison.divided)}
    moved = [declare for declare, (_, anchor) in declared.items()
             if declare.startswith(_MOVE) and anchor.id not in parts]
    for declare, (code, anchor) in declared.items():
        if len(moved) > FEW and declare in moved[1:]:
            continue
        changed = _changed(anchor, comparison.texts.get(anchor.id, {}))
        place = next((places[anchor.id] for language in changed
                      if anchor.id in (places := positions.get(language, {}))), ledger.position(anchor))
        if len(moved) > FEW and declare == moved[0]:
            shown = ", ".join(" → ".join(one.removeprefix(_MOVE).split()[:2]) for one in moved[:FEW])
            yield diagnostic("K013", place, anchor.id, count=len(moved), moves=shown, work=work,
                             declare=f"diptych anchors renumber {here}")
        else:
            yield diagnostic(code, place, anchor.id, anchor=anchor.id, work=work, date=anchor.first,
                             languages=", ".join(changed), declare=declare)
    for old, *parted in comparison.divided:
        if old in comparison.reworded and old.rpartition("__")[0] not in {item[0] for item in comparison.divided}:
            yield diagnostic("K014", positions.get(next(iter(positions), ""), {}).get(old, Position(ledger.file)), old,
                             anchor=old, other=next(eid for eid in parted if eid != old),
                             declare=f"{_MOVE}{old} {' '.join(parted)} {here}")
    for code, eids in (("K003", comparison.new), ("K004", comparison.reworded)):
        if eids:
            yield diagnostic(code, ledger.position(ledger.anchors[0]) if ledger.anchors else Position(ledger.file),
                             count=len(eids), anchors=_listed(eids, ledger.version), work=work)
    yield from _inconsistent(ledger, comparison.texts)


def _declared(comparison: Comparison, taken: AbstractSet[str], here: str) -> Mapping[str, tuple[str, Anchor]]:
    """The commands that declare what became of clauses, each with the code and the outermost clause that it is for."""
    declared: dict[str, tuple[str, Anchor]] = {}
    for code, anchors in (("K001", comparison.vanished), ("K002", comparison.replaced)):
        for anchor in anchors:
            command = _declaration(anchor, comparison, taken, here)
            known = declared.get(command)
            if known is None or len(anchor.id) < len(known[1].id):
                declared[command] = code, anchor
    return declared


def _inconsistent(ledger: Ledger, now: Texts) -> Iterator[Diagnostic]:
    """K005 for an eId declared to move to one that does not exist; K006 for an eId with two live clauses."""
    known = {anchor.id for anchor in ledger.anchors if anchor.live or anchor.state is State.WITHDRAWN} | set(now)
    live: set[str] = set()
    for anchor, settled_anchor in zip(ledger.anchors, settled(ledger.anchors, now), strict=True):
        for target in settled_anchor.to:
            if target not in known:
                yield diagnostic("K005", ledger.position(anchor), anchor.id, anchor=anchor.id, target=target)
        if anchor.live and anchor.id in live:
            yield diagnostic("K006", ledger.position(anchor), anchor.id, anchor=anchor.id)
        live |= {anchor.id} if anchor.live else set()


def _move_targets(ledger: Ledger) -> frozenset[str]:
    """The eIds to which clauses were declared to move since the last publication."""
    return frozenset(place for anchor in ledger.anchors if anchor.pending and anchor.state is State.MOVED
                     for place in anchor.to)


def _unchanged(anchor: Anchor, now: Mapping[str, str]) -> bool:
    """True if the text is unchanged in each published language that is still present."""
    return not any(language in now for language in _changed(anchor, now))


def _changed(anchor: Anchor, now: Mapping[str, str]) -> tuple[str, ...]:
    """The languages in which the text differs from the published one; a clause did not move if it differs in some."""
    return tuple(language for language, recorded in anchor.texts
                 if language not in now or not recorded.startswith(fingerprints.digest(now[language]) + "."))


def _exchanged(lost: Sequence[Anchor], now: Texts) -> frozenset[str]:
    """The eIds that have, in a language, the exact text of another lost clause of their kind, and not their own."""
    recorded: dict[tuple[str, str, str], set[str]] = {}
    for anchor in lost:
        for language, text in anchor.texts:
            recorded.setdefault((kind(anchor.id), language, fingerprints.parts(text)[0]), set()).add(anchor.id)
    owners = ((anchor.id, recorded.get((kind(anchor.id), language, fingerprints.digest(text)), set()))
              for anchor in lost for language, text in now.get(anchor.id, {}).items())
    return frozenset(eid for eid, ids in owners if ids and eid not in ids)


def _is_replaced(anchor: Anchor, lost: Sequence[Anchor], likeness: ClauseLikeness) -> bool:
    """True if the original at the eId is unlike the published one, or much more like another lost clause."""
    if not likeness.language(anchor, anchor.id):
        return False
    own = likeness.original(anchor, anchor.id)
    rivals = [rival for rival in lost if rival.id != anchor.id and kind(rival.id) == kind(anchor.id)]
    nearer = any(likeness.original(rival, anchor.id) > own + NEARER for rival in rivals)
    return (nearer or own < ALIKE) and not any(likeness.joins(anchor, rival, anchor.id) for rival in rivals)


def _emptied(unit: str, before: Iterable[str], ended: AbstractSet[str], moves: Mapping[str, str]) -> bool:
    """True if all clauses inside a unit have ended, some of them moved, and none within the unit."""
    inner = [eid for eid in before if eid != unit and inside(eid, unit)]
    places = [moves[eid] for eid in inner if eid in moves]
    return bool(places) and ended >= set(inner) and not any(inside(place, unit) for place in places)


def _place_in_moved_unit(eid: str, moves: Mapping[str, str]) -> str:
    """The eId of a clause that moved with the unit around it; empty if no such unit moved."""
    unit = eid
    while unit:
        unit = unit.rpartition("__")[0]
        if unit in moves:
            return moves[unit] + eid.removeprefix(unit)
    return ""


def _alike_at_both_places(live: Sequence[Anchor], changed: Sequence[Anchor], moves: Mapping[str, str],
                          now: Texts) -> list[Anchor]:
    """The clauses whose unit moved, with the same text at their place in it and, by another clause, at their eId."""
    known = {anchor.id for anchor in changed}
    return [anchor for anchor in live if anchor.id in now and anchor.id not in known
            and (place := _place_in_moved_unit(anchor.id, moves)) in now and _unchanged(anchor, now[place])]


def _is_nearer(anchor: Anchor, place: str, likeness: ClauseLikeness) -> bool:
    """True if a published clause is much more like the text at a place than like the text at its own eId."""
    return likeness.original(anchor, place) > likeness.original(anchor, anchor.id) + NEARER


def _only_part(unit: str, before: Iterable[str]) -> str:
    """The only anchor inside a unit; empty if there are none or several."""
    inner = [eid for eid in before if eid != unit and inside(eid, unit)]
    return inner[0] if len(inner) == 1 else ""


def _relocated(lost: Sequence[Anchor], places: Sequence[str], now: Texts,
               likeness: ClauseLikeness) -> tuple[tuple[str, str], ...]:
    """The likely places of lost clauses, at most one clause at each: first unchanged texts, then the most similar."""
    moves = _unchanged_elsewhere(lost, places, now)
    moves |= _as_other_kinds(lost, [place for place in places if place not in moves.values()], now, moves)
    free = set(places) - set(moves.values())
    alike = sorted(((likeness.original(anchor, place), anchor.id, place)
                    for anchor in lost if anchor.id not in moves for place in places
                    if place in free and place != anchor.id and kind(place) == kind(anchor.id)),
                   key=lambda candidate: -candidate[0])
    for similarity, eid, place in alike:
        if similarity >= ELSEWHERE and eid not in moves and place in free:
            moves[eid] = place
            free.remove(place)
    return tuple(moves.items())


def _unchanged_elsewhere(lost: Sequence[Anchor], places: Sequence[str], now: Texts) -> dict[str, str]:
    """The places of lost clauses with the same text in all present languages, and those of the units around them.

    Of several such places it is that in the unit to which the clause's unit moved; that is known by the other clauses.
    """
    languages = {language for words in now.values() for language in words}
    held: dict[tuple[str, frozenset[tuple[str, str]]], list[str]] = {}
    for place in reversed(places):
        digests = frozenset((language, fingerprints.digest(text)) for language, text in now[place].items())
        held.setdefault((kind(place), digests), []).append(place)
    moves: dict[str, str] = {}
    ids, free = {anchor.id for anchor in lost}, set(places)
    texts_of = {anchor.id: (kind(anchor.id), _recorded(anchor, languages)) for anchor in reversed(lost)}
    alike = Counter(texts_of.values())
    for eid, words in sorted(texts_of.items(), key=lambda item: alike[item[1]] + len(held.get(item[1], ())) > _PAIR):
        same = [place for place in held.get(words, ()) if place in free]
        old, along = eid, _place_in_moved_unit(eid, moves)
        new = along if along in same else next(iter(same), "")
        while old in ids and old not in moves and new in free and kind(old) == kind(new):
            moves[old] = new
            free.remove(new)
            (old, _, last), (new, _, other) = old.rpartition("__"), new.rpartition("__")
            if last != other:
                break
    return moves


def _recorded(anchor: Anchor, languages: AbstractSet[str]) -> frozenset[tuple[str, str]]:
    """The digests of a published clause in some languages."""
    return frozenset((language, fingerprints.parts(text)[0]) for language, text in anchor.texts
                     if language in languages)


def _as_other_kinds(lost: Sequence[Anchor], places: Sequence[str], now: Texts,
                    moves: Mapping[str, str]) -> dict[str, str]:
    """The places of lost clauses with the same text as a unit of another kind: an item that is read as a paragraph.

    What was inside such a clause, and has no place inside the new one, is at the new one too.
    """
    languages = {language for words in now.values() for language in words}
    held: dict[frozenset[tuple[str, str]], str] = {}
    for place in reversed(places):
        held[frozenset((language, fingerprints.digest(text)) for language, text in now[place].items())] = place
    found: dict[str, str] = {}
    for anchor in lost:
        unit = anchor.id.rpartition("__")[0]
        digests = _recorded(anchor, languages)
        if anchor.id not in moves and held.get(digests, anchor.id) not in (anchor.id, *found.values()):
            found[anchor.id] = held[digests]
        elif anchor.id not in moves and unit in found and found[unit] + anchor.id.removeprefix(unit) not in now:
            found[anchor.id] = found[unit]
    return found


def _declaration(anchor: Anchor, comparison: Comparison, taken: AbstractSet[str], here: str) -> str:
    """The command that declares the change of a clause; that of its unit if both moved or vanished together."""
    moves, merged = dict(comparison.relocated), dict(comparison.merged)
    divided = {old: (own, other) for old, own, other in comparison.divided}
    if anchor.id in merged:
        outer = anchor.id.rpartition("__")[0]
        old = outer if outer in merged and inside(merged[anchor.id], merged[outer]) else anchor.id
        return f"{_MOVE}{old} {merged[old]} --merged {here}"
    if anchor.id in divided:
        return f"{_MOVE}{anchor.id} {' '.join(divided[anchor.id])} {here}"
    # Of a clause that moved with its unit another may have the same words at its eId.
    if anchor.id in moves and len(_changed(anchor, comparison.texts.get(anchor.id, {}))) in (0, len(anchor.texts)):
        old, new = _outermost(anchor.id, moves)
        return f"{_MOVE}{old} {new} {here}"
    # A clause cannot be reworded at a place to which another published clause moved.
    occupied = {*moves.values(), *taken}
    replaced = {other.id for other in comparison.replaced} & occupied
    gone = ({other.id for other in comparison.vanished} | replaced) - set(moves)
    eid = anchor.id
    while eid in gone and eid.rpartition("__")[0] in gone:
        eid = eid.rpartition("__")[0]
    if eid in gone:
        return f'diptych anchors withdraw {eid} --why "…" {here}'
    eids = _with_only_part(eid, comparison)
    same = " ".join(f"--same {one}" for one in eids)
    return f'diptych anchors accept --date … {same} {here}, or diptych anchors withdraw {eids[0]} --why "…" {here}'


def _with_only_part(eid: str, comparison: Comparison) -> tuple[str, ...]:
    """The eIds of a replaced unit and of its only part, if that was replaced too, for either of them."""
    replaced = {anchor.id for anchor in comparison.replaced}
    unit = eid.rpartition("__")[0]
    if unit in replaced and _only_part(unit, comparison.texts) == eid:
        return unit, eid
    part = _only_part(eid, comparison.texts)
    return (eid, part) if part in replaced else (eid,)


def _outermost(old: str, moves: Mapping[str, str]) -> tuple[str, str]:
    """The old and the new eId of the outermost unit that moved together with a clause."""
    new = moves[old]
    outer_old, _, last_old = old.rpartition("__")
    outer_new, _, last_new = new.rpartition("__")
    if last_old == last_new and moves.get(outer_old) == outer_new or moves.get(outer_old) == new:
        return _outermost(outer_old, moves)
    return old, new


def _listed(eids: Sequence[str], version: str) -> str:
    """The first five eIds, as addresses in a version."""
    shown = [f"@{version}/~{eid}" if version else eid for eid in eids[:5]]
    return ", ".join(shown) + (" …" if len(eids) > 5 else "")
