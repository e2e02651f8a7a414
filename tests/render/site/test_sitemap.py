"""Sitemaps as sitemaps.org limits them: 50,000 URLs and 50 MB a file, more in several under an index."""

from __future__ import annotations

import gzip

import pytest
from diptych.render.site import sitemap
from lxml import etree

from tests.render.site import feed_rules

SITE = "https://example.org/laws/"
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(count: int) -> list[sitemap.DatedAddress]:
    return [(f"{SITE}{number}/", (), f"2026-01-{number % 28 + 1:02}") for number in range(count)]


def values(data: bytes, name: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(data).iterfind(f".//s:{name}", SPACE)]


def test_a_few_addresses_are_in_one_file_with_the_dates_that_are_known() -> None:
    made = dict(sitemap.files([*addresses(2), (f"{SITE}a&b/", (("ko", f"{SITE}ko/"),), "")], SITE))
    assert set(made) == {"sitemap.xml", "sitemap.xml.gz"}
    assert values(made["sitemap.xml"], "loc") == [f"{SITE}0/", f"{SITE}1/", f"{SITE}a&b/"]
    assert values(made["sitemap.xml"], "lastmod") == ["2026-01-01", "2026-01-02"]
    assert gzip.decompress(made["sitemap.xml.gz"]) == made["sitemap.xml"]


@pytest.mark.parametrize("most", [1, 3, 7, sitemap.MOST])
def test_every_file_fits_the_protocol_whatever_the_bound(most: int) -> None:
    others = (("ko", f"{SITE}ko/"), ("zh-Hans", f"{SITE}zh/"))
    made = dict(sitemap.files([*addresses(9), (f"{SITE}a&b/", others, "")], SITE, most))
    plain = {name: data for name, data in made.items() if name.endswith(".xml")}
    assert [fault for data in plain.values() for fault in feed_rules.sitemap_faults(data)] == []
    listed = [name for name in plain if name != "sitemap.xml"] or ["sitemap.xml"]
    pages = [address for name in listed for address in values(plain[name], "loc")]
    assert pages == [*(f"{SITE}{number}/" for number in range(9)), f"{SITE}a&b/"]
    assert all(len(values(plain[name], "loc")) <= most for name in listed)
    if len(listed) > 1:
        assert values(plain["sitemap.xml"], "loc") == [SITE + name for name in listed]
        newest = [max(values(plain[name], "lastmod"), default="") for name in listed]
        assert values(plain["sitemap.xml"], "lastmod") == [date for date in newest if date]


@pytest.mark.parametrize("fault", [
    b"<url><loc>/relative/</loc></url>", b"<url><lastmod>2026-01-01</lastmod></url>",
    b"<url><loc>https://a.example/</loc><lastmod>1 May</lastmod></url>", b"", b"<page/>",
    b"<url><loc>https://a.example/</loc></url>" * 2])
def test_the_rules_find_what_is_wrong(fault: bytes) -> None:
    assert [*feed_rules.sitemap_faults(b'<urlset xmlns="' + SPACE["s"].encode() + b'">' + fault + b"</urlset>")]


def test_more_than_a_file_may_hold_are_in_several_that_an_index_names() -> None:
    count = 2 * sitemap.MOST + 1
    made = dict(sitemap.files(addresses(count), SITE))
    names = ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert set(made) == {name + end for name in ("sitemap.xml", *names) for end in ("", ".gz")}
    assert values(made["sitemap.xml"], "loc") == [SITE + name for name in names]
    assert values(made["sitemap.xml"], "lastmod")[0] == "2026-01-28"
    parts = [values(made[name], "loc") for name in names]
    assert [len(part) for part in parts] == [sitemap.MOST, sitemap.MOST, 1]
    assert [address for part in parts for address in part] == [address for address, _, _ in addresses(count)]


def test_no_file_is_larger_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "_LARGEST", 1_000)
    made = dict(sitemap.files(addresses(100), SITE))
    parts = [data for name, data in made.items() if name.startswith("sitemap-") and name.endswith(".xml")]
    assert len(parts) > 5
    assert all(len(data) < 1_200 for data in parts)
    assert sum(len(values(data, "loc")) for data in parts) == 100


def test_a_site_without_addresses_has_an_empty_sitemap() -> None:
    assert values(dict(sitemap.files((), SITE))["sitemap.xml"], "loc") == []
