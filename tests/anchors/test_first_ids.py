"""The wId of a clause is the eId at which the ledger first knew it, in whatever order clauses moved."""

from __future__ import annotations

from dataclasses import replace

from diptych.anchors.first_ids import first_ids
from diptych.anchors.ledger import Anchor, Anchors, State
from hypothesis import given
from hypothesis import strategies as st

FIRST, SECOND, THIRD = "2024-01-01", "2025-01-01", "2026-01-01"


def live(eid: str, first: str = FIRST, origin: tuple[str, ...] | None = None) -> Anchor:
    return Anchor(eid, first, (), origin=origin)


def moved(eid: str, *to: str, first: str = FIRST, until: str = SECOND, state: State = State.MOVED) -> Anchor:
    return Anchor(eid, first, (), state, to, until=until)


def test_a_clause_that_stayed_needs_no_first_id() -> None:
    assert first_ids([(live("art_1"), live("art_2"))], {"art_1", "art_2"}) == {}
    assert first_ids([], {"art_1"}) == {}


def test_a_moved_clause_keeps_its_first_id_and_the_newcomer_gets_an_ordinal() -> None:
    anchors = (moved("art_1", "art_2"), live("art_1", SECOND), live("art_2", SECOND))
    assert first_ids([anchors], {"art_1", "art_2"}) == {"art_1": "art_1__oc_2", "art_2": "art_1"}


def test_a_declaration_counts_before_it_is_published() -> None:
    anchors = (moved("art_1", "art_2", until=""),)
    assert first_ids([anchors], {"art_1", "art_2"}) == {"art_1": "art_1__oc_2", "art_2": "art_1"}


def test_a_clause_that_moved_twice_keeps_the_first_of_its_ids() -> None:
    anchors = (moved("art_1", "art_3"), moved("art_2", "art_3", first=SECOND, until=THIRD), live("art_3", THIRD))
    assert first_ids([anchors], {"art_3"}) == {"art_3": "art_1"}


def test_parts_of_a_divided_clause_are_new_ones() -> None:
    anchors = (moved("art_1", "art_2", "art_3", state=State.SPLIT), live("art_2", SECOND), live("art_3", SECOND))
    assert first_ids([anchors], {"art_2", "art_3"}) == {}


def test_a_later_version_knows_the_ids_of_the_version_before() -> None:
    before = (live("art_1"), live("art_2"))
    after = (live("art_1"), live("art_2", SECOND, ()), live("art_3", SECOND, ("art_2",)))
    assert first_ids([before, after], {"art_1", "art_2", "art_3"}) == {"art_2": "art_2__oc_2", "art_3": "art_2"}


@given(st.permutations([f"art_{number}" for number in range(1, 7)]))
def test_whatever_moves_no_two_clauses_have_one_identity(places: list[str]) -> None:
    ids = sorted(places)
    anchors: Anchors = tuple(item for old, new in zip(ids, places, strict=True)
                             for item in ([live(old)] if old == new else [moved(old, new), live(new, SECOND)]))
    now = set(ids)
    known = first_ids([anchors], now)
    identities = [known.get(eid, eid) for eid in ids]
    assert sorted(identities) == ids
    assert all(known.get(new, new) == old for old, new in zip(ids, places, strict=True))
    again = first_ids([tuple(replace(item, version="") for item in reversed(anchors))], now)
    assert again == known
