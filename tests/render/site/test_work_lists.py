from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urljoin

import jsonschema_rs
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.site import work_lists
from diptych.render.site.page import Settings
from diptych.render.site.shared_pages import ListPart, front_addresses, fronts, lists
from lxml import html

from tests.conftest import ROOT
from tests.render.small import BODY, CHINESE, document, twins


def works(count: int, series: int = 1) -> Sequence[work_lists.Listed]:
    """So many works of some series, five years and two issuers, as their entries tell it."""
    told = work_lists.listed(twins(), "akn/cn/act/test/2020/7/", interface("ko"))
    return [{**told, "iri": f"/akn/{number}", "iso_date": f"{2000 + number % 5}-01-01", "facets": {
        "series": [f"cn-s{number % series}", f"令{number % series}", "zh-Hans"],
        "year": [str(2000 + number % 5), str(2000 + number % 5), "ko"],
        "issuer": ["few" if number < 3 else "many", "기관" if number < 3 else "판공청", "ko"],
        "kind": told["facets"]["kind"], "state": told["facets"]["state"]}} for number in range(count)]


def test_a_work_alone_is_listed_alone() -> None:
    [only] = work_lists.listings(works(1))
    assert (only.path, only.count, only.facets, only.pages) == ("", 1, (), ("",))
    assert [one.count for one in work_lists.listings([])] == [0]


def test_parallel_texts_are_named_by_a_site_that_has_them() -> None:
    words = interface("en")
    for texts, alone in ((twins(), ""), (twins()[:1], "_alone")):
        listed = work_lists.listed(texts, "akn/cn/act/test/2020/7/", words)
        listing = {language: [listed] for language in packaged_interfaces().languages}
        front = next(page for page in fronts(Settings("https://x.example/"), listing) if page.path == "en/")
        lead = html.fromstring(front.html).xpath("string(//p[@class='front-lead'])")
        assert (front.title, lead) == (words.say(f"site_title{alone}"), words.say(f"site_lead{alone}"))
        assert words.say(f"site_title{alone}") in front.head


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
    series, year, issuer, _ = found[""].facets
    assert [(one.words, one.count) for one in series.choices] == [("令0", 120)]
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


def test_the_parts_of_the_lists_are_together_all_pages() -> None:
    settings = Settings("https://example.org/")
    listing = {language: works(120) for language in packaged_interfaces().languages}
    whole = list(fronts(settings, listing))
    parts = [page for language in listing for number in range(3)
             for page in fronts(settings, {language: listing[language]}, part=ListPart(language, number, 3))]
    assert sorted(parts, key=lambda page: page.path) == sorted(whole, key=lambda page: page.path)
    assert len({page.path for page in parts}) == len(parts)
    addresses = [(page.path, page.canonical, page.alternates) for page in front_addresses(settings, listing)]
    assert addresses == [(page.path, page.canonical, page.alternates) for page in whole]


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


def test_a_kind_that_is_an_iri_is_a_folder_of_its_last_segment() -> None:
    shown = document(BODY.format(**CHINESE))
    shown.main.set("name", "/akn/ontology/de/concept/documenttype/bund/anlage regelungstext")
    assert work_lists.listed((shown,), "", interface("en"))["facets"]["kind"] == (
        "anlage-regelungstext", "anlage regelungstext", "en")


def test_a_series_has_a_page_for_each_year_however_few_works_it_has() -> None:
    found = {one.path: one for one in work_lists.listings(works(30, series=3))}
    of_series = [path for path in found if path.startswith("works/series/cn-s1/year/")]
    assert len(of_series) == 5
    assert sum(found[path].count for path in of_series) == found["works/series/cn-s1/"].count == 10
    assert not [path for path in found if "series" in path and "kind" in path]
    assert found["works/series/cn-s1/year/2001/"].keys == (("series", "cn-s1"), ("year", "2001"))


def test_a_series_is_called_by_the_letters_of_its_numbers() -> None:
    shown = document(BODY.format(**CHINESE))
    assert work_lists.listed((shown,), "", interface("zh"))["facets"]["series"] == ("cn-test", "test", "en")
    shown = document(BODY.format(**CHINESE))
    for element in shown.root.iter("{*}FRBRnumber"):
        element.set("showAs", "国办发〔2012〕19号")
    assert work_lists.listed((shown,), "", interface("zh"))["facets"]["series"] == ("cn-test", "国办发", "zh-Hans")


def test_a_work_of_no_series_is_in_none() -> None:
    shown = document(BODY.format(**CHINESE))
    for element in shown.root.iter("{*}FRBRuri", "{*}FRBRthis"):
        element.set("value", element.get("value", "").replace("/act/test/", "/act/unknown/"))
    made = work_lists.listed((shown,), "", interface("zh"))
    assert (shown.work_iri, made["facets"]["series"][0]) == ("/akn/cn/act/unknown/2020/7", "")
    other = {**made, "path": "b/", "facets": {**made["facets"], "year": ("2021", "2021", "zh-Hans")}}
    front = next(iter(work_lists.listings([made, other])))
    assert "series" not in [facet.name for facet in front.facets if facet.choices]


def test_lines_of_a_title_end_where_a_name_ends_that_the_text_marks() -> None:
    title = '国务院办公厅关于支持<location refersTo="#a">中国图们江区域</location>（珲春）建设的若干意见'
    shown = document(BODY.format(**{**CHINESE, "title": title}))
    [text] = work_lists.listed((shown,), "", interface("zh"))["texts"]
    assert "".join(text["pieces"]) == text["title"]
    assert {"中国图们江区域", "（珲春）"} <= set(text["pieces"])
    listing = {name: [work_lists.listed((shown,), "", interface(name))] for name in packaged_interfaces().languages}
    front = next(iter(fronts(Settings("https://example.org/"), listing)))
    assert "<wbr>中国图们江区域<wbr>（珲春）<wbr>" in front.html


def test_the_file_of_a_list_has_all_works_and_what_a_list_shows_of_them() -> None:
    listing = {language: works(120) for language in packaged_interfaces().languages}
    made = dict(lists(Settings("https://example.org/"), listing))
    assert list(made) == ["works/list.json", "ko/works/list.json", "en/works/list.json"]
    shape = json.loads((ROOT / "schema/published/list.schema.json").read_bytes())
    for path, content in made.items():
        jsonschema_rs.validator_for(shape).validate(json.loads(content))
        assert urljoin(f"https://example.org/{path}", json.loads(content)["$schema"]) == (
            "https://example.org/schema/1/list.schema.json")
    data = json.loads(made["ko/works/list.json"])["works"]
    assert [work["iso"] for work in data] == sorted((work["iso"] for work in data), reverse=True)
    assert len(data) == 120
    assert set(data[0]["facets"]) == set(work_lists.FACETS)
    assert data[0]["texts"][0][3] == "若干意见"
    assert ["".join(pieces) for pieces in data[0]["pieces"]] == [text[3] for text in data[0]["texts"]]
    assert not list(lists(Settings(""), dict.fromkeys(listing, works(1)))), "a work alone needs none"
