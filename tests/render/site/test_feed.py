"""Atom feeds: of a site in pages (RFC 5005), and of a work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.site import feed
from diptych.render.site.work_changes import Change, ChangeKind
from lxml import etree

from tests.render.small import twins

SITE = "https://example.org/laws/"
WORK = "https://example.org/laws/akn/cn/act/test/2020/7/"
ENGLISH = replace(packaged_interfaces(), languages=("en",))
SPACE = {"a": feed.ATOM}
HISTORY = (Change("2026-02-01", ChangeKind.CORRECTION), Change("2026-01-01", ChangeKind.PUBLICATION))


def entries(count: int) -> list[feed.Entry]:
    made = [(change.date, WORK, feed.entry(twins(), SITE, change, ENGLISH)) for change in HISTORY]
    return [made[number % 2] for number in range(count)]


@pytest.mark.parametrize("files", [("zho.pdf", "kor.pdf"), ("kor.pdf", "kor.xml"), ("zho.xml",)])
def test_an_entry_links_to_the_pdfs_that_are_made(files: tuple[str, ...]) -> None:
    made = feed.entry(twins(), SITE, HISTORY[0], ENGLISH, files)
    assert hrefs(made.encode(), "enclosure") == [WORK + name for name in files if name.endswith(".pdf")]


def hrefs(data: bytes, rel: str) -> list[str]:
    return [link.get("href", "") for link in etree.fromstring(data).iterfind(f"a:link[@rel='{rel}']", SPACE)]


def test_a_long_feed_is_in_pages_that_lead_to_each_other() -> None:
    made = dict(feed.pages(entries(2 * feed.AT_ONCE + 1), SITE, "Laws", interface("en")))
    assert list(made) == ["feed.xml", "feed/2.xml", "feed/3.xml"]
    assert [len(etree.fromstring(data).findall("a:entry", SPACE)) for data in made.values()] == [
        feed.AT_ONCE, feed.AT_ONCE, 1]
    assert [hrefs(data, "next") for data in made.values()] == [[f"{SITE}feed/2.xml"], [f"{SITE}feed/3.xml"], []]
    assert [hrefs(data, "previous") for data in made.values()] == [[], [f"{SITE}feed.xml"], [f"{SITE}feed/2.xml"]]
    assert [hrefs(data, "self") for data in made.values()] == [[SITE + name] for name in made]
    assert {hrefs(data, "last")[0] for data in made.values()} == {f"{SITE}feed/3.xml"}


def test_the_feed_of_a_work_has_an_entry_for_each_change() -> None:
    made = feed.of_work(twins()[0], entries(2), SITE, interface("en"))
    tree = etree.fromstring(made)
    assert hrefs(made, "self") == [f"{WORK}feed.xml"]
    assert [tree.findtext(f"a:{name}", namespaces=SPACE) for name in ("id", "updated")] == [
        WORK, "2026-02-01T00:00:00Z"]
    assert tree.findtext("a:author/a:name", namespaces=SPACE) == "Office zho"
    ids = [entry.findtext("a:id", namespaces=SPACE) for entry in tree.iterfind("a:entry", SPACE)]
    assert ids == [f"{WORK}feed.xml#2026-02-01", f"{WORK}feed.xml#2026-01-01"]
    labels = [category.get("label") for category in tree.iterfind("a:entry/a:category", SPACE)]
    assert labels == ["Correction", "Publication"]


def test_a_feed_without_entries_is_one_page() -> None:
    assert list(dict(feed.pages([], SITE, "Laws", interface("en")))) == ["feed.xml"]
