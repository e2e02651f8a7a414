from __future__ import annotations

from collections.abc import Sequence

from diptych.interface_text import interface, packaged_interfaces
from diptych.render.site import work_lists
from diptych.render.site.page import Settings
from diptych.render.site.shared_pages import fronts
from lxml import html

from tests.render.small import twins


def works(count: int) -> Sequence[work_lists.Listed]:
    """So many works of five years and two issuers, told as their entries tell it."""
    told = work_lists.listed(twins(), "akn/cn/act/test/2020/7/", interface("ko"))
    return [{**told, "iri": f"/akn/{number}", "iso_date": f"{2000 + number % 5}-01-01", "facets": {
        "year": [str(2000 + number % 5), str(2000 + number % 5), "ko"],
        "issuer": ["few" if number < 3 else "many", "기관" if number < 3 else "판공청", "ko"],
        "kind": told["facets"]["kind"]}} for number in range(count)]


def test_a_work_alone_is_listed_alone() -> None:
    [only] = work_lists.listings(works(1))
    assert (only.path, only.count, only.facets, only.pages) == ("", 1, (), ("",))
    assert [one.count for one in work_lists.listings([])] == [0]


def test_every_list_has_its_works_once_and_the_newest_first() -> None:
    found = list(work_lists.listings(works(120)))
    paths = [one.path for one in found]
    assert len(paths) == len(set(paths))
    assert paths[:3] == ["", "works/2/", "works/3/"]
    for one in found:
        listed = [work for page in found if page.path in one.pages for work in page.works]
        assert len({work["iri"] for work in listed}) == len(listed) == one.count
        assert [work["iso_date"] for work in listed] == sorted((work["iso_date"] for work in listed), reverse=True)
        assert len(one.works) <= work_lists.AT_ONCE
        assert one.path == one.pages[one.number - 1]


def test_facets_count_what_their_lists_have() -> None:
    found = {one.path: one for one in work_lists.listings(works(120))}
    year, issuer, _ = found[""].facets
    assert [(one.words, one.count) for one in year.choices] == [(str(2004 - number), 24) for number in range(5)]
    assert [(one.words, one.count) for one in issuer.choices] == [("판공청", 117), ("기관", 3)]
    for one in found.values():
        for facet in one.facets:
            for choice in facet.choices:
                assert found[choice.path].count == choice.count
                assert choice.current == (choice.path == one.pages[0])


def test_a_list_of_more_than_a_page_is_narrowed_further_and_others_are_not() -> None:
    found = {one.path: one for one in work_lists.listings(works(120))}
    narrowed = found["works/year/2001/issuer/many/"]
    assert narrowed.count == 23
    assert [(name, one.words) for name, one in narrowed.chosen] == [("year", "2001"), ("issuer", "판공청")]
    assert [facet.without for facet in narrowed.facets if facet.without is not None] == [
        "works/issuer/many/", "works/year/2001/"]
    assert "works/year/2001/issuer/few/" not in found
    assert not [path for path in found if "kind" in path and "issuer/many" in path]


def test_every_link_of_a_list_leads_to_a_list_or_a_work() -> None:
    listing = {language: works(120) for language in packaged_interfaces().languages}
    made = {page.path: page for page in fronts(Settings("https://example.org/"), listing)}
    for path, page in made.items():
        for link in html.fromstring(page.html).xpath("//nav//a/@href"):
            parts = f"{path}{link}".split("/")
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1:at + 1]
            assert "/".join(parts) in made, (path, link)
    assert made["ko/works/year/2003/"].title == "연도: 2003"
    assert made["ko/works/year/2003/issuer/many/"].title == "연도: 2003 · 발행 기관: 판공청"


def test_a_kind_without_a_word_is_called_by_its_name() -> None:
    assert interface("zh").kind("law") == ("法律", "zh-Hans")
    assert interface("zh").kind("ukase") == ("ukase", "en")
