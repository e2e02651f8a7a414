"""The published ledger and the history of a work, against a ledger with every kind of end, and in several versions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema_rs
from diptych.akn.document import Document
from diptych.akn.fingerprints import digest
from diptych.anchors.ledger import Anchor, Ledger, State
from diptych.render.site.work_changes import Change, ChangeKind, changes, ledger_json, listed

from tests.conftest import ROOT
from tests.render.small import twins

SITE = "https://example.org/laws/"
WORK = "https://example.org/laws/akn/cn/act/test/2020/7/"
FIRST, SECOND, THIRD = "2026-01-01", "2026-02-01", "2026-03-01"
LEDGER = Ledger((
    Anchor("sec_1", FIRST, (("zho", f"{digest('甲')}.A"), ("kor", f"{digest('나')}.B")), behind=(
        ("kor", digest("旧")),)),
    Anchor("sec_1__p_1", SECOND, ()),
    Anchor("sec_2", FIRST, (), State.MOVED, ("sec_1",), until=SECOND),
    Anchor("sec_3", FIRST, (), State.WITHDRAWN, reason="废止", until=THIRD),
    Anchor("sec_4", FIRST, (), State.SPLIT, ("sec_1", "sec_1__para_1")),
), "anchors.toml")


def published(ledger: Ledger, documents: tuple[Document, ...] = (), versions: Any = ()) -> dict[str, Any]:
    """anchors.json, which fits its schema."""
    made = json.loads(ledger_json(ledger, documents or twins(), versions, SITE))
    shape = json.loads((ROOT / "schema/published/anchors.schema.json").read_bytes())
    assert not list(jsonschema_rs.validator_for(shape).iter_errors(made))
    found: dict[str, Any] = made
    return found


def test_the_published_ledger_tells_of_each_address_what_became_of_it() -> None:
    made = published(LEDGER)
    assert (made["$schema"], made["version"]) == (f"{SITE}schema/1/anchors.schema.json", "1.4")
    told = {anchor["eId"]: anchor for anchor in made["anchors"]}
    assert set(told) == {anchor.id for anchor in LEDGER.anchors}
    assert told["sec_1"] == {
        "eId": "sec_1", "url": f"{WORK}~sec_1", "version": None, "state": "live", "since": FIRST, "until": None,
        "to": [], "from": None, "why": None, "texts": {"zho": digest("甲"), "kor": digest("나")},
        "corrected": [], "outdated": {"kor": digest("旧")}}
    assert told["sec_2"]["to"] == [{"eId": "sec_1", "url": f"{WORK}~sec_1"}]
    assert (told["sec_3"]["state"], told["sec_3"]["why"], told["sec_3"]["until"]) == ("withdrawn", "废止", THIRD)
    assert (told["sec_4"]["state"], told["sec_4"]["until"]) == ("split", None), "declared, not yet published"


def test_a_declared_end_is_followed_to_where_the_clause_is_now() -> None:
    ledger = Ledger((Anchor("sec_8", FIRST, (), State.MOVED, ("sec_7",)),
                     Anchor("sec_7", FIRST, (), State.MOVED, ("sec_1",))), "")
    assert [anchor["to"][0]["eId"] for anchor in published(ledger)["anchors"]] == ["sec_1", "sec_1"]


def test_each_date_of_the_ledger_is_a_change_and_the_newest_comes_first() -> None:
    first, second, third = LEDGER.anchors[0], LEDGER.anchors[2], LEDGER.anchors[3]
    assert first.live
    assert changes(LEDGER, twins()) == (
        Change(THIRD, ChangeKind.CORRECTION, ended=(third,)),
        Change(SECOND, ChangeKind.CORRECTION, added=1, ended=(second,)),
        Change(FIRST, ChangeKind.PUBLICATION, added=4))


def test_a_markup_that_is_newer_than_the_ledger_is_a_correction() -> None:
    marked = [marked_up(document, "2026-05-05") for document in twins()]
    assert [(change.date, change.kind) for change in changes(LEDGER, marked)][:2] == [
        ("2026-05-05", "correction"), (THIRD, "correction")]
    assert changes(Ledger((), ""), marked) == (Change("2026-05-05", ChangeKind.PUBLICATION),)
    assert changes(LEDGER, [marked_up(document, FIRST) for document in twins()]) == changes(LEDGER, twins())


def test_each_correction_stays_in_the_history_with_its_innermost_clauses() -> None:
    ledger = Ledger((
        Anchor("sec_1", FIRST, (), corrected=(SECOND, THIRD)), Anchor("sec_1__para_1", FIRST, (), corrected=(SECOND,)),
        Anchor("sec_1__para_2__p_1", FIRST, (), corrected=(THIRD,)), Anchor("sec_2", FIRST, ())), "")
    history = changes(ledger, twins())
    assert [(change.date, change.kind, [anchor.id for anchor in change.corrected]) for change in history] == [
        (THIRD, "correction", ["sec_1__para_2__p_1"]), (SECOND, "correction", ["sec_1__para_1"]),
        (FIRST, "publication", [])]
    assert listed(history[1], twins()[0], SITE)["corrected"] == [
        {"eId": "sec_1__para_1", "url": f"{WORK}~sec_1__para_1"}]
    assert published(ledger)["anchors"][0]["corrected"] == [SECOND, THIRD]


def marked_up(document: Document, date: str) -> Document:
    """A document with the date of a markup."""
    changed = replace(document)
    changed.__dict__["markup_date"] = date
    return changed


def test_a_new_version_is_a_publication_and_has_its_own_addresses() -> None:
    old, new = "2018-05-01", "2021-06-01"
    versions = [tuple(replace(document, version=version) for document in twins()) for version in (old, new)]
    ledger = Ledger((
        Anchor("sec_1", FIRST, ()), Anchor("sec_1", FIRST, (), version=old),
        Anchor("sec_1", SECOND, (), version=new, origin=("sec_9",))), "")
    assert [(change.date, change.kind, change.versions) for change in changes(ledger, twins(), versions)] == [
        (SECOND, "publication", (new,)), (FIRST, "publication", (old,))]
    told = published(ledger, versions=versions)["anchors"]
    assert [(anchor["version"], anchor["url"], anchor["from"]) for anchor in told] == [
        (None, f"{WORK}~sec_1", None), (old, f"{WORK}@{old}/~sec_1", None), (new, f"{WORK}@{new}/~sec_1", ["sec_9"])]


def test_a_change_names_what_ended_as_the_ledger_does() -> None:
    [_, second, _] = changes(LEDGER, twins())
    made = listed(second, twins()[0], SITE)
    assert made["ended"] == [anchor for anchor in published(LEDGER)["anchors"] if anchor["eId"] == "sec_2"]
    assert (made["work"], made["anchors"]) == ("/akn/cn/act/test/2020/7", f"{WORK}anchors.json")
