"""What changes.json and the feed say of works that moved or were withdrawn."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from diptych.anchors.published_works import RecordedState, RecordedWork
from diptych.interface_text import interface
from diptych.render.site import change_list, ended_works, feed
from lxml import etree

from tests.products.test_catalogue import fits
from tests.render.site import feed_rules

SITE = "https://law.example/"
OLD, NEW, DAY = "cn/act/a/2020/3", "cn/act/a/2020/4", "2026-12-01"
LIVE = RecordedWork(OLD, ("zho",), ("2020-01-01",), ("sec_1",))
MOVED = replace(LIVE, state=RecordedState.MOVED, to=NEW, until=DAY)
WITHDRAWN = replace(LIVE, state=RecordedState.WITHDRAWN, reason="By <mistake>.", until=DAY)


def listed(*works: RecordedWork) -> list[dict[str, Any]]:
    [(_, data)] = change_list.pages([item.data for item in ended_works.entries(works, SITE, interface("en"))], SITE)
    made = json.loads(data)
    assert fits(made, "changes")
    return list(made["changes"])


def test_each_end_with_a_date_is_a_change() -> None:
    moved, withdrawn = listed(MOVED, WITHDRAWN)
    said = ("date", "kind", "work", "url", "to", "why", "anchors")
    url, past = f"{SITE}akn/{OLD}/", f"{SITE}past.json"
    assert [moved[key] for key in said] == [DAY, "moved", f"/akn/{OLD}", url, f"{SITE}akn/{NEW}/", None, past]
    assert [withdrawn[key] for key in said] == [DAY, "withdrawn", f"/akn/{OLD}", url, None, "By <mistake>.", past]


def test_nothing_is_said_of_a_work_that_is_there_or_ended_nobody_knows_when() -> None:
    assert listed(LIVE, replace(MOVED, until=""), replace(WITHDRAWN, until="")) == []


def test_the_feed_has_each_end() -> None:
    made = [item[:3] for item in ended_works.entries((MOVED, WITHDRAWN), SITE, interface("en"))]
    [(_, data)] = feed.pages(made, SITE, "Laws", interface("en"))
    assert [*feed_rules.atom_faults(data)] == []
    moved, withdrawn = etree.fromstring(data).iterfind("{*}entry")
    kinds = [category.get("term") for entry in (moved, withdrawn) for category in entry.iterfind("{*}category")]
    assert kinds == ["moved", "withdrawn"]
    assert [link.get("href") for link in moved.iterfind("{*}link")] == [f"{SITE}akn/{OLD}/", f"{SITE}akn/{NEW}/"]
    assert moved.findtext("{*}summary", "").endswith(f" {SITE}akn/{NEW}/")
    assert withdrawn.findtext("{*}summary") == (
        "The work that was published here was withdrawn. Reason: By <mistake>.")
    assert {entry.findtext("{*}updated") for entry in (moved, withdrawn)} == {f"{DAY}T00:00:00Z"}
