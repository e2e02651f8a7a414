"""The ledger of published works: what it misses, what can be declared, and that it is read back as it was written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from diptych.anchors import published_works as ledger
from diptych.anchors.published_works import PresentWork, RecordedState, RecordedWork
from diptych.config import toml_positions
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

DAY = "2026-12-01"
PATH, OTHER = "cn/act/a/2020/3", "cn/act/a/2020/4"
WORK = RecordedWork(PATH, ("zho", "kor"), ("2020-01-01",), ("sec_1",))
NOW = PresentWork(PATH, frozenset({"zho", "kor"}), frozenset({"2020-01-01"}), ledger=True)
SHAPE = json.loads((ROOT / "schema/published.schema.json").read_text(encoding="utf-8"))
NAMES = st.lists(st.text("abc_-1", min_size=1, max_size=6), max_size=4, unique=True).map(tuple)


def codes(*present: PresentWork, works: tuple[RecordedWork, ...] = (WORK,), unread: tuple[str, ...] = ()) -> list[str]:
    return [item.code for item in ledger.check(works, present, unread)]


@pytest.mark.parametrize(("present", "expected"), [
    ((NOW,), []), ((), ["K008"]), ((PresentWork(OTHER, NOW.languages, NOW.dates, ledger=True),), ["K008"]),
    ((PresentWork(PATH, frozenset({"zho"}), NOW.dates, ledger=True),), ["K009"]),
    ((PresentWork(PATH, NOW.languages, frozenset({"2021-01-01"}), ledger=True),), ["K010"]),
    ((PresentWork(PATH, NOW.languages, NOW.dates, ledger=False),), ["K011"])])
def test_what_is_missed(present: tuple[PresentWork, ...], expected: list[str]) -> None:
    assert codes(*present) == expected


def test_ranges_that_live_works_were_published_with() -> None:
    cited = replace(WORK, ids=("art_3", "art_3->art_5"))
    ended = replace(cited, path=OTHER, state=RecordedState.MOVED, to=PATH)
    assert ledger.recorded_ranges((cited, ended)) == {f"/akn/{PATH}/~art_3->art_5"}


def test_nothing_is_said_of_a_work_that_cannot_be_read() -> None:
    assert codes(unread=("cn/a/2020/3",)) == []


def test_what_is_declared_is_missed_no_more() -> None:
    moved = ledger.move((WORK,), PATH, OTHER, DAY).value
    assert moved
    assert codes(PresentWork(OTHER, NOW.languages, NOW.dates, ledger=True), works=moved) == []
    assert codes(works=moved) == ["K008"]
    assert codes(works=ledger.withdraw((WORK,), PATH, "x", DAY).value or ()) == []
    [old], [new] = ([work for work in moved if work.path == path] for path in (PATH, OTHER))
    assert (old.until, new.until) == (DAY, "")
    assert [work.until for work in ledger.withdraw((WORK,), PATH, "x", DAY).value or ()] == [DAY]
    without = ledger.withdraw_language((WORK,), PATH, "kor", "x").value or ()
    assert codes(PresentWork(PATH, frozenset({"zho"}), NOW.dates, ledger=True), works=without) == []
    dated = ledger.redate((WORK,), PATH, "2020-01-01", "2020-02-01").value or ()
    assert codes(PresentWork(PATH, NOW.languages, frozenset({"2020-02-01"}), ledger=True), works=dated) == []
    again = ledger.redate(dated, PATH, "2020-02-01", "2020-03-01").value or ()
    assert dict(again[0].redated) == {"2020-01-01": "2020-03-01", "2020-02-01": "2020-03-01"}


def test_the_date_of_a_single_version_is_kept() -> None:
    now = PresentWork(PATH, NOW.languages, frozenset(), ledger=True,
                      single=frozenset({"@2020-05-08", "zho@2020-05-08", "kor@2020-05-08"}))
    works = ledger.accepted((), now, ("sec_1",))
    assert {*works[0].single} == now.single
    assert codes(now, works=works) == []
    corrected = replace(now, single=frozenset({"@2020-05-09", "zho@2020-05-09", "kor@2020-05-09"}))
    assert codes(corrected, works=works) == ["K010"]
    redated = ledger.redate(works, PATH, "2020-05-08", "2020-05-09").value or ()
    assert codes(corrected, works=redated) == []
    assert redated[0].dates == ()
    assert codes(replace(now, dates=frozenset({"2020-05-08", "2021-01-01"}), single=frozenset()), works=works) == []
    several = replace(now, dates=frozenset({"2021-01-01"}), single=frozenset(), dated=frozenset({"zho@2021-01-01"}))
    [kept] = ledger.redate(ledger.accepted(works, several, ()), PATH, "2021-01-01", "2021-02-01").value or ()
    assert kept.dated == ("zho@2021-01-01", "zho@2021-02-01")
    without = replace(now, languages=frozenset({"zho"}), single=frozenset({"@2020-05-08", "zho@2020-05-08"}))
    assert codes(without, works=works) == ["K009"]
    back = ledger.accepted(redated, now, ())
    assert (back[0].redated, codes(now, works=back)) == ((), ["K010"])


def test_a_language_that_returns_is_published_again() -> None:
    without = ledger.withdraw_language((WORK,), PATH, "kor", "x").value or ()
    [back] = ledger.accepted(without, NOW, ("sec_2",))
    assert (back.withdrawn, back.ids) == ((), ("sec_1", "sec_2"))


def test_only_what_was_published_can_be_declared() -> None:
    for refused in (ledger.move((WORK,), OTHER, PATH, DAY), ledger.withdraw((), PATH, "x", DAY),
                    ledger.withdraw_language((WORK,), PATH, "fra", "x"),
                    ledger.redate((WORK,), PATH, "1999-01-01", "2020-01-01"),
                    ledger.move((WORK, RecordedWork(OTHER, ("zho",))), PATH, OTHER, DAY)):
        assert [item.code for item in refused.diagnostics] == ["K007"]


@given(NAMES, st.lists(st.dates().map(str), max_size=3, unique=True).map(tuple), NAMES, st.sampled_from(RecordedState))
def test_a_ledger_is_read_back_as_it_was_written(languages: tuple[str, ...], dates: tuple[str, ...],
                                                 ids: tuple[str, ...], state: RecordedState) -> None:
    work = RecordedWork(PATH, languages, dates, ids, state, to=OTHER * (state is RecordedState.MOVED),
                         reason="x" * (state is RecordedState.WITHDRAWN),
                         withdrawn=tuple((name, "y") for name in languages),
                         redated=tuple((date, "2020-01-01") for date in dates),
                         single=tuple(f"zho@{date}" for date in dates),
                         dated=tuple(f"kor@{date}" for date in dates),
                         until="".join(dates[:1]) * (state is not RecordedState.LIVE))
    read = toml_positions.read(ledger.toml((work,)).encode(), ledger.FILE, SHAPE)
    assert read.value, read.diagnostics
    assert ledger.published_works(read.value) == (work,)
