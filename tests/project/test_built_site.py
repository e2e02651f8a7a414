"""A finished site read back: which addresses moved or ended."""

from __future__ import annotations

import json
from pathlib import Path

from diptych.anchors.ledger import Anchor, Ledger, State
from diptych.anchors.published_works import RecordedState, RecordedWork
from diptych.project.built_site import EndedFolder, ended_clauses, ended_works, is_site
from diptych.render.site.work_changes import ledger_json

from tests.render.small import twins

WORK = "akn/cn/act/x/2001/1"


def page(site: Path, path: str) -> None:
    (site / path).mkdir(parents=True)
    (site / path / "index.html").touch()


def anchor(eid: str, state: str, to: list[str]) -> dict[str, object]:
    return {"eId": eid, "since": "2020-01-01", "until": "2021-01-01", "state": state,
            "to": [{"eId": place, "url": f"https://law.example/{WORK}/~{place}"} for place in to], "why": None,
            "version": None, "texts": {}}


def test_clauses_that_moved_or_ended_are_listed_where_they_have_a_page(tmp_path: Path) -> None:
    for path in (f"{WORK}/~art_3", f"{WORK}/zho/~art_3", f"{WORK}/~art_9", f"{WORK}/~art_5", f"{WORK}/~art_7"):
        page(tmp_path, path)
    ledger = [anchor("art_3", "moved", ["art_4"]), anchor("art_9", "withdrawn", []),
              anchor("art_5", "moved", ["art_6"]), anchor("art_5", "live", []),
              anchor("art_7", "split", ["art_1", "art_2"]), anchor("art_8", "withdrawn", [])]
    (tmp_path / WORK / "anchors.json").write_text(json.dumps({"anchors": ledger}), encoding="utf-8")
    assert list(ended_clauses(tmp_path)) == [
        EndedFolder(f"/{WORK}/~art_3/", f"/{WORK}/~art_4/"),
        EndedFolder(f"/{WORK}/zho/~art_3/", f"/{WORK}/zho/~art_4/"),
        EndedFolder(f"/{WORK}/~art_9/")]


def test_a_ledger_is_read_as_it_is_published(tmp_path: Path) -> None:
    """The place to which a clause moved has an eId and a URL."""
    page(tmp_path, f"{WORK}/~sec_2")
    moved = Anchor("sec_2", "2020-01-01", (), State.MOVED, ("sec_1",), until="2021-01-01")
    (tmp_path / WORK / "anchors.json").write_bytes(ledger_json(Ledger((moved,), ""), twins(), (), "https://x.org/"))
    assert list(ended_clauses(tmp_path)) == [EndedFolder(f"/{WORK}/~sec_2/", f"/{WORK}/~sec_1/")]


def test_addresses_that_ended_are_listed_in_each_interface_and_lead_to_pages_alone(tmp_path: Path) -> None:
    for path in ("~art_3", "~art_5", "~art_6", "~art_9"):
        page(tmp_path, f"{WORK}/{path}")
        page(tmp_path, f"ko/{WORK}/{path}")
    ledger = [anchor("art_3", "moved", ["art_4"]), anchor("art_5", "moved", ["art_6"]),
              anchor("art_9", "withdrawn", [])]
    (tmp_path / WORK / "anchors.json").write_text(json.dumps({"anchors": ledger}), encoding="utf-8")
    ended = list(ended_clauses(tmp_path))
    assert EndedFolder(f"/ko/{WORK}/~art_9/") in ended
    assert EndedFolder(f"/ko/{WORK}/~art_5/", f"/ko/{WORK}/~art_6/") in ended
    assert [each.path for each in ended if "~art_3" in each.path] == [f"/{WORK}/~art_3/"]
    record = RecordedWork("cn/act/x/2001/1", ("zho",), state=RecordedState.WITHDRAWN)
    assert EndedFolder(f"/ko/{WORK}/~art_6/") in list(ended_works(tmp_path, (record,)))


def test_a_broken_ledger_says_nothing(tmp_path: Path) -> None:
    (tmp_path / WORK).mkdir(parents=True)
    (tmp_path / WORK / "anchors.json").write_text('{"anchors": [{}]}', encoding="utf-8")
    assert list(ended_clauses(tmp_path)) == []
    assert not is_site(tmp_path)


def test_works_that_moved_or_ended_are_listed_with_all_inside(tmp_path: Path) -> None:
    page(tmp_path, f"{WORK}/~art_1")
    page(tmp_path, "akn/cn/act/y/2001/2")
    records = (RecordedWork("cn/act/x/2001/1", ("zho",), state=RecordedState.MOVED, to="cn/act/z/2001/1"),
               RecordedWork("cn/act/y/2001/2", ("zho",), state=RecordedState.WITHDRAWN))
    assert list(ended_works(tmp_path, records)) == [
        EndedFolder(f"/{WORK}/~art_1/", "/akn/cn/act/z/2001/1/~art_1/"), EndedFolder("/akn/cn/act/y/2001/2/")]
