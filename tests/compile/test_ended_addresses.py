"""What is said of an address of a work that moved or was withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.anchors.published_works import RecordedState, RecordedWork
from diptych.compile import address_lookup, ended_addresses

FIRST, SECOND, THIRD = (f"cn/act/a/2020/{number}" for number in "345")
LIVE = RecordedWork(FIRST, ("zho", "kor"))


def said(name: str, *works: RecordedWork) -> tuple[str, str]:
    address = address_lookup.named(name)
    assert address
    item = ended_addresses.fate(works, name, address)
    return (item.code, " ".join(fact for _, fact in item.facts)) if item else ("", "")


def moved(old: str, new: str) -> RecordedWork:
    return replace(LIVE, path=old, state=RecordedState.MOVED, to=new)


@pytest.mark.parametrize(("name", "place"), [
    (f"/akn/{FIRST}", ""), (f"https://law.example/ko/akn/{FIRST}/", ""), ("cn/a/2020/3", ""),
    (f"/akn/{FIRST}/kor/~sec_1", "/kor/~sec_1"), (f"/akn/{FIRST}/~sec_1->sec_2", "/~sec_1->sec_2"),
    (f"/akn/{FIRST}/@2020-01-01", "/@2020-01-01")])
def test_a_work_that_moved_is_named_by_its_new_address(name: str, place: str) -> None:
    works = (moved(FIRST, SECOND), replace(LIVE, path=SECOND))
    assert said(name, *works) == ("P010", f"/akn/{SECOND}{place}")


def test_a_work_is_followed_to_its_last_place() -> None:
    twice = (moved(FIRST, SECOND), moved(SECOND, THIRD))
    assert said(f"/akn/{FIRST}", *twice) == said(f"/akn/{FIRST}", *twice, replace(LIVE, path=THIRD)) == (
        "P010", f"/akn/{THIRD}")
    ended = replace(LIVE, path=THIRD, state=RecordedState.WITHDRAWN, reason="Wrong.")
    assert said(f"/akn/{FIRST}", *twice, ended) == said(f"/akn/{THIRD}", *twice, ended) == ("P011", "Wrong.")


def test_a_ledger_in_which_works_move_in_a_circle_ends() -> None:
    assert said(f"/akn/{FIRST}", moved(FIRST, SECOND), moved(SECOND, FIRST))[0] == "P010"


def test_nothing_is_said_of_other_works() -> None:
    works = (moved(FIRST, SECOND), replace(LIVE, path=SECOND))
    for name in (f"/akn/{SECOND}", f"/akn/{THIRD}", "/akn/cn/doc/a/2020/3", "cn/a/2020"):
        assert said(name, *works) == ("", "")
